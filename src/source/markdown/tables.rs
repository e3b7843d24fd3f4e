//! Tables of pandoc that are drawn with dashes and spaces, or with a grid of bars: the parser doesn't know them.
//!
//! They are found in the lines of the source, and are replaced by comments of the same length before the parser reads it, so
//! that all offsets stay as they are. The forms are those of `simple_tables`, `multiline_tables` and `grid_tables` in pandoc's
//! manual; a cell over several rows or columns is not known.

use crate::text::{Span, structure::ColumnAlignment};

/// How many lines the head of a table of several lines may have. Chosen by hand.
const MAX_HEAD_LINES: usize = 8;

/// How many columns a table may have. Chosen by hand; a line of more dashes is no table.
const MAX_COLUMNS: usize = 64;

/// A table in the source.
#[derive(Debug, PartialEq, Eq)]
pub struct DrawnTable {
    /// Its lines in the source, without the last line end.
    pub span: Span,
    /// The number of rows at its start that are its head.
    pub head: u8,
    /// The alignment of its columns.
    pub columns: Box<[ColumnAlignment]>,
    /// The rows, each with its cells; a cell is the parts of the source that make it.
    pub rows: Vec<Vec<Vec<Span>>>,
}

/// The table that begins with the line `at` of `lines`, with the number of its lines. The lines are parts of `source`.
pub fn table_at(source: &str, lines: &[Span], at: usize) -> Option<(DrawnTable, usize)> {
    let reader = TableLines { source, lines };
    reader.grid(at).or_else(|| reader.multiline(at)).or_else(|| reader.simple(at))
}

/// A part of a line, in characters from its start; the last column has no end.
type CharColumns = Vec<(usize, usize)>;

/// The lines of a source.
#[derive(Clone, Copy)]
struct TableLines<'a> {
    source: &'a str,
    lines: &'a [Span],
}

