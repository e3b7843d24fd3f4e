//! Who says a passage: the quotation or the report that it is in.

use std::cmp::Reverse;

use super::Suggestion;
use crate::text::Span;

/// The lowest share of a passage's bytes, without those that name the speaker, that must be in a quotation or a report;
/// chosen by hand.
const MIN_SHARED_PART: f32 = 0.6;

/// The quotations and reports of a text, asked about passages in the order of the text.
pub(super) struct Said<'a> {
    all: &'a [Suggestion],
    /// Their parts in the order of the text, each with the number of its quotation or report.
    parts: Vec<(Span, usize)>,
    /// The number of the first part that ends behind the last passage asked about.
    first: usize,
}

impl<'a> Said<'a> {
    /// The quotations and reports `all`.
    pub(super) fn new(all: &'a [Suggestion]) -> Self {
        let mut parts: Vec<(Span, usize)> = Vec::new();
        for (i, said) in all.iter().enumerate() {
            parts.extend(said.spans.iter().map(|span| (*span, i)));
        }
        parts.sort_unstable_by_key(|(span, i)| (span.start, *i));
        Self { all, parts, first: 0 }
    }

    /// The quotation or the report with a speaker that has most of `passage`'s words; the inner one of two that have as many.
    pub(super) fn around(&mut self, passage: &Suggestion) -> Option<&'a Suggestion> {
        let hull = passage.hull();
        while self.parts.get(self.first).is_some_and(|(span, _)| span.end <= hull.start) {
            self.first += 1;
        }
        let near = self.parts.get(self.first..)?.iter().take_while(|(span, _)| span.start < hull.end);
        let mut near: Vec<usize> = near.map(|(_, i)| *i).collect();
        near.sort_unstable();
        near.dedup();
        let holds =
            |said: &&Suggestion| shared(passage, said) as f32 >= MIN_SHARED_PART * own(passage, said) as f32;
        let named = near.into_iter().filter_map(|i| self.all.get(i)).filter(|said| speaker(said).is_some());
        named.filter(holds).max_by_key(|said| (shared(passage, said), Reverse(said.hull().len())))
    }
}

/// The speaker of the quotation or report `said`, if it is named.
pub(super) fn speaker(said: &Suggestion) -> Option<&str> {
    said.attributes.text("speaker").filter(|speaker| !speaker.is_empty())
}

/// The number of bytes that `passage` and `said` share.
fn shared(passage: &Suggestion, said: &Suggestion) -> usize {
    let pairs = passage.spans.iter().flat_map(|a| said.spans.iter().map(|b| a.intersection(*b)));
    pairs.flatten().map(Span::len).sum()
}

/// The number of bytes of `passage` that don't tell who says `said`.
fn own(passage: &Suggestion, said: &Suggestion) -> usize {
    let frame = || said.speaker.iter().chain(&said.cue);
    let length = |span: &Span| {
        let framed: usize = frame().filter_map(|part| span.intersection(*part)).map(Span::len).sum();
        span.len().saturating_sub(framed)
    };
    passage.spans.iter().map(length).sum()
}
