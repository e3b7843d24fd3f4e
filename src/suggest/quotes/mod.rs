//! Quotations: what was said, by whom, with which word.

mod attribution;
mod coreference;
mod direct;
mod indirect;
mod mention;
mod parts;

pub use direct::{Attribution, attribution, parts};

use super::{Reading, Suggester, Suggestion};
use crate::gloss::Attributes;
use direct::Quoted;
use indirect::Reported;

/// Suggests quotations with their speakers.
pub struct Quotes;

impl Suggester for Quotes {
    fn tag(&self) -> &'static str {
        "quote"
    }

    fn suggest(&self, reading: &Reading, found: &mut Vec<Suggestion>) {
        let mut reported = indirect::find(reading);
        for quoted in reading.quoted() {
            if !absorb(&quoted, &mut reported) {
                found.extend(direct(reading, quoted));
            }
        }
        found.extend(reported.into_iter().map(|report| Suggestion {
            tag: "quote",
            spans: report.content,
            score: report.score,
            attributes: Attributes::default(),
            speaker: report.speaker.map(|speaker| speaker.phrase),
            cue: report.cue,
            reason: report.reason,
        }));
    }
}

/// Whether the first part of `quoted` stands within a report; its other parts are added to that report.
fn absorb(quoted: &Quoted, reported: &mut [Reported]) -> bool {
    let Some(first) = quoted.spans.first() else { return true };
    let holds = |report: &&mut Reported| report.score >= 0.5 && report.content.iter().any(|span| span.covers(*first));
    let Some(report) = reported.iter_mut().find(holds) else { return false };
    let end = report.content.last().map_or(0, |span| span.end);
    report.content.extend(quoted.spans.iter().filter(|span| span.start >= end));
    true
}

/// The suggestion of a quotation that stands alone.
fn direct(reading: &Reading, quoted: Quoted) -> Option<Suggestion> {
    let best = quoted.found?;
    let words: usize = quoted.spans.iter().map(|span| reading.word_at(span.end) - reading.word_at(span.start)).sum();
    Some(Suggestion {
        tag: "quote",
        score: if words > 3 { 0.9 } else { 0.3 },
        spans: quoted.spans,
        attributes: Attributes::default(),
        speaker: best.speaker.map(|speaker| speaker.phrase),
        cue: best.cue,
        reason: format!("direct|{:?}|{}", best.evidence, best.cost),
    })
}
