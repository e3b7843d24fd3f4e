//! Suggestions in the program: which are open, going from one to the next, taking and dismissing them.

use std::collections::{BTreeMap, HashSet};

use super::{App, Effect, Saved};
use crate::{
    gloss::{Change, Dismissal, Gloss, Glosses, Id, Link, Transaction},
    suggest::{Dismissed, Suggestion},
    text::{Selection, Span, Text, movement::Direction},
};

/// A text in memory is looked at as a whole; of a larger one so much around the page, in bytes.
const AROUND: usize = 64 * 1024;

/// Before the whole text, so much around the page is looked at, in bytes.
const FIRST: usize = 8 * 1024;

/// What is suggested for the text around the page, or for all of it.
#[derive(Debug, Default)]
pub struct Suggestions {
    /// Whether suggestions are shown.
    pub shown: bool,
    /// In the order of the text, with whether it is open.
    all: Vec<(Suggestion, bool)>,
    /// How many of each kind are open.
    open: BTreeMap<&'static str, usize>,
    /// Which of them are links.
    links: Vec<usize>,
    /// The longest hull of all, in bytes.
    longest: usize,
    /// What was looked at, and what is being looked at.
    covered: Option<Span>,
    asked: Option<Span>,
    dismissed: Dismissed,
}

impl Suggestions {
    /// Nothing is suggested yet.
    pub fn new(shown: bool) -> Self {
        Self { shown, ..Self::default() }
    }

    /// The suggestion with this number, if it is open and shown.
    pub fn get(&self, number: usize) -> Option<&Suggestion> {
        self.all.get(number).filter(|(_, open)| *open && self.shown).map(|(suggestion, _)| suggestion)
    }

    /// How many are open and shown.
    pub fn len(&self) -> usize {
        self.count(None)
    }

    /// How many of this kind, or of all, are open and shown.
    pub fn count(&self, tag: Option<&str>) -> usize {
        let of_tag = self.open.iter().filter(|(other, _)| tag.is_none_or(|tag| tag == **other));
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
        self.all.partition_point(|(suggestion, _)| suggestion.hull().start < at)
    }

    /// Those that are open and shown and share text with `span`, with their numbers.
    pub fn overlapping(&self, span: Span) -> impl Iterator<Item = (usize, &Suggestion)> {
        let from = self.number_from(span.start.saturating_sub(self.longest));
        self.from(from)
            .take_while(move |(_, suggestion)| suggestion.hull().start < span.end)
            .filter(move |(_, suggestion)| suggestion.spans.iter().any(|other| other.overlaps(span)))
    }

    /// Whether something of this kind on a span was dismissed.
    pub fn is_dismissed(&self, text: &Text, tag: &str, span: Span) -> bool {
        self.dismissed.contains(text, tag, span)
    }

    /// What was dismissed in earlier sessions.
    pub fn set_dismissed(&mut self, dismissals: impl IntoIterator<Item = Dismissal>) {
        self.dismissed = Dismissed::new(dismissals);
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
            if self.all[number].0.spans.first().is_some_and(|span| lengths.contains(&span.len())) {
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
        let (suggestion, open) = &mut self.all[number];
        let count = self.open.entry(suggestion.tag).or_default();
        *count -= usize::from(*open);
        *open = suggestion.is_open(text, glosses, &self.dismissed);
        *count += usize::from(*open);
    }

    /// Nothing is known of another text.
    pub(super) fn forget(&mut self) {
        *self = Self { shown: self.shown, dismissed: std::mem::take(&mut self.dismissed), ..Self::default() };
    }
}

impl App {
    /// Asks for suggestions where the page has none yet.
    pub(super) fn ask_for_suggestions(&mut self) {
        let text = &self.document.text;
        if !self.suggestions.shown || text.is_empty() || self.comparison.is_some() {
            return;
        }
        let page = self.page_span();
        let whole = text.span();
        let lies_in = |span: Option<Span>| span.is_some_and(|span| span.covers(page));
        let wanted = match (lies_in(self.suggestions.covered), text.as_str()) {
            (true, Some(_)) if self.suggestions.covered != Some(whole) => whole,
            (true, _) => return,
            (false, Some(_)) => paragraphs_around(text, page, FIRST),
            (false, None) => paragraphs_around(text, page, AROUND),
        };
        if self.suggestions.asked != Some(wanted) && !(wanted != whole && lies_in(self.suggestions.asked)) {
            self.suggestions.asked = Some(wanted);
            self.effect(Effect::Suggest(wanted));
        }
    }

    /// Takes in what was found in `span`, unless the text is another one by now.
    pub(super) fn suggested(&mut self, text: &Text, span: Span, found: Vec<Suggestion>) {
        if !self.document.text.is(text) {
            return;
        }
        let least = self.settings.min_score;
        let chosen = self.cursor.suggestion.and_then(|number| self.suggestions.get(number)).cloned();
        let wanted = |s: &Suggestion| s.score >= least && s.is_within(&self.schema);
        let all: Vec<_> = found.into_iter().filter(wanted).map(|suggestion| (suggestion, false)).collect();
        self.suggestions.longest =
            all.iter().map(|(suggestion, _)| suggestion.hull().len()).max().unwrap_or(0);
        self.suggestions.links = (0..all.len()).filter(|&number| all[number].0.to.is_some()).collect();
        (self.suggestions.all, self.suggestions.covered) = (all, Some(span));
        self.suggestions.open.clear();
        self.suggestions.refresh(text, &self.glosses);
        self.cursor.suggestion =
            chosen.and_then(|chosen| self.suggestions.all.iter().position(|(s, _)| *s == chosen));
    }

