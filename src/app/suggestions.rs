//! The suggestions that the program holds: by source, with the state of each source and which suggestions are open.

use std::{
    collections::{BTreeMap, HashSet},
    sync::Arc,
};

use crate::{
    gloss::{Dismissal, Glosses, Transaction},
    suggest::{Dismissals, SourceState, Suggestion},
    text::{Span, Text},
};

/// The suggestions for the text around the page, or for the whole text.
///
/// Each source has its own results: other sources never change them, and a source that fails or is cancelled keeps
/// what it found before in the same text. A suggestion is open if it is neither tagged nor dismissed.
#[derive(Debug, Default)]
pub struct Suggestions {
    /// Whether suggestions are shown.
    pub shown: bool,
    /// The sources that have reported, in the order of their first report.
    sources: Vec<(Arc<str>, SourceState)>,
    /// The suggestions of all sources, in text order.
    all: Vec<KnownSuggestion>,
    /// How many suggestions of each kind are open.
    open: BTreeMap<Arc<str>, usize>,
    /// The numbers of the suggestions that are links.
    links: Vec<usize>,
    /// The length of the longest hull of a suggestion, in bytes.
    longest: usize,
    /// The span that all sources have searched.
    pub(super) covered: Option<Span>,
    /// The span that sources were asked to search.
    pub(super) asked: Option<Span>,
    dismissed: Dismissals,
}

/// A suggestion with its source and state.
#[derive(Debug)]
struct KnownSuggestion {
    suggestion: Suggestion,
    /// The number of its source.
    source: usize,
    /// Whether it is neither tagged nor dismissed.
    is_open: bool,
}

impl Suggestions {
    /// An empty set of suggestions.
    pub fn new(shown: bool) -> Self {
        Self { shown, ..Self::default() }
    }

    /// The suggestion with this number, if it is open and shown.
    pub fn get(&self, number: usize) -> Option<&Suggestion> {
        self.all.get(number).filter(|entry| entry.is_open && self.shown).map(|entry| &entry.suggestion)
    }

    /// The sources in the order of their first report, each with its state.
    pub fn sources(&self) -> impl Iterator<Item = (&str, &SourceState)> {
        self.sources.iter().map(|(name, state)| (&**name, state))
    }

    /// How many suggestions are open and shown.
    pub fn len(&self) -> usize {
        self.count(None)
    }

    /// How many suggestions of this kind (or of all kinds) are open and shown.
    pub fn count(&self, tag: Option<&str>) -> usize {
        let of_tag = self.open.iter().filter(|(other, _)| tag.is_none_or(|tag| tag == &***other));
        if self.shown { of_tag.map(|(_, count)| count).sum() } else { 0 }
    }

    /// Whether no suggestion is open and shown.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The open suggestions from `number` on, with their numbers; none if suggestions are hidden.
    pub fn from(&self, number: usize) -> impl Iterator<Item = (usize, &Suggestion)> {
        (number..self.all.len()).filter_map(|number| Some((number, self.get(number)?)))
    }

    /// The open suggestions before `number`, nearest first, with their numbers; none if suggestions are hidden.
    pub fn before(&self, number: usize) -> impl Iterator<Item = (usize, &Suggestion)> {
        (0..number.min(self.all.len())).rev().filter_map(|number| Some((number, self.get(number)?)))
    }

    /// The number of the first suggestion that starts at byte `at` or later.
    pub fn number_from(&self, at: usize) -> usize {
        self.all.partition_point(|entry| entry.suggestion.hull().start < at)
    }

    /// The open suggestions that overlap `span`, with their numbers; none if suggestions are hidden.
    pub fn overlapping(&self, span: Span) -> impl Iterator<Item = (usize, &Suggestion)> {
        let from = self.number_from(span.start.saturating_sub(self.longest));
        self.from(from)
            .take_while(move |(_, suggestion)| suggestion.hull().start < span.end)
            .filter(move |(_, suggestion)| suggestion.spans.iter().any(|other| other.overlaps(span)))
    }

    /// The number of the suggestion equal to this one.
    pub(super) fn number_of(&self, suggestion: &Suggestion) -> Option<usize> {
        let from = self.number_from(suggestion.hull().start);
        let same = |entry: &KnownSuggestion| entry.suggestion == *suggestion;
        self.all.get(from..)?.iter().position(same).map(|at| from + at)
    }

    /// Whether a suggestion of this kind on this span was dismissed.
    pub fn is_dismissed(&self, text: &Text, tag: &str, span: Span) -> bool {
        self.dismissed.contains(text, tag, span)
    }

    /// Sets the dismissals of earlier sessions.
    pub fn set_dismissed(&mut self, dismissals: impl IntoIterator<Item = Dismissal>) {
        self.dismissed = Dismissals::new(dismissals);
    }

    /// Takes in the state of a source; returns the reason if it has just failed.
    pub(super) fn take_state(&mut self, name: &Arc<str>, state: SourceState) -> Option<String> {
        let source = self.source_number(name);
        let before = std::mem::replace(&mut self.sources[source].1, state);
        match &self.sources[source].1 {
            SourceState::Failed(reason) if !matches!(before, SourceState::Failed(_)) => Some(reason.clone()),
            _ => None,
        }
    }

    /// Takes in the results of a source, in place of its earlier ones.
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
        self.all.sort_by_cached_key(|entry| (entry.suggestion.order(), entry.source));
        self.longest = self.all.iter().map(|entry| entry.suggestion.hull().len()).max().unwrap_or(0);
        let is_link = |number: &usize| self.all[*number].suggestion.to.is_some();
        self.links = (0..self.all.len()).filter(is_link).collect();
    }

    /// The number of the source of this name; a new source gets a new number.
    fn source_number(&mut self, name: &Arc<str>) -> usize {
        let known = self.sources.iter().position(|(other, _)| other == name);
        known.unwrap_or_else(|| {
            self.sources.push((name.clone(), SourceState::Idle));
            self.sources.len() - 1
        })
    }

    /// Takes in the dismissals of `transaction`, made or taken back, and updates which of the suggestions on equally
    /// long text are open.
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

    /// Updates which suggestions are open.
    pub(super) fn refresh(&mut self, text: &Text, glosses: &Glosses) {
        (0..self.all.len()).for_each(|number| self.look(number, text, glosses));
    }

    /// Updates which of the suggestions at `span` are open.
    pub(super) fn refresh_at(&mut self, span: Span, text: &Text, glosses: &Glosses) {
        let from = self.number_from(span.start.saturating_sub(self.longest));
        let to = self.number_from(span.end);
        (from..to).for_each(|number| self.look(number, text, glosses));
    }

    /// Updates which links are open; their ends may be anywhere in the text.
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

    /// Removes all results, because the text is another one.
    pub(super) fn forget(&mut self) {
        *self = Self { shown: self.shown, dismissed: std::mem::take(&mut self.dismissed), ..Self::default() };
    }
}
