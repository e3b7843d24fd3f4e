//! The cheapest partition of items on a line into given sets: to this the best alignment of coders' units is reduced.
//!
//! The problem is weighted set partitioning. It is hard in general, but here each set has items that are near each other. It is
//! solved exactly wherever that is possible, in two steps:
//!
//! 1. Each item gets a *price*, such that no set costs less than the prices of its items. The sum of the prices is then a lower
//!    bound of the cost of any partition. The subgradient method raises it (Held, Wolfe and Crowder 1974, “Validation of
//!    subgradient optimization”).
//! 2. Partitions are built from left to right: the next set always contains the first item that has none yet. They are ordered
//!    by how much they cost beyond the prices. Of partial partitions that cover the same items only the cheapest is kept, and
//!    of all of them only the [`MAX_WIDTH`] cheapest. If none of those that were dropped could have become cheaper than the
//!    result, the result is proven to be the cheapest.

use std::collections::HashMap;

/// A set of items that can be chosen.
#[derive(Clone, Debug)]
pub struct Set {
    /// The items, ascending; at least one.
    pub items: Vec<u32>,
    /// The cost of the set.
    pub cost: f64,
}

/// A choice of sets that has each item in exactly one of them.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Partition {
    /// The indices of the chosen sets.
    pub sets: Vec<usize>,
    /// The sum of their costs.
    pub cost: f64,
    /// Whether it is proven that no partition is cheaper.
    pub proven: bool,
}

/// How many partial partitions are kept at first. Chosen by hand.
const MIN_WIDTH: usize = 8;

/// How many partial partitions are kept at most. Chosen by hand.
const MAX_WIDTH: usize = 512;

/// How often prices are adjusted, at most. Chosen by hand.
const MAX_ROUNDS: usize = 100;

/// How many rounds may bring no better prices before the step is halved. Chosen by hand.
const MAX_ROUNDS_WITHOUT_GAIN: usize = 10;

/// The largest difference of two costs that counts as rounding.
const MAX_ROUNDING: f64 = 1e-9;

/// The cheapest partition of the items from 0 to `items` into `sets`, among which each item is a set by itself, too.
pub fn cheapest(items: usize, sets: &[Set]) -> Partition {
    let mut found = Partition { proven: true, ..Partition::default() };
    for (items, numbers) in components(items, sets) {
        let local = |item: u32| items.binary_search(&item).unwrap_or_default() as u32;
        let of = |&number: &usize| Set {
            items: sets[number].items.iter().map(|&item| local(item)).collect(),
            cost: sets[number].cost,
        };
        let part = PartitionProblem::new(items.len(), numbers.iter().map(of).collect()).cheapest();
        found.sets.extend(part.sets.iter().map(|&set| numbers[set]));
        found.cost += part.cost;
        found.proven &= part.proven;
    }
    found
}

/// The connected components: items that are linked by sets, with the indices of these sets.
fn components(items: usize, sets: &[Set]) -> Vec<(Vec<u32>, Vec<usize>)> {
    let mut root: Vec<u32> = (0..items as u32).collect();
    for set in sets {
        let first = find(&mut root, set.items[0]);
        for &item in &set.items[1..] {
            let other = find(&mut root, item);
            root[other as usize] = first;
        }
    }
    let mut components: Vec<(Vec<u32>, Vec<usize>)> = Vec::new();
    let mut number: HashMap<u32, usize> = HashMap::new();
    for item in 0..items as u32 {
        let slot = *number.entry(find(&mut root, item)).or_insert_with(|| {
            components.push(Default::default());
            components.len() - 1
        });
        components[slot].0.push(item);
    }
    for (at, set) in sets.iter().enumerate() {
        components[number[&find(&mut root, set.items[0])]].1.push(at);
    }
    components
}

/// The item that represents the component of `item` (union-find with path halving).
fn find(root: &mut [u32], mut item: u32) -> u32 {
    while root[item as usize] != item {
        root[item as usize] = root[root[item as usize] as usize];
        item = root[item as usize];
    }
    item
}

/// A partition problem: items on a line, and the sets to choose from.
struct PartitionProblem {
    items: usize,
    sets: Vec<Set>,
    /// The sets that contain each item.
    with: Vec<Vec<u32>>,
    /// The sets whose first item each item is, without those that are too wide to be considered.
    from: Vec<Vec<u32>>,
    /// Whether there are sets that are too wide.
    has_wide_sets: bool,
}

impl PartitionProblem {
    fn new(items: usize, sets: Vec<Set>) -> Self {
        let (mut with, mut from, mut has_wide_sets) =
            (vec![Vec::new(); items], vec![Vec::new(); items], false);
        for (number, set) in sets.iter().enumerate() {
            set.items.iter().for_each(|&item| with[item as usize].push(number as u32));
            let (first, last) = (set.items[0], set.items[set.items.len() - 1]);
            if ((last - first) as usize) < TakenItems::WIDTH {
                from[first as usize].push(number as u32);
            } else {
                has_wide_sets = true;
            }
        }
        Self { items, sets, with, from, has_wide_sets }
    }

