//! Positions in one text, asked for many times: bytes as code points, and as paragraphs.

use crate::text::{CodePoints, Span, Text};

/// A text with what its positions are told by.
pub(super) struct Positions<'a> {
    text: &'a Text,
    /// None of a text that is read in windows.
    points: Option<CodePoints<'a>>,
    /// All paragraphs, in bytes.
    pub paragraphs: Vec<Span>,
}

impl<'a> Positions<'a> {
    pub(super) fn new(text: &'a Text) -> Self {
        let mut paragraphs: Vec<Span> = Vec::new();
        let mut at = 0;
        while let Some(paragraph) = text.next_paragraph(at) {
            at = paragraph.end.max(at + 1);
            paragraphs.push(paragraph);
        }
        Self { text, points: text.as_str().map(CodePoints::new), paragraphs }
    }

    /// The code points before a byte.
    pub(super) fn point(&self, at: usize) -> usize {
        self.points.as_ref().map_or_else(|| self.text.code_point_of(at), |points| points.of(at))
    }

    /// A span of bytes in code points.
    pub(super) fn points(&self, span: Span) -> Span {
        Span::new(self.point(span.start), self.point(span.end))
    }

    /// The number of the paragraph at a byte, from 1.
    pub(super) fn paragraph(&self, at: usize) -> usize {
        self.paragraphs.partition_point(|paragraph| paragraph.start <= at)
    }
}
