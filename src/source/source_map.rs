//! The source map: from a place in a rendered text to the part of the source that it was made of, and back.

use serde::{Deserialize, Serialize};

use crate::text::{
    Span,
    structure::{Ranges, Spanned},
};

/// Which bytes of the source each part of a text was made of. Offsets of the source count its bytes after decoding to UTF-8
/// and without a byte order mark.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct SourceMap {
    /// The parts, ascending by their place in the text.
    pieces: Vec<MappedPart>,
    /// The starts of the lines of the source, in bytes.
    lines: Vec<usize>,
    /// The column of the source at which each part begins, from 1, in code points.
    columns: Vec<usize>,
}

/// A part of the text, up to the next one, that was made of one part of the source.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub(super) struct MappedPart {
    /// The start in the text, in bytes.
    pub at: usize,
    /// The part of the source.
    pub source: Span,
}

impl MappedPart {
    /// The place in the source of `at` in the text, which is before the part or in it. Text that stands as it is in the source is
    /// equally far into both.
    fn start_in_source(&self, at: usize) -> usize {
        let into = self.source.start + at.saturating_sub(self.at);
        if into < self.source.end { into } else { self.source.start }
    }

    /// The place in the source of `at` in the text, an end. The part ends in the text at `end`, and there may be more in the source.
    fn end_in_source(&self, at: usize, end: usize) -> usize {
        if at >= end { self.source.end } else { (self.source.start + at - self.at).min(self.source.end) }
    }
}

impl SourceMap {
    /// The map of a text that was made of `source`, from pieces that ascend in the text.
    pub(super) fn new(source: &str, pieces: Vec<MappedPart>) -> Self {
        let lines = memchr::memchr_iter(b'\n', source.as_bytes()).map(|feed| feed + 1);
        let lines: Vec<usize> = std::iter::once(0).chain(lines).collect();
        let columns = columns(source, &lines, &pieces);
        Self { pieces, lines, columns }
    }

    /// The part of the source that the byte at `at` of the text was made of; `None` if the reader gives no map.
    pub fn source_of(&self, at: usize) -> Option<Span> {
        let next = self.pieces.partition_point(|piece| piece.at <= at);
        self.pieces.get(next.saturating_sub(1)).map(|piece| piece.source)
    }

    /// The part of the source that the words in `span` of `text` were made of, from their first to their last character. `None` if
    /// nothing in the source stands for them, or if they stand there in another order.
    pub(super) fn source_span(&self, text: &str, span: Span) -> Option<Span> {
        let first = self.pieces.partition_point(|piece| piece.at <= span.start).saturating_sub(1);
        let after = self.pieces.partition_point(|piece| piece.at < span.end);
        let parts = self.pieces.get(first..after)?;
        // What the reader has added, such as a tab between two cells, is of no part of the source.
        let start = parts.iter().position(|part| !part.source.is_empty())?;
        let end = parts.iter().rposition(|part| !part.source.is_empty())?;
        let end_in_text = self.pieces.get(first + end + 1).map_or(text.len(), |next| next.at);
        let start = parts[start].start_in_source(span.start);
        let end = parts[end].end_in_source(span.end, end_in_text);
        (start < end).then(|| Span::new(start, end))
    }

    /// The map in the other direction, from the source to the text. `len` is the length of the text in bytes.
    pub fn reversed(&self, len: usize) -> RenderedParts {
        let ends = self.pieces.iter().skip(1).map(|piece| piece.at).chain([len]);
        let parts = self.pieces.iter().zip(ends);
        RenderedParts(Ranges::new(parts.map(|(&piece, end)| RenderedPart { piece, end }).collect()))
    }

    /// The line of the source, from 1, that the byte at `at` of the text was made of.
    pub fn line(&self, at: usize) -> Option<usize> {
        let piece = self.pieces.get(self.pieces.partition_point(|piece| piece.at <= at).saturating_sub(1))?;
        // Text that stands as it is in the source is equally far into both parts.
        let offset = (piece.source.start + at.saturating_sub(piece.at)).min(piece.source.end);
        Some(self.line_of(offset))
    }

    /// The line and the column of the source, both from 1, the column in code points, that the byte at `at` of `text` was made of:
    /// exact where the source is shown as it is written.
    pub fn line_and_column(&self, text: &str, at: usize) -> Option<(usize, usize)> {
        let line = self.line(at)?;
        let number = self.pieces.partition_point(|piece| piece.at <= at).saturating_sub(1);
        let (piece, start) = (self.pieces.get(number)?, self.columns.get(number)?);
        let before = text.get(piece.at.min(at)..at)?;
        let column = if self.line_of(piece.source.start) == line {
            start + before.chars().count()
        } else {
            before.chars().rev().take_while(|c| *c != '\n').count() + 1
        };
        Some((line, column))
    }

    /// The line, from 1, of an offset in the source.
    fn line_of(&self, offset: usize) -> usize {
        self.lines.partition_point(|&line| line <= offset)
    }
}

/// The columns at which parts of the source begin, in one pass over it: the parts of notes are in no order.
fn columns(source: &str, lines: &[usize], pieces: &[MappedPart]) -> Vec<usize> {
    let mut columns = vec![1; pieces.len()];
    let mut order: Vec<usize> = (0..pieces.len()).collect();
    order.sort_by_key(|&number| pieces[number].source.start);
    let (mut at, mut column) = (0, 1);
    for number in order {
        let start = source.floor_char_boundary(pieces[number].source.start);
        let line = lines.partition_point(|&line| line <= start).saturating_sub(1);
        let line_start = lines.get(line).copied().unwrap_or_default();
        if line_start > at {
            (at, column) = (line_start, 1);
        }
        column += source.get(at..start).unwrap_or_default().chars().count();
        at = at.max(start);
        columns[number] = column;
    }
    columns
}

/// The map from the parts of a source to its rendered text.
#[derive(Clone, Debug)]
pub struct RenderedParts(Ranges<RenderedPart>);

#[derive(Clone, Copy, Debug)]
struct RenderedPart {
    piece: MappedPart,
    /// The end in the text, in bytes.
    end: usize,
}

impl Spanned for RenderedPart {
    fn span(&self) -> Span {
        self.piece.source
    }
}

impl RenderedParts {
    /// The span from the first to the last byte of the text that was made of this part of the source; `None` if nothing was. If
    /// the text differs from the source, as for a character that is written by its name, the span may be too long or too short,
    /// so the caller has to compare.
    pub fn of(&self, source: Span) -> Option<Span> {
        self.0.overlapping(source).into_iter().map(|part| part.within(source)).reduce(Span::hull)
    }
}

impl RenderedPart {
    fn within(&self, source: Span) -> Span {
        let (from, to) = (self.piece.source.start, self.piece.source.end);
        let into = |offset: usize| (self.piece.at + offset.saturating_sub(from)).min(self.end);
        Span::new(into(source.start), if source.end < to { into(source.end) } else { self.end })
    }
}
