//! One row of the screen, and the way between an offset of the text and a cell of the row.

use std::{borrow::Cow, rc::Rc};

use super::super::{
    Line, Span, Text,
    cells::{self, Cell},
    structure::Style,
};

/// A row of the screen: part of a line, without its line ending.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// The span of the text that it shows.
    pub span: Span,
    /// Whether it is the first row of its line.
    pub first: bool,
    /// The start of the next row in bytes: beyond the line ending, if this row ends the line.
    pub next: usize,
    /// The drawing of a row of a text with structure; `None` for a row of plain text.
    pub(super) shape: Option<Rc<RowDrawing>>,
}

/// The drawing of a row of a text with structure.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct RowDrawing {
    /// The column in which the text begins.
    pub indent: usize,
    /// The decorations beside the text.
    pub decorations: Vec<Decoration>,
    /// The parts of the text that look different from plain text. A later one adds to an earlier one.
    pub looks: Vec<(Span, Look)>,
    /// The gaps between the cells of a table, one for each tab, and the marks of quotation that bars stand for, in order.
    pub gaps: Vec<CellGap>,
    /// The columns of a table that is wider than the rows.
    pub columns: Option<WideTable>,
}

/// A table that is wider than the rows, so that it is scrolled sideways.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WideTable {
    /// Where its columns begin, in cells; the first one with what is drawn beside it.
    pub stops: Vec<usize>,
    /// The width of the whole row in cells.
    pub whole: usize,
}

/// Something drawn in a row that is not in the text: a bullet, the bar beside a quotation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decoration {
    /// The column in which it begins.
    pub column: usize,
    /// The text that is drawn. It is safe to print.
    pub text: Cow<'static, str>,
    /// The look of the decoration.
    pub look: Look,
}

/// What is drawn for a character of the text in its place: the space between two cells of a table for a tab, nothing for a mark of
/// quotation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct CellGap {
    /// The offset of the character, in bytes.
    pub at: usize,
    /// The text that is drawn; each character takes one cell.
    pub glyph: String,
}

/// The meaning of a part of a row that looks different from plain text. A theme makes colours and attributes of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Look {
    /// A heading, with its level from 1 to 6.
    Heading(u8),
    /// A row of a table's head.
    TableHead,
    /// A row of a listing.
    CodeBlock,
    /// The mark beside a row of a listing.
    CodeMargin,
    /// A caption.
    Caption,
    /// Text that is not the document's own.
    Boilerplate,
    /// The body of a footnote or endnote.
    NoteBody,
    /// The mark in the text that refers to a note.
    NoteReference,
    /// A line between two parts of the text.
    Rule,
    /// A bullet, number or label in front of the text.
    Marker,
    /// A bar beside a quotation, or between two columns.
    Bar,
    /// A link or a picture.
    Link,
    /// A style within a block.
    Inline(Style),
}

impl Row {
    /// Whether the row shows the character at `at`; a line ending belongs to the row before it.
    pub fn holds(&self, at: usize) -> bool {
        self.span.start <= at && at < self.next
    }

    /// The column in which the text begins.
    pub fn indent(&self) -> usize {
        self.shape.as_ref().map_or(0, |shape| shape.indent)
    }

    /// What is drawn beside the text.
    pub fn decorations(&self) -> &[Decoration] {
        self.shape.as_ref().map_or(&[], |shape| &shape.decorations)
    }

    /// The parts of the text that look different from plain text. A later one adds to an earlier one.
    pub fn looks(&self) -> &[(Span, Look)] {
        self.shape.as_ref().map_or(&[], |shape| &shape.looks)
    }

    /// The table that the row belongs to, if it is wider than the rows.
    pub fn wide_table(&self) -> Option<&WideTable> {
        self.shape.as_ref()?.columns.as_ref()
    }

    /// How many cells of the row are out of view at the left, where rows of `width` cells are scrolled by `sideways` cells. Only a
    /// wide table is scrolled, and never beyond its end.
    pub fn scrolled(&self, sideways: usize, width: usize) -> usize {
        self.wide_table().map_or(0, |table| table.whole.saturating_sub(width).min(sideways))
    }

    fn gaps(&self) -> &[CellGap] {
        self.shape.as_ref().map_or(&[], |shape| &shape.gaps)
    }

    /// The cells of the row, where `slice` is the text of its span.
    pub fn cells<'a>(&'a self, slice: &'a str) -> impl Iterator<Item = Cell<'a>> {
        let mut shift = self.indent().cast_signed();
        let mut gaps = self.gaps().iter().peekable();
        cells::cells(slice, self.span.start).map(move |mut cell| {
            cell.column = cell.column.saturating_add_signed(shift);
            if let Some(gap) = gaps.next_if(|gap| gap.at == cell.span.start) {
                let width = gap.glyph.chars().count();
                shift += width.cast_signed() - cell.width.cast_signed();
                (cell.width, cell.glyph) = (width, Cow::Borrowed(gap.glyph.as_str()));
            }
            cell
        })
    }

    /// The column in which `at` is drawn.
    pub fn column(&self, text: &Text, at: usize) -> usize {
        let at = at.clamp(self.span.start, self.span.end);
        let slice = text.slice(Span::new(self.span.start, at));
        if self.gaps().is_empty() {
            return self.indent() + cells::width(&slice, 0);
        }
        self.cells(&slice).last().map_or(self.indent(), |cell| cell.column + cell.width)
    }

    /// The grapheme cluster at `column`; the first one of the row for a column before the text, the last one for a column
    /// beyond it.
    pub fn cluster_at(&self, text: &Text, column: usize) -> Span {
        let slice = text.slice(self.span);
        let mut found = Span::at(self.span.end);
        for cell in self.cells(&slice) {
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

/// The rows of a line at these spans, which are in bytes of the line.
pub(super) fn rows_of_line(
    line: Line,
    spans: Vec<Span>,
    shape: impl Fn(Span) -> Option<RowDrawing>,
) -> Rc<[Row]> {
    let last = spans.len().saturating_sub(1);
    let rows = spans.into_iter().enumerate().map(|(i, span)| {
        let span = span.shifted(line.span.start);
        let next = if i == last { line.next } else { span.end };
        Row { span, first: i == 0, next, shape: shape(span).map(Rc::new) }
    });
    rows.collect()
}
