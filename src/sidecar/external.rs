//! What other programs do to a sidecar that is open: editors, programs that sync folders, git, another gloss.

use std::{
    path::Path,
    thread,
    time::{Duration, Instant},
};

use super::{Error, Sidecar, SidecarText, journal::Tail, merge, store};
use crate::{
    gloss::{Gloss, Transaction},
    platform::{self, FileStamp},
};

/// How long after its last change a blank file counts as one that is still being written. Chosen by hand: a program that
/// empties a file to write it anew takes less, also over a network.
const BLANK_SETTLING: Duration = Duration::from_secs(1);

/// The same for a file that is no valid sidecar, or lacks glosses and was not replaced but written to.
const PART_SETTLING: Duration = Duration::from_millis(200);

/// How long a file may be missing while another program replaces it by renaming two files. Chosen by hand.
const MISSING_SETTLING: Duration = Duration::from_millis(50);

/// The time between two looks at a file that is being written.
const PAUSE: Duration = Duration::from_millis(10);

/// What has become of the file of an open sidecar, where that is more than an edit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileEvent {
    /// It was given the text of an earlier version.
    Returned,
    /// It was given a text that was made of an earlier version: what was changed since is to be written into it again.
    Outdated,
    /// It was removed, or emptied.
    Removed,
}

/// The content of a sidecar's file as it was read.
pub(super) struct SidecarFile {
    /// The stamp of the file; `None` if there was none.
    pub seen: Option<FileStamp>,
    /// The readable part of it.
    pub document: SidecarText,
    /// The error, if not all of it can be read.
    pub broken: Option<Error>,
}

impl SidecarFile {
    fn read(path: &Path) -> Result<Self, Error> {
        let failed = |error| Error::read(path, error);
        let seen = FileStamp::of_path(path).map_err(failed)?;
        if seen.is_none() {
            return Ok(Self { seen, document: SidecarText::default(), broken: None });
        }
        let bytes = platform::read_file(path).map_err(failed)?;
        let (document, broken) = match store::decoded(path, bytes) {
            Ok(text) => SidecarText::parse_anyway(path, &text),
            Err(error) => (SidecarText::default(), Some(error)),
        };
        Ok(Self { seen, document, broken })
    }

    /// Reads a file that another program may be writing in place at this moment. `before` is what was known of it: its stamp,
    /// and its content. A file that looks unfinished is looked at again, for at most `max_wait`. Fails if it may still be
    /// unfinished then.
    pub(super) fn read_finished(
        path: &Path,
        before: Option<(FileStamp, &SidecarText)>,
        max_wait: Duration,
    ) -> Result<Self, Error> {
        let start = Instant::now();
        loop {
            let file = Self::read(path)?;
            let Some(settling) = file.settling(before) else { return Ok(file) };
            let modified = file.seen.and_then(|seen| seen.modified);
            // A time in the future tells nothing.
            let age = modified.map_or(start.elapsed(), |time| time.elapsed().unwrap_or(settling));
            if age >= settling {
                return Ok(file);
            }
            if start.elapsed() >= max_wait {
                return Err(Error::busy(path));
            }
            thread::sleep(PAUSE);
        }
    }

    /// How long after its last change the file can be relied upon; `None` if it looks finished.
    fn settling(&self, before: Option<(FileStamp, &SidecarText)>) -> Option<Duration> {
        let Some(seen) = self.seen else { return before.map(|_| MISSING_SETTLING) };
        if self.is_blank() {
            return Some(BLANK_SETTLING);
        }
        let lacks_some = || {
            before.is_some_and(|(stamp, known)| {
                let is_lacking = |gloss: &Gloss| self.document.get(&gloss.id).is_none();
                stamp.identity == seen.identity && known.glosses().any(is_lacking)
            })
        };
        (self.broken.is_some() || lacks_some()).then_some(PART_SETTLING)
    }

    /// Whether nothing is in it.
    fn is_blank(&self) -> bool {
        self.broken.is_none() && self.document.entries.iter().all(|entry| entry.text.trim().is_empty())
    }
}

impl Sidecar {
    /// Reads the changes that others have made. Returns them relative to the glosses that the caller has. They may leave
    /// something [unwritten](Self::has_unwritten), which the next [`save`](Self::save) writes.
    pub fn reload(&mut self) -> Result<Transaction, Error> {
        // Locked, so that no half-finished save is seen; without a lock, reading is still better than nothing.
        let _lock = self.lock().ok();
        self.merge_external()?;
        Ok(std::mem::take(&mut self.untold))
    }

