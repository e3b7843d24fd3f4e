//! What could not be saved: kept in the state folder until it can be.
//!
//! Each program has a file of its own, so that two of them don't write over each other's work; what programs before have
//! left there is offered to the next one that opens the document.

use std::{
    fs::{self, File},
    io::{self, Write},
    path::{Path, PathBuf},
};

use super::{StateFolder, state::name_for};
use crate::gloss::Transaction;

/// The changes to one sidecar that could not be saved.
#[derive(Clone, Debug)]
pub struct Recovery {
    /// This program's own.
    own: PathBuf,
    /// What others have left.
    earlier: Vec<PathBuf>,
}

impl StateFolder {
    /// What could not be saved into the sidecar at `path`.
    pub fn recovery(&self, path: &Path) -> Recovery {
        let name = name_for(path);
        let folder = self.path().join("recovery");
        let own = folder.join(format!("{name}.{}.json", std::process::id()));
        let is_earlier = |file: &PathBuf| {
            let of_document = |file: &str| file.starts_with(&name);
            let is_whole = file.extension().is_some_and(|extension| extension == "json");
            is_whole
                && *file != own
                && file.file_name().and_then(|file| file.to_str()).is_some_and(of_document)
        };
        let files = fs::read_dir(&folder).into_iter().flatten().filter_map(Result::ok);
        let mut earlier: Vec<PathBuf> = files.map(|file| file.path()).filter(is_earlier).collect();
        earlier.sort();
        Recovery { own, earlier }
    }
}

impl Recovery {
    /// What earlier programs have left. A file that can't be read is put aside.
    pub fn load(&mut self) -> Transaction {
        let mut all = Transaction::default();
        self.earlier.retain(|path| {
            let text = fs::read_to_string(path).unwrap_or_default();
            match serde_json::from_str(&text) {
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

    /// Keeps these changes of this program, and only these; when this returns they would survive a power cut.
    pub fn keep(&self, changes: &Transaction) -> io::Result<()> {
        write(&self.own, changes)
    }

    /// What earlier programs have left has been taken in, but for `rest`.
    pub fn taken_in(&mut self, rest: &Transaction) -> io::Result<()> {
        let mut files = std::mem::take(&mut self.earlier).into_iter();
        if let Some(first) = files.next() {
            write(&first, rest)?;
            self.earlier = vec![first];
        }
        files.try_for_each(|file| write(&file, &Transaction::default()))
    }
}

/// Puts changes in a file's place; no file where there are none.
fn write(path: &Path, changes: &Transaction) -> io::Result<()> {
    if changes.is_empty() {
        return match fs::remove_file(path) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
            _ => Ok(()),
        };
    }
    let folder = path.parent().unwrap_or(Path::new("."));
    fs::create_dir_all(folder)?;
    let mut temporary = tempfile::NamedTempFile::new_in(folder)?;
    temporary.write_all(&serde_json::to_vec(changes)?)?;
    temporary.as_file().sync_all()?;
    temporary.persist(path).map_err(|error| error.error)?;
    File::open(folder)?.sync_all()
}
