//! The gloss pane: which glosses it lists, in which order, and which of them is chosen.

use super::{App, Focus};
use crate::gloss::{Glosses, Id, Kind, Schema, schema::is_of_kind};

/// What the gloss pane lists.
#[derive(Clone, Debug, Default)]
pub struct List {
    /// The one kind that is shown, if not all are.
    pub kind: Option<String>,
    /// Whether glosses are grouped by kind.
    pub grouped: bool,
    /// The glosses listed, in order, where that is not simply the document's order of all.
    shown: Option<Vec<Id>>,
}

impl List {
    /// Makes the list anew after glosses have changed.
    pub(super) fn refresh(&mut self, glosses: &Glosses, schema: &Schema) {
        if self.kind.is_none() && !self.grouped {
            self.shown = None;
            return;
        }
        let wanted = |tag: &str| self.kind.as_deref().is_none_or(|kind| is_of_kind(tag, kind));
        let mut shown: Vec<_> =
            glosses.iter().map(|placed| &placed.gloss).filter(|g| wanted(&g.tag)).collect();
        if self.grouped {
            let rank = |tag: &str| schema.kinds.iter().position(|k| k.name == tag).unwrap_or(usize::MAX);
            shown.sort_by_key(|gloss| rank(&gloss.tag));
        }
        self.shown = Some(shown.into_iter().map(|gloss| gloss.id.clone()).collect());
    }

    /// How many glosses are listed.
    pub fn len(&self, glosses: &Glosses) -> usize {
        self.shown.as_ref().map_or(glosses.len(), Vec::len)
    }

    /// The gloss listed at `index`.
    pub fn nth<'a>(&'a self, glosses: &'a Glosses, index: usize) -> Option<&'a Id> {
        match &self.shown {
            Some(shown) => shown.get(index),
            None => glosses.nth(index).map(|placed| &placed.gloss.id),
        }
    }

    /// Where a gloss is listed.
    pub fn index_of(&self, glosses: &Glosses, id: &Id) -> Option<usize> {
        match &self.shown {
            Some(shown) => shown.iter().position(|other| other == id),
            None => glosses.index_of(id),
        }
    }
}

impl App {
    /// Where in the list the reader is: the gloss here, or the next one listed after the selection.
    pub fn list_index(&self) -> usize {
        let here = self.here().and_then(|placed| self.list.index_of(&self.glosses, &placed.gloss.id));
        here.unwrap_or_else(|| {
            let next = self.glosses.index_from(self.position());
            let mut after = (next..self.glosses.len()).filter_map(|i| self.glosses.nth(i)).take(200);
            let listed = after.find_map(|placed| self.list.index_of(&self.glosses, &placed.gloss.id));
            listed.unwrap_or_else(|| self.list.len(&self.glosses).saturating_sub(1))
        })
    }

    pub(super) fn choose_nearest(&mut self) {
        self.choose_listed(self.list_index());
    }

    /// Chooses the gloss listed at `index`.
    pub(super) fn choose_listed(&mut self, index: usize) {
        if let Some(id) = self.list.nth(&self.glosses, index).cloned() {
            self.choose(&id);
        }
    }

    pub(super) fn step_list(&mut self, by: isize) {
        let Some(last) = self.list.len(&self.glosses).checked_sub(1) else {
            self.say("the list is empty");
            return;
        };
        let count = self.cursor.count.unwrap_or(1).min(1_000_000).cast_signed();
        let index = self.list_index().saturating_add_signed(by.saturating_mul(count)).min(last);
        self.choose_listed(index);
    }

    /// Lists one kind alone; asked for again, all kinds.
    pub(super) fn filter(&mut self, kind: &Kind) {
        let same = self.list.kind.as_ref() == Some(&kind.name);
        self.list.kind = (!same).then(|| kind.name.clone());
        self.relist();
    }

    pub(super) fn show_all(&mut self) {
        self.list.kind = None;
        self.relist();
    }

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
