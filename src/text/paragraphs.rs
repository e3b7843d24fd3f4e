//! The paragraphs and blocks near an offset.
//!
//! In a text with structure each block is a paragraph. The blocks of a plain text are recognised by its lines, in a window around
//! the place in question, so that nothing is computed before a text is shown. A paragraph ends at a blank line, at a paragraph
//! separator (U+2029), or at the end of a line that is too long to have been wrapped by hand. A heading is recognised by its words.

use super::{
    MAX_LINE_BYTES, Span, Text,
    lines::{Line, break_length, first_break},
    segment,
    structure::{BlockKind, TextBlock},
};

/// The longest line in bytes that may have been wrapped by hand: 80 characters of CJK text. Chosen by hand.
const MAX_WRAPPED_BYTES: usize = 240;

/// U+2029, as it stands in a text.
const PARAGRAPH_SEPARATOR: &[u8] = "\u{2029}".as_bytes();

/// How many blank lines are passed in search of a paragraph, at most. Chosen by hand.
const MAX_BLANK_LINES: usize = 64 * 1024;

/// The longest heading of a plain text, in bytes. [`segment::is_heading`] accepts only shorter ones.
pub(super) const MAX_HEADING_BYTES: usize = 400;

impl Text {
    /// The paragraph at `at`; between two paragraphs, the one before.
    pub fn paragraph(&self, at: usize) -> Span {
        self.structure().block(at).map_or_else(|| self.plain_paragraph(at), |block| block.span)
    }

    /// The first paragraph that starts at or after `at`.
    pub fn next_paragraph(&self, at: usize) -> Option<Span> {
        let blocks = self.structure().blocks();
        if blocks.is_empty() {
            return self.next_plain_paragraph(at);
        }
        blocks.get(self.structure().blocks_before(at)).map(|block| block.span)
    }

    /// The last paragraph that ends at or before `at`.
    pub fn previous_paragraph(&self, at: usize) -> Option<Span> {
        let blocks = self.structure().blocks();
        if blocks.is_empty() {
            return self.previous_plain_paragraph(at);
        }
        let after = blocks.partition_point(|block| block.span.end <= at);
        after.checked_sub(1).map(|last| blocks[last].span)
    }

    /// The block at `at`; between two blocks, the one before. An empty text has an empty paragraph.
    pub fn block(&self, at: usize) -> TextBlock {
        match self.structure().block(at) {
            Some(block) => block.clone(),
            None => self.plain_block(self.plain_paragraph(at)),
        }
    }

    /// The blocks that share at least one byte with `span`, in order.
    pub fn blocks(&self, span: Span) -> Vec<TextBlock> {
        let blocks = self.structure().blocks();
        if !blocks.is_empty() {
            return self.structure().blocks_in(span).to_vec();
        }
        let mut found = Vec::new();
        let mut next = Some(self.plain_paragraph(span.start));
        while let Some(paragraph) = next.filter(|paragraph| paragraph.start < span.end) {
            if paragraph.overlaps(span) {
                found.push(self.plain_block(paragraph));
            }
            next = self.next_plain_paragraph(paragraph.end.max(span.start));
        }
        found
    }

    /// The block of a paragraph of plain text: a heading if its words look like one, with the level that Markdown marks give.
    fn plain_block(&self, paragraph: Span) -> TextBlock {
        if paragraph.len() >= MAX_HEADING_BYTES {
            return TextBlock::new(BlockKind::Paragraph, paragraph);
        }
        let words = self.slice(paragraph);
        let level = words.trim_start().bytes().take_while(|&byte| byte == b'#').count().clamp(1, 6) as u8;
        let is_heading = segment::is_heading(&words);
        TextBlock::new(
            if is_heading { BlockKind::Heading { level } } else { BlockKind::Paragraph },
            paragraph,
        )
    }

    /// The paragraph of a plain text at `at`; between two paragraphs, the one before.
    fn plain_paragraph(&self, at: usize) -> Span {
        let mut line = self.line(at);
        for _ in 0..MAX_BLANK_LINES {
            if line.span.start == 0 || !self.is_blank(line) {
                break;
            }
            line = self.line(line.span.start - 1);
        }
        if self.is_blank(line) {
            // There is only white space before: the first paragraph is taken, if there is one.
            return self.next_plain_paragraph(0).unwrap_or(Span::at(self.len()));
        }
        self.plain_paragraph_lines(line.span.start).unwrap_or(line.span)
    }