    /// The suggestion that acts apply to: the one chosen, or else the first one under the selection.
    pub fn suggestion_here(&self) -> Option<(usize, &Suggestion)> {
        let chosen = self.cursor.suggestion.and_then(|number| Some((number, self.suggestions.get(number)?)));
        chosen.or_else(|| {
            let primary = self.cursor.selection.primary();
            self.suggestions
                .overlapping(primary)
                .min_by_key(|(_, s)| s.spans[..] != *self.cursor.selection.ranges())
        })
    }

    pub(super) fn show_suggestions(&mut self) {
        self.suggestions.shown = !self.suggestions.shown;
        self.cursor.suggestion = None;
        self.say(if self.suggestions.shown { "suggestions are shown" } else { "suggestions are hidden" });
    }

    /// Goes to the next suggestion, or the previous one.
    pub(super) fn step_suggestion(&mut self, direction: Direction) {
        let skip = self.cursor.count.unwrap_or(1).max(1) - 1;
        let start = self.cursor.selection.hull().start;
        let chosen = self.cursor.suggestion.filter(|&number| self.suggestions.get(number).is_some());
        let found = match direction {
            Direction::Forward => {
                let from = chosen.map_or_else(|| self.suggestions.number_from(start), |number| number + 1);
                self.suggestions.from(from).nth(skip)
            }
            Direction::Backward => {
                let before = chosen.unwrap_or_else(|| self.suggestions.number_from(start));
                self.suggestions.before(before).nth(skip)
            }
        };
        match found.map(|(number, _)| number) {
            Some(number) => self.choose_suggestion(number),
            None if !self.suggestions.shown => self.say("suggestions are hidden; ~ shows them"),
            None if self.suggestions.is_empty() => self.say("there are no suggestions here"),
            None if self.suggestions.covered != Some(self.text().span()) => {
                self.say("there is no further suggestion near here");
            }
            None if direction == Direction::Forward => self.say("this is the last suggestion"),
            None => self.say("this is the first suggestion"),
        }
    }

    /// Chooses a suggestion and selects its spans.
    pub(super) fn choose_suggestion(&mut self, number: usize) {
        let Some(spans) = self.suggestions.get(number).map(|suggestion| suggestion.spans.clone()) else {
            return;
        };
        let Some(&first) = spans.first() else { return };
        self.select(first);
        // The first part is what is shown where not all of it fits.
        if let Some(selection) = Selection::many(&[&spans[..], &[first]].concat()) {
            self.cursor.selection = selection;
        }
        self.cursor.suggestion = Some(number);
    }

    /// Takes the suggestion here, and goes on to the next one.
    pub(super) fn accept(&mut self) {
        let Some((number, suggestion)) = self.suggestion_here().map(|(number, s)| (number, s.clone())) else {
            self.say("there is no suggestion here; > goes to the next one");
            return;
        };
        let label = format!("accept {}", suggestion.tag);
        let taken = match self.draft(&suggestion, self.cursor.suggestion == Some(number)) {
            Some(gloss) => self.commit(&*label, vec![Change::add(gloss)]),
            None => self.accept_link(&suggestion, &label),
        };
        if taken {
            self.go_on_from(number, &label);
        }
    }

    /// Does not want the suggestion here, ever again, and goes on to the next one.
    pub(super) fn dismiss(&mut self) {
        let Some((number, suggestion)) = self.suggestion_here() else {
            self.say("there is no suggestion here; d deletes a gloss");
            return;
        };
        let label = format!("dismiss {}", suggestion.tag);
        let dismissed = vec![suggestion.dismissal(self.text())];
        if self.commit_all(Transaction { label: label.clone(), dismissed, ..Transaction::default() }) {
            self.go_on_from(number, &label);
        }
    }

    /// The gloss that a suggestion would become, on the selection where that was reshaped since it was chosen.
    pub(super) fn draft(&mut self, suggestion: &Suggestion, chosen: bool) -> Option<Gloss> {
        if suggestion.to.is_some() {
            return None;
        }
        let spans = if chosen { self.cursor.selection.ranges() } else { &suggestion.spans }.to_vec();
        let id = Id::from_bits((self.outside.bits)());
        let mut gloss = suggestion.gloss(&self.document.text, &spans, id);
        gloss.creator.clone_from(&self.settings.coder);
        gloss.created = Some((self.outside.now)());
        Some(gloss)
    }

    fn accept_link(&mut self, suggestion: &Suggestion, label: &str) -> bool {
        let Some((from, to)) = suggestion.ends(&self.glosses) else { return false };
        let (from, to) = (from.gloss.id.clone(), to.gloss.id.clone());
        let link = Link { role: suggestion.tag.to_owned(), to };
        self.change(&from, label, |gloss| gloss.links.push(link))
    }

    /// Goes on to the first suggestion from `number` on that is still open.
    pub(super) fn go_on_from(&mut self, number: usize, done: &str) {
        let next = self.suggestions.from(number).next().map(|(number, _)| number);
        match next {
            Some(number) => self.choose_suggestion(number),
            None => self.cursor.let_go(),
        }
        let more = match self.suggestions.len() {
            0 => "none is left".to_owned(),
            n => format!("{n} left"),
        };
        if matches!(self.status.saved, Saved::Yes) {
            self.say(format!("{done}: {more}"));
        }
    }
}

/// `span` with about `more` bytes on either side of it, to the ends of paragraphs.
fn paragraphs_around(text: &Text, span: Span, more: usize) -> Span {
    let start = text.paragraph(span.start.saturating_sub(more)).start;
    let end = text.paragraph((span.end + more).min(text.len())).end;
    Span::new(start.min(span.start), end.max(span.end))
}
