//! Footnotes: small print at the foot of a page that begins with a mark which the text above has, too.

use super::{
    markers::{is_note_mark, ordinal},
    paragraphs::same_size,
    part::{Part, PartKind},
    row::Raise,
};

/// The largest size of a footnote, as a part of that of the running text.
const MAX_SIZE: f32 = 0.96;

/// The part of a page in which no footnote begins, from the top.
const MIN_PLACE: f32 = 0.3;

/// Makes notes of the parts of a page that are footnotes, and puts those that go on in several parts together. `height` is that of
/// the page, `body` the size of the running text.
pub(super) fn find_notes(parts: Vec<Part>, height: f32, body: f32) -> Vec<Part> {
    let marks: Vec<String> = parts.iter().flat_map(Part::raised).map(|mark| bare(mark).to_owned()).collect();
    let mut found: Vec<Part> = Vec::new();
    for mut part in parts {
        let is_low = part.area().top > MIN_PLACE * height && part.size() < MAX_SIZE * body;
        if is_low
            && matches!(part.kind, PartKind::Text | PartKind::Item(_))
            && let Some(label) = take_label(&mut part, &marks)
        {
            part.kind = PartKind::Note(label);
        }
        let goes_on = part.kind == PartKind::Text
            && is_low
            && found.last().is_some_and(|last| {
                let is_below = last.area().bottom <= part.area().top + 1.0;
                matches!(last.kind, PartKind::Note(_))
                    && same_size(last.size(), part.size())
                    && is_below
                    && part.rows.first().is_some_and(|row| row.text().starts_with(char::is_lowercase))
            });
        match found.last_mut().filter(|_| goes_on) {
            Some(last) => last.rows.extend(part.rows),
            None => found.push(part),
        }
    }
    found
}

/// Takes the mark at the start of a part away and returns it, if the text above may refer to it.
fn take_label(part: &mut Part, marks: &[String]) -> Option<String> {
    if let PartKind::Item(marker) = &part.kind {
        let label = bare(marker).to_owned();
        let is_referred_to = ordinal(marker).is_some() && marks.contains(&label);
        return is_referred_to.then_some(label);
    }
    let row = part.rows.first_mut()?;
    let first = row.words.first()?;
    let label = bare(&first.text).to_owned();
    let is_number = !label.is_empty() && label.len() <= 3 && label.bytes().all(|byte| byte.is_ascii_digit());
    let is_mark = is_note_mark(first) || (is_number && marks.contains(&label));
    if !is_mark || row.words.len() < 2 {
        return None;
    }
    let is_sign = first.raise == Raise::None && !is_number;
    (!is_sign || marks.contains(&label) || is_note_mark(first)).then(|| {
        row.words.remove(0);
        label
    })
}

/// The mark without what follows it: "1" of "1)".
pub(super) fn bare(mark: &str) -> &str {
    mark.trim_matches(|c: char| matches!(c, ')' | '(' | '.' | ',' | '[' | ']'))
}
