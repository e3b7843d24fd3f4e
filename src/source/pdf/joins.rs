//! Paragraphs that go on after a column or a page, or after something that stands between: a figure, a table, a box.

use super::{
    paragraphs::same_size,
    part::{Part, PartKind},
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
    let mut open: Option<usize> = None;
    for part in parts {
        let between = open.map_or(0, |open| joined.len() - open - 1);
        let goes_on = between <= MAX_BETWEEN
            && open
                .and_then(|open| joined.get(open))
                .is_some_and(|before| goes_on(before, &part, between, has_indents));
        if goes_on && let Some(before) = open.and_then(|open| joined.get_mut(open)) {
            before.rows.extend(part.rows);
            before.column = part.column;
            continue;
        }
        if part.is_running() {
            open = Some(joined.len());
        } else if matches!(part.kind, PartKind::Heading(_) | PartKind::Lines) {
            open = None;
        }
        joined.push(part);
    }
    joined
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
    let (text, next) = (last.text(), first.text());
    let text = text.trim_end();
    let starts = next.chars().find(|c| c.is_alphanumeric());
    let is_lower = starts.is_some_and(char::is_lowercase);
    let is_cut = text.ends_with(['-', '\u{ad}', '‐']) && next.starts_with(char::is_alphabetic);
    let is_full = before.column.1 - last.right() < MAX_ROOM * last.size;
    let ends = text
        .trim_end_matches(['”', '"', '»', '’', ')', ']', '“'])
        .ends_with(['.', '!', '?', '…', ':', '。', '」']);
    if is_cut || (is_lower && (!ends || is_full)) {
        return true;
    }
    let is_cjk = starts.is_some_and(super::inline::is_cjk);
    is_full && !part.is_indented && (!ends || has_indents) && (starts.is_some() || is_cjk) && between == 0
}
