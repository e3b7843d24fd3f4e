//! Joins direct and reported speech: a quotation inside a report has the report's speaker and cue.

use super::attribution::{AttributedQuotation, AttributionCandidate, AttributionPattern};
use super::indirect_speech::{MIN_REPORT_SCORE, SpeechReport};
use crate::suggest::analysis::Analysis;
use crate::text::Span;
use crate::text::segment::language::WordList;

/// The lowest score of a report with a quotation in it; chosen by hand.
const MIN_QUOTED_SCORE: f32 = 0.6;

/// The share of reports with a quotation that reach about as far as a reader has them; chosen by hand.
const QUOTED_SHARE: f32 = 0.9;

/// How many reports that begin before a quotation may hold it; chosen by hand.
const MAX_REPORTS: usize = 12;

/// Gives each of the quotations `quoted` that a report of `reported` holds the attribution of that report, and lets the
/// report go on to the end of its quotations. Returns the quotations, and keeps the likely reports.
///
/// A quotation with a verb of its own right beside it keeps that, and a report ends where it begins.
pub(super) fn combine(
    analysis: &Analysis,
    quoted: Vec<AttributedQuotation>,
    reported: &mut Vec<SpeechReport>,
) -> Vec<AttributedQuotation> {
    reported.sort_by_key(|report| report.hull().start);
    let starts: Vec<usize> = reported.iter().map(|report| report.hull().start).collect();
    let mut quotations = join_continued(analysis, quoted);
    for quoted in &mut quotations {
        let until =
            quoted.spans.first().map_or(0, |first| starts.partition_point(|&start| start <= first.start));
        let near = &mut reported[until.saturating_sub(MAX_REPORTS)..until];
        if let Some(attribution) = attribute_to_report(analysis, quoted, near) {
            quoted.attribution = Some(attribution);
        }
    }
    reported.retain(|report| report.score >= MIN_REPORT_SCORE && !is_all_quoted(analysis, &report.content));
    quotations
}

/// Joins a quotation that takes over the attribution of the one before it, in the same paragraph, to that one: “…,”
/// said Lund, who keeps the lock. “…”
fn join_continued(analysis: &Analysis, quoted: Vec<AttributedQuotation>) -> Vec<AttributedQuotation> {
    let mut all: Vec<AttributedQuotation> = Vec::with_capacity(quoted.len());
    for quoted in quoted {
        let carried = quoted
            .attribution
            .filter(|found| found.pattern == AttributionPattern::Continued && found.cue.is_some());
        let goes_on = |last: &&mut AttributedQuotation| {
            let same =
                last.attribution.zip(carried).is_some_and(|(before, carried)| before.cue == carried.cue);
            let gap = last.spans.last().zip(quoted.spans.first()).map(|(a, b)| a.end..b.start);
            let gap = gap.and_then(|gap| analysis.text.get(gap)).unwrap_or_default();
            same && !gap.contains("\n\n")
        };
        match all.last_mut().filter(goes_on) {
            Some(last) => last.spans.extend(quoted.spans),
            None => all.push(quoted),
        }
    }
    all
}

/// The attribution of the one of the reports `near`, which begin before `quoted`, that holds it. The report goes on to the
/// quotation's end.
fn attribute_to_report(
    analysis: &Analysis,
    quoted: &AttributedQuotation,
    near: &mut [SpeechReport],
) -> Option<AttributionCandidate> {
    let first = *quoted.spans.first()?;
    let cue = quoted.attribution.and_then(|found| found.cue);
    let holds = |report: &&mut SpeechReport| {
        let i = report.content.partition_point(|span| span.end <= first.start);
        let held = report.content.get(i).is_some_and(|span| span.covers(first));
        held && (report.score >= MIN_REPORT_SCORE || report.cue == cue)
    };
    let report = near.iter_mut().find(holds)?;
    if report.cue != cue && has_inner_speaker(analysis, quoted, report) {
        extend(report, quoted);
        return None;
    }
    if quoted.attribution.as_ref().is_some_and(is_beside) && report.cue != cue {
        let own = quoted
            .attribution
            .map(|found| found.speaker.map(|speaker| speaker.phrase).into_iter().chain(found.cue));
        let begins = own.into_iter().flatten().map(|span| span.start).chain([first.start]).min();
        let begins = begins.unwrap_or(first.start);
        if is_embedded(analysis, report, begins) {
            extend(report, quoted);
        } else {
            end_before(analysis, report, begins);
        }
        return None;
    }
    extend(report, quoted);
    let likelihood = if quoted.attribution.is_some() { analysis.likelihood(quoted) } else { 0.0 };
    let least = if report.score >= MIN_REPORT_SCORE { MIN_QUOTED_SCORE } else { 0.0 };
    if !report.unsaid {
        report.score = report.score.max(QUOTED_SHARE * likelihood).max(least);
    }
    Some(AttributionCandidate {
        cost: 0,
        cue: report.cue,
        speaker: report
            .speaker
            .or_else(|| quoted.attribution.filter(|found| found.cue == report.cue)?.speaker),
        pattern: AttributionPattern::Report,
    })
}

