//! What other programs do to a sidecar that is open: editors, programs that sync folders, git, another gloss.

use super::{
    Error, Sidecar, SidecarText,
    journal::Tail,
    merge,
    sidecar_file::{FileEvent, SidecarFile},
};
use crate::{gloss::Transaction, platform::FileStamp};

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
