//! Moved passages: whether what stood around a passage moved along with it. If nothing did, the same words may have been written
//! anew about something else: on a page that keeps its latest news, a sentence of the news that is gone stands in those that came.

use std::ops::Range;

use super::{
    align::{self, WordMatch},
    map::Mapped,
    order,
    surroundings::Surroundings,
    words::{Words, is_mark},
};

/// How far from a passage its paragraph is looked at, in words. Chosen by hand: about four sentences.
const MAX_DISTANCE_WORDS: usize = 60;

/// The fewest words around a passage that have moved along if its paragraph has moved as a whole. Chosen by hand.
const MIN_MOVED_WORDS: usize = 12;

/// The fewest words around a passage, also of other paragraphs, that have moved along if a larger part of the text has moved. Chosen
/// by hand.
const MIN_MOVED_WORDS_OF_PARAGRAPHS: usize = 24;

/// Up to so many words are few: more of their paragraph must stand around them. Chosen by hand.
const MAX_FEW_WORDS: usize = 3;

/// The least words of a passage that stand in its paragraph as before, if it is no longer than a phrase. Chosen by hand.
const MIN_OWN_WORDS: usize = 16;

/// The share of its words with which a long passage still tells by itself. Chosen by hand.
const MIN_KEPT_SHARE: f32 = 0.8;

/// How many words right beside a passage tell whether it stands in new text. Chosen by hand.
const BESIDE_WORDS: usize = 3;

/// How many words on either side of a passage tell whether the text there is new. Chosen by hand: about two sentences.
const NEARBY_WORDS: usize = 30;

/// The words of the old text with their matches in the new one, as far as they tell what has moved.
pub struct Moves {
    /// For each old word, whether it is matched in the order of the old text.
    in_order: Vec<bool>,
    /// For each new word, whether it stood in the old text.
    is_old: Vec<bool>,
}

impl Moves {
    /// Learns from the match of each old word what has moved in a new text of `length` words.
    pub fn new(matches: &[Option<WordMatch>], length: usize) -> Self {
        let runs = align::runs(matches);
        let to = |run: &Range<usize>| matches[run.start].map_or(0, |matched| matched.to as usize);
        let pairs: Vec<(usize, usize)> = runs.iter().map(|run| (run.start, to(run))).collect();
        let weights: Vec<f32> = runs.iter().map(|run| run.len() as f32).collect();
        let mut in_order = vec![false; matches.len()];
        for i in order::longest(&pairs, &weights) {
            in_order[runs[i].clone()].fill(true);
        }
        let mut is_old = vec![false; length];
        for matched in matches.iter().flatten() {
            is_old[matched.to as usize] = true;
        }
        Self { in_order, is_old }
    }

    /// Whether the words `inner` of the old text, found as `mapped`, are there without what stood around them.
    pub fn is_alone(
        &self,
        old: &Words,
        matches: &[Option<WordMatch>],
        (inner, paragraph): (&Range<usize>, Range<usize>),
        mapped: &Mapped,
        surroundings: Surroundings,
    ) -> bool {
        let hull = mapped.hull();
        let near = hull.start.saturating_sub(MAX_DISTANCE_WORDS)..hull.end + MAX_DISTANCE_WORDS;
        let kept_order = inner.clone().any(|i| self.in_order[i]);
        let is_word = |i: &usize| !is_mark(old.words[*i].key);
        let from = inner.start.saturating_sub(MAX_DISTANCE_WORDS);
        let to = (inner.end + MAX_DISTANCE_WORDS).min(old.words.len());
        let (mut all, mut along, mut along_beyond) = (0, 0, 0);
        for i in (from..inner.start).chain(inner.end..to).filter(is_word) {
            let is_near = matches[i].is_some_and(|matched| near.contains(&(matched.to as usize)));
            let is_along = is_near && self.in_order[i] == kept_order;
            let is_own = paragraph.contains(&i);
            all += usize::from(is_own);
            along += usize::from(is_along && is_own);
            along_beyond += usize::from(is_along && !is_own);
        }
        if kept_order {
            let own = inner.clone().filter(is_word).count();
            let phrase = mapped.whole && own < MIN_OWN_WORDS && !surroundings.is_enough_by_itself();
            let share = if own > MAX_FEW_WORDS { 3 } else { 2 };
            let is_gone = if all > 0 { along * share < all } else { surroundings.are_gone(true) };
            return phrase && is_gone;
        }
        let has_moved_whole = along >= MIN_MOVED_WORDS && along * 3 >= all * 2
            || along == all && along > MAX_FEW_WORDS && surroundings.reach_beyond()
            || along + along_beyond >= MIN_MOVED_WORDS_OF_PARAGRAPHS;
        let block = moved_block(matches, inner, &hull);
        let has_moved_line =
            surroundings.are_kept() && block.len() > hull.len() && self.is_between_old_words(&block);
        let tells =
            surroundings.is_enough_by_itself() || mapped.kept > MIN_KEPT_SHARE && surroundings.is_long();
        !(has_moved_whole || has_moved_line || tells)
    }

    /// Whether the words on either side of `range`, a range of new words, stood in the old text, too, and most of those farther off: then
    /// it has not come in with new text.
    pub fn is_between_old_words(&self, range: &Range<usize>) -> bool {
        let before = |words: usize| &self.is_old[range.start.saturating_sub(words)..range.start];
        let behind = |words: usize| &self.is_old[range.end..(range.end + words).min(self.is_old.len())];
        let are_old = |words: &[bool]| words.iter().all(|is_old| *is_old);
        let are_mostly_old =
            |words: &[bool]| words.iter().filter(|is_old| **is_old).count() * 3 >= words.len() * 2;
        are_old(before(BESIDE_WORDS))
            && are_old(behind(BESIDE_WORDS))
            && are_mostly_old(before(NEARBY_WORDS))
            && are_mostly_old(behind(NEARBY_WORDS))
    }

    /// Whether the old word at `index` stands in the new text in the order of the old one.
    pub fn is_in_order(&self, index: usize) -> bool {
        self.in_order[index]
    }

    /// Whether the new word at `index` stood in the old text.
    pub fn is_old(&self, index: usize) -> bool {
        self.is_old[index]
    }
}

/// The new words that stand in one row with `hull`, to which the words `inner` of the old text have moved, as they did before.
fn moved_block(matches: &[Option<WordMatch>], inner: &Range<usize>, hull: &Range<usize>) -> Range<usize> {
    let goes_on = |i: usize, j: usize| {
        matches.get(i).copied().flatten().is_some_and(|matched| matched.to as usize == j)
    };
    let behind = (0..matches.len()).take_while(|by| goes_on(inner.end + by, hull.end + by)).count();
    let most = inner.start.min(hull.start);
    let before = (1..=most).take_while(|by| goes_on(inner.start - by, hull.start - by)).count();
    hull.start - before..hull.end + behind
}
