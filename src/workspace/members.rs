//! The documents that a person names, by file or by folder.

use std::{
    collections::HashSet,
    path::{Path, PathBuf},
};

use super::Error;
use crate::{
    corpus::{self, Coders, Member, Obstacle, Siblings, WalkFilter},
    source,
};

/// The documents named and those in the folders named, with their sidecars. One that cannot be read is reported and
/// left out, and so is one that was named before; those in folders are not looked into. Fails if a folder has no documents.
pub fn members(
    paths: &[PathBuf],
    coders: &Coders,
    filter: &WalkFilter,
    report: impl FnMut(Error),
) -> Result<Vec<Member>, Error> {
    members_that(|_| true, paths, coders, filter, report)
}

/// The same for whoever opens them all: what no reader has is passed over in folders, of which the filter is told.
pub(super) fn readable_members(
    paths: &[PathBuf],
    coders: &Coders,
    filter: &WalkFilter,
    report: impl FnMut(Error),
) -> Result<Vec<Member>, Error> {
    members_that(|member| is_readable(member, filter), paths, coders, filter, report)
}

fn members_that(
    is_taken: impl Fn(&Member) -> bool,
    paths: &[PathBuf],
    coders: &Coders,
    filter: &WalkFilter,
    mut report: impl FnMut(Error),
) -> Result<Vec<Member>, Error> {
    let mut siblings = Siblings::default();
    let mut members = Vec::new();
    for path in paths {
        if path.is_dir() {
            members.extend(documents_below(path, coders, filter, &is_taken)?);
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

/// The paths of the documents that are named, and of those below the folders that are, without what no reader has. Fails where a
/// folder has none.
pub fn document_paths(paths: &[PathBuf], filter: &WalkFilter) -> Result<Vec<PathBuf>, Error> {
    let mut documents = Vec::new();
    for path in paths {
        if path.is_dir() {
            let below =
                documents_below(path, &Coders::One(None), filter, |member| is_readable(member, filter))?;
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
        let below = documents_below(path, &Coders::All, filter, |_| true)?.into_iter();
        let before = documents.len();
        let glossed = below.filter(|member| member.sidecars.iter().any(|(_, sidecar)| sidecar.exists()));
        documents.extend(glossed.map(|member| member.path));
        if documents.len() == before {
            return Err(Error::NoGlosses(path.clone()));
        }
    }
    Ok(documents)
}

fn documents_below(
    folder: &Path,
    coders: &Coders,
    filter: &WalkFilter,
    is_taken: impl Fn(&Member) -> bool,
) -> Result<Vec<Member>, Error> {
    let members: Vec<Member> = corpus::below(folder, coders, filter).filter(is_taken).collect();
    if members.is_empty() { Err(Error::NoDocuments(folder.to_owned())) } else { Ok(members) }
}

/// Whether a reader has the format of a file in a folder. One without a sidecar whose name doesn't tell its format is looked into; the filter is
/// told of what people would expect to be read and no reader can. Any other error is for whoever reads the file.
fn is_readable(member: &Member, filter: &WalkFilter) -> bool {
    if !member.sidecars.is_empty() || source::is_named_document(&member.path) {
        return true;
    }
    match source::check_document(&member.path) {
        Err(error) if error.kind() == source::ErrorKind::Binary => {
            if !error.is_of_no_document() {
                filter.meet(&member.path, Obstacle::Unsuitable(error.fault()));
            }
            false
        }
        _ => true,
    }
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
