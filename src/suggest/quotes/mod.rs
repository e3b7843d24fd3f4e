//! Quotations: what was said, by whom, with which word.

mod attribution;
mod coreference;
mod direct;
mod mention;
mod parts;
mod speech;

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
        let quoted = reading.quoted();
        if quoted.is_empty() {
            return;
        }
        let names = Names::new(reading);
        found.extend(quoted.into_iter().filter_map(|quoted| suggestion(reading, &names, quoted)));
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
