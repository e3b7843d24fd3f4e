//! Words that an alignment matched by chance: two sentences of one language share some words in some order, even where
//! one of them has nothing to do with the other.

use std::ops::Range;

use super::align::{Hit, rows};

/// Words in a row that tell this much, in bits, were not matched by chance.
const STRONG: f32 = 11.0;

/// What was matched this near to them, in words of both texts, belongs to them.
const NEAR: u32 = 2;

/// Takes out the matches that stand alone; `bits` is what each word tells, `whole` what names a place in the whole text.
pub fn prune(hits: &mut [Option<Hit>], bits: impl Fn(usize) -> f32, whole: f32) {
    let runs = rows(hits);
    let tells = |run: &Range<usize>| {
        let worth = |i: usize| bits(i) * hits[i].map_or(0.0, Hit::share);
        run.clone().map(worth).sum::<f32>()
    };
    // In a text of a few words none of them tells much.
    let strong = STRONG.min(whole * 1.5);
    let mut kept: Vec<bool> = runs.iter().map(|run| tells(run) >= strong).collect();
    let beside = |one: &Range<usize>, other: &Range<usize>| {
        let (Some(last), Some(first)) = (hits[one.end - 1], hits[other.start]) else { return false };
        other.start - one.end <= NEAR as usize && first.to > last.to && first.to - last.to - 1 <= NEAR
    };
    for i in 1..runs.len() {
        kept[i] |= kept[i - 1] && beside(&runs[i - 1], &runs[i]);
    }
    for i in (1..runs.len()).rev() {
        kept[i - 1] |= kept[i] && beside(&runs[i - 1], &runs[i]);
    }
    for (run, _) in runs.into_iter().zip(kept).filter(|(_, kept)| !kept) {
        hits[run].fill(None);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_match_alone_goes_and_one_beside_others_stays() {
        let hits = |from: &str| -> Vec<Option<Hit>> {
            from.chars().map(|c| Some(Hit { to: c.to_digit(36)?, equal: true })).collect()
        };
        let mut found = hits("012.4..9...klm");
        prune(&mut found, |_| 4.0, 10.0);
        assert_eq!(found, hits("012.4......klm"));
    }
}