    /// The cheapest partition that is found.
    fn cheapest(&self) -> Partition {
        let mut prices = self.fair_prices();
        let (mut best, mut given_up) = self.sweep(&prices, MIN_WIDTH, f64::INFINITY);
        let mut width = MIN_WIDTH;
        while given_up < best.cost - MAX_ROUNDING && width <= MAX_WIDTH {
            if width == MIN_WIDTH {
                prices = self.raised(prices, best.cost);
            }
            let (found, without) = self.sweep(&prices, width, best.cost);
            given_up = without;
            if found.cost < best.cost {
                best = found;
            }
            width *= 8;
        }
        best.proven = !self.has_wide_sets && given_up >= best.cost - MAX_ROUNDING;
        best
    }

    /// Builds partitions from left to right and keeps the `width` cheapest. Returns the best one of those that cost no more than
    /// `bound`, and a lower bound of the cost of those that were dropped.
    fn sweep(&self, prices: &[f64], width: usize, bound: f64) -> (Partition, f64) {
        let total: f64 = prices.iter().sum();
        let beyond: Vec<f64> = (0..self.sets.len()).map(|set| self.slack(set, prices)).collect();
        let mut given_up = f64::INFINITY;
        // The steps of all partitions: each has the index of the step before it and the set that was chosen.
        let mut steps: Vec<(usize, u32)> = vec![(0, 0)];
        // The partial partitions by their first item without a set: which later items have one, the cost beyond the prices, and
        // the last step.
        let mut levels: Vec<HashMap<TakenItems, (f64, usize)>> = vec![HashMap::new(); self.items + 1];
        levels[0].insert(TakenItems::default(), (0.0, 0));
        for first in 0..self.items {
            let mut states: Vec<(TakenItems, (f64, usize))> =
                std::mem::take(&mut levels[first]).into_iter().collect();
            states.sort_unstable_by(|a, b| a.1.0.total_cmp(&b.1.0).then(a.0.cmp(&b.0)));
            if let Some((_, (cost, _))) = states.get(width) {
                given_up = given_up.min(total + cost);
                states.truncate(width);
            }
            for (taken, (cost, step)) in states {
                for &set in &self.from[first] {
                    let cost = cost + beyond[set as usize];
                    let Some(more) = taken.with(&self.sets[set as usize].items, first) else { continue };
                    if total + cost > bound + MAX_ROUNDING {
                        continue;
                    }
                    let (next, taken) = more.after();
                    let state = levels[first + next].entry(taken).or_insert((f64::INFINITY, 0));
                    if cost < state.0 {
                        *state = (cost, steps.len());
                        steps.push((step, set));
                    }
                }
            }
        }
        let Some(&(cost, mut step)) = levels[self.items].get(&TakenItems::default()) else {
            return (Partition { cost: f64::INFINITY, ..Partition::default() }, given_up);
        };
        let mut sets = Vec::new();
        while step > 0 {
            sets.push(steps[step].1 as usize);
            step = steps[step].0;
        }
        sets.reverse();
        (Partition { sets, cost: total + cost, proven: false }, given_up)
    }

    /// The cost of a set beyond the prices of its items.
    fn slack(&self, set: usize, prices: &[f64]) -> f64 {
        self.sets[set].cost - self.sets[set].items.iter().map(|&item| prices[item as usize]).sum::<f64>()
    }

    /// Prices to begin with: for each item the least share of a set's cost, so that no set costs less than its items.
    fn fair_prices(&self) -> Vec<f64> {
        let share = |&set: &u32| self.sets[set as usize].cost / self.sets[set as usize].items.len() as f64;
        self.with.iter().map(|sets| sets.iter().map(share).fold(f64::INFINITY, f64::min)).collect()
    }

    /// Prices with a sum that is as large as the subgradient method makes it. `known` is the cost of a partition that was found.
    fn raised(&self, mut prices: Vec<f64>, known: f64) -> Vec<f64> {
        let sum = |prices: &[f64]| prices.iter().sum::<f64>();
        let mut best = self.repaired(prices.clone());
        let (mut stride, mut last) = (1.0, 0);
        for round in 0..MAX_ROUNDS {
            let mut demand = vec![1.0; self.items];
            let mut value = sum(&prices);
            for set in 0..self.sets.len() {
                let slack = self.slack(set, &prices);
                if slack < 0.0 {
                    value += slack;
                    self.sets[set].items.iter().for_each(|&item| demand[item as usize] -= 1.0);
                }
            }
            let length: f64 = demand.iter().map(|d| d * d).sum();
            if length == 0.0 || known - sum(&best) < MAX_ROUNDING {
                break;
            }
            let step = stride * (known - value).max(MAX_ROUNDING) / length;
            prices.iter_mut().zip(&demand).for_each(|(price, demand)| *price += step * demand);
            let repaired = self.repaired(prices.clone());
            if sum(&repaired) > sum(&best) + MAX_ROUNDING {
                (best, last) = (repaired, round);
            } else if round - last > MAX_ROUNDS_WITHOUT_GAIN {
                (stride, last) = (stride / 2.0, round);
            }
        }
        best
    }

