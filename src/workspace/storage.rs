//! The storage of an open document: its sidecar, its undo history, unsaved changes, and the reading position.

use std::{
    io,
    path::{Path, PathBuf},
    time::Duration,
};

use super::{AnnotatedDocument, Error, TextKeeper, source_record};
use crate::{
    gloss::{Dismissal, Glosses, History, HistoryStep, Transaction},
    sidecar::{
        self, Access, FileEvent, HistoryLog, ReadingPlace, Recovery, Sidecar, SourceInfo, StateFolder,
    },
    source::Document,
    text::Span,
};

/// How many bytes of text at the reading position are kept to find it again. Chosen by hand.
const PLACE_TEXT_BYTES: usize = 80;

/// How long a key waits for another program that has locked the folder or is writing the sidecar. A person doesn't notice this
/// (Nielsen, Usability Engineering, 1993, chapter 5: 0.1 seconds).
const MAX_WAIT: Duration = Duration::from_millis(100);

/// The same while that other program goes on. Chosen by hand: one that saves time and again lets others in within this.
const MAX_WAIT_AGAIN: Duration = Duration::from_millis(10);

/// How far from its old offset a reading position is looked for, in bytes on either side. Chosen by hand.
const MAX_DISTANCE_BYTES: usize = 1 << 20;

/// How many occurrences of the text at the reading position are compared. Chosen by hand.
const MAX_OCCURRENCES: usize = 1000;

/// The storage of an open document.
#[derive(Debug, Default)]
pub struct Storage {
    /// The sidecar; `None` if nothing is saved.
    sidecar: Option<Sidecar>,
    /// The log of the undo history; `None` if no history can be kept.
    history: Option<HistoryLog>,
    recovery: Option<Recovery>,
    /// Whether a recovery file of this program holds unsaved changes.
    is_kept_aside: bool,
    state: Option<StateFolder>,
}

/// The work of earlier sessions.
#[derive(Debug, Default)]
pub struct EarlierWork {
    /// The undo history.
    pub history: History,
    /// The unsaved changes that still have an effect.
    pub unsaved: Transaction,
    /// The reading position, in bytes.
    pub position: Option<usize>,
}

/// Changes could not be saved.
#[derive(Debug, thiserror::Error)]
#[error("{}", source.brief())]
#[non_exhaustive]
pub struct SaveError {
    source: sidecar::Error,
    /// Whether the changes are kept aside until they can be saved.
    pub is_kept_aside: bool,
}

impl SaveError {
    /// Whether another program is in the way for the moment.
    pub fn is_busy(&self) -> bool {
        self.source.is_busy()
    }

    /// The reason, with what a person can do, where there is little room for it.
    pub fn reason(&self) -> String {
        let hint = self.source.hint().map(|hint| format!(" ({hint})")).unwrap_or_default();
        format!("{}{hint}", self.source.brief())
    }
}

impl Storage {
    /// The storage of an open document, with the work of earlier sessions.
    pub fn of(opened: AnnotatedDocument) -> (Self, EarlierWork) {
        let AnnotatedDocument { document, sidecar, state, .. } = opened;
        let mut storage = Self { sidecar, state, ..Self::default() };
        storage.sidecar.iter_mut().for_each(|sidecar| sidecar.wait_at_most(MAX_WAIT));
        let Some(state) = &storage.state else { return (storage, EarlierWork::default()) };
        let mut earlier = EarlierWork::default();
        if let Some(sidecar) = &mut storage.sidecar {
            // A history that lacks the latest steps would be none.
            if state.is_kept() {
                let history = state.history(sidecar.path());
                earlier.history = history.load();
                sidecar.remember(history.removed());
                sidecar.keep_versions(state);
                storage.history = Some(history);
            }
            let mut recovery = state.recovery(sidecar.path());
            // If the sidecar cannot be read completely, it is unknown which changes it has already.
            let kept = if sidecar.broken().is_some() { Transaction::default() } else { recovery.load() };
            earlier.unsaved = sidecar.outcome_of(&kept);
            storage.recovery = Some(recovery);
        }
        let place = document.path.as_deref().and_then(|path| state.place(path));
        earlier.position = place.and_then(|place| find_place(&document, &place));
        (storage, earlier)
    }

    /// Why nothing can be saved; `None` if saving is possible.
    pub fn read_only(&self) -> Option<String> {
        match self.sidecar.as_ref().map(Sidecar::access) {
            Some(Access::ReadWrite) => None,
            Some(Access::ReadOnly(reason)) => Some(reason),
            None => Some("nothing is saved: standard input is no file (--name keeps it as one)".to_owned()),
        }
    }

    /// Whether the whole sidecar could be read.
    pub fn is_whole(&self) -> bool {
        self.sidecar.as_ref().is_none_or(Sidecar::is_whole)
    }

    /// The suggestions that were dismissed.
    pub fn dismissals(&self) -> impl Iterator<Item = &Dismissal> {
        self.sidecar.iter().flat_map(Sidecar::dismissals)
    }

    /// The path where glosses are saved; `None` if nothing is saved.
    pub fn sidecar_path(&self) -> Option<&Path> {
        self.sidecar.as_ref().map(Sidecar::path)
    }

    /// The files that change when others change glosses: the sidecar, and the journal beside it.
    pub fn watched_files(&self) -> Option<[PathBuf; 2]> {
        self.sidecar_path().map(|path| [path.to_owned(), Sidecar::journal_path(path)])
    }

