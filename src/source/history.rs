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

use super::{Document, IN_MEMORY, hex};

/// Whether old versions of a document are looked for in git.
pub const HAS_GIT_HISTORY: bool = true;

/// How many commits are looked at, the latest first.
const MAX_COMMITS: usize = 5_000;

/// How many bytes of old versions are looked at in all.
const MAX_HISTORY_BYTES: u64 = 256 * 1024 * 1024;

/// The version of the file at `path` whose bytes have this SHA-256, of those that lead to the commit checked out. None
/// where there is no such version, no repository, or one that can't be read.
pub fn version(path: &Path, sha256: &str) -> Option<Document> {
    let path = std::fs::canonicalize(path).ok()?;
    let options = Mapping { full: Options::isolated(), reduced: Options::isolated() };
    let repository =
        ThreadSafeRepository::discover_opts(path.parent()?, Discovery::default(), options).ok()?;
    let repository = repository.to_thread_local();
    let inside = path.strip_prefix(std::fs::canonicalize(repository.workdir()?).ok()?).ok()?;
    let bytes = blob(&repository, inside, sha256)?;
    Document::from_bytes(&path.file_name()?.to_string_lossy(), bytes).ok()
}

fn blob(repository: &Repository, path: &Path, sha256: &str) -> Option<Vec<u8>> {
    let head = repository.head_id().ok()?;
    let mut seen: HashSet<ObjectId> = HashSet::new();
    let mut room = MAX_HISTORY_BYTES;
    for commit in repository.rev_walk([head]).all().ok()?.take(MAX_COMMITS) {
        let tree = commit.ok()?.object().ok()?.tree().ok()?;
        let Some(entry) = tree.lookup_entry_by_path(path).ok()?.filter(|entry| entry.mode().is_blob()) else {
            continue;
        };
        let size = entry.id().header().ok()?.size();
        if size > IN_MEMORY || !seen.insert(entry.object_id()) {
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
