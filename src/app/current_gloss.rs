//! The gloss that commands act on, and going from one gloss to the next.

use super::{App, Effect};
use crate::{
    command::Command,
    gloss::{Facts, Gloss, Id, Placed, Shape, query},
    text::{Selection, Span, movement::Direction, structure::LocatorKind},
};

impl App {
    /// The gloss that commands act on: the chosen one, or the one under the selection; of several, the one with
    /// exactly the selected extent, or the shortest. `None` while a suggestion is chosen.
    pub fn current_gloss(&self) -> Option<&Placed> {
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

    /// Goes to the gloss with this id; while glosses are being loaded, as soon as it is there.
    pub fn go_to_gloss(&mut self, id: &Id) {
        if self.loading.is_some() {
            self.cursor.set_target(id.clone());
        } else {
            self.choose(id);
        }
    }

    /// Chooses a gloss and selects its spans.
    pub(super) fn choose(&mut self, id: &Id) {
        let Some(placed) = self.glosses.get(id) else { return };
        let spans = placed.place.spans.clone();
        self.cursor.anchor = None;
        self.cursor.is_adding = false;
        self.cursor.widened.clear();
        self.cursor.set_target(id.clone());
        if let Some(selection) = spans.first().and_then(|first| Selection::many(&spans).map(|s| (s, first))) {
            let (selection, &first) = selection;
            // The first part becomes the primary range: it is the one shown where not all parts fit on the page.
            self.cursor.selection =
                Selection::many(&[selection.ranges(), &[first]].concat()).unwrap_or(selection);
            self.cursor.head = first;
            self.reveal();
        } else {
            self.cursor.review_selection = Some(self.cursor.selection.clone());
            self.say("this gloss has lost its place: its words are not in the text any more");
        }
    }

    /// Goes to the next gloss, or the previous one. Glosses may nest, so the order of starts decides what follows.
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

    /// The glosses linked with `placed`: those it points to, then those that point to it.
    pub fn linked(&self, placed: &Placed) -> Vec<Id> {
        let out = placed.gloss.links.iter().map(|link| link.to.clone());
        let back =
            self.glosses.iter().filter(|other| other.gloss.links.iter().any(|l| l.to == placed.gloss.id));
        out.chain(back.map(|other| other.gloss.id.clone())).collect()
    }

    /// Follows a link of the gloss under the cursor.
    pub(super) fn follow(&mut self) {
        let Some(placed) = self.current_gloss() else {
            self.say("there is no gloss here to follow a link of");
            return;
        };
        let linked = self.linked(placed);
        // The typed count chooses among several links.
        let wanted = self.cursor.count.unwrap_or(1).clamp(1, linked.len().max(1)) - 1;
        match linked.get(wanted).filter(|id| self.glosses.get(id).is_some()).cloned() {
            Some(id) => {
                self.choose(&id);
                if linked.len() > 1 {
                    self.say(format!("link {} of {}; a count chooses", wanted + 1, linked.len()));
                }
            }
            None if linked.is_empty() => {
                self.say(format!("this gloss has no links; {} makes one", self.key_of(Command::Link)));
            }
            None => self.say("the gloss that this one links to is not here"),
        }
    }

    /// Opens the folder view with all glosses that agree with this one in a value or in kind.
    pub(super) fn folder(&mut self) {
        if self.comparison.is_some() {
            // The folder view could only return to the document, without the comparison.
            self.say("the folder can't be gone to while coders are compared");
            return;
        }
        if self.document.path.is_none() {
            self.say("standard input is in no folder");
            return;
        }
        let asked = self.current_gloss().map(|placed| self.similar_query(&placed.gloss)).unwrap_or_default();
        self.leave(Effect::Folder(asked));
    }

    /// The query that finds similar glosses: by the first free-text attribute of the kind, or any attribute, or the
    /// kind.
    fn similar_query(&self, gloss: &Gloss) -> String {
        let kind = self.schema.kind(&gloss.tag);
        let attributes = || kind.into_iter().flat_map(|kind| &kind.attributes);
        let free = attributes().filter(|attribute| attribute.shape == Shape::Text);
        let value = |name: &str| gloss.attributes.get(name).filter(|value| !value.is_blank());
        let mut said = free
            .chain(attributes())
            .filter_map(|a| Some(query::asks_for(&Facts::name_of_attribute(&a.name), value(&a.name)?)));
        said.next().unwrap_or_else(|| query::asks_for("tag", &gloss.tag.as_str().into()))
    }

    /// Copies the chosen gloss as a quotation with its source, or else the selected text.
    pub(super) fn copy(&mut self) {
        let chosen = self.cursor.gloss.as_ref().and_then(|id| self.glosses.get(id));
        let copied = match chosen {
            Some(placed) => format!("{} ({})", placed.gloss.exact(), self.source_of(placed)),
            None => self.text().quote_all(self.cursor.selection.ranges()),
        };
        let chars = copied.chars().count();
        self.effect(Effect::Copy(copied));
        self.say(format!("copied {chars} characters"));
    }

    /// Whose words a gloss has, of which document, and where they stand there: "Nell Ort, Talks end, p. 312".
    fn source_of(&self, placed: &Placed) -> String {
        let citation = placed.citation(self.text().structure());
        let speaker = placed.gloss.attributes.text("speaker").filter(|speaker| !speaker.is_empty());
        let by = speaker.or(citation.label(LocatorKind::By)).map(str::to_owned);
        let author = Some(self.metadata.author.join(", ")).filter(|author| !author.is_empty());
        let title = self.metadata.title.clone().unwrap_or_else(|| self.document.name.clone());
        let paragraph = placed.place.hull().map(|hull| self.text().paragraphs_before(hull.start + 1));
        let parts = by.or(author).into_iter().chain([title, citation.place(paragraph)]);
        parts.filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
    }
}
