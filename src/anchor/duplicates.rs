//! Paragraphs that stand twice in a row: which of the two is the copy, nobody can tell from the texts.

use std::ops::Range;

use super::{
    decision::Decision,
    fragment::Fragment,
    target::{Target, paragraph},
    words::Words,
};
use crate::text::Span;

/// A paragraph of at least so many words that stands twice in a row was doubled.
const MIN_DUPLICATED_WORDS: usize = 8;

/// The decision on a span with these words, whose place it names: doubtful in a paragraph that stands twice in a row, where
/// nothing can tell which of them is the copy. `before` knows whether both, in bytes, stood there before.
pub fn decide(
    target: &Target<'_>,
    fragment: &Fragment,
    decision: Decision,
    before: impl FnOnce(Span) -> bool,
) -> Decision {
    let Some(span) = decision.placed() else { return decision };
    let mut mapped = target.words.within(span);
    let own = target.paragraph(mapped.start);
    if !is_duplicated(&target.words, own.clone()) {
        return decision;
    }
    let word = |index: usize| target.words.words[index.min(target.keys.len() - 1)].span();
    let both = Span::new(word(own.start.saturating_sub(own.len())).start, word(own.end + own.len()).start);
    if before(both) {
        return decision;
    }
    let next = target.paragraph(own.end.min(target.keys.len() - 1));
    if next.start == own.end && target.keys[own.clone()] == target.keys[next] && mapped.end <= own.end {
        mapped = mapped.start + own.len()..mapped.end + own.len();
    }
    Decision::doubtful(target.spans(fragment, &[mapped]), 0.5, "its paragraph stands there twice")
}

/// Whether a paragraph stands twice in a row.
pub fn is_duplicated(words: &Words, own: Range<usize>) -> bool {
    let keys = |range: Range<usize>| words.words[range].iter().map(|word| word.key);
    let same = |index: Option<usize>| {
        index.filter(|&index| index < words.words.len()).is_some_and(|index| {
            let other = paragraph(words, index);
            other.len() == own.len() && other != own && keys(other).eq(keys(own.clone()))
        })
    };
    own.len() >= MIN_DUPLICATED_WORDS && (same(Some(own.end)) || same(own.start.checked_sub(1)))
}
