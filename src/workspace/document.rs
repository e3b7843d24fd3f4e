//! A document opened with its glosses, for any front end.

use std::{cell::OnceCell, collections::HashSet, io, path::Path, sync::Arc};

use super::{Error, Host, RecordedGlosses, TextKeeper, source_record};
use crate::{
    anchor,
    exchange::DocumentRecord,
    gloss::{Change, Dismissal, Gloss, Glosses, Id, Schema, Selector, Transaction},
    sidecar::{self, Complete, Problem, Sidecar, SourceInfo, StateFolder},
    source::{self, BegunDocument, Document, Metadata, MetadataField},
    text::{CodePoints, Span},
};

/// A document with its schema and a coder's glosses.
#[derive(Debug)]
pub struct AnnotatedDocument {
    /// The document.
    pub document: Document,
    /// The schema that applies to the document.
    pub schema: Arc<Schema>,
    /// The sidecar; `None` for a stream without a name, such as standard input.
    pub(super) sidecar: Option<Sidecar>,
    /// The state folder; `None` if nothing is kept outside the sidecar.
    pub(super) state: Option<StateFolder>,
    /// The glosses in their places, once they were looked for, and whether they had to be found by their own words.
    located: OnceCell<(Glosses, bool)>,
}

impl AnnotatedDocument {
    /// Opens the document at `path`, or standard input if that is `-`, with the glosses of a coder. The glosses of
    /// standard input, or of any other stream, are in the sidecar of a document called `name`.
    pub fn open(path: &Path, name: Option<&str>, coder: Option<&str>, host: &Host) -> Result<Self, Error> {
        let named = if source::is_stream(path) { name.map(Path::new) } else { Some(path) };
        Self::annotated(read_document(path, named, host)?, named, coder, host, Sidecar::beside)
    }

    /// The document `document` with the glosses of a coder beside it, or beside the document that is called `named`.
    pub(super) fn annotated(
        document: Document,
        named: Option<&Path>,
        coder: Option<&str>,
        host: &Host,
        open: impl Fn(&Path, Option<&str>) -> Result<Sidecar, sidecar::Error>,
    ) -> Result<Self, Error> {
        let schema = host.schemas.of_document(named.unwrap_or(Path::new("")))?;
        let sidecar = named.map(|path| open(path, coder));
        Ok(Self::new(document, schema, sidecar.transpose()?, host))
    }

    /// A document that has been read, with the state folder of `host`. Its glosses are not placed yet.
    pub(super) fn new(
        document: Document,
        schema: Arc<Schema>,
        sidecar: Option<Sidecar>,
        host: &Host,
    ) -> Self {
        Self { document, schema, sidecar, state: host.state.clone(), located: OnceCell::new() }
    }

    /// The state folder that is used for it.
    pub fn state(&self) -> Option<&StateFolder> {
        self.state.as_ref()
    }

    /// The glosses placed in the text. They are placed once, and the text is kept for the time after it has changed.
    pub fn glosses(&self) -> &Glosses {
        &self.located().0
    }

    /// Whether the glosses had to be found by their own words, since the text in which they were recorded is not at hand.
    pub fn lacks_old_text(&self) -> bool {
        self.located().1
    }

    fn located(&self) -> &(Glosses, bool) {
        self.located.get_or_init(|| {
            self.text_keeper().keep(&self.document);
            self.recorded().locate_with_evidence()
        })
    }

    /// The glosses placed in the text, for callers that need nothing else of the document.
    pub fn into_glosses(self) -> Glosses {
        self.located();
        self.located.into_inner().unwrap_or_default().0
    }

    /// What the sidecar says of the document.
    pub(super) fn recorded_source(&self) -> SourceInfo {
        self.sidecar.as_ref().and_then(Sidecar::source).unwrap_or_default()
    }

    /// What is known of the document: what a person wrote in the sidecar, and what the document says of itself.
    pub fn metadata(&self) -> Metadata {
        self.recorded_source().metadata.or(self.document.metadata().cloned().unwrap_or_default())
    }

    /// The glosses as recorded, to be placed later or on another thread.
    pub fn recorded(&self) -> RecordedGlosses {
        RecordedGlosses {
            document: self.document.clone(),
            glosses: self.sidecar.iter().flat_map(Sidecar::glosses).cloned().collect(),
            source: self.recorded_source(),
            state: self.state.clone(),
        }
    }

    /// The selectors of these spans of the text.
    pub fn selectors(&self, spans: &[Span]) -> Vec<Selector> {
        anchor::selectors(&self.document.text, spans)
    }

    /// Whether there is a gloss with this id.
    pub fn has_gloss(&self, id: &Id) -> bool {
        self.sidecar.iter().flat_map(Sidecar::glosses).any(|gloss| gloss.id == *id)
    }

