//! What of a foreign file is about one document.

use std::{ffi::OsString, fs, path::Path};

use super::{Error, ForeignPath, Host, document_name};
use crate::{exchange::Imported, text::Text};

/// The most names of other documents that an error has. Chosen by hand.
const MAX_NAMED: usize = 5;

/// What of a file is about the document at `target`: all of it if that is about one document; else what has the same text,
/// or else what has its name. The document need not be there. Fails if nothing is about it.
pub fn about_document(
    target: &Path,
    file: &ForeignPath,
    mut documents: Vec<Imported>,
    host: &Host,
) -> Result<Vec<Imported>, Error> {
    if documents.len() > 1 {
        let text =
            host.readers.open(target).ok().and_then(|document| document.text.as_str().map(str::to_owned));
        let is_same =
            |one: &Imported| text.is_some() && one.text.as_ref().and_then(Text::as_str) == text.as_deref();
        let parts = parts(target);
        let shared: Vec<usize> = documents.iter().map(|one| shared(one.name.as_deref(), &parts)).collect();
        let most = shared.iter().copied().max().unwrap_or(0);
        let has_same = documents.iter().any(is_same);
        let names: Vec<String> =
            documents.iter().filter_map(|one| one.name.clone()).take(MAX_NAMED + 1).collect();
        let mut shared = shared.into_iter();
        documents.retain(|one| {
            let is_named = shared.next().is_some_and(|shared| shared == most && most > 0);
            if has_same { is_same(one) } else { is_named }
        });
        if documents.is_empty() {
            let document = target.file_name().unwrap_or_default().to_string_lossy().into_owned();
            return Err(Error::OtherDocuments { file: file.path.clone(), document, named: few(names) });
        }
    }
    for one in &mut documents {
        let said = one.name.as_deref().and_then(document_name::split_coder);
        let is_of_target = |document: &str| shared(Some(document), &parts(target)) > 0;
        let coder = said.filter(|(document, _)| is_of_target(document)).map(|(_, coder)| coder.to_owned());
        one.coder = one.coder.take().or(coder);
    }
    Ok(documents)
}

/// The parts of a path, from the last one.
fn parts(path: &Path) -> Vec<OsString> {
    let real = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    real.components().rev().map(|part| part.as_os_str().to_owned()).collect()
}

/// How many parts at their ends a name and a path have in common.
fn shared(name: Option<&str>, parts: &[OsString]) -> usize {
    let said = name.unwrap_or_default().rsplit(['/', '\\']).filter(|part| !part.is_empty());
    said.zip(parts).take_while(|(said, part)| **said == ***part).count()
}

fn few(mut names: Vec<String>) -> Vec<String> {
    if names.len() > MAX_NAMED {
        names.truncate(MAX_NAMED);
        names.push("…".to_owned());
    }
    names
}
