//! Looking at glosses whose place is not settled after the document has changed, or that a merge has left open.

use super::App;
use crate::{
    anchor,
    gloss::{Gloss, Id, Placed, Review, Selector, State},
};

impl App {
    /// Goes to the next gloss that needs a look, after the last one from the first again.
    pub(super) fn review(&mut self) {
        match self.go_to_open(self.after_cursor()) {
            Some((next, open)) => {
                let what = self.what_to_do();
                self.say(format!("{next} of {open}: {what}"));
            }
            None => {
                self.reviewed = None;
                self.say(self.nothing_left());
            }
        }
    }

    /// What is said where no gloss needs a look.
    fn nothing_left(&self) -> String {
        let left = self.glosses.in_state(State::Orphan).count();
        match (self.is_partly_read, left) {
            (true, _) => "nothing to review in what could be read of the sidecar".to_owned(),
            (false, 0) => "every gloss is in its place".to_owned(),
            (false, left) => format!("nothing to review; {left} left without a place"),
        }
    }

    /// Where in the document's order a review goes on that is asked for: from the cursor, where that was moved away from
    /// the gloss that was reviewed last. One without a place is nowhere to be moved away from.
    fn after_cursor(&self) -> usize {
        let last = self.reviewed.as_ref().and_then(|id| self.glosses.get(id));
        let is_nowhere = last.is_some_and(|placed| placed.place.spans.is_empty());
        if self.cursor.gloss.is_none() && !is_nowhere {
            return self.glosses.index_from(self.cursor.selection.hull().start);
        }
        self.after_reviewed()
    }

    /// Where in the document's order a review goes on: after the gloss here, or the one that was reviewed last.
    fn after_reviewed(&self) -> usize {
        let last = self.cursor.gloss.as_ref().or(self.reviewed.as_ref());
        let Some(index) = last.and_then(|id| self.glosses.index_of(id)) else { return 0 };
        // One that was left without a place has gone to the end since: it is its words that are still selected.
        let is_left = |placed: &Placed| placed.gloss.orphaned && !placed.needs_a_look();
        if self.glosses.nth(index).is_some_and(is_left) {
            return self.glosses.index_from(self.cursor.selection.hull().start);
        }
        index + 1
    }

    /// Chooses the first gloss that needs a look from `from` on, in the document's order, and then from the first. Returns
    /// which of them that is, from 1, and how many there are.
    fn go_to_open(&mut self, from: usize) -> Option<(usize, usize)> {
        let open: Vec<(usize, Id)> = (0..self.glosses.len())
            .filter_map(|index| Some((index, self.glosses.nth(index)?)))
            .filter(|(_, placed)| placed.needs_a_look())
            .map(|(index, placed)| (index, placed.gloss.id.clone()))
            .collect();
        let next = open.iter().position(|(index, _)| *index >= from).unwrap_or(0);
        let (_, id) = open.get(next)?;
        self.choose(id);
        self.cursor.given = Some(self.cursor.selection.clone());
        self.reviewed = Some(id.clone());
        Some((next + 1, open.len()))
    }

