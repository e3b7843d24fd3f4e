//! `gloss text`: the text that offsets refer to.

use std::path::PathBuf;

use clap::{Args, ValueHint};

use super::{batch, context::Context, error::Exit};
use crate::{
    text::{STEP, Span},
    workspace::read_document,
};

const AFTER_HELP: &str = r"Example:
  gloss text article.txt | wc -m
  gloss text --source article.md";

/// Print the text that offsets refer to
#[derive(Clone, Debug, Args)]
#[command(after_help = AFTER_HELP)]
pub struct TextArgs {
    /// Documents, or - for standard input
    #[arg(required = true, value_hint = ValueHint::FilePath)]
    files: Vec<PathBuf>,
    /// Print the source, decoded, instead of what is read of it
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
                // Whole characters at a time, so that what is no text is replaced as the program replaces it.
                let next = text.ceil((at + STEP).min(text.len()));
                out.write_all(text.quote(Span::new(at, next)).as_bytes())?;
                at = next;
            }
            Ok(())
        })
    })
}
