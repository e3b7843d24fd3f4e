//! The lines in which suggestions travel between programs: what `gloss suggest --jsonl` reads and writes.
//!
//! A line asks ([`Request`]) and a line answers: [`Answer`], or [`Refusal`] where the request could not be understood.
//! All are JSON objects; offsets are in Unicode code points, half-open. Every type can be read and written, so that a
//! suggester in another program may be at either end.

use std::sync::Arc;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use serde_json::value::RawValue;

use super::sentiment::{toward, valence};
use super::{Analysis, Engine, LinkEnd, Suggestion};
use crate::gloss::{Attributes, Value};
use crate::text::{CodePoints, Span};

/// A line that asks about a document.
#[derive(Debug, Serialize, Deserialize)]
pub struct Request<'a> {
    /// The other program's identifier of the document; the answer repeats it.
    #[serde(borrow)]
    pub id: Option<&'a RawValue>,
    /// The document's text.
    pub text: String,
    /// The mention of somebody, if the text's polarity toward them is wanted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub target: Option<[usize; 2]>,
}

/// A line that answers a [`Request`].
#[derive(Debug, Serialize, Deserialize)]
pub struct Answer<'a> {
    /// The `id` of the request.
    #[serde(borrow)]
    pub id: Option<&'a RawValue>,
    /// VADER's compound score of the text, from -1 to 1, to four decimals.
    pub vader: f64,
    /// The program's own score of the text's tone, from -1 to 1, to four decimals.
    pub valence: f64,
    /// The polarity toward the target, where there is one: `positive`, `neutral` or `negative`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub target_polarity: Option<String>,
    /// The text's sentences.
    pub sentences: Vec<[usize; 2]>,
    /// The suggestions, in the order of the text.
    pub suggestions: Vec<WireSuggestion>,
    /// The sources that failed; left out if none did.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub failures: Vec<WireFailure>,
}

/// A [`Suggestion`] in an [`Answer`].
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct WireSuggestion {
    /// The name of the kind, or of a link's relation.
    pub tag: String,
    /// The spans of the passage: at least one, ascending.
    pub spans: Vec<[usize; 2]>,
    /// The other end of a link.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<[usize; 2]>,
    /// The score, from 0 to 1, to four decimals.
    pub score: f64,
    /// The attributes, as an object.
    #[serde(default, serialize_with = "to_object", deserialize_with = "from_object")]
    pub attributes: Attributes,
    /// The mention of the speaker: one span or none.
    #[serde(default)]
    pub speaker_spans: Vec<[usize; 2]>,
    /// The verb or phrase that attributes the words: one span or none.
    #[serde(default)]
    pub cue_spans: Vec<[usize; 2]>,
    /// Why it is suggested, in words that a person reads.
    #[serde(default)]
    pub reason: String,
}

/// The failure of one source.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WireFailure {
    /// The source's name.
    pub source: String,
    /// A description of the failure.
    pub error: String,
}

/// A line that answers a line that is not a [`Request`], or a request that can't be answered.
#[derive(Debug, Serialize, Deserialize)]
pub struct Refusal<'a> {
    /// The `id` of the line, where it could be read.
    #[serde(borrow)]
    pub id: Option<&'a RawValue>,
    /// The number of the line, from 1, where it is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub line: Option<u64>,
    /// A description of the fault.
    pub error: String,
}

impl WireSuggestion {
    /// The wire form of `suggestion`; `point` converts its offsets from bytes to code points.
    pub fn new(suggestion: Suggestion, point: impl Fn(usize) -> usize) -> Self {
        let pair = |span: Span| [point(span.start), point(span.end)];
        Self {
            tag: suggestion.tag.to_string(),
            spans: suggestion.spans.into_iter().map(pair).collect(),
            to: suggestion.to.map(|to| pair(to.span)),
            score: rounded(f64::from(suggestion.score)),
            attributes: suggestion.attributes,
            speaker_spans: suggestion.speaker.map(pair).into_iter().collect(),
            cue_spans: suggestion.cue.map(pair).into_iter().collect(),
            reason: suggestion.reason,
        }
    }

    /// The suggestion for the text of `points`. If a pair of offsets is not in that text, it is the error. A link may
    /// connect glosses of any kind.
    pub fn read(self, points: &CodePoints) -> Result<Suggestion, [usize; 2]> {
        let span = |pair: [usize; 2]| points.span(pair[0], pair[1]).ok_or(pair);
        let spans = self.spans.into_iter().map(span).collect::<Result<_, _>>()?;
        let to = self.to.map(span).transpose()?;
        Ok(Suggestion {
            to: to.map(|span| LinkEnd { span, tag: None }),
            attributes: self.attributes,
            speaker: self.speaker_spans.into_iter().next().map(span).transpose()?,
            cue: self.cue_spans.into_iter().next().map(span).transpose()?,
            reason: self.reason,
            ..Suggestion::new(self.tag, spans, self.score as f32)
        })
    }
}

impl Engine {
    /// Answers `request`, or refuses it if its target is not in its text.
    pub fn answer<'a>(&self, request: &Request<'a>) -> Result<Answer<'a>, Refusal<'a>> {
        let points = CodePoints::new(&request.text);
        let span = |[start, end]: [usize; 2]| {
            points.span(start, end).ok_or_else(|| {
                let count = points.count();
                let error =
                    format!("the target [{start}, {end}] is not in the text, which has {count} code points");
                Refusal { id: request.id, line: None, error }
            })
        };
        let target = request.target.map(span).transpose()?;
        let analysis = Analysis::new(&request.text);
        let findings = self.find(&analysis);
        let pair = |span: &Span| [points.of(span.start), points.of(span.end)];
        let suggestion = |found| WireSuggestion::new(found, |at| points.of(at));
        let failure = |(source, error): (Arc<str>, String)| WireFailure { source: source.to_string(), error };
        Ok(Answer {
            id: request.id,
            vader: rounded(analysis.vader()),
            valence: rounded(valence(self.models(), &analysis)),
            target_polarity: target.map(|at| toward(self.models(), &analysis, at).name().to_owned()),
            sentences: analysis.sentences().iter().map(pair).collect(),
            suggestions: findings.suggestions.into_iter().map(suggestion).collect(),
            failures: findings.failures.into_iter().map(failure).collect(),
        })
    }
}

/// Rounds to four decimals, as scores are written.
fn rounded(number: f64) -> f64 {
    (number * 1e4).round() / 1e4
}

/// Serialises attributes as an object.
fn to_object<S: Serializer>(attributes: &Attributes, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_map(attributes.iter())
}

/// Deserialises attributes from an object, in its order.
fn from_object<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Attributes, D::Error> {
    struct Object;
    impl<'de> de::Visitor<'de> for Object {
        type Value = Attributes;

        fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            f.write_str("an object of attributes")
        }

        fn visit_map<M: de::MapAccess<'de>>(self, mut map: M) -> Result<Attributes, M::Error> {
            let mut attributes = Attributes::default();
            while let Some((name, value)) = map.next_entry::<String, Value>()? {
                attributes.set(&name, value);
            }
            Ok(attributes)
        }
    }
    deserializer.deserialize_map(Object)
}

#[cfg(test)]
#[path = "wire_tests.rs"]
mod tests;