    /// The lines around `at` that are one paragraph of a plain text, without the last one's ending. `at` is on no blank line. `None` if
    /// they are too long together, so that each of them is a paragraph.
    pub(super) fn plain_paragraph_lines(&self, at: usize) -> Option<Span> {
        let line = self.line(at);
        if self.last_long_run().contains(line.span.start) {
            return None;
        }
        let span = self.with_lines_below(self.with_lines_above(line.span, line), line);
        if span.len() <= MAX_LINE_BYTES {
            return Some(span);
        }
        self.last_long_run().set(span.hull(self.with_lines_below(line.span, line)));
        None
    }

    /// `span` with the lines of its paragraph above `first`, until it is too long.
    fn with_lines_above(&self, mut span: Span, mut first: Line) -> Span {
        while span.len() <= MAX_LINE_BYTES && first.span.start > 0 {
            let above = self.line(first.span.start - 1);
            if self.is_blank(above) || self.breaks(above, first) {
                break;
            }
            (span.start, first) = (above.span.start, above);
        }
        span
    }

    /// `span` with the lines of its paragraph below `last`, until it is too long.
    fn with_lines_below(&self, mut span: Span, mut last: Line) -> Span {
        while span.len() <= MAX_LINE_BYTES && last.next < self.len() {
            let below = self.line(last.next);
            if self.is_blank(below) || self.breaks(last, below) {
                break;
            }
            (span.end, last) = (below.span.end, below);
        }
        span
    }

