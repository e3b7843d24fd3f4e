//! Soft wrapping: a line of text into rows of cells, broken where Unicode's line breaking algorithm (UAX #14)
//! allows it, and inside a word only when the word is wider than the row.

use unicode_linebreak::linebreaks;
use unicode_segmentation::UnicodeSegmentation;

use super::{Span, cells};

/// The rows of `line` at `width` columns: they tile the line, in order; at least one. A space at which a row is
/// broken belongs to the row before and may hang over its edge.
pub fn wrap(line: &str, width: usize) -> Vec<Span> {
    let width = width.max(1);
    if line.len() <= width && cells::is_plain(line) {
        return vec![Span::new(0, line.len())];
    }
    let mut rows = Rows { line, width, done: Vec::new(), start: 0, column: 0 };
    let mut from = 0;
    for (to, _) in linebreaks(line) {
        rows.place(Span::new(from, to));
        from = to;
    }
    rows.finish()
}

struct Rows<'a> {
    line: &'a str,
    width: usize,
    done: Vec<Span>,
    /// The start of the current row, in bytes.
    start: usize,
    /// The number of columns taken in the current row.
    column: usize,
}

impl Rows<'_> {
    /// Places the text between two break opportunities.
    fn place(&mut self, piece: Span) {
        let text = &self.line[piece.range()];
        let word = text.trim_end_matches([' ', '\t', '\n', '\r', '\u{3000}']);
        if self.column > 0 && self.column + cells::width(word, self.column) > self.width {
            self.break_at(piece.start);
        }
        if cells::width(word, self.column) > self.width {
            self.place_in_parts(piece.start, word);
            self.column += cells::width(&text[word.len()..], self.column);
        } else {
            self.column += cells::width(text, self.column);
        }
    }

    /// Places a word that is wider than a row, cut into parts that fit.
    fn place_in_parts(&mut self, start: usize, word: &str) {
        for (at, cluster) in word.grapheme_indices(true) {
            let columns = cells::width(cluster, self.column);
            if self.column > 0 && self.column + columns > self.width {
                self.break_at(start + at);
            }
            self.column += columns;
        }
    }

    fn break_at(&mut self, at: usize) {
        self.done.push(Span::new(self.start, at));
        (self.start, self.column) = (at, 0);
    }

    fn finish(mut self) -> Vec<Span> {
        if self.start < self.line.len() || self.done.is_empty() {
            self.break_at(self.line.len());
        }
        self.done
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn rows(line: &str, width: usize) -> Vec<&str> {
        wrap(line, width).into_iter().map(|row| &line[row.range()]).collect()
    }

    #[test]
    fn breaks_at_word_edges() {
        assert_eq!(rows("the quick brown fox", 10), ["the quick ", "brown fox"]);
        assert_eq!(rows("exactly ten", 7), ["exactly ", "ten"]);
        assert_eq!(rows("", 10), [""]);
        assert_eq!(rows("well-known", 6), ["well-", "known"]);
    }

    #[test]
    fn breaks_cjk_between_ideographs_but_not_before_a_full_stop() {
        assert_eq!(rows("日本語の文。次", 10), ["日本語の", "文。次"]);
    }

    #[test]
    fn breaks_inside_a_word_only_when_it_has_to() {
        assert_eq!(rows("a incomprehensible b", 8), ["a ", "incompre", "hensible ", "b"]);
        assert_eq!(
            rows("see https://example.org/one/two now", 16),
            ["see https://", "example.org/one/", "two now"]
        );
    }

    proptest! {
        #[test]
        fn rows_tile_the_line_and_fit(line in "[a-z日👩🏽‍💻e\u{301}. \t-]{0,80}", width in 1usize..30) {
            let rows = wrap(&line, width);
            prop_assert_eq!(rows.first().map(|r| r.start), Some(0));
            prop_assert_eq!(rows.last().map(|r| r.end), Some(line.len()));
            for pair in rows.windows(2) {
                prop_assert_eq!(pair[0].end, pair[1].start);
            }
            for row in rows {
                let text = line[row.range()].trim_end();
                let one = text.contains('\t')
                    || text.graphemes(true).filter(|c| cells::width(c, 0) > 0).count() <= 1;
                prop_assert!(one || cells::width(text, 0) <= width, "{:?} in {}", text, width);
            }
        }
    }
}
