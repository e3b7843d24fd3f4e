//! What an open document needs besides the program's state: its storage, properties of the terminal, worker threads.

use std::{
    ffi::OsString,
    io,
    path::Path,
    sync::{Arc, mpsc::Sender},
};

use super::{
    Message,
    input::Input,
    picture::PictureFolder,
    search::{self, SearchWorker},
    send,
    suggest::{self, SuggestionWorker},
    watch::Watch,
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

/// A function that loads the glosses of a large sidecar and returns the event with the result.
pub type GlossLoader = Box<dyn FnOnce() -> Event + Send>;

/// A function that looks for a stray sidecar of the document, and returns the event that offers its glosses.
pub type StraySearch = Box<dyn FnOnce() -> Option<Event> + Send>;

/// Work that is done while the beginning of a document is shown: the reading of the whole.
pub type WholeReading = Box<dyn FnOnce() + Send>;

/// What an open document needs besides the program's state.
pub struct Session {
    /// The storage for the work on the document.
    pub storage: Storage,
    /// How many colours the terminal has.
    pub depth: Depth,
    /// Whether to ask the terminal for its background colour.
    pub ask_background: bool,
    /// The command of the person's editor.
    pub editor: OsString,
    /// The loading of a large sidecar, which starts after the first frame.
    pub load: Option<GlossLoader>,
    /// The search for a stray sidecar, which starts when all else is done.
    pub search: Option<StraySearch>,
    /// The reading of the whole document, if only its beginning is shown. The view is left when it has ended.
    pub(super) whole: Option<WholeReading>,
    /// The pictures that were taken out of documents.
    pub(super) pictures: PictureFolder,
    /// The worker threads, once they run.
    pub(super) workers: Option<Workers>,
}

/// The worker threads of an open document.
pub(super) struct Workers {
    /// The way into the loop's channel.
    pub(super) messages: Sender<Message>,
    /// The thread that reads the terminal.
    pub(super) input: Input,
    /// The thread that searches the text.
    pub(super) searcher: SearchWorker,
    /// The thread that looks for suggestions.
    pub(super) suggestions: SuggestionWorker,
    /// The watch on the files, which lasts as long as it lives.
    _watch: Option<Watch>,
    /// The metadata of the document's file when it was last read.
    pub(super) stamp: Option<FileStamp>,
    /// How many times the document was read again.
    pub(super) reloads: u64,
    /// Whether a timer runs after which a failed save is tried again.
    pub(super) retrying: bool,
}

impl Session {
    /// A session that saves nothing.
    pub fn new(depth: Depth) -> Self {
        Self {
            storage: Storage::default(),
            depth,
            ask_background: false,
            editor: OsString::from("vi"),
            load: None,
            search: None,
            whole: None,
            pictures: PictureFolder::default(),
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
            searcher: search::start(messages)?,
            suggestions: suggest::start(engine(app), messages)?,
            _watch: watched.and_then(|(source, glosses)| Watch::start(source, &glosses, messages)),
            stamp: document.path.as_deref().and_then(stamp),
            reloads: 0,
            retrying: false,
        });
        if let Some(read) = self.whole.take() {
            return worker::spawn("reader", "reading the document", messages, move |messages| {
                let _ = guarded("reading the document", read);
                // Sending fails only if the program has ended.
                let _ = messages.send(Message::WholeRead);
            });
        }
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

    /// Ends the thread that reads the terminal. The other workers abandon their work when they are dropped.
    pub(super) fn end(mut self) {
        if let Some(workers) = &mut self.workers {
            workers.input.stop();
        }
    }
}

/// The suggestion engine for the document of `app`.
fn engine(app: &App) -> Arc<Engine> {
    let settings = &app.settings;
    let filter = SuggestionFilter { tags: settings.suggest.clone(), min_score: settings.min_score };
    Arc::new(Engine::new(app.schema.clone(), filter, Models::embedded()))
}

/// The metadata of a file by which a change is noticed.
pub(super) fn stamp(path: &Path) -> Option<FileStamp> {
    FileStamp::of_path(path).ok().flatten()
}

/// Loads a large sidecar, completes the index of positions, and hashes a large source.
fn read_on(document: &Document, load: Option<GlossLoader>, messages: &Sender<Message>) {
    if let Some(load) = load {
        send(messages, guarded("reading the glosses", load).unwrap_or_else(Event::NotLoaded));
    }
    while document.text.index_further() {}
    send(messages, Event::Indexed);
    // An unreadable part of the file is reported where it is shown.
    let _ = document.compute_sha256();
}
