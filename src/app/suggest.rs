//! Commands on suggestions: going from one to the next, accepting and dismissing them.

use super::{App, Effect, SaveState};
use crate::{
    command::Command,
    gloss::{Change, Gloss, Id, Link, Transaction},
    suggest::{SourceReport, SourceState, Suggestion},
    text::{Selection, Span, Text, movement::Direction},
};

/// How many bytes around the page are searched in a text that is read in windows; a text in memory is searched as a
/// whole. Chosen by hand: some 20 pages.
const AROUND_BYTES: usize = 64 * 1024;

/// How many bytes around the page are searched before the whole text, so that the page has its suggestions at once.
/// Chosen by hand: some 3 pages.
const FIRST_BYTES: usize = 8 * 1024;

impl App {
    /// Asks for suggestions if the page has none yet.
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
            (false, Some(_)) => first_around(text, page),
            (false, None) => paragraphs_around(text, page, AROUND_BYTES),
        };
        if self.suggestions.asked != Some(wanted) && !(wanted != whole && lies_in(self.suggestions.asked)) {
            self.suggestions.asked = Some(wanted);
            self.effect(Effect::Suggest(wanted));
        }
    }

    /// Takes in the reports of sources about `span`, unless the text has changed since. After the last report, all
    /// sources have searched the span.
    pub(super) fn on_suggestions(
        &mut self,
        text: &Text,
        span: Span,
        reports: Vec<SourceReport>,
        is_last: bool,
    ) {
        if !self.document.text.is(text) {
            return;
        }
        let chosen = self.cursor.suggestion.and_then(|number| self.suggestions.get(number)).cloned();
        let min_score = self.settings.min_score;
        for SourceReport { source, state, suggestions } in reports {
            if state == SourceState::Done {
                // An engine has filtered already, but a report may come from anything that feeds the program.
                let found = suggestions.into_iter();
                let found = found.filter(|s| min_score.admits(s) && s.is_within(&self.schema));
                self.suggestions.take_found(&source, found, text, &self.glosses);
            }
            if let Some(reason) = self.suggestions.take_state(&source, state) {
                self.say(format!("no suggestions from {source}: {reason}"));
            }
        }
        if is_last {
            self.suggestions.covered = Some(span);
        }
        self.cursor.suggestion = chosen.and_then(|chosen| self.suggestions.number_of(&chosen));
    }

    /// The suggestion that commands act on: the chosen one, or else the first one under the selection.
    pub fn suggestion_here(&self) -> Option<(usize, &Suggestion)> {
        let chosen = self.cursor.suggestion.and_then(|number| Some((number, self.suggestions.get(number)?)));
        chosen.or_else(|| {
            let primary = self.cursor.selection.primary();
            self.suggestions
                .overlapping(primary)
                .min_by_key(|(_, s)| s.spans[..] != *self.cursor.selection.ranges())
        })
    }

    /// Shows the suggestions, or hides them, which also ends the search for them.
    pub(super) fn show_suggestions(&mut self) {
        self.suggestions.shown = !self.suggestions.shown;
        self.cursor.suggestion = None;
        if !self.suggestions.shown && self.suggestions.asked != self.suggestions.covered {
            // Hidden suggestions need not be searched for; the search is repeated when they are shown.
            self.suggestions.asked = None;
            self.effect(Effect::StopSuggesting);
        }
        self.say(if self.suggestions.shown { "suggestions are shown" } else { "suggestions are hidden" });
    }

    /// Says why there is no suggestion: this, or that they are hidden.
    pub(super) fn say_of_suggestions(&mut self, none: &str) {
        if self.suggestions.shown {
            self.say(none);
        } else {
            self.say(format!("suggestions are hidden; {} shows them", self.key_of(Command::Suggestions)));
        }
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
            None if self.suggestions.is_empty() => self.say_of_suggestions("there are no suggestions here"),
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
        // The first part becomes the primary range: it is the one shown where not all parts fit on the page.
        if let Some(selection) = Selection::many(&[&spans[..], &[first]].concat()) {
            self.cursor.selection = selection;
        }
        self.cursor.suggestion = Some(number);
    }

    /// Accepts the current suggestion, and goes on to the next one.
    pub(super) fn accept(&mut self) {
        let Some((number, suggestion)) = self.suggestion_here().map(|(number, s)| (number, s.clone())) else {
            let next = self.key_of(Command::NextSuggestion);
            self.say_of_suggestions(&format!("there is no suggestion here; {next} goes to the next one"));
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

    /// Dismisses the current suggestion for good, and goes on to the next one.
    pub(super) fn dismiss(&mut self) {
        let Some((number, suggestion)) = self.suggestion_here() else {
            let delete = self.key_of(Command::Delete);
            self.say_of_suggestions(&format!("there is no suggestion here; {delete} deletes a gloss"));
            return;
        };
        let label = format!("dismiss {}", suggestion.tag);
        let dismissed = vec![suggestion.dismissal(self.text())];
        if self.commit_all(Transaction { label: label.clone(), dismissed, ..Transaction::default() }) {
            self.go_on_from(number, &label);
        }
    }

    /// The gloss that a suggestion would become; on the selection, if that was changed after the suggestion was
    /// chosen.
    pub(super) fn draft(&mut self, suggestion: &Suggestion, chosen: bool) -> Option<Gloss> {
        if suggestion.to.is_some() {
            return None;
        }
        let spans = if chosen { self.cursor.selection.ranges() } else { &suggestion.spans }.to_vec();
        let id = Id::from_bits(self.random.bits());
        let mut gloss = suggestion.gloss(&self.document.text, &spans, id);
        gloss.creator.clone_from(&self.settings.coder);
        gloss.created = Some(self.clock.now());
        Some(gloss)
    }

    fn accept_link(&mut self, suggestion: &Suggestion, label: &str) -> bool {
        let Some((from, to)) = suggestion.ends(&self.glosses) else { return false };
        let (from, to) = (from.gloss.id.clone(), to.gloss.id.clone());
        let link = Link { role: suggestion.tag.to_string(), to };
        self.change(&from, label, |gloss| gloss.links.push(link))
    }

    /// Goes on to the first open suggestion from `number` on.
    pub(super) fn go_on_from(&mut self, number: usize, done: &str) {
        let next = self.suggestions.from(number).next().map(|(number, _)| number);
        match next {
            Some(number) => self.choose_suggestion(number),
            None => self.cursor.clear_target(),
        }
        let more = match self.suggestions.len() {
            0 => "none is left".to_owned(),
            n => format!("{n} left"),
        };
        if matches!(self.status.saved, SaveState::Yes) {
            self.say(format!("{done}: {more}"));
        }
    }
}

/// What is searched first in a text in memory: the paragraphs around `page`, or all of the text where they are most of it, so
/// that it is not searched twice.
fn first_around(text: &Text, page: Span) -> Span {
    let around = paragraphs_around(text, page, FIRST_BYTES);
    if 2 * around.len() > text.len() { text.span() } else { around }
}

/// `span` with about `more` bytes on either side, extended to whole paragraphs.
fn paragraphs_around(text: &Text, span: Span, more: usize) -> Span {
    let start = text.paragraph(span.start.saturating_sub(more)).start;
    let end = text.paragraph((span.end + more).min(text.len())).end;
    Span::new(start.min(span.start), end.max(span.end))
}