/// Whether all words of `content` stand in quotations.
fn is_all_quoted(analysis: &Analysis, content: &[Span]) -> bool {
    let quoted = |word: Span| {
        let i = analysis.quotations.partition_point(|quotation| quotation.outer.end <= word.start);
        analysis.quotations.get(i).is_some_and(|quotation| quotation.outer.covers(word))
    };
    let words = |span: &Span| analysis.word_at(span.start)..analysis.word_at(span.end);
    content.iter().flat_map(words).all(|i| quoted(analysis.words[i]))
}

/// Whether the verb of an attribution stands right beside the quotation.
fn is_beside(found: &AttributionCandidate) -> bool {
    match found.pattern {
        AttributionPattern::Between | AttributionPattern::Unlisted => true,
        AttributionPattern::After | AttributionPattern::Before => found.cost < 6,
        _ => false,
    }
}

/// Whether `report` holds a verb of speech with a name as its subject that introduces `quoted`: "Lund said that Kell had told her
/// “…”". Then the words are Kell's.
fn has_inner_speaker(analysis: &Analysis, quoted: &AttributedQuotation, report: &SpeechReport) -> bool {
    let Some(found) = quoted.attribution else { return false };
    let (Some(speaker), Some(cue)) = (found.speaker, found.cue) else { return false };
    let held = |span: Span| report.content.iter().any(|part| part.covers(span));
    let introduces = matches!(found.pattern, AttributionPattern::Before | AttributionPattern::Clause);
    let outer = report.cue.is_some_and(|outer| {
        let (from, to) = (analysis.word_at(outer.end), analysis.word_at(speaker.phrase.start));
        from <= to && analysis.is_one_clause(from, to) && !(from..to).any(|i| analysis.is_finite(i))
    });
    introduces
        && outer
        && held(speaker.phrase)
        && held(cue)
        && analysis.is_cue(analysis.word_at(cue.start))
        && analysis.speaks_for_itself(speaker)
}

/// Lets `report` go on over the parts of `quoted` behind it.
fn extend(report: &mut SpeechReport, quoted: &AttributedQuotation) {
    let end = report.content.last().map_or(0, |span| span.end);
    report.content.extend(quoted.spans.iter().filter(|span| span.start >= end));
}

/// Whether the clause that begins at the byte `at` is a part of what `report` holds: "said that it was (what Kell called “a
/// ruin”)".
fn is_embedded(analysis: &Analysis, report: &SpeechReport, at: usize) -> bool {
    let next = analysis.word_at(at);
    let Some(i) = next.checked_sub(1).filter(|_| analysis.is_joined(next)) else { return false };
    let embeds = [WordList::Relative, WordList::RelativePronoun, WordList::Complementizer];
    embeds.iter().any(|&list| analysis.is(i, list))
        && report.content.first().is_some_and(|first| first.start <= analysis.words[i].start)
}

/// Removes the part of `report` that is at or after the byte `at`, and a conjunction before it: “yes” (and Lund said “no”).
fn end_before(analysis: &Analysis, report: &mut SpeechReport, at: usize) {
    let content = &mut report.content;
    content.retain(|part| part.start < at);
    let Some(last) = content.last_mut().filter(|last| last.end > at) else { return };
    let mut next = analysis.word_at(at);
    while next > 0
        && analysis.is(next - 1, WordList::Coordinator)
        && analysis.words[next - 1].start > last.start
    {
        next -= 1;
    }
    let end = analysis.words.get(next).map_or(at, |word| word.start.min(at));
    last.end = last.start + analysis.text.get(last.start..end).unwrap_or_default().trim_end().len();
}
