//! The suggestions that the program has: by source, which of them are open, and how each source fares.

use std::{
    collections::{BTreeMap, HashSet},
    sync::Arc,
};

use crate::{
    gloss::{Dismissal, Glosses, Transaction},
    suggest::{Dismissed, SourceState, Suggestion},
    text::{Span, Text},
};

/// What is suggested for the text around the page, or for all of it.
///
/// Each source has its own results: those of another are never touched by them, and a source that fails or is cancelled
/// keeps what it found before in the same text.
#[derive(Debug, Default)]
pub struct Suggestions {
    /// Whether suggestions are shown.
    pub shown: bool,
    /// The sources that were heard of, in the order in which they were.
    sources: Vec<(Arc<str>, SourceState)>,
    /// What all sources found, in the order of the text.
    all: Vec<KnownSuggestion>,
    /// How many of each kind are open.
    open: BTreeMap<Arc<str>, usize>,
    /// The numbers of those that are links.
    links: Vec<usize>,
    /// The longest hull of all, in bytes.
    longest: usize,
    /// Where all sources have looked.
    pub(super) covered: Option<Span>,
    /// Where they were asked to look.
    pub(super) asked: Option<Span>,
    dismissed: Dismissed,
}

/// A suggestion with what the program knows of it.
#[derive(Debug)]
struct KnownSuggestion {
    suggestion: Suggestion,
    /// The number of its source.
    source: usize,
    /// Whether it is neither tagged nor dismissed.
    is_open: bool,
}

impl Suggestions {
    /// Nothing is suggested yet.
    pub fn new(shown: bool) -> Self {
        Self { shown, ..Self::default() }
    }

    /// The suggestion with this number, if it is open and shown.
    pub fn get(&self, number: usize) -> Option<&Suggestion> {
        self.all.get(number).filter(|entry| entry.is_open && self.shown).map(|entry| &entry.suggestion)
    }

    /// The sources in the order in which they were first heard of, each with how it fares.
    pub fn sources(&self) -> impl Iterator<Item = (&str, &SourceState)> {
        self.sources.iter().map(|(name, state)| (&**name, state))
    }

    /// How many are open and shown.
    pub fn len(&self) -> usize {
        self.count(None)
    }

    /// How many of this kind, or of all, are open and shown.
    pub fn count(&self, tag: Option<&str>) -> usize {
        let of_tag = self.open.iter().filter(|(other, _)| tag.is_none_or(|tag| tag == &***other));
        if self.shown { of_tag.map(|(_, count)| count).sum() } else { 0 }
    }

    /// Whether none is open and shown.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Those that are open and shown, from `number` on, with their numbers.
    pub fn from(&self, number: usize) -> impl Iterator<Item = (usize, &Suggestion)> {
        (number..self.all.len()).filter_map(|number| Some((number, self.get(number)?)))
    }

    /// Those that are open and shown before `number`, the nearest first, with their numbers.
    pub fn before(&self, number: usize) -> impl Iterator<Item = (usize, &Suggestion)> {
        (0..number.min(self.all.len())).rev().filter_map(|number| Some((number, self.get(number)?)))
    }

    /// The number of the first suggestion that starts at `at` (bytes) or later.
    pub fn number_from(&self, at: usize) -> usize {
        self.all.partition_point(|entry| entry.suggestion.hull().start < at)
    }

    /// Those that are open and shown and share text with `span`, with their numbers.
    pub fn overlapping(&self, span: Span) -> impl Iterator<Item = (usize, &Suggestion)> {
        let from = self.number_from(span.start.saturating_sub(self.longest));
        self.from(from)
            .take_while(move |(_, suggestion)| suggestion.hull().start < span.end)
            .filter(move |(_, suggestion)| suggestion.spans.iter().any(|other| other.overlaps(span)))
    }

    /// The number of the suggestion that is equal to this one.
    pub(super) fn number_of(&self, suggestion: &Suggestion) -> Option<usize> {
        let from = self.number_from(suggestion.hull().start);
        let same = |entry: &KnownSuggestion| entry.suggestion == *suggestion;
        self.all.get(from..)?.iter().position(same).map(|at| from + at)
    }

    /// Whether something of this kind on a span was dismissed.
    pub fn is_dismissed(&self, text: &Text, tag: &str, span: Span) -> bool {
        self.dismissed.contains(text, tag, span)
    }

