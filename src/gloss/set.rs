//! The glosses of a document in order, with an index of their spans.

use std::collections::{BTreeMap, HashMap, hash_map::Entry};

use super::{Change, Citation, Gloss, Id, Place, State, span_index::SpanIndex};
use crate::text::{Span, structure::Structure};

/// A gloss and its place in the current text.
#[derive(Clone, Debug, PartialEq)]
pub struct Placed {
    /// The gloss as the file has it.
    pub gloss: Gloss,
    /// Its place.
    pub place: Place,
}

impl Placed {
    /// Whether a person should look at it: its place is not certain, or it has reasons for a review.
    pub fn needs_review(&self) -> bool {
        let decided = self.gloss.orphaned && self.place.state == State::Orphan;
        self.place.state.needs_review() && !decided || !self.gloss.review.is_empty()
    }

    /// The locators of its place in the text with this structure; of an orphan, those that were recorded.
    pub fn citation(&self, structure: &Structure) -> Citation {
        self.gloss.locator.renewed(structure, &self.place.spans)
    }

    /// Whether all of its spans have a place.
    pub fn has_all_its_words(&self) -> bool {
        self.place.spans.len() >= self.gloss.selectors.len()
    }

    /// The key of the document's order: orphans are ordered by where they were recorded, after all glosses with a
    /// place.
    pub fn rank(&self) -> (bool, usize, &Id) {
        match self.place.hull() {
            Some(hull) => (false, hull.start, &self.gloss.id),
            None => (true, self.gloss.start(), &self.gloss.id),
        }
    }
}

/// All glosses of a document.
#[derive(Debug, Default)]
pub struct Glosses {
    /// The glosses; a removed one leaves a hole, so that indices stay valid.
    slots: Vec<Option<Placed>>,
    by_id: HashMap<Id, usize>,
    /// The indices of slots, in the document's order.
    order: Vec<usize>,
    spans: SpanIndex,
    tally: BTreeMap<String, usize>,
    /// The number of glosses in each state.
    states: [usize; State::ALL.len()],
    /// Whether they may have been recorded in another text than the one in which they are placed.
    is_of_another_text: bool,
}

impl Glosses {
    /// The set of these glosses; of two with the same id the later one counts.
    pub fn new(placed: impl IntoIterator<Item = Placed>) -> Self {
        let mut set = Self::default();
        for placed in placed {
            match set.by_id.entry(placed.gloss.id.clone()) {
                Entry::Occupied(slot) => set.slots[*slot.get()] = Some(placed),
                Entry::Vacant(free) => {
                    free.insert(set.slots.len());
                    set.slots.push(Some(placed));
                }
            }
        }
        let slots = &set.slots;
        set.order = (0..slots.len()).collect();
        set.order
            .sort_by(|&a, &b| slots[a].as_ref().map(Placed::rank).cmp(&slots[b].as_ref().map(Placed::rank)));
        set.spans = SpanIndex::new(slots.iter().enumerate().flat_map(|(slot, placed)| {
            placed.iter().flat_map(move |placed| placed.place.spans.iter().map(move |&span| (span, slot)))
        }));
        for placed in slots.iter().flatten() {
            count(&mut set.tally, &placed.gloss.tag);
            set.states[placed.place.state as usize] += 1;
        }
        set
    }

    /// The set, of which some may have been recorded in another text.
    #[must_use]
    pub fn of_another_text(self) -> Self {
        Self { is_of_another_text: true, ..self }
    }

    /// Whether some may have been recorded in another text than the one in which they are placed, and with other words around them.
    pub fn are_of_another_text(&self) -> bool {
        self.is_of_another_text
    }

    /// Notes that all that are sure of their places are recorded there now.
    pub fn note_recorded(&mut self) {
        self.is_of_another_text = false;
    }

    /// The number of glosses.
    pub fn len(&self) -> usize {
        self.order.len()
    }

    /// Whether there are no glosses.
    pub fn is_empty(&self) -> bool {
        self.order.is_empty()
    }

    /// The gloss with this id.
    pub fn get(&self, id: &Id) -> Option<&Placed> {
        self.slots[*self.by_id.get(id)?].as_ref()
    }