    /// The first paragraph of a plain text that starts at or after `at`.
    fn next_plain_paragraph(&self, at: usize) -> Option<Span> {
        let mut line = self.line(at);
        for _ in 0..MAX_BLANK_LINES {
            if line.span.start >= at && !self.is_blank(line) {
                let paragraph = self.plain_paragraph(line.span.start);
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

    /// The last paragraph of a plain text that ends at or before `at`.
    fn previous_plain_paragraph(&self, at: usize) -> Option<Span> {
        let mut before = at;
        for _ in 0..MAX_BLANK_LINES {
            let line = self.line(before.checked_sub(1)?);
            if line.span.end <= at && !self.is_blank(line) {
                let paragraph = self.plain_paragraph(line.span.start);
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

    /// Whether two lines without a blank one between them belong to different paragraphs.
    fn breaks(&self, above: Line, below: Line) -> bool {
        let is_long = above.span.len() > MAX_WRAPPED_BYTES || below.span.len() > MAX_WRAPPED_BYTES;
        is_long || self.bytes(Span::new(above.span.end, above.next)).ends_with(PARAGRAPH_SEPARATOR)
    }
}

/// How many paragraphs start within `bytes`, which stand at `start` in `text`.
pub(super) fn paragraph_starts(text: &Text, start: usize, bytes: &[u8]) -> usize {
    if bytes.is_empty() {
        return 0;
    }
    if !text.structure().blocks().is_empty() {
        return text.structure().blocks_before(start + bytes.len()) - text.structure().blocks_before(start);
    }
    let mut count = 0;
    let at_line_start = text.line(start).span.start == start;
    let mut line =
        if at_line_start { 0 } else { rest_of_break(text, start).unwrap_or_else(|| next_line(bytes, 0)) };
    // The line above, for the question whether a paragraph goes on.
    let mut above = (start + line > 0 && line < bytes.len()).then(|| {
        let line = text.line(start + line - 1);
        let separated = text.bytes(Span::new(line.span.end, line.next)).ends_with(PARAGRAPH_SEPARATOR);
        (line.span.len(), text.is_blank(line) || separated)
    });
    while line < bytes.len() {
        let next = next_line(bytes, line);
        let (len, blank) = if next >= bytes.len() {
            let last = text.line(start + line);
            (last.span.len(), text.is_blank(last))
        } else {
            let content = content(&bytes[line..next]);
            (content.len(), content.is_empty())
        };
        let goes_on = above
            .is_some_and(|(above, blank)| !blank && above <= MAX_WRAPPED_BYTES && len <= MAX_WRAPPED_BYTES);
        count += usize::from(!blank && !goes_on);
        let separated = bytes[line..next].ends_with(PARAGRAPH_SEPARATOR);
        (above, line) = (Some((len, blank || separated)), next);
    }
    count
}

/// Where the line after the one at `at` starts; the length of `bytes` when there is none.
fn next_line(bytes: &[u8], at: usize) -> usize {
    first_break(&bytes[at..]).map_or(bytes.len(), |(start, length)| at + start + length)
}

/// A line without its ending and the white space before that.
fn content(line: &[u8]) -> &[u8] {
    let line = line.trim_ascii_end();
    match first_break(line) {
        Some((end, _)) => line[..end].trim_ascii_end(),
        None => line,
    }
}

/// How many bytes of a line break stand from `start` on, if that is inside of one.
fn rest_of_break(text: &Text, start: usize) -> Option<usize> {
    let begin = text.floor(start);
    let length =
        break_length(&text.bytes(Span::new(begin, (begin + PARAGRAPH_SEPARATOR.len()).min(text.len()))));
    (begin < start && begin + length > start).then(|| begin + length - start)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{CHECKPOINT_BYTES, structure::Markup};

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
        assert_eq!(text.paragraphs(), found.len());
        found
    }

    #[test]
    fn blank_lines_and_long_lines_end_paragraphs() {
        assert_eq!(paragraphs("One\ntwo.\n\n \nThree.\n"), ["One\ntwo.", "Three."]);
        let long = "word ".repeat(60);
        assert_eq!(paragraphs(&format!("{long}\nShort.\n{long}")), [&long, "Short.", &long]);
        assert!(paragraphs("\n\n \n").is_empty());
        assert_eq!(
            paragraphs("One\u{2028}two.\u{2029}Three.\u{85}Four.\u{2028}\u{2028}Five."),
            ["One\u{2028}two.", "Three.\u{85}Four.", "Five.",]
        );
    }

    #[test]
    fn each_line_of_a_run_that_is_too_long_is_a_paragraph() {
        let entries: Vec<String> = (0..40_000).map(|entry| format!("{entry} x")).collect();
        let text = Text::new(format!("Above.\n\n{}\n\nBelow.\nBelow.", entries.join("\n")));
        let found: Vec<Span> = text.blocks(text.span()).into_iter().map(|block| block.span).collect();
        assert_eq!(found.len(), entries.len() + 2);
        assert_eq!(text.slice(found[20_000]), entries[19_999]);
        assert_eq!(text.slice(found[entries.len() + 1]), "Below.\nBelow.");
        let mut before = text.len();
        for span in found.into_iter().rev() {
            assert_eq!(text.previous_paragraph(before), Some(span));
            before = span.start;
        }
    }

    #[test]
    fn paragraphs_are_counted_across_a_line_break_that_is_cut() {
        for ending in ["\u{2029}", "\u{2028}\u{2028}", "\r\n\r\n"] {
            for before in 0..6 {
                let filler = "x".repeat(59) + "\n\n";
                let head = filler.repeat(CHECKPOINT_BYTES / filler.len());
                let rest = "y".repeat(CHECKPOINT_BYTES - before - head.len());
                let found = paragraphs(&format!("{head}{rest}{ending}One.{ending}Two."));
                assert_eq!(found.last().map(String::as_str), Some("Two."), "{ending:?} {before}");
            }
        }
    }

    #[test]
    fn what_a_reader_says_counts_more_than_blank_lines() {
        let source = "A title\n\nfn main() {\n\n}\n\nText.";
        let code = TextBlock::new(BlockKind::Code { language: "".into() }, Span::new(9, 23));
        let text = Text::structured(source, Markup { blocks: vec![code], ..Markup::default() });
        let mut paragraphs = Vec::new();
        while let Some(paragraph) = text.next_paragraph(paragraphs.last().map_or(0, |last: &Span| last.end)) {
            paragraphs.push(paragraph);
        }
        assert_eq!(paragraphs, [Span::new(0, 7), Span::new(9, 23), Span::new(25, 30)]);
        assert_eq!([8, 9, 20, 24].map(|at| text.paragraph(at).start), [0, 9, 9, 9]);
        assert_eq!(text.previous_paragraph(24), Some(Span::new(9, 23)));
        assert_eq!((text.paragraph_start(2), text.paragraph_start(4)), (Some(9), None));
        assert_eq!(text.paragraphs_at([0, 12, 25]), [1, 2, 3]);
    }

    #[test]
    fn headings_of_plain_text_are_told_by_their_words() {
        let text = Text::new("## The river\n\nIt rose.\n\nIt fell.\n");
        let kinds: Vec<BlockKind> = text.blocks(text.span()).into_iter().map(|block| block.kind).collect();
        assert_eq!(kinds, [BlockKind::Heading { level: 2 }, BlockKind::Paragraph, BlockKind::Paragraph]);
        assert_eq!(text.blocks(Span::new(13, 15)).len(), 1);
        assert_eq!(text.block(13).heading_level(), Some(2));
        assert!(Text::new("").blocks(Span::at(0)).is_empty());
    }
}
