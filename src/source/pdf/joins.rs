//! Paragraphs that go on after a column or a page, or after something that stands between: a figure, a table, a box.

use super::{
    paragraphs::same_size,
    part::{Part, PartKind},
    row::Row,
};

/// How many parts may stand between the two halves of a paragraph.
const MAX_BETWEEN: usize = 6;

/// How far a row that goes on may end before the right end of its column, in sizes of the font.
const MAX_ROOM: f32 = 2.5;

/// The parts with those joined that are one paragraph.
pub(super) fn join(parts: Vec<Part>) -> Vec<Part> {
    let texts = parts.iter().filter(|part| part.kind == PartKind::Text).count();
    let indented = parts.iter().filter(|part| part.kind == PartKind::Text && part.is_indented).count();
    let has_indents = 4 * indented > texts;
    let mut joined: Vec<Part> = Vec::with_capacity(parts.len());
    // The last parts of running text, which may go on.
    let mut open: Vec<usize> = Vec::new();
    for part in parts {
        open.retain(|at| joined.len() - at - 1 <= MAX_BETWEEN);
        let goes_on = |at: &usize| {
            let between = joined.len() - at - 1;
            joined.get(*at).is_some_and(|before| goes_on(before, &part, between, has_indents))
        };
        // The caption of what stands between comes later than the paragraph that it interrupts.
        let is_interrupted = |at: &&usize| joined.get(**at).is_some_and(is_interrupted) && goes_on(at);
        let interrupted = open.iter().rev().find(is_interrupted).copied();
        let before = interrupted.or_else(|| open.last().copied().filter(goes_on));
        if let Some(before) = before.and_then(|at| joined.get_mut(at)) {
            before.rows.extend(part.rows);
            before.column = part.column;
            continue;
        }
        if part.is_running() {
            open.push(joined.len());
        } else if matches!(part.kind, PartKind::Heading(_) | PartKind::Lines) {
            open.clear();
        }
        joined.push(part);
    }
    joined
}

/// Whether a part ends in the middle of a sentence at the right end of its column.
fn is_interrupted(part: &Part) -> bool {
    part.rows.last().is_some_and(|row| is_full(part, row) && !ends_sentence(&row.text()))
}

/// Whether a row, the last one of a part, reaches the right end of its column.
fn is_full(part: &Part, row: &Row) -> bool {
    part.column.1 - row.right() < MAX_ROOM * row.size
}

fn ends_sentence(text: &str) -> bool {
    let text = text.trim_end().trim_end_matches(['”', '"', '»', '’', ')', ']', '“']);
    text.ends_with(['.', '!', '?', '…', ':', '。', '」'])
}

fn goes_on(before: &Part, part: &Part, between: usize, has_indents: bool) -> bool {
    let (Some(last), Some(first)) = (before.rows.last(), part.rows.first()) else { return false };
    let is_apart = between > 0 || last.page != first.page || first.baseline < last.baseline;
    if part.kind != PartKind::Text
        || !is_apart
        || !same_size(last.size, first.size)
        || before.is_bold() != part.is_bold()
    {
        return false;
    }
    let blocks =
        last.words.last().and_then(|word| word.block).zip(first.words.first().and_then(|word| word.block));
    if let Some((a, b)) = blocks {
        return a == b;
    }
    let (text, next) = (last.text(), first.text());
    let text = text.trim_end();
    let starts = next.chars().find(|c| c.is_alphanumeric());
    let is_lower = starts.is_some_and(char::is_lowercase);
    let is_cut = text.ends_with(['-', '\u{ad}', '‐']) && next.starts_with(char::is_alphabetic);
    let is_full = is_full(before, last);
    let ends = ends_sentence(text);
    if is_cut || (is_lower && (!ends || is_full)) {
        return true;
    }
    let is_cjk = starts.is_some_and(super::script::is_cjk);
    is_full && !part.is_indented && (!ends || has_indents) && (starts.is_some() || is_cjk) && between == 0
}
