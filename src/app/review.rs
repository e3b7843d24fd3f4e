//! Looking at glosses whose place is not settled after the document has changed, or that a merge has left open.

use super::App;
use crate::{
    anchor,
    gloss::{Gloss, Id, Placed, Selector, State},
};

impl App {
    /// Goes to the next gloss that needs a look, after the last one from the first again.
    pub(super) fn review(&mut self) {
        let from = self.cursor.gloss.as_ref().or(self.reviewed.as_ref());
        let from = from.and_then(|id| self.glosses.index_of(id)).map_or(0, |index| index + 1);
        let open: Vec<(usize, Id)> = (0..self.glosses.len())
            .filter_map(|index| Some((index, self.glosses.nth(index)?)))
            .filter(|(_, placed)| placed.needs_a_look())
            .map(|(index, placed)| (index, placed.gloss.id.clone()))
            .collect();
        let next = open.iter().position(|(index, _)| *index >= from).unwrap_or(0);
        let Some((_, id)) = open.get(next) else {
            self.reviewed = None;
            self.say("every gloss is in its place");
            return;
        };
        self.choose(id);
        self.reviewed = Some(id.clone());
        let what = match self.glosses.get(id).map(|placed| placed.place.state) {
            Some(State::Orphan) => "select its words and press P, or O leaves it without a place",
            _ => "C confirms, P puts it on the selection, O leaves it without a place",
        };
        self.say(format!("{} of {}: {what}", next + 1, open.len()));
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
        if placed.place.spans.len() < placed.gloss.selectors.len() {
            self.say("not all of its words have a place: select them and press P");
            return;
        }
        let selectors = self.selectors_of(&placed);
        if !self.settle(&placed, "confirm", selectors) {
            self.say("there is nothing to confirm here");
        }
    }

    /// Puts the gloss that was reviewed on the selection.
    pub(super) fn place_reviewed(&mut self) {
        let Some(id) = self.reviewed.clone().or_else(|| self.cursor.gloss.clone()) else {
            self.say("! goes to a gloss that needs a look");
            return;
        };
        let Some(placed) = self.glosses.get(&id).cloned() else { return };
        let ranges = self.cursor.selection.ranges();
        let selectors = ranges.iter().map(|&range| anchor::selector(self.text(), range)).collect();
        self.settle(&placed, "place", selectors);
    }

    fn settle(&mut self, placed: &Placed, verb: &str, selectors: Vec<Selector>) -> bool {
        let label = format!("{verb} {}", placed.gloss.tag);
        let done = self.change(&placed.gloss.id, &label, |gloss| {
            gloss.selectors = selectors;
            (gloss.review, gloss.orphaned) = (None, false);
        });
        if done {
            self.choose(&placed.gloss.id);
            self.reviewed = Some(placed.gloss.id.clone());
            self.say(format!("{label}: {}", self.left_to_review()));
        }
        done
    }

    /// Decides that the gloss has no place any more.
    pub(super) fn leave_orphaned(&mut self) {
        let Some(placed) = self.under_review() else { return };
        let label = format!("leave {} without a place", placed.gloss.tag);
        let decide = |gloss: &mut Gloss| (gloss.review, gloss.orphaned) = (None, true);
        if self.change(&placed.gloss.id, &label, decide) {
            self.cursor.let_go();
            self.reviewed = Some(placed.gloss.id.clone());
            self.say(format!("{label}: {}", self.left_to_review()));
        }
    }

    fn left_to_review(&self) -> String {
        match self.glosses.iter().filter(|placed| placed.needs_a_look()).count() {
            0 => "every gloss is in its place".to_owned(),
            n => format!("{n} left, ! goes on"),
        }
    }

    /// The selectors of a gloss where it stands now.
    fn selectors_of(&self, placed: &Placed) -> Vec<Selector> {
        placed.place.spans.iter().map(|&span| anchor::selector(self.text(), span)).collect()
    }
}
