//! Lines and paragraphs near an offset, found without reading far.
//!
//! A line ends at `\n`, `\r\n` or `\r`. A paragraph ends at a blank line, or at the end of a line that is too long
//! to have been wrapped by hand. Both are cut at a fixed grid where they are longer than [`LONGEST`], so that no
//! question about a place reads more than that on either side, and every question has one answer.

use super::{Span, Text};

/// The longest line or paragraph, in bytes, that is taken as one.
pub const LONGEST: usize = 32 * 1024;

/// Where longer ones are cut: at the first space after a multiple of this.
const GRID: usize = 16 * 1024;

/// How far a cut looks for a space.
const CUT_WITHIN: usize = 256;

/// A line of more than this many bytes was not wrapped by hand (80 cells of CJK text).
const WRAPPED: usize = 240;

/// The first window that is read around an offset; it doubles until it is large enough.
const NEAR: usize = 2 * 1024;

/// How many blank lines are passed in search of a paragraph.
const BLANK_LINES: usize = 64 * 1024;

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
            (Some(start), Some(end)) if end - start <= LONGEST => Line { span: Span::new(start, end), next },
            _ => {
                let piece = self.piece(at, start, end);
                // The last piece of a long line has the line's own ending.
                let next = if end == Some(piece.end) { next } else { piece.end };
                Line { span: piece, next }
            }
        }
    }

    /// The paragraph at `at`; between two paragraphs, the one before.
    pub fn paragraph(&self, at: usize) -> Span {
        let mut line = self.line(at);
        for _ in 0..BLANK_LINES {
            if line.span.start == 0 || !self.is_blank(line) {
                break;
            }
            line = self.line(line.span.start - 1);
        }
        if self.is_blank(line) {
            // Nothing but white space up to here: the first paragraph, if there is one.
            return self.next_paragraph(0).unwrap_or(Span::at(self.len()));
        }
        let mut span = line.span;
        let mut first = line;
        while span.len() <= LONGEST && first.span.start > 0 {
            let above = self.line(first.span.start - 1);
            if self.is_blank(above) || Self::breaks(above, first) {
                break;
            }
            (span.start, first) = (above.span.start, above);
        }
        let mut last = line;
        while span.len() <= LONGEST && last.next < self.len() {
            let below = self.line(last.next);
            if self.is_blank(below) || Self::breaks(last, below) {
                break;
            }
            (span.end, last) = (below.span.end, below);
        }
        if span.len() <= LONGEST { span } else { line.span }
    }

    /// The first paragraph that starts at or after `at`.
    pub fn next_paragraph(&self, at: usize) -> Option<Span> {
        let mut line = self.line(at);
        for _ in 0..BLANK_LINES {
            if line.span.start >= at && !self.is_blank(line) {
                let paragraph = self.paragraph(line.span.start);
                if paragraph.start >= at {
                    return Some(paragraph);
                }
                line = self.line(paragraph.end);
            }
            if line.next >= self.len() || line.next <= line.span.start {
                return None;
            }
            line = self.line(line.next);
        }
        None
    }

    /// The last paragraph that ends at or before `at`.
    pub fn previous_paragraph(&self, at: usize) -> Option<Span> {
        let mut before = at;
        for _ in 0..BLANK_LINES {
            let line = self.line(before.checked_sub(1)?);
            if line.span.end <= at && !self.is_blank(line) {
                let paragraph = self.paragraph(line.span.start);
                if paragraph.end <= at {
                    return Some(paragraph);
                }
                before = paragraph.start;
            } else {
                before = line.span.start;
            }
        }
        None
    }

    /// Whether a line has nothing to read. Long lines are taken to have something.
    pub fn is_blank(&self, line: Line) -> bool {
        line.span.len() < NEAR && self.slice(line.span).chars().all(char::is_whitespace)
    }

    /// Whether two lines without a blank one between them belong to different paragraphs.
    fn breaks(above: Line, below: Line) -> bool {
        above.span.len() > WRAPPED || below.span.len() > WRAPPED
    }

    /// The start of the line that `at` lies on, if it is near.
    fn line_start(&self, at: usize) -> Option<usize> {
        let mut reach = NEAR;
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
            if reach > LONGEST {
                return None;
            }
            reach *= 2;
        }
    }

    /// The end of the line that `at` lies on, if it is near, and the start of the next line.
    fn line_end(&self, at: usize) -> (Option<usize>, usize) {
        let mut reach = NEAR;
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
            if reach > LONGEST {
                return (None, to);
            }
            reach *= 2;
        }
    }

    /// The piece of a long line that `at` lies in, given the line's ends where they are near.
    fn piece(&self, at: usize, start: Option<usize>, end: Option<usize>) -> Span {
        let cell = at / GRID;
        let cut = self.cut(cell * GRID);
        let (from, to) =
            if at < cut { (self.cut((cell - 1) * GRID), cut) } else { (cut, self.cut((cell + 1) * GRID)) };
        Span::new(start.map_or(from, |s| s.max(from)), end.map_or(to, |e| e.min(to)))
    }

    /// Where a long line is cut near `grid`: after a space, or before a character.
    fn cut(&self, grid: usize) -> usize {
        if grid == 0 || grid >= self.len() {
            return grid.min(self.len());
        }
        let window = self.bytes(Span::new(grid, (grid + CUT_WITHIN).min(self.len())));
        match memchr::memchr(b' ', &window) {
            Some(i) => grid + i + 1,
            None => self.ceil(grid),
        }
    }
}

