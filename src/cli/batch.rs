//! Work on all documents that a command is given by name or by folder.

use std::{
    collections::BTreeSet,
    io,
    path::{Path, PathBuf},
    thread,
};

use super::{
    context::Context,
    error::{Error, Exit},
    progress::Progress,
};
use crate::{
    corpus::{Coders, Member},
    gloss::Schema,
    workspace::{self, in_order, is_stream, stream_name},
};

/// The documents named and those in the folders named, with their sidecars. One that cannot be read is reported and
/// left out, which the exit code tells.
pub fn members(paths: &[PathBuf], coders: &Coders, context: &Context) -> Result<(Vec<Member>, Exit), Error> {
    let mut worst = Exit::Done;
    let report = |error| worst = worst.max(Error::from(error).report());
    let members = workspace::members(paths, coders, &context.host.walk_filter, report)?;
    Ok((members, worst))
}

/// The same for a command that needs glosses, which no stream has.
pub fn glossed_members(
    paths: &[PathBuf],
    coders: &Coders,
    context: &Context,
) -> Result<(Vec<Member>, Exit), Error> {
    match paths.iter().find(|path| is_stream(path)) {
        Some(stream) => {
            let name = stream_name(stream);
            Err(Error::usage(format!("{name} is no file, and has no glosses"))
                .hint("name a document or a folder"))
        }
        None => members(paths, coders, context),
    }
}

/// Does `work` for each item in turn. Failures are reported and do not stop the others. Returns the worst exit code.
pub fn each<T>(items: &[T], mut work: impl FnMut(&T) -> Result<Exit, Error>) -> Exit {
    let exits = items.iter().map(|item| work(item).unwrap_or_else(|error| error.report()));
    exits.max().unwrap_or(Exit::Done)
}

/// Does `work` for each item on all cores, and passes the results to `take` in the order of the items. Failures are
/// reported and do not stop the others. Returns the worst exit code.
pub fn each_on_all_cores<I: Send, T: Send>(
    items: Vec<I>,
    work: impl Fn(I) -> Result<T, Error> + Send + Sync,
    mut take: impl FnMut(T) -> io::Result<()>,
) -> io::Result<Exit> {
    let mut progress = Progress::new(Some(items.len() as u64));
    let mut worst = Exit::Done;
    thread::scope(|scope| {
        for done in in_order(scope, items, work) {
            progress.advance(1);
            match done {
                Ok(done) => take(done)?,
                Err(error) => {
                    progress.clear();
                    worst = worst.max(error.report());
                }
            }
        }
        Ok(worst)
    })
}

/// The first of these names that no schema of a folder with documents `has`; it is probably misspelt.
pub fn unknown<'a>(
    names: &[&'a String],
    documents: &[PathBuf],
    context: &Context,
    has: impl Fn(&Schema, &str) -> bool,
) -> Result<Option<&'a String>, Error> {
    let folders: BTreeSet<&Path> = documents.iter().filter_map(|path| path.parent()).collect();
    let mut unknown = names.to_vec();
    for folder in folders {
        if unknown.is_empty() {
            break;
        }
        let schema = context.host.schemas.of_folder(folder)?;
        unknown.retain(|name| !has(&schema, name));
    }
    Ok(unknown.first().copied())
}