    /// The suggestions that were dismissed.
    pub fn dismissals(&self) -> impl Iterator<Item = &Dismissal> {
        self.sidecar.iter().flat_map(Sidecar::dismissals)
    }

    /// The annotations that cannot be read. They stay in the sidecar as they are.
    pub fn problems(&self) -> &[Problem] {
        self.sidecar.as_ref().map_or(&[], Sidecar::problems)
    }

    /// The path where glosses are saved; `None` if nothing is saved.
    pub fn sidecar_path(&self) -> Option<&Path> {
        self.sidecar.as_ref().map(Sidecar::path)
    }

    /// The keeper of the document's text.
    pub fn text_keeper(&self) -> TextKeeper {
        TextKeeper { state: self.state.clone(), sidecar: self.sidecar_path().map(Path::to_owned) }
    }

    /// Commits changes to the sidecar; when this returns they survive a power cut. Recorded positions of other
    /// glosses stay as they are.
    pub fn commit(&mut self, label: impl Into<String>, changes: Vec<Change>) -> Result<(), Error> {
        let record = self.source_record()?;
        self.commit_with(&record, label, changes)
    }

    /// Whether the sidecar has what the file that a document was imported from says of it.
    pub(super) fn has_record(&self, record: &DocumentRecord) -> bool {
        self.recorded_source().has_record(&record.0)
    }

