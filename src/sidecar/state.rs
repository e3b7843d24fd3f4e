//! The state that the program keeps for its user outside of sidecars: the undo history of each document, and reading
//! positions. It can be lost without losing a gloss.

use std::{
    ffi::OsStr,
    fs,
    io::{self, Read, Seek, SeekFrom, Write},
    path::{Path, PathBuf},
};

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::{
    gloss::{History, Id, Transaction},
    platform::{self, Audience, Durability},
};

/// How many reading positions are kept, one for each document; chosen by hand.
const MAX_READING_PLACES: usize = 1000;

/// The folder that holds the state. Its owner alone may read it, since documents may be private.
#[derive(Clone, Debug)]
pub struct StateFolder {
    path: PathBuf,
    /// Whether anything of a document may be kept. What was kept earlier is read in any case.
    is_kept: bool,
}

/// A reading position.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReadingPlace {
    /// The offset, in bytes of the text.
    pub offset: usize,
    /// The text at the offset, by which it is found again when the document has changed.
    pub exact: String,
}

/// A reading position as it is kept.
#[derive(Serialize, Deserialize)]
pub(super) struct KeptPlace {
    #[serde(flatten)]
    place: ReadingPlace,
    /// The path of the document, by which it can be forgotten with its folder.
    #[serde(default)]
    pub(super) document: PathBuf,
}

/// A line of the history.
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
enum HistoryLine {
    Do(Transaction),
    Undo,
    Redo,
    /// The texts of annotations that were removed; `None` for a text that this program would write in the same way.
    Removed(Vec<(Id, Option<String>)>),
}

/// The file with the undo history of one document.
#[derive(Debug)]
pub struct HistoryLog {
    path: PathBuf,
    state: StateFolder,
}

impl StateFolder {
    /// The folder at `path`, which is made when something is written.
    pub fn new(path: PathBuf) -> Self {
        Self { path, is_kept: true }
    }

    /// This folder, in which nothing is kept from now on.
    #[must_use]
    pub fn read_only(self) -> Self {
        Self { is_kept: false, ..self }
    }

    /// The path of the folder.
    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    /// Makes the folder of the file at `path` below this one, if anything may be kept; returns whether it may. Folders that
    /// an earlier version has left open to others are closed.
    pub(super) fn make_folder_of(&self, path: &Path) -> io::Result<bool> {
        if !self.is_kept {
            return Ok(false);
        }
        let folder = path.parent().unwrap_or(&self.path);
        platform::create_private_folder(folder)?;
        for folder in [&self.path, folder] {
            platform::make_private(folder)?;
        }
        Ok(true)
    }

    /// Whether anything of a document may be kept here.
    pub fn is_kept(&self) -> bool {
        self.is_kept
    }

    /// The history of the glosses in the sidecar at `path`.
    pub fn history(&self, path: &Path) -> HistoryLog {
        HistoryLog { path: self.history_path(path), state: self.clone() }
    }

    /// The file with the undo history of the sidecar at this path.
    pub(super) fn history_path(&self, sidecar: &Path) -> PathBuf {
        self.path.join("history").join(format!("{}.jsonl", name_for(sidecar)))
    }

    /// The reading position in the document at `path`.
    pub fn place(&self, path: &Path) -> Option<ReadingPlace> {
        let kept: KeptPlace =
            serde_json::from_slice(&platform::read_file(&self.place_path(path)).ok()?).ok()?;
        Some(kept.place)
    }

    /// Stores the reading position.
    pub fn set_place(&self, path: &Path, place: &ReadingPlace) -> io::Result<()> {
        let document = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
        let kept = KeptPlace { place: place.clone(), document };
        if self.put(&self.place_path(path), &serde_json::to_vec(&kept)?)? {
            keep_newest(&self.path.join("places"), MAX_READING_PLACES)?;
        }
        Ok(())
    }

    /// Replaces a file in this folder, if anything may be kept; returns whether it may. It is readable by its owner only, and
    /// survives a crash of the program, but perhaps not a power cut.
    pub(super) fn put(&self, file: &Path, content: &[u8]) -> io::Result<bool> {
        if !self.make_folder_of(file)? {
            return Ok(false);
        }
        platform::replace(file, Audience::Owner, Durability::Crash, content)?;
        Ok(true)
    }

