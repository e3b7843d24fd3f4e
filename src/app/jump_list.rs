//! The jump list: the places from which jumps began, so that there is a way back and forward.
//!
//! Which commands jump is said in the table of commands. The place before one is kept until the selection has moved, which may take
//! a label, a row of a list or the answer of a search; then it is recorded, here and nowhere else.

use std::{collections::VecDeque, path::PathBuf};

use super::{App, Cursor, Effect, Mode};
use crate::text::{Span, Text, Unit, movement};

/// How many places are kept, the oldest dropped: as many as vim keeps.
const MAX_PLACES: usize = 100;

/// A place to which a person can go back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VisitedPlace {
    /// The path of the document; `None` for standard input.
    pub path: Option<PathBuf>,
    /// The part of the text that was selected, in bytes.
    pub span: Span,
    /// The unit by which a step moved.
    pub unit: Unit,
}

/// Another document that a person goes to, by a link or on the way back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Visit {
    /// The path of the document.
    pub path: PathBuf,
    /// Where in it.
    pub target: VisitTarget,
    /// The address of the web to which the link leads if there is no such file.
    pub online: Option<String>,
}

/// A place in a document that is yet to be opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum VisitTarget {
    /// Where it was left, or its start.
    AsBefore,
    /// The section that links call by this name.
    Section(String),
    /// A place where the person has been.
    Place(VisitedPlace),
}

/// The places from which jumps began, oldest first, over all documents that were read in one terminal.
#[derive(Clone, Debug, Default)]
pub struct JumpList {
    places: VecDeque<VisitedPlace>,
    /// The index of the place that was gone back to; the number of places while none was.
    at: usize,
    /// The place before the latest jump.
    latest: Option<VisitedPlace>,
    /// The place before a command that jumps, as long as the selection has not moved.
    begun: Option<VisitedPlace>,
}

impl JumpList {
    /// Records the place before a jump. Places that were gone back from are given up, as a browser does.
    fn record(&mut self, from: VisitedPlace) {
        self.places.truncate(self.at);
        self.push(from.clone());
        self.at = self.places.len();
        self.latest = Some(from);
    }

    fn push(&mut self, place: VisitedPlace) {
        if self.places.back() == Some(&place) {
            return;
        }
        if self.places.len() == MAX_PLACES {
            self.places.pop_front();
        }
        self.places.push_back(place);
    }

    /// The place to go back to from `here`, which becomes the last place if there is nothing to go forward to yet.
    fn back(&mut self, here: VisitedPlace) -> Option<VisitedPlace> {
        if self.at >= self.places.len() && !self.places.is_empty() {
            self.push(here);
            self.at = self.places.len() - 1;
        }
        self.at = self.at.checked_sub(1)?;
        self.places.get(self.at).cloned()
    }

    /// The place to go forward to.
    fn forward(&mut self) -> Option<VisitedPlace> {
        let next = self.places.get(self.at + 1)?.clone();
        self.at += 1;
        Some(next)
    }

    /// Ends what has begun: a jump out of the document has left it, so the next one has a way back.
    pub(super) fn leave_document(&mut self) {
        if let Some(from) = self.begun.take() {
            self.record(from);
        }
        // Standard input can't be opened again.
        let kept = |place: &VisitedPlace| place.path.is_some();
        self.at = self.places.iter().take(self.at).filter(|place| kept(place)).count();
        self.places.retain(kept);
        self.latest = self.latest.take().filter(kept);
    }

    /// Puts the places of the document at `path` where they are after its text has changed from `old` to `new`: those before the
    /// first difference and those after the last one stay on their words. Texts that are read in windows are not compared.
    pub(super) fn follow_edit(&mut self, path: Option<&PathBuf>, old: &Text, new: &Text) {
        let (Some(before), Some(after)) = (old.as_str(), new.as_str()) else { return };
        let (before, after) = (before.as_bytes(), after.as_bytes());
        let same = |(a, b): &(&u8, &u8)| a == b;
        let start = before.iter().zip(after).take_while(same).count();
        let rest = before.len().min(after.len()) - start;
        let end = before.iter().rev().zip(after.iter().rev()).take(rest).take_while(same).count();
        let is_after = |at: usize| at + end >= before.len();
        let shifted = |at: usize| (at + after.len()).saturating_sub(before.len());
        let places = self.places.iter_mut().chain(&mut self.latest).chain(&mut self.begun);
        for place in places.filter(|place| place.path.as_ref() == path) {
            // What was put in right before a place is no part of it, nor is what was put in right behind it.
            let from = match place.span.start {
                at if is_after(at) => shifted(at),
                at => at.min(start),
            };
            let to = match place.span.end {
                at if at <= start => at,
                at if is_after(at) => shifted(at),
                _ => start,
            };
            place.span = Span::new(from, to.max(from));
        }
    }
}

