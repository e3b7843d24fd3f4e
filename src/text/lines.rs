//! Lines near an offset, found without reading far.
//!
//! A line ends at `\n`, `\r\n` or `\r`. It is cut at a fixed grid where it is longer than [`MAX_LINE_BYTES`], so that no
//! question about a place reads more than that on either side, and every question has one answer.

use super::{Span, Text};

/// The longest line or paragraph that is taken as one: ten times the longest paragraph of usual prose, and still read and
/// wrapped well within the time of a frame.
pub const MAX_LINE_BYTES: usize = 32 * 1024;

/// Where longer ones are cut: at the first space after a multiple of this many bytes.
const GRID_BYTES: usize = 16 * 1024;

/// How far a cut looks for a space: further than any word of a language is long.
const MAX_CUT_BYTES: usize = 256;

/// The first window that is read around an offset; it doubles until it is large enough.
const WINDOW_BYTES: usize = 2 * 1024;

/// One line of the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Line {
    /// Without its line ending.
    pub span: Span,
    /// Where the next line starts; the length of the text for the last one.
    pub next: usize,
}

impl Text {
    /// The line that `at` lies on. A line's ending belongs to the line.
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

    /// Whether a line has nothing to read. Long lines are taken to have something.
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
            if let Some(i) = memchr::memrchr2(b'\n', b'\r', before) {
                return Some(from + i + 1);
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
            if let Some(i) = memchr::memchr2(b'\n', b'\r', &window[skip..]) {
                let end = from + skip + i;
                if end < to || to == self.len() {
                    let crlf = window[skip + i] == b'\r' && window.get(skip + i + 1) == Some(&b'\n');
                    return (Some(end), end + 1 + usize::from(crlf));
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

    /// Where a long line is cut near `grid`: after a space, or before a character.
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
        assert_eq!(lines(""), [""]);
    }

    #[test]
    fn a_line_is_the_same_from_each_of_its_bytes() {
        let text = Text::new("one\r\ntwo\r\n");
        for at in 0..5 {
            assert_eq!(text.line(at), Line { span: Span::new(0, 3), next: 5 }, "{at}");
        }
        assert_eq!(text.line(5).span, Span::new(5, 8));
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
