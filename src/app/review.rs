//! Reviewing the glosses whose place is uncertain after the document has changed, or that a merge left undecided.

use super::App;
use crate::{
    anchor,
    command::Command,
    gloss::{Gloss, Id, Placed, Review, Selector, State},
};

impl App {
    /// Goes to the next gloss to review; after the last one, to the first.
    pub(super) fn review(&mut self) {
        match self.go_to_open(self.after_cursor()) {
            Some((next, open)) => {
                let what = self.what_to_do();
                self.say(format!("{next} of {open} to review: {what}"));
            }
            None => {
                self.reviewed = None;
                self.say(self.nothing_left());
            }
        }
    }

    /// The message if no gloss needs a review.
    fn nothing_left(&self) -> String {
        let left = self.glosses.in_state(State::Orphan).count();
        match (self.is_partly_read, left) {
            (true, _) => "nothing to review in what could be read of the sidecar".to_owned(),
            (false, 0) => "every gloss is in its place".to_owned(),
            (false, left) => format!("nothing to review; {left} left without a place"),
        }
    }

    /// The index in document order from which a review asked for by key goes on: at a chosen gloss that was not reviewed yet; from the
    /// cursor, if it was moved away from the gloss reviewed last. (From a gloss without a place there is nowhere to move away.)
    fn after_cursor(&self) -> usize {
        let chosen = self.cursor.gloss.as_ref().filter(|id| self.reviewed.as_ref() != Some(id));
        let index = chosen.and_then(|id| self.glosses.index_of(id));
        if let Some(index) = index.filter(|&index| self.glosses.nth(index).is_some_and(Placed::needs_review))
        {
            return index;
        }
        let last = self.reviewed.as_ref().and_then(|id| self.glosses.get(id));
        let is_nowhere = last.is_some_and(|placed| placed.place.spans.is_empty());
        if self.cursor.gloss.is_none() && !is_nowhere {
            return self.glosses.index_from(self.cursor.selection.hull().start);
        }
        self.after_reviewed()
    }

    /// The index in document order from which a review goes on: after the current gloss, or the one reviewed last.
    fn after_reviewed(&self) -> usize {
        let last = self.cursor.gloss.as_ref().or(self.reviewed.as_ref());
        let Some(index) = last.and_then(|id| self.glosses.index_of(id)) else { return 0 };
        // A gloss just left without a place has moved to the end of the order; its words are still selected, so they
        // decide.
        let is_left = |placed: &Placed| placed.gloss.orphaned && !placed.needs_review();
        if self.glosses.nth(index).is_some_and(is_left) {
            return self.glosses.index_from(self.cursor.selection.hull().start);
        }
        index + 1
    }

    /// Chooses the first gloss to review from index `from` on, in document order, starting over at the end. Returns
    /// its position among the glosses to review, from 1, and how many there are.
    fn go_to_open(&mut self, from: usize) -> Option<(usize, usize)> {
        let open: Vec<(usize, Id)> = (0..self.glosses.len())
            .filter_map(|index| Some((index, self.glosses.nth(index)?)))
            .filter(|(_, placed)| placed.needs_review())
            .map(|(index, placed)| (index, placed.gloss.id.clone()))
            .collect();
        let next = open.iter().position(|(index, _)| *index >= from).unwrap_or(0);
        let (_, id) = open.get(next)?;
        self.choose(id);
        self.cursor.review_selection = Some(self.cursor.selection.clone());
        self.reviewed = Some(id.clone());
        Some((next + 1, open.len()))
    }

    /// The keys that decide about the gloss being reviewed.
    fn what_to_do(&self) -> String {
        let reviewed = self.reviewed.as_ref().and_then(|id| self.glosses.get(id));
        let [confirm, place, orphan, delete] =
            [Command::Confirm, Command::Place, Command::Orphan, Command::Delete]
                .map(|deed| self.key_of(deed));
        match reviewed.map(|placed| placed.place.state) {
            Some(State::Unchanged | State::Moved) => {
                format!("{confirm} keeps it as it is here, {delete} deletes it")
            }
            Some(State::Orphan) => {
                format!("select its words and press {place}, or {orphan} leaves it without a place")
            }
            _ => format!(
                "{confirm} confirms, {place} puts it on the selection, {orphan} leaves it without a place"
            ),
        }
    }

