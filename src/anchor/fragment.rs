//! What a selector tells of the old text: its words with those before and behind them.

use std::ops::Range;

use super::{rarity::Rarity, words::Words};
use crate::{
    gloss::{CONTEXT, Selector},
    text::Span,
};

/// A context of at least this many code points was cut, and the word at its outer end may be a part of one.
const CUT: usize = CONTEXT - 8;

/// A window of the old text around a span.
pub struct Fragment {
    /// The window itself.
    pub text: String,
    /// Its words.
    pub words: Words,
    /// Their keys.
    pub keys: Vec<u64>,
    /// What each of them tells, in bits.
    pub bits: Vec<f32>,
    /// Which of the words the span covers, also in part.
    pub inner: Range<usize>,
    /// The span, in bytes of the window.
    pub span: Span,
}

impl Fragment {
    /// What `selector` tells of the old text.
    pub fn new(selector: &Selector, rarity: &Rarity) -> Self {
        let text = format!("{}{}{}", selector.prefix, selector.exact, selector.suffix);
        let span = Span::new(selector.prefix.len(), selector.prefix.len() + selector.exact.len());
        let mut words = Words::new(&text);
        let in_word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        if selector.prefix.chars().count() >= CUT
            && in_word(selector.prefix.chars().next())
            && words.words.first().is_some_and(|word| word.end as usize <= span.start)
        {
            words.words.remove(0);
        }
        if selector.suffix.chars().count() >= CUT
            && in_word(selector.suffix.chars().next_back())
            && words.words.last().is_some_and(|word| word.start as usize >= span.end)
        {
            words.words.pop();
        }
        Self::of(text, words, span, rarity)
    }

    fn of(text: String, words: Words, span: Span, rarity: &Rarity) -> Self {
        let keys = words.keys();
        let bits = keys.iter().map(|&key| rarity.bits(key)).collect();
        let inner = words.within(span);
        Self { text, words, keys, bits, inner, span }
    }

    /// The bytes of the span that lie before its first word or, below zero, those of that word that it leaves out; the
    /// same behind its last word.
    pub fn edges(&self) -> (isize, isize) {
        let (first, last) = (self.words.words[self.inner.start], self.words.words[self.inner.end - 1]);
        let before = first.start.cast_signed() as isize - self.span.start.cast_signed();
        let behind = self.span.end.cast_signed() - last.end.cast_signed() as isize;
        (before, behind)
    }
}
