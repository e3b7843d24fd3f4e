//! The best alignment of two short sequences of words.
//!
//! It is Smith and Waterman's local alignment (J. Mol. Biol. 147, 1981) with Gotoh's affine gaps (J. Mol. Biol. 162, 1982). An
//! equal word scores its information in bits. An inserted sentence costs little more than an inserted word, and a common word
//! that stands alone between two gaps scores less than the gaps cost.

use std::ops::Range;

/// The cost of a gap, in bits. Chosen by hand.
const GAP_COST_BITS: f32 = 3.0;

/// The additional cost of each word of a gap, in bits. Chosen by hand.
const GAP_WORD_COST_BITS: f32 = 0.3;

/// The cost of a word that was replaced by a different one, in bits. Chosen by hand.
const REPLACED_WORD_COST_BITS: f32 = 2.0;

/// The share of a word's information that a similar word in its place scores. Chosen by hand.
const SIMILAR_WORD_SHARE: f32 = 0.4;

/// The word of the new text to which a word of the old text is matched.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WordMatch {
    /// The index of the new word.
    pub to: u32,
    /// Whether it is an equal word; otherwise it is a similar one.
    pub equal: bool,
}

impl WordMatch {
    /// The share of the old word's information that the match has, from 0 to 1.
    pub fn share(self) -> f32 {
        if self.equal { 1.0 } else { SIMILAR_WORD_SHARE }
    }
}

/// The runs of old words that are matched with as many consecutive new words.
pub fn runs(matches: &[Option<WordMatch>]) -> Vec<Range<usize>> {
    let mut runs: Vec<Range<usize>> = Vec::new();
    for (i, matched) in matches.iter().enumerate().filter_map(|(i, matched)| Some((i, (*matched)?))) {
        match runs.last_mut() {
            Some(row) if row.end == i && matches[i - 1].is_some_and(|last| last.to + 1 == matched.to) => {
                row.end += 1;
            }
            _ => runs.push(i..i + 1),
        }
    }
    runs
}

/// Two sequences of words to be aligned.
pub struct Pair<'a> {
    /// The keys of the old words.
    pub old: &'a [u64],
    /// The information of each old word, in bits.
    pub bits: &'a [f32],
    /// The keys of the new words.
    pub new: &'a [u64],
    /// A test whether an old and a new word, given by their indices, are similar.
    pub alike: &'a dyn Fn(usize, usize) -> bool,
}

/// The way to a cell of the table, in its two lowest bits: none, since an alignment begins here.
const STOP: u8 = 0;
/// The way by matching an old word with a new one.
const DIAGONAL: u8 = 1;
/// The way by leaving out an old word.
const SKIP_OLD: u8 = 2;
/// The way by leaving out a new word.
const SKIP_NEW: u8 = 3;
/// A flag beside the way: the best gap of old words that ends in the cell began before it.
const OLD_GAP_GOES_ON: u8 = 4;
/// A flag beside the way: the best gap of new words that ends in the cell began before it.
const NEW_GAP_GOES_ON: u8 = 8;

