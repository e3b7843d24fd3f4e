//! Renamed surroundings: another name or another number beside a span, in a text whose words otherwise agree. Paragraphs that say
//! the same of different people differ in no more than that.

use super::{
    align::WordMatch, fragment::Fragment, new_text::NewText, surroundings::is_final, words::is_mark,
};

/// Whether one name or number of the context of `fragment`, between words that still stand, is another one in the new text.
/// `matches` are the matches of the fragment's words.
pub fn is_renamed(new_text: &NewText<'_>, fragment: &Fragment, matches: &[Option<WordMatch>]) -> bool {
    let words = &new_text.words.words;
    let to = |i: usize| matches.get(i).copied().flatten().map(|matched| matched.to as usize);
    let before = |i: usize| i.checked_sub(1).and_then(to).map(|before| before + 1);
    let behind = |i: usize| to(i + 1).and_then(|behind| behind.checked_sub(1));
    let is_renamed = |&i: &usize| {
        let old = &fragment.text[fragment.words.words[i].span().range()];
        if matches[i].is_some() || is_mark(fragment.keys[i]) || !is_name(old) {
            return false;
        }
        let now = match (before(i), behind(i)) {
            (Some(before), Some(behind)) => Some(before).filter(|_| before == behind),
            // At the outer end of the context, it is beside a word of its own sentence.
            (Some(before), None) => Some(before).filter(|_| i + 1 == matches.len()),
            (None, Some(behind)) => Some(behind).filter(|_| i == 0 && !is_final(fragment.keys[1])),
            (None, None) => None,
        };
        now.and_then(|now| words.get(now))
            .is_some_and(|now| !is_mark(now.key) && is_name(&new_text.whole[now.span().range()]))
    };
    let Fragment { line, inner, .. } = fragment;
    // The sentence after the span's own is about something else as often as not.
    let last = inner.end.saturating_sub(2).max(inner.start);
    let end =
        (last..line.end).find(|&i| is_final(fragment.keys[i])).map_or(line.end, |end| end.max(inner.end));
    (line.start..inner.start).chain(inner.end..end).any(|i| is_renamed(&i))
}

/// Whether a word may be a name or a number.
fn is_name(word: &str) -> bool {
    word.starts_with(|c: char| c.is_uppercase() || c.is_numeric())
}
