//! The folder view in the terminal: its loop, and the worker threads that read the folder.

use std::{io, sync::mpsc::Sender};

use ratatui::layout::Rect;

use super::{
    Canvas, Message, Terminal, guard,
    input::Input,
    latest_worker::LatestWorker,
    screen, send, suspend,
    worker::{self, guarded},
};
use crate::{
    app::{
        Event,
        corpus::{
            Corpus, CorpusList, CorpusRequest, Destination, DocumentRow, Hit, HitBatch, MAX_LISTED_GLOSSES,
        },
    },
    gloss::Query,
    ui,
    workspace::{Folder, ListedDocument},
};

/// The name of the listing thread's task in messages to the person.
const LISTING: &str = "listing the documents";

/// The name of the finding thread's task in messages to the person.
const FINDING: &str = "looking for glosses";

/// What a folder view shows, and how.
#[derive(Clone, Debug)]
pub struct FolderSession {
    /// The folder, and the coders whose glosses are shown.
    pub folder: Folder,
    /// How many colours the terminal has.
    pub depth: ui::Depth,
    /// Whether to ask the terminal for its background colour.
    pub ask_background: bool,
}

/// A result of a worker thread.
#[derive(Debug)]
pub enum FolderNews {
    /// More documents.
    Documents(Vec<DocumentRow>),
    /// All documents have been listed, and so many other files are there.
    Whole(usize),
    /// Further glosses that match the query.
    Hits(HitBatch),
}

impl Terminal {
    /// Shows the folder view until the person leaves it.
    pub fn browse(&mut self, corpus: &mut Corpus, browsed: &FolderSession) -> io::Result<Destination> {
        let (messages, incoming) = self.begin();
        let mut canvas = Canvas::new(screen(), self.dialect);
        let mut size = crossterm::terminal::size()?;
        let draw = |canvas: &mut Canvas<_>, corpus: &Corpus, (width, height)| {
            let area = Rect::new(0, 0, width, height);
            canvas.frame(width, height, |buffer| (Some(ui::corpus(corpus, browsed.depth, area, buffer)), ()))
        };
        draw(&mut canvas, corpus, size)?;
        if browsed.ask_background {
            canvas.ask_background()?;
        }
        let mut input = Input::start(&messages)?;
        let mut finder = start_finder(browsed.folder.clone(), &messages)?;
        if !corpus.is_whole {
            corpus.documents.forget();
            let folder = browsed.folder.clone();
            worker::spawn("folder", LISTING, &messages, move |messages| {
                if let Err(stopped) = guarded(LISTING, || list(&folder, messages)) {
                    let _ = messages.send(Message::Folder(FolderNews::Whole(0)));
                    send(messages, Event::Notice(stopped));
                }
            })?;
        }
        if corpus.listed == CorpusList::Glosses
            && let Some(CorpusRequest::Find { serial, query }) = corpus.search()
        {
            finder.ask((serial, query));
        }
        let goal = 'shown: loop {
            let Ok(first) = incoming.recv() else { break Destination::Quit };
            for message in std::iter::once(first).chain(incoming.try_iter()) {
                match message {
                    Message::Resized => {
                        canvas.forget();
                        size = crossterm::terminal::size()?;
                    }
                    Message::Stop => size = suspend::suspend(&mut canvas, Some(&mut input))?,
                    Message::Continue => {
                        guard::enter()?;
                        canvas.forget();
                        size = crossterm::terminal::size()?;
                    }
                    message => match take(corpus, message) {
                        Some(CorpusRequest::Find { serial, query }) => finder.ask((serial, query)),
                        Some(CorpusRequest::Go(goal)) => break 'shown goal,
                        None => {}
                    },
                }
            }
            draw(&mut canvas, corpus, size)?;
        };
        // The next view reads the terminal itself and must not share it.
        input.stop();
        drop(finder);
        self.end(&incoming);
        Ok(goal)
    }
}

/// Passes a message on to the view.
fn take(corpus: &mut Corpus, message: Message) -> Option<CorpusRequest> {
    match message {
        Message::Event(Event::Key(key)) => return corpus.key(key),
        Message::Event(Event::Paste(text)) => return corpus.paste(&text),
        Message::Event(Event::Background(dark)) => corpus.dark = dark,
        Message::Event(Event::Notice(notice)) => corpus.message = Some(notice),
        Message::Event(Event::Terminate) => return Some(CorpusRequest::Go(Destination::Quit)),
        Message::Folder(FolderNews::Documents(documents)) => corpus.add_documents(documents),
        Message::Folder(FolderNews::Whole(others)) => (corpus.is_whole, corpus.others) = (true, others),
        Message::Folder(FolderNews::Hits(found)) => corpus.add_hits(found),
        _ => {}
    }
    None
}

/// Lists the documents with their numbers of glosses. If the view has been left, sending fails and the listing ends.
fn list(folder: &Folder, messages: &Sender<Message>) {
    let send = |news| messages.send(Message::Folder(news)).is_ok();
    let row = |ListedDocument { name, glosses, fault }| DocumentRow { file: name, glosses, fault };
    let others =
        folder.list(|documents| send(FolderNews::Documents(documents.into_iter().map(row).collect())));
    send(FolderNews::Whole(others));
}

/// Starts the worker that searches the glosses of a folder; each question has the number of the search.
fn start_finder(folder: Folder, messages: &Sender<Message>) -> io::Result<LatestWorker<(u64, Query)>> {
    LatestWorker::start("glosses", FINDING, messages, move |(serial, query), cancel, messages| {
        let alive = || !cancel.is_cancelled();
        if !alive() {
            return;
        }
        if let Err(stopped) = guarded(FINDING, || find(&folder, serial, &query, &alive, messages)) {
            let found = HitBatch { serial, hits: Vec::new(), count: 0, is_last: true };
            let _ = messages.send(Message::Folder(FolderNews::Hits(found)));
            send(messages, Event::Notice(stopped));
        }
    })
}

/// Searches the glosses that match a query. Sends no more of them than the view lists.
fn find(
    folder: &Folder,
    serial: u64,
    query: &Query,
    is_wanted: &dyn Fn() -> bool,
    messages: &Sender<Message>,
) {
    let mut room = MAX_LISTED_GLOSSES;
    folder.find(query, is_wanted, |glosses, is_last| {
        let count = glosses.len();
        let hits: Vec<Hit> =
            glosses.into_iter().take(room).map(|(file, gloss)| Hit { file, gloss }).collect();
        room -= hits.len();
        let found = HitBatch { serial, hits, count, is_last };
        messages.send(Message::Folder(FolderNews::Hits(found))).is_ok()
    });
}
