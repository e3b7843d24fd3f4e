//! `gloss formats`: lists the foreign formats, with what each carries, and the kinds of documents that can be opened.

use std::io;

use clap::Args;

use super::{
    context::Context,
    error::{Error, Exit},
    lines::Lines,
};
use crate::{
    exchange::{self, FORMATS},
    workspace::document_formats,
};

const AFTER_HELP: &str = r"Examples:
  gloss formats
  gloss formats --documents";

/// List the formats for import and export, with what each carries
#[derive(Clone, Copy, Debug, Args)]
#[command(after_help = AFTER_HELP)]
pub struct FormatsArgs {
    /// Print the table of the README
    #[arg(long)]
    markdown: bool,
    /// List the kinds of documents that can be opened, with the endings of their names
    #[arg(long)]
    documents: bool,
}

/// Prints the formats, with what each carries.
pub fn run(args: FormatsArgs, context: &Context) -> Result<Exit, Error> {
    match (args.documents, args.markdown) {
        (true, true) => return context.output.print(|out| documents_table(out)),
        (true, false) => return context.output.print_lines(write_documents),
        (false, true) => return context.output.print(exchange::write_markdown),
        (false, false) => {}
    }
    context.output.print_lines(|out| {
        for format in FORMATS {
            let ways = [(format.write.is_some(), "out"), (format.read.is_some(), "in")];
            let ways: Vec<_> = ways.iter().filter(|(there, _)| *there).map(|(_, way)| *way).collect();
            let ways = ways.join(" and ");
            writeln!(out, "{:<14} {ways:<11} {}", format.name, format.doc)?;
            let unit = format.unit.map(|unit| format!("; {}", unit.name())).unwrap_or_default();
            writeln!(out, "{:26} carries {}{unit}", "", exchange::carried_features(format))?;
            if let Some(feature) = format.missing_feature {
                writeln!(out, "{:26} not in this build, which lacks the feature {feature}", "")?;
            }
        }
        Ok(())
    })
}

/// Writes a line for each kind of document: its name, the endings of file names, what is read.
fn write_documents(out: &mut Lines<'_>) -> io::Result<()> {
    for reader in document_formats() {
        writeln!(out, "{:<11} {:<30} {}", reader.name, reader.extensions.join(" "), reader.doc)?;
    }
    Ok(())
}

/// Writes the table of the README with the kinds of documents that can be opened.
pub fn documents_table(out: &mut dyn io::Write) -> io::Result<()> {
    writeln!(out, "| format | files | what is read |\n|---|---|---|")?;
    for reader in document_formats() {
        let endings: Vec<String> = reader.extensions.iter().map(|ending| format!("`.{ending}`")).collect();
        writeln!(out, "| `{}` | {} | {} |", reader.name, endings.join(" "), reader.doc)?;
    }
    Ok(())
}
