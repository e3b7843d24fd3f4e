//! Making glosses and changing them.

use super::{App, Mode};
use crate::{
    anchor,
    command::{Command, Key},
    gloss::{Attributes, Change, Gloss, Id, Kind, Placed, Selector, Shape, Snap, Value},
    suggest,
    text::{Selection, Span, unit},
};

impl App {
    /// The kind that `key` tags with, and the attribute values it sets.
    pub(super) fn kind_of_key(&self, key: Key) -> Option<(Kind, Attributes)> {
        let (kind, preset) = self.schema.kind_for_key(key.typed()?)?;
        Some((kind.clone(), preset.set.clone()))
    }

    /// Handles the key after `t`: a kind's key, its letter, or the first letter of its name.
    pub(super) fn tag_key(&mut self, key: Key) {
        if key.leaves() {
            return;
        }
        let by_key = self.kind_of_key(key);
        let named = || Some((self.schema.kind_for_letter(key.typed()?)?.clone(), Attributes::default()));
        match by_key.or_else(named) {
            Some((kind, set)) => self.tag(&kind, &set, true),
            None => self.say(format!("no kind has the key {key}")),
        }
    }

    /// Tags the selection. If a gloss is chosen and `anew` is false, gives that gloss this kind and the selected
    /// extent instead.
    pub(super) fn tag(&mut self, kind: &Kind, set: &Attributes, anew: bool) {
        let chosen = self.cursor.gloss.clone().filter(|_| !anew);
        match chosen.and_then(|id| self.glosses.get(&id).cloned()) {
            Some(placed) => self.retag(&placed, kind, set),
            None => self.tag_selection(kind, set, anew),
        }
    }

    /// Chooses the gloss of this kind with exactly these spans, if there is one of the same coder, so that it can be corrected.
    fn choose_same(&mut self, kind: &Kind, spans: &[Span]) -> bool {
        let Some(first) = spans.first() else { return false };
        let is_own = |gloss: &Gloss| gloss.creator.is_none() || gloss.creator == self.settings.coder;
        let is_same = |placed: &&Placed| {
            placed.gloss.tag == kind.name && placed.place.spans == spans && is_own(&placed.gloss)
        };
        let mut here = self.glosses.overlapping(*first).into_iter().map(|(_, placed)| placed);
        let Some(id) = here.find(is_same).map(|placed| placed.gloss.id.clone()) else { return false };
        self.choose(&id);
        let tag = self.key_of(Command::Tag);
        self.say(format!("this is a {} already; {tag} adds another one", kind.name));
        true
    }

    /// Makes a gloss of this kind on the selection, or on the quotation or report there; unless `anew` is true, chooses an equal one
    /// instead if there is one.
    fn tag_selection(&mut self, kind: &Kind, set: &Attributes, anew: bool) {
        if self.text().is_empty() {
            self.say("there is nothing to tag: the document is empty");
            return;
        }
        let selected = self.cursor.selection.ranges().to_vec();
        if !anew && self.choose_same(kind, &selected) {
            return;
        }
        let here = match (kind.snap, &selected[..]) {
            (Some(Snap::Quotation), &[selected]) => self.quotation_here(selected, Some(&kind.name)),
            (Some(Snap::Report), &[selected]) => self.report_here(selected),
            _ => None,
        };
        let is_quoted = kind.snap == Some(Snap::Quotation) && here.is_some();
        let is_unmarked = kind.snap == Some(Snap::Quotation) && !is_quoted && !self.are_in_marks(&selected);
        if !anew && here.as_ref().is_some_and(|here| self.choose_same(kind, here)) {
            return;
        }
        let ranges = here.unwrap_or(selected);
        let mut attributes: Attributes =
            kind.attributes.iter().filter_map(|a| Some((a.name.as_str(), a.default.clone()?))).collect();
        if kind.snap.is_some() {
            let found = self.attribution(kind, &ranges, is_quoted);
            found.iter().for_each(|(name, value)| attributes.set(name, value.clone()));
        }
        set.iter().for_each(|(name, value)| attributes.set(name, value.clone()));
        let id = Id::from_bits(self.random.bits());
        let mut gloss = Gloss::new(id.clone(), kind.name.as_str(), self.selectors(&ranges));
        gloss.attributes = attributes;
        gloss.creator.clone_from(&self.settings.coder);
        gloss.created = Some(self.clock.now());
        if self.commit(format!("tag {}", kind.name), vec![Change::add(gloss)]) {
            self.choose_with_selection(&id, &ranges);
            if is_unmarked {
                let undo = self.key_of(Command::Undo);
                self.say(format!(
                    "tagged as a {}, though there are no quotation marks; {undo} undoes",
                    kind.name
                ));
            }
        }
    }