    /// Makes the gloss before `id`, which is about to be removed, the one reviewed last, so that a review goes on
    /// from there. Returns whether a review is under way.
    pub(super) fn step_back_in_review(&mut self, id: &Id) -> bool {
        let under_way = self.reviewed.as_ref() == Some(id);
        if under_way {
            let before = self.glosses.index_of(id).and_then(|index| self.glosses.nth(index.checked_sub(1)?));
            self.reviewed = before.map(|placed| placed.gloss.id.clone());
        }
        under_way
    }

    /// Reports a decision of a review and goes on to the next gloss to review.
    pub(super) fn go_on_reviewing(&mut self, done: &str) {
        self.go_on_reviewing_from(self.after_reviewed(), done);
    }

    fn go_on_reviewing_from(&mut self, from: usize, done: &str) {
        match self.go_to_open(from) {
            Some((_, open)) => {
                let what = self.what_to_do();
                self.say(format!("{open} to review: {what}"));
            }
            None => self.say(format!("{done}: {}", self.nothing_left())),
        }
    }

    /// The current gloss, or else the one reviewed last.
    fn under_review(&mut self) -> Option<Placed> {
        let reviewed = self.reviewed.as_ref().and_then(|id| self.glosses.get(id));
        let found = self.cursor.gloss.as_ref().and_then(|id| self.glosses.get(id)).or(reviewed).cloned();
        if found.is_none() {
            self.say(format!("{} goes to a gloss to review", self.key_of(Command::Review)));
        }
        found
    }

    /// Confirms the place of the gloss as it is shown.
    pub(super) fn confirm(&mut self) {
        let Some(placed) = self.under_review() else { return };
        if !placed.has_all_its_words() {
            let place = self.key_of(Command::Place);
            self.say(format!("not all of its words have a place: select them and press {place}"));
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

    /// Puts the gloss being reviewed on the selection, if the person made that selection.
    pub(super) fn place_reviewed(&mut self) {
        let Some(id) = self.reviewed.clone().or_else(|| self.cursor.gloss.clone()) else {
            self.say(format!("{} goes to a gloss to review", self.key_of(Command::Review)));
            return;
        };
        let Some(placed) = self.glosses.get(&id).cloned() else { return };
        if self.cursor.review_selection.as_ref() == Some(&self.cursor.selection) {
            self.say(format!("select its words first, then {}", self.key_of(Command::Place)));
            return;
        }
        let ranges = self.cursor.selection.ranges();
        let selectors = anchor::selectors(self.text(), ranges);
        // The new place is shown before the review goes on.
        if let Some(label) = self.settle(&placed, "place", selectors) {
            self.say_what_is_left(&label);
        }
    }

    /// Records these selectors as the place of the gloss. Returns the label of the change, if anything changed.
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
        // The gloss goes to the end of the order, and the next one moves up to its index.
        let next = self.glosses.index_of(&placed.gloss.id).unwrap_or(0);
        let decide = |gloss: &mut Gloss| (gloss.review, gloss.orphaned) = (Review::default(), true);
        if self.change(&placed.gloss.id, &label, decide) {
            self.cursor.clear_target();
            self.reviewed = Some(placed.gloss.id.clone());
            if is_reviewed {
                self.go_on_reviewing_from(next, &label);
            } else {
                self.say_what_is_left(&label);
            }
        }
    }

    fn say_what_is_left(&mut self, done: &str) {
        match self.glosses.iter().filter(|placed| placed.needs_review()).count() {
            0 => self.say(format!("{done}: {}", self.nothing_left())),
            n => self.say(format!("{done}: {n} to review, {} goes on", self.key_of(Command::Review))),
        }
    }

    /// Selectors for a gloss in its current place.
    fn selectors_of(&self, placed: &Placed) -> Vec<Selector> {
        anchor::selectors(self.text(), &placed.place.spans)
    }
}
