//! Searching the text: the prompt, going from match to match, and the count of matches.

use std::sync::Arc;

use super::{App, Effect, InputLine, Mode, SearchQuery, SearchResult};
use crate::{
    command::{Code, Command, Key},
    text::{
        Selection, Span,
        movement::{self, Direction},
        search::{Pattern, PatternError},
    },
};

/// A search that is being typed.
#[derive(Debug)]
pub struct Search {
    /// The typed text.
    pub line: InputLine,
    /// The pattern, if the typed text is a valid one.
    pub pattern: Option<Arc<Pattern>>,
    /// Why the typed text is no valid pattern.
    pub error: Option<String>,
    /// How many steps back in the search history the prompt is; 0 is the new search.
    earlier: usize,
    /// The selection and the byte offset of the first row before the search, to which Esc returns.
    before: (Selection, usize),
}

/// The last search and its matches.
#[derive(Debug, Default)]
pub struct Matches {
    /// The pattern of the last search.
    pub pattern: Option<Arc<Pattern>>,
    /// Whether matches are highlighted.
    pub shown: bool,
    /// How many matches there are, and how many of them come before the selected one; `None` until counted.
    pub count: Option<(usize, usize)>,
    /// Earlier searches, oldest first.
    pub history: Vec<String>,
    serial: u64,
}

/// How many earlier searches are kept. Chosen by hand.
const MAX_HISTORY_SEARCHES: usize = 100;

impl App {
    /// Opens the line in which a search is typed.
    pub(super) fn search(&mut self) {
        let before = (self.cursor.selection.clone(), self.view.top);
        self.mode = Mode::Search(Search {
            line: InputLine::default(),
            pattern: None,
            error: None,
            earlier: 0,
            before,
        });
    }

    /// Handles a key in the line of the search; what is typed is looked for at once.
    pub(super) fn search_key(&mut self, mut search: Search, key: Key) {
        let back = key.is(Code::Backspace) && search.line.text().is_empty();
        if key.leaves() || back {
            self.remember(search.line.text());
            (self.cursor.selection, self.view.top) = search.before;
            self.effect(Effect::StopSearch);
            return;
        }
        if key.is(Code::Enter) {
            self.end_search(search);
            return;
        }
        let up = key.is(Code::Up) || key.is_ctrl('p');
        if up || key.is(Code::Down) || key.is_ctrl('n') {
            let history = &self.search.history;
            search.earlier =
                if up { (search.earlier + 1).min(history.len()) } else { search.earlier.saturating_sub(1) };
            let earlier = history.len().checked_sub(search.earlier).and_then(|i| history.get(i));
            search.line = InputLine::new(earlier.cloned().unwrap_or_default());
        } else {
            search.line.key(key);
        }
        self.mode = Mode::Search(search);
        self.search_typed();
    }

    /// Goes to the first match of the changed pattern, from where the search began.
    pub(super) fn search_typed(&mut self) {
        let Mode::Search(search) = &mut self.mode else { return };
        let typed = search.line.text().to_owned();
        (search.pattern, search.error) = match Pattern::new(&typed) {
            Ok(pattern) => (Some(Arc::new(pattern)), None),
            Err(_) if typed.is_empty() => (None, None),
            Err(error) => (None, Some(error.to_string())),
        };
        let pattern = search.pattern.clone();
        let (selection, top) = search.before.clone();
        let from = selection.hull().start;
        (self.cursor.selection, self.view.top) = (selection, top);
        match pattern {
            Some(pattern) => self.look_for(pattern, from, Direction::Forward, false),
            None => self.effect(Effect::StopSearch),
        }
    }

    /// Ends the prompt and goes to the first match; an empty prompt repeats the last search.
    fn end_search(&mut self, search: Search) {
        let typed = search.line.text().to_owned();
        let pattern = if typed.is_empty() { self.search.pattern.clone() } else { search.pattern };
        let Some(pattern) = pattern else {
            self.say(search.error.unwrap_or_else(|| PatternError::Empty.to_string()));
            return;
        };
        self.remember(&typed);
        (self.search.pattern, self.search.shown, self.search.count) = (Some(pattern.clone()), true, None);
        let hull = search.before.0.hull();
        let from = if search.line.text().is_empty() { hull.end } else { hull.start };
        self.look_for(pattern, from, Direction::Forward, true);
    }

    /// Keeps what was typed into the prompt among the earlier searches, however the prompt is left.
    fn remember(&mut self, typed: &str) {
        if typed.is_empty() {
            return;
        }
        let history = &mut self.search.history;
        history.retain(|earlier| *earlier != typed);
        history.push(typed.to_owned());
        history.drain(..history.len().saturating_sub(MAX_HISTORY_SEARCHES));
    }

    /// Goes to the next match of the last search, or to the one before.
    pub(super) fn search_again(&mut self, direction: Direction) {
        let Some(pattern) = self.search.pattern.clone() else {
            self.say(format!("nothing was searched for yet; {} does", self.key_of(Command::Search)));
            return;
        };
        self.search.shown = true;
        let primary = self.cursor.selection.primary();
        let from = if direction == Direction::Forward { primary.start + 1 } else { primary.start };
        self.look_for(pattern, from, direction, true);
    }

    fn look_for(&mut self, pattern: Arc<Pattern>, from: usize, direction: Direction, count: bool) {
        self.search.serial += 1;
        let from = self.text().ceil(from.min(self.text().len()));
        let query = SearchQuery { serial: self.search.serial, pattern, from, direction, count };
        self.effect(Effect::Search(query));
    }

    /// Takes in an answer to a search, unless a newer search was started.
    pub(super) fn on_search_result(&mut self, found: SearchResult) {
        match found {
            SearchResult::Match { serial, at, wrapped } if serial == self.search.serial => {
                let typing = matches!(self.mode, Mode::Search(_));
                match at {
                    Some(span) => self.show_match(span),
                    None if typing => {}
                    None => self.say("not found"),
                }
                if wrapped && at.is_some() && !typing {
                    self.say("search went on from the other end");
                }
            }
            SearchResult::Count { serial, total, before } if serial == self.search.serial => {
                self.search.count = Some((total, before));
            }
            SearchResult::Match { .. } | SearchResult::Count { .. } => {}
        }
    }

    fn show_match(&mut self, span: Span) {
        let span = movement::snap(self.text(), span);
        self.cursor.is_adding = false;
        self.move_to(span);
    }
}