    /// Appends a line to a file in this folder, if anything may be kept. A line that was cut short before it is ended first.
    pub(super) fn append_line(&self, file: &Path, line: &str) -> io::Result<()> {
        if !self.make_folder_of(file)? {
            return Ok(());
        }
        let before = if is_cut_short(file)? { "\n" } else { "" };
        // It is written in one call, since two programs may append to one file.
        platform::append(file)?.write_all(format!("{before}{line}\n").as_bytes())
    }

    /// The file with the reading position of the document at `path`, whichever way leads there.
    pub(super) fn place_path(&self, path: &Path) -> PathBuf {
        let path = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
        self.path.join("places").join(format!("{}.json", name_for(&path)))
    }
}

/// Removes the oldest files of a folder, so that `most` files are left.
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

/// The text of a file to which lines are appended; empty if it can't be read. A line may have been cut in the middle of a character.
pub(super) fn logged_text(file: &Path) -> String {
    platform::read_file(file)
        .map_or_else(|_| String::new(), |bytes| String::from_utf8_lossy(&bytes).into_owned())
}

/// Whether the last line of a file has no end.
fn is_cut_short(file: &Path) -> io::Result<bool> {
    let mut file = match platform::open_file(file) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(false),
        other => other?,
    };
    if file.seek(SeekFrom::End(0))? == 0 {
        return Ok(false);
    }
    let mut last = [0];
    file.seek(SeekFrom::End(-1))?;
    file.read_exact(&mut last)?;
    Ok(last != *b"\n")
}

/// Whether a text is a SHA-256 in hexadecimal, and so can be used as a file name.
pub(super) fn is_hash(text: &str) -> bool {
    text.len() == 64 && text.bytes().all(|byte| byte.is_ascii_hexdigit())
}

/// The file name for the state of the file at `path`, which need not exist.
pub(super) fn name_for(path: &Path) -> String {
    hash_of_name(std::path::absolute(path).unwrap_or_else(|_| path.to_owned()).as_os_str())
}

/// A hash that stands for a name: 128 bits in hexadecimal.
pub(super) fn hash_of_name(name: &OsStr) -> String {
    let digest = Sha256::digest(name.as_encoded_bytes());
    digest.iter().take(16).map(|byte| format!("{byte:02x}")).collect()
}

impl HistoryLog {
    /// Reads the history. A line that can't be read, since a crash or a full disk has cut it short, was never a step of it for the
    /// sessions after that.
    pub fn load(&self) -> History {
        let mut history = History::default();
        let text = logged_text(&self.path);
        for line in text.lines() {
            match serde_json::from_str(line) {
                Ok(HistoryLine::Do(transaction)) => history.push(transaction),
                Ok(HistoryLine::Undo) => {
                    history.undo();
                }
                Ok(HistoryLine::Redo) => {
                    history.redo();
                }
                Ok(HistoryLine::Removed(_)) | Err(_) => {}
            }
        }
        history
    }

    /// Records a transaction that was done.
    pub fn push(&self, transaction: &Transaction) -> io::Result<()> {
        self.append(&HistoryLine::Do(transaction.clone()))
    }

    /// Records that the last transaction was undone.
    pub fn undo(&self) -> io::Result<()> {
        self.append(&HistoryLine::Undo)
    }

    /// Records that it was redone.
    pub fn redo(&self) -> io::Result<()> {
        self.append(&HistoryLine::Redo)
    }

    /// Records the texts of annotations that were removed from the sidecar.
    pub fn keep_removed(&self, removed: Vec<(Id, Option<String>)>) -> io::Result<()> {
        if removed.is_empty() { Ok(()) } else { self.append(&HistoryLine::Removed(removed)) }
    }

    /// The texts recorded by [`keep_removed`](Self::keep_removed), the latest last.
    pub fn removed(&self) -> Vec<(Id, Option<String>)> {
        let text = logged_text(&self.path);
        let lines = text.lines().filter_map(|line| serde_json::from_str(line).ok());
        let removed = lines.filter_map(|line| match line {
            HistoryLine::Removed(removed) => Some(removed),
            HistoryLine::Do(_) | HistoryLine::Undo | HistoryLine::Redo => None,
        });
        removed.flatten().collect()
    }

    fn append(&self, line: &HistoryLine) -> io::Result<()> {
        self.state.append_line(&self.path, &serde_json::to_string(line)?)
    }
}
