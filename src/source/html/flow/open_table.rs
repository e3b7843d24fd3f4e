//! A table of data that has begun and has not ended yet.

use crate::text::structure::ColumnAlignment;

/// A table of data that is being written.
#[derive(Debug, Default)]
pub struct OpenTable {
    /// For each column, how many more rows the cell above covers.
    pub covered: Vec<usize>,
    /// The number of columns of the current row that have begun.
    pub column: usize,
    /// The number of rows that have begun.
    pub rows: usize,
    /// The number of rows at the start that are the table's head.
    pub head: u8,
    /// How many empty cells may still be added for cells that cover others, so that a few tags can't make a large text.
    pub empty_cells: usize,
    /// Whether a cell is open.
    pub in_cell: bool,
    /// Whether a row is open.
    pub in_row: bool,
    /// The alignments of the columns, as far as cells state them.
    pub alignments: Vec<ColumnAlignment>,
}
