//! Reported speech: what somebody is said to have said, thought or wanted, quoted or not.
//!
//! Each form of a reporting verb outside quotations is examined: whether it is a verb here, and of which subject
//! ([`verb`]); which complement it has ([`complement`]); how far the reported words go ([`extent`]); who is their
//! source ([`source`]). `assets/en/reports.txt` has the share of such uses that are reports.

mod chain;
mod complement;
mod cues;
mod extent;
mod finder;
mod phrases;
mod source;
mod unsaid;
mod verb;

use std::sync::Arc;

use super::coreference::PersonIndex;
use super::mention::Mention;
use super::one_line;
use crate::gloss::{Attributes, Value};
use crate::suggest::{Analysis, Suggestion};
use crate::text::Span;
use cues::{Function, VerbForm, english};
use finder::{Finder, Scope};

/// A report: words that the text says somebody said.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct SpeechReport {
    /// The spans of the words, ascending; they may contain quotations.
    pub(super) content: Vec<Span>,
    /// The mention of the source.
    pub(super) speaker: Option<Mention>,
    /// The span of the verb or phrase that reports the words.
    pub(super) cue: Option<Span>,
    /// The share of such reports that a reader marks with these words, from 0 to 1.
    pub(super) score: f32,
    /// Why it is a report, in words that a person reads.
    pub(super) reason: String,
    /// Whether the words are what was not said, or may be said: "did not say that".
    pub(super) unsaid: bool,
}

impl SpeechReport {
    /// The span from the first to the last byte of the words and the cue.
    pub(super) fn hull(&self) -> Span {
        let spans = self.content.iter().chain(&self.cue).copied();
        spans.reduce(Span::hull).unwrap_or_default()
    }

    /// The suggestion to tag the report with the kind `tag`.
    pub(super) fn suggestion(self, tag: &Arc<str>, analysis: &Analysis, names: &PersonIndex) -> Suggestion {
        let slice = |span: Span| analysis.text.get(span.range()).unwrap_or_default();
        let mut attributes = Attributes::default();
        let speaker = self.speaker.filter(|speaker| !analysis.is_thing(*speaker));
        if let Some(speaker) = speaker {
            attributes.set("speaker", Value::Text(names.speaker(speaker)));
        }
        if let Some(cue) = self.cue {
            attributes.set("cue", Value::Text(one_line(slice(cue))));
        }
        Suggestion {
            attributes,
            speaker: speaker.map(|speaker| speaker.phrase),
            cue: self.cue,
            reason: self.reason,
            ..Suggestion::new(tag.clone(), self.content, self.score)
        }
    }
}

/// The factor by which the odds fall if a report stands within the words of another one; chosen by hand.
const NESTED_ODDS: f32 = 0.2;

/// The share of reports whose words begin and end about where a reader has them; chosen by hand.
const EXTENT_SHARE: f32 = 0.76;

/// The lowest score of a report that is suggested; chosen by hand.
pub(super) const MIN_REPORT_SCORE: f32 = 0.35;

/// All reports of `analysis`, in the order of their cues; empty in languages whose reporting verbs are not listed.
pub(super) fn find(analysis: &Analysis) -> Vec<SpeechReport> {
    if !analysis.language.is_english() {
        return Vec::new();
    }
    let finder = Finder::new(analysis);
    let mut found = Vec::new();
    for (number, sentence) in analysis.sentences.iter().enumerate() {
        let scope = Scope { first: analysis.word_at(sentence.start), end: analysis.word_at(sentence.end) };
        if number == 0 {
            finder.headline(scope, &mut found);
        }
        for i in (scope.first..scope.end).filter(|&i| !finder.is_quoted(i)) {
            if let Some(cue) = finder.verbs[i] {
                finder.verb(i, cue, scope, &mut found);
            }
            finder.phrase(i, scope, &mut found);
        }
    }
    lower_nested(analysis, &mut found);
    for report in &mut found {
        report.score *= EXTENT_SHARE;
    }
    found
}

/// Whether `word` says with an infinitive after it that something is not said: "refused (to say)".
pub(in crate::suggest) fn refuses(word: &str) -> bool {
    english().functions(word).has(Function::Refusing)
}

/// Whether `word` is a form of the past, by its ending or as a form of a reporting verb.
pub(super) fn is_past(word: &str) -> bool {
    let reports = english().verb(word);
    word.ends_with("ed")
        || reports.is_some_and(|cue| matches!(cue.form, VerbForm::Past | VerbForm::Participle))
}

/// Lowers the score of each report of `found` whose cue stands within the words of another one.
fn lower_nested(analysis: &Analysis, found: &mut [SpeechReport]) {
    // At first the difference at each word, of the reports that begin and those that end there; summed up, the number
    // of reports that cover it.
    let mut depth = vec![0_i32; analysis.words.len() + 1];
    for span in found.iter().filter(|report| report.score >= 0.5).flat_map(|report| &report.content) {
        depth[analysis.word_at(span.start)] += 1;
        depth[analysis.word_at(span.end)] -= 1;
    }
    let mut sum = 0;
    for depth in &mut depth {
        sum += *depth;
        *depth = sum;
    }
    for report in found {
        if report.cue.is_some_and(|cue| depth[analysis.word_at(cue.start)] > 0) {
            report.score = verb::shift(report.score, NESTED_ODDS);
        }
    }
}

#[cfg(test)]
#[path = "../indirect_speech_tests.rs"]
mod tests;
