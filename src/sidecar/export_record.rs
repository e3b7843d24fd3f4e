//! A record of the files that exports have written, by which they are told from files of other programs: by their place and by
//! their content, so that a file that somebody has edited since is somebody's own. Losing the record loses no file.
//!
//! There is a file for each folder with exports, with a line for each export: the SHA-256 of its content in hexadecimal, a space,
//! and the hash of its name. No name and no word of a document is in it.

use std::{
    collections::HashMap,
    ffi::OsStr,
    fs,
    io::{self, Write},
    path::{Path, PathBuf},
};

use super::{
    StateFolder,
    state::{hash_of_name, is_hash, keep_newest, name_for},
};
use crate::{
    platform::{self, MAX_FILE_BYTES},
    source::sha256_of_file,
};

/// How many folders with exports are remembered; chosen by hand.
const MAX_FOLDERS: usize = 1000;

/// How many lines a record has, for each line that still counts, before it is written anew; chosen by hand.
const MAX_LINES_PER_EXPORT: usize = 4;

/// The files of one folder that exports have written.
#[derive(Debug)]
pub struct ExportRecord {
    folder: PathBuf,
    /// The digest of each file, by the hash of its name.
    digests: HashMap<String, String>,
}

impl StateFolder {
    /// Records that an export wrote the file at `path`, with the content of this SHA-256.
    pub fn note_export(&self, path: &Path, sha256: &str) -> io::Result<()> {
        let (Some(folder), Some(name)) = (path.parent(), path.file_name()) else { return Ok(()) };
        let record = self.export_record_path(folder);
        if !self.make_folder_of(&record)? {
            return Ok(());
        }
        let is_new = !record.exists();
        // Each line is written in one call, since two programs may export into one folder.
        platform::append(&record)?.write_all(format!("{sha256} {}\n", hash_of_name(name)).as_bytes())?;
        if is_new { keep_newest(&self.path().join("exports"), MAX_FOLDERS) } else { Ok(()) }
    }

    /// The exports in a folder; `None` if none are known.
    pub fn exports_in(&self, folder: &Path) -> Option<ExportRecord> {
        let folder = fs::canonicalize(folder).ok()?;
        let path = self.export_record_path(&folder);
        let text = platform::read_text_file(&path, MAX_FILE_BYTES).ok()?;
        let lines =
            text.lines().filter_map(|line| line.split_once(' ')).filter(|(sha256, _)| is_hash(sha256));
        let digests: HashMap<String, String> =
            lines.map(|(sha256, name)| (name.to_owned(), sha256.to_owned())).collect();
        if text.lines().count() > MAX_LINES_PER_EXPORT * digests.len() {
            let lines: String = digests.iter().map(|(name, sha256)| format!("{sha256} {name}\n")).collect();
            // If it can't be written, it stays long.
            let _ = self.put(&path, lines.as_bytes());
        }
        Some(ExportRecord { folder, digests })
    }

    /// The path of the record of a folder, given by its whole path.
    pub(super) fn export_record_path(&self, folder: &Path) -> PathBuf {
        self.path().join("exports").join(name_for(folder))
    }
}

impl ExportRecord {
    /// Whether an export wrote a file of this name, whatever has become of it.
    pub fn names(&self, name: &OsStr) -> bool {
        self.digests.contains_key(&hash_of_name(name))
    }

    /// Whether the file of this name is as an export wrote it.
    pub fn has(&self, name: &OsStr) -> bool {
        let Some(written) = self.digests.get(&hash_of_name(name)) else { return false };
        sha256_of_file(&self.folder.join(name)).is_ok_and(|now| now == *written)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_export_is_known_until_it_is_edited() {
        let folder = tempfile::tempdir().expect("a folder");
        let state = StateFolder::new(folder.path().join("state"));
        let whole = fs::canonicalize(folder.path()).expect("there");
        let path = whole.join("a.csv");
        let has = || state.exports_in(folder.path()).is_some_and(|record| record.has(OsStr::new("a.csv")));
        assert!(!has());
        for content in ["one", "two", "three", "four", "five", "six"] {
            fs::write(&path, content).expect("written");
            assert!(!has(), "{content} is somebody's");
            state.note_export(&path, &sha256_of_file(&path).expect("read")).expect("noted");
            assert!(has(), "{content}");
        }
        let record = state.export_record_path(&whole);
        let lines = fs::read_to_string(record).expect("read").lines().count();
        assert!(lines < 6, "{lines} lines for one export");
        assert!(!state.exports_in(folder.path()).expect("a record").has(OsStr::new("b.csv")));
    }
}
