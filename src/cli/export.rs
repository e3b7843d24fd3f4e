//! `gloss export`: glosses in another format.

use std::{
    path::{Path, PathBuf},
    thread,
};

use super::{
    coder::Coder,
    environment,
    error::{Error, Exit},
    folder,
    open::Opened,
    put::{Put, Target},
};
use crate::{
    corpus,
    exchange::{Export, Format},
};

/// Writes the glosses of documents, and of those in folders, to standard output, into a file, or into a folder. What the
/// format can't carry is said; where `strict`, it is not written then.
pub fn run(
    files: &[PathBuf],
    format: &'static Format,
    out: Option<&Path>,
    strict: bool,
    coder: &Coder,
) -> Result<Exit, Error> {
    let (settings, _) = environment::settings();
    let coder = coder.name(&settings);
    let files = folder::documents_of(files)?;
    let sources: Vec<&Path> = files.iter().map(PathBuf::as_path).collect();
    let target = Target::new(out, &sources)?;
    let mut worst = Exit::Done;
    let exit = thread::scope(|scope| {
        let opened = corpus::in_order(scope, &files, |file| export(file, coder.as_deref()));
        let mut exports = opened.filter_map(|export| {
            let reported = export.inspect_err(|error| {
                error.report();
                worst = worst.max(error.exit);
            });
            reported.ok()
        });
        Put { format, strict, target }.all(&mut exports, files.len())
    })?;
    Ok(exit.max(worst))
}

/// A document with its glosses, as a format is given it.
fn export(file: &Path, coder: Option<&str>) -> Result<Export, Error> {
    let opened = Opened::new(file, None, coder)?;
    let glosses = opened.glosses().iter().cloned().collect();
    let document = opened.document;
    let title = title(&document.text).unwrap_or_else(|| document.name.clone());
    let (name, text, schema) = (document.name, document.text, opened.schema.into());
    Ok(Export { name, title, text, glosses, schema, is_recorded: false })
}

/// The first paragraph, where it is short enough for a headline.
pub fn title(text: &crate::text::Text) -> Option<String> {
    let first = text.quote(text.next_paragraph(0)?);
    (1..200).contains(&first.chars().count()).then(|| first.replace(['\n', '\r'], " "))
}
