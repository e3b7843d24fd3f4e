//! `gloss forget`: removes what is kept of documents outside of their folders.

use std::path::PathBuf;

use clap::{Args, ValueHint};

use super::{
    batch,
    context::Context,
    document_path::document_path,
    error::{Error, Exit},
};
use crate::{
    text::{cells::printable, counted_list},
    workspace::{self, Kept, all_kept, kept_of},
};

const AFTER_HELP: &str = r"Examples:
  gloss forget diary.txt
  gloss forget interviews/
  gloss forget --all

Outside of a document's folder, gloss keeps the texts in which glosses were recorded, the texts of large documents, undo histories, reading positions, and work that could not be saved. With keep = false in the settings, it keeps none of them. The document and its sidecars stay as they are; they need not exist any more.";

/// Remove what is kept of documents outside of their folders
#[derive(Clone, Debug, Args)]
#[command(after_help = AFTER_HELP)]
pub struct ForgetArgs {
    /// Documents, or folders of documents
    #[arg(required_unless_present = "all", value_name = "FILE|FOLDER", value_parser = document_path(), value_hint = ValueHint::AnyPath)]
    paths: Vec<PathBuf>,
    /// Forget all documents, and remove logs and reports
    #[arg(long, conflicts_with = "paths")]
    all: bool,
    /// Forget work that could not be saved, too
    #[arg(long)]
    force: bool,
}

/// Removes what is kept, and tells what that was.
pub fn run(args: &ForgetArgs, context: &Context) -> Result<Exit, Error> {
    if args.all {
        return forget("all documents", &all_kept(&context.host)?, args, context);
    }
    Ok(batch::each(&args.paths, |path| {
        forget(&path.to_string_lossy(), &kept_of(path, context.coder(), &context.host)?, args, context)
    }))
}

/// Forgets what is kept of the documents called `name`.
fn forget(name: &str, kept: &Kept, args: &ForgetArgs, context: &Context) -> Result<Exit, Error> {
    if let Some(unsaved) = kept.unsaved.first().filter(|_| !args.force) {
        let what = format!("{name} has work that could not be saved, in {}", unsaved.display());
        return Err(Error::failed(what)
            .hint("open the document with gloss, where R takes it in; --force forgets it, too"));
    }
    kept.forget().map_err(workspace::Error::from)?;
    let told = counted_list(&[
        (kept.texts.len(), "text", "texts"),
        (kept.histories.len(), "undo history", "undo histories"),
        (kept.positions.len(), "reading position", "reading positions"),
        (kept.unsaved.len(), "file of unsaved work", "files of unsaved work"),
        (kept.records.len(), "record", "records"),
    ]);
    let told = if told.is_empty() { "nothing is kept".to_owned() } else { format!("forgot {told}") };
    context.output.print(|out| writeln!(out, "{}: {told}", printable(name)))
}
