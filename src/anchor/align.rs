//! The best correspondence of two short sequences of words.
//!
//! Smith and Waterman's local alignment (J. Mol. Biol. 147, 1981) with Gotoh's affine gaps (J. Mol. Biol. 162, 1982);
//! what an equal word is worth is its information in bits. One sentence put in costs little more than one word, and a
//! common word standing alone between two gaps doesn't pay for them.

use std::ops::Range;

/// What a gap costs to open, and for each word of it, in bits.
const OPEN: f32 = 3.0;
const EXTEND: f32 = 0.3;

/// What a word replaced by an unlike one costs.
const REPLACED: f32 = 2.0;

/// What a word replaced by one that is written almost the same is worth, of what it is worth itself.
const ALIKE: f32 = 0.4;

/// What became of a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hit {
    /// The index of the word that corresponds.
    pub to: u32,
    /// Whether it is the same word, rather than one written almost the same.
    pub equal: bool,
}

impl Hit {
    /// What it tells, of what the word itself tells.
    pub fn share(self) -> f32 {
        if self.equal { 1.0 } else { ALIKE }
    }
}

/// Words that are matched with as many words in a row.
pub fn rows(hits: &[Option<Hit>]) -> Vec<Range<usize>> {
    let mut rows: Vec<Range<usize>> = Vec::new();
    for (i, hit) in hits.iter().enumerate().filter_map(|(i, hit)| Some((i, (*hit)?))) {
        match rows.last_mut() {
            Some(row) if row.end == i && hits[i - 1].is_some_and(|last| last.to + 1 == hit.to) => {
                row.end += 1;
            }
            _ => rows.push(i..i + 1),
        }
    }
    rows
}

/// Two sequences to be aligned.
pub struct Pair<'a> {
    /// The old words' keys.
    pub old: &'a [u64],
    /// What each of them tells, in bits.
    pub bits: &'a [f32],
    /// The new words' keys.
    pub new: &'a [u64],
    /// Whether an old and a new word, by index, are written almost the same.
    pub alike: &'a dyn Fn(usize, usize) -> bool,
}

const STOP: u8 = 0;
const DIAGONAL: u8 = 1;
const SKIP_OLD: u8 = 2;
const SKIP_NEW: u8 = 3;
/// Set beside a cell's best way where the best gap that ends in it began earlier.
const OLD_GAP_GOES_ON: u8 = 4;
const NEW_GAP_GOES_ON: u8 = 8;

/// What became of each old word. `whole`: both sequences are aligned from end to end; else the part that agrees best.
pub fn align(pair: &Pair<'_>, whole: bool) -> Vec<Option<Hit>> {
    let (n, m) = (pair.old.len(), pair.new.len());
    let width = m + 1;
    let gap = |length: usize| -(OPEN + EXTEND * length as f32);
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
            let (start_old, on_old) = (above[j] - OPEN - EXTEND, old_gaps[j] - EXTEND);
            let (start_new, on_new) = (above[j - 1] - OPEN - EXTEND, new_gap - EXTEND);
            old_gaps[j] = start_old.max(on_old);
            new_gap = start_new.max(on_new);
            let met = diagonal + worth(pair, i - 1, j - 1);
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
    back(pair, &ways, if whole { n * width + m } else { best.1 })
}

/// Goes the ways back from a cell.
fn back(pair: &Pair<'_>, ways: &[u8], mut cell: usize) -> Vec<Option<Hit>> {
    let width = pair.new.len() + 1;
    let mut hits = vec![None; pair.old.len()];
    while ways[cell] & 3 != STOP {
        match ways[cell] & 3 {
            DIAGONAL => {
                let (i, j) = (cell / width - 1, cell % width - 1);
                let equal = pair.old[i] == pair.new[j];
                if equal || (pair.alike)(i, j) {
                    hits[i] = Some(Hit { to: j as u32, equal });
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
    hits
}

fn worth(pair: &Pair<'_>, i: usize, j: usize) -> f32 {
    if pair.old[i] == pair.new[j] {
        pair.bits[i]
    } else if (pair.alike)(i, j) {
        pair.bits[i] * ALIKE
    } else {
        -REPLACED
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
        let hits = align(&Pair { old: &old_keys, bits: &bits, new: &new_keys, alike: &alike }, whole);
        let shown = |hit: &Option<Hit>| hit.map_or('.', |hit| new.as_bytes()[hit.to as usize] as char);
        hits.iter().map(shown).collect()
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
