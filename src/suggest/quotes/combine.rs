//! Direct and reported speech together: a report takes up the quotations in it.

use super::attribution::{Candidate, Evidence};
use super::direct::Quoted;
use super::indirect::Reported;
use crate::text::Span;

/// A report that holds a quotation counts from this score on: that somebody is quoted makes it likelier.
const LEAST: f32 = 0.4;

/// Takes out of `quoted`, quotations with their likelihoods, what a report of `reported` holds.
///
/// A quotation with a verb of its own right beside it stands for itself, and a report ends where it begins.
pub(super) fn absorb(quoted: &mut Vec<(Quoted, f32)>, reported: &mut Vec<Reported>) {
    quoted.retain(|(quoted, likelihood)| {
        let holds = |report: &Reported| {
            let covered = |span: &Span| report.content.iter().any(|part| part.covers(*span));
            report.score >= LEAST && quoted.spans.iter().all(covered)
        };
        let (Some(found), Some(report)) = (quoted.found, reported.iter_mut().find(|report| holds(report)))
        else {
            return true;
        };
        if is_firm(&found) && report.cue != found.cue {
            end_before(&mut report.content, quoted.spans[0].start);
            return true;
        }
        report.score = report.score.max(*likelihood);
        false
    });
    reported.retain(|report| !report.content.is_empty());
}

/// Whether the verb of an attribution stands right beside the quotation.
fn is_firm(found: &Candidate) -> bool {
    match found.evidence {
        Evidence::Between => true,
        Evidence::After | Evidence::Before => found.cost < 6,
        _ => false,
    }
}

/// Cuts off what of `content` is not before `at`.
fn end_before(content: &mut Vec<Span>, at: usize) {
    content.retain(|part| part.start < at);
    if let Some(last) = content.last_mut() {
        last.end = last.end.min(at);
    }
}
