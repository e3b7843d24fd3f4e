//! Changes that could not be saved, kept in the state folder until they can be.
//!
//! Each running program keeps its changes in a file with a random name, so that two of them don't overwrite each
//! other's work, and holds a lock on that file while it runs. A file without a lock was left by a program that has
//! ended, and is offered to the next one that opens the document. The number of the process would not be suitable for
//! either purpose: in a container it is the same each time, and means nothing outside.

use std::{
    fs::{self, File, TryLockError},
    io::{self, Write},
    path::{Path, PathBuf},
};

use super::{StateFolder, state::name_for};
use crate::{
    gloss::Transaction,
    platform::{self, Audience, Durability, Replacement},
};

/// The changes to one sidecar that could not be saved.
#[derive(Debug)]
pub struct Recovery {
    state: StateFolder,
    /// The path of this program's own file.
    own: PathBuf,
    /// The locked file; `None` while there is none.
    locked: Option<File>,
    /// The paths of files that earlier programs have left.
    earlier: Vec<PathBuf>,
}

impl StateFolder {
    /// The changes that could not be saved into the sidecar at `path`.
    pub fn recovery(&self, path: &Path) -> Recovery {
        let name = name_for(path);
        let folder = self.path().join("recovery");
        let own = folder.join(format!("{name}.{:016x}.json", platform::random_bits()));
        let is_earlier = |file: &PathBuf| {
            let of_document = |file: &str| file.starts_with(&name);
            let is_whole = file.extension().is_some_and(|extension| extension == "json");
            is_whole
                && file.file_name().and_then(|file| file.to_str()).is_some_and(of_document)
                && !is_locked(file)
        };
        let files = fs::read_dir(&folder).into_iter().flatten().filter_map(Result::ok);
        let mut earlier: Vec<PathBuf> = files.map(|file| file.path()).filter(is_earlier).collect();
        earlier.sort();
        Recovery { state: self.clone(), own, locked: None, earlier }
    }
}

/// Whether a running program has locked the file at `path`. On a file system without locks the answer is no: offering
/// work twice is better than losing it.
fn is_locked(path: &Path) -> bool {
    let locked = platform::open_regular(path).map(|file| file.try_lock_shared());
    matches!(locked, Ok(Err(TryLockError::WouldBlock)))
}

impl Recovery {
    /// Loads the changes that earlier programs have left. A file that has none is renamed; what is no file of this program
    /// stays as it is.
    pub fn load(&mut self) -> Transaction {
        let mut all = Transaction::default();
        self.earlier.retain(|path| {
            let Ok(text) = platform::open_regular(path).and_then(platform::read_rest) else { return false };
            match serde_json::from_slice(&text) {
                Ok(transaction) => all.append(transaction),
                Err(_) => {
                    let _ = fs::rename(path, path.with_extension("damaged"));
                    return false;
                }
            }
            true
        });
        all
    }

    /// Keeps exactly these changes of this program, durably: once this returns, they survive a power cut. Fails if nothing
    /// may be kept.
    pub fn keep(&mut self, changes: &Transaction) -> io::Result<()> {
        self.locked = self.put(&self.own, changes)?;
        Ok(())
    }

    /// Keeps these changes like [`keep`](Self::keep), for the next program that asks for them. Returns the path of the file.
    pub fn leave(mut self, changes: &Transaction) -> io::Result<PathBuf> {
        self.keep(changes)?;
        Ok(self.own)
    }

    /// Records that the changes of earlier programs have been applied, except `rest`.
    pub fn taken_in(&mut self, rest: &Transaction) -> io::Result<()> {
        let mut files = std::mem::take(&mut self.earlier).into_iter();
        if let Some(first) = files.next() {
            self.put(&first, rest)?;
            self.earlier = vec![first];
        }
        files.try_for_each(|file| self.put(&file, &Transaction::default()).map(drop))
    }

    /// Replaces the file at `path` by one with these changes, which stays locked while it is open; removes it if there are
    /// no changes.
    fn put(&self, path: &Path, changes: &Transaction) -> io::Result<Option<File>> {
        if changes.is_empty() {
            return match fs::remove_file(path) {
                Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
                _ => Ok(None),
            };
        }
        if !self.state.make_folder_of(path)? {
            return Err(io::Error::other("the settings say that nothing is kept"));
        }
        let mut file = Replacement::new(path, Audience::Owner)?;
        file.write_all(&serde_json::to_vec(changes)?)?;
        // It is locked before it gets its name. Without support for locks it is offered to other programs, too.
        let _ = file.file().try_lock();
        file.publish(Durability::PowerCut).map(Some)
    }
}
