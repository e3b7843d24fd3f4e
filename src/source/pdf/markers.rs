//! Markers of list items and marks of notes at the start of a row.

use super::{
    row::Row,
    word::{DrawnWord, Raise},
};
use crate::source::roman::roman_value;

/// Characters that are bullets wherever they start a row.
const BULLETS: &[char] = &[
    '•', '◦', '▪', '‣', '●', '○', '■', '□', '▫', '◆', '◇', '➢', '➤', '✓', '✔', '·', '∙', '⁃', '❖', '►', '▶',
    '☐', '☑', '☒',
];

/// Characters that are bullets if a tab follows them: a dash may begin a dialogue.
const DASHES: &[char] = &['–', '—', '-', '*', '−'];

/// The gap that follows a marker and not a dash of a dialogue or a number of a sentence, in sizes of the font.
const MIN_MARKER_GAP: f32 = 0.32;

/// The marker at the start of a row, with how many words it takes; `None` if the row doesn't begin with one.
pub(super) fn bullet_or_number(row: &Row) -> Option<(String, usize)> {
    let first = row.words.first()?;
    if first.raise != Raise::None || row.words.len() < 2 {
        return None;
    }
    let mut characters = first.text.chars();
    let (sign, is_alone) = (characters.next()?, characters.next().is_none());
    if is_alone && BULLETS.contains(&sign) {
        return Some((sign.to_string(), 1));
    }
    let is_apart = row.gap_before(1) > MIN_MARKER_GAP * row.size;
    if is_alone && DASHES.contains(&sign) {
        return is_apart.then(|| (sign.to_string(), 1));
    }
    let mut text = first.text.clone();
    let mut words = 1;
    if words < row.words.len()
        && !row.has_space_before(1)
        && row.words.get(1).is_some_and(|word| matches!(word.text.as_str(), "." | ")"))
    {
        text.push_str(&row.words.get(1)?.text);
        words = 2;
    }
    let is_number = ordinal(&text).is_some() && row.words.len() > words;
    (is_number && row.has_space_before(words)).then_some((text, words))
}

/// The number of a marker such as "3.", "(b)" or "iv)".
pub(super) fn ordinal(marker: &str) -> Option<u32> {
    let is_closed = marker.ends_with(')') || marker.ends_with(']');
    let inner = marker.trim_start_matches(['(', '[']).strip_suffix(['.', ')', ']'])?;
    if inner.is_empty() || inner.len() > 4 {
        return None;
    }
    if inner.bytes().all(|byte| byte.is_ascii_digit()) {
        return inner.parse().ok().filter(|_| inner.len() <= 3);
    }
    let mut letters = inner.chars();
    match (letters.next(), letters.next()) {
        (Some(letter @ 'a'..='z'), None) => Some(letter as u32 - 'a' as u32 + 1),
        (Some(letter @ 'A'..='Z'), None) if is_closed => Some(letter as u32 - 'A' as u32 + 1),
        _ => roman_value(inner),
    }
}

/// Whether a word is the mark of a note: raised digits, or a sign.
pub(super) fn is_note_mark(word: &DrawnWord) -> bool {
    let is_sign = |c: char| matches!(c, '*' | '†' | '‡' | '§' | '¶' | '#');
    let text = word.text.trim_end_matches([')', '.', ',']);
    !text.is_empty()
        && text.chars().count() <= 4
        && ((word.raise == Raise::Above
            && (text.chars().all(|c| c.is_ascii_digit() || c == ',')
                || text.chars().all(is_sign)
                || (text.chars().count() == 1 && text.chars().all(|c| c.is_ascii_lowercase()))))
            || (text.chars().all(is_sign) && text.chars().all(|c| c != '#')))
}