    /// Commits new glosses, made `now` unless they say when, and other changes, and what the file that they were imported
    /// from says of the document.
    pub(super) fn commit_import(
        mut self,
        label: String,
        now: &str,
        added: Vec<Gloss>,
        changes: Vec<Change>,
        record: &DocumentRecord,
    ) -> Result<(), Error> {
        let mut source = self.source_record()?;
        source.record.extend(record.0.clone());
        let text = self.document.text.clone();
        let points = CodePoints::new(text.as_str().unwrap_or_default());
        let place = |_: usize, selector: &Selector| points.span(selector.start, selector.end);
        let complete: Complete<'_> = &|gloss| {
            let mut whole = anchor::with_context(&text, gloss, place);
            let spans =
                || gloss.selectors.iter().filter_map(|selector| place(0, selector)).collect::<Vec<_>>();
            if !text.structure().locators().is_empty() {
                whole.to_mut().locator = gloss.locator.renewed(text.structure(), &spans());
            }
            if whole.created.is_none() {
                whole.to_mut().created = Some(now.to_owned());
            }
            whole
        };
        if let Some(mut sidecar) = self.sidecar.take_if(|sidecar| sidecar.is_unwritten()) {
            let created = sidecar.create(added, &source, complete);
            if let Err(error) = created {
                self.sidecar = Some(sidecar);
                return Err(self.keep_aside(error));
            }
            self.text_keeper().keep(&self.document);
            return Ok(());
        }
        let added = added.iter().map(|gloss| Change::add(complete(gloss).into_owned()));
        let changes = added.chain(changes).collect();
        self.commit_with(&source, label, changes)
    }

    /// Commits changes as one step of the undo history, so that whoever opens the document can take them back.
    pub fn commit_undoable(&mut self, label: impl Into<String>, changes: Vec<Change>) -> Result<(), Error> {
        let done = Transaction::new(label, anchor::with_locators(&self.document.text, changes));
        self.commit(done.label.clone(), done.changes.clone())?;
        if let (Some(state), Some(sidecar)) = (&self.state, &self.sidecar) {
            let history = state.history(sidecar.path());
            // A history that can't be written costs the undo, and not the work, which is saved.
            let _ = history.keep_removed(sidecar.removed_by(&done)).and_then(|()| history.push(&done));
        }
        Ok(())
    }

    /// Commits changes and this source record.
    fn commit_with(
        &mut self,
        record: &SourceInfo,
        label: impl Into<String>,
        changes: Vec<Change>,
    ) -> Result<(), Error> {
        self.commit_all(record, Transaction::new(label, changes))
    }

    fn commit_all(&mut self, record: &SourceInfo, transaction: Transaction) -> Result<(), Error> {
        if self.document.text.lost() > 0 {
            // What can't be read any more reads as blanks, which are no words to record.
            let why = io::Error::other("another program has cut it short meanwhile");
            return Err(Error::Read(self.document.path.clone().unwrap_or_default(), why));
        }
        let changes = anchor::with_locators(&self.document.text, transaction.changes);
        let transaction = Transaction { changes, ..transaction };
        let sidecar = self.sidecar.as_mut().ok_or(Error::NoSidecar)?;
        self.state.iter().for_each(|state| sidecar.keep_versions(state));
        if let Err(error) = sidecar.save(&transaction, record) {
            return Err(self.keep_aside(error));
        }
        // If the journal can't be written into the sidecar, it stays, and is read the next time.
        let _ = sidecar.settle();
        self.located = OnceCell::new();
        self.text_keeper().keep(&self.document);
        Ok(())
    }

    /// Keeps what could not be saved for this reason in a recovery file.
    fn keep_aside(&self, why: sidecar::Error) -> Error {
        let kept = match (&self.state, &self.sidecar) {
            (Some(state), Some(sidecar)) => state.recovery(sidecar.path()).leave(&sidecar.unwritten()),
            _ => Err(io::Error::other("there is no state folder")),
        };
        Error::NotSaved(why, kept)
    }

    /// Sets parts of the document's metadata in its sidecar, and takes out those of which there are no values; when this returns
    /// they survive a power cut.
    pub fn set_metadata(&mut self, parts: &[(MetadataField, Vec<String>)]) -> Result<(), Error> {
        let mut record = self.source_record()?;
        for (field, values) in parts {
            record.metadata.set(*field, values.clone());
        }
        let sidecar = self.sidecar.as_mut().ok_or(Error::NoSidecar)?;
        self.state.iter().for_each(|state| sidecar.keep_versions(state));
        Ok(sidecar.set_metadata(parts, &record)?)
    }

    /// The changes that earlier programs could not save, as far as they still have an effect.
    pub fn unsaved(&self) -> Transaction {
        let (Some(state), Some(sidecar)) = (&self.state, &self.sidecar) else {
            return Transaction::default();
        };
        sidecar.outcome_of(&state.recovery(sidecar.path()).load())
    }

    /// Saves what earlier programs could not save. Returns how many changes that were.
    pub fn recover(&mut self) -> Result<usize, Error> {
        let (Some(state), Some(sidecar)) = (&self.state, &self.sidecar) else { return Ok(0) };
        let mut recovery = state.recovery(sidecar.path());
        let unsaved = sidecar.outcome_of(&recovery.load());
        let count = unsaved.count();
        if count > 0 {
            let record = self.source_record()?;
            self.commit_all(&record, unsaved)?;
        }
        // What stays is offered again, and turns out to have no effect.
        let _ = recovery.taken_in(&Transaction::default());
        Ok(count)
    }

    /// Records the current positions of glosses that moved with their text, and the current source. Returns how many
    /// glosses moved.
    pub fn record_moved(&mut self) -> Result<usize, Error> {
        let text = &self.document.text;
        let mut changes = anchor::record_moved(text, self.glosses());
        let count = changes.len();
        let moved: HashSet<Id> = changes.iter().filter_map(|change| change.id().cloned()).collect();
        let locators = anchor::record_locators(text, self.glosses()).into_iter();
        changes.extend(locators.filter(|change| change.id().is_none_or(|id| !moved.contains(id))));
        let record = self.source_record()?;
        let before = self.sidecar.as_ref().and_then(Sidecar::source);
        if !changes.is_empty() || before.is_some_and(|before| before != record) {
            self.commit_with(&record, "positions", changes)?;
        }
        Ok(count)
    }

    /// The source record for the next save.
    fn source_record(&self) -> Result<SourceInfo, Error> {
        let text = &self.document.text;
        let before = self.sidecar.as_ref().and_then(Sidecar::source);
        // This makes the digest and the length known, however large the document is.
        digest(&self.document)?;
        let length = Some(text.code_point_of(text.len()));
        let now = SourceInfo { length, ..SourceInfo::of(&self.document, before.as_ref()) };
        Ok(source_record(now, before, || self.glosses().are_settled()))
    }
}

/// Begins to read only the document at `path`, or standard input if that is `-`; standard input and other streams are treated like
/// the file at `name`.
pub(super) fn begin_document(path: &Path, name: Option<&Path>, host: &Host) -> Result<BegunDocument, Error> {
    let name = name.and_then(Path::file_name).filter(|_| source::is_stream(path));
    Ok(match name {
        Some(name) => BegunDocument::Whole(host.readers.open_stream(path, &name.to_string_lossy())?),
        None => host.readers.begin(path)?,
    })
}

/// Reads only the document at `path`, or standard input if that is `-`; standard input and other streams are treated like
/// the file at `name`.
pub fn read_document(path: &Path, name: Option<&Path>, host: &Host) -> Result<Document, Error> {
    Ok(begin_document(path, name, host)?.finish()?)
}

/// The SHA-256 of a document's bytes, in hexadecimal.
pub(super) fn digest(document: &Document) -> Result<&str, Error> {
    let failed = |error| Error::Read(document.path.clone().unwrap_or_default(), error);
    document.compute_sha256().map_err(failed)
}
