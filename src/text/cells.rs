//! Cells: a line on a screen of fixed cells, where a grapheme cluster takes none, one or several.

use std::borrow::Cow;

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

use super::Span;

/// The distance between two tab stops, in cells: the usual one of terminals.
pub const TAB_CELLS: usize = 8;

/// The longest grapheme cluster that is sent to a terminal, in code points; what follows is left out. No cluster of a language or
/// an emoji comes near it, and a longer one could hang a terminal.
const MAX_CLUSTER_CHARS: usize = 24;

/// A grapheme cluster on the screen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cell<'a> {
    /// The span of the cluster, in bytes of the line.
    pub span: Span,
    /// The column in which it starts.
    pub column: usize,
    /// The number of columns that it takes: 0 if it is invisible.
    pub width: usize,
    /// The text to print: never a control character; spaces for a tab.
    pub glyph: Cow<'a, str>,
}

/// The cells of `row`, which starts at `start` in its line and is drawn from column 0.
pub fn cells(row: &str, start: usize) -> impl Iterator<Item = Cell<'_>> {
    let mut column = 0;
    let mut at = start;
    clusters(row).map(move |cluster| {
        let (width, glyph) = glyph(cluster, column);
        let cell = Cell { span: Span::new(at, at + cluster.len()), column, width, glyph };
        at += cluster.len();
        column += width;
        cell
    })
}

/// The number of columns that `text` takes if it is drawn from `column` on.
pub fn width(text: &str, column: usize) -> usize {
    if is_plain(text) {
        return text.len();
    }
    clusters(text).fold(column, |at, cluster| at + glyph(cluster, at).0) - column
}

/// The grapheme clusters of `text` (UAX #29). Most characters are clusters by themselves, and need no look into the tables.
fn clusters(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let len = match rest.as_bytes() {
            [b' '..=b'~'] | [b' '..=b'~', b' '..=b'~', ..] => 1,
            _ => {
                let mut chars = rest.chars();
                let first = chars.next()?;
                let alone = is_simple(first) && chars.next().is_none_or(is_simple);
                if alone { first.len_utf8() } else { rest.graphemes(true).next().map_or(0, str::len) }
            }
        };
        let (cluster, after) = rest.split_at(len);
        rest = after;
        Some(cluster)
    })
}

/// Whether a character is one cell wide and, beside another such one, a cluster of its own: Latin, Greek and Cyrillic
/// letters, and the punctuation of prose.
fn is_simple(c: char) -> bool {
    matches!(c, ' '..='~' | '\u{a1}'..='\u{a8}' | '\u{aa}'..='\u{ac}' | '\u{af}'..='\u{2ff}'
        | '\u{38e}'..='\u{3ff}' | '\u{400}'..='\u{482}' | '\u{2010}'..='\u{2027}' | '\u{2030}'..='\u{203b}')
}

/// Whether each byte is a cell of its own.
pub fn is_plain(text: &str) -> bool {
    text.bytes().all(|b| (b' '..=b'~').contains(&b))
}

/// A form of `text` that is safe to print on one line, whatever characters it has: a line break is shown, too.
pub fn printable(text: &str) -> Cow<'_, str> {
    if text.chars().all(is_simple) {
        return Cow::Borrowed(text);
    }
    let cluster = |cluster| match cluster {
        // A row of a text ends before its line break; here one is within what has to be on one line.
        "\n" | "\r" | "\r\n" => Cow::Owned(cluster.chars().map(substitute).collect()),
        _ => glyph(cluster, 0).1,
    };
    Cow::Owned(text.graphemes(true).map(cluster).collect())
}

