//! The text as rows of a given width, from any place, in either direction: what a screen shows of it.

use super::{Span, Text, cells, wrap};

/// A row of the screen: part of a line, without its line ending.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Row {
    /// The part of the text that it shows.
    pub span: Span,
    /// Whether the line begins here.
    pub first: bool,
    /// Where the next row starts: beyond the line ending, if this row ends the line.
    pub next: usize,
}

impl Row {
    /// Whether the row shows the character at `at`; a line ending belongs to the row before it.
    pub fn holds(self, at: usize) -> bool {
        self.span.start <= at && at < self.next
    }
}

impl Text {
    /// The rows of the line at `at`, `width` columns wide.
    pub fn rows_of_line(&self, at: usize, width: usize) -> Vec<Row> {
        let line = self.line(at);
        let rows = wrap(&self.slice(line.span), width);
        let last = rows.len() - 1;
        rows.into_iter()
            .enumerate()
            .map(|(i, row)| {
                let span = row.shifted(line.span.start);
                Row { span, first: i == 0, next: if i == last { line.next } else { span.end } }
            })
            .collect()
    }

    /// The row that shows `at`.
    pub fn row(&self, at: usize, width: usize) -> Row {
        let rows = self.rows_of_line(at, width);
        let found = rows.iter().rev().find(|row| row.span.start <= at).or(rows.first()).copied();
        found.unwrap_or(Row { span: Span::at(at), first: true, next: self.len() })
    }

    /// Up to `count` rows from the one that shows `at`.
    pub fn rows(&self, at: usize, width: usize, count: usize) -> Vec<Row> {
        let mut rows = Vec::with_capacity(count);
        let mut from = at;
        while rows.len() < count {
            let line = self.rows_of_line(from, width);
            let Some(next) = line.last().map(|row| row.next) else { break };
            let skip = line.iter().rposition(|row| row.span.start <= from).unwrap_or(0);
            rows.extend(line.into_iter().skip(skip).take(count - rows.len()));
            // The last line is done, also where it ends with a line ending and nothing follows.
            if next >= self.len() || next <= from {
                break;
            }
            from = next;
        }
        rows
    }

    /// The start of the row `count` rows before the one that shows `at`, as far as there are rows.
    pub fn rows_back(&self, at: usize, width: usize, count: usize) -> usize {
        let mut rows = self.rows_of_line(at, width);
        rows.retain(|row| row.span.start <= at);
        let mut left = count;
        loop {
            if rows.len() > left {
                return rows[rows.len() - 1 - left].span.start;
            }
            let start = rows.first().map_or(0, |row| row.span.start);
            if start == 0 {
                return 0;
            }
            left -= rows.len();
            rows = self.rows_of_line(start - 1, width);
        }
    }

    /// The column in which `at` is drawn in `row`.
    pub fn column(&self, row: Row, at: usize) -> usize {
        let before = Span::new(row.span.start, at.clamp(row.span.start, row.span.end));
        cells::width(&self.slice(before), 0)
    }

    /// The grapheme cluster at `column` of `row`; the last one of the row for a column beyond it.
    pub fn cluster_at(&self, row: Row, column: usize) -> Span {
        let text = self.slice(row.span);
        let mut found = Span::at(row.span.end);
        for cell in cells::cells(&text, row.span.start) {
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

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn shown(text: &Text, rows: &[Row]) -> Vec<String> {
        rows.iter().map(|row| text.slice(row.span).into_owned()).collect()
    }

    #[test]
    fn rows_go_on_over_line_endings() {
        let text = Text::new("The quick brown\r\n\r\nfox\n");
        let rows = text.rows(0, 10, 9);
        assert_eq!(shown(&text, &rows), ["The quick ", "brown", "", "fox"]);
        assert_eq!(shown(&text, &text.rows(12, 10, 2)), ["brown", ""]);
        assert_eq!(text.rows_back(19, 10, 2), 10);
        assert_eq!(text.rows_back(19, 10, 99), 0);
    }

    #[test]
    fn offset_to_cell_and_back() {
        let text = Text::new("a日👩‍💻\te\u{301}z");
        let row = text.row(0, 40);
        for (at, column) in [(0, 0), (1, 1), (4, 3), (15, 5), (16, 8), (19, 9)] {
            assert_eq!(text.column(row, at), column);
            assert_eq!(text.cluster_at(row, column).start, at);
        }
        assert_eq!(text.cluster_at(row, 2), Span::new(1, 4));
        assert_eq!(text.cluster_at(row, 99), Span::new(19, 20));
    }

    proptest! {
        #[test]
        fn rows_tile_the_text_and_go_back(source in "[a-z 日e\u{301}\n\t.-]{0,200}", width in 1usize..20) {
            let text = Text::new(source);
            let rows = text.rows(0, width, 10_000);
            for pair in rows.windows(2) {
                prop_assert_eq!(pair[0].next, pair[1].span.start);
            }
            prop_assert!(rows.last().is_none_or(|row| row.next == text.len()));
            for (i, row) in rows.iter().enumerate() {
                prop_assert_eq!(text.row(row.span.start, width), *row);
                let back = i.min(3);
                prop_assert_eq!(text.rows_back(row.span.start, width, back), rows[i - back].span.start);
                for cell in cells::cells(&text.slice(row.span), row.span.start).filter(|cell| cell.width > 0) {
                    prop_assert_eq!(text.column(*row, cell.span.start), cell.column);
                    prop_assert_eq!(text.cluster_at(*row, cell.column), cell.span);
                }
            }
        }
    }
}
