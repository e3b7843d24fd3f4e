//! The contents of the gloss pane: which glosses are listed, in which order, and which is chosen.

use super::{App, Focus};
use crate::gloss::{Glosses, Id, Kind, Placed, Schema, schema::is_of_kind};

/// What the gloss pane lists.
#[derive(Clone, Debug, Default)]
pub struct GlossPane {
    /// The only kind listed; `None` for all kinds.
    pub kind: Option<String>,
    /// Whether glosses are grouped by kind.
    pub grouped: bool,
    /// The ids listed, in order; `None` if they are all glosses in document order.
    shown: Option<Vec<Id>>,
}

impl GlossPane {
    /// Rebuilds the list after glosses have changed.
    pub(super) fn refresh(&mut self, glosses: &Glosses, schema: &Schema) {
        if self.kind.is_none() && !self.grouped {
            self.shown = None;
            return;
        }
        let wanted = |tag: &str| self.kind.as_deref().is_none_or(|kind| is_of_kind(tag, kind));
        let mut shown: Vec<_> = glosses.iter().filter(|placed| wanted(&placed.gloss.tag)).collect();
        if self.grouped {
            shown.sort_by_key(|placed| self.group(placed, schema));
        }
        self.shown = Some(shown.into_iter().map(|placed| placed.gloss.id.clone()).collect());
    }

    /// The number of the group of a gloss: that of its kind in the schema, if the list is grouped by kind.
    fn group(&self, placed: &Placed, schema: &Schema) -> usize {
        let is_its_kind = |kind: &Kind| kind.name == placed.gloss.tag;
        let number = || schema.kinds.iter().position(is_its_kind).unwrap_or(usize::MAX);
        if self.grouped { number() } else { 0 }
    }

    /// How many glosses are listed.
    pub fn len(&self, glosses: &Glosses) -> usize {
        self.shown.as_ref().map_or(glosses.len(), Vec::len)
    }

    /// The id of the gloss at `index` of the list.
    pub fn nth<'a>(&'a self, glosses: &'a Glosses, index: usize) -> Option<&'a Id> {
        match &self.shown {
            Some(shown) => shown.get(index),
            None => glosses.nth(index).map(|placed| &placed.gloss.id),
        }
    }

    /// The index of a gloss in the list. This is asked at each key, so the list is not gone through: it is in the order of groups,
    /// and within them in the document's.
    fn index_of(&self, glosses: &Glosses, schema: &Schema, id: &Id) -> Option<usize> {
        let Some(shown) = &self.shown else { return glosses.index_of(id) };
        let order = |id: &Id| glosses.get(id).map(|placed| (self.group(placed, schema), placed.rank()));
        let wanted = order(id)?;
        shown.binary_search_by(|other| order(other).cmp(&Some(wanted))).ok()
    }
}

impl App {
    /// The index of the gloss that commands act on, or of the next one listed after the selection.
    pub fn list_index(&self) -> usize {
        let index_of = |placed: &Placed| self.list.index_of(&self.glosses, &self.schema, &placed.gloss.id);
        let here = self.current_gloss().and_then(index_of);
        here.unwrap_or_else(|| {
            let next = self.glosses.index_from(self.position());
            let mut after = (next..self.glosses.len()).filter_map(|i| self.glosses.nth(i)).take(200);
            let listed = after.find_map(index_of);
            listed.unwrap_or_else(|| self.list.len(&self.glosses).saturating_sub(1))
        })
    }

    /// Chooses the gloss of the list that is at the cursor, or the next one after it.
    pub(super) fn choose_nearest(&mut self) {
        self.choose_listed(self.list_index());
    }

    /// Chooses the gloss at `index` of the list.
    pub(super) fn choose_listed(&mut self, index: usize) {
        if let Some(id) = self.list.nth(&self.glosses, index).cloned() {
            self.choose(&id);
        }
    }

    /// Chooses the gloss `by` rows further down the list, times the count that was typed; at most the last one.
    pub(super) fn step_list(&mut self, by: isize) {
        let Some(last) = self.list.len(&self.glosses).checked_sub(1) else {
            self.say("the list is empty");
            return;
        };
        let count = self.cursor.count.unwrap_or(1).min(1_000_000).cast_signed();
        let index = self.list_index().saturating_add_signed(by.saturating_mul(count)).min(last);
        self.choose_listed(index);
    }

    /// Lists only this kind; if that is so already, lists all kinds again.
    pub(super) fn filter(&mut self, kind: &Kind) {
        let same = self.list.kind.as_ref() == Some(&kind.name);
        self.list.kind = (!same).then(|| kind.name.clone());
        self.relist();
    }

    /// Lists all kinds again.
    pub(super) fn show_all(&mut self) {
        self.list.kind = None;
        self.relist();
    }

    /// Lists glosses by kind, or in the order of the document again.
    pub(super) fn group_list(&mut self) {
        self.list.grouped = !self.list.grouped;
        self.relist();
    }

    fn relist(&mut self) {
        self.list.refresh(&self.glosses, &self.schema);
        if self.view.focus == Focus::Glosses {
            self.choose_nearest();
        }
        let count = self.list.len(&self.glosses);
        let kind = self.list.kind.as_deref().unwrap_or("gloss");
        let order = if self.list.grouped { ", by kind" } else { "" };
        self.say(format!("{count} × {kind}{order}"));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        gloss::{Gloss, Place},
        text::Span,
    };

    #[test]
    fn each_gloss_is_found_in_any_list() {
        let schema = Schema::builtin();
        let tags = ["sentiment", "quote", "claim", "unknown", "quote"];
        let placed = (0..60_usize).map(|i| {
            let at = (i * 7 + i % 3) % 40;
            let spans = if i % 11 == 0 { Vec::new() } else { vec![Span::new(at, at + 3)] };
            Placed {
                gloss: Gloss::new(Id::from_bits(i as u64), tags[i % 5], Vec::new()),
                place: Place::unchanged(spans),
            }
        });
        let glosses = Glosses::new(placed);
        for (kind, grouped) in [(None, true), (Some("quote"), false), (Some("quote"), true), (None, false)] {
            let mut list = GlossPane { kind: kind.map(str::to_owned), grouped, shown: None };
            list.refresh(&glosses, &schema);
            let listed: Vec<&Id> = (0..list.len(&glosses)).filter_map(|i| list.nth(&glosses, i)).collect();
            assert_eq!(listed.len(), if kind.is_some() { 24 } else { 60 });
            for placed in glosses.iter() {
                let id = &placed.gloss.id;
                let expected = listed.iter().position(|other| *other == id);
                assert_eq!(list.index_of(&glosses, &schema, id), expected, "{kind:?} {grouped} {id}");
            }
        }
    }
}
