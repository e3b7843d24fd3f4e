//! The documents that a person names, by file or by folder.

use std::path::{Path, PathBuf};

use super::Error;
use crate::{
    corpus::{self, Coders, Member, Siblings, WalkFilter},
    source,
};

/// The documents named and those in the folders named, with their sidecars. One that cannot be read is reported and
/// left out. Fails if a folder has no documents.
pub fn members(
    paths: &[PathBuf],
    coders: &Coders,
    filter: &WalkFilter,
    mut report: impl FnMut(Error),
) -> Result<Vec<Member>, Error> {
    let mut siblings = Siblings::default();
    let mut members = Vec::new();
    for path in paths {
        if path.is_dir() {
            members.extend(documents_below(path, coders, filter)?);
            continue;
        }
        match named(path, coders, &mut siblings) {
            Ok(member) => members.push(member),
            Err(error) => report(error),
        }
    }
    Ok(members)
}

fn documents_below(folder: &Path, coders: &Coders, filter: &WalkFilter) -> Result<Vec<Member>, Error> {
    let members: Vec<Member> = corpus::below(folder, coders, filter).collect();
    if members.is_empty() { Err(Error::NoDocuments(folder.to_owned())) } else { Ok(members) }
}

/// The document at `path` with its sidecars. If it has none, nothing tells yet that the file is a document, so its first
/// bytes are checked.
fn named(path: &Path, coders: &Coders, siblings: &mut Siblings) -> Result<Member, Error> {
    let member = siblings.member(path, coders)?;
    if !member.sidecars.iter().any(|(_, sidecar)| sidecar.exists()) {
        source::check_document(path)?;
    }
    Ok(member)
}
