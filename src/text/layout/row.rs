//! One row of the screen, and the way between an offset of the text and a cell of the row.

use super::super::{Span, Text, cells};

/// A row of the screen: part of a line, without its line ending.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Row {
    /// The part of the text that it shows.
    pub span: Span,
    /// Whether the line begins here.
    pub first: bool,
    /// The start of the next row in bytes: beyond the line ending, if this row ends the line.
    pub next: usize,
}

impl Row {
    /// Whether the row shows the character at `at`; a line ending belongs to the row before it.
    pub fn holds(&self, at: usize) -> bool {
        self.span.start <= at && at < self.next
    }

    /// The column in which `at` is drawn.
    pub fn column(&self, text: &Text, at: usize) -> usize {
        let before = Span::new(self.span.start, at.clamp(self.span.start, self.span.end));
        cells::width(&text.slice(before), 0)
    }

    /// The grapheme cluster at `column`; the last one of the row for a column beyond it.
    pub fn cluster_at(&self, text: &Text, column: usize) -> Span {
        let slice = text.slice(self.span);
        let mut found = Span::at(self.span.end);
        for cell in cells::cells(&slice, self.span.start) {
            if cell.width > 0 || found.is_empty() {
                found = cell.span;
            }
            if column < cell.column + cell.width {
                break;
            }
        }
        found
    }
}
