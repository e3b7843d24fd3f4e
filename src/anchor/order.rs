//! The heaviest selection of pairs of positions that keeps the order of both texts.

/// The indices of the pairs in the heaviest selection in which both positions ascend strictly. `pairs` must ascend by their
/// first position; of pairs with the same first position at most one is taken. This is the weighted longest increasing
/// subsequence, in O(n log n).
pub fn longest(pairs: &[(usize, usize)], weights: &[f32]) -> Vec<usize> {
    let mut positions: Vec<usize> = pairs.iter().map(|pair| pair.1).collect();
    positions.sort_unstable();
    positions.dedup();
    let mut best = Heaviest::new(positions.len());
    let mut before = vec![None; pairs.len()];
    let mut at = 0;
    while at < pairs.len() {
        let group = at + pairs[at..].iter().take_while(|pair| pair.0 == pairs[at].0).count();
        // Pairs with the same first position may follow an earlier pair, but not each other.
        let found: Vec<_> = (at..group)
            .map(|i| {
                let rank = positions.partition_point(|&position| position < pairs[i].1);
                (i, rank, best.below(rank))
            })
            .collect();
        for (i, rank, heaviest) in found {
            before[i] = heaviest.map(|(_, pair)| pair);
            best.put(rank, (heaviest.map_or(0.0, |(weight, _)| weight) + weights[i], i));
        }
        at = group;
    }
    let mut last = best.below(positions.len()).map(|(_, pair)| pair);
    let mut chosen = Vec::new();
    while let Some(i) = last {
        chosen.push(i);
        last = before[i];
    }
    chosen.reverse();
    chosen
}

/// The heaviest entry below any rank: a Fenwick tree of maxima. An entry is a weight and the index of a pair.
struct Heaviest(Vec<Option<(f32, usize)>>);

impl Heaviest {
    fn new(ranks: usize) -> Self {
        Self(vec![None; ranks + 1])
    }

    /// The heaviest entry with a rank below `rank`.
    fn below(&self, rank: usize) -> Option<(f32, usize)> {
        let mut best: Option<(f32, usize)> = None;
        let mut at = rank;
        while at > 0 {
            if self.0[at].is_some_and(|entry| best.is_none_or(|best| entry.0 > best.0)) {
                best = self.0[at];
            }
            at &= at - 1;
        }
        best
    }

    /// Adds an entry at `rank`.
    fn put(&mut self, rank: usize, entry: (f32, usize)) {
        let mut at = rank + 1;
        while at < self.0.len() {
            if self.0[at].is_none_or(|old| entry.0 > old.0) {
                self.0[at] = Some(entry);
            }
            at += at & at.wrapping_neg();
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn the_heavier_order_wins() {
        let pairs = [(0, 9), (1, 1), (2, 2), (3, 3), (3, 10)];
        assert_eq!(longest(&pairs, &[1.0; 5]), [1, 2, 4]);
        assert_eq!(longest(&pairs, &[9.0, 1.0, 1.0, 1.0, 1.0]), [0, 4]);
        assert_eq!(longest(&[], &[]), [0; 0]);
    }

    proptest! {
        #[test]
        fn nothing_is_heavier(pairs in prop::collection::vec((0usize..12, 0usize..12, 1u8..9), 0..11)) {
            let mut pairs = pairs;
            pairs.sort_unstable();
            let weights: Vec<f32> = pairs.iter().map(|pair| f32::from(pair.2)).collect();
            let pairs: Vec<(usize, usize)> = pairs.iter().map(|pair| (pair.0, pair.1)).collect();
            let chosen = longest(&pairs, &weights);
            prop_assert!(chosen.windows(2).all(|two| pairs[two[0]].0 < pairs[two[1]].0 && pairs[two[0]].1 < pairs[two[1]].1));
            let weight: f32 = chosen.iter().map(|&i| weights[i]).sum();
            for subset in 0_u32..1 << pairs.len() {
                let of: Vec<usize> = (0..pairs.len()).filter(|i| subset >> i & 1 == 1).collect();
                if of.windows(2).all(|two| pairs[two[0]].0 < pairs[two[1]].0 && pairs[two[0]].1 < pairs[two[1]].1) {
                    prop_assert!(of.iter().map(|&i| weights[i]).sum::<f32>() <= weight + 1e-3);
                }
            }
        }
    }
}
