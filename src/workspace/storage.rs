//! Where the work on a document is kept while it is open: its sidecar, its undo history, what could not be saved yet, and
//! where reading has come to.

use std::{
    io,
    path::{Path, PathBuf},
};

use super::{AnnotatedDocument, Error, TextKeeper, source_record};
use crate::{
    gloss::{Dismissal, Glosses, History, Transaction},
    sidecar::{self, Access, HistoryLog, ReadingPlace, Recovery, Sidecar, SourceInfo, StateFolder},
    source::Document,
    text::Span,
};

/// How much of the text at the reading position is kept to find it again, in bytes.
const PLACE_BYTES: usize = 80;

/// How far from where it was a reading position is looked for, in bytes, on either side.
const NEAR_BYTES: usize = 1 << 20;

/// How many places are compared that read like the reading position.
const MAX_PLACES: usize = 1000;

/// Where the work on an open document is kept.
#[derive(Debug, Default)]
pub struct Storage {
    /// None where nothing is saved.
    sidecar: Option<Sidecar>,
    /// None where no history can be kept.
    history: Option<HistoryLog>,
    recovery: Option<Recovery>,
    /// Whether something that this program could not save is kept aside.
    is_kept_aside: bool,
    state: Option<StateFolder>,
}

/// What was done in earlier sessions.
#[derive(Debug, Default)]
pub struct EarlierWork {
    /// What can be undone, and done again.
    pub history: History,
    /// What could not be saved, as far as it would change anything now.
    pub unsaved: Transaction,
    /// Where reading had come to, in bytes.
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
    /// The reason, with what a person can do, where there is little room for it.
    pub fn reason(&self) -> String {
        let hint = self.source.hint().map(|hint| format!(" ({hint})")).unwrap_or_default();
        format!("{}{hint}", self.source.brief())
    }
}

impl Storage {
    /// The storage of a document that was opened, with what was done in earlier sessions.
    pub fn of(opened: AnnotatedDocument) -> (Self, EarlierWork) {
        let AnnotatedDocument { document, sidecar, state, .. } = opened;
        let mut storage = Self { sidecar, state, ..Self::default() };
        let Some(state) = &storage.state else { return (storage, EarlierWork::default()) };
        let mut earlier = EarlierWork::default();
        if let Some(sidecar) = &mut storage.sidecar {
            let history = state.history(sidecar.path());
            earlier.history = history.load();
            sidecar.remember(history.removed());
            storage.history = Some(history);
            let mut recovery = state.recovery(sidecar.path());
            // In a sidecar that can't be read whole it can't be told what is there already.
            let kept = if sidecar.broken().is_some() { Transaction::default() } else { recovery.load() };
            earlier.unsaved = sidecar.outcome_of(&kept);
            storage.recovery = Some(recovery);
        }
        let place = document.path.as_deref().and_then(|path| state.place(path));
        earlier.position = place.and_then(|place| find_place(&document, &place));
        (storage, earlier)
    }

    /// Why nothing can be saved; none where it can.
    pub fn read_only(&self) -> Option<String> {
        match self.sidecar.as_ref().map(Sidecar::access) {
            Some(Access::ReadWrite) => None,
            Some(Access::ReadOnly(reason)) => Some(reason),
            None => Some("nothing is saved: standard input has no name (--name gives it one)".to_owned()),
        }
    }

    /// Whether all of the sidecar could be read.
    pub fn is_whole(&self) -> bool {
        self.sidecar.as_ref().is_none_or(Sidecar::is_whole)
    }

    /// The suggestions that were dismissed.
    pub fn dismissals(&self) -> impl Iterator<Item = &Dismissal> {
        self.sidecar.iter().flat_map(Sidecar::dismissals)
    }

    /// Where glosses are saved; none where nothing is.
    pub fn sidecar_path(&self) -> Option<&Path> {
        self.sidecar.as_ref().map(Sidecar::path)
    }

    /// The files that change when others change glosses: the sidecar, and the journal beside it.
    pub fn watched_files(&self) -> Option<[PathBuf; 2]> {
        self.sidecar_path().map(|path| [path.to_owned(), Sidecar::journal_path(path)])
    }

    /// What keeps the document's text.
    pub fn text_keeper(&self) -> TextKeeper {
        TextKeeper { state: self.state.clone(), sidecar: self.sidecar_path().map(Path::to_owned) }
    }

