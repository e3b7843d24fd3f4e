//! Reported speech: what somebody is said to have said, thought or wanted, quoted or not.
//!
//! Each form of a reporting verb outside quotations is looked at: is it a verb here, and of which subject
//! ([`verb`]); what stands beside it ([`complement`]); how far do the reported words go ([`extent`]); who is
//! their source ([`source`]). How often such a report is meant is in `assets/en/reports.txt`.

mod complement;
mod cues;
mod extent;
mod phrases;
mod source;
mod verb;

use std::borrow::Cow;

use super::coreference::Names;
use super::mention::Mention;
use super::one_line;
use crate::gloss::{Attributes, Value};
use crate::suggest::{Reading, Suggestion};
use crate::text::Span;
use crate::text::segment::language::List;
use cues::Cues;

/// Words that the text reports.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Reported {
    /// The words, which may hold quotations; ascending.
    pub(super) content: Vec<Span>,
    /// Where their source is mentioned.
    pub(super) speaker: Option<Mention>,
    /// The verb or phrase that reports them.
    pub(super) cue: Option<Span>,
    /// How often such a report is one, from 0 to 1.
    pub(super) score: f32,
    /// Why, in words.
    pub(super) reason: String,
}

impl Reported {
    /// From the first of the words and the cue to the last.
    pub(super) fn hull(&self) -> Span {
        let spans = self.content.iter().chain(&self.cue).copied();
        spans.reduce(Span::hull).unwrap_or_default()
    }

    /// The suggestion of this report in `reading`.
    pub(super) fn suggestion(self, reading: &Reading, names: &Names) -> Suggestion {
        let slice = |span: Span| reading.text.get(span.range()).unwrap_or_default();
        let mut attributes = Attributes::default();
        if let Some(speaker) = self.speaker {
            attributes.set("speaker", Value::Text(one_line(slice(names.resolve(speaker)))));
        }
        if let Some(cue) = self.cue {
            attributes.set("cue", Value::Text(one_line(slice(cue))));
        }
        let quotes = |span: &Span| {
            let i = reading.quotations.partition_point(|quotation| quotation.outer.start < span.start);
            reading.quotations.get(i).is_some_and(|quotation| span.covers(quotation.outer))
        };
        attributes.set("form", if self.content.iter().any(quotes) { "partial" } else { "indirect" }.into());
        Suggestion {
            tag: "quote",
            spans: self.content,
            score: self.score,
            attributes,
            speaker: self.speaker.map(|speaker| speaker.phrase),
            cue: self.cue,
            reason: self.reason,
        }
    }
}

/// All that `reading` reports, by the place of the cue.
pub(super) fn find(reading: &Reading) -> Vec<Reported> {
    let finder = Finder::new(reading);
    let mut found = Vec::new();
    for sentence in &reading.sentences {
        let scope = Scope { first: reading.word_at(sentence.start), end: reading.word_at(sentence.end) };
        finder.colon(scope, &mut found);
        for i in scope.first..scope.end {
            if !finder.is_quoted(i) {
                finder.verb(i, scope, &mut found);
                finder.phrase(i, scope, &mut found);
            }
        }
    }
    finder.lower_nested(&mut found);
    found
}

/// How much rarer a report within the words of another one is marked, in odds.
const NESTED: f32 = 0.2;

/// The words of a sentence: from `first` to before `end`.
#[derive(Clone, Copy)]
struct Scope {
    first: usize,
    end: usize,
}

/// What is known of the text while it is searched.
struct Finder<'r, 'a> {
    reading: &'r Reading<'a>,
    cues: &'static Cues,
    /// The words in lower case.
    lower: Vec<Cow<'a, str>>,
    /// The number of the quotation that each word stands in, from 1; 0 outside.
    quotation: Vec<usize>,
}