    /// What there is to be done about the gloss that is reviewed.
    fn what_to_do(&self) -> &'static str {
        let reviewed = self.reviewed.as_ref().and_then(|id| self.glosses.get(id));
        match reviewed.map(|placed| placed.place.state) {
            Some(State::Unchanged | State::Moved) => "C keeps it as it is here, d deletes it",
            Some(State::Orphan) => "select its words and press P, or O leaves it without a place",
            _ => "C confirms, P puts it on the selection, O leaves it without a place",
        }
    }

    /// The gloss that is reviewed is about to be removed: its neighbour stands for it, so that a review goes on from
    /// there. Returns whether one is under way.
    pub(super) fn step_back_in_review(&mut self, id: &Id) -> bool {
        let under_way = self.reviewed.as_ref() == Some(id);
        if under_way {
            let before = self.glosses.index_of(id).and_then(|index| self.glosses.nth(index.checked_sub(1)?));
            self.reviewed = before.map(|placed| placed.gloss.id.clone());
        }
        under_way
    }

    /// Something was decided in a review: the next gloss that needs a look comes by itself.
    pub(super) fn go_on_reviewing(&mut self, done: &str) {
        self.go_on_reviewing_from(self.after_reviewed(), done);
    }

    fn go_on_reviewing_from(&mut self, from: usize, done: &str) {
        match self.go_to_open(from) {
            Some((_, open)) => {
                let what = self.what_to_do();
                self.say(format!("{open} left: {what}"));
            }
            None => self.say(format!("{done}: {}", self.nothing_left())),
        }
    }

    /// The gloss here, or the one that was reviewed last.
    fn under_review(&mut self) -> Option<Placed> {
        let reviewed = self.reviewed.as_ref().and_then(|id| self.glosses.get(id));
        let found = self.cursor.gloss.as_ref().and_then(|id| self.glosses.get(id)).or(reviewed).cloned();
        if found.is_none() {
            self.say("! goes to a gloss that needs a look");
        }
        found
    }

    /// Takes the gloss as it is shown for right.
    pub(super) fn confirm(&mut self) {
        let Some(placed) = self.under_review() else { return };
        if !placed.has_all_its_words() {
            self.say("not all of its words have a place: select them and press P");
            return;
        }
        let selectors = self.selectors_of(&placed);
        let is_reviewed = self.reviewed.as_ref() == Some(&placed.gloss.id);
        match self.settle(&placed, "confirm", selectors) {
            None if self.status.message.is_none() => self.say("there is nothing to confirm here"),
            None => {}
            Some(label) if is_reviewed => self.go_on_reviewing(&label),
            Some(label) => self.say_what_is_left(&label),
        }
    }

    /// Puts the gloss that was reviewed on the selection, if that was made for it.
    pub(super) fn place_reviewed(&mut self) {
        let Some(id) = self.reviewed.clone().or_else(|| self.cursor.gloss.clone()) else {
            self.say("! goes to a gloss that needs a look");
            return;
        };
        let Some(placed) = self.glosses.get(&id).cloned() else { return };
        if self.cursor.given.as_ref() == Some(&self.cursor.selection) {
            self.say("select its words first, then P");
            return;
        }
        let ranges = self.cursor.selection.ranges();
        let selectors = anchor::selectors(self.text(), ranges);
        // Where it is now is looked at before anything else is.
        if let Some(label) = self.settle(&placed, "place", selectors) {
            self.say_what_is_left(&label);
        }
    }

    /// Takes these words for those of the gloss. Returns what was done, if something was.
    fn settle(&mut self, placed: &Placed, verb: &str, selectors: Vec<Selector>) -> Option<String> {
        let label = format!("{verb} {}", placed.gloss.tag);
        let done = self.change(&placed.gloss.id, &label, |gloss| {
            gloss.selectors = selectors;
            (gloss.review, gloss.orphaned) = (Review::default(), false);
        });
        if done {
            self.choose(&placed.gloss.id);
            self.reviewed = Some(placed.gloss.id.clone());
        }
        done.then_some(label)
    }

    /// Decides that the gloss has no place any more.
    pub(super) fn leave_orphaned(&mut self) {
        let Some(placed) = self.under_review() else { return };
        let label = format!("leave {} without a place", placed.gloss.tag);
        let is_reviewed = self.reviewed.as_ref() == Some(&placed.gloss.id);
        // What follows it moves up to where it was, while it goes to the end.
        let next = self.glosses.index_of(&placed.gloss.id).unwrap_or(0);
        let decide = |gloss: &mut Gloss| (gloss.review, gloss.orphaned) = (Review::default(), true);
        if self.change(&placed.gloss.id, &label, decide) {
            self.cursor.let_go();
            self.reviewed = Some(placed.gloss.id.clone());
            if is_reviewed {
                self.go_on_reviewing_from(next, &label);
            } else {
                self.say_what_is_left(&label);
            }
        }
    }

    fn say_what_is_left(&mut self, done: &str) {
        match self.glosses.iter().filter(|placed| placed.needs_a_look()).count() {
            0 => self.say(format!("{done}: {}", self.nothing_left())),
            n => self.say(format!("{done}: {n} left, ! goes on")),
        }
    }

    /// The selectors of a gloss where it stands now.
    fn selectors_of(&self, placed: &Placed) -> Vec<Selector> {
        anchor::selectors(self.text(), &placed.place.spans)
    }
}
