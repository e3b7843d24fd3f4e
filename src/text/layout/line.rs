//! One line of the text as rows of a width: the one producer of what a screen shows.

use std::{borrow::Cow, rc::Rc};

use super::{
    super::{
        Line, Span, Text, cells,
        structure::{BlockKind, Structure, TextBlock},
        wrap,
    },
    cache::LineCache,
    joined::joined_rows,
    margin::{self, Margin},
    row::{CellGap, Decoration, Look, Row, RowDrawing, WideTable, rows_of_line},
    table,
};

/// The fewest cells that a line behind a heading, or on each side of a rule, is drawn in.
const MIN_LINE_CELLS: usize = 3;

/// How many bytes the line ending of a block and the blank line after it take.
const BLANK_LINE_BYTES: usize = 2;

/// How many looks of parts of one row are drawn. A row of a hundred words, each with a style, has fewer; a document made to
/// slow a reader down has not.
const MAX_LOOKS_ON_ROW: usize = 256;

/// How many cells the rows are indented that go on with the row of a table which doesn't fit into columns.
const HANG_CELLS: usize = 2;

/// Makes the rows of the line at `at`, `width` cells wide, or of the lines that are shown as one with it. There is at least one row.
/// `cache` knows the tables and the paragraphs.
pub fn lay_out(text: &Text, at: usize, width: usize, flow: bool, cache: &LineCache) -> Rc<[Row]> {
    let structure = text.structure();
    if structure.blocks().is_empty() {
        let line = text.line(at);
        if flow && !text.is_blank(line) {
            let paragraph = cache.paragraph(text, line.span.start);
            if let Some(joined) =
                paragraph.as_ref().and_then(|paragraph| paragraph.joined_at(line.span.start))
            {
                return joined_rows(text, joined, width);
            }
        }
        return rows_of_line(line, wrap(&text.slice(line.span), width), |_| None);
    }
    let line = line_with_gap(text, at);
    let block = block_of(structure, line.span);
    let margin = Margin::new(structure, block, line.span, width);
    let styled = StyledLine { text, line, block, margin, width: width.max(1) };
    match block.map(|block| (block, &block.kind)) {
        Some((block, BlockKind::Table { .. })) => styled.table_rows(block, cache),
        _ => styled.rows(wrap(&text.slice(line.span), styled.room())),
    }
}

/// The line at `at`. The blank line between two items of a list belongs to the line before it, so that it takes no row.
fn line_with_gap(text: &Text, at: usize) -> Line {
    let blocks = text.structure().blocks();
    // The item that ends at `end`, if another one follows after just one blank line: where that one starts.
    let next_item = |end: usize| {
        let next = text.structure().blocks_before(end);
        let [item, following] = blocks.get(next.checked_sub(1)?..=next)? else { return None };
        let follows = item.span.end == end && following.span.start == end + BLANK_LINE_BYTES;
        (follows && are_of_one_list(item, following)).then_some(following.span.start)
    };
    let mut line = text.line(at);
    if line.span.is_empty() && line.span.start > 0 {
        let above = text.line(line.span.start - 1);
        if next_item(above.span.end).is_some() {
            line = above;
        }
    }
    line.next = next_item(line.span.end).unwrap_or(line.next);
    line
}

/// Whether both are items of one list, or of a list and one inside of it, as far as depths and markers tell.
fn are_of_one_list(item: &TextBlock, following: &TextBlock) -> bool {
    match (&item.kind, &following.kind) {
        (BlockKind::ListItem { marker: one }, BlockKind::ListItem { marker: other }) => {
            item.quotation_depth == following.quotation_depth
                && (item.list_depth != following.list_depth
                    || std::mem::discriminant(one) == std::mem::discriminant(other))
        }
        _ => false,
    }
}

/// The block that a line belongs to; none for a blank line between two blocks.
fn block_of(structure: &Structure, line: Span) -> Option<&TextBlock> {
    let around = if line.is_empty() { Span::new(line.start, line.start + 1) } else { line };
    structure.blocks_in(around).first()
}

/// A line of a structured text.
struct StyledLine<'a> {
    text: &'a Text,
    line: Line,
    /// The block that it belongs to.
    block: Option<&'a TextBlock>,
    margin: Margin,
    /// How wide a row is, in cells.
    width: usize,
}