impl<'r, 'a> Finder<'r, 'a> {
    fn new(reading: &'r Reading<'a>) -> Self {
        let small = |word: &'a str| match word.chars().any(char::is_uppercase) {
            true => Cow::Owned(word.to_lowercase()),
            false => Cow::Borrowed(word),
        };
        let mut quotation = vec![0; reading.words.len()];
        for (i, found) in reading.quotations.iter().enumerate() {
            let words = reading.word_at(found.outer.start)..reading.word_at(found.outer.end);
            quotation[words].fill(i + 1);
        }
        let lower = (0..reading.words.len()).map(|i| small(reading.word(i))).collect();
        Self { reading, cues: cues::english(), lower, quotation }
    }

    /// Lowers the score of each report whose cue stands in the words of another one.
    fn lower_nested(&self, found: &mut [Reported]) {
        // How many reports begin (and end) to hold the words at each word.
        let mut depth = vec![0_i32; self.lower.len() + 1];
        for span in found.iter().filter(|report| report.score >= 0.5).flat_map(|report| &report.content) {
            depth[self.reading.word_at(span.start)] += 1;
            depth[self.reading.word_at(span.end)] -= 1;
        }
        let mut sum = 0;
        for depth in &mut depth {
            sum += *depth;
            *depth = sum;
        }
        for report in found {
            let held = report.cue.is_some_and(|cue| depth[self.reading.word_at(cue.start)] > 0);
            if held {
                report.score = verb::shift(report.score, NESTED);
                report.reason.push_str("|nested");
            }
        }
    }

    /// The `i`th word in lower case; nothing beyond the ends.
    fn lower(&self, i: usize) -> &str {
        self.lower.get(i).map_or("", |word| word)
    }

    /// What stands before the `i`th word.
    fn gap(&self, i: usize) -> &'a str {
        self.reading.gap_before(i)
    }

    /// Whether nothing but white space stands before the `i`th word.
    fn is_open(&self, i: usize) -> bool {
        self.gap(i).chars().all(char::is_whitespace)
    }

    /// Whether the `i`th word has a capital.
    fn is_capital(&self, i: usize) -> bool {
        self.reading.word(i).starts_with(char::is_uppercase)
    }

    /// Whether the `i`th word stands in `list`.
    fn is(&self, i: usize, list: List) -> bool {
        self.reading.is(i, list)
    }

    /// Whether the `i`th word looks like a finite verb.
    fn is_verb_form(&self, i: usize) -> bool {
        let word = self.lower(i);
        self.is(i, List::Verb) || self.is(i, List::Cue) || word.len() > 4 && word.ends_with("ed")
    }

    /// Whether a quotation begins between the `i`th word and the one before it.
    fn opens_quotation(&self, i: usize) -> bool {
        self.is_quoted(i) && (i == 0 || self.quotation[i - 1] != self.quotation[i])
    }

    /// Whether the `i`th word stands in a quotation.
    fn is_quoted(&self, i: usize) -> bool {
        self.quotation.get(i).is_some_and(|&quotation| quotation > 0)
    }

    /// The span of the words from `from` to before `to`, with the marks of the quotations that begin or end there.
    fn span(&self, from: usize, to: usize) -> Option<Span> {
        let words = &self.reading.words;
        let (first, last) = (words.get(from)?, words.get(to.checked_sub(1)?)?);
        (from < to).then_some(())?;
        let mut span = first.hull(*last);
        let quotations = &self.reading.quotations;
        let at = |at: usize| {
            let i = quotations.partition_point(|quotation| quotation.outer.end <= at);
            quotations.get(i).filter(|quotation| quotation.outer.start <= at).map(|quotation| quotation.outer)
        };
        if let Some(outer) = at(span.start).filter(|_| self.is_quoted(from))
            && self.reading.word_at(outer.start) == from
        {
            span.start = outer.start;
        }
        if let Some(outer) = at(span.end.saturating_sub(1)).filter(|_| self.is_quoted(to - 1))
            && self.reading.word_at(outer.end) == to
        {
            span.end = outer.end;
        }
        Some(span)
    }
}

#[cfg(test)]
#[path = "../indirect_tests.rs"]
mod tests;
