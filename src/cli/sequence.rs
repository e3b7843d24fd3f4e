//! Documents that are read one after the other, in one terminal.

use std::{
    collections::{BTreeMap, BTreeSet},
    io::{self, IsTerminal},
    path::{Path, PathBuf},
};

use super::{
    context::Context,
    environment,
    error::{Error, Exit},
    read::{self, Loaded},
};
use crate::{
    app::{App, Sequence, VisitTarget},
    gloss::Id,
    platform,
    term::{NextView, Terminal},
    text::movement::Direction,
};

/// Documents that are read one after the other.
pub struct DocumentSequence<'a> {
    /// The paths of the documents: at least one.
    pub documents: Vec<PathBuf>,
    /// The index of the document that is shown, or that was left for one that is none of these.
    pub at: usize,
    /// Another document that is shown, which a link led to.
    visited: Option<PathBuf>,
    /// The coder whose glosses are shown.
    pub coder: Option<&'a str>,
    /// Whether the first document was picked: if it can't be read, no other one is shown in its place.
    pub is_picked: bool,
    /// The indices of the documents that were shown.
    pub shown: BTreeSet<usize>,
    /// The indices of the documents that can't be read, each with the reason.
    unread: BTreeMap<usize, Error>,
    context: &'a Context,
}

/// What is done to the program before a document is shown.
pub type Prepare<'a> = &'a dyn Fn(&Path, &mut App) -> Result<(), Error>;

impl<'a> DocumentSequence<'a> {
    /// The documents, of which the one at the index `at` is shown first.
    pub fn new(documents: Vec<PathBuf>, at: usize, coder: Option<&'a str>, context: &'a Context) -> Self {
        let (shown, unread) = (BTreeSet::new(), BTreeMap::new());
        Self { documents, at, visited: None, coder, is_picked: false, shown, unread, context }
    }

    /// The path of the document that is shown.
    pub fn current(&self) -> &Path {
        self.visited.as_deref().unwrap_or(&self.documents[self.at])
    }

    /// Shows documents, the first of them at this gloss, until the person goes somewhere else. One that can't be read is
    /// passed over, which the next one's status line tells. Fails where there is none to be shown.
    pub fn read(
        &mut self,
        terminal: &mut Option<Terminal>,
        mut gloss: Option<&Id>,
        prepare: Prepare<'_>,
    ) -> Result<NextView, Error> {
        let (mut direction, mut told) = (Direction::Forward, Vec::new());
        let (mut from, mut target, mut left_for) = (None, VisitTarget::AsBefore, None);
        loop {
            let document = self.current();
            let count = self.documents.len();
            let sequence = (count > 1).then_some(Sequence { number: self.at + 1, count });
            let mut show_beginning = |mut app: App, session, whole| {
                app.sequence = sequence;
                let shown = opened(terminal)?.read_beginning(app, session, whole);
                shown.map_err(|error| unusable(&error))
            };
            let loaded = read::load(document, self.coder, gloss.take(), self.context, &mut show_beginning);
            let loaded = loaded.and_then(|mut loaded| {
                if let Loaded::Whole(app, _) = &mut loaded {
                    prepare(document, app)?;
                }
                Ok(loaded)
            });
            match loaded {
                Ok(loaded) => {
                    left_for = None;
                    if self.visited.is_none() {
                        self.shown.insert(self.at);
                    }
                    let target_here = std::mem::replace(&mut target, VisitTarget::AsBefore);
                    let left = match loaded {
                        Loaded::Left(left) => left,
                        Loaded::Whole(mut app, session) => {
                            app.arrive(&target_here);
                            app.sequence = sequence;
                            if !told.is_empty() {
                                told.extend(app.status.message.take());
                                app.status.message = Some(std::mem::take(&mut told).join("\n"));
                            }
                            opened(terminal)?.read(app, session).map_err(|error| unusable(&error))?
                        }
                    };
                    match left {
                        NextView::Other(way) => (direction, from) = (way, Some(self.at)),
                        NextView::Visit(visit) => {
                            left_for = Some((self.at, self.visited.take()));
                            target = visit.target;
                            self.visit(visit.path);
                            continue;
                        }
                        left => return Ok(left),
                    }
                    self.visited = None;
                }
                // What a link led to can't be read after all: the person is where they came from.
                Err(error) if let Some(left) = left_for.take() => {
                    told.push(error.message);
                    ((self.at, self.visited), target) = (left, VisitTarget::AsBefore);
                    continue;
                }
                Err(error) if self.is_picked && from.is_none() => return Err(error),
                Err(error) => {
                    told.push(error.message.clone());
                    self.unread.insert(self.at, error);
                }
            }
            // The program goes no further than the first and the last document; from one that can't be read there may be
            // nowhere to go on to but back to where the person came from.
            let next = self.neighbour(direction).or_else(|| from.take());
            self.at = match next {
                Some(next) => next,
                None => return Err(self.report_unread()),
            };
        }
    }

    /// Shows the document at `path` next, as one of these if it is one.
    fn visit(&mut self, path: PathBuf) {
        match self.documents.iter().position(|document| *document == path) {
            Some(at) => self.at = at,
            None => self.visited = Some(path),
        }
    }

    /// The index of the next document, or the previous one.
    fn neighbour(&self, direction: Direction) -> Option<usize> {
        match direction {
            Direction::Forward => Some(self.at + 1).filter(|&at| at < self.documents.len()),
            Direction::Backward => self.at.checked_sub(1),
        }
    }

    /// Reports all but the last of the documents that can't be read, and returns the error of that one.
    fn report_unread(&mut self) -> Error {
        let last = self.unread.pop_last();
        self.report();
        last.map_or_else(|| Error::usage("there is no document to show"), |(_, error)| error)
    }

    /// Reports the documents that can't be read, once the terminal is left.
    pub fn report(&self) -> Exit {
        self.unread.values().map(Error::report).max().unwrap_or(Exit::Done)
    }
}

/// Checks that documents can be shown where standard output goes; the error has this hint.
pub fn on_terminal(hint: &str) -> Result<(), Error> {
    if !io::stdout().is_terminal() {
        return Err(Error::usage("standard output is not a terminal").hint(hint));
    }
    match environment::dialect() {
        Ok(_) => Ok(()),
        Err(terminal) => Err(Error::usage(format!("{terminal} can't show this")).hint(hint)),
    }
}

/// Leaves the terminal; returns how the program ends, now that its last view was left. Work that is not saved counts for more than
/// the signal that ended it.
pub fn ended(terminal: Option<Terminal>) -> Result<Exit, Error> {
    let Some(terminal) = terminal else { return Ok(Exit::Done) };
    let exit = if terminal.has_unsaved_work { Exit::Failed } else { Exit::Done };
    match terminal.ended_by().map(Error::signalled) {
        Some(ended) if exit == Exit::Failed => Err(Error { exit, ..ended }),
        Some(ended) => Err(ended),
        None => Ok(exit),
    }
}

/// The terminal, which is opened when something is first shown.
pub fn opened(terminal: &mut Option<Terminal>) -> Result<&mut Terminal, Error> {
    match terminal {
        Some(terminal) => Ok(terminal),
        none => {
            let dialect = environment::dialect().map_err(Error::usage)?;
            Ok(none.insert(Terminal::open(dialect).map_err(|error| unusable(&error))?))
        }
    }
}

/// The error where the terminal can't be used.
pub fn unusable(error: &io::Error) -> Error {
    Error::failed(format!("the terminal can't be used: {}", platform::reason(error)))
}
