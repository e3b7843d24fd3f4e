//! A suggestion: what a person might tag.

use std::sync::Arc;

use crate::gloss::Attributes;
use crate::text::Span;

/// A passage that a person might tag, with its kind and attributes. Spans are in bytes of the text that was analysed.
#[derive(Clone, Debug, PartialEq)]
pub struct Suggestion {
    /// The schema's name of the kind, or of a link's relation.
    pub tag: Arc<str>,
    /// The spans of the passage: at least one, ascending, not overlapping.
    pub spans: Vec<Span>,
    /// The other end of a link; `None` for a gloss.
    pub to: Option<LinkEnd>,
    /// The likelihood that a careful reader would tag the passage like this, from 0 to 1.
    pub score: f32,
    /// The attributes, by the schema's names.
    pub attributes: Attributes,
    /// The mention of the speaker outside the words; `None` where there is no speaker.
    pub speaker: Option<Span>,
    /// The span of the verb or phrase that attributes the words.
    pub cue: Option<Span>,
    /// Why it is suggested, in words that a person reads.
    pub reason: String,
    /// The name of the suggester that found it; the engine sets it.
    pub source: Arc<str>,
}

/// The other end of a suggested link.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LinkEnd {
    /// The passage at that end.
    pub span: Span,
    /// The kind of the glosses at both ends; `None` if any kind will do.
    pub tag: Option<Arc<str>>,
}

impl Suggestion {
    /// A suggestion of this kind, spans and score, with everything else empty.
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

    /// The suggestion moved on by `by` bytes: from offsets within a slice to offsets in the whole text.
    #[must_use]
    pub fn shifted(mut self, by: usize) -> Self {
        for span in self.all_spans_mut() {
            *span = span.shifted(by);
        }
        self
    }

    /// The span from the first span's start to the last one's end.
    pub fn hull(&self) -> Span {
        let whole = self.spans.first().zip(self.spans.last()).map(|(first, last)| first.hull(*last));
        whole.unwrap_or_default()
    }

    /// The sort key for the order of the text: of suggestions that begin together the longest comes first, and a link
    /// comes after the glosses that it connects.
    pub fn order(&self) -> impl Ord + use<> {
        let hull = self.hull();
        (hull.start, self.to.is_some(), std::cmp::Reverse(hull.end))
    }

    /// All its spans: those of the passage, the other end, the speaker and the cue.
    pub(super) fn all_spans(&self) -> impl Iterator<Item = Span> {
        let to = self.to.as_ref().map(|to| to.span);
        self.spans.iter().copied().chain(to).chain(self.speaker).chain(self.cue)
    }

    fn all_spans_mut(&mut self) -> impl Iterator<Item = &mut Span> {
        let to = self.to.as_mut().map(|to| &mut to.span);
        self.spans.iter_mut().chain(to).chain(&mut self.speaker).chain(&mut self.cue)
    }
}
