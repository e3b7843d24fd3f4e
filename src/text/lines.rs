//! The lines near an offset, found without reading far.
//!
//! A line ends at `\n`, `\r\n` or `\r`, and at Unicode's own line breaks (U+0085, U+2028, U+2029). A line that is longer than [`MAX_LINE_BYTES`] is cut at a fixed grid. So a question about
//! a place reads no more than that on either side, and its answer does not depend on where it is asked from.

use super::{Span, Text};

/// The longest line or paragraph that is not cut, in bytes. Chosen by hand: ten times the longest paragraph of usual prose, and
/// still read and wrapped well within the time of a frame.
pub const MAX_LINE_BYTES: usize = 32 * 1024;

/// The distance in bytes of the cuts in longer lines, each at the first space after a multiple of it. Chosen by hand.
const GRID_BYTES: usize = 16 * 1024;

/// How far from the grid a cut looks for a space, in bytes. Chosen by hand: longer than any word of a language.
const MAX_CUT_BYTES: usize = 256;

/// The size of the first window that is read around an offset, in bytes; it is doubled until it is large enough. Chosen by hand.
const WINDOW_BYTES: usize = 2 * 1024;

/// One line of the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Line {
    /// The span of the line without its line ending.
    pub span: Span,
    /// The start of the next line; the length of the text for the last one.
    pub next: usize,
}

impl Text {
    /// The line on which `at` lies. A line ending belongs to its line.
    pub fn line(&self, at: usize) -> Line {
        let at = self.floor(at);
        let start = self.line_start(at);
        let (end, next) = self.line_end(at);
        match (start, end) {
            (Some(start), Some(end)) if end - start <= MAX_LINE_BYTES => {
                Line { span: Span::new(start, end), next }
            }
            _ => {
                let piece = self.piece(at, start, end);
                // The last piece of a long line has the line's own ending.
                let next = if end == Some(piece.end) { next } else { piece.end };
                Line { span: piece, next }
            }
        }
    }

    /// Whether a line has only white space. A long line is taken to have more.
    pub fn is_blank(&self, line: Line) -> bool {
        line.span.len() < WINDOW_BYTES && self.slice(line.span).chars().all(char::is_whitespace)
    }

    /// The start of the line that `at` lies on, if it is near.
    fn line_start(&self, at: usize) -> Option<usize> {
        let mut reach = WINDOW_BYTES;
        loop {
            let from = at.saturating_sub(reach);
            let window = self.bytes(Span::new(from, (at + 1).min(self.len())));
            let before = &window[..at - from];
            // A `\r` right before a `\n` at `at` is part of that line's ending.
            let split = window.get(at - from) == Some(&b'\n') && before.last() == Some(&b'\r');
            let before = &before[..before.len() - usize::from(split)];
            if let Some(end) = end_of_last_break(before) {
                return Some(from + end);
            }
            if from == 0 {
                return Some(0);
            }
            if reach > MAX_LINE_BYTES {
                return None;
            }
            reach *= 2;
        }
    }

    /// The end of the line that `at` lies on, if it is near, and the start of the next line.
    fn line_end(&self, at: usize) -> (Option<usize>, usize) {
        let mut reach = WINDOW_BYTES;
        loop {
            let to = at.saturating_add(reach).min(self.len());
            // One byte more on each side: a `\r\n` may lie across either edge of the window.
            let from = at.saturating_sub(1);
            let window = self.bytes(Span::new(from, (to + 1).min(self.len())));
            let inside_ending = at > from && window[0] == b'\r' && window.get(1) == Some(&b'\n');
            let skip = if inside_ending { 0 } else { at - from };
            if let Some((i, length)) = first_break(&window[skip..]) {
                let end = from + skip + i;
                if end < to || to == self.len() {
                    return (Some(end), end + length);
                }
            }
            if to == self.len() {
                return (Some(to), to);
            }
            if reach > MAX_LINE_BYTES {
                return (None, to);
            }
            reach *= 2;
        }
    }

    /// The piece of a long line that `at` lies in, given the line's ends where they are near.
    fn piece(&self, at: usize, start: Option<usize>, end: Option<usize>) -> Span {
        let cell = at / GRID_BYTES;
        let cut = self.cut(cell * GRID_BYTES);
        let (from, to) = if at < cut {
            (self.cut((cell - 1) * GRID_BYTES), cut)
        } else {
            (cut, self.cut((cell + 1) * GRID_BYTES))
        };
        Span::new(start.map_or(from, |s| s.max(from)), end.map_or(to, |e| e.min(to)))
    }

