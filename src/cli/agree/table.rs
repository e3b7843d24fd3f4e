//! Tables of figures, aligned by cells.

use std::io;

use super::super::lines::Lines;
use crate::text::cells;

/// The widest line, in cells. Chosen by hand: wider than most terminals, but not than a page of print.
pub const MAX_LINE_CELLS: usize = 100;

/// The widest name in the first column, in cells. Chosen by hand.
const MAX_NAME_CELLS: usize = 24;

/// Rows whose first column is aligned left and all others right.
#[derive(Debug, Default)]
pub struct FigureTable {
    rows: Vec<Vec<String>>,
}

impl FigureTable {
    /// A table with these headings.
    pub fn new<S: AsRef<str>>(headings: impl IntoIterator<Item = S>) -> Self {
        let mut table = Self::default();
        table.row(headings);
        table
    }

    /// Adds a row.
    pub fn row<S: AsRef<str>>(&mut self, row: impl IntoIterator<Item = S>) {
        self.rows.push(row.into_iter().map(|cell| cut(cell.as_ref(), MAX_NAME_CELLS)).collect());
    }

    /// Writes the table, each line indented by two cells. Columns without room are left out.
    pub fn write(&self, out: &mut Lines<'_>) -> io::Result<()> {
        let columns = self.rows.iter().map(Vec::len).max().unwrap_or(0);
        let width = |column: usize| {
            self.rows
                .iter()
                .filter_map(|row| row.get(column))
                .map(|cell| cells::width(cell, 0))
                .max()
                .unwrap_or(0)
        };
        let widths: Vec<usize> = (0..columns).map(width).collect();
        for row in &self.rows {
            let (mut line, mut taken) = (String::new(), 0);
            for (column, cell) in row.iter().enumerate() {
                if taken + 2 + widths[column] > MAX_LINE_CELLS {
                    break;
                }
                let room = " ".repeat(widths[column] - cells::width(cell, 0));
                let (before, after) = if column == 0 { ("", room.as_str()) } else { (room.as_str(), "") };
                line += &format!("  {before}{cell}{after}");
                taken += 2 + widths[column];
            }
            writeln!(out, "{}", line.trim_end())?;
        }
        Ok(())
    }
}

/// As much of a text as fits in `width` cells, on one line and without control characters.
pub fn cut(text: &str, width: usize) -> String {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let whole = cells::width(&text, 0) <= width;
    let room = if whole { width } else { width.saturating_sub(1) };
    let fitting = cells::cells(&text, 0).take_while(|cell| cell.column + cell.width <= room);
    let mut shown: String = fitting.map(|cell| cell.glyph.into_owned()).collect();
    if !whole {
        shown.truncate(shown.trim_end().len());
        shown.push('…');
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_aligned_by_cells() {
        let mut table = FigureTable::new(["coder", "n"]);
        table.row(["日本", "7"]);
        table.row(["e\u{301}a", "123"]);
        let mut out = Vec::new();
        table.write(&mut Lines::new(&mut out, false)).expect("written");
        assert_eq!(
            String::from_utf8(out).expect("text"),
            "  coder    n\n  日本     7\n  e\u{301}a     123\n"
        );
    }

    #[test]
    fn texts_are_cut_to_cells_and_made_safe() {
        assert_eq!(cut("harbour", 7), "harbour");
        assert_eq!(cut("harbour master", 9), "harbour…");
        assert_eq!(cut("日本語", 5), "日本…");
        assert_eq!(cut("a\u{1b}[2J\nb", 20), "a␛[2J b");
    }

    #[test]
    fn no_line_is_wider_than_the_page() {
        let mut table = FigureTable::new((0..40).map(|column| column.to_string()));
        table.row((0..40).map(|column| format!("label {column}")));
        let mut out = Vec::new();
        table.write(&mut Lines::new(&mut out, false)).expect("written");
        let out = String::from_utf8(out).expect("text");
        assert!(
            out.lines().all(|line| cells::width(line, 0) <= MAX_LINE_CELLS) && out.contains("label 8"),
            "{out}"
        );
    }
}
