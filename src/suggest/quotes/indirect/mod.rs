//! Reported speech: what somebody is said to have said, thought or wanted, quoted or not.
//!
//! Each form of a reporting verb outside quotations is looked at: is it a verb here, and of which subject
//! ([`verb`]); what stands beside it ([`complement`]); how far do the reported words go ([`extent`]); who is
//! their source ([`source`]). How often such a report is meant is in `assets/en/reports.txt`.

mod chain;
mod complement;
mod cues;
mod extent;
mod finder;
mod phrases;
mod source;
mod verb;

use std::sync::Arc;

use super::coreference::Names;
use super::mention::Mention;
use super::one_line;
use crate::gloss::{Attributes, Value};
use crate::suggest::{Analysis, Suggestion};
use crate::text::Span;
use finder::{Finder, Scope};

/// Words that the text reports.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Reported {
    /// The words, which may hold quotations; ascending.
    pub(super) content: Vec<Span>,
    /// Where their source is mentioned.
    pub(super) speaker: Option<Mention>,
    /// The verb or phrase that reports them.
    pub(super) cue: Option<Span>,
    /// How often a reader has such a report, with these words, from 0 to 1.
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

    /// The suggestion to tag this report with the kind `tag`.
    pub(super) fn suggestion(self, tag: &Arc<str>, analysis: &Analysis, names: &Names) -> Suggestion {
        let slice = |span: Span| analysis.text.get(span.range()).unwrap_or_default();
        let mut attributes = Attributes::default();
        if let Some(speaker) = self.speaker {
            attributes.set("speaker", Value::Text(one_line(slice(names.resolve(speaker)))));
        }
        if let Some(cue) = self.cue {
            attributes.set("cue", Value::Text(one_line(slice(cue))));
        }
        let quotes = |span: &Span| {
            let i = analysis.quotations.partition_point(|quotation| quotation.outer.start < span.start);
            analysis.quotations.get(i).is_some_and(|quotation| span.covers(quotation.outer))
        };
        attributes.set("form", if self.content.iter().any(quotes) { "partial" } else { "indirect" }.into());
        Suggestion {
            attributes,
            speaker: self.speaker.map(|speaker| speaker.phrase),
            cue: self.cue,
            reason: self.reason,
            ..Suggestion::new(tag.clone(), self.content, self.score)
        }
    }
}

/// How much rarer a report within the words of another one is marked, in odds.
const NESTED: f32 = 0.2;

/// How often the words of a report begin and end about where a reader has them.
const EXTENT: f32 = 0.76;

/// What has a lower score is hardly speech, and not suggested at all.
pub(super) const LEAST: f32 = 0.35;

/// All that `analysis` reports, by the place of the cue; nothing in languages whose verbs are not listed.
pub(super) fn find(analysis: &Analysis) -> Vec<Reported> {
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
        report.score *= EXTENT;
    }
    found
}

/// Lowers the score of each report of `found` whose cue stands in the words of another one.
fn lower_nested(analysis: &Analysis, found: &mut [Reported]) {
    // How many reports' words begin less how many end at each word; then how many hold it.
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
            report.score = verb::shift(report.score, NESTED);
        }
    }
}

#[cfg(test)]
#[path = "../indirect_tests.rs"]
mod tests;
