//! The versions of a sidecar's file, kept in the state folder from one session to the next.

use std::{
    fmt::Write as _,
    io,
    path::{Path, PathBuf},
};

use serde::{Deserialize, Serialize};

use super::{
    StateFolder,
    state::{logged_text, name_for},
};
use crate::gloss::Transaction;

/// The name of the folder.
pub(super) const VERSION_FOLDER: &str = "versions";

/// How many versions and changes of glosses are remembered together. Chosen by hand: some megabytes, and more than a person makes
/// in a day.
pub(super) const MAX_SIZE: usize = 10_000;

/// A version of the file.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct FileVersion {
    /// The hash of its text.
    pub hash: u64,
    /// The hash of the text of the version before.
    pub before: Option<u64>,
    /// What was changed from the version before, with one change for each gloss.
    pub changes: Transaction,
}

impl FileVersion {
    /// How much of [`MAX_SIZE`] it takes.
    pub fn size(&self) -> usize {
        1 + self.changes.changes.len()
    }
}

/// The log of the versions of one file: a line for each, which names the version before it by its hash. Where another program
/// has written the file while nobody looked, versions follow from none that is known.
#[derive(Clone, Debug)]
pub struct VersionLog {
    path: PathBuf,
    state: StateFolder,
}

impl StateFolder {
    /// The log of the versions of the sidecar at `path`.
    pub fn version_log(&self, path: &Path) -> VersionLog {
        let name = format!("{}.jsonl", name_for(path));
        VersionLog { path: self.path().join(VERSION_FOLDER).join(name), state: self.clone() }
    }
}

impl VersionLog {
    /// The versions that led to that with this hash, which is the last one; none if it is not known.
    pub(super) fn load(&self, hash: u64) -> Vec<FileVersion> {
        let text = logged_text(&self.path);
        // A line that a full disk has cut short takes none of the others along.
        let lines = text.lines().filter_map(|line| serde_json::from_str(line).ok());
        let mut all: Vec<FileVersion> = lines.collect();
        let size: usize = all.iter().map(FileVersion::size).sum();
        let mut chain = Vec::new();
        let mut wanted = Some(hash);
        while let Some(version) = all.pop() {
            if wanted == Some(version.hash) {
                wanted = version.before;
                chain.push(version);
            }
        }
        chain.reverse();
        if size > 2 * MAX_SIZE {
            let mut kept = String::new();
            for line in chain.iter().filter_map(|version| serde_json::to_string(version).ok()) {
                let _ = writeln!(kept, "{line}");
            }
            // A log that stays long is read to its end once more.
            let _ = self.state.put(&self.path, kept.as_bytes());
        }
        chain
    }

    /// Appends a version.
    pub(super) fn append(&self, version: &FileVersion) -> io::Result<()> {
        self.state.append_line(&self.path, &serde_json::to_string(version)?)
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;
    use crate::gloss::{Change, Gloss, Id};

    fn version(before: Option<u64>, hash: u64) -> FileVersion {
        let gloss = Gloss::new(Id::from_bits(hash), "note", Vec::new());
        FileVersion { hash, before, changes: Transaction::new("tag", vec![Change::add(gloss)]) }
    }

    #[test]
    fn what_led_to_a_text_is_known_in_its_order() {
        let folder = tempfile::tempdir().expect("a folder");
        let state = StateFolder::new(folder.path().join("state"));
        let log = state.version_log(Path::new("/a.txt.gloss.toml"));
        assert_eq!(log.load(1), []);
        // From 3 on somebody went back to 2, and on to 4; 6 follows from a text that nobody saw being written.
        let all = [(None, 1), (Some(1), 2), (Some(2), 3), (Some(3), 2), (Some(2), 4), (Some(5), 6)];
        for (before, hash) in all {
            log.append(&version(before, hash)).expect("appended");
        }
        let chain = |hash| log.load(hash).iter().map(|version| version.hash).collect::<Vec<_>>();
        assert_eq!(chain(4), [1, 2, 3, 2, 4]);
        assert_eq!((chain(6), chain(7)), (vec![6], vec![]));
        assert_eq!(log.load(1), [version(None, 1)]);
        let cut = fs::read_to_string(&log.path).expect("read") + "{\"hash\":4,";
        fs::write(&log.path, cut).expect("written");
        log.append(&version(Some(4), 8)).expect("appended");
        assert_eq!(chain(8), [1, 2, 3, 2, 4, 8]);
    }

    #[test]
    fn a_log_that_grows_without_end_is_cut_to_what_counts() {
        let folder = tempfile::tempdir().expect("a folder");
        let state = StateFolder::new(folder.path().join("state"));
        let log = state.version_log(Path::new("/a.txt.gloss.toml"));
        let gloss = Gloss::new(Id::from_bits(1), "note", Vec::new());
        let changes = Transaction::new("tag", vec![Change::add(gloss); MAX_SIZE]);
        for hash in 1..=4 {
            log.append(&FileVersion { hash, before: None, changes: changes.clone() }).expect("appended");
        }
        assert_eq!(log.load(4).len(), 1);
        assert_eq!((log.load(4).len(), log.load(3).len()), (1, 0));
    }

    #[test]
    fn nothing_is_kept_where_nothing_may_be() {
        let folder = tempfile::tempdir().expect("a folder");
        let state = StateFolder::new(folder.path().join("state")).read_only();
        state.version_log(Path::new("/a")).append(&version(None, 1)).expect("nothing to do");
        assert!(!folder.path().join("state").exists());
    }
}
