//! What the program keeps for its reader outside the sidecar: the undo history of each document, and where reading has
//! come to. All of it can be lost without losing a gloss.

use std::{
    fs,
    io::{self, Write},
    path::{Path, PathBuf},
};

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::{
    gloss::{History, Id, Transaction},
    platform::{self, Audience, Durability},
};

/// How many documents' reading positions are kept.
const PLACES: usize = 1000;

/// The folder for all that.
#[derive(Clone, Debug)]
pub struct StateFolder(PathBuf);

/// Where reading has come to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReadingPlace {
    /// In bytes of the text.
    pub offset: usize,
    /// What stands there, to find it again when the text has changed.
    pub exact: String,
}

/// A line of the history.
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
enum HistoryLine {
    Do(Transaction),
    Undo,
    Redo,
    /// How annotations stood that were taken out; none where they stood as this program writes them.
    Removed(Vec<(Id, Option<String>)>),
}

/// The undo history of one document on the disk.
#[derive(Debug)]
pub struct HistoryLog {
    path: PathBuf,
}

impl StateFolder {
    /// The folder at `path`; it is made when something is written.
    pub fn new(path: PathBuf) -> Self {
        Self(path)
    }

    /// Where it is.
    pub(super) fn path(&self) -> &Path {
        &self.0
    }

    /// The history of the glosses in the sidecar at `path`.
    pub fn history(&self, path: &Path) -> HistoryLog {
        HistoryLog { path: self.0.join("history").join(format!("{}.jsonl", name_for(path))) }
    }

    /// Where reading has come to in the document at `path`.
    pub fn place(&self, path: &Path) -> Option<ReadingPlace> {
        let text = fs::read_to_string(self.place_path(path)).ok()?;
        serde_json::from_str(&text).ok()
    }

    /// Notes where reading has come to.
    pub fn set_place(&self, path: &Path, place: &ReadingPlace) -> io::Result<()> {
        self.put(&self.place_path(path), &serde_json::to_vec(place)?)?;
        keep_newest(&self.0.join("places"), PLACES)
    }

    /// Replaces a file in this folder. What is kept here is as private as the documents that it comes from, and can be
    /// lost without losing a gloss.
    pub(super) fn put(&self, file: &Path, content: &[u8]) -> io::Result<()> {
        platform::create_private_folder(file.parent().unwrap_or(&self.0))?;
        platform::replace(file, Audience::Owner, Durability::Crash, content).map(drop)
    }

    fn place_path(&self, path: &Path) -> PathBuf {
        let path = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
        self.0.join("places").join(format!("{}.json", name_for(&path)))
    }
}

/// Removes all but so many files of a folder, the oldest first.
pub(super) fn keep_newest(folder: &Path, most: usize) -> io::Result<()> {
    let mut files: Vec<_> = fs::read_dir(folder)?.filter_map(Result::ok).collect();
    if files.len() > most {
        files.sort_by_key(|file| file.metadata().and_then(|meta| meta.modified()).ok());
        for old in &files[..files.len() - most] {
            fs::remove_file(old.path())?;
        }
    }
    Ok(())
}

/// Whether a text is a SHA-256 in hexadecimal, and so fit to be a file's name.
pub(super) fn is_hash(text: &str) -> bool {
    text.len() == 64 && text.bytes().all(|byte| byte.is_ascii_hexdigit())
}

/// A file name for what is kept of the file at `path`, which need not exist.
pub(super) fn name_for(path: &Path) -> String {
    let path = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    let digest = Sha256::digest(path.as_os_str().as_encoded_bytes());
    digest.iter().take(16).map(|byte| format!("{byte:02x}")).collect()
}

impl HistoryLog {
    /// Reads the history. A line that can't be read, as the last one may be after a crash, ends it.
    pub fn load(&self) -> History {
        let mut history = History::default();
        let text = fs::read_to_string(&self.path).unwrap_or_default();
        for line in text.lines() {
            match serde_json::from_str(line) {
                Ok(HistoryLine::Do(transaction)) => history.push(transaction),
                Ok(HistoryLine::Undo) => {
                    history.undo();
                }
                Ok(HistoryLine::Redo) => {
                    history.redo();
                }
                Ok(HistoryLine::Removed(_)) => {}
                Err(_) => break,
            }
        }
        history
    }

    /// Notes something that was done.
    pub fn push(&self, transaction: &Transaction) -> io::Result<()> {
        self.append(&HistoryLine::Do(transaction.clone()))
    }

    /// Notes that the last transaction was undone.
    pub fn undo(&self) -> io::Result<()> {
        self.append(&HistoryLine::Undo)
    }

    /// Notes that it was redone.
    pub fn redo(&self) -> io::Result<()> {
        self.append(&HistoryLine::Redo)
    }

    /// Notes how annotations stood that were taken out of the sidecar.
    pub fn keep_removed(&self, removed: Vec<(Id, Option<String>)>) -> io::Result<()> {
        if removed.is_empty() { Ok(()) } else { self.append(&HistoryLine::Removed(removed)) }
    }

    /// What was [kept](Self::keep_removed), the last of it last.
    pub fn removed(&self) -> Vec<(Id, Option<String>)> {
        let text = fs::read_to_string(&self.path).unwrap_or_default();
        let lines = text.lines().map_while(|line| serde_json::from_str(line).ok());
        let removed = lines.filter_map(|line| match line {
            HistoryLine::Removed(removed) => Some(removed),
            HistoryLine::Do(_) | HistoryLine::Undo | HistoryLine::Redo => None,
        });
        removed.flatten().collect()
    }

    fn append(&self, line: &HistoryLine) -> io::Result<()> {
        if let Some(folder) = self.path.parent() {
            platform::create_private_folder(folder)?;
        }
        let mut text = serde_json::to_string(line)?;
        text.push('\n');
        // One write of a whole line: two programs may append to one history.
        platform::append(&self.path)?.write_all(text.as_bytes())
    }
}
