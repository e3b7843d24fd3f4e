//! One suggestion.

use std::sync::Arc;

use crate::gloss::Attributes;
use crate::text::Span;

/// What a person might tag, with what can be said of it. Spans are in bytes of the text that was analysed.
#[derive(Clone, Debug, PartialEq)]
pub struct Suggestion {
    /// The kind, or for a link its relation, by the schema's name.
    pub tag: Arc<str>,
    /// At least one span, ascending, not overlapping.
    pub spans: Vec<Span>,
    /// For a link: what stands at its other end.
    pub to: Option<LinkEnd>,
    /// How likely it is that a careful reader would tag this so, from 0 to 1.
    pub score: f32,
    /// Attributes, as the schema names them.
    pub attributes: Attributes,
    /// Where the speaker is mentioned beside the words; none where there is no speaker.
    pub speaker: Option<Span>,
    /// The verb or phrase that attributes the words.
    pub cue: Option<Span>,
    /// Why it is suggested, in words.
    pub reason: String,
    /// The name of the suggester that found it; the engine sets it.
    pub source: Arc<str>,
}

/// The other end of a suggested link.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LinkEnd {
    /// Where it stands.
    pub span: Span,
    /// The kind of the glosses at both ends; none if any kind will do.
    pub tag: Option<Arc<str>>,
}

impl Suggestion {
    /// A suggestion of this kind on these spans, and nothing else.
    pub fn new(tag: impl Into<Arc<str>>, spans: Vec<Span>, score: f32) -> Self {
        Self {
            tag: tag.into(),
            spans,
            to: None,
            score,
            attributes: Attributes::default(),
            speaker: None,
            cue: None,
            reason: String::new(),
            source: Arc::default(),
        }
    }

    /// The same suggestion `by` bytes further on: from offsets within a slice to offsets in its text.
    #[must_use]
    pub fn shifted(mut self, by: usize) -> Self {
        for span in self.all_spans_mut() {
            *span = span.shifted(by);
        }
        self
    }

    /// From the first span's start to the last one's end.
    pub fn hull(&self) -> Span {
        let whole = self.spans.first().zip(self.spans.last()).map(|(first, last)| first.hull(*last));
        whole.unwrap_or_default()
    }

    /// Where the suggestion stands among others in the order of the text: of those that begin together the largest
    /// comes first, and a link after the glosses that it is between.
    pub fn order(&self) -> impl Ord + use<> {
        let hull = self.hull();
        (hull.start, self.to.is_some(), std::cmp::Reverse(hull.end))
    }

    /// Every span it has, also those of its other end, its speaker and its cue.
    pub(super) fn all_spans(&self) -> impl Iterator<Item = Span> {
        let to = self.to.as_ref().map(|to| to.span);
        self.spans.iter().copied().chain(to).chain(self.speaker).chain(self.cue)
    }

    fn all_spans_mut(&mut self) -> impl Iterator<Item = &mut Span> {
        let to = self.to.as_mut().map(|to| &mut to.span);
        self.spans.iter_mut().chain(to).chain(&mut self.speaker).chain(&mut self.cue)
    }
}
