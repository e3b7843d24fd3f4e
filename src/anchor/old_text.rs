//! Finding spans with the help of the old text: the two texts are compared word by word, once for all spans.

use std::{cell::OnceCell, ops::Range};

use super::{
    align::WordMatch,
    decision::{self, Decision},
    diff::diff,
    duplicates::{self, is_duplicated},
    fragment::Fragment,
    map::{Mapping, Window, mapping},
    moved::Moves,
    new_text::{NewText, paragraph},
    once::RunCounts,
    sentence,
    slide::gather,
    trust::{MAX_CONTEXT_WORDS, PlaceEvidence},
    words::{Words, is_mark},
};
use crate::{
    gloss::Selector,
    text::{CodePoints, Span},
};

/// The most words that may have been inserted between two pieces of a span: about two paragraphs. Chosen by hand.
const MAX_INSERTED_WORDS: usize = 200;

/// How many words beside a passage that stands once show that it is the same. Chosen by hand.
const MIN_WORDS_BESIDE: usize = 3;

/// How many words of a passage that stands once, and has kept its order, show it by themselves. Chosen by hand.
const MIN_WORDS_BY_THEMSELVES: usize = 12;

/// The reason of a span that stands without what stood around it.
const ALONE: &str = "too little of what stood around it stands there";

/// The text in which glosses were recorded, compared with the new text.
pub struct OldText<'a> {
    text: &'a str,
    words: Words,
    points: CodePoints<'a>,
    matches: Vec<Option<WordMatch>>,
    moves: Moves,
    /// How often runs of words stand in both texts; counted when it is asked for.
    runs: OnceCell<RunCounts>,
}

impl<'a> OldText<'a> {
    /// Compares `text` with the new text. `None` if it is 4 GiB long or longer.
    pub fn new(new_text: &NewText<'_>, text: &'a str) -> Option<Self> {
        u32::try_from(text.len()).ok()?;
        let words = Words::new(text);
        let alike = |old, new| new_text.alike(text, old, new);
        let matches = diff(&words, &new_text.words, &new_text.rarity, &alike);
        let moves = Moves::new(&matches, new_text.keys.len());
        Some(Self { text, words, points: CodePoints::new(text), matches, moves, runs: OnceCell::new() })
    }

    /// The decision on the span of `selector`. `None` if the selector was not recorded in this text.
    pub fn decision(
        &self,
        new_text: &NewText<'_>,
        selector: &Selector,
        fragment: &Fragment,
    ) -> Option<Decision> {
        let inner = self.words.within(self.recorded(selector)?);
        let around = inner.start.saturating_sub(MAX_CONTEXT_WORDS)
            ..(inner.end + MAX_CONTEXT_WORDS).min(self.words.words.len());
        let keys: Vec<u64> = self.words.words[around.clone()].iter().map(|word| word.key).collect();
        let bits: Vec<f32> = keys.iter().map(|&key| new_text.rarity.bits(key)).collect();
        let inside = inner.start - around.start..inner.end - around.start;
        let line = self.words.line(self.text, &inner);
        let line = line.start - around.start..line.end - around.start;
        let has_lines = self.words.has_lines(self.text, &inner);
        let mut matches = self.matches[around.clone()].to_vec();
        gather(&keys, &new_text.keys, &mut matches, &inside);
        let window = Window { matches: &matches, keys: &keys, bits: &bits, line: &line, has_lines };
        Some(match mapping(window, inside.clone(), MAX_INSERTED_WORDS) {
            Mapping::Kept(mapped) => {
                let evidence = PlaceEvidence::new(window, &inside, &mapped, new_text.rarity.whole());
                let is_among_old = mapped.whole && self.moves.is_between_old_words(&mapped.hull());
                let evidence = if is_among_old { evidence.among_old_words() } else { evidence };
                let recorded = new_text.points.byte(selector.start);
                let decision = decision::found(new_text, fragment, &mapped, evidence, recorded);
                let own = (&inner, paragraph(&self.words, inner.start));
                let is_alone = !is_among_old
                    && self.moves.is_alone(&self.words, &self.matches, own, &mapped, evidence.surroundings);
                let has_left =
                    !is_among_old && sentence::have_left(window, &inside, new_text, &mapped.hull());
                let is_unaccompanied = evidence.surroundings.are_gone(mapped.whole)
                    && (evidence.surroundings.has_row() || !is_among_old);
                let is_own = || mapped.whole && self.stands_once_beside(new_text, &inner, &mapped.hull());
                let decision = match (is_unaccompanied, is_alone) {
                    (true, _) | (_, true) if is_own() => decision,
                    (true, _) => decision.doubted(decision::UNACCOMPANIED),
                    (_, true) => decision.doubted(ALONE),
                    _ if !self.is_told(fragment, &inner) => decision.doubted(decision::UNTOLD),
                    _ if has_left && mapped.whole => decision.doubted(decision::LEFT),
                    _ => decision,
                };
                let before = |_| is_duplicated(&self.words, paragraph(&self.words, inner.start));
                duplicates::decide(new_text, fragment, decision, before)
            }
            Mapping::Replaced(gap) => decision::replaced(new_text, fragment, &gap),
            Mapping::Unknown => Decision::orphan("its words are gone, with those around them"),
        })
    }

    /// Whether the words `inner` stand once in both texts, and have kept their order at `hull`, beside words that stood beside them or so
    /// many that they need none.
    fn stands_once_beside(&self, new_text: &NewText<'_>, inner: &Range<usize>, hull: &Range<usize>) -> bool {
        let stands = |i: Option<usize>, j: Option<usize>| {
            let matched = i.and_then(|i| self.matches.get(i).copied().flatten());
            matched.zip(j).is_some_and(|(matched, j)| matched.equal && matched.to as usize == j)
        };
        let before =
            (1..=MIN_WORDS_BESIDE).all(|by| stands(inner.start.checked_sub(by), hull.start.checked_sub(by)));
        let behind = (0..MIN_WORDS_BESIDE).all(|by| stands(Some(inner.end + by), Some(hull.end + by)));
        let runs = || {
            let keys = self.words.keys();
            RunCounts::new(&keys, &new_text.keys)
        };
        let is_in_order = inner.clone().all(|i| self.moves.is_in_order(i));
        let words = inner.clone().filter(|&i| !is_mark(self.words.words[i].key)).count();
        is_in_order
            && (before || behind || words >= MIN_WORDS_BY_THEMSELVES)
            && self.runs.get_or_init(runs).have_once(&new_text.keys[hull.clone()])
    }

    /// Whether the words that tell `fragment`, which was recorded on the words `inner`, from its lookalikes stand in the new text.
    fn is_told(&self, fragment: &Fragment, inner: &Range<usize>) -> bool {
        let first = inner.start.checked_sub(fragment.inner.start);
        first.and_then(|first| self.matches.get(first..)).is_none_or(|matches| fragment.is_told(matches))
    }

    /// Whether a word of the new text is one of this text.
    pub fn has_word(&self, index: usize) -> bool {
        self.moves.is_old(index)
    }

    /// The span of `selector` in bytes of this text, if the selector was recorded in it.
    fn recorded(&self, selector: &Selector) -> Option<Span> {
        let start = self.points.byte(selector.start)?;
        let span = Span::new(start, start + selector.exact.len());
        (self.text.get(span.range()) == Some(&selector.exact[..])
            && self.text[..start].ends_with(&selector.prefix)
            && self.text[span.end..].starts_with(&selector.suffix))
        .then_some(span)
    }
}