    /// Whether each of these ranges touches words between quotation marks.
    fn are_in_marks(&self, ranges: &[Span]) -> bool {
        let is_marked = |range: &Span| {
            unit::quotations_around(self.text(), range.start).iter().any(|marked| marked.overlaps(*range))
        };
        ranges.iter().all(is_marked)
    }

    /// The attributes found around a quotation or a report: speaker and cue, and the form of words that are quoted, as far
    /// as the kind has them.
    fn attribution(&self, kind: &Kind, spans: &[Span], is_quoted: bool) -> Attributes {
        let mut found = Attributes::default();
        let Some(first) = spans.first() else { return found };
        let text = self.text();
        let window = unit::around(text, text.paragraph(first.start), 3);
        let slice = text.slice(window);
        let inside: Vec<Span> = spans.iter().map(|span| span.unshifted(window.start)).collect();
        let attribution = suggest::attribution(&slice, &inside);
        let words = |span: Option<Span>| span.and_then(|s| slice.get(s.range())).map(str::to_owned);
        if let Some(speaker) = words(attribution.speaker) {
            found.set("speaker", Value::Text(self.known_speaker(&speaker)));
        }
        if let Some(cue) = words(attribution.cue) {
            found.set("cue", Value::Text(cue));
        }
        if is_quoted {
            let form = if suggest::is_whole(&slice, &inside) { "direct" } else { "partial" };
            found.set("form", form.into());
        }
        let fits = |name: &str, value: &Value| {
            let attribute = kind.attribute(name)?;
            match &attribute.shape {
                Shape::Choice(choices) => choices.contains(&value.to_string()).then_some(()),
                Shape::Text => Some(()),
                _ => None,
            }
        };
        found
            .iter()
            .filter(|(name, value)| fits(name, value).is_some())
            .map(|(n, v)| (n, v.clone()))
            .collect()
    }

    /// The name that this document's glosses use for the speaker already: “Ned Price” for “Price”.
    fn known_speaker(&self, mention: &str) -> String {
        let known = self.completions("speaker");
        let is_end = |full: &&String| full.strip_suffix(mention).is_some_and(|rest| rest.ends_with(' '));
        known.iter().find(is_end).cloned().unwrap_or_else(|| mention.to_owned())
    }

    /// Changes one gloss. Returns whether anything changed.
    pub(super) fn change(&mut self, id: &Id, label: &str, edit: impl FnOnce(&mut Gloss)) -> bool {
        let Some(before) = self.glosses.get(id).map(|placed| placed.gloss.clone()) else { return false };
        let mut after = before.clone();
        edit(&mut after);
        if after == before {
            return false;
        }
        after.modified = Some(self.clock.now());
        self.commit(label, vec![Change::replace(before, after)])
    }

    /// Changes a gloss that was opened to be written on, as `edit` says. If it was deleted elsewhere meanwhile, it is made again, since
    /// what was written would be lost. Returns whether there is anything new.
    pub(super) fn change_opened(
        &mut self,
        opened: &Gloss,
        label: &str,
        edit: impl FnOnce(&mut Gloss),
    ) -> bool {
        if self.glosses.get(&opened.id).is_some() {
            return self.change(&opened.id, label, edit);
        }
        let mut after = opened.clone();
        edit(&mut after);
        if after == *opened {
            return false;
        }
        after.modified = Some(self.clock.now());
        let is_made = self.commit(label, vec![Change::add(after)]);
        if is_made {
            let undo = self.key_of(Command::Undo);
            self.say(format!("the gloss was deleted meanwhile, and is there again; {undo} deletes it"));
        }
        is_made
    }

