//! Tables: how wide their columns are, and what is drawn between the cells of a row.

use std::ops::Range;

use super::{
    super::{
        Span, Text, cells,
        structure::{BlockKind, ColumnAlignment, TextBlock},
        wrap,
    },
    row::CellGap,
};

/// How many columns of a table are aligned; the text of any more follows the last of them.
const MAX_COLUMNS: usize = 64;

/// The narrowest last column, in cells, that is worth wrapping beside the others.
const MIN_LAST_COLUMN_CELLS: usize = 16;

/// The narrowest row, in cells, in which a table is scrolled sideways; in a narrower one nothing could be compared.
const MIN_SCROLLED_CELLS: usize = 24;

/// What stands between two cells.
const SEPARATOR: &str = " │ ";

/// How many cells that takes.
const SEPARATOR_CELLS: usize = 3;

/// A table as it was measured.
#[derive(Clone, Debug)]
pub struct MeasuredTable {
    /// The whole of it.
    pub span: Span,
    /// Where its head ends.
    head_end: usize,
    /// The width of each column in cells.
    widths: Vec<usize>,
}

/// A line of a table, laid out in columns.
pub struct TableLine {
    /// How far the text of its first cell is moved to the right, in cells.
    pub indent: usize,
    /// What is drawn for its tabs.
    pub gaps: Vec<CellGap>,
    /// The columns of the bars.
    pub bars: Vec<usize>,
    /// The last cell, if it is wrapped.
    pub wrapped: Option<WrappedCell>,
    /// The width of the table in cells, which may be more than there is room for.
    pub whole: usize,
}

/// The last cell of a line, which is wrapped in its column.
#[derive(Clone, Copy)]
pub struct WrappedCell {
    /// Where it begins, in bytes of the line.
    from: usize,
    /// The column of the screen where it begins.
    pub column: usize,
    /// Its width in cells.
    width: usize,
}

/// The columns of a table in rows of some width.
struct FittedColumns {
    /// Where each of them begins.
    stops: Vec<usize>,
    /// The width of the last one.
    last: usize,
}

impl TableLine {
    /// The rows of `line`, in bytes of it: one, or as many as its last column takes.
    pub fn spans(&self, line: &str) -> Vec<Span> {
        let Some(WrappedCell { from, width, .. }) = self.wrapped else {
            return vec![Span::new(0, line.len())];
        };
        let mut spans: Vec<Span> =
            wrap(&line[from..], width).into_iter().map(|span| span.shifted(from)).collect();
        if let Some(first) = spans.first_mut() {
            // The other columns stand in front of it.
            first.start = 0;
        }
        spans
    }
}

impl MeasuredTable {
    /// Measures the table `block` of `text`, all of it: a block is never longer than
    /// [`MAX_LINE_BYTES`](crate::text::MAX_LINE_BYTES).
    pub fn measure(text: &Text, block: &TextBlock) -> Self {
        let slice = text.slice(block.span);
        let mut widths: Vec<usize> = Vec::new();
        for line in slice.lines() {
            for (column, cell) in line.split('\t').take(MAX_COLUMNS).enumerate() {
                let width = cells::width(cell, 0);
                match widths.get_mut(column) {
                    Some(widest) => *widest = width.max(*widest),
                    None => widths.push(width),
                }
            }
        }
        let head = if let BlockKind::Table { head, .. } = block.kind { usize::from(head) } else { 0 };
        let head: usize = slice.split_inclusive('\n').take(head).map(str::len).sum();
        Self { span: block.span, head_end: block.span.start + head, widths }
    }

    /// Whether the line at `at` belongs to its head.
    pub fn is_head(&self, at: usize) -> bool {
        at < self.head_end
    }

    /// The columns in rows of `room` cells: each as wide as its widest cell, if they fit or all but the last one do. A table that is
    /// wider is scrolled sideways, if each of its columns can be seen as a whole then. None if it is to be wrapped like any text.
    fn columns(&self, room: usize) -> Option<FittedColumns> {
        let (&last, others) = self.widths.split_last()?;
        let next =
            |next: &mut usize, width: &usize| Some(std::mem::replace(next, *next + width + SEPARATOR_CELLS));
        let stops: Vec<usize> = self.widths.iter().scan(0, next).collect();
        let before = stops[others.len()];
        let is_scrolled = || room >= MIN_SCROLLED_CELLS && others.iter().all(|width| *width <= room);
        let last = match last {
            last if before + last <= room => last,
            _ if !others.is_empty() && before + MIN_LAST_COLUMN_CELLS <= room => room - before,
            last if !others.is_empty() && is_scrolled() => last.min(room),
            _ => return None,
        };
        Some(FittedColumns { stops, last })
    }