/// The width and the printable form of a cluster drawn at `column`.
fn glyph(cluster: &str, column: usize) -> (usize, Cow<'_, str>) {
    if let [b' '..=b'~'] = cluster.as_bytes() {
        return (1, Cow::Borrowed(cluster));
    }
    let first = cluster.chars().next().unwrap_or(' ');
    match first {
        _ if is_simple(first) && cluster.len() == first.len_utf8() => (1, Cow::Borrowed(cluster)),
        '\t' => {
            let width = TAB_CELLS - column % TAB_CELLS;
            (width, Cow::Borrowed(&"        "[..width]))
        }
        '\n' | '\r' => (0, Cow::Borrowed("")),
        _ if cluster.chars().any(is_dangerous) => {
            let visible: String = cluster.chars().map(substitute).collect();
            (visible.width(), Cow::Owned(visible))
        }
        _ => {
            let glyph = match cluster.char_indices().nth(MAX_CLUSTER_CHARS) {
                Some((end, _)) => &cluster[..end],
                None => cluster,
            };
            match glyph.width() {
                0 => (0, Cow::Borrowed("")),
                width => (width, Cow::Borrowed(glyph)),
            }
        }
    }
}

/// Whether a terminal could take the character as more than a letter to print: control characters of all kinds,
/// and the bidirectional controls that make a text look different from what it is.
fn is_dangerous(c: char) -> bool {
    c.is_control() || is_bidi_control(c) || matches!(c, '\u{2028}' | '\u{2029}' | '\u{fff9}'..='\u{fffb}')
}

fn is_bidi_control(c: char) -> bool {
    matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// The character that is printed for a dangerous one: its control picture, or U+2426 if it has none.
fn substitute(c: char) -> char {
    match c {
        super::SUBSTITUTE => '\u{fffd}',
        '\0'..='\u{1f}' => char::from_u32(0x2400 + c as u32).unwrap_or('\u{2426}'),
        '\u{7f}' => '\u{2421}',
        '\u{2028}' => '\u{2424}',
        _ if is_dangerous(c) => '\u{2426}',
        _ => c,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn shown(text: &str) -> String {
        cells(text, 0).map(|cell| cell.glyph.into_owned()).collect()
    }

    #[test]
    fn wide_combining_emoji_and_tab() {
        let columns: Vec<_> = cells("a\u{301}日\t👩‍💻x", 10).map(|c| (c.span, c.column, c.width)).collect();
        let expected = [(10, 13, 0, 1), (13, 16, 1, 2), (16, 17, 3, 5), (17, 28, 8, 2), (28, 29, 10, 1)];
        assert_eq!(columns, expected.map(|(s, e, column, width)| (Span::new(s, e), column, width)));
    }

    #[test]
    fn simple_characters_are_one_cell_wide() {
        for c in ('\0'..'\u{3000}').filter(|c| is_simple(*c)) {
            assert_eq!(unicode_width::UnicodeWidthChar::width(c), Some(1), "{c:?}");
        }
    }

    #[test]
    fn nothing_that_a_terminal_would_obey() {
        assert_eq!(shown("\u{1b}[2J\u{7f}\u{9b}m"), "␛[2J␡␦m");
        assert_eq!(shown("user\u{202e}nimda"), "user␦nimda");
        assert_eq!(printable("a\u{1b}]52;c;x\u{7}"), "a␛]52;c;x␇");
    }

    proptest! {
        #[test]
        fn printable_is_printable(text in any::<String>()) {
            prop_assert!(!printable(&text).chars().any(is_dangerous));
        }

        #[test]
        fn simple_characters_are_clusters_of_one_cell(text in any::<String>(), prose in "[a-zäжλ“”‘’…–—•‰\u{301}👩🏽]{0,20}") {
            for text in [text, prose] {
                prop_assert!(clusters(&text).eq(text.graphemes(true)));
            }
        }

        #[test]
        fn cells_tile_the_row(text in "[a-z\u{301}日\t👩🏽‍💻 ]{0,30}") {
            let mut at = 0;
            let mut column = 0;
            for cell in cells(&text, 0) {
                prop_assert_eq!(cell.span.start, at);
                prop_assert_eq!(cell.column, column);
                prop_assert_eq!(cell.glyph.width(), cell.width);
                at = cell.span.end;
                column += cell.width;
            }
            prop_assert_eq!(at, text.len());
            prop_assert_eq!(column, width(&text, 0));
        }
    }
}
