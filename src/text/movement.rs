//! Movements: pure functions from a text and a range to a range. None of them reads far from the range.

use super::{Span, Text, Unit, unit};
use unicode_segmentation::{GraphemeCursor, UnicodeSegmentation};

/// The direction of a movement.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// Towards the end.
    Forward,
    /// Towards the start.
    Backward,
}

/// The range that is `count` units away from `from`, or the last one that way. None where there is none.
pub fn step(text: &Text, from: Span, unit: Unit, direction: Direction, count: usize) -> Option<Span> {
    let mut at = None;
    for _ in 0..count.max(1) {
        let here = at.unwrap_or(from);
        let next = match direction {
            Direction::Forward => unit.next(text, here.end.max(here.start + 1)),
            Direction::Backward => unit.previous(text, here.start),
        };
        match next {
            Some(next) => at = Some(next),
            None => break,
        }
    }
    at
}

/// The smallest segment, of any unit, that covers all of `range` and more; with its unit.
pub fn widen(text: &Text, range: Span) -> Option<(Unit, Span)> {
    let paragraph = text.paragraph(range.start);
    let segments = |unit: Unit| {
        let found = match unit {
            Unit::Quotation => unit::quotations_around(text, range.start),
            _ => unit.segments(text, paragraph),
        };
        found.into_iter().map(move |span| (unit, span))
    };
    Unit::ALL
        .into_iter()
        .flat_map(segments)
        .filter(|(_, span)| span.covers(range) && *span != range)
        .min_by_key(|(unit, span)| (span.len(), *unit))
}

/// The first of the largest segments that lie inside `range` and are smaller than it; with its unit.
pub fn narrow(text: &Text, range: Span) -> Option<(Unit, Span)> {
    Unit::ALL.into_iter().rev().find_map(|unit| {
        let first = unit.next(text, range.start)?;
        (range.covers(first) && first != range).then_some((unit, first))
    })
}

/// `range` with its end moved by grapheme clusters; never empty, never out of the text.
pub fn nudge_end(text: &Text, range: Span, direction: Direction, count: usize) -> Span {
    let mut end = range.end;
    for _ in 0..count.max(1) {
        let next = match direction {
            Direction::Forward => cluster_after(text, end),
            Direction::Backward => cluster_before(text, end),
        };
        if next <= range.start {
            break;
        }
        end = next;
    }
    Span::new(range.start, end)
}

/// `range` with its start moved by grapheme clusters; never empty, never out of the text.
pub fn nudge_start(text: &Text, range: Span, direction: Direction, count: usize) -> Span {
    let mut start = range.start;
    for _ in 0..count.max(1) {
        let next = match direction {
            Direction::Forward => cluster_after(text, start),
            Direction::Backward => cluster_before(text, start),
        };
        if next >= range.end {
            break;
        }
        start = next;
    }
    Span::new(start, range.end)
}

/// The smallest span of whole grapheme clusters that covers `span`.
pub fn snap(text: &Text, span: Span) -> Span {
    let line = text.line(span.start);
    let window = Span::new(line.span.start, text.line(span.end).next.max(span.end));
    let window = if window.len() > 8 * super::MAX_LINE_BYTES { span } else { window };
    let slice = text.slice(window);
    let is_between = |at: usize| {
        let at = at - window.start;
        slice.is_char_boundary(at)
            && GraphemeCursor::new(at, slice.len(), true).is_boundary(&slice, 0) == Ok(true)
    };
    if is_between(span.start) && is_between(span.end) {
        return span;
    }
    let mut snapped = span;
    for (at, cluster) in slice.grapheme_indices(true) {
        let cluster = Span::new(window.start + at, window.start + at + cluster.len());
        if cluster.contains(span.start) {
            snapped.start = cluster.start;
        }
        if cluster.start < span.end && span.end < cluster.end {
            snapped.end = cluster.end;
        }
    }
    snapped
}

/// Whether no grapheme cluster goes on beyond either end of a span.
pub fn is_whole(text: &Text, span: Span) -> bool {
    let is_boundary = |at: usize| {
        let from = text.floor(at.saturating_sub(MAX_CLUSTER_BYTES));
        let around = text.slice(Span::new(from, at + MAX_CLUSTER_BYTES));
        let mut cursor = GraphemeCursor::new(at - from, around.len(), true);
        cursor.is_boundary(&around, 0) != Ok(false)
    };
    is_boundary(span.start) && is_boundary(span.end)
}

/// How far, in bytes, the start of a grapheme cluster is looked for. Of a longer one, which no language has, the start is not seen.
const MAX_CLUSTER_BYTES: usize = 256;

fn cluster_after(text: &Text, at: usize) -> usize {
    let window = text.slice(Span::new(at, at.saturating_add(MAX_CLUSTER_BYTES)));
    at + window.graphemes(true).next().map_or(0, str::len)
}

fn cluster_before(text: &Text, at: usize) -> usize {
    let from = text.floor(at.saturating_sub(MAX_CLUSTER_BYTES));
    let window = text.slice(Span::new(from, at));
    at - window.graphemes(true).next_back().map_or(0, str::len)
}