    /// The keeper of the document's text.
    pub fn text_keeper(&self) -> TextKeeper {
        TextKeeper { state: self.state.clone(), sidecar: self.sidecar_path().map(Path::to_owned) }
    }

    /// Saves changes after which the glosses are `glosses`; when this returns they survive a power cut. Returns the
    /// changes that others made meanwhile. If saving fails, the changes are kept in a recovery file and saved with
    /// the next ones.
    pub fn save(
        &mut self,
        changes: &Transaction,
        document: &Document,
        glosses: &Glosses,
    ) -> Result<Transaction, SaveError> {
        let Some(sidecar) = &mut self.sidecar else { return Ok(Transaction::default()) };
        let before = sidecar.source();
        let now = SourceInfo::of(document, before.as_ref());
        let record = source_record(now, before, || glosses.are_settled());
        let outcome = sidecar.save(changes, &record);
        if outcome.is_err() {
            tracing::warn!(path = ?sidecar.path(), "not saved");
        }
        let is_busy = outcome.as_ref().is_err_and(sidecar::Error::is_busy);
        sidecar.wait_at_most(if is_busy { MAX_WAIT_AGAIN } else { MAX_WAIT });
        if let (Ok(_), Some(history)) = (&outcome, &self.history) {
            // If this cannot be written, neither can the history, and that failure is reported.
            let _ = history.keep_removed(sidecar.removed_by(changes));
        }
        let is_kept = match &mut self.recovery {
            Some(recovery) if outcome.is_err() || self.is_kept_aside => {
                recovery.keep(&sidecar.unwritten()).is_ok()
            }
            _ => false,
        };
        // A recovery file that could not be removed is removed the next time.
        self.is_kept_aside = outcome.is_err() || self.is_kept_aside && !is_kept;
        outcome.map_err(|source| SaveError { source, is_kept_aside: is_kept })
    }

    /// Whether the sidecar lacks anything: changes that could not be saved yet or that another program took out unknowingly, or all
    /// of them since it was removed.
    pub fn has_unwritten(&self) -> bool {
        self.sidecar.as_ref().is_some_and(Sidecar::has_unwritten)
    }

    /// What has become of the sidecar's file since this was asked last, where it is more than an edit.
    pub fn take_file_event(&mut self) -> Option<FileEvent> {
        self.sidecar.as_mut()?.take_file_event()
    }

    /// Appends a step to the log of the undo history. After a failure no more steps are logged.
    pub fn record(&mut self, step: &HistoryStep) -> io::Result<()> {
        let Some(history) = &self.history else { return Ok(()) };
        let noted = match step {
            HistoryStep::Do(transaction) => history.push(transaction),
            HistoryStep::Undo => history.undo(),
            HistoryStep::Redo => history.redo(),
        };
        if noted.is_err() {
            self.history = None;
        }
        noted
    }

    /// Records that the changes in recovery files have been applied, except `rest`.
    pub fn recovered(&mut self, rest: &Transaction) {
        if let Some(recovery) = &mut self.recovery {
            // If a recovery file cannot be removed, its changes are offered once more and turn out to have no effect.
            let _ = recovery.taken_in(rest);
        }
    }

    /// Makes the sidecar at `stray` the document's own. Returns the glosses that came in, or why it stays where it is.
    pub fn take_over(&mut self, stray: &Path) -> Result<Transaction, Error> {
        let Some(sidecar) = &mut self.sidecar else { return Ok(Transaction::default()) };
        let taken_in = sidecar.take_over(stray)?;
        if let Some(state) = &self.state {
            state.move_state(stray, sidecar.path());
        }
        Ok(taken_in)
    }

    /// Reads what others have changed in the sidecar.
    pub fn reload(&mut self) -> Result<Transaction, Error> {
        Ok(self.sidecar.as_mut().map_or_else(|| Ok(Transaction::default()), Sidecar::reload)?)
    }

    /// Writes the journal's changes into the sidecar. If that fails, the journal stays and is read the next time.
    pub fn settle(&mut self) {
        if let Some(sidecar) = &mut self.sidecar {
            let _ = sidecar.settle();
        }
    }

    /// Records the reading position `offset`, in bytes, and keeps the text.
    pub fn leave(&self, document: &Document, offset: usize) {
        if let (Some(state), Some(path)) = (&self.state, &document.path) {
            let exact = document.text.slice(Span::new(offset, offset + PLACE_TEXT_BYTES)).into_owned();
            // A failure to record the position is not worth a message when leaving.
            let _ = state.set_place(path, &ReadingPlace { offset, exact });
            self.text_keeper().keep(document);
        }
    }
}

/// The offset of a reading position in the current text: the old one, or the nearest with the same text; `None` if
/// there is none.
fn find_place(document: &Document, place: &ReadingPlace) -> Option<usize> {
    let text = &document.text;
    let stands = |at: usize| text.slice(Span::new(at, at + place.exact.len())) == place.exact;
    if place.offset < text.len() && stands(place.offset) {
        return Some(place.offset);
    }
    let from = place.offset.saturating_sub(MAX_DISTANCE_BYTES);
    let to = (place.offset + MAX_DISTANCE_BYTES).min(text.len());
    let found = text.occurrences(&place.exact, from, to, MAX_OCCURRENCES);
    found.into_iter().min_by_key(|at| at.abs_diff(place.offset))
}
