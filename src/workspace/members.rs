//! The documents that a person names, by file or by folder.

use std::{
    collections::HashSet,
    path::{Path, PathBuf},
};

use super::Error;
use crate::{
    corpus::{self, Coders, Member, Siblings, WalkFilter},
    source,
};

/// The documents named and those in the folders named, with their sidecars. One that cannot be read is reported and
/// left out, and so is one that was named before. Fails if a folder has no documents.
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
    if paths.len() > 1 {
        let mut seen = HashSet::new();
        members.retain(|member: &Member| seen.insert(whole(&member.path)));
    }
    Ok(members)
}

/// The path by which a document is known that is named twice.
fn whole(path: &Path) -> PathBuf {
    path.canonicalize().unwrap_or_else(|_| path.to_owned())
}

/// The paths of the documents that are named, and of those below the folders that are. Fails where a folder has none.
pub fn document_paths(paths: &[PathBuf], filter: &WalkFilter) -> Result<Vec<PathBuf>, Error> {
    let mut documents = Vec::new();
    for path in paths {
        if path.is_dir() {
            let below = documents_below(path, &Coders::One(None), filter)?;
            documents.extend(below.into_iter().map(|member| member.path));
        } else {
            documents.push(path.clone());
        }
    }
    Ok(documents)
}

/// The paths of the documents that are named, and of those below the folders that are named for which a coder has a
/// sidecar. Fails where a folder has none.
pub fn glossed_documents(paths: &[PathBuf], filter: &WalkFilter) -> Result<Vec<PathBuf>, Error> {
    let mut documents = Vec::new();
    for path in paths {
        if !path.is_dir() {
            documents.push(path.clone());
            continue;
        }
        let below = documents_below(path, &Coders::All, filter)?.into_iter();
        let before = documents.len();
        let glossed = below.filter(|member| member.sidecars.iter().any(|(_, sidecar)| sidecar.exists()));
        documents.extend(glossed.map(|member| member.path));
        if documents.len() == before {
            return Err(Error::NoGlosses(path.clone()));
        }
    }
    Ok(documents)
}

fn documents_below(folder: &Path, coders: &Coders, filter: &WalkFilter) -> Result<Vec<Member>, Error> {
    let members: Vec<Member> = corpus::below(folder, coders, filter).collect();
    if members.is_empty() { Err(Error::NoDocuments(folder.to_owned())) } else { Ok(members) }
}

/// The document at `path` with its sidecars. If it has none, nothing tells yet that the file is a document, so its first
/// bytes are checked. A stream has none.
fn named(path: &Path, coders: &Coders, siblings: &mut Siblings) -> Result<Member, Error> {
    if source::is_stream(path) {
        return Ok(Member { path: path.to_owned(), sidecars: Vec::new() });
    }
    let member = siblings.member(path, coders)?;
    if !member.sidecars.iter().any(|(_, sidecar)| sidecar.exists()) {
        source::check_document(path)?;
    }
    Ok(member)
}
