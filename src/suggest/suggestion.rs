//! One suggestion.

use crate::gloss::Attributes;
use crate::text::Span;

/// What a person might tag, with what can be said of it. Spans are bytes of the text that was read.
#[derive(Clone, Debug, PartialEq)]
pub struct Suggestion {
    /// The kind, by the schema's name.
    pub tag: &'static str,
    /// At least one, ascending, not overlapping.
    pub spans: Vec<Span>,
    /// How likely it is that a careful reader would tag this so, from 0 to 1, measured on gold data.
    pub score: f32,
    /// As the schema names them.
    pub attributes: Attributes,
    /// Where the speaker is mentioned beside the words; none where there is no speaker.
    pub speaker: Option<Span>,
    /// The verb or phrase that attributes the words.
    pub cue: Option<Span>,
    /// Why it is suggested, in words.
    pub reason: String,
}

impl Suggestion {
    /// From the first span's start to the last one's end.
    pub fn hull(&self) -> Span {
        let whole = self.spans.first().zip(self.spans.last()).map(|(first, last)| first.hull(*last));
        whole.unwrap_or_default()
    }
}
