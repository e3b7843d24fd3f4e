//! Joins direct and reported speech: a report takes in the quotations inside it.

use super::attribution::{AttributionCandidate, AttributionPattern};
use super::direct_speech::AttributedQuotation;
use super::indirect_speech::{MIN_REPORT_SCORE, SpeechReport};
use crate::suggest::analysis::Analysis;
use crate::text::Span;

/// The lowest score of a report with a quotation in it; chosen by hand.
const MIN_QUOTED_SCORE: f32 = 0.6;

/// How many reports that begin before a quotation may hold it; chosen by hand.
const MAX_REPORTS: usize = 12;

/// Adds each of the quotations `quoted` to the report of `reported` that holds it, and returns those that no report
/// holds.
///
/// A quotation with a verb of its own right beside it stays on its own, and a report ends where it begins.
pub(super) fn combine(
    analysis: &Analysis,
    quoted: Vec<AttributedQuotation>,
    reported: &mut Vec<SpeechReport>,
) -> Vec<AttributedQuotation> {
    reported.sort_by_key(|report| report.hull().start);
    let starts: Vec<usize> = reported.iter().map(|report| report.hull().start).collect();
    let mut alone = Vec::with_capacity(quoted.len());
    for quoted in join_continued(analysis, quoted) {
        let until =
            quoted.spans.first().map_or(0, |first| starts.partition_point(|&start| start <= first.start));
        let near = &mut reported[until.saturating_sub(MAX_REPORTS)..until];
        if !absorb(analysis, &quoted, near) && analysis.likelihood(&quoted) >= MIN_REPORT_SCORE {
            alone.push(quoted);
        }
    }
    reported.retain(|report| !report.content.is_empty() && report.score >= MIN_REPORT_SCORE);
    alone
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

/// Whether one of the reports `near`, which begin before `quoted`, takes it in.
fn absorb(analysis: &Analysis, quoted: &AttributedQuotation, near: &mut [SpeechReport]) -> bool {
    let Some(&first) = quoted.spans.first() else { return false };
    let cue = quoted.attribution.and_then(|found| found.cue);
    let holds = |report: &&mut SpeechReport| {
        let i = report.content.partition_point(|span| span.end <= first.start);
        let held = report.content.get(i).is_some_and(|span| span.covers(first));
        held && (report.score >= MIN_REPORT_SCORE || report.cue == cue)
    };
    let Some(report) = near.iter_mut().find(holds) else { return false };
    if quoted.attribution.as_ref().is_some_and(is_firm) && report.cue != cue {
        end_before(&mut report.content, first.start);
        return false;
    }
    let end = report.content.last().map_or(0, |span| span.end);
    report.content.extend(quoted.spans.iter().filter(|span| span.start >= end));
    let likelihood = if quoted.attribution.is_some() { analysis.likelihood(quoted) } else { 0.0 };
    let least = if report.score >= MIN_REPORT_SCORE { MIN_QUOTED_SCORE } else { 0.0 };
    report.score = report.score.max(likelihood).max(least);
    true
}

/// Whether the verb of an attribution stands right beside the quotation.
fn is_firm(found: &AttributionCandidate) -> bool {
    match found.pattern {
        AttributionPattern::Between => true,
        AttributionPattern::After | AttributionPattern::Before => found.cost < 6,
        _ => false,
    }
}

/// Removes the part of `content` that is at or after the byte `at`.
fn end_before(content: &mut Vec<Span>, at: usize) {
    content.retain(|part| part.start < at);
    if let Some(last) = content.last_mut() {
        last.end = last.end.min(at);
    }
}