impl<'a> TableLines<'a> {
    /// The line without its end; the lines behind the last one are blank.
    fn line(self, at: usize) -> &'a str {
        self.lines.get(at).map_or("", |line| self.source[line.range()].trim_end())
    }

    fn is_blank(self, at: usize) -> bool {
        self.line(at).trim().is_empty()
    }

    /// A table of one line for each row, with dashes below its head or around its rows.
    fn simple(self, at: usize) -> Option<(DrawnTable, usize)> {
        let headless = dashes(self.line(at));
        let (columns, first) = match headless {
            Some(columns) => (columns, at + 1),
            None => (dashes(self.line(at + 1))?, at + 2),
        };
        if columns.len() < 2 || self.is_blank(at) {
            return None;
        }
        let ends = (first..=self.lines.len())
            .find(|&line| self.is_blank(line) || dashes(self.line(line)).is_some())?;
        let is_closed = dashes(self.line(ends)).is_some();
        // Without a head, only the second line of dashes shows that it is a table.
        if ends == first || first == at + 1 && !is_closed {
            return None;
        }
        let head = u8::from(first == at + 2);
        let mut rows: Vec<usize> = (first..ends).collect();
        if head == 1 {
            rows.insert(0, at);
        }
        let rows: Vec<Vec<Vec<Span>>> = rows.into_iter().map(|row| self.cells(&[row], &columns)).collect();
        let alignment = self.alignment(if head == 1 { at } else { first }, &columns);
        let len = ends + usize::from(is_closed) - at;
        Some((self.table(at, len, head, alignment, rows), len))
    }

    /// A table whose rows have several lines, with a blank line between two.
    fn multiline(self, at: usize) -> Option<(DrawnTable, usize)> {
        let frame = dashes(self.line(at)).filter(|columns| columns.len() == 1)?;
        if frame[0].1 - frame[0].0 < 3 || self.is_blank(at + 1) {
            return None;
        }
        let below = (at + 2..at + 2 + MAX_HEAD_LINES).find(|&line| dashes(self.line(line)).is_some())?;
        let columns = dashes(self.line(below)).filter(|columns| columns.len() > 1)?;
        if (at + 1..below).any(|line| self.is_blank(line)) {
            return None;
        }
        let is_frame = |line: &usize| dashes(self.line(*line)).is_some_and(|columns| columns.len() == 1);
        let end = (below + 1..self.lines.len()).find(is_frame)?;
        let mut rows = vec![self.cells(&(at + 1..below).collect::<Vec<_>>(), &columns)];
        let body: Vec<usize> = (below + 1..end).collect();
        let groups = body.split(|&line| self.is_blank(line)).filter(|group| !group.is_empty());
        rows.extend(groups.map(|group| self.cells(group, &columns)));
        let alignment = self.alignment(at + 1, &columns);
        let len = end + 1 - at;
        Some((self.table(at, len, 1, alignment, rows), len))
    }

    /// A table in a grid.
    fn grid(self, at: usize) -> Option<(DrawnTable, usize)> {
        let first = self.line(at).trim_start();
        let columns = grid_columns(first)?;
        let is_border = |line: usize| self.line(line).trim_start().starts_with('+');
        let is_row = |line: usize| self.line(line).trim_start().starts_with('|');
        let end = (at + 1..=self.lines.len()).find(|&line| !is_border(line) && !is_row(line))?;
        if !is_border(end - 1) || end - at < 3 {
            return None;
        }
        let indent = self.line(at).len() - first.len();
        let columns: CharColumns = columns.iter().map(|(from, to)| (from + indent, to + indent)).collect();
        let mut rows = Vec::new();
        let mut head = 0;
        let mut from = at + 1;
        for border in (at + 1..end).filter(|&line| is_border(line)) {
            if from < border {
                rows.push(self.cells(&(from..border).collect::<Vec<_>>(), &columns));
            }
            if head == 0 && self.line(border).contains('=') {
                head = u8::try_from(rows.len()).unwrap_or(u8::MAX);
            }
            from = border + 1;
        }
        if rows.is_empty() {
            return None;
        }
        let alignment = vec![ColumnAlignment::Start; columns.len()].into();
        Some((self.table(at, end - at, head, alignment, rows), end - at))
    }

    fn table(
        self,
        at: usize,
        len: usize,
        head: u8,
        columns: Box<[ColumnAlignment]>,
        rows: Vec<Vec<Vec<Span>>>,
    ) -> DrawnTable {
        let start = self.lines[at].start;
        let last = at + len - 1;
        let end = self.lines[last].start + self.line(last).len();
        DrawnTable { span: Span::new(start, end), head, columns, rows }
    }

    /// The cells of a row that these lines make, each with its part of every line.
    fn cells(self, lines: &[usize], columns: &CharColumns) -> Vec<Vec<Span>> {
        let cell = |column: usize| {
            let from = columns[column].0;
            let to = columns.get(column + 1).map(|next| next.0);
            let parts = lines.iter().map(|&line| self.part(line, from, to));
            parts.filter(|part| !part.is_empty()).collect()
        };
        (0..columns.len()).map(cell).collect()
    }

    /// The part of a line between two characters, without the spaces and bars around it.
    fn part(self, line: usize, from: usize, to: Option<usize>) -> Span {
        let text = self.line(line);
        let offset = |at: usize| text.char_indices().nth(at).map_or(text.len(), |(offset, _)| offset);
        let (from, to) = (offset(from), to.map_or(text.len(), offset));
        let part = &text[from..to];
        let around = |c: char| c == ' ' || c == '|';
        let trimmed = part.trim_matches(around);
        let lead = part.len() - part.trim_start_matches(around).len();
        let start = self.lines[line].start + from + lead.min(part.len());
        Span::new(start, start + trimmed.len())
    }

    /// The alignment of columns, by where the words of the line `at` stand above or below the dashes.
    fn alignment(self, at: usize, columns: &CharColumns) -> Box<[ColumnAlignment]> {
        let chars: Vec<char> = self.line(at).chars().collect();
        let is_filled = |at: usize| chars.get(at).is_some_and(|c| !c.is_whitespace());
        let of = |&(from, to): &(usize, usize)| match (is_filled(from), is_filled(to - 1)) {
            (false, true) => ColumnAlignment::End,
            (false, false) => ColumnAlignment::Centre,
            (true, _) => ColumnAlignment::Start,
        };
        columns.iter().map(of).collect()
    }
}

