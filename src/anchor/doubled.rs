//! Paragraphs that stand twice in a row: which of the two is the copy, nobody can tell from the texts.

use std::ops::Range;

use super::{
    fragment::Fragment,
    target::{Target, paragraph},
    verdict::Verdict,
    words::Words,
};
use crate::text::Span;

/// A paragraph of at least so many words that stands twice in a row was doubled.
const DOUBLED: usize = 8;

/// The verdict on a span with these words, whose place it names: doubtful in a paragraph that stands twice in a row, where
/// nothing can tell which of them is the copy. `before` knows whether both, in bytes, stood there before.
pub fn settled(
    target: &Target<'_>,
    fragment: &Fragment,
    verdict: Verdict,
    before: impl FnOnce(Span) -> bool,
) -> Verdict {
    let Some(span) = verdict.placed() else { return verdict };
    let mut image = target.words.within(span);
    let own = target.paragraph(image.start);
    if !is_doubled(&target.words, own.clone()) {
        return verdict;
    }
    let word = |index: usize| target.words.words[index.min(target.keys.len() - 1)].span();
    let both = Span::new(word(own.start.saturating_sub(own.len())).start, word(own.end + own.len()).start);
    if before(both) {
        return verdict;
    }
    let next = target.paragraph(own.end.min(target.keys.len() - 1));
    if next.start == own.end && target.keys[own.clone()] == target.keys[next] && image.end <= own.end {
        image = image.start + own.len()..image.end + own.len();
    }
    Verdict::doubtful(target.spans(fragment, &[image]), 0.5, "its paragraph stands there twice")
}

/// Whether a paragraph stands twice in a row.
pub fn is_doubled(words: &Words, own: Range<usize>) -> bool {
    let keys = |range: Range<usize>| words.words[range].iter().map(|word| word.key);
    let same = |index: Option<usize>| {
        index.filter(|&index| index < words.words.len()).is_some_and(|index| {
            let other = paragraph(words, index);
            other.len() == own.len() && other != own && keys(other).eq(keys(own.clone()))
        })
    };
    own.len() >= DOUBLED && (same(Some(own.end)) || same(own.start.checked_sub(1)))
}
