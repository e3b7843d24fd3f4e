//! A source as it was: a version of the file in the history of the git repository that it lies in.
//!
//! Only objects are read. No hook, filter or other command of the repository runs, and no configuration outside of it is
//! looked at.

use std::{collections::HashSet, path::Path};

use gix::{
    ObjectId, Repository, ThreadSafeRepository, discover::upwards::Options as Discovery, open::Options,
    sec::trust::Mapping,
};
use sha2::{Digest, Sha256};

use super::{MAX_IN_MEMORY_BYTES, hex};

/// How many commits are looked at, the latest first: those of some years of daily work, in a second or two.
const MAX_COMMITS: usize = 5_000;

/// How many bytes of old versions are looked at, which take about half a second to hash.
const MAX_VERSIONS_BYTES: u64 = 256 * 1024 * 1024;

/// The bytes of the version of the file at `path` that has this SHA-256, of those that lead to the commit checked out. None
/// where there is no such version, no repository, or one that can't be read.
pub fn version(path: &Path, sha256: &str) -> Option<Vec<u8>> {
    let path = std::fs::canonicalize(path).ok()?;
    let options = Mapping { full: Options::isolated(), reduced: Options::isolated() };
    let repository =
        ThreadSafeRepository::discover_opts(path.parent()?, Discovery::default(), options).ok()?;
    let repository = repository.to_thread_local();
    let inside = path.strip_prefix(std::fs::canonicalize(repository.workdir()?).ok()?).ok()?;
    blob(&repository, inside, sha256)
}

fn blob(repository: &Repository, path: &Path, sha256: &str) -> Option<Vec<u8>> {
    let head = repository.head_id().ok()?;
    let mut seen: HashSet<ObjectId> = HashSet::new();
    let mut room = MAX_VERSIONS_BYTES;
    for commit in repository.rev_walk([head]).all().ok()?.take(MAX_COMMITS) {
        let tree = commit.ok()?.object().ok()?.tree().ok()?;
        let Some(entry) = tree.lookup_entry_by_path(path).ok()?.filter(|entry| entry.mode().is_blob()) else {
            continue;
        };
        let size = entry.id().header().ok()?.size();
        if size > MAX_IN_MEMORY_BYTES || !seen.insert(entry.object_id()) {
            continue;
        }
        room = room.checked_sub(size)?;
        let blob = entry.object().ok()?;
        if hex(&Sha256::digest(&blob.data)) == sha256 {
            return Some(blob.data.clone());
        }
    }
    None
}