    /// Lays `line` out, which starts at `start` in the text, in `room` cells. None if it doesn't fit into columns.
    pub fn line(&self, block: &TextBlock, line: &str, start: usize, room: usize) -> Option<TableLine> {
        let FittedColumns { stops, last: last_width } = self.columns(room)?;
        let last = stops.len() - 1;
        let wraps = last_width < self.widths[last];
        let ranges = cell_ranges(line);
        let width = |column: usize| cells::width(&line[ranges[column].clone()], 0);
        let is_wrapped = |column: usize| wraps && column == last;
        let too_wide = |column: usize| !is_wrapped(column) && width(column) > self.widths[column];
        if ranges.len() > self.widths.len() || (0..ranges.len()).any(too_wide) {
            return None;
        }
        let text_start = |column: usize| {
            let alignment =
                if is_wrapped(column) { ColumnAlignment::Start } else { alignment(block, column) };
            let width = width(column);
            let free = self.widths[column].saturating_sub(width);
            stops[column]
                + match alignment {
                    _ if width == 0 => 0,
                    ColumnAlignment::Start => 0,
                    ColumnAlignment::Centre => free / 2,
                    ColumnAlignment::End => free,
                }
        };
        let bar = if self.is_head(start) { '┃' } else { '│' };
        let gap = |column: usize| {
            // From the end of a cell's text to the beginning of the next one's, with the bar between the columns.
            let from = text_start(column) + width(column);
            let bar_at = stops[column + 1] - 2;
            let glyph = (from..text_start(column + 1)).map(|at| if at == bar_at { bar } else { ' ' });
            CellGap { at: start + ranges[column].end, glyph: glyph.collect() }
        };
        Some(TableLine {
            indent: text_start(0),
            gaps: (0..ranges.len() - 1).map(gap).collect(),
            bars: stops.iter().skip(1).map(|stop| stop - 2).collect(),
            wrapped: (wraps && ranges.len() > last).then(|| WrappedCell {
                from: ranges[last].start,
                column: stops[last],
                width: last_width,
            }),
            whole: stops[last] + last_width,
        })
    }
}

/// The rows of a line that doesn't fit into columns: wrapped like any other text, with [`SEPARATOR`] for each tab.
pub fn wrap_cells(line: &str, width: usize) -> Vec<Span> {
    let spaced = line.replace('\t', &" ".repeat(SEPARATOR_CELLS));
    let mut ends = wrap(&spaced, width).into_iter().map(|row| row.end).peekable();
    let (mut rows, mut start, mut at_spaced) = (Vec::new(), 0, 0);
    for (at, c) in line.char_indices() {
        at_spaced += if c == '\t' { SEPARATOR_CELLS } else { c.len_utf8() };
        let end = at + c.len_utf8();
        // A row that ends within what stands for a tab has all of it: space may hang over the edge.
        if end < line.len() && ends.next_if(|end| *end <= at_spaced).is_some() {
            while ends.next_if(|end| *end <= at_spaced).is_some() {}
            rows.push(Span::new(start, end));
            start = end;
        }
    }
    rows.push(Span::new(start, line.len()));
    rows
}

/// What is drawn for the tabs in `row`, which is in bytes of the text, of a line that doesn't fit into columns.
pub fn separators(text: &Text, row: Span) -> Vec<CellGap> {
    let slice = text.slice(row);
    let tabs = slice.match_indices('\t').map(|(at, _)| at + row.start);
    tabs.map(|at| CellGap { at, glyph: SEPARATOR.to_owned() }).collect()
}

/// Where the cells of a line stand in it.
fn cell_ranges(line: &str) -> Vec<Range<usize>> {
    let mut start = 0;
    let cells = line.split('\t').map(|cell| {
        let range = start..start + cell.len();
        start = range.end + 1;
        range
    });
    cells.collect()
}

fn alignment(block: &TextBlock, column: usize) -> ColumnAlignment {
    match &block.kind {
        BlockKind::Table { columns, .. } => columns.get(column).copied().unwrap_or_default(),
        _ => ColumnAlignment::Start,
    }
}
