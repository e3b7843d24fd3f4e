//! Headings: the parts that bookmarks name, or else those that are set larger or bolder than the running text.

use super::{
    destinations::Bookmark,
    lists::restore_marker,
    part::{Part, PartKind},
};

/// The size from which text is a heading, as a multiple of that of the running text.
const MIN_SIZE: f32 = 1.1;

/// The longest heading, in characters, and in rows.
const MAX_CHARACTERS: usize = 250;
const MAX_ROWS: usize = 5;

/// The deepest level of a heading.
const MAX_LEVEL: usize = 6;

/// How many pages after the one that a bookmark names its heading may be.
const MAX_PAGES: usize = 1;

/// Finds the headings among the parts of a document. `body` is the size of its running text.
pub(super) fn find_headings(parts: &mut [Part], bookmarks: &[Bookmark], body: f32) {
    let found = by_bookmarks(parts, bookmarks);
    if found.is_empty() || 2 * found.len() < bookmarks.len() {
        by_look(parts, body);
    }
    for (at, level) in found {
        if let Some(part) = parts.get_mut(at) {
            restore_marker(part);
            part.kind = PartKind::Heading(level);
        }
    }
}

/// The parts that bookmarks name, with their levels.
fn by_bookmarks(parts: &[Part], bookmarks: &[Bookmark]) -> Vec<(usize, u8)> {
    let mut candidates: Vec<(usize, usize, f32, String)> = Vec::new();
    for (i, part) in parts.iter().enumerate() {
        if matches!(part.kind, PartKind::Text | PartKind::Item(_) | PartKind::Lines | PartKind::Heading(_))
            && part.rows.len() <= MAX_ROWS
        {
            candidates.push((i, part.page(), part.area().top, folded(&part.text())));
        }
    }
    candidates.sort_by_key(|candidate| candidate.1);
    let mut found: Vec<(usize, u8)> = Vec::new();
    for bookmark in bookmarks {
        let title = folded(&bookmark.title);
        let Some((page, y)) = bookmark.place.filter(|_| !title.is_empty()) else { continue };
        let from = candidates.partition_point(|candidate| candidate.1 < page);
        let near = candidates
            .get(from..)
            .unwrap_or_default()
            .iter()
            .take_while(|candidate| candidate.1 <= page + MAX_PAGES);
        let named =
            near.filter(|(at, _, _, text)| *text == title && found.iter().all(|(known, _)| known != at));
        let distance = |top: f32, on: usize| (top - y).abs() + 1_000.0 * (on - page) as f32;
        let nearest = named.min_by(|a, b| distance(a.2, a.1).total_cmp(&distance(b.2, b.1)));
        if let Some(&(at, ..)) = nearest {
            found.push((at, bookmark.level.clamp(1, MAX_LEVEL as u8)));
        }
    }
    found
}

/// A title as it is compared: letters and digits alone, without its number.
fn folded(title: &str) -> String {
    let title = title.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.' || c.is_whitespace());
    title.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// Makes headings of the parts that look like some: the larger the font, the higher the level.
fn by_look(parts: &mut [Part], body: f32) {
    let looks: Vec<Option<(i32, bool)>> = parts.iter().map(|part| look(part, body)).collect();
    let mut styles: Vec<(i32, bool)> = looks.iter().flatten().copied().collect();
    styles.sort_by_key(|&style| std::cmp::Reverse(style));
    styles.dedup();
    for (part, look) in parts.iter_mut().zip(looks) {
        let Some(look) = look else { continue };
        let level = styles.iter().position(|&style| style == look).unwrap_or_default().min(MAX_LEVEL - 1) + 1;
        restore_marker(part);
        part.kind = PartKind::Heading(level as u8);
    }
}

/// The size in half points and the weight of a part that looks like a heading.
fn look(part: &Part, body: f32) -> Option<(i32, bool)> {
    let text = part.text();
    let is_bold = part.is_bold();
    let is_large = part.size() > MIN_SIZE * body;
    let is_short = text.chars().count() <= MAX_CHARACTERS
        && part.rows.len() <= MAX_ROWS
        && text.chars().any(char::is_alphabetic);
    let is_sentence = text.trim_end().ends_with(['.', ',', ';', ':']) && !is_large;
    let is_text = matches!(part.kind, PartKind::Text | PartKind::Item(_))
        && !matches!(&part.kind, PartKind::Item(marker) if !marker.ends_with('.'));
    let is_heading =
        is_text && is_short && !is_sentence && (is_large || (is_bold && part.size() > 0.95 * body));
    is_heading.then(|| ((2.0 * part.size()).round() as i32, is_bold))
}