    /// Splits a gloss: into its parts, or else at the start of the selection.
    pub(super) fn split(&mut self) {
        let Some(placed) = self.current_gloss().cloned() else {
            self.say("there is no gloss here to split");
            return;
        };
        let spans = &placed.place.spans;
        let at = self.cursor.selection.primary().start;
        let pieces: Vec<Span> = match spans[..] {
            [span] if span.start < at && at < span.end => {
                [Span::new(span.start, at), Span::new(at, span.end)]
                    .iter()
                    .map(|&piece| self.trimmed(piece))
                    .collect()
            }
            [_] | [] => Vec::new(),
            _ => spans.clone(),
        };
        if pieces.len() < 2 || pieces.iter().any(|piece| piece.is_empty()) {
            self.say("select from where the second part begins, then split");
            return;
        }
        let mut first = placed.gloss.clone();
        first.selectors = self.selectors(&pieces[..1]);
        let now = self.clock.now();
        first.modified = Some(now.clone());
        let mut changes = vec![Change::replace(placed.gloss.clone(), first)];
        for piece in &pieces[1..] {
            let id = Id::from_bits(self.random.bits());
            let gloss = Gloss { id, selectors: self.selectors(&[*piece]), ..placed.gloss.clone() };
            changes.push(Change::add(Gloss {
                links: Vec::new(),
                created: Some(now.clone()),
                modified: None,
                ..gloss
            }));
        }
        if self.commit(format!("split {}", placed.gloss.tag), changes) {
            self.choose_with_selection(&placed.gloss.id, &pieces[..1]);
        }
    }

    /// Merges this gloss with the next one of its kind. Values of the next one are kept where this one has none; both
    /// notes are kept.
    pub(super) fn merge(&mut self) {
        let Some(placed) = self.current_gloss().cloned() else {
            self.say("there is no gloss here to merge");
            return;
        };
        let from = self.glosses.index_of(&placed.gloss.id).map_or(0, |index| index + 1);
        let next = (from..self.glosses.len()).filter_map(|i| self.glosses.nth(i));
        let Some(next) = next.take(100).find(|other| other.gloss.tag == placed.gloss.tag).cloned() else {
            self.say(format!("there is no {} after this one to merge it with", placed.gloss.tag));
            return;
        };
        let both: Vec<Span> = placed.place.spans.iter().chain(&next.place.spans).copied().collect();
        let Some(selection) = Selection::many(&both) else { return };
        let mut merged = placed.gloss.clone();
        merged.selectors = self.selectors(selection.ranges());
        for (name, value) in next.gloss.attributes.iter() {
            if merged.attributes.get(name).is_none_or(Value::is_blank) {
                merged.attributes.set(name, value.clone());
            }
        }
        merged.links.extend(next.gloss.links.iter().filter(|l| l.to != merged.id).cloned());
        merged.note = match (merged.note.take(), next.gloss.note.clone()) {
            (Some(one), Some(other)) => Some(format!("{one}\n{other}")),
            (one, other) => one.or(other),
        };
        merged.modified = Some(self.clock.now());
        let changes = vec![Change::replace(placed.gloss.clone(), merged), Change::remove(next.gloss)];
        if self.commit(format!("merge {}", placed.gloss.tag), changes) {
            self.choose_with_selection(&placed.gloss.id, selection.ranges());
        }
    }

    /// The selectors that name `ranges` of the open document.
    pub(super) fn selectors(&self, ranges: &[Span]) -> Vec<Selector> {
        anchor::selectors(self.text(), ranges)
    }

    /// `span` without white space at its ends.
    fn trimmed(&self, span: Span) -> Span {
        let text = self.text().slice(span);
        let start = span.start + (text.len() - text.trim_start().len());
        Span::new(start, start + text.trim().len())
    }

    /// Chooses a gloss just made or changed, so that further commands act on it, and selects its spans.
    pub(super) fn choose_with_selection(&mut self, id: &Id, ranges: &[Span]) {
        if let Some(selection) = Selection::many(ranges) {
            self.cursor.head = selection.primary();
            self.cursor.selection = selection;
        }
        self.cursor.anchor = None;
        self.cursor.is_adding = false;
        self.cursor.set_target(id.clone());
        self.mode = Mode::Normal;
        self.reveal();
    }

    /// The values that the glosses of this document have for the attribute `name`, most used first.
    pub(super) fn completions(&self, name: &str) -> Vec<String> {
        let mut counts: Vec<(String, usize)> = Vec::new();
        let texts = self.glosses.iter().take(10_000).filter_map(|placed| placed.gloss.attributes.get(name));
        for value in texts {
            let items = match value {
                Value::Text(text) => std::slice::from_ref(text),
                Value::List(items) => items,
                Value::Flag(_) | Value::Number(_) => continue,
            };
            for item in items {
                match counts.iter_mut().find(|(text, _)| text == item) {
                    Some((_, count)) => *count += 1,
                    None => counts.push((item.clone(), 1)),
                }
            }
        }
        counts.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
        counts.into_iter().map(|(text, _)| text).collect()
    }
}
