//! Quotations: what was said, by whom, with which word.

mod attribution;
mod coreference;
mod direct;
mod indirect;
mod mention;
mod parts;
mod speech;

pub use direct::{Attribution, attribution, parts};
pub use speech::is_whole;

use super::{Reading, Suggester, Suggestion};
use crate::gloss::{Attributes, Value};
use attribution::{Candidate, Evidence};
use crate::text::Span;
use coreference::Names;
use direct::Quoted;
use indirect::Reported;

/// Suggests quotations with their speakers.
pub struct Quotes;

impl Suggester for Quotes {
    fn tag(&self) -> &'static str {
        "quote"
    }

    fn suggest(&self, reading: &Reading, found: &mut Vec<Suggestion>) {
        let (quoted, mut reported) = (continued(reading), indirect::find(reading));
        if quoted.is_empty() && reported.is_empty() {
            return;
        }
        let names = Names::new(reading);
        let alone = quoted.into_iter().filter(|quoted| !absorb(reading, quoted, &mut reported));
        found.extend(alone.filter_map(|quoted| suggestion(reading, &names, quoted)));
        found.extend(reported.into_iter().map(|report| report.suggestion(reading, &names)));
    }
}

/// The quotations of `reading`; one that takes over the attribution of the one before it in its paragraph goes on with
/// that: “…,” said Lund, who keeps the lock. “…”
fn continued(reading: &Reading) -> Vec<Quoted> {
    let mut all: Vec<Quoted> = Vec::new();
    for quoted in reading.quoted() {
        let carried = quoted.found.filter(|found| found.evidence == Evidence::Carried && found.cue.is_some());
        match all.last_mut() {
            Some(last)
                if carried.is_some_and(|found| last.found.is_some_and(|before| before.cue == found.cue))
                    && reading.paragraph(quoted.spans[0].start) == reading.paragraph(last.spans[0].start) =>
            {
                last.spans.extend(quoted.spans);
            }
            _ => all.push(quoted),
        }
    }
    all
}

/// Whether the first part of `quoted` stands within a report; its other parts are added to that report.
fn absorb(reading: &Reading, quoted: &Quoted, reported: &mut [Reported]) -> bool {
    let (Some(first), Some(last)) = (quoted.spans.first(), quoted.spans.last()) else { return true };
    let cue = quoted.found.and_then(|found| found.cue);
    // The reports are in the order of their cues, which stand near their words.
    let from = reported.partition_point(|report| report.hull().end <= first.start);
    let near = reported[from..].iter_mut().take_while(|report| report.hull().start < last.end);
    let holds = |report: &&mut Reported| {
        (report.score >= 0.5 || report.cue == cue) && report.content.iter().any(|span| span.covers(*first))
    };
    let mut near = near.filter(holds);
    let Some(report) = near.next() else { return false };
    let end = report.content.last().map_or(0, |span| span.end);
    report.content.extend(quoted.spans.iter().filter(|span| span.start >= end));
    if report.cue == cue {
        report.score = report.score.max(reading.likelihood(quoted));
    }
    true
}

/// The suggestion for `quoted`, if somebody said it.
fn suggestion(reading: &Reading, names: &Names, quoted: Quoted) -> Option<Suggestion> {
    let found = quoted.found?;
    let score = reading.likelihood(&quoted);
    let slice = |span: Span| reading.text.get(span.range()).unwrap_or_default();
    let speaker = found.speaker.map(|speaker| slice(names.resolve(speaker)));
    let mut attributes = Attributes::default();
    if let Some(speaker) = speaker {
        attributes.set("speaker", Value::Text(one_line(speaker)));
    }
    if let Some(cue) = found.cue {
        attributes.set("cue", Value::Text(one_line(slice(cue))));
    }
    attributes.set("form", if is_whole(reading.text, &quoted.spans) { "direct" } else { "partial" }.into());
    Some(Suggestion {
        tag: "quote",
        score,
        attributes,
        speaker: found.speaker.map(|speaker| speaker.phrase),
        cue: found.cue,
        reason: reason(&found, found.cue.map_or("", slice), speaker),
        spans: quoted.spans,
    })
}

/// `words` without line breaks.
fn one_line(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Why a quotation is suggested, in words.
fn reason(found: &Candidate, cue: &str, speaker: Option<&str>) -> String {
    let place = match found.evidence {
        Evidence::Between => "between its parts",
        Evidence::After | Evidence::Tail => "after it",
        Evidence::Before => "right before it",
        Evidence::Clause => "before it in its sentence",
        Evidence::Colon => "and a colon before it",
        Evidence::Verb => "beside it, which is no verb of speech",
        Evidence::Carried => "of the sentence before",
    };
    match (speaker, cue) {
        (Some(speaker), "") => format!("“{}” {place}", one_line(speaker)),
        (Some(speaker), cue) => format!("“{}” {place}, of “{}”", one_line(cue), one_line(speaker)),
        (None, cue) => format!("“{}” {place}", one_line(cue)),
    }
}
