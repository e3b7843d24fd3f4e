//! Hard-wrapped prose in plain text: lines that are parted only because a program broke them at some width. A screen shows them as
//! one, and wraps them to its own width.
//!
//! Verse, tables, code, lists, addresses and the like keep their lines. Nothing but the words tells these apart, so what isn't
//! clearly prose is left as it is.

mod prose;
mod wrapped_line;

use super::{Span, Text, lines::Line};
use wrapped_line::WrappedLine;

/// A paragraph of plain text, with what its lines are shown as.
#[derive(Debug)]
pub struct WrappedParagraph {
    /// The paragraph up to the line ending of its last line.
    pub span: Span,
    /// The lines that are shown as one, in order. Other lines are shown by themselves.
    joined: Vec<JoinedLines>,
}

/// Lines that are shown as one.
#[derive(Debug)]
pub struct JoinedLines {
    /// All of them as one line.
    pub line: Line,
    /// What stands between them, in order.
    pub joints: Vec<Joint>,
    /// How many cells the first one is indented.
    pub first_indent: usize,
    /// How many cells the others are indented.
    pub indent: usize,
}

/// What parts two joined lines: a line ending and the white space around it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Joint {
    /// The span, in bytes of the text.
    pub span: Span,
    /// The space that is shown for it: none after a hyphen and between characters that take no spaces.
    pub glyph: &'static str,
}

impl WrappedParagraph {
    /// The paragraph around `at`, which is on no blank line. `None` if its lines are too long together for prose.
    pub fn around(text: &Text, at: usize) -> Option<Self> {
        let span = text.plain_paragraph_lines(at)?;
        let whole = Span::new(span.start, text.line(span.end).next);
        let slice = text.slice(span);
        let lines = WrappedLine::all(text, span, &slice);
        let joined = prose::runs(&lines).into_iter().map(|run| JoinedLines::new(&lines[run]));
        Some(Self { span: whole, joined: joined.collect() })
    }

    /// The joined lines of which `at` is part.
    pub fn joined_at(&self, at: usize) -> Option<&JoinedLines> {
        let next = self.joined.partition_point(|joined| joined.line.span.start <= at);
        let joined = &self.joined[next.checked_sub(1)?];
        (at < joined.line.next || at == joined.line.span.end).then_some(joined)
    }
}

impl JoinedLines {
    fn new(lines: &[WrappedLine<'_>]) -> Self {
        let (first, last) = (&lines[0], &lines[lines.len() - 1]);
        Self {
            line: Line { span: Span::new(first.line.span.start, last.line.span.end), next: last.line.next },
            joints: lines.windows(2).map(|pair| pair[0].joint_with(&pair[1])).collect(),
            first_indent: first.indent,
            indent: lines[1].indent,
        }
    }
}

#[cfg(test)]
mod tests;
