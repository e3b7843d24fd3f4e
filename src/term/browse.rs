//! The folder view in the terminal: its loop, and the workers that read the folder for it.

use std::{
    fs, io,
    path::PathBuf,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
        mpsc::{self, Sender},
    },
    thread,
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
    corpus::{self, Coders, Member, Reader},
    gloss::Query,
    sidecar::{self, StateFolder},
    source, ui,
};

/// So many documents are listed.
const DOCUMENTS: usize = 100_000;

/// What the workers do, as the person is told it.
const LISTING: &str = "listing the documents";
const FINDING: &str = "looking for glosses";

/// News is sent in batches, the first one small: a screen of it.
const FIRST: usize = 50;
const BATCH: usize = 1000;

/// What a folder view is of.
#[derive(Clone, Debug)]
pub struct Browsed {
    /// The folder.
    pub folder: PathBuf,
    /// Whose glosses.
    pub coders: Coders,
    /// Where old texts are kept.
    pub state: Option<StateFolder>,
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
        let finder = Finder::start(browsed.clone(), &messages)?;
        if !corpus.is_whole {
            corpus.documents.forget();
            let browsed = browsed.clone();
            worker::spawn("folder", LISTING, &messages, move |messages| {
                if let Err(stopped) = guarded(LISTING, || list(&browsed, messages)) {
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

/// A document as the view names it.
fn name(browsed: &Browsed, member: &Member) -> String {
    member.path.strip_prefix(&browsed.folder).unwrap_or(&member.path).to_string_lossy().into_owned()
}

/// Lists the documents, with the numbers of their glosses.
fn list(browsed: &Browsed, messages: &Sender<Message>) {
    let counted = |member: Member| {
        let count: usize = member
            .sidecars
            .iter()
            .map(|(_, path)| fs::read(path).map_or(0, |bytes| sidecar::count(&bytes)))
            .sum();
        (count > 0 || source::is_text(&member.path)).then(|| (name(browsed, &member), count))
    };
    let mut batch = Vec::new();
    let mut full = FIRST;
    // If the view is left nobody needs to know.
    let send = |news| messages.send(Message::Browsed(news)).is_ok();
    let members = corpus::below(&browsed.folder, &browsed.coders).take(DOCUMENTS);
    thread::scope(|scope| {
        for document in corpus::in_order(scope, members, counted) {
            batch.extend(document);
            if batch.len() >= full {
                full = BATCH;
                if !send(News::Documents(std::mem::take(&mut batch))) {
                    break;
                }
            }
        }
    });
    send(News::Documents(batch));
    send(News::Whole);
}

/// A worker that looks for glosses: the last question counts, older ones are given up.
struct Finder {
    questions: Sender<(u64, Query)>,
    latest: Arc<AtomicU64>,
}

impl Finder {
    fn start(browsed: Browsed, messages: &Sender<Message>) -> io::Result<Self> {
        let (questions, asked) = mpsc::channel::<(u64, Query)>();
        let latest = Arc::new(AtomicU64::new(0));
        let current = latest.clone();
        worker::spawn("glosses", FINDING, messages, move |messages| {
            for (serial, query) in asked {
                let alive = || current.load(Ordering::Relaxed) == serial;
                if !alive() {
                    continue;
                }
                if let Err(stopped) = guarded(FINDING, || find(&browsed, serial, &query, &alive, messages)) {
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

/// Looks for the glosses that are asked for, document by document.
fn find(browsed: &Browsed, serial: u64, query: &Query, alive: &dyn Fn() -> bool, messages: &Sender<Message>) {
    let reader = Reader { query, places: false, state: browsed.state.clone() };
    let hits = |member: Member| -> Vec<Hit> {
        let file = name(browsed, &member);
        // What can't be read has nothing to show here; opening it tells why.
        let entries = reader.read(&member, &|_| ()).unwrap_or_default();
        entries.into_iter().map(|entry| Hit { file: file.clone(), gloss: entry.gloss }).collect()
    };
    let mut batch = Vec::new();
    let mut full = FIRST;
    let mut room = MOST;
    let mut send = |mut hits: Vec<Hit>, is_last| {
        let count = hits.len();
        hits.truncate(room);
        room -= hits.len();
        let found = Found { serial, hits, count, is_last };
        messages.send(Message::Browsed(News::Found(found))).is_ok()
    };
    thread::scope(|scope| {
        for hits in corpus::in_order(scope, corpus::below(&browsed.folder, &browsed.coders), hits) {
            batch.extend(hits);
            if batch.len() >= full {
                full = BATCH;
                if !send(std::mem::take(&mut batch), false) {
                    break;
                }
            }
            if !alive() {
                break;
            }
        }
    });
    send(batch, true);
}
