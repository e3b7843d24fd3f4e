//! The sidecar of one document on disk: opening, saving, merging with changes by others.

use std::{
    fs, io,
    path::{Path, PathBuf},
    time::Duration,
};

use super::{
    Access, Error, Problem, SidecarText, SourceInfo,
    file_versions::FileVersions,
    is_sidecar,
    journal::{Journal, Tail},
    merge,
    sidecar_file::{FileEvent, SidecarFile, decoded},
};
use crate::{
    gloss::{Dismissal, Gloss, Transaction},
    platform::{self, Audience, FileStamp, FolderLock, Replaced, folder_of},
    source,
};

/// The size of a file, in bytes, from which on changes are appended to a journal, since rewriting the file would take
/// too long; chosen by hand.
const MIN_JOURNALLED_BYTES: u64 = 1024 * 1024;

/// How many times a save is begun anew because another program has written the file at the same moment. Chosen by hand.
const MAX_ROUNDS: usize = 10;

/// The sidecar of one document.
#[derive(Debug)]
pub struct Sidecar {
    /// The path of the file, which may not be there yet.
    pub(super) path: PathBuf,
    /// The content as it was last read or written, with the changes in the journal.
    pub(super) document: SidecarText,
    /// The stamp of the file at that time; `None` if there was no file.
    pub(super) seen: Option<FileStamp>,
    /// The journal beside it.
    pub(super) journal: Journal,
    /// The changes that are in the journal and not in the file yet.
    pub(super) journalled: Transaction,
    /// The error with which the file was opened; it is not written to until it is repaired.
    pub(super) broken: Option<Error>,
    /// The description of the document at the last save.
    pub(super) source: Option<SourceInfo>,
    /// Changes that are not in the file yet.
    pub(super) pending: Transaction,
    /// Whether the file had glosses and was removed or emptied.
    pub(super) is_gone: bool,
    /// What others have changed and the caller doesn't know yet.
    pub(super) untold: Transaction,
    /// What has become of the file, until somebody asks.
    pub(super) event: Option<FileEvent>,
    /// The earlier versions of the file, by which an older one is known.
    pub(super) versions: FileVersions,
    /// How long another program is waited for.
    pub(super) max_wait: Duration,
    /// The path of the document, if it is known: who may not read that may not read the sidecar.
    pub(super) document_path: Option<PathBuf>,
}

impl Sidecar {
    /// Whether neither the file nor its journal was there when they were looked at last.
    pub(super) fn has_no_file(&self) -> bool {
        self.seen.is_none() && !self.journal.has_records() && !self.journal.is_damaged()
    }

    /// Opens a sidecar, which need not exist; nothing is written.
    pub fn open(path: PathBuf) -> Result<Self, Error> {
        let mut sidecar = Self::open_anyway(path)?;
        match sidecar.broken.take() {
            Some(error) => Err(error),
            None => Ok(sidecar),
        }
    }

    /// Opens a sidecar even if only a part of it can be read. It is not written to until it is repaired; changes
    /// meanwhile are [pending](Self::pending).
    pub fn open_anyway(path: PathBuf) -> Result<Self, Error> {
        let named = path;
        let path = resolved(named.clone());
        let _span = tracing::debug_span!("open sidecar", ?path).entered();
        let file = SidecarFile::read_finished(&path, None, FolderLock::USUAL_WAIT)?;
        if file.seen.is_none() && named.is_symlink() {
            // What it leads to may be on a disk that is not there now, with all glosses.
            let why = format!("it is a link to {}, which is not there", path.display());
            return Err(Error::read(&named, io::Error::new(io::ErrorKind::NotFound, why)));
        }
        // An empty file elsewhere may be anybody's.
        let is_ours = || !file.is_blank() && file.broken.is_none() || is_sidecar(&path).unwrap_or(true);
        if named.is_symlink() && !is_ours() {
            let why =
                format!("it is a link to {}, which is no sidecar: no format is named in it", path.display());
            return Err(Error::not_ours(&named, why));
        }
        let mut sidecar = Self::new(path, file);
        let mut tail = sidecar.read_journal()?;
        tail.drop_settled(|| sidecar.document.text());
        sidecar.replay(tail);
        // Somebody may have written the journal into the file between the two readings.
        if FileStamp::of_path(&sidecar.path).is_ok_and(|now| now != sidecar.seen) {
            sidecar.merge_external()?;
            (sidecar.untold, sidecar.event) = (Transaction::default(), None);
        }
        tracing::debug!(
            bytes = sidecar.seen.map(|seen| seen.length),
            entries = sidecar.document.entries.len(),
            journalled = sidecar.journalled.changes.len(),
            is_broken = sidecar.broken.is_some(),
            "opened"
        );
        Ok(sidecar)
    }

