//! `gloss schema`: prints the kinds, attributes and links of documents.

use std::{
    io,
    path::{Path, PathBuf},
};

use clap::Args;

use super::{
    context::Context,
    error::{Error, Exit},
    lines::Lines,
};
use crate::gloss::{Schema, Shape, schema::BUILTIN};

const AFTER_HELP: &str = r"Example:
  gloss schema --default > gloss.toml";

/// Print the schema of a document or folder
#[derive(Clone, Debug, Args)]
#[command(after_help = AFTER_HELP)]
pub struct SchemaArgs {
    /// Document or folder; the current folder if not given
    path: Option<PathBuf>,
    /// Print the built-in schema, ready to be edited
    #[arg(long)]
    default: bool,
}

/// Prints the schema of a document or folder, or the built-in one ready to be edited.
pub fn run(args: &SchemaArgs, context: &Context) -> Result<Exit, Error> {
    if args.default {
        return context.output.print(|out| out.write_all(BUILTIN.as_bytes()));
    }
    let path = args.path.as_deref().unwrap_or(Path::new("."));
    let schemas = &context.host.schemas;
    let schema = if path.is_dir() { schemas.of_folder(path)? } else { schemas.of_document(path)? };
    context.output.print_lines(|out| write_schema(out, &schema))
}

fn write_schema(out: &mut Lines<'_>, schema: &Schema) -> io::Result<()> {
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
