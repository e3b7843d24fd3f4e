//! `gloss schema`: what can be said of documents.

use std::{
    io::{self, Write},
    path::{Path, PathBuf},
};

use clap::Args;

use super::{
    context::Context,
    error::{Error, Exit},
};
use crate::gloss::{Schema, Shape, schema::BUILTIN};

const AFTER_HELP: &str = r"Example:
  gloss schema --default > gloss.toml";

/// Print the schema that counts in a folder
#[derive(Clone, Debug, Args)]
#[command(after_help = AFTER_HELP)]
pub struct SchemaArgs {
    /// A document or a folder; the current one if not given
    path: Option<PathBuf>,
    /// The schema that every document starts from, as it can be edited
    #[arg(long)]
    default: bool,
}

/// Prints the schema that counts for a document or a folder, or the built-in one as it can be edited.
pub fn run(args: &SchemaArgs, context: &Context) -> Result<Exit, Error> {
    if args.default {
        return context.output.print(|out| out.write_all(BUILTIN.as_bytes()));
    }
    let path = args.path.as_deref().unwrap_or(Path::new("."));
    let schemas = &context.host.schemas;
    let schema = if path.is_dir() { schemas.of_folder(path)? } else { schemas.of_document(path)? };
    context.output.print(|out| write_schema(out, &schema))
}

fn write_schema(out: &mut dyn Write, schema: &Schema) -> io::Result<()> {
    for kind in &schema.kinds {
        let keys: Vec<String> = kind.keys.iter().map(|key| key.key.to_string()).collect();
        writeln!(out, "{} {}  {}  [{}] {}", kind.letter, kind.name, kind.doc, keys.join(" "), kind.color)?;
        for attribute in &kind.attributes {
            let shape = match &attribute.shape {
                Shape::Text => "text".to_owned(),
                Shape::Choice(choices) => choices.join(" | "),
                Shape::Number { min, max } => {
                    let bound =
                        |bound: &Option<f64>| bound.map_or("…".to_owned(), |bound| bound.to_string());
                    format!("number {} to {}", bound(min), bound(max))
                }
                Shape::Flag => "yes | no".to_owned(),
                Shape::List => "list".to_owned(),
            };
            writeln!(out, "    {:<12} {shape}  {}", attribute.name, attribute.doc)?;
        }
    }
    for link in &schema.links {
        writeln!(out, "→ {}  {}", link.name, link.doc)?;
    }
    Ok(())
}