    /// Reads the sidecar that a stream holds, which can't be saved.
    pub fn of_stream(path: PathBuf) -> Result<Self, Error> {
        let bytes = source::read_bytes(&path).map_err(|error| Error::read(&path, error))?;
        let text = decoded(&path, bytes)?;
        Self::of_text(path, &text)
    }

    /// Reads the text of a sidecar, which can't be saved; `path` is for the error.
    pub fn of_text(path: PathBuf, text: &str) -> Result<Self, Error> {
        let document = SidecarText::parse(&path, text)?;
        Ok(Self::new(path, SidecarFile { seen: None, document, broken: None }))
    }

    fn new(path: PathBuf, SidecarFile { seen, document, broken }: SidecarFile) -> Self {
        Self {
            journal: Journal::for_sidecar(&path),
            path,
            document,
            seen,
            journalled: Transaction::default(),
            broken,
            source: None,
            pending: Transaction::default(),
            is_gone: false,
            untold: Transaction::default(),
            event: None,
            versions: FileVersions::default(),
            max_wait: FolderLock::USUAL_WAIT,
            document_path: None,
        }
    }

    /// Reads the records that have been appended to the journal since it was read last.
    pub(super) fn read_journal(&mut self) -> Result<Tail, Error> {
        self.journal.read_new().map_err(|error| Error::read(self.journal.path(), error))
    }

    /// The path of the journal of the sidecar at `path`.
    pub fn journal_path(path: &Path) -> PathBuf {
        Journal::for_sidecar(path).path().to_owned()
    }

    /// The path of the sidecar.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// The glosses, in the file's order.
    pub fn glosses(&self) -> impl Iterator<Item = &Gloss> {
        self.document.glosses()
    }

    /// The glosses, in the file's order, consuming the sidecar.
    pub fn into_glosses(self) -> Vec<Gloss> {
        self.document.entries.into_iter().filter_map(|entry| entry.gloss).collect()
    }

    /// The suggestions that were dismissed.
    pub fn dismissals(&self) -> impl Iterator<Item = &Dismissal> {
        self.document.dismissals()
    }

    /// The annotations that can't be read. They stay in the file as they are.
    pub fn problems(&self) -> &[Problem] {
        self.document.problems()
    }

    /// The error of the file, if not all of it could be read when it was opened.
    pub fn broken(&self) -> Option<&Error> {
        self.broken.as_ref()
    }

    /// Whether all of it could be read.
    pub fn is_whole(&self) -> bool {
        self.broken.is_none() && self.problems().is_empty()
    }

    /// The changes that are not in the file yet, since they could not be saved, or another program has taken them out unknowingly.
    pub fn pending(&self) -> &Transaction {
        &self.pending
    }

    /// Whether the file lacks anything: changes, or all of it since it was removed.
    pub fn has_unwritten(&self) -> bool {
        self.is_gone || !self.pending.is_empty()
    }

    /// What the file lacks, as changes.
    pub fn unwritten(&self) -> Transaction {
        let is_gone = || self.seen.is_some() && !self.path.exists();
        if self.is_gone || is_gone() {
            return merge::difference(&SidecarText::default(), &self.with_pending());
        }
        self.pending.clone()
    }

    /// Sets how long another program is waited for that has locked the folder or is writing the file.
    pub fn wait_at_most(&mut self, max_wait: Duration) {
        self.max_wait = max_wait;
    }

    /// The changes that applying a transaction, which may be an old one, would make now.
    pub fn outcome_of(&self, transaction: &Transaction) -> Transaction {
        if transaction.is_empty() {
            return Transaction::default();
        }
        let mut document = self.document.clone();
        merge::apply(&mut document, &transaction.folded());
        merge::difference(&self.document, &document)
    }

    /// The description of its document.
    pub fn source(&self) -> Option<SourceInfo> {
        self.document.source()
    }

