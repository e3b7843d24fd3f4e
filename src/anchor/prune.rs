//! Removing matches that an alignment made by chance: any two sentences of one language share some words in some order.

use std::ops::Range;

use super::align::{self, WordMatch};

/// The least information, in bits, of a run of matched words that can't be a match by chance. Chosen by hand.
const MIN_RUN_BITS: f32 = 11.0;

/// The most words between two runs, in both texts, of which the weaker one belongs to the stronger one. Chosen by hand.
const MAX_GAP_WORDS: u32 = 2;

/// Removes the matches that stand alone. `bits` is the information of each old word, `whole` the information that names a place
/// in the whole text.
pub fn prune(matches: &mut [Option<WordMatch>], bits: impl Fn(usize) -> f32, whole: f32) {
    let runs = align::runs(matches);
    let tells = |run: &Range<usize>| {
        let worth = |i: usize| bits(i) * matches[i].map_or(0.0, WordMatch::share);
        run.clone().map(worth).sum::<f32>()
    };
    // In a text of a few words no word tells much.
    let strong = MIN_RUN_BITS.min(whole * 1.5);
    let mut kept: Vec<bool> = runs.iter().map(|run| tells(run) >= strong).collect();
    let beside = |one: &Range<usize>, other: &Range<usize>| {
        let (Some(last), Some(first)) = (matches[one.end - 1], matches[other.start]) else { return false };
        other.start - one.end <= MAX_GAP_WORDS as usize
            && first.to > last.to
            && first.to - last.to - 1 <= MAX_GAP_WORDS
    };
    for i in 1..runs.len() {
        kept[i] |= kept[i - 1] && beside(&runs[i - 1], &runs[i]);
    }
    for i in (1..runs.len()).rev() {
        kept[i - 1] |= kept[i] && beside(&runs[i - 1], &runs[i]);
    }
    for (run, _) in runs.into_iter().zip(kept).filter(|(_, kept)| !kept) {
        matches[run].fill(None);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_match_alone_goes_and_one_beside_others_stays() {
        let matches = |from: &str| -> Vec<Option<WordMatch>> {
            from.chars().map(|c| Some(WordMatch { to: c.to_digit(36)?, equal: true })).collect()
        };
        let mut found = matches("012.4..9...klm");
        prune(&mut found, |_| 4.0, 10.0);
        assert_eq!(found, matches("012.4......klm"));
    }
}
