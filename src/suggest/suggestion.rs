//! One suggestion.

use crate::gloss::Attributes;
use crate::text::Span;

/// What a person might tag, with what can be said of it. Spans are bytes of the text that was read.
#[derive(Clone, Debug, PartialEq)]
pub struct Suggestion {
    /// The kind, or for a link its relation, by the schema's name.
    pub tag: &'static str,
    /// At least one, ascending, not overlapping.
    pub spans: Vec<Span>,
    /// For a link: what stands at its other end.
    pub to: Option<Span>,
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
    /// A suggestion of this kind on these spans, and nothing else.
    pub fn new(tag: &'static str, spans: Vec<Span>, score: f32) -> Self {
        Self {
            tag,
            spans,
            to: None,
            score,
            attributes: Attributes::default(),
            speaker: None,
            cue: None,
            reason: String::new(),
        }
    }

    /// The same, `by` bytes further on: from offsets within a slice to offsets in its text.
    #[must_use]
    pub(super) fn shifted(mut self, by: usize) -> Self {
        self.spans.iter_mut().for_each(|span| *span = span.shifted(by));
        for span in [&mut self.to, &mut self.speaker, &mut self.cue].into_iter().flatten() {
            *span = span.shifted(by);
        }
        self
    }

    /// From the first span's start to the last one's end.
    pub fn hull(&self) -> Span {
        let whole = self.spans.first().zip(self.spans.last()).map(|(first, last)| first.hull(*last));
        whole.unwrap_or_default()
    }
}
