//! Quotations: what was said, by whom, with which word.

mod attribution;
mod combine;
mod coreference;
mod direct;
mod indirect;
mod mention;
mod parts;
mod speech;
mod turns;

pub use direct::{Attribution, attribution, parts};
pub use speech::is_whole;

use super::{Reading, Suggester, Suggestion};
use crate::gloss::{Attributes, Value};
use attribution::{Candidate, Evidence};
use coreference::Names;
use direct::Quoted;

/// Suggests quotations with their speakers.
pub struct Quotes;

impl Suggester for Quotes {
    fn tag(&self) -> &'static str {
        "quote"
    }

    fn suggest(&self, reading: &Reading, found: &mut Vec<Suggestion>) {
        let with_likelihood = |quoted: Quoted| {
            let likelihood = reading.likelihood(&quoted);
            (quoted, likelihood)
        };
        let mut quoted: Vec<(Quoted, f32)> = reading.quoted().into_iter().map(with_likelihood).collect();
        let mut reported = indirect::find(reading);
        if std::env::var("MODE").as_deref() == Ok("d") {
            reported.clear();
        }
        if std::env::var("MODE").as_deref() == Ok("i") {
            quoted.clear();
        }
        combine::absorb(&mut quoted, &mut reported);
        found.extend(reported.into_iter().map(|report| Suggestion {
            tag: self.tag(),
            spans: report.content,
            score: report.score,
            attributes: Attributes::default(),
            speaker: report.speaker.map(|s| s.phrase),
            cue: report.cue,
            reason: report.reason,
        }));
        let names = Names::new(reading);
        found.extend(quoted.into_iter().filter_map(|(quoted, _)| suggestion(reading, &names, quoted)));
    }
}

/// The suggestion for `quoted`, if somebody said it.
fn suggestion(reading: &Reading, names: &Names, quoted: Quoted) -> Option<Suggestion> {
    let found = quoted.found?;
    let score = reading.likelihood(&quoted);
    let slice = |span: crate::text::Span| reading.text.get(span.range()).unwrap_or_default();
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
        Evidence::Colon | Evidence::Turn => "and a colon before it",
        Evidence::Signature => "and a dash after it",
        Evidence::Verb => "beside it, which is no verb of speech",
        Evidence::Carried => "of the sentence before",
    };
    match (speaker, cue) {
        (Some(speaker), "") => format!("“{}” {place}", one_line(speaker)),
        (Some(speaker), cue) => format!("“{}” {place}, of “{}”", one_line(cue), one_line(speaker)),
        (None, cue) => format!("“{}” {place}", one_line(cue)),
    }
}