    /// Saves changes durably: once this returns, they survive a power cut. Returns the changes that others have made
    /// meanwhile, relative to the glosses that the caller has. After an error nothing on disk has changed, and the
    /// changes are saved together with the next ones.
    ///
    /// A large file is not rewritten: the changes are appended to the journal beside it, until [`settle`](Self::settle)
    /// writes them into it.
    pub fn save(&mut self, changes: &Transaction, source: &SourceInfo) -> Result<Transaction, Error> {
        let _span = tracing::debug_span!("save sidecar", path = ?self.path, changes = changes.changes.len())
            .entered();
        self.pending.append(changes.clone());
        self.source = Some(source.clone());
        if let Access::ReadOnly(reason) = self.access() {
            return Err(Error::read_only(&self.path, reason));
        }
        let lock = self.lock()?;
        self.merge_external()?;
        if self.seen.is_some_and(|seen| seen.length >= MIN_JOURNALLED_BYTES) && !self.journal.is_damaged() {
            let record = self.pending.clone();
            let audience = Audience::Like(&self.path, self.readership());
            self.journal
                .append(&record, audience, &lock)
                .map_err(|error| Error::write(self.journal.path(), error))?;
            merge::apply(&mut self.document, &record);
            self.journalled.append(record);
            self.pending = Transaction::default();
        } else {
            self.write(&lock, &self.path.clone(), Self::with_pending)?;
        }
        Ok(std::mem::take(&mut self.untold))
    }

    /// Writes the changes in the journal into the file.
    pub fn settle(&mut self) -> Result<(), Error> {
        if !self.journal.has_records() || self.access() != Access::ReadWrite {
            return Ok(());
        }
        let lock = self.lock()?;
        self.merge_external()?;
        self.write(&lock, &self.path.clone(), Self::with_pending)
    }

    /// Locks the folder of the file. Another program that has locked it is waited for as long as the sidecar was told.
    pub(super) fn lock(&self) -> Result<FolderLock, Error> {
        let lock = FolderLock::acquire_within(folder_of(&self.path), self.max_wait);
        lock.map_err(|error| Error::write(&self.path, error))
    }

    /// Replaces the file by the content that `content` makes, which has all that is in the journal or pending, with the mode and
    /// other attributes of the file at `like`. If another program writes the file at the same moment, that is merged first.
    pub(super) fn write(
        &mut self,
        lock: &FolderLock,
        like: &Path,
        content: impl Fn(&Self) -> SidecarText,
    ) -> Result<(), Error> {
        for _ in 0..MAX_ROUNDS {
            if self.replace(lock, like, content(self))? {
                return Ok(());
            }
            self.merge_external()?;
        }
        Err(Error::busy(&self.path))
    }

    /// Replaces the file, unless another program has written it since it was last read. Returns whether it was replaced.
    fn replace(&mut self, lock: &FolderLock, like: &Path, mut document: SidecarText) -> Result<bool, Error> {
        if self.versions.is_empty() && self.seen.is_some() && !self.journal.has_records() {
            self.versions.add(&self.document.text(), &Transaction::default());
        }
        if let Some(source) = &self.source {
            document.set_source(source);
        }
        let text = document.text();
        let failed = |error| Error::write(&self.path, error);
        let readership = self.readership();
        if self.journal.has_records() {
            let audience = Audience::Like(&self.path, readership);
            self.journal.settle(&text, audience, lock).map_err(failed)?;
        }
        let audience = Audience::Like(like, readership);
        let replaced = platform::replace_locked(lock, &self.path, audience, self.seen, |out| {
            out.write_all(text.as_bytes())
        });
        let Replaced::Done(stamp) = replaced.map_err(failed)? else { return Ok(false) };
        self.seen = Some(stamp);
        let mut changes = std::mem::take(&mut self.journalled);
        changes.append(std::mem::take(&mut self.pending));
        self.versions.add(&text, &changes);
        (self.document, self.is_gone) = (document, false);
        // A journal that is left behind is recognised as being in the file.
        let _ = self.journal.remove();
        Ok(true)
    }
}

/// The path of a file that may not exist yet. Links are followed, so that their target is replaced. One file has one
/// path even before it exists, since its history and unsaved changes are found by the path.
fn resolved(path: PathBuf) -> PathBuf {
    let missing = || {
        let path = fs::read_link(&path).map_or_else(|_| path.clone(), |to| path.with_file_name(to));
        fs::canonicalize(folder_of(&path)).ok().zip(path.file_name()).map(|(folder, name)| folder.join(name))
    };
    fs::canonicalize(&path).ok().or_else(missing).unwrap_or(path)
}

/// The changes that turn the glosses of `before` into those of `after`.
pub fn difference(before: &Sidecar, after: &Sidecar) -> Transaction {
    merge::difference(&before.document, &after.document)
}
