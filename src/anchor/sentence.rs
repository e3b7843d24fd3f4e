//! Sentences: whether words still stand in the sentence in which they stood.

use std::ops::Range;

use super::{map::Window, new_text::NewText, surroundings::is_final, words::is_mark};

/// How far words of a sentence are looked for, in words. Chosen by hand: longer than sentences are.
const MAX_SENTENCE_WORDS: usize = 60;

/// The smallest share of what still stands of a sentence, in bits, with which it is the sentence around the place. Chosen by hand.
const MIN_SHARE: f32 = 0.3;

/// Whether the words `inside` of a window, which stand at `hull` in the new text, have left their sentence: what else still stands of
/// it stands in others. Then the same words were written anew: the bank of "He paid the bank." is not that of "He paid the firm. A
/// dog ran along the river bank."
pub fn have_left(
    window: Window<'_>,
    inside: &Range<usize>,
    new_text: &NewText<'_>,
    hull: &Range<usize>,
) -> bool {
    if inside.clone().any(|i| is_final(window.keys[i])) {
        // It has the end of a sentence in it: what stands beside it is other sentences.
        return false;
    }
    let line = window.line.start.min(inside.start)..window.line.end.max(inside.end);
    let own = around(window.keys, inside, line);
    let near = hull.start.saturating_sub(MAX_SENTENCE_WORDS)
        ..(hull.end + MAX_SENTENCE_WORDS).min(new_text.keys.len());
    let paragraph = new_text.paragraph(hull.start);
    let within = near.start.max(paragraph.start)..near.end.min(paragraph.end).max(hull.end);
    let now = around(&new_text.keys, hull, within);
    let (mut all, mut there) = (0.0, 0.0);
    for i in (own.start..inside.start).chain(inside.end..own.end).filter(|&i| !is_mark(window.keys[i])) {
        let Some(at) = window.matches[i].map(|matched| matched.to as usize) else { continue };
        all += if near.contains(&at) { window.bits[i] } else { 0.0 };
        there += if now.contains(&at) { window.bits[i] } else { 0.0 };
    }
    all > 0.0 && there < all * MIN_SHARE
}

/// The sentence around `range`, a range of words with these keys, as far as it lies in `within`.
fn around(keys: &[u64], range: &Range<usize>, within: Range<usize>) -> Range<usize> {
    let is_end = |i: &usize| is_final(keys[*i]);
    let start = (within.start..range.start).rev().find(is_end).map_or(within.start, |i| i + 1);
    start..(range.end..within.end).find(is_end).unwrap_or(within.end)
}
