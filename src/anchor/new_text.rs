//! The new text, in which glosses are looked for, prepared once for all of them.

use std::ops::Range;

use super::{
    fragment::Fragment,
    myers,
    rarity::Rarity,
    words::{Word, Words, is_ignored},
};
use crate::text::{CodePoints, Span, Text, movement};

/// The least similarity of the letters (0 to 1) of two words that count as one word, edited. Chosen by hand.
const MIN_WORD_SIMILARITY: f32 = 0.6;

/// The shortest and the longest word, in bytes, whose letters are compared: shorter ones are similar by chance, longer ones are
/// hardly words. Chosen by hand.
const MIN_COMPARED_WORD_BYTES: usize = 4;
const MAX_COMPARED_WORD_BYTES: usize = 40;

/// The text in which glosses are looked for.
pub struct NewText<'a> {
    /// The text.
    pub text: &'a Text,
    /// The whole text as a string.
    pub whole: &'a str,
    /// The words of the text.
    pub words: Words,
    /// The key of each word.
    pub keys: Vec<u64>,
    /// The information of the words.
    pub rarity: Rarity,
    /// The positions of its code points.
    pub points: CodePoints<'a>,
}

impl<'a> NewText<'a> {
    /// Prepares `text`. `None` if it is not in memory, or 4 GiB long or longer.
    pub fn new(text: &'a Text) -> Option<Self> {
        let whole = text.as_str().filter(|whole| u32::try_from(whole.len()).is_ok())?;
        let words = Words::new(whole);
        let (keys, rarity) = (words.keys(), Rarity::new(&words.words));
        Some(Self { text, whole, words, keys, rarity, points: CodePoints::new(whole) })
    }

    /// Whether a word of the text `other` and a word of this text are similar: equal but for some letters.
    pub fn alike(&self, other: &str, old: Word, new: Word) -> bool {
        let (old, new) = (&other[old.span().range()], &self.whole[new.span().range()]);
        let (short, long) = (old.len().min(new.len()), old.len().max(new.len()));
        // Most pairs differ so much in length, or at both ends, that their letters need not be compared.
        let ends = |one: &str, other: &str| {
            one.as_bytes()[0].eq_ignore_ascii_case(&other.as_bytes()[0])
                || one.as_bytes()[one.len() - 1] == other.as_bytes()[other.len() - 1]
        };
        // A number that differs in one digit is another number.
        let number = |word: &str| word.bytes().any(|byte| byte.is_ascii_digit());
        short >= MIN_COMPARED_WORD_BYTES
            && long <= MAX_COMPARED_WORD_BYTES
            && short * 2 >= long
            && ends(old, new)
            && !number(old)
            && !number(new)
            && myers::similarity(old, new) >= MIN_WORD_SIMILARITY
    }

    /// The spans, in bytes, of the pieces at which the span of `fragment` stands; `pieces` are ranges of words, at least one. White
    /// space and parts of words at the ends of the span are taken along if they are still there.
    pub fn spans(&self, fragment: &Fragment, pieces: &[Range<usize>]) -> Vec<Span> {
        let word = |index: usize| self.words.words[index];
        let bytes =
            |piece: &Range<usize>| Span::new(word(piece.start).span().start, word(piece.end - 1).span().end);
        let mut spans: Vec<Span> = pieces.iter().map(bytes).collect();
        let (before, behind) = fragment.edges();
        let old = |index: usize| &fragment.text[fragment.words.words[index].span().range()];
        let (first, last) = (word(pieces[0].start), word(pieces[pieces.len() - 1].end - 1));
        let start = self.edge(first, before, old(fragment.inner.start), true);
        let end = self.edge(last, behind, old(fragment.inner.end - 1), false);
        // Inside of one word the two ends may cross; then the whole word is taken.
        if start < end {
            let last = spans.len() - 1;
            spans[0].start = start;
            spans[last].end = end;
        }
        for span in &mut spans {
            if !movement::is_whole(self.text, *span) {
                *span = movement::snap(self.text, *span);
            }
        }
        spans
    }

    /// The start or the end of a span in this text. `word` is its outermost word, which was `old`; `by` says how far the end of the
    /// span lay outside of that word in bytes, or inside of it if it is negative.
    fn edge(&self, word: Word, by: isize, old: &str, start: bool) -> usize {
        let Span { start: from, end: to } = word.span();
        let (at, out) = if start { (from, -by) } else { (to, by) };
        if by >= 0 {
            let moved = at.saturating_add_signed(out).min(self.whole.len());
            let between = self.whole.get(moved.min(at)..moved.max(at));
            let blank =
                between.is_some_and(|between| between.chars().all(|c| c.is_whitespace() || is_ignored(c)));
            return if blank { moved } else { at };
        }
        // Only the part of the word that the span covers is compared: it may be all that was recorded of the word.
        let now = &self.whole[from..to];
        let covered = old.len().saturating_add_signed(by);
        let there = if start {
            old.get(old.len() - covered..).is_some_and(|part| now.ends_with(part)).then(|| to - covered)
        } else {
            old.get(..covered).is_some_and(|part| now.starts_with(part)).then(|| from + covered)
        };
        there.unwrap_or(at)
    }

    /// The information of the words in a span of bytes, in bits.
    pub fn bits(&self, span: Span) -> f32 {
        self.keys[self.words.within(span)].iter().map(|&key| self.rarity.bits(key)).sum()
    }

    /// The paragraph of the word at `index`, as a range of words.
    pub fn paragraph(&self, index: usize) -> Range<usize> {
        paragraph(&self.words, index)
    }
}

/// The paragraph of the word at `index`, as a range of words.
pub fn paragraph(words: &Words, index: usize) -> Range<usize> {
    let next = words.paragraphs.partition_point(|&start| start as usize <= index);
    let start = words.paragraphs[..next].last().map_or(0, |&start| start as usize);
    start..words.paragraphs.get(next).map_or(words.words.len(), |&end| end as usize)
}
