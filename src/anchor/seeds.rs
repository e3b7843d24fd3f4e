//! Seeds: rare words and short runs of words of the fragments, found in one pass over the new text. Each seed votes for the
//! place at which the fragment would begin; the places with the most votes are looked at more closely.

use rustc_hash::FxHashMap;

use super::{
    fragment::Fragment,
    key_filter::KeyFilter,
    words::{Word, gram},
};

/// How often a word may stand in the text, at most, to be a seed. Chosen by hand.
const MAX_WORD_COUNT: u32 = 6;

/// How often a run of words may stand in the text, at most, to be a seed. Chosen by hand.
const MAX_RUN_COUNT: u32 = 24;

/// The length of a run, in words. Chosen by hand.
const RUN_WORDS: usize = 3;

/// How many places are looked at for one fragment, at most. Chosen by hand.
const MAX_PLACES: usize = 6;

/// The positions of all seeds in the new text.
pub struct Seeds {
    found: FxHashMap<u64, SeedPositions>,
}

/// The positions of one word or run.
#[derive(Default)]
struct SeedPositions {
    /// How often it stands in the text.
    count: u32,
    /// The indices of its first words, as long as it is rare enough to be a seed.
    at: Vec<u32>,
}

impl Seeds {
    /// Finds all words and runs of `fragments` in `words`, the words of the new text.
    pub fn new<'a>(fragments: impl Iterator<Item = &'a Fragment>, words: &[Word]) -> Self {
        let mut found: FxHashMap<u64, SeedPositions> = FxHashMap::default();
        for fragment in fragments {
            let runs = fragment.keys.windows(RUN_WORDS).map(gram);
            for key in fragment.keys.iter().copied().chain(runs) {
                found.entry(key).or_default();
            }
        }
        let known = KeyFilter::new(found.keys().copied());
        let mut note = |key: u64, at: usize, most: u32| {
            if known.may_have(key)
                && let Some(found) = found.get_mut(&key)
            {
                found.count += 1;
                if found.count <= most {
                    found.at.push(at as u32);
                }
            }
        };
        for (at, word) in words.iter().enumerate() {
            note(word.key, at, MAX_WORD_COUNT);
        }
        for (at, run) in words.windows(RUN_WORDS).enumerate() {
            note(gram(&[run[0].key, run[1].key, run[2].key]), at, MAX_RUN_COUNT);
        }
        Self { found }
    }

    /// The places at which the first word of `fragment` would stand where a run stands with a word that tells it from its lookalikes.
    /// These may have the votes of others beside them, so that all of them are one place.
    pub fn told_places(&self, fragment: &Fragment) -> impl Iterator<Item = isize> {
        let first_of_run = |telling: usize| telling.min(fragment.keys.len().saturating_sub(RUN_WORDS));
        fragment.telling.into_iter().flatten().map(first_of_run).flat_map(|offset| {
            let run = fragment.keys.get(offset..offset + RUN_WORDS).map(gram);
            let found = run.and_then(|run| self.found.get(&run)).filter(|found| found.count <= MAX_RUN_COUNT);
            let places = found.into_iter().flat_map(|found| &found.at);
            places.map(move |&at| (at as usize).cast_signed() - offset.cast_signed())
        })
    }

    /// The places at which the first word of `fragment` would stand, by the votes of its seeds: the most likely first, each with
    /// the sum of the bits of its seeds. A place is a range of word indices, which may begin before the text.
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
            vote(key, offset, MAX_WORD_COUNT, fragment.bits[offset]);
        }
        for (offset, run) in fragment.keys.windows(RUN_WORDS).enumerate() {
            vote(gram(run), offset, MAX_RUN_COUNT, fragment.bits[offset..offset + RUN_WORDS].iter().sum());
        }
        votes.sort_unstable_by_key(|vote| vote.0);
        let apart = 6 + (fragment.keys.len() / 4).cast_signed();
        let mut places: Vec<(f32, std::ops::Range<isize>)> = votes
            .chunk_by(|one, other| other.0 - one.0 <= apart)
            .map(|votes| (votes.iter().map(|vote| vote.1).sum(), votes[0].0..votes[votes.len() - 1].0 + 1))
            .collect();
        places.sort_by(|one, other| other.0.total_cmp(&one.0));
        places.truncate(MAX_PLACES);
        places
    }
}
