//! Footnotes: small print at the foot of a page that begins with a mark which the text above has, too.

use super::{
    markers::{is_note_mark, ordinal},
    paragraphs::same_size,
    part::{Part, PartKind},
    word::{DrawnWord, Raise},
};

/// The largest size of a footnote, as a part of that of the running text.
const MAX_SIZE: f32 = 0.96;

/// The part of a page in which no footnote begins, from the top.
const MIN_PLACE: f32 = 0.3;

/// Makes notes of the parts of a page that are footnotes, and puts those that go on in several parts together. `height` is that of
/// the page, `body` the size of the running text.
pub(super) fn find_notes(parts: Vec<Part>, height: f32, body: f32) -> Vec<Part> {
    let mut parts = parts;
    let mut marks: Vec<String> =
        parts.iter().flat_map(Part::raised).map(|mark| bare(mark).to_owned()).collect();
    let is_low = |part: &Part, marks: &[String]| {
        let is_small = part.size() < MAX_SIZE * body;
        part.area().top > MIN_PLACE * height && (is_small || begins_with_mark(part, marks))
    };
    let labels: Vec<String> = parts.iter().filter(|part| is_low(part, &marks)).filter_map(numbered).collect();
    for label in labels.into_iter().filter(|label| !marks.contains(label)).collect::<Vec<_>>() {
        if raise_attached_mark(&mut parts, &label, body) {
            marks.push(label);
        }
    }
    let mut found: Vec<Part> = Vec::new();
    for mut part in parts {
        let is_low = is_low(&part, &marks);
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

/// Whether a part begins with a raised mark that the text has, too.
fn begins_with_mark(part: &Part, marks: &[String]) -> bool {
    let first = part.rows.first().and_then(|row| row.words.first());
    first.is_some_and(|word| {
        word.raise == Raise::Above && marks.iter().filter(|mark| *mark == bare(&word.text)).count() > 1
    })
}

/// The number that a part begins with.
fn numbered(part: &Part) -> Option<String> {
    let first = match &part.kind {
        PartKind::Item(marker) => marker.as_str(),
        PartKind::Text => part.rows.first()?.words.first()?.text.as_str(),
        _ => return None,
    };
    let label = bare(first);
    let is_number = !label.is_empty() && label.len() <= 3 && label.bytes().all(|byte| byte.is_ascii_digit());
    is_number.then(|| label.to_owned())
}

/// Finds a mark that is drawn with raised digits of the font itself, which look like any digits here: it follows a letter or a sign
/// without a space. It becomes a word of its own.
fn raise_attached_mark(parts: &mut [Part], label: &str, body: f32) -> bool {
    let rows = parts.iter_mut().filter(|part| part.size() >= MAX_SIZE * body).flat_map(|part| &mut part.rows);
    for row in rows {
        let is_marked = |word: &DrawnWord| {
            let before = word.text.strip_suffix(label).and_then(|text| text.chars().next_back());
            word.raise == Raise::None
                && before.is_some_and(|c| {
                    !c.is_ascii_digit() && !matches!(c, '-' | '–' | '/' | '(' | '[' | '€' | '$' | '£')
                })
        };
        let Some(at) = row.words.iter().position(is_marked) else { continue };
        let Some(word) = row.words.get_mut(at) else { continue };
        let ratio = label.len() as f32 / word.len().max(1) as f32;
        let middle = word.right - (word.right - word.left) * ratio;
        let text = word.text.split_off(word.text.len() - label.len());
        let mark =
            DrawnWord { text, left: middle, raise: Raise::Above, follows_space: false, ..word.clone() };
        word.right = middle;
        row.words.insert(at + 1, mark);
        return true;
    }
    false
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