/// The match of each old word. With `whole` both sequences are aligned from end to end; otherwise the parts of them that agree
/// best.
pub fn align(pair: &Pair<'_>, whole: bool) -> Vec<Option<WordMatch>> {
    let (n, m) = (pair.old.len(), pair.new.len());
    let width = m + 1;
    let gap = |length: usize| -(GAP_COST_BITS + GAP_WORD_COST_BITS * length as f32);
    let floor = if whole { f32::NEG_INFINITY } else { 0.0 };
    let mut ways = vec![STOP; (n + 1) * width];
    let mut above: Vec<f32> = (0..=m).map(|j| if whole && j > 0 { gap(j) } else { 0.0 }).collect();
    if whole {
        ways[1..width].fill(SKIP_NEW | NEW_GAP_GOES_ON);
    }
    let mut old_gaps = vec![f32::NEG_INFINITY; width];
    let mut best = (0.0, 0);
    for i in 1..=n {
        let mut diagonal = above[0];
        above[0] = if whole { gap(i) } else { 0.0 };
        ways[i * width] = if whole { SKIP_OLD | OLD_GAP_GOES_ON } else { STOP };
        let mut new_gap = f32::NEG_INFINITY;
        for j in 1..=m {
            let (start_old, on_old) =
                (above[j] - GAP_COST_BITS - GAP_WORD_COST_BITS, old_gaps[j] - GAP_WORD_COST_BITS);
            let (start_new, on_new) =
                (above[j - 1] - GAP_COST_BITS - GAP_WORD_COST_BITS, new_gap - GAP_WORD_COST_BITS);
            old_gaps[j] = start_old.max(on_old);
            new_gap = start_new.max(on_new);
            let met = diagonal + score(pair, i - 1, j - 1);
            let score = met.max(old_gaps[j]).max(new_gap).max(floor);
            let way = if score <= floor {
                STOP
            } else if score <= met {
                DIAGONAL
            } else if score <= old_gaps[j] {
                SKIP_OLD
            } else {
                SKIP_NEW
            };
            let goes_on = u8::from(on_old > start_old) * OLD_GAP_GOES_ON
                + u8::from(on_new > start_new) * NEW_GAP_GOES_ON;
            ways[i * width + j] = way | goes_on;
            (diagonal, above[j]) = (above[j], score);
            if score > best.0 {
                best = (score, i * width + j);
            }
        }
    }
    trace_back(pair, &ways, if whole { n * width + m } else { best.1 })
}

/// The matches on the way that ends in a cell, followed back to its beginning.
fn trace_back(pair: &Pair<'_>, ways: &[u8], mut cell: usize) -> Vec<Option<WordMatch>> {
    let width = pair.new.len() + 1;
    let mut matches = vec![None; pair.old.len()];
    while ways[cell] & 3 != STOP {
        match ways[cell] & 3 {
            DIAGONAL => {
                let (i, j) = (cell / width - 1, cell % width - 1);
                let equal = pair.old[i] == pair.new[j];
                if equal || (pair.alike)(i, j) {
                    matches[i] = Some(WordMatch { to: j as u32, equal });
                }
                cell -= width + 1;
            }
            SKIP_OLD => {
                while ways[cell] & OLD_GAP_GOES_ON != 0 && cell >= 2 * width {
                    cell -= width;
                }
                cell -= width;
            }
            _ => {
                while ways[cell] & NEW_GAP_GOES_ON != 0 && cell % width > 1 {
                    cell -= 1;
                }
                cell -= 1;
            }
        }
    }
    matches
}

/// The score of matching the old word `i` with the new word `j`, in bits.
fn score(pair: &Pair<'_>, i: usize, j: usize) -> f32 {
    if pair.old[i] == pair.new[j] {
        pair.bits[i]
    } else if (pair.alike)(i, j) {
        pair.bits[i] * SIMILAR_WORD_SHARE
    } else {
        -REPLACED_WORD_COST_BITS
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn aligned(old: &str, new: &str, whole: bool) -> String {
        let keys = |text: &str| text.bytes().map(u64::from).collect::<Vec<_>>();
        let (old_keys, new_keys) = (keys(old), keys(new));
        let bits = vec![4.0; old.len()];
        let alike = |i: usize, j: usize| old.as_bytes()[i].eq_ignore_ascii_case(&new.as_bytes()[j]);
        let matches = align(&Pair { old: &old_keys, bits: &bits, new: &new_keys, alike: &alike }, whole);
        let shown = |matched: &Option<WordMatch>| {
            matched.map_or('.', |matched| new.as_bytes()[matched.to as usize] as char)
        };
        matches.iter().map(shown).collect()
    }

    #[test]
    fn words_correspond_across_gaps_and_replacements() {
        assert_eq!(aligned("abcdef", "abcdef", true), "abcdef");
        assert_eq!(aligned("abcdef", "abXXXXXXcdef", true), "abcdef");
        assert_eq!(aligned("abcdefgh", "abgh", true), "ab....gh");
        assert_eq!(aligned("abcdef", "abcDef", true), "abcDef");
        assert_eq!(aligned("abcdef", "zzabczefzz", false), "abc.ef");
    }

    #[test]
    fn a_stray_word_is_not_worth_two_gaps() {
        assert_eq!(aligned("abcdefghij", "abXXXXeXXXXij", true), "ab......ij");
        assert_eq!(aligned("", "abc", true), "");
        assert_eq!(aligned("abc", "", true), "...");
    }
}