    /// The place at which a long line is cut near `grid`: after a space, or before a character.
    fn cut(&self, grid: usize) -> usize {
        if grid == 0 || grid >= self.len() {
            return grid.min(self.len());
        }
        let window = self.bytes(Span::new(grid, (grid + MAX_CUT_BYTES).min(self.len())));
        match memchr::memchr(b' ', &window) {
            Some(i) => grid + i + 1,
            None => self.ceil(grid),
        }
    }
}

/// The first line break in `bytes`: where it begins, and its length.
pub(super) fn first_break(bytes: &[u8]) -> Option<(usize, usize)> {
    let usual = memchr::memchr2(b'\n', b'\r', bytes);
    let head = &bytes[..usual.unwrap_or(bytes.len())];
    let at = unicode_breaks(head).next().or(usual)?;
    Some((at, break_length(&bytes[at..])))
}

/// Where the last line break in `bytes` ends.
fn end_of_last_break(bytes: &[u8]) -> Option<usize> {
    let usual = memchr::memrchr2(b'\n', b'\r', bytes).map_or(0, |at| at + 1);
    let last = unicode_breaks(&bytes[usual..]).next_back().map(|at| usual + at);
    last.map(|at| at + break_length(&bytes[at..])).or((usual > 0).then_some(usual))
}

/// Where the line breaks of Unicode stand that are no `\n` and no `\r`.
fn unicode_breaks(bytes: &[u8]) -> impl DoubleEndedIterator<Item = usize> {
    memchr::memchr2_iter(0xc2, 0xe2, bytes).filter(|&at| break_length(&bytes[at..]) > 0)
}

/// The length of the line break that `bytes` begin with; 0 if they don't begin with one.
pub(super) fn break_length(bytes: &[u8]) -> usize {
    match bytes {
        [b'\r', b'\n', ..] | [0xc2, 0x85, ..] => 2,
        [b'\n' | b'\r', ..] => 1,
        [0xe2, 0x80, 0xa8 | 0xa9, ..] => 3,
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(text: &str) -> Vec<String> {
        let text = Text::new(text);
        let mut at = 0;
        let mut found = Vec::new();
        loop {
            let line = text.line(at);
            found.push(text.slice(line.span).into_owned());
            if line.next <= at || line.next >= text.len() {
                return found;
            }
            at = line.next;
        }
    }

    #[test]
    fn every_line_ending_ends_a_line() {
        assert_eq!(lines("a\nb\r\nc\rd\n\ne"), ["a", "b", "c", "d", "", "e"]);
        assert_eq!(lines("a\u{85}b\u{2028}c “d”\u{2029}\u{2028}e\n"), ["a", "b", "c “d”", "", "e"]);
        assert_eq!(lines(""), [""]);
    }

    #[test]
    fn a_line_is_the_same_from_each_of_its_bytes() {
        for ending in ["\r\n", "\n", "\u{85}", "\u{2028}"] {
            let text = Text::new(format!("one{ending}two{ending}"));
            let next = 3 + ending.len();
            for at in 0..next {
                assert_eq!(text.line(at), Line { span: Span::new(0, 3), next }, "{ending:?} {at}");
            }
            assert_eq!(text.line(next).span, Span::new(next, next + 3));
        }
    }

    #[test]
    fn a_long_line_is_cut_the_same_from_everywhere() {
        let text = Text::new(format!("x\n{}\ny", "seven €s ".repeat(20_000)));
        let mut at = 2;
        let mut pieces = 0;
        while at < text.len() - 2 {
            let line = text.line(at);
            assert_eq!(line.span.start, at);
            assert!(line.span.len() <= MAX_LINE_BYTES);
            for inside in (line.span.start..line.span.end).step_by(701) {
                assert_eq!(text.line(inside), line);
                assert_eq!(text.paragraph(inside), line.span);
            }
            at = line.next;
            pieces += 1;
        }
        assert_eq!(text.line(at).span, Span::new(text.len() - 1, text.len()));
        assert_eq!(pieces, 14);
    }
}
