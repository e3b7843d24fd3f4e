//! The sidecar of one document on the disk: opened, saved, merged with what others save.

use std::{
    fs, io,
    path::{Path, PathBuf},
    time::SystemTime,
};

use super::{Document, Error, Problem, SourceInfo, merge, replace::Held};
use crate::gloss::{Dismissal, Gloss, Transaction};

/// Whether glosses can be saved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Access {
    /// They can.
    ReadWrite,
    /// They can't, for this reason.
    ReadOnly(String),
}

/// The sidecar of one document.
#[derive(Debug)]
pub struct Sidecar {
    path: PathBuf,
    /// As it was last read or written.
    document: Document,
    seen: Seen,
    /// Changes that could not be saved yet.
    pending: Transaction,
}

/// What the file looked like when it was last read or written: enough to tell whether it must be read again.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Seen {
    Missing,
    File { modified: Option<SystemTime>, length: u64, inode: u64 },
}

impl Seen {
    fn look(path: &Path) -> io::Result<Self> {
        use std::os::unix::fs::MetadataExt;
        match fs::metadata(path) {
            Ok(meta) => {
                Ok(Self::File { modified: meta.modified().ok(), length: meta.len(), inode: meta.ino() })
            }
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Self::Missing),
            Err(error) => Err(error),
        }
    }
}

impl Sidecar {
    /// Where the glosses of a document are: `talks.txt.gloss.toml`, or `talks.txt.alice.gloss.toml` for a coder.
    pub fn path_for(source: &Path, coder: Option<&str>) -> Result<PathBuf, Error> {
        let mut name = source.file_name().unwrap_or_default().to_owned();
        if let Some(coder) = coder {
            let good = |c: char| c.is_alphanumeric() || c == '-' || c == '_';
            if coder.is_empty() || !coder.chars().all(good) {
                return Err(Error::name(source, format!("“{coder}” can't be a coder's name in a file name")));
            }
            name.push(format!(".{coder}"));
        }
        name.push(".gloss.toml");
        Ok(source.with_file_name(name))
    }

