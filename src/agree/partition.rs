//! The cheapest way to part items that stand on a line into given sets: what an alignment of coders' glosses comes to.
//!
//! This is weighted set partitioning, hard in general, but here sets are of near neighbours. It is solved exactly wherever
//! that can be had, in two steps. *Prices* for the items, such that no set costs less than its items together, are driven
//! up by the subgradient method (Held, Wolfe and Crowder 1974, “Validation of subgradient optimization”): their sum can't be
//! more than the cheapest partition costs. Then partitions are built from left to right, always with a set for the first
//! item that has none, by how much they cost beyond the prices; of those with the same items left only the best is
//! kept, and of many only the [`WIDEST`] best. Where none of those given up could have become cheaper than what was found,
//! it is proven to be the cheapest.

use std::collections::HashMap;

/// A set of items that can be chosen.
#[derive(Clone, Debug)]
pub struct Set {
    /// Items, ascending; at least one.
    pub items: Vec<u32>,
    /// What it costs to choose it.
    pub cost: f64,
}

/// Some of the sets, with each item in exactly one of them.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Partition {
    /// The numbers of the sets.
    pub sets: Vec<usize>,
    /// What they cost.
    pub cost: f64,
    /// Whether it is proven that nothing is cheaper.
    pub proven: bool,
}

/// How many partitions are followed at first, and how many at most.
const NARROWEST: usize = 8;
const WIDEST: usize = 512;

/// How many times prices are adjusted.
const ROUNDS: usize = 100;

/// Costs that differ by less are the same.
const SAME: f64 = 1e-9;

/// The cheapest partition of `items` items; each of them is a set of its own, too.
pub fn cheapest(items: usize, sets: &[Set]) -> Partition {
    let mut found = Partition { proven: true, ..Partition::default() };
    for (items, numbers) in components(items, sets) {
        let local = |item: u32| items.binary_search(&item).unwrap_or_default() as u32;
        let of = |&number: &usize| Set {
            items: sets[number].items.iter().map(|&item| local(item)).collect(),
            cost: sets[number].cost,
        };
        let part = Line::new(items.len(), numbers.iter().map(of).collect()).cheapest();
        found.sets.extend(part.sets.iter().map(|&set| numbers[set]));
        found.cost += part.cost;
        found.proven &= part.proven;
    }
    found
}

/// Items that sets hold together, each with the sets that do.
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

/// The item that stands for all that `item` is held together with.
fn find(root: &mut [u32], mut item: u32) -> u32 {
    while root[item as usize] != item {
        root[item as usize] = root[root[item as usize] as usize];
        item = root[item as usize];
    }
    item
}

/// Items on a line, with sets.
struct Line {
    items: usize,
    sets: Vec<Set>,
    /// By item the sets that have it.
    with: Vec<Vec<u32>>,
    /// By item the sets that begin with it and reach no farther than can be looked at.
    from: Vec<Vec<u32>>,
    /// Whether there are others.
    far: bool,
}

impl Line {
    fn new(items: usize, sets: Vec<Set>) -> Self {
        let (mut with, mut from, mut far) = (vec![Vec::new(); items], vec![Vec::new(); items], false);
        for (number, set) in sets.iter().enumerate() {
            set.items.iter().for_each(|&item| with[item as usize].push(number as u32));
            let (first, last) = (set.items[0], set.items[set.items.len() - 1]);
            if ((last - first) as usize) < Taken::WIDTH {
                from[first as usize].push(number as u32);
            } else {
                far = true;
            }
        }
        Self { items, sets, with, from, far }
    }

    fn cheapest(&self) -> Partition {
        let mut prices = self.fair_prices();
        let (mut best, mut given_up) = self.sweep(&prices, NARROWEST, f64::INFINITY);
        let mut width = NARROWEST;
        while given_up < best.cost - SAME && width <= WIDEST {
            if width == NARROWEST {
                prices = self.raised(prices, best.cost);
            }
            let (found, without) = self.sweep(&prices, width, best.cost);
            given_up = without;
            if found.cost < best.cost {
                best = found;
            }
            width *= 8;
        }
        best.proven = !self.far && given_up >= best.cost - SAME;
        best
    }

    /// Partitions from left to right. Returns the best one of those that cost no more than `bound`, and the least that one of
    /// those given up could have cost.
    fn sweep(&self, prices: &[f64], width: usize, bound: f64) -> (Partition, f64) {
        let total: f64 = prices.iter().sum();
        let beyond: Vec<f64> = (0..self.sets.len()).map(|set| self.slack(set, prices)).collect();
        let mut given_up = f64::INFINITY;
        // The steps that partitions are made of: the step before, and the set chosen.
        let mut steps: Vec<(usize, u32)> = vec![(0, 0)];
        // By first item without a set: what else is taken, with the cost beyond the prices and the last step.
        let mut levels: Vec<HashMap<Taken, (f64, usize)>> = vec![HashMap::new(); self.items + 1];
        levels[0].insert(Taken::default(), (0.0, 0));
        for first in 0..self.items {
            let mut states: Vec<(Taken, (f64, usize))> =
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
                    if total + cost > bound + SAME {
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
        let Some(&(cost, mut step)) = levels[self.items].get(&Taken::default()) else {
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

    /// What a set costs beyond the prices of its items.
    fn slack(&self, set: usize, prices: &[f64]) -> f64 {
        self.sets[set].cost - self.sets[set].items.iter().map(|&item| prices[item as usize]).sum::<f64>()
    }

    /// The least share of an item in a set that has it: no set costs less than its items.
    fn fair_prices(&self) -> Vec<f64> {
        let share = |&set: &u32| self.sets[set as usize].cost / self.sets[set as usize].items.len() as f64;
        self.with.iter().map(|sets| sets.iter().map(share).fold(f64::INFINITY, f64::min)).collect()
    }

    /// Prices whose sum is as large as it can be made, below the cost of a known partition.
    fn raised(&self, mut prices: Vec<f64>, known: f64) -> Vec<f64> {
        let sum = |prices: &[f64]| prices.iter().sum::<f64>();
        let mut best = self.mended(prices.clone());
        let (mut stride, mut last) = (1.0, 0);
        for round in 0..ROUNDS {
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
            if length == 0.0 || known - sum(&best) < SAME {
                break;
            }
            let step = stride * (known - value).max(SAME) / length;
            prices.iter_mut().zip(&demand).for_each(|(price, demand)| *price += step * demand);
            let mended = self.mended(prices.clone());
            if sum(&mended) > sum(&best) + SAME {
                (best, last) = (mended, round);
            } else if round - last > 10 {
                (stride, last) = (stride / 2.0, round);
            }
        }
        best
    }

    /// The prices lowered until no set costs less than its items, and then raised where there is room.
    fn mended(&self, mut prices: Vec<f64>) -> Vec<f64> {
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

/// Which of the next items have a set already: a bit for each.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
struct Taken([u64; Taken::WIDTH / 64]);

impl Taken {
    /// How many items are looked at.
    const WIDTH: usize = 256;

    /// With these items, counted from `first`, as well; none if one of them is taken.
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

    /// How many are taken in a row from the first one on, and what is taken after them.
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

    /// Every partition, one after the other.
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
        let (row, rest) = Taken::default().with(&items, 0).expect("none is taken twice").after();
        assert_eq!((row, rest), (70, Taken::default().with(&[5, 130], 0).expect("two")));
        assert_eq!(Taken::default().with(&[3, 3], 0), None);
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
