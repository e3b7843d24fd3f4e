//! Paragraphs that stand twice in a row: the texts do not tell which of the two is the copy.

use std::ops::Range;

use super::{
    decision::Decision,
    fragment::Fragment,
    new_text::{NewText, paragraph},
    words::Words,
};
use crate::text::Span;

/// The fewest words of a paragraph that counts as doubled when it stands twice in a row: a shorter one, such as a line of
/// asterisks, may be repeated on purpose. Chosen by hand.
const MIN_DUPLICATED_WORDS: usize = 2;

/// The decision on a span, made doubtful if its paragraph stands twice in a row; the second of the two is then proposed.
/// `before` says whether both paragraphs, a span in bytes of the new text, stood there in the old text, too.
pub fn decide(
    new_text: &NewText<'_>,
    fragment: &Fragment,
    decision: Decision,
    before: impl FnOnce(Span) -> bool,
) -> Decision {
    let Some(span) = decision.placed() else { return decision };
    let mut mapped = new_text.words.within(span);
    let own = new_text.paragraph(mapped.start);
    if !is_duplicated(&new_text.words, own.clone()) {
        return decision;
    }
    let word = |index: usize| new_text.words.words[index.min(new_text.keys.len() - 1)].span();
    let both = Span::new(word(own.start.saturating_sub(own.len())).start, word(own.end + own.len()).start);
    if before(both) {
        return decision;
    }
    let next = new_text.paragraph(own.end.min(new_text.keys.len() - 1));
    if next.start == own.end && new_text.keys[own.clone()] == new_text.keys[next] && mapped.end <= own.end {
        mapped = mapped.start + own.len()..mapped.end + own.len();
    }
    Decision::doubtful(new_text.spans(fragment, &[mapped]), 0.5, "its paragraph stands there twice")
}

/// Whether the paragraph in `own`, a range of words, stands twice in a row.
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