    /// Saves changes to glosses, which all are `glosses` now; when this returns they would survive a power cut. Returns what
    /// others have changed meanwhile. What can't be saved is kept aside, and saved with the next changes.
    pub fn save(
        &mut self,
        changes: &Transaction,
        document: &Document,
        glosses: &Glosses,
    ) -> Result<Transaction, SaveError> {
        let Some(sidecar) = &mut self.sidecar else { return Ok(Transaction::default()) };
        let before = sidecar.source();
        let now = SourceInfo::of(document, before.as_ref());
        let record = source_record(now, before, glosses.are_settled());
        let outcome = sidecar.save(changes, &record);
        if outcome.is_err() {
            tracing::warn!(path = ?sidecar.path(), "not saved");
        }
        if let (Ok(_), Some(history)) = (&outcome, &self.history) {
            // Where that can't be written the history can't either, which is told.
            let _ = history.keep_removed(sidecar.removed_by(changes));
        }
        let is_kept = match &mut self.recovery {
            Some(recovery) if outcome.is_err() || self.is_kept_aside => {
                recovery.keep(sidecar.pending()).is_ok()
            }
            _ => false,
        };
        // What could not be taken away is taken away the next time.
        self.is_kept_aside = outcome.is_err() || self.is_kept_aside && !is_kept;
        outcome.map_err(|source| SaveError { source, is_kept_aside: is_kept })
    }

    /// Whether there are changes that could not be saved yet.
    pub fn has_pending(&self) -> bool {
        self.sidecar.as_ref().is_some_and(|sidecar| !sidecar.pending().is_empty())
    }

    /// Notes a step of the undo history. After a failure none is noted any more.
    pub fn record(&mut self, step: &HistoryStep<'_>) -> io::Result<()> {
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

    /// Notes that what was kept aside in earlier sessions has been taken in, but for `rest`.
    pub fn recovered(&mut self, rest: &Transaction) {
        if let Some(recovery) = &mut self.recovery {
            // What can't be taken away is offered once more, and found to be there already.
            let _ = recovery.taken_in(rest);
        }
    }

    /// Makes the sidecar at `stray` the document's own. Returns the glosses that came in, or why it stays where it is.
    pub fn take_over(&mut self, stray: &Path) -> Result<Transaction, Error> {
        let Some(sidecar) = &mut self.sidecar else { return Ok(Transaction::default()) };
        let taken_in = sidecar.take_over(stray)?;
        if let Some(state) = &self.state {
            state.follow(stray, sidecar.path());
        }
        Ok(taken_in)
    }

    /// Reads what others have changed in the sidecar; none where there is none.
    pub fn reload(&mut self) -> Option<Result<Transaction, Error>> {
        let sidecar = self.sidecar.as_mut()?;
        Some(sidecar.reload().map_err(Error::from))
    }

    /// Writes what was journalled into the sidecar. Where that can't be, the journal stays and is read the next time.
    pub fn settle(&mut self) {
        if let Some(sidecar) = &mut self.sidecar {
            let _ = sidecar.settle();
        }
    }

    /// Notes that reading has come to `offset`, in bytes, and keeps the text.
    pub fn leave(&self, document: &Document, offset: usize) {
        if let (Some(state), Some(path)) = (&self.state, &document.path) {
            let exact = document.text.slice(Span::new(offset, offset + PLACE_BYTES)).into_owned();
            // A reading position that can't be kept is no reason to say anything on the way out.
            let _ = state.set_place(path, &ReadingPlace { offset, exact });
            self.text_keeper().keep(document);
        }
    }
}

/// A step of the undo history.
#[derive(Clone, Copy, Debug)]
pub enum HistoryStep<'a> {
    /// A transaction was made.
    Do(&'a Transaction),
    /// The last one was undone.
    Undo,
    /// The last one undone was made again.
    Redo,
}

/// Where a reading place is in the text as it is now: where it was, or the nearest that reads the same, or nowhere.
fn find_place(document: &Document, place: &ReadingPlace) -> Option<usize> {
    let text = &document.text;
    let stands = |at: usize| text.slice(Span::new(at, at + place.exact.len())) == place.exact;
    if place.offset < text.len() && stands(place.offset) {
        return Some(place.offset);
    }
    let from = place.offset.saturating_sub(NEAR_BYTES);
    let to = (place.offset + NEAR_BYTES).min(text.len());
    let found = text.occurrences(&place.exact, from, to, MAX_PLACES);
    found.into_iter().min_by_key(|at| at.abs_diff(place.offset))
}
