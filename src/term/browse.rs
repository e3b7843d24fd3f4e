//! The folder view in the terminal: its loop, and the workers that read the folder for it.

use std::{
    io,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
        mpsc::{self, Sender},
    },
};

use crossterm::{execute, style::Print};
use ratatui::layout::Rect;

use super::{
    Canvas, Message, Terminal, background, guard,
    input::Input,
    screen, send, suspend,
    worker::{self, guarded},
};
use crate::{
    app::{
        Event,
        corpus::{Asked, Corpus, Found, Goal, Hit, Listed, MOST},
    },
    gloss::Query,
    ui,
    workspace::Folder,
};

/// What the workers do, as the person is told it.
const LISTING: &str = "listing the documents";
const FINDING: &str = "looking for glosses";

/// What a folder view is of.
#[derive(Clone, Debug)]
pub struct Browsed {
    /// The folder, and whose glosses.
    pub folder: Folder,
    /// How many colours the terminal has.
    pub depth: ui::Depth,
    /// Whether the terminal is asked for its background.
    pub ask_background: bool,
}

/// What a worker has found out.
#[derive(Debug)]
pub enum News {
    /// More documents, each with the number of its glosses.
    Documents(Vec<(String, usize)>),
    /// These are all.
    Whole,
    /// More glosses.
    Found(Found),
}

impl Terminal {
    /// Shows the folder view until the person goes elsewhere.
    pub fn browse(&mut self, corpus: &mut Corpus, browsed: &Browsed) -> io::Result<Goal> {
        let (messages, incoming) = self.begin();
        let mut canvas = Canvas::new(screen());
        let mut size = crossterm::terminal::size()?;
        let draw = |canvas: &mut Canvas<_>, corpus: &Corpus, (width, height)| {
            let area = Rect::new(0, 0, width, height);
            canvas.frame(width, height, |buffer| (Some(ui::corpus(corpus, browsed.depth, area, buffer)), ()))
        };
        draw(&mut canvas, corpus, size)?;
        if browsed.ask_background {
            execute!(canvas.screen(), Print(background::QUESTION))?;
        }
        let mut input = Input::start(&messages)?;
        let finder = FindWorker::start(browsed.folder.clone(), &messages)?;
        if !corpus.is_whole {
            corpus.documents.forget();
            let folder = browsed.folder.clone();
            worker::spawn("folder", LISTING, &messages, move |messages| {
                if let Err(stopped) = guarded(LISTING, || list(&folder, messages)) {
                    let _ = messages.send(Message::Browsed(News::Whole));
                    send(messages, Event::Notice(stopped));
                }
            })?;
        }
        if corpus.listed == Listed::Glosses
            && let Some(Asked::Find { serial, query }) = corpus.search()
        {
            finder.ask(serial, query);
        }
        let goal = 'shown: loop {
            let Ok(first) = incoming.recv() else { break Goal::Quit };
            for message in std::iter::once(first).chain(incoming.try_iter()) {
                match message {
                    Message::Resized => size = crossterm::terminal::size()?,
                    Message::Stop => size = suspend::suspend(&mut canvas, Some(&mut input))?,
                    Message::Continue => {
                        guard::enter()?;
                        canvas.forget();
                    }
                    message => match take(corpus, message) {
                        Some(Asked::Find { serial, query }) => finder.ask(serial, query),
                        Some(Asked::Go(goal)) => break 'shown goal,
                        None => {}
                    },
                }
            }
            draw(&mut canvas, corpus, size)?;
        };
        // The next one to read the terminal must not share it with this one.
        input.stop();
        finder.stop();
        self.end(&incoming);
        Ok(goal)
    }
}

/// Tells the view what has come.
fn take(corpus: &mut Corpus, message: Message) -> Option<Asked> {
    match message {
        Message::Event(Event::Key(key)) => return corpus.key(key),
        Message::Event(Event::Paste(text)) => return corpus.paste(&text),
        Message::Event(Event::Background(dark)) => corpus.dark = dark,
        Message::Event(Event::Notice(notice)) => corpus.message = Some(notice),
        Message::Event(Event::Terminate) => return Some(Asked::Go(Goal::Quit)),
        Message::Browsed(News::Documents(documents)) => corpus.add_documents(documents),
        Message::Browsed(News::Whole) => corpus.is_whole = true,
        Message::Browsed(News::Found(found)) => corpus.found(found),
        _ => {}
    }
    None
}

/// Lists the documents, with the numbers of their glosses. If the view is left nobody needs to know.
fn list(folder: &Folder, messages: &Sender<Message>) {
    let send = |news| messages.send(Message::Browsed(news)).is_ok();
    folder.list(|documents| send(News::Documents(documents)));
    send(News::Whole);
}

/// A worker that looks for glosses: the last question counts, older ones are given up.
struct FindWorker {
    questions: Sender<(u64, Query)>,
    latest: Arc<AtomicU64>,
}

impl FindWorker {
    fn start(folder: Folder, messages: &Sender<Message>) -> io::Result<Self> {
        let (questions, asked) = mpsc::channel::<(u64, Query)>();
        let latest = Arc::new(AtomicU64::new(0));
        let current = latest.clone();
        worker::spawn("glosses", FINDING, messages, move |messages| {
            for (serial, query) in asked {
                let alive = || current.load(Ordering::Relaxed) == serial;
                if !alive() {
                    continue;
                }
                if let Err(stopped) = guarded(FINDING, || find(&folder, serial, &query, &alive, messages)) {
                    let found = Found { serial, hits: Vec::new(), count: 0, is_last: true };
                    let _ = messages.send(Message::Browsed(News::Found(found)));
                    send(messages, Event::Notice(stopped));
                }
            }
        })?;
        Ok(Self { questions, latest })
    }

    fn ask(&self, serial: u64, query: Query) {
        self.latest.store(serial, Ordering::Relaxed);
        // If the worker has ended nothing is found.
        let _ = self.questions.send((serial, query));
    }

    fn stop(&self) {
        self.latest.store(u64::MAX, Ordering::Relaxed);
    }
}

/// Looks for the glosses that are asked for. No more of them are sent than the view shows.
fn find(
    folder: &Folder,
    serial: u64,
    query: &Query,
    is_wanted: &dyn Fn() -> bool,
    messages: &Sender<Message>,
) {
    let mut room = MOST;
    folder.find(query, is_wanted, |glosses, is_last| {
        let count = glosses.len();
        let hits: Vec<Hit> =
            glosses.into_iter().take(room).map(|(file, gloss)| Hit { file, gloss }).collect();
        room -= hits.len();
        let found = Found { serial, hits, count, is_last };
        messages.send(Message::Browsed(News::Found(found))).is_ok()
    });
}
