//! Which gloss is meant, and going from one to the next.

use super::{App, Effect};
use crate::{
    gloss::{Gloss, Id, Placed, Shape, query},
    text::{Selection, Span, movement::Direction},
};

impl App {
    /// The gloss that acts apply to: the one chosen, or else the one under the selection; of several the one with
    /// just this extent, or the smallest. None while a suggestion is chosen: acts apply to that.
    pub fn here(&self) -> Option<&Placed> {
        if self.cursor.suggestion.is_some_and(|number| self.suggestions.get(number).is_some()) {
            return None;
        }
        if let Some(chosen) = self.cursor.gloss.as_ref().and_then(|id| self.glosses.get(id)) {
            return Some(chosen);
        }
        let ranges = self.cursor.selection.ranges();
        let primary = self.cursor.selection.primary();
        let size = |placed: &Placed| placed.place.spans.iter().map(|span| span.len()).sum::<usize>();
        self.glosses
            .overlapping(primary)
            .into_iter()
            .map(|(_, placed)| placed)
            .min_by_key(|placed| (placed.place.spans != ranges, size(placed)))
    }

    /// Goes to the gloss with this id; while glosses are loaded, as soon as it is there.
    pub fn go_to_gloss(&mut self, id: &Id) {
        if self.loading.is_some() {
            self.cursor.hold(id.clone());
        } else {
            self.choose(id);
        }
    }

    /// Chooses a gloss and selects its spans.
    pub(super) fn choose(&mut self, id: &Id) {
        let Some(placed) = self.glosses.get(id) else { return };
        let spans = placed.place.spans.clone();
        self.cursor.anchor = None;
        self.cursor.adding = false;
        self.cursor.widened.clear();
        self.cursor.hold(id.clone());
        if let Some(selection) = spans.first().and_then(|first| Selection::many(&spans).map(|s| (s, first))) {
            let (selection, &first) = selection;
            // The first part is what is shown where not all of it fits.
            self.cursor.selection =
                Selection::many(&[selection.ranges(), &[first]].concat()).unwrap_or(selection);
            self.cursor.head = first;
            self.reveal();
        } else {
            self.cursor.given = Some(self.cursor.selection.clone());
            self.say("this gloss has lost its place: its words are not in the text any more");
        }
    }

    /// Goes to the next gloss, or the previous one; they may nest, so that what follows is told by order.
    pub(super) fn step_gloss(&mut self, direction: Direction) {
        let count = self.cursor.count.unwrap_or(1).max(1);
        let hull: Span = self.cursor.selection.hull();
        let chosen = self.cursor.gloss.as_ref().and_then(|id| self.glosses.index_of(id));
        let index = match (direction, chosen) {
            (Direction::Forward, Some(index)) => index.checked_add(count),
            (Direction::Backward, Some(index)) => index.checked_sub(count),
            (Direction::Forward, None) => {
                let here = self.glosses.index_from(hull.start);
                Some(here + count - 1)
            }
            (Direction::Backward, None) => self.glosses.index_from(hull.start).checked_sub(count),
        };
        match index.and_then(|index| self.glosses.nth(index)).map(|placed| placed.gloss.id.clone()) {
            Some(id) => self.choose(&id),
            None if self.glosses.is_empty() => self.say("there are no glosses yet"),
            None => self.say(match direction {
                Direction::Forward => "this is the last gloss",
                Direction::Backward => "this is the first gloss",
            }),
        }
    }

    /// The glosses that `placed` is linked with: those it points to, then those that point to it.
    pub fn linked(&self, placed: &Placed) -> Vec<Id> {
        let out = placed.gloss.links.iter().map(|link| link.to.clone());
        let back =
            self.glosses.iter().filter(|other| other.gloss.links.iter().any(|l| l.to == placed.gloss.id));
        out.chain(back.map(|other| other.gloss.id.clone())).collect()
    }

    /// Goes along a link.
    pub(super) fn follow(&mut self) {
        let Some(placed) = self.here() else {
            self.say("there is no gloss here to follow a link of");
            return;
        };
        let linked = self.linked(placed);
        // A count tells which of several.
        let wanted = self.cursor.count.unwrap_or(1).clamp(1, linked.len().max(1)) - 1;
        match linked.get(wanted).filter(|id| self.glosses.get(id).is_some()).cloned() {
            Some(id) => {
                self.choose(&id);
                if linked.len() > 1 {
                    self.say(format!("link {} of {}; a count chooses", wanted + 1, linked.len()));
                }
            }
            None if linked.is_empty() => self.say("this gloss has no links; L makes one"),
            None => self.say("the gloss that this one links to is not here"),
        }
    }

    /// Goes to all glosses of the folder that say the same as the one here.
    pub(super) fn folder(&mut self) {
        if self.comparison.is_some() {
            // The way back from there leads to the document alone.
            self.say("the folder can't be gone to while coders are compared");
            return;
        }
        if self.document.path.is_none() {
            self.say("standard input is in no folder");
            return;
        }
        let asked = self.here().map(|placed| self.asks_for(&placed.gloss)).unwrap_or_default();
        self.leave(Effect::Folder(asked));
    }

    /// The condition that those glosses meet which say the same as this one, under the first name of its kind that has no
    /// choice of values; or else under any, or else are of its kind.
    fn asks_for(&self, gloss: &Gloss) -> String {
        let kind = self.schema.kind(&gloss.tag);
        let attributes = || kind.into_iter().flat_map(|kind| &kind.attributes);
        let free = attributes().filter(|attribute| attribute.shape == Shape::Text);
        let value = |name: &str| gloss.attributes.get(name).filter(|value| !value.is_blank());
        let mut said =
            free.chain(attributes()).filter_map(|a| Some(query::asks_for(&a.name, value(&a.name)?)));
        said.next().unwrap_or_else(|| query::asks_for("tag", &gloss.tag.as_str().into()))
    }

    /// Copies the gloss chosen as a quotation with its source, or else the selection.
    pub(super) fn copy(&mut self) {
        let chosen = self.cursor.gloss.as_ref().and_then(|id| self.glosses.get(id));
        let copied = match chosen {
            Some(placed) => {
                let gloss = &placed.gloss;
                let said = gloss.attributes.text("speaker").map(|s| format!("{s}, ")).unwrap_or_default();
                let paragraph =
                    placed.place.hull().map_or(0, |hull| self.text().count(hull.start + 1).paragraphs);
                format!("{} ({said}{}, ¶ {paragraph})", gloss.exact(), self.document.name)
            }
            None => self.text().quote_all(self.cursor.selection.ranges()),
        };
        let chars = copied.chars().count();
        self.effect(Effect::Copy(copied));
        self.say(format!("copied {chars} characters"));
    }
}
