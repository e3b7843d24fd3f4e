//! `gloss text`: prints the text to which offsets refer.

use std::path::PathBuf;

use clap::{Args, ValueHint};

use super::document_path::document_path;
use super::{batch, context::Context, error::Exit};
use crate::{
    text::{CHECKPOINT_BYTES, Span},
    workspace::read_document,
};

const AFTER_HELP: &str = r"Examples:
  gloss text article.txt | wc -m
  gloss text --source article.md";

/// Print the text to which offsets refer
#[derive(Clone, Debug, Args)]
#[command(after_help = AFTER_HELP)]
pub struct TextArgs {
    /// Documents, or - for standard input
    #[arg(required = true, value_parser = document_path(), value_hint = ValueHint::FilePath)]
    files: Vec<PathBuf>,
    /// Print the decoded source instead of the text that is read from it
    #[arg(long, conflicts_with = "as_format")]
    source: bool,
}

/// Prints the text of each file.
pub fn run(args: &TextArgs, context: &Context) -> Exit {
    let host = context.host.clone();
    let host = if args.source { host.with_sources() } else { host };
    batch::each(&args.files, |file| {
        let document = read_document(file, None, &host)?;
        let text = &document.text;
        context.output.print(|out| {
            let mut at = 0;
            while at < text.len() {
                // Only whole characters are written at a time, so that invalid bytes are replaced as everywhere in
                // the program.
                let next = text.ceil((at + CHECKPOINT_BYTES).min(text.len()));
                out.write_all(text.quote(Span::new(at, next)).as_bytes())?;
                at = next;
            }
            Ok(())
        })
    })
}