impl App {
    /// The place at which the person is.
    fn here(&self) -> VisitedPlace {
        let span = self.cursor.selection.hull();
        VisitedPlace { path: self.document.path.clone(), span, unit: self.cursor.unit }
    }

    /// Notes that a jump begins here, or that what begins is no jump.
    pub(super) fn begin_jump(&mut self, is_jump: bool) {
        self.jumps.begun = is_jump.then(|| self.here());
    }

    /// Records the jump that has begun, once it has arrived.
    pub(super) fn record_jump(&mut self) {
        let has_arrived = |from: &mut VisitedPlace| from.span != self.cursor.selection.hull();
        if matches!(self.mode, Mode::Normal)
            && let Some(from) = self.jumps.begun.take_if(has_arrived)
        {
            self.jumps.record(from);
        }
    }

    /// Goes back to where the last jump began, as many jumps as the typed count says.
    pub(super) fn jump_back(&mut self) {
        let (here, at) = (self.here(), self.jumps.at);
        let mut back = || self.jumps.back(here.clone());
        match repeated(self.cursor.count, &mut back) {
            Some(place) => self.go_along(place, at),
            None => self.say("there is no earlier place to go back to"),
        }
    }

    /// Goes forward again, as many jumps as the typed count says.
    pub(super) fn jump_forward(&mut self) {
        let at = self.jumps.at;
        match repeated(self.cursor.count, &mut || self.jumps.forward()) {
            Some(place) => self.go_along(place, at),
            None => self.say("there is no later place to go forward to"),
        }
    }

    /// Goes to the place before the latest jump, from which the same leads back here.
    pub(super) fn jump_to_latest(&mut self) {
        match self.jumps.latest.clone() {
            Some(place) => {
                let here = self.here();
                self.jumps.record(here);
                self.return_to(place);
            }
            None => self.say("there was no jump yet"),
        }
    }

    /// Goes to a place of the list, which stays at index `at` if the document may not be left yet.
    fn go_along(&mut self, place: VisitedPlace, at: usize) {
        self.return_to(place);
        if self.status.is_leaving {
            self.jumps.at = at;
        }
    }

    /// Selects a place, in another document if need be.
    fn return_to(&mut self, place: VisitedPlace) {
        match &place.path {
            Some(path) if self.document.path.as_ref() != Some(path) => {
                let path = path.clone();
                self.leave(Effect::Visit(Visit { path, target: VisitTarget::Place(place), online: None }));
            }
            _ => self.select_place(&place),
        }
    }

    /// Goes to where a visit of this document leads.
    pub fn arrive(&mut self, target: &VisitTarget) {
        match target {
            VisitTarget::Place(place) => self.select_place(place),
            VisitTarget::Section(name) => self.go_to_section(name),
            VisitTarget::AsBefore => {}
        }
    }

    /// Selects what was selected at a place; if that can't be selected in the text as it is, the unit that stands there.
    fn select_place(&mut self, place: &VisitedPlace) {
        let text = self.text();
        let is_there = place.span.end <= text.len() && movement::is_whole(text, place.span);
        if is_there && (!place.span.is_empty() || text.is_empty()) {
            self.cursor = Cursor { count: self.cursor.count, ..Cursor::new(place.span, place.unit) };
            self.reveal();
        } else {
            self.go_to(place.span.start);
        }
    }
}

/// What `go` gives last, as often as `count` says.
fn repeated(count: Option<usize>, go: &mut dyn FnMut() -> Option<VisitedPlace>) -> Option<VisitedPlace> {
    let mut found = None;
    for _ in 0..count.unwrap_or(1).min(MAX_PLACES) {
        match go() {
            Some(place) => found = Some(place),
            None => break,
        }
    }
    found
}