    /// What was dismissed in earlier sessions.
    pub fn set_dismissed(&mut self, dismissals: impl IntoIterator<Item = Dismissal>) {
        self.dismissed = Dismissed::new(dismissals);
    }

    /// Takes in how a source fares: gives the reason if it has failed only now.
    pub(super) fn take_state(&mut self, name: &Arc<str>, state: SourceState) -> Option<String> {
        let source = self.source_number(name);
        let before = std::mem::replace(&mut self.sources[source].1, state);
        match &self.sources[source].1 {
            SourceState::Failed(reason) if !matches!(before, SourceState::Failed(_)) => Some(reason.clone()),
            _ => None,
        }
    }

    /// Takes in what a source found, in place of what it found before.
    pub(super) fn take_found(
        &mut self,
        name: &Arc<str>,
        found: impl Iterator<Item = Suggestion>,
        text: &Text,
        glosses: &Glosses,
    ) {
        let source = self.source_number(name);
        for entry in self.all.extract_if(.., |entry| entry.source == source).filter(|entry| entry.is_open) {
            let count = self.open.entry(entry.suggestion.tag).or_default();
            *count = count.saturating_sub(1);
        }
        for suggestion in found {
            let is_open = suggestion.is_open(text, glosses, &self.dismissed);
            *self.open.entry(suggestion.tag.clone()).or_default() += usize::from(is_open);
            self.all.push(KnownSuggestion { suggestion, source, is_open });
        }
        self.all.sort_by_key(|entry| (entry.suggestion.order(), entry.source));
        self.longest = self.all.iter().map(|entry| entry.suggestion.hull().len()).max().unwrap_or(0);
        let is_link = |number: &usize| self.all[*number].suggestion.to.is_some();
        self.links = (0..self.all.len()).filter(is_link).collect();
    }

    /// The number of the source of this name, which is new if nothing was heard of it yet.
    fn source_number(&mut self, name: &Arc<str>) -> usize {
        let known = self.sources.iter().position(|(other, _)| other == name);
        known.unwrap_or_else(|| {
            self.sources.push((name.clone(), SourceState::Idle));
            self.sources.len() - 1
        })
    }

    /// Takes in what `transaction` dismisses and restores, and looks anew which of those with words as long are open.
    pub(super) fn take_in(&mut self, transaction: &Transaction, text: &Text, glosses: &Glosses) {
        let dismissals = transaction.dismissed.iter().chain(&transaction.restored);
        let lengths: HashSet<usize> = dismissals.map(|dismissal| dismissal.exact.len()).collect();
        if lengths.is_empty() {
            return;
        }
        self.dismissed.apply(transaction);
        for number in 0..self.all.len() {
            if self.all[number].suggestion.spans.first().is_some_and(|span| lengths.contains(&span.len())) {
                self.look(number, text, glosses);
            }
        }
    }

    /// Looks anew which are open.
    pub(super) fn refresh(&mut self, text: &Text, glosses: &Glosses) {
        (0..self.all.len()).for_each(|number| self.look(number, text, glosses));
    }

    /// Looks anew which of those at `span` are open.
    pub(super) fn refresh_at(&mut self, span: Span, text: &Text, glosses: &Glosses) {
        let from = self.number_from(span.start.saturating_sub(self.longest));
        let to = self.number_from(span.end);
        (from..to).for_each(|number| self.look(number, text, glosses));
    }

    /// Looks anew which links are open: their ends may be anywhere.
    pub(super) fn refresh_links(&mut self, text: &Text, glosses: &Glosses) {
        for i in 0..self.links.len() {
            self.look(self.links[i], text, glosses);
        }
    }

    fn look(&mut self, number: usize, text: &Text, glosses: &Glosses) {
        let KnownSuggestion { suggestion, is_open, .. } = &mut self.all[number];
        let was_open = std::mem::replace(is_open, suggestion.is_open(text, glosses, &self.dismissed));
        if was_open != *is_open {
            let count = self.open.entry(suggestion.tag.clone()).or_default();
            *count = *count + usize::from(*is_open) - usize::from(was_open);
        }
    }

    /// Forgets what was found: nothing is known of another text.
    pub(super) fn forget(&mut self) {
        *self = Self { shown: self.shown, dismissed: std::mem::take(&mut self.dismissed), ..Self::default() };
    }
}
