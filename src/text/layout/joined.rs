//! The rows of lines that are shown as one.

use std::rc::Rc;

use super::{
    super::{Span, Text, cells, hard_wrap::JoinedLines, wrap},
    row::{CellGap, Row, RowDrawing, rows_of_line},
};

/// What part of a row an indent may take, as a divisor of its width: on a narrow screen the text keeps two thirds.
const INDENT_DIVISOR: usize = 3;

/// The rows, `width` cells wide, of lines that are shown as one.
pub fn joined_rows(text: &Text, joined: &JoinedLines, width: usize) -> Rc<[Row]> {
    let indent = if joined.indent <= width / INDENT_DIVISOR { joined.indent } else { 0 };
    let prose = JoinedProse::new(text, joined);
    let (start, room) = (joined.line.span.start, width - indent);
    // The first line's own indent stands in front of its first row.
    let skipped = if joined.first_indent >= indent { prose.indent_of(indent) } else { 0 };
    let spans = wrap(&prose.words[skipped..], room);
    let spans = spans.into_iter().enumerate().map(|(i, span)| {
        let from = if i == 0 { 0 } else { span.start + skipped };
        Span::new(prose.offset(from) - start, prose.offset(span.end + skipped) - start)
    });
    rows_of_line(joined.line, spans.collect(), |span| {
        let gaps = joined.joints.iter().filter(|joint| span.covers(joint.span));
        let gaps = gaps.flat_map(|joint| {
            let drawn = |(i, cell): (usize, cells::Cell<'_>)| CellGap {
                at: cell.span.start,
                glyph: if i == 0 { joint.glyph.to_owned() } else { String::new() },
            };
            let slice = text.slice(joint.span);
            cells::cells(&slice, joint.span.start).enumerate().map(drawn).collect::<Vec<_>>()
        });
        let indent = if span.start == start { 0 } else { indent };
        Some(RowDrawing { indent, gaps: gaps.collect(), ..RowDrawing::default() })
    })
}

/// Joined lines as they are shown, with the way back to the text.
struct JoinedProse {
    /// The words, with what is shown for each joint.
    words: String,
    /// Where each line begins in `words` and in the text, in bytes.
    starts: Vec<(usize, usize)>,
}

impl JoinedProse {
    fn new(text: &Text, joined: &JoinedLines) -> Self {
        let Span { start, end } = joined.line.span;
        let mut prose = Self { words: String::with_capacity(end - start), starts: vec![(0, start)] };
        let mut from = start;
        for joint in &joined.joints {
            prose.words.push_str(&text.slice(Span::new(from, joint.span.start)));
            prose.words.push_str(joint.glyph);
            from = joint.span.end;
            prose.starts.push((prose.words.len(), from));
        }
        prose.words.push_str(&text.slice(Span::new(from, end)));
        prose
    }

    /// The offset in the text of the byte at `at` of the words.
    fn offset(&self, at: usize) -> usize {
        let next = self.starts.partition_point(|(start, _)| *start <= at);
        let (start, offset) = self.starts[next - 1];
        offset + (at - start)
    }

    /// How many bytes at the start of the words take so many cells of indent, if tabs don't make it wider.
    fn indent_of(&self, cells: usize) -> usize {
        let spaces = self.words.len() - self.words.trim_start_matches(' ').len();
        if spaces >= cells { cells } else { 0 }
    }
}