    /// All glosses, in the document's order.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = &Placed> {
        self.order.iter().filter_map(|&slot| self.slots[slot].as_ref())
    }

    /// The gloss at `index` in the document's order.
    pub fn nth(&self, index: usize) -> Option<&Placed> {
        self.slots[*self.order.get(index)?].as_ref()
    }

    /// The index of a gloss in the document's order.
    pub fn index_of(&self, id: &Id) -> Option<usize> {
        let placed = self.get(id)?;
        self.order
            .binary_search_by(|&slot| self.slots[slot].as_ref().map(Placed::rank).cmp(&Some(placed.rank())))
            .ok()
    }

    /// The index, in the document's order, of the first gloss that starts at `at` (bytes) or later.
    pub fn index_from(&self, at: usize) -> usize {
        self.order.partition_point(|&slot| {
            self.slots[slot]
                .as_ref()
                .and_then(|placed| placed.place.hull())
                .is_some_and(|hull| hull.start < at)
        })
    }

    /// The glosses that overlap `span`, each with the overlapping one of its spans, ordered by start.
    pub fn overlapping(&self, span: Span) -> Vec<(Span, &Placed)> {
        let mut found = Vec::new();
        self.spans.overlapping(span, &mut |span, slot| {
            if let Some(placed) = &self.slots[slot] {
                found.push((span, placed));
            }
        });
        found
    }

    /// The number of glosses of each kind.
    pub fn tally(&self) -> &BTreeMap<String, usize> {
        &self.tally
    }

    /// Applies a change; `place` determines the place of the changed gloss.
    pub fn apply(&mut self, change: &Change, place: impl FnOnce(&Gloss) -> Place) {
        if let Some(id) = change.id() {
            self.remove(&id.clone());
        }
        if let Some(gloss) = &change.after {
            self.insert(Placed { gloss: gloss.clone(), place: place(gloss) });
        }
    }

    fn insert(&mut self, placed: Placed) {
        let slot = self.slots.len();
        let at =
            self.order.partition_point(|&s| self.slots[s].as_ref().map(Placed::rank) < Some(placed.rank()));
        self.order.insert(at, slot);
        for &span in &placed.place.spans {
            self.spans.insert(span, slot);
        }
        count(&mut self.tally, &placed.gloss.tag);
        self.states[placed.place.state as usize] += 1;
        self.by_id.insert(placed.gloss.id.clone(), slot);
        self.slots.push(Some(placed));
    }

    fn remove(&mut self, id: &Id) {
        let Some(index) = self.index_of(id) else { return };
        let slot = self.order.remove(index);
        self.by_id.remove(id);
        if let Some(placed) = self.slots[slot].take() {
            for &span in &placed.place.spans {
                self.spans.remove(span, slot);
            }
            self.states[placed.place.state as usize] -= 1;
            if let Some(count) = self.tally.get_mut(&placed.gloss.tag) {
                *count -= 1;
            }
            self.tally.retain(|_, count| *count > 0);
        }
    }

    /// Whether no gloss needs a person's decision about its place.
    pub fn are_settled(&self) -> bool {
        self.count(State::Changed) + self.count(State::Doubtful) == 0
    }

    /// The number of glosses in a state.
    pub fn count(&self, state: State) -> usize {
        self.states[state as usize]
    }

    /// The glosses in a state. If there are none, no gloss is examined.
    pub fn in_state(&self, state: State) -> impl Iterator<Item = &Placed> {
        self.iter().filter(move |placed| placed.place.state == state).take(self.count(state))
    }
}

/// Counts one more gloss of the kind `tag`.
fn count(tally: &mut BTreeMap<String, usize>, tag: &str) {
    match tally.get_mut(tag) {
        Some(count) => *count += 1,
        None => drop(tally.insert(tag.to_owned(), 1)),
    }
}

/// Iterates over all glosses, in the document's order.
impl IntoIterator for Glosses {
    type Item = Placed;
    type IntoIter = std::vec::IntoIter<Placed>;

    fn into_iter(mut self) -> Self::IntoIter {
        let placed: Vec<Placed> = self.order.iter().filter_map(|&slot| self.slots[slot].take()).collect();
        placed.into_iter()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn placed(id: u64, spans: &[Span]) -> Placed {
        Placed {
            gloss: Gloss::new(Id::from_bits(id), "note", Vec::new()),
            place: Place::unchanged(spans.to_vec()),
        }
    }

    proptest! {
        #[test]
        fn changes_one_by_one_give_what_all_at_once_gives(
            spans in prop::collection::vec((0usize..500, 1usize..60), 0..200),
            gone in prop::collection::vec(0usize..200, 0..40),
            query in (0usize..500, 1usize..30),
        ) {
            let all: Vec<Placed> = spans
                .iter()
                .enumerate()
                .map(|(id, &(start, len))| placed(id as u64, &[Span::new(start, start + len)]))
                .collect();
            let mut grown = Glosses::default();
            for p in &all {
                grown.apply(&Change::add(p.gloss.clone()), |_| p.place.clone());
            }
            for &id in &gone {
                if let Some(p) = all.get(id) {
                    grown.apply(&Change::remove(p.gloss.clone()), |_| Place::orphan(""));
                }
            }
            let kept = all.iter().enumerate().filter(|(id, _)| !gone.contains(id)).map(|(_, p)| p.clone());
            let built = Glosses::new(kept.clone());
            prop_assert!(grown.iter().eq(built.iter()));
            for (index, p) in built.iter().enumerate() {
                prop_assert_eq!(grown.index_of(&p.gloss.id), Some(index));
                prop_assert_eq!(grown.count(State::Unchanged), built.len());
            }
            let query = Span::new(query.0, query.0 + query.1);
            let mut expected: Vec<_> =
                kept.filter(|p| p.place.spans[0].overlaps(query)).map(|p| (p.place.spans[0], p.gloss.id)).collect();
            let ids = |set: &Glosses| {
                let mut ids: Vec<_> =
                    set.overlapping(query).into_iter().map(|(span, p)| (span, p.gloss.id.clone())).collect();
                ids.sort();
                ids
            };
            expected.sort();
            prop_assert_eq!(ids(&grown), expected.clone());
            prop_assert_eq!(ids(&built), expected);
        }
    }
}
