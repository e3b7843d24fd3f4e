//! The text in which glosses are looked for, prepared once for all of them.

use std::ops::Range;

use super::{
    fragment::Fragment,
    myers,
    rarity::Rarity,
    words::{Word, Words, is_ignored},
};
use crate::text::{CodePoints, Span, Text, movement};

/// Two words at least this similar are one word written otherwise.
const ALIKE: f32 = 0.6;

/// The text in which glosses are looked for.
pub struct Target<'a> {
    /// The text.
    pub text: &'a Text,
    /// All of it.
    pub whole: &'a str,
    /// Its words.
    pub words: Words,
    /// Their keys.
    pub keys: Vec<u64>,
    /// How rare they are.
    pub rarity: Rarity,
    /// Its code points.
    pub points: CodePoints<'a>,
}

impl<'a> Target<'a> {
    /// Prepares a text; none for one that is not in memory.
    pub fn new(text: &'a Text) -> Option<Self> {
        let whole = text.as_str().filter(|whole| u32::try_from(whole.len()).is_ok())?;
        let words = Words::new(whole);
        let (keys, rarity) = (words.keys(), Rarity::new(&words.words));
        Some(Self { text, whole, words, keys, rarity, points: CodePoints::new(whole) })
    }

    /// Whether a word of `other` and one of this text are the same but for some letters.
    pub fn alike(&self, other: &str, old: Word, new: Word) -> bool {
        let (old, new) = (&other[old.span().range()], &self.whole[new.span().range()]);
        let (short, long) = (old.len().min(new.len()), old.len().max(new.len()));
        // Most pairs are told to be different by their lengths or their ends.
        let ends = |one: &str, other: &str| {
            one.as_bytes()[0].eq_ignore_ascii_case(&other.as_bytes()[0])
                || one.as_bytes()[one.len() - 1] == other.as_bytes()[other.len() - 1]
        };
        // Another number is another number.
        let number = |word: &str| word.bytes().any(|byte| byte.is_ascii_digit());
        short >= 4
            && long <= 40
            && short * 2 >= long
            && ends(old, new)
            && !number(old)
            && !number(new)
            && myers::similarity(old, new) >= ALIKE
    }

    /// The bytes of the pieces, one or more, in which `fragment`'s span stands: with the white space and the parts of
    /// words that the span had at its ends, where they are still there.
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
        // Within one word both are known, or neither.
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

    /// Where a span starts or ends whose edge lay `by` bytes outside of its outermost word, which was `old`, or inside
    /// of it.
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
        // The part of the word that the span covers, which may be all that is known of it.
        let now = &self.whole[from..to];
        let covered = old.len().saturating_add_signed(by);
        let there = if start {
            old.get(old.len() - covered..).is_some_and(|part| now.ends_with(part)).then(|| to - covered)
        } else {
            old.get(..covered).is_some_and(|part| now.starts_with(part)).then(|| from + covered)
        };
        there.unwrap_or(at)
    }

    /// The paragraph of the word at `index`, in words.
    pub fn paragraph(&self, index: usize) -> Range<usize> {
        paragraph(&self.words, index)
    }
}

/// The paragraph of the word at `index`, in words.
pub fn paragraph(words: &Words, index: usize) -> Range<usize> {
    let next = words.paragraphs.partition_point(|&start| start as usize <= index);
    let start = words.paragraphs[..next].last().map_or(0, |&start| start as usize);
    start..words.paragraphs.get(next).map_or(words.words.len(), |&end| end as usize)
}
