//! Searching: the prompt, going from match to match, and what is known of their number.

use std::sync::Arc;

use super::{App, Effect, Found, Line, Mode, Query};
use crate::{
    command::{Code, Key},
    text::{
        Selection, Span,
        movement::{self, Direction},
        search::{Pattern, PatternError},
    },
};

/// A search that is being typed.
#[derive(Debug)]
pub struct Search {
    /// What was typed.
    pub line: Line,
    /// It as a pattern, where it is one.
    pub pattern: Option<Arc<Pattern>>,
    /// Why it is no pattern.
    pub error: Option<String>,
    /// Which earlier search is shown, counted from the last one.
    earlier: usize,
    /// What was selected, and the row at the top, before.
    before: (Selection, usize),
}

/// The last search, and what it found.
#[derive(Debug, Default)]
pub struct Matches {
    /// What was searched for.
    pub pattern: Option<Arc<Pattern>>,
    /// Whether matches are highlighted.
    pub shown: bool,
    /// How many there are, and how many of them before the selected one.
    pub count: Option<(usize, usize)>,
    /// Earlier searches, the last one last.
    pub history: Vec<String>,
    serial: u64,
}

/// Earlier searches that are kept.
const HISTORY: usize = 100;

impl App {
    pub(super) fn search(&mut self) {
        let before = (self.cursor.selection.clone(), self.view.top);
        self.mode =
            Mode::Search(Search { line: Line::default(), pattern: None, error: None, earlier: 0, before });
    }

    pub(super) fn search_key(&mut self, mut search: Search, key: Key) {
        let back = key.is(Code::Backspace) && search.line.text().is_empty();
        if key.is(Code::Esc) || key.is_ctrl('c') || back {
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
            search.line = Line::new(earlier.cloned().unwrap_or_default());
        } else {
            search.line.key(key);
        }
        self.mode = Mode::Search(search);
        self.search_typed();
    }

    /// What is being typed has changed: goes to its first match from where the search began.
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

    /// The search is typed; an empty one is the last one again.
    fn end_search(&mut self, search: Search) {
        let typed = search.line.text().to_owned();
        let pattern = if typed.is_empty() { self.search.pattern.clone() } else { search.pattern };
        let Some(pattern) = pattern else {
            self.say(search.error.unwrap_or_else(|| PatternError::Empty.to_string()));
            return;
        };
        if !typed.is_empty() {
            self.search.history.retain(|earlier| *earlier != typed);
            self.search.history.push(typed);
            let extra = self.search.history.len().saturating_sub(HISTORY);
            self.search.history.drain(..extra);
        }
        (self.search.pattern, self.search.shown, self.search.count) = (Some(pattern.clone()), true, None);
        let hull = search.before.0.hull();
        let from = if search.line.text().is_empty() { hull.end } else { hull.start };
        self.look_for(pattern, from, Direction::Forward, true);
    }

    pub(super) fn search_again(&mut self, direction: Direction) {
        let Some(pattern) = self.search.pattern.clone() else {
            self.say("nothing was searched for yet; / does");
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
        let query = Query { serial: self.search.serial, pattern, from, direction, count };
        self.effect(Effect::Search(query));
    }

    /// A search has found something; if it is the last one asked for, it counts.
    pub(super) fn found(&mut self, found: Found) {
        match found {
            Found::Match { serial, at, wrapped } if serial == self.search.serial => {
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
            Found::Count { serial, total, before } if serial == self.search.serial => {
                self.search.count = Some((total, before));
            }
            Found::Match { .. } | Found::Count { .. } => {}
        }
    }

    fn show_match(&mut self, span: Span) {
        let span = movement::snap(self.text(), span);
        self.cursor.adding = false;
        self.move_to(span);
    }
}
