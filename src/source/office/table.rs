//! Tables of office documents: whether one is a table of rows and cells, or only sets blocks out on a page.

use std::ops::Range;

use crate::{
    source::writer::{TableStart, TextWriter},
    text::structure::BlockKind,
};

/// The largest number of cells that one cell may be wide, or that may be repeated. Chosen by hand: Word allows 63 columns.
const MAX_REPEATED_CELLS: usize = 64;

/// The largest number of empty cells that wide cells may add to a table. Chosen by hand, to bound what a small file can ask for.
const MAX_ADDED_CELLS: usize = 1 << 16;

/// A table that is being read: its blocks are written one after the other, and joined when it ends.
#[derive(Debug)]
pub struct OpenTable {
    start: TableStart,
    /// The rows with the numbers of the blocks of their cells.
    rows: Vec<Vec<Range<usize>>>,
    /// The number of rows at the start that are the head.
    head: usize,
    /// The number of empty cells that wide cells have added.
    added: usize,
}

impl OpenTable {
    /// A table that begins where the text ends.
    pub fn new(writer: &mut TextWriter) -> Self {
        Self { start: writer.table_start(), rows: Vec::new(), head: 0, added: 0 }
    }

    /// Begins a row.
    pub fn begin_row(&mut self) {
        self.rows.push(Vec::new());
    }

    /// Says that the row that was begun last belongs to the head.
    pub fn mark_head(&mut self) {
        if self.head + 1 == self.rows.len() {
            self.head += 1;
        }
    }

    /// The number of cells of the row that was begun last.
    pub fn cells(&self) -> usize {
        self.rows.last().map_or(0, Vec::len)
    }

    /// Takes the row back that was begun last.
    pub fn drop_row(&mut self) {
        self.rows.pop();
        self.head = self.head.min(self.rows.len());
    }

    /// Begins a cell, whose first block is the next one.
    pub fn begin_cell(&mut self, writer: &mut TextWriter) {
        writer.end();
        let next = writer.block_count();
        if self.rows.is_empty() {
            self.begin_row();
        }
        if let Some(row) = self.rows.last_mut() {
            row.push(next..next);
        }
    }

    /// Ends a cell that is `columns` wide; what it is wider than one is empty cells.
    pub fn end_cell(&mut self, writer: &mut TextWriter, columns: usize) {
        writer.end();
        let end = writer.block_count();
        let Some(row) = self.rows.last_mut() else { return };
        let Some(cell) = row.last_mut() else { return };
        cell.end = end;
        let added = (columns.clamp(1, MAX_REPEATED_CELLS) - 1).min(MAX_ADDED_CELLS - self.added);
        row.extend(std::iter::repeat_n(end..end, added));
        self.added += added;
    }

    /// Ends the table: joins its blocks, if it is a table of rows and cells.
    pub fn end(mut self, writer: &mut TextWriter) {
        writer.end();
        self.drop_empty();
        if self.is_layout(writer) {
            return;
        }
        let head = u8::try_from(self.head).unwrap_or(u8::MAX);
        writer.join_blocks(&self.start, &self.rows, BlockKind::Table { head, columns: Box::default() });
    }

    /// Drops empty rows, and empty cells at the ends of rows.
    fn drop_empty(&mut self) {
        let mut rows = std::mem::take(&mut self.rows);
        for row in &mut rows {
            while row.last().is_some_and(Range::is_empty) {
                row.pop();
            }
        }
        let head = rows.iter().take(self.head).filter(|row| !row.is_empty()).count();
        rows.retain(|row| !row.is_empty());
        (self.rows, self.head) = (rows, head);
    }

    /// Whether the table only sets blocks out on a page: there is one cell, or a heading in it, or its only row has several blocks in
    /// a cell.
    fn is_layout(&self, writer: &TextWriter) -> bool {
        let blocks = writer.blocks_since(&self.start);
        let cells = self.rows.iter().flatten().filter(|cell| !cell.is_empty()).count();
        let has_heading = || blocks.iter().any(|block| block.heading_level().is_some());
        let is_row_of_columns =
            || self.rows.len() == 1 && self.rows.iter().flatten().any(|cell| cell.len() > 1);
        cells <= 1 || has_heading() || is_row_of_columns()
    }
}