impl StyledLine<'_> {
    /// How many cells there are for the text.
    fn room(&self) -> usize {
        self.width - self.margin.width()
    }

    /// The rows of a line that is no row of a table.
    fn rows(&self, spans: Vec<Span>) -> Rc<[Row]> {
        let hidden = margin::quotation_marks(&self.text.slice(self.line.span), self.margin.bars());
        let marks = self.line.span.start..self.line.span.start + hidden;
        rows_of_line(self.line, spans, |span| {
            let mut shape = self.shape(span);
            self.add_lines(span, &mut shape);
            // The bars in the margin stand for them.
            let on_row = marks.clone().filter(|at| span.start <= *at && *at < span.end);
            shape.gaps = on_row.map(|at| CellGap { at, glyph: String::new() }).collect();
            Some(shape)
        })
    }

    /// What all rows have: the margin, and how their text looks.
    fn shape(&self, row: Span) -> RowDrawing {
        let marks = self.margin.marks(row.start == self.line.span.start);
        let structure = self.text.structure();
        let block = self.block.into_iter().flat_map(|block| {
            let is_note = matches!(block.kind, BlockKind::Note { .. })
                || structure.note_with_body_at(row.start).is_some();
            [block_look(&block.kind), is_note.then_some(Look::NoteBody)]
        });
        let mut looks: Vec<(Span, Look)> = block.flatten().map(|look| (row, look)).collect();
        let links = structure.links().overlapping(row);
        looks.extend(links.into_iter().map(|link| (link.span, Look::Link)));
        let notes = structure.notes().overlapping(row);
        looks.extend(notes.into_iter().map(|note| (note.reference, Look::NoteReference)));
        let styles = structure.styles().overlapping(row);
        looks.extend(styles.into_iter().map(|styled| (styled.span, Look::Inline(styled.style))));
        looks.truncate(MAX_LOOKS_ON_ROW);
        RowDrawing {
            indent: margin::width_of(marks),
            decorations: margin::draw(marks),
            looks,
            ..RowDrawing::default()
        }
    }

    /// The lines that are drawn behind a heading and around a rule, and the ground of a listing.
    fn add_lines(&self, row: Span, shape: &mut RowDrawing) {
        let Some(block) = self.block else { return };
        let slice = self.text.slice(row);
        let end = shape.indent + cells::width(slice.trim_end_matches(' '), 0);
        let free = self.width.saturating_sub(end);
        let mut draw = |column: usize, text: String, look: Look| {
            shape.decorations.push(Decoration { column, text: Cow::Owned(text), look });
        };
        match block.kind {
            BlockKind::Heading { level: level @ 1..=2 }
                if row.end >= block.span.end && free > MIN_LINE_CELLS =>
            {
                let line = if level == 1 { "━" } else { "─" };
                draw(end + 1, line.repeat(free - 1), Look::Rule);
            }
            BlockKind::Rule if row.covers(block.span) && free >= 2 * (MIN_LINE_CELLS + 1) => {
                let (left, right) = (free / 2, free - free / 2);
                draw(shape.indent, "─".repeat(left - 1), Look::Rule);
                draw(end + left + 1, "─".repeat(right - 1), Look::Rule);
                shape.indent += left;
            }
            BlockKind::Code { .. } if free > 0 => draw(end, " ".repeat(free), Look::CodeBlock),
            _ => {}
        }
    }

    /// The rows of a line of a table: in columns where they fit, otherwise wrapped like any other text.
    fn table_rows(&self, block: &TextBlock, cache: &LineCache) -> Rc<[Row]> {
        let table = cache.table(self.text, block);
        let line = self.text.slice(self.line.span);
        let start = self.line.span.start;
        let is_head = table.is_head(start);
        let shape = |row: Span| {
            let mut shape = self.shape(row);
            if is_head {
                shape.looks.insert(0, (row, Look::TableHead));
            }
            shape
        };
        let Some(laid) = table.line(block, &line, start, self.room()) else {
            let hang = if self.room() > HANG_CELLS * 4 { HANG_CELLS } else { 0 };
            return rows_of_line(self.line, table::wrap_cells(&line, self.room() - hang), |row| {
                let mut shape = shape(row);
                shape.gaps = table::separators(self.text, row);
                shape.looks.extend(shape.gaps.iter().map(|gap| (Span::new(gap.at, gap.at + 1), Look::Bar)));
                shape.indent += if row.start == start { 0 } else { hang };
                Some(shape)
            });
        };
        rows_of_line(self.line, laid.spans(&line), |row| {
            let mut shape = shape(row);
            shape.columns = (laid.whole > self.room()).then(|| WideTable {
                stops: [0].into_iter().chain(laid.bars.iter().map(|bar| shape.indent + bar + 2)).collect(),
                whole: shape.indent + laid.whole,
            });
            if row.start == start {
                shape.indent += laid.indent;
                shape.looks.extend(laid.gaps.iter().map(|gap| (Span::new(gap.at, gap.at + 1), Look::Bar)));
                shape.gaps.clone_from(&laid.gaps);
            } else {
                let bar = |bar: &usize| Decoration {
                    column: shape.indent + bar,
                    text: Cow::Borrowed("│"),
                    look: Look::Bar,
                };
                shape.decorations.extend(laid.bars.iter().map(bar));
                shape.indent += laid.wrapped.map_or(0, |cell| cell.column);
            }
            Some(shape)
        })
    }
}

/// How the text of a block of this kind looks, where that differs from a paragraph.
fn block_look(kind: &BlockKind) -> Option<Look> {
    match kind {
        BlockKind::Heading { level } => Some(Look::Heading(*level)),
        BlockKind::Code { .. } => Some(Look::CodeBlock),
        BlockKind::Caption => Some(Look::Caption),
        BlockKind::Rule => Some(Look::Rule),
        BlockKind::Boilerplate => Some(Look::Boilerplate),
        BlockKind::Paragraph
        | BlockKind::ListItem { .. }
        | BlockKind::Verse
        | BlockKind::Table { .. }
        | BlockKind::Note { .. } => None,
    }
}