    /// Opens a sidecar. There need not be one; nothing is written.
    pub fn open(path: PathBuf) -> Result<Self, Error> {
        // A link stays a link: what it points to is what is replaced.
        let path = fs::canonicalize(&path)
            .or_else(|_| fs::read_link(&path).map(|to| path.with_file_name(to)))
            .unwrap_or(path);
        let (seen, document) = read(&path)?;
        Ok(Self { path, document, seen, pending: Transaction::default() })
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// The glosses in it, in the file's order.
    pub fn glosses(&self) -> impl Iterator<Item = &Gloss> {
        self.document.glosses()
    }

    /// The suggestions that were dismissed.
    pub fn dismissals(&self) -> impl Iterator<Item = &Dismissal> {
        self.document.dismissals()
    }

    /// The annotations that can't be read. They stay in the file as they are.
    pub fn problems(&self) -> &[Problem] {
        self.document.problems()
    }

    /// The glosses that a merge has marked for a person to look at: their `review` says why.
    pub fn for_review(&self) -> impl Iterator<Item = &Gloss> {
        self.glosses().filter(|gloss| gloss.review.is_some())
    }

    /// What it says of the document it belongs to.
    pub fn source(&self) -> Option<SourceInfo> {
        self.document.source()
    }

    /// Whether it can be saved.
    pub fn access(&self) -> Access {
        if let Some(format) = self.document.newer() {
            let reason = format!("its format, {format}, is newer than this version of gloss");
            return Access::ReadOnly(reason);
        }
        let may_write = |path: &Path| rustix::fs::access(path, rustix::fs::Access::WRITE_OK);
        if self.path.exists() && may_write(&self.path).is_err() {
            return Access::ReadOnly(format!("you may not write {}", name(&self.path)));
        }
        match may_write(folder(&self.path)) {
            Ok(()) => Access::ReadWrite,
            Err(error) => Access::ReadOnly(format!("its folder can't be written to ({error})")),
        }
    }

    /// Puts changes on the disk; when this returns they would survive a power cut. Returns what others had changed
    /// meanwhile, as changes to the glosses that the caller has. On an error nothing on the disk has changed, and the
    /// changes are saved together with the next ones.
    pub fn save(&mut self, changes: &Transaction, source: &SourceInfo) -> Result<Transaction, Error> {
        self.pending.append(changes.clone());
        if let Access::ReadOnly(reason) = self.access() {
            return Err(Error::read_only(&self.path, reason));
        }
        let held = Held::new(folder(&self.path)).map_err(|error| Error::write(&self.path, error))?;
        let (seen, on_disk) = self.look_again()?;
        let (document, others) = match on_disk {
            None => {
                let mut document = self.document.clone();
                document.apply_all(&self.pending);
                (document, Transaction::default())
            }
            Some(theirs) => {
                self.seen = seen;
                self.merged_with(&theirs)
            }
        };
        let mut document = document;
        document.set_source(source);
        held.replace(&self.path, document.text().as_bytes())
            .map_err(|error| Error::write(&self.path, error))?;
        self.seen = Seen::look(&self.path).map_err(|error| Error::read(&self.path, error))?;
        self.document = document;
        self.pending = Transaction::default();
        Ok(others)
    }

    /// Reads the file again if others have changed it. Returns their changes, as changes to what the caller has.
    pub fn reload(&mut self) -> Result<Transaction, Error> {
        let (seen, on_disk) = self.look_again()?;
        let Some(theirs) = on_disk else {
            self.seen = seen;
            return Ok(Transaction::default());
        };
        let (merged, others) = self.merged_with(&theirs);
        // What was not saved yet was made from the old state; it goes on from theirs.
        self.pending = merge::difference(&theirs, &merged);
        (self.document, self.seen) = (theirs, seen);
        Ok(others)
    }

    /// What the file looks like now, and its content if that is not what was last seen.
    fn look_again(&self) -> Result<(Seen, Option<Document>), Error> {
        let seen = Seen::look(&self.path).map_err(|error| Error::read(&self.path, error))?;
        if seen == self.seen {
            return Ok((seen, None));
        }
        let (seen, document) = read(&self.path)?;
        // A file that is gone was not emptied by anybody who wanted its glosses gone: it is written again.
        let changed = seen != Seen::Missing && document.text() != self.document.text();
        Ok((seen, changed.then_some(document)))
    }

    /// Their file with the changes pending, and what in it is new to the caller.
    fn merged_with(&self, theirs: &Document) -> (Document, Transaction) {
        let mut ours = self.document.clone();
        ours.apply_all(&self.pending);
        let document = merge::documents(&self.document, theirs, &ours).document;
        let others = merge::difference(&ours, &document);
        (document, others)
    }
}

/// What makes the glosses of one sidecar of another's.
pub fn difference(before: &Sidecar, after: &Sidecar) -> Transaction {
    merge::difference(&before.document, &after.document)
}

fn read(path: &Path) -> Result<(Seen, Document), Error> {
    let failed = |error| Error::read(path, error);
    let seen = Seen::look(path).map_err(failed)?;
    if seen == Seen::Missing {
        return Ok((seen, Document::default()));
    }
    let bytes = fs::read(path).map_err(failed)?;
    let text = decoded(path, bytes)?;
    Ok((seen, Document::parse(path, &text)?))
}

/// A sidecar's text.
pub(super) fn decoded(path: &Path, bytes: Vec<u8>) -> Result<String, Error> {
    String::from_utf8(bytes).map_err(|error| {
        let at = error.utf8_error().valid_up_to();
        Error::not_ours(path, format!("byte {at} is not valid UTF-8"))
    })
}

pub(super) fn folder(path: &Path) -> &Path {
    path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

fn name(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}
