//! Positions in one text: bytes converted to code points and to numbers of paragraphs, many times over.

use crate::text::{CodePoints, Span, Text};

/// A text with the tables that convert its positions.
pub(super) struct Positions<'a> {
    text: &'a Text,
    /// The positions of code points; `None` for a text that is read in windows.
    points: Option<CodePoints<'a>>,
    /// The spans of all paragraphs, in bytes.
    pub paragraphs: Vec<Span>,
}

impl<'a> Positions<'a> {
    /// Prepares `text`.
    pub(super) fn new(text: &'a Text) -> Self {
        let mut paragraphs: Vec<Span> = Vec::new();
        let mut at = 0;
        while let Some(paragraph) = text.next_paragraph(at) {
            at = paragraph.end.max(at + 1);
            paragraphs.push(paragraph);
        }
        Self { text, points: text.as_str().map(CodePoints::new), paragraphs }
    }

    /// The number of code points before a byte.
    pub(super) fn point(&self, at: usize) -> usize {
        self.points.as_ref().map_or_else(|| self.text.code_point_of(at), |points| points.of(at))
    }

    /// The code points of a span of bytes.
    pub(super) fn points(&self, span: Span) -> Span {
        Span::new(self.point(span.start), self.point(span.end))
    }

    /// The number of the paragraph at a byte, from 1.
    pub(super) fn paragraph(&self, at: usize) -> usize {
        self.paragraphs.partition_point(|paragraph| paragraph.start <= at)
    }
}