/// How many paragraphs start within `bytes`, which stand at `start` in `text`.
pub(super) fn paragraph_starts(text: &Text, start: usize, bytes: &[u8]) -> usize {
    if bytes.is_empty() {
        return 0;
    }
    let mut count = 0;
    let at_line_start = text.line(start).span.start == start;
    let mut line = if at_line_start { 0 } else { next_line(bytes, 0) };
    // The line above, for the question whether a paragraph goes on.
    let mut above = (start + line > 0 && line < bytes.len()).then(|| {
        let line = text.line(start + line - 1);
        (line.span.len(), text.is_blank(line))
    });
    while line < bytes.len() {
        let next = next_line(bytes, line);
        let (len, blank) = if next >= bytes.len() {
            let last = text.line(start + line);
            (last.span.len(), text.is_blank(last))
        } else {
            let content = bytes[line..next].trim_ascii_end();
            (content.len(), content.is_empty())
        };
        let goes_on = above.is_some_and(|(above, blank)| !blank && above <= WRAPPED && len <= WRAPPED);
        count += usize::from(!blank && !goes_on);
        (above, line) = (Some((len, blank)), next);
    }
    count
}

/// Where the line after the one at `at` starts; the length of `bytes` when there is none.
fn next_line(bytes: &[u8], at: usize) -> usize {
    match memchr::memchr2(b'\n', b'\r', &bytes[at..]) {
        Some(i) if bytes[at + i] == b'\r' && bytes.get(at + i + 1) == Some(&b'\n') => at + i + 2,
        Some(i) => at + i + 1,
        None => bytes.len(),
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

    fn paragraphs(text: &str) -> Vec<String> {
        let text = Text::new(text);
        let mut found = Vec::new();
        let mut at = 0;
        while let Some(paragraph) = text.next_paragraph(at) {
            found.push(text.slice(paragraph).into_owned());
            at = paragraph.end;
        }
        let mut before = text.len();
        let mut backwards = Vec::new();
        while let Some(paragraph) = text.previous_paragraph(before) {
            backwards.push(text.slice(paragraph).into_owned());
            before = paragraph.start;
        }
        backwards.reverse();
        assert_eq!(found, backwards);
        assert_eq!(text.count(text.len()).paragraphs, found.len());
        found
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
    fn blank_lines_and_long_lines_end_paragraphs() {
        assert_eq!(paragraphs("One\ntwo.\n\n \nThree.\n"), ["One\ntwo.", "Three."]);
        let long = "word ".repeat(60);
        assert_eq!(paragraphs(&format!("{long}\nShort.\n{long}")), [&long, "Short.", &long]);
        assert!(paragraphs("\n\n \n").is_empty());
    }

    #[test]
    fn a_long_line_is_cut_the_same_from_everywhere() {
        let text = Text::new(format!("x\n{}\ny", "seven €s ".repeat(20_000)));
        let mut at = 2;
        let mut pieces = 0;
        while at < text.len() - 2 {
            let line = text.line(at);
            assert_eq!(line.span.start, at);
            assert!(line.span.len() <= LONGEST);
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
