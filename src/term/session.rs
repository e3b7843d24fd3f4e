//! What goes with the program while a document is open: where its work is kept, what the terminal can do, its workers.

use std::{
    ffi::OsString,
    io,
    path::Path,
    sync::{Arc, mpsc::Sender},
};

use notify::RecommendedWatcher;

use super::{
    Message,
    input::Input,
    search::Searcher,
    send,
    suggest::SuggestionWorker,
    watch,
    worker::{self, guarded},
};
use crate::{
    app::{App, Event},
    platform::FileStamp,
    source::Document,
    suggest::{Engine, Models, SuggestionFilter},
    ui::Depth,
    workspace::Storage,
};

/// Loads the glosses of a large sidecar: what comes of it is one event.
pub type Load = Box<dyn FnOnce() -> Event + Send>;

/// Looks for glosses that were left behind; what there is to be offered is an event.
pub type Search = Box<dyn FnOnce() -> Option<Event> + Send>;

/// What goes with the program while a document is open.
pub struct Session {
    /// Where the work on the document is kept.
    pub storage: Storage,
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
    pub(super) stamp: Option<FileStamp>,
    /// How often it was read again.
    pub(super) reloads: u64,
    /// Whether a timer runs that tries again what could not be saved.
    pub(super) retrying: bool,
}

impl Session {
    /// A session that saves nothing and keeps nothing.
    pub fn new(depth: Depth) -> Self {
        Self {
            storage: Storage::default(),
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
        let watched = document.path.as_ref().zip(self.storage.watched_files());
        self.workers = Some(Workers {
            messages: messages.clone(),
            input: Input::start(messages)?,
            searcher: Searcher::start(messages)?,
            suggestions: SuggestionWorker::start(engine(app), messages)?,
            _watcher: watched.and_then(|(source, glosses)| watch::watch(source, &glosses, messages.clone())),
            stamp: document.path.as_deref().and_then(stamp),
            reloads: 0,
            retrying: false,
        });
        let document = document.clone();
        let (load, search, keeper) = (self.load.take(), self.search.take(), self.storage.text_keeper());
        worker::spawn("reader", "reading the rest of the document", messages, move |messages| {
            read_on(&document, load, messages);
            keeper.keep(&document);
            if let Some(found) = search.and_then(|search| search()) {
                send(messages, found);
            }
        })
    }

    /// Leaves the terminal to who has it next; the workers end by themselves.
    pub(super) fn end(mut self) {
        if let Some(workers) = &mut self.workers {
            workers.input.stop();
        }
    }
}

/// What finds suggestions for the document of `app`.
fn engine(app: &App) -> Arc<Engine> {
    let filter = SuggestionFilter { tags: Vec::new(), min_score: app.settings.min_score };
    Arc::new(Engine::new(app.schema.clone(), filter, Models::embedded()))
}

/// What a file looks like now.
pub(super) fn stamp(path: &Path) -> Option<FileStamp> {
    FileStamp::of_path(path).ok().flatten()
}

/// Loads what was left for later, completes the index, and hashes a large source.
fn read_on(document: &Document, load: Option<Load>, messages: &Sender<Message>) {
    if let Some(load) = load {
        send(messages, guarded("reading the glosses", load).unwrap_or_else(Event::NotLoaded));
    }
    while document.text.index_further() {}
    send(messages, Event::Indexed);
    // What can't be read is noticed where it is shown.
    let _ = document.compute_sha256();
}