/// The groups of dashes that a line consists of, in characters.
fn dashes(line: &str) -> Option<CharColumns> {
    let bytes = line.as_bytes();
    let indent = bytes.iter().take_while(|&&byte| byte == b' ').count();
    let is_line = bytes.iter().all(|byte| matches!(byte, b'-' | b' '));
    // A single dash begins an item, and dashes with single spaces between them are a rule.
    if !is_line || indent > 3 || !line.contains("--") {
        return None;
    }
    let mut columns = CharColumns::new();
    for (at, byte) in bytes.iter().enumerate() {
        match columns.last_mut() {
            Some((_, end)) if *byte == b'-' && *end == at => *end = at + 1,
            _ if *byte == b'-' => columns.push((at, at + 1)),
            _ => {}
        }
    }
    (columns.len() <= MAX_COLUMNS).then_some(columns)
}

/// The columns between the crosses of the upper border of a grid, in characters.
fn grid_columns(line: &str) -> Option<CharColumns> {
    let is_border = line.starts_with('+') && line.ends_with('+') && line.contains("--");
    if !is_border || !line.bytes().all(|byte| matches!(byte, b'+' | b'-' | b':' | b'=')) {
        return None;
    }
    let crosses: Vec<usize> = line.match_indices('+').map(|(at, _)| at).collect();
    (crosses.len() <= MAX_COLUMNS).then(|| crosses.windows(2).map(|two| (two[0], two[1])).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(source: &str) -> Vec<Span> {
        let mut at = 0;
        let span = |line: &str| {
            let span = Span::new(at, at + line.len());
            at = span.end;
            span
        };
        source.split_inclusive('\n').map(span).collect()
    }

    fn read(source: &str) -> Option<(u8, Vec<String>)> {
        let (table, len) = table_at(source, &lines(source), 0)?;
        assert_eq!(len, source.trim_end().lines().count());
        let cell =
            |cell: &Vec<Span>| cell.iter().map(|part| &source[part.range()]).collect::<Vec<_>>().join(" ");
        let row = |row: &Vec<Vec<Span>>| row.iter().map(cell).collect::<Vec<_>>().join("|");
        Some((table.head, table.rows.iter().map(row).collect()))
    }

    #[test]
    fn each_form_has_its_cells() {
        let simple = "  Year   Glosses\n------  --------\n  1201       312\n  1340     1,004\n";
        assert_eq!(
            read(simple),
            Some((1, vec!["Year|Glosses".into(), "1201|312".into(), "1340|1,004".into()]))
        );
        let headless = "----- ----\nSluis  12\nDyke    3\n----- ----\n";
        assert_eq!(read(headless), Some((0, vec!["Sluis|12".into(), "Dyke|3".into()])));
        let multiline = "-------------\n Name   Long\n        head\n------ ------\nSluis  two\n       rows\n\nDyke   one\n-------------\n";
        assert_eq!(
            read(multiline),
            Some((1, vec!["Name|Long head".into(), "Sluis|two rows".into(), "Dyke|one".into()]))
        );
        let grid = "+-----+------+\n| Né  | Long |\n+=====+======+\n| a   | two  |\n|     | rows |\n+-----+------+\n| b   |      |\n+-----+------+\n";
        assert_eq!(read(grid), Some((1, vec!["Né|Long".into(), "a|two rows".into(), "b|".into()])));
    }

    #[test]
    fn rules_headings_and_items_are_no_tables() {
        for source in [
            "Title\n-----\nText\n",
            "- - -\n",
            "-- --\n",
            "---\n\nText\n\n---\n",
            "+ one\n+ two\n",
            "a\n-- b\n",
        ] {
            assert_eq!(read(source), None, "{source}");
        }
    }
}
