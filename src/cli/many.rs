//! The documents that a command is given, by name or by folder, and work on all of them at once.

use std::{
    collections::BTreeSet,
    io,
    path::{Path, PathBuf},
    thread,
};

use super::{
    environment,
    error::{Error, Exit},
    progress::Progress,
};
use crate::{
    corpus::{self, Coders, Member},
    source,
};

/// The documents that are named, and those below the folders that are, with their sidecars. One that can't be read is
/// reported and left out; the program ends as is returned with them.
pub fn members(paths: &[PathBuf], coders: &Coders) -> Result<(Vec<Member>, Exit), Error> {
    let (mut members, mut worst) = (Vec::new(), Exit::Done);
    for path in paths {
        if path.is_dir() {
            let before = members.len();
            members.extend(corpus::below(path, coders));
            if members.len() == before {
                return Err(Error::failed(format!("there are no documents in {}", path.display())));
            }
            continue;
        }
        match named(path, coders) {
            Ok(member) => members.push(member),
            Err(error) => worst = worst.max(reported(&error)),
        }
    }
    Ok((members, worst))
}

/// A document that is named. Where it has no sidecar it may be no document: that is looked at here, and nowhere else.
fn named(path: &Path, coders: &Coders) -> Result<Member, Error> {
    let member = corpus::beside(path, coders)?;
    if !member.sidecars.iter().any(|(_, sidecar)| sidecar.exists()) {
        source::open(path)?;
    }
    Ok(member)
}

/// Does `work` for each of many things on all cores, and gives what comes of them to `take`, in their order. Those that
/// fail are reported and don't stop the others; returned is the worst way in which any of them ended.
pub fn each<I: Send, T: Send>(
    items: Vec<I>,
    work: impl Fn(I) -> Result<T, Error> + Send + Sync,
    mut take: impl FnMut(T) -> io::Result<()>,
) -> io::Result<Exit> {
    let mut progress = Progress::new(Some(items.len() as u64));
    let mut worst = Exit::Done;
    thread::scope(|scope| {
        for done in corpus::in_order(scope, items, work) {
            progress.advance(1);
            match done {
                Ok(done) => take(done)?,
                Err(error) => {
                    progress.clear();
                    worst = worst.max(reported(&error));
                }
            }
        }
        Ok(worst)
    })
}

fn reported(error: &Error) -> Exit {
    error.report();
    error.exit
}

/// The first of these kinds that no schema of a folder with documents has: it was hardly meant.
pub fn unknown_kind<'a>(tags: &[&'a String], members: &[PathBuf]) -> Result<Option<&'a String>, Error> {
    let folders: BTreeSet<&Path> = members.iter().filter_map(|path| path.parent()).collect();
    let mut unknown = tags.to_vec();
    for folder in folders {
        if unknown.is_empty() {
            break;
        }
        let schema = environment::schema(Some(&folder.join("x")))?;
        unknown.retain(|tag| schema.kind(tag).is_none());
    }
    Ok(unknown.first().copied())
}

impl From<corpus::Error> for Error {
    fn from(error: corpus::Error) -> Self {
        match error {
            corpus::Error::Source(error) => error.into(),
            corpus::Error::Sidecar(error) => error.into(),
        }
    }
}
