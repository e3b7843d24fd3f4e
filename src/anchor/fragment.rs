//! The piece of the old text that a selector keeps: the words of the span, with those before and after it.

use std::ops::Range;

use super::{align::WordMatch, rarity::Rarity, words::Words};
use crate::{
    gloss::{CONTEXT, Selector},
    text::Span,
};

/// The length in code points from which a context was cut off by the limit [`CONTEXT`], so that the word at its outer end may
/// be incomplete. It is a little less than the limit, as a context ends at a whole grapheme cluster.
const MIN_CUT_CONTEXT_CHARS: usize = CONTEXT - 8;

/// A span of the old text with its context, cut into words.
pub struct Fragment {
    /// The text: prefix, exact words and suffix of the selector.
    pub text: String,
    /// The words of the text.
    pub words: Words,
    /// The key of each word.
    pub keys: Vec<u64>,
    /// The information of each word, in bits.
    pub bits: Vec<f32>,
    /// The indices of the words that the span covers, wholly or in part.
    pub inner: Range<usize>,
    /// The indices of the words on the lines of the span.
    pub line: Range<usize>,
    /// Whether the span goes over the end of a line.
    pub has_lines: bool,
    /// The span, in bytes of the text.
    pub span: Span,
    /// The words that tell it from its lookalikes: the outermost one on each side on which more than [`CONTEXT`] was recorded.
    pub telling: [Option<usize>; 2],
}

impl Fragment {
    /// Cuts the text of `selector` into words. A word that was cut off at the outer end of a context is left out.
    pub fn new(selector: &Selector, rarity: &Rarity) -> Self {
        let text = format!("{}{}{}", selector.prefix, selector.exact, selector.suffix);
        let span = Span::new(selector.prefix.len(), selector.prefix.len() + selector.exact.len());
        let mut words = Words::new(&text);
        let in_word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        let [before, behind] = [&selector.prefix, &selector.suffix].map(|context| context.chars().count());
        let may_be_cut = |chars: usize| (MIN_CUT_CONTEXT_CHARS..=CONTEXT).contains(&chars);
        if may_be_cut(before)
            && in_word(selector.prefix.chars().next())
            && words.words.first().is_some_and(|word| word.end as usize <= span.start)
        {
            words.words.remove(0);
        }
        if may_be_cut(behind)
            && in_word(selector.suffix.chars().next_back())
            && words.words.last().is_some_and(|word| word.start as usize >= span.end)
        {
            words.words.pop();
        }
        let keys = words.keys();
        let bits = keys.iter().map(|&key| rarity.bits(key)).collect();
        let inner = words.within(span);
        let line = words.line(&text, &inner);
        let has_lines = words.has_lines(&text, &inner);
        let telling = [
            (before > CONTEXT && inner.start > 0).then_some(0),
            (behind > CONTEXT && inner.end < keys.len()).then(|| keys.len() - 1),
        ];
        Self { text, words, keys, bits, inner, line, has_lines, span, telling }
    }

    /// Whether its words stood elsewhere, too, with the same words beside them, where it was recorded.
    pub fn has_lookalikes(&self) -> bool {
        self.telling != [None; 2]
    }

    /// Whether the words that tell it from its lookalikes stand where its words are matched.
    pub fn is_told(&self, matches: &[Option<WordMatch>]) -> bool {
        let stands = |i: usize| matches.get(i).copied().flatten().is_some_and(|matched| matched.equal);
        self.telling.into_iter().flatten().all(stands)
    }

    /// How far the ends of the span lie from its outermost words, in bytes: before the first word and after the last one.
    /// Positive: the span has that many bytes outside of the word; negative: it leaves out that many bytes of the word.
    pub fn edges(&self) -> (isize, isize) {
        let (first, last) = (self.words.words[self.inner.start], self.words.words[self.inner.end - 1]);
        let before = first.start.cast_signed() as isize - self.span.start.cast_signed();
        let behind = self.span.end.cast_signed() - last.end.cast_signed() as isize;
        (before, behind)
    }
}
