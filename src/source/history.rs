//! Old versions of a source, from the history of the git repository in which the file lies.
//!
//! Only objects are read. No hook, filter or other command of the repository runs, and no configuration outside of it is read.

use std::{collections::HashSet, fs, path::Path, time::Duration};

use gix::{
    ObjectId, Repository, ThreadSafeRepository, discover::upwards::Options as Discovery, open::Options,
    sec::trust::Mapping,
};
use sha2::{Digest, Sha256};

use super::{MAX_IN_MEMORY_BYTES, hex};
use crate::platform;

/// How many commits are read at most, the latest first: those of some years of daily work, in a second or two.
const MAX_COMMITS: usize = 5_000;

/// How many bytes of old versions are hashed at most, which takes about half a second.
const MAX_VERSIONS_BYTES: u64 = 256 * 1024 * 1024;

/// How long a repository is waited for at most, as for a named pipe. Chosen by hand: longer than reading takes.
const MAX_WAIT: Duration = Duration::from_secs(5);

/// What is read of a repository before its objects, below `.git`.
const READ_FIRST: [&str; 6] =
    ["HEAD", "config", "packed-refs", "shallow", "commondir", "objects/info/alternates"];

/// The largest such file, in bytes. Chosen by hand: room for half a million references.
const MAX_READ_FIRST_BYTES: u64 = 64 << 20;

/// The bytes of the version of the file at `path` with this SHA-256, among the ancestors of the commit that is checked out. `None`
/// if there is no such version or no repository, or if the repository can't be read.
pub fn version(path: &Path, sha256: &str) -> Option<Vec<u8>> {
    let (path, sha256) = (fs::canonicalize(path).ok()?, sha256.to_owned());
    platform::within(MAX_WAIT, move || committed(&path, &sha256))?
}

/// Whether all that is read first of the repository around `path` is files of a usual size: a named pipe would be waited for, and
/// a device has no end.
fn is_readable(path: &Path) -> bool {
    let Some(git) = path.ancestors().skip(1).map(|folder| folder.join(".git")).find(|git| git.is_dir())
    else {
        return true;
    };
    let is_file = |name: &str| {
        let meta = fs::metadata(git.join(name));
        meta.map_or(true, |meta| meta.is_file() && meta.len() <= MAX_READ_FIRST_BYTES)
    };
    if !READ_FIRST.iter().all(|name| is_file(name)) {
        return false;
    }
    let head = fs::read_to_string(git.join("HEAD")).unwrap_or_default();
    head.trim().strip_prefix("ref: ").is_none_or(is_file)
}

fn committed(path: &Path, sha256: &str) -> Option<Vec<u8>> {
    if !is_readable(path) {
        return None;
    }
    let options = Mapping { full: Options::isolated(), reduced: Options::isolated() };
    let repository =
        ThreadSafeRepository::discover_opts(path.parent()?, Discovery::default(), options).ok()?;
    let repository = repository.to_thread_local();
    let inside = path.strip_prefix(fs::canonicalize(repository.workdir()?).ok()?).ok()?;
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
