//! Where in a text pieces of old text may stand: one pass over the text finds the rare words and the runs of words that
//! the pieces have, and those that agree on a place name it together.

use rustc_hash::FxHashMap;

use super::{
    fragment::Fragment,
    words::{Word, gram},
};

/// A single word that stands more often than this names no place.
const RARE_WORD: u32 = 6;

/// A run of words that stands more often than this names no place.
const RARE_RUN: u32 = 24;

/// How many words make a run.
const RUN: usize = 3;

/// How many places are looked at for one piece.
const PLACES: usize = 6;

/// Where each run stands, if it is rare.
pub struct Seeds {
    found: FxHashMap<u64, Found>,
}

#[derive(Default)]
struct Found {
    count: u32,
    at: Vec<u32>,
}

impl Seeds {
    /// Looks for all that `fragments` have in `words`.
    pub fn new<'a>(fragments: impl Iterator<Item = &'a Fragment>, words: &[Word]) -> Self {
        let mut found: FxHashMap<u64, Found> = FxHashMap::default();
        for fragment in fragments {
            let runs = fragment.keys.windows(RUN).map(gram);
            for key in fragment.keys.iter().copied().chain(runs) {
                found.entry(key).or_default();
            }
        }
        // Most of what stands in the text is in no piece: a bit tells so without a look at the table.
        let mut known = vec![0_u64; 1 << 12];
        for key in found.keys() {
            known[(key >> 6) as usize & 0xfff] |= 1 << (key & 63);
        }
        let mut note = |key: u64, at: usize, most: u32| {
            if known[(key >> 6) as usize & 0xfff] >> (key & 63) & 1 == 1
                && let Some(found) = found.get_mut(&key)
            {
                found.count += 1;
                if found.count <= most {
                    found.at.push(at as u32);
                }
            }
        };
        for (at, word) in words.iter().enumerate() {
            note(word.key, at, RARE_WORD);
        }
        for (at, run) in words.windows(RUN).enumerate() {
            note(gram(&[run[0].key, run[1].key, run[2].key]), at, RARE_RUN);
        }
        Self { found }
    }

    /// Where the first word of `fragment` would stand, by the words of it that are rare: the likeliest places first, with
    /// what these words tell, in bits.
    pub fn places(&self, fragment: &Fragment) -> Vec<(f32, std::ops::Range<isize>)> {
        let mut votes: Vec<(isize, f32)> = Vec::new();
        let mut vote = |key: u64, offset: usize, most: u32, bits: f32| {
            if let Some(found) = self.found.get(&key).filter(|found| found.count <= most) {
                votes.extend(
                    found.at.iter().map(|&at| ((at as usize).cast_signed() - offset.cast_signed(), bits)),
                );
            }
        };
        for (offset, &key) in fragment.keys.iter().enumerate() {
            vote(key, offset, RARE_WORD, fragment.bits[offset]);
        }
        for (offset, run) in fragment.keys.windows(RUN).enumerate() {
            vote(gram(run), offset, RARE_RUN, fragment.bits[offset..offset + RUN].iter().sum());
        }
        votes.sort_unstable_by_key(|vote| vote.0);
        let apart = 6 + (fragment.keys.len() / 4).cast_signed();
        let mut places: Vec<(f32, std::ops::Range<isize>)> = votes
            .chunk_by(|one, other| other.0 - one.0 <= apart)
            .map(|votes| (votes.iter().map(|vote| vote.1).sum(), votes[0].0..votes[votes.len() - 1].0 + 1))
            .collect();
        places.sort_by(|one, other| other.0.total_cmp(&one.0));
        places.truncate(PLACES);
        places
    }
}