    /// What has become of the file since this was asked last, where it is more than an edit.
    pub fn take_file_event(&mut self) -> Option<FileEvent> {
        self.event.take()
    }

    /// Merges the changes of others to the file and the journal with the pending changes, and notes them as untold.
    pub(super) fn merge_external(&mut self) -> Result<(), Error> {
        let had_journal = self.journal.has_records();
        let (seen, on_disk) = self.read_if_changed()?;
        self.broken = None;
        let mut tail = self.read_journal()?;
        self.seen = seen;
        if tail.anew {
            // The journal is in the file now, which has been read again.
            self.journalled = Transaction::default();
        }
        if tail.drop_settled(|| on_disk.as_ref().unwrap_or(&self.document).text()) {
            self.journalled = Transaction::default();
        }
        if on_disk.is_none() && tail.transactions.is_empty() {
            return Ok(());
        }
        if had_journal || !tail.transactions.is_empty() {
            // The file is not what was read and written here.
            self.versions.forget();
        }
        let ours = self.with_pending();
        if let Some(theirs) = on_disk {
            self.take_in(theirs);
        }
        self.replay(tail);
        let others = merge::difference(&ours, &self.with_pending());
        tracing::debug!(changes = others.changes.len(), "merged in what others have changed");
        self.untold.append(others);
        Ok(())
    }

    /// The content with the pending changes.
    pub(super) fn with_pending(&self) -> SidecarText {
        let mut document = self.document.clone();
        merge::apply(&mut document, &self.pending);
        document
    }

    /// Takes in the file as another program has written it. What that program did not know becomes pending again.
    fn take_in(&mut self, mut theirs: SidecarText) {
        theirs.removed = std::mem::take(&mut self.document.removed);
        let text = theirs.text();
        if self.versions.is_empty() && self.journalled.is_empty() {
            self.versions.add(&self.document.text(), &Transaction::default());
        }
        if self.versions.has(&text) {
            self.event = Some(FileEvent::Returned);
        } else {
            let since = self.versions.changes_since_base(&self.document, &theirs);
            self.restore(&mut theirs, &since);
        }
        self.versions.add(&text, &merge::difference(&self.document, &theirs));
        self.document = theirs;
        merge::apply(&mut self.document, &self.journalled.folded());
    }

    /// Makes pending what `theirs` lacks of changes that were made since the version that it was made of.
    fn restore(&mut self, theirs: &mut SidecarText, since: &Transaction) {
        let mut whole = theirs.clone();
        merge::apply(&mut whole, since);
        let mut missing = merge::difference(theirs, &whole);
        if missing.is_empty() {
            return;
        }
        // What a person wrote into a gloss comes back with it.
        for entry in self.document.entries.iter() {
            if entry.gloss.as_ref().is_some_and(|gloss| theirs.get(&gloss.id).is_none()) {
                theirs.removed.note(entry);
            }
        }
        missing.append(std::mem::take(&mut self.pending));
        self.pending = missing;
        self.event = Some(FileEvent::Outdated);
    }

    /// Applies the changes of a journal that was just read.
    pub(super) fn replay(&mut self, tail: Tail) {
        let mut all = Transaction::default();
        tail.transactions.into_iter().for_each(|transaction| all.append(transaction));
        merge::apply(&mut self.document, &all.folded());
        self.journalled.append(all);
    }

    /// The stamp of the file, and its content if that has changed since it was last seen.
    fn read_if_changed(&mut self) -> Result<(Option<FileStamp>, Option<SidecarText>), Error> {
        let seen = FileStamp::of_path(&self.path).map_err(|error| Error::read(&self.path, error))?;
        if seen == self.seen && self.broken.is_none() {
            return Ok((seen, None));
        }
        let before = self.seen.map(|seen| (seen, &self.document));
        let file = SidecarFile::read_finished(&self.path, before, self.max_wait)?;
        // A removed or blank file doesn't mean that its glosses are to be deleted: it is written again.
        let is_gone = file.seen.is_none() || file.is_blank();
        if let Some(error) = file.broken {
            return Err(error);
        }
        let was_gone =
            std::mem::replace(&mut self.is_gone, is_gone && self.document.glosses().next().is_some());
        if self.is_gone && !was_gone {
            self.event = Some(FileEvent::Removed);
        }
        let changed = !is_gone && file.document.text() != self.document.text();
        Ok((file.seen, changed.then_some(file.document)))
    }
}