    /// The prices, lowered until no set costs less than its items, and then raised where that leaves room.
    fn repaired(&self, mut prices: Vec<f64>) -> Vec<f64> {
        for lower in [true, false] {
            for item in 0..self.items {
                let slacks = self.with[item].iter().map(|&set| self.slack(set as usize, &prices));
                let room = slacks.fold(f64::INFINITY, f64::min);
                if room.is_finite() && (room < 0.0 || !lower) {
                    prices[item] += room;
                }
            }
        }
        prices
    }
}

/// The items from the first one without a set that have a set already, as a bit for each.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
struct TakenItems([u64; TakenItems::WIDTH / 64]);

impl TakenItems {
    /// How many items it reaches, as a number of bits. Chosen by hand.
    const WIDTH: usize = 256;

    /// The set of items with `items`, whose bits are counted from `first`, added. `None` if one of them is taken already.
    fn with(mut self, items: &[u32], first: usize) -> Option<Self> {
        for &item in items {
            let at = item as usize - first;
            let (word, bit) = (&mut self.0[at / 64], 1 << (at % 64));
            if *word & bit != 0 {
                return None;
            }
            *word |= bit;
        }
        Some(self)
    }

    /// The number of items that are taken in a row from the first one on, and the items that are taken after them.
    fn after(self) -> (usize, Self) {
        let full = self.0.iter().take_while(|word| **word == u64::MAX).count();
        let row = full * 64 + self.0.get(full).map_or(0, |word| word.trailing_ones() as usize);
        let (words, bits) = (row / 64, row % 64);
        let word = |at: usize| self.0.get(at).copied().unwrap_or(0);
        let shifted = |at: usize| match bits {
            0 => word(at + words),
            _ => word(at + words) >> bits | word(at + words + 1) << (64 - bits),
        };
        (row, Self(std::array::from_fn(shifted)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn set(items: &[u32], cost: f64) -> Set {
        Set { items: items.to_vec(), cost }
    }

    /// The cost of the cheapest of all partitions, found by trying each.
    fn cheapest_of_all(items: u32, sets: &[Set]) -> f64 {
        fn least(item: u32, items: u32, taken: u64, sets: &[Set]) -> f64 {
            if item == items {
                return 0.0;
            }
            if taken >> item & 1 == 1 {
                return least(item + 1, items, taken, sets);
            }
            let bits = |set: &Set| set.items.iter().fold(0_u64, |bits, item| bits | 1 << item);
            let fits = sets.iter().filter(|set| set.items[0] == item && bits(set) & taken == 0);
            fits.map(|set| set.cost + least(item + 1, items, taken | bits(set), sets))
                .fold(f64::INFINITY, f64::min)
        }
        least(0, items, 0, sets)
    }

    #[test]
    fn sets_that_leave_something_dear_behind_are_not_chosen() {
        let sets = [set(&[0], 1.0), set(&[1], 1.0), set(&[2], 5.0), set(&[0, 1], 0.5), set(&[1, 2], 2.0)];
        let found = cheapest(3, &sets);
        assert_eq!((found.sets, found.cost, found.proven), (vec![0, 4], 3.0, true));
    }

    #[test]
    fn no_items_cost_nothing() {
        assert_eq!(cheapest(0, &[]), Partition { sets: Vec::new(), cost: 0.0, proven: true });
    }

    #[test]
    fn bits_move_on_across_words() {
        let items: Vec<u32> = (0..70).chain([75, 200]).collect();
        let (row, rest) = TakenItems::default().with(&items, 0).expect("none is taken twice").after();
        assert_eq!((row, rest), (70, TakenItems::default().with(&[5, 130], 0).expect("two")));
        assert_eq!(TakenItems::default().with(&[3, 3], 0), None);
    }

    proptest::proptest! {
        #[test]
        fn nothing_is_cheaper(
            alone in proptest::collection::vec(1_u32..20, 1..10),
            pairs in proptest::collection::vec((0_u32..9, 1_u32..4, 0_u32..30), 0..20),
            triples in proptest::collection::vec((0_u32..8, 1_u32..3, 1_u32..3, 0_u32..40), 0..20),
        ) {
            let items = alone.len() as u32;
            let mut sets: Vec<Set> = (0..items).zip(&alone).map(|(i, &cost)| set(&[i], f64::from(cost))).collect();
            sets.extend(pairs.iter().map(|&(i, j, cost)| set(&[i, i + j], f64::from(cost))));
            sets.extend(triples.iter().map(|&(i, j, k, cost)| set(&[i, i + j, i + j + k], f64::from(cost))));
            sets.retain(|set| set.items.iter().all(|item| *item < items));
            let found = cheapest(items as usize, &sets);
            let mut covered: Vec<u32> = found.sets.iter().flat_map(|&set| sets[set].items.clone()).collect();
            covered.sort_unstable();
            proptest::prop_assert!(covered.into_iter().eq(0..items));
            proptest::prop_assert!(found.proven);
            proptest::prop_assert!((found.cost - cheapest_of_all(items, &sets)).abs() < 1e-6);
        }
    }
}
