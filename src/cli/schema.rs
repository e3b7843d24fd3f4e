//! `gloss schema`: prints the kinds, attributes and links of documents.

use std::{
    io,
    path::{Path, PathBuf},
};

use clap::Args;

use super::{
    context::Context,
    document_path::document_path,
    error::{Error, Exit},
    lines::{Lines, tell},
};
use crate::{
    app::kind_keys,
    command::{self, Keymap},
    gloss::{Facts, Schema, Shape, schema::BUILTIN},
};

const AFTER_HELP: &str = r"Example:
  gloss schema --default > gloss.toml";

/// Print the schema of a document or folder
#[derive(Clone, Debug, Args)]
#[command(after_help = AFTER_HELP)]
pub struct SchemaArgs {
    /// Document or folder; the current folder if not given
    #[arg(value_parser = document_path())]
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
    if !path.exists() {
        let what = format!("there is no document or folder {}", path.display());
        return Err(
            Error::failed(what).hint("without a name, it is the schema of the folder that you are in")
        );
    }
    let schema = if path.is_dir() { schemas.of_folder(path)? } else { schemas.of_document(path)? };
    let keymap = &context.host.settings.keymap;
    context.output.print_lines(|out| write_schema(out, &schema, keymap))?;
    kind_keys::about_taken(&schema, keymap).iter().for_each(tell);
    Ok(Exit::Done)
}

fn write_schema(out: &mut Lines<'_>, schema: &Schema, keymap: &Keymap) -> io::Result<()> {
    for kind in &schema.kinds {
        let keys = kind_keys::typed(kind, keymap, &[command::Context::Article]);
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
            // Conditions mean a field by that name.
            let name = Facts::name_of_attribute(&attribute.name);
            let asked =
                if name == attribute.name { String::new() } else { format!("  (--where {name}=…)") };
            writeln!(out, "    {:<12} {shape}  {}{asked}", attribute.name, attribute.doc)?;
        }
    }
    for link in &schema.links {
        writeln!(out, "→ {}  {}", link.name, link.doc)?;
    }
    writeln!(out, "{}", kind_keys::about_free(schema, keymap))
}
