//! What a document needs beside the program while it is open: its sidecar, its history, its place, its workers.

use std::{
    ffi::OsString,
    io,
    path::{Path, PathBuf},
    sync::mpsc::Sender,
    thread,
};

use notify::RecommendedWatcher;

use super::{Message, input::Input, search::Searcher, send, suggest::SuggestionWorker, watch};
use crate::{
    app::{App, Event},
    sidecar::{HistoryLog, ReadingPlace, Recovery, Sidecar, SourceInfo, StateFolder},
    source::Document,
    text::Span,
    ui::Depth,
};

/// How much of the text at the reading position is kept to find it again, in bytes.
const PLACE: usize = 80;

/// Loads the glosses of a large sidecar: what comes of it is one event.
pub type Load = Box<dyn FnOnce() -> Event + Send>;

/// Looks for glosses that were left behind; what there is to be offered is an event.
pub type Search = Box<dyn FnOnce() -> Option<Event> + Send>;

/// What a document needs beside the program.
pub struct Session {
    /// Where glosses are saved; none where nothing is.
    pub sidecar: Option<Sidecar>,
    /// Where the undo history is kept.
    pub history: Option<HistoryLog>,
    /// Where what can't be saved is kept.
    pub recovery: Option<Recovery>,
    /// Whether something of this session is kept there.
    pub(super) kept_aside: bool,
    /// Where the reading position is kept.
    pub state: Option<StateFolder>,
    /// How many colours the terminal has.
    pub depth: Depth,
    /// Whether the terminal is asked for its background.
    pub ask_background: bool,
    /// The person's editor.
    pub editor: OsString,
    /// What is loaded after the first frame.
    pub load: Option<Load>,
    /// What looks for glosses that were left behind, once all else is done.
    pub search: Option<Search>,
    /// The threads, once they run.
    pub(super) workers: Option<Workers>,
}

/// The threads.
pub(super) struct Workers {
    pub(super) messages: Sender<Message>,
    pub(super) input: Input,
    pub(super) searcher: Searcher,
    pub(super) suggestions: SuggestionWorker,
    /// Watches for as long as it lives.
    _watcher: Option<RecommendedWatcher>,
    /// What the document's file looked like when it was read.
    pub(super) stamp: Option<Stamp>,
    /// How often it was read again.
    pub(super) reloads: u64,
    /// Whether a timer runs that tries again what could not be saved.
    pub(super) retrying: bool,
}

/// Enough to tell whether a file must be read again.
pub(super) type Stamp = (Option<std::time::SystemTime>, u64, u64);

impl Session {
    /// A session that saves nothing and keeps nothing.
    pub fn new(depth: Depth) -> Self {
        Self {
            sidecar: None,
            history: None,
            recovery: None,
            kept_aside: false,
            state: None,
            depth,
            ask_background: false,
            editor: OsString::from("vi"),
            load: None,
            search: None,
            workers: None,
        }
    }

    /// Starts the threads, after the first frame.
    pub(super) fn start(&mut self, app: &App, messages: &Sender<Message>) -> io::Result<()> {
        let document = &app.document;
        let sidecar = self.sidecar_path();
        let watched = document.path.as_ref().zip(sidecar.as_deref());
        self.workers = Some(Workers {
            messages: messages.clone(),
            input: Input::start(messages.clone())?,
            searcher: Searcher::start(messages.clone())?,
            suggestions: SuggestionWorker::start(messages.clone())?,
            _watcher: watched.and_then(|(source, sidecar)| watch::watch(source, sidecar, messages.clone())),
            stamp: document.path.as_ref().and_then(stamp),
            reloads: 0,
            retrying: false,
        });
        let (document, messages) = (document.clone(), messages.clone());
        let (load, search, state) = (self.load.take(), self.search.take(), self.state.clone());
        let work = move || {
            read_on(&document, load, &messages);
            keep(&document, state.as_ref(), sidecar.as_deref());
            if let Some(found) = search.and_then(|search| search()) {
                send(&messages, found);
            }
        };
        thread::Builder::new().name("reader".to_owned()).spawn(work)?;
        Ok(())
    }

    /// Where glosses are saved.
    pub(super) fn sidecar_path(&self) -> Option<PathBuf> {
        self.sidecar.as_ref().map(|sidecar| sidecar.path().to_owned())
    }

    /// What a save says of the document.
    pub(super) fn source_info(app: &App) -> SourceInfo {
        let text = app.text();
        SourceInfo {
            file: app.document.name.clone(),
            sha256: app.document.sha256().map(str::to_owned),
            length: text.is_indexed(text.len()).then(|| text.code_point_of(text.len())),
        }
    }

    /// Writes what was journalled into the sidecar, on the way out.
    pub(super) fn settle(&mut self) {
        if let Some(sidecar) = &mut self.sidecar {
            // Where that can't be, the journal stays and is read the next time.
            let _ = sidecar.settle();
        }
    }

    /// Leaves the terminal to who has it next; the workers end by themselves.
    pub(super) fn end(mut self) {
        if let Some(workers) = &mut self.workers {
            workers.input.stop();
        }
    }

    /// Notes where reading has come to.
    pub(super) fn leave(&self, app: &App) {
        if let (Some(state), Some(path)) = (&self.state, &app.document.path) {
            let offset = app.position();
            let exact = app.text().slice(Span::new(offset, offset + PLACE)).into_owned();
            // A reading position that can't be kept is no reason to say anything on the way out.
            let _ = state.set_place(path, &ReadingPlace { offset, exact });
            keep(&app.document, Some(state), self.sidecar_path().as_deref());
        }
    }
}

/// What a file looks like now.
pub(super) fn stamp(path: &PathBuf) -> Option<Stamp> {
    use std::os::unix::fs::MetadataExt;
    let meta = std::fs::metadata(path).ok()?;
    Some((meta.modified().ok(), meta.len(), meta.ino()))
}

/// Loads what was left for later, completes the index, and hashes a large source.
fn read_on(document: &Document, load: Option<Load>, messages: &Sender<Message>) {
    if let Some(load) = load {
        send(messages, load());
    }
    while document.text.index_further() {}
    send(messages, Event::Indexed);
    // What can't be read is noticed where it is shown.
    let _ = document.compute_sha256();
}

/// Keeps the text for the time when it has changed, and where its glosses are for the time when it was moved.
pub fn keep(document: &Document, state: Option<&StateFolder>, sidecar: Option<&Path>) {
    let (Some(state), Some(sha256), Some(_)) = (state, document.sha256(), &document.path) else { return };
    // Where these can't be kept, glosses are found by their own words, or in their folder only.
    if let Some(text) = document.text.as_str() {
        let _ = state.keep_past(sha256, text);
    }
    if let Some(sidecar) = sidecar.filter(|sidecar| sidecar.exists()) {
        let _ = state.note_sidecar(sha256, sidecar);
    }
}
