//! Krippendorff's alpha, for values of any scale, for any number of coders, and with missing values.
//!
//! The source is Krippendorff 2011, “Computing Krippendorff's alpha-reliability”. Alpha is 1 − Dₒ / Dₑ. Dₒ is the mean squared
//! difference of two values of the same item; Dₑ is that of any two values, as if they were paired by chance.

use std::collections::BTreeMap;

use super::{bootstrap::Sample, ratings::Ratings};

/// The scale of the values, which says how far two of them are apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scale {
    /// Names, which are equal or not.
    Nominal,
    /// Ranks, which differ by the number of values between them.
    Ordinal,
    /// Numbers, which differ by their difference.
    Interval,
    /// Numbers with a true zero, which differ by their difference as a share of their sum.
    Ratio,
}

impl Scale {
    /// All scales.
    pub const ALL: [Self; 4] = [Self::Nominal, Self::Ordinal, Self::Interval, Self::Ratio];

    /// The name of the scale.
    pub fn name(self) -> &'static str {
        match self {
            Self::Nominal => "nominal",
            Self::Ordinal => "ordinal",
            Self::Interval => "interval",
            Self::Ratio => "ratio",
        }
    }
}

/// The coincidences of values: how often two values were given to the same item.
#[derive(Clone, Debug)]
pub struct Coincidences {
    values: usize,
    blocks: Vec<BlockCoincidences>,
}

/// The coincidences in one block.
#[derive(Clone, Debug, Default)]
struct BlockCoincidences {
    /// How often each value was given to an item that has at least two values.
    totals: BTreeMap<u32, f64>,
    /// How often two different values, the lower one first, were given to the same item; each order counts.
    pairs: BTreeMap<(u32, u32), f64>,
}

impl Coincidences {
    /// Counts the coincidences in `ratings`.
    pub fn new(ratings: &Ratings) -> Self {
        let block = |items: &Vec<Option<u32>>| {
            let mut block_coincidences = BlockCoincidences::default();
            items.chunks_exact(ratings.coders).for_each(|item| block_coincidences.add(item));
            block_coincidences
        };
        Self { values: ratings.labels.len(), blocks: ratings.blocks.iter().map(block).collect() }
    }

    /// Krippendorff's alpha in a sample. `numbers` are the numbers that the values stand for, ascending; only the interval and the
    /// ratio scale use them. `None` if no item has two values, or if all values are the same.
    pub fn alpha(&self, sample: &Sample, scale: Scale, numbers: &[f64]) -> Option<f64> {
        let mut totals = vec![0.0; self.values];
        for block_coincidences in sample.blocks().map(|block| &self.blocks[block]) {
            block_coincidences.totals.iter().for_each(|(&value, times)| totals[value as usize] += times);
        }
        let differences = SquaredDifferences::new(scale, numbers, &totals);
        let mut observed = 0.0;
        for block_coincidences in sample.blocks().map(|block| &self.blocks[block]) {
            let pairs = block_coincidences.pairs.iter();
            observed += pairs.map(|(&(one, other), times)| times * differences.of(one, other)).sum::<f64>();
        }
        let all: f64 = totals.iter().sum();
        let chance = differences.of_all(&totals);
        (chance > 0.0).then(|| 1.0 - (all - 1.0) * observed / chance)
    }
}

impl BlockCoincidences {
    /// Counts the values of an item.
    fn add(&mut self, item: &[Option<u32>]) {
        let given = item.iter().flatten().count() as f64;
        if given < 2.0 {
            return;
        }
        let mut times: BTreeMap<u32, f64> = BTreeMap::new();
        item.iter().flatten().for_each(|&value| *times.entry(value).or_default() += 1.0);
        for (i, (&one, count)) in times.iter().enumerate() {
            *self.totals.entry(one).or_default() += count;
            for (&other, others) in times.iter().skip(i + 1) {
                *self.pairs.entry((one, other)).or_default() += 2.0 * count * others / (given - 1.0);
            }
        }
    }
}

/// The squared differences of values on a scale.
struct SquaredDifferences<'a> {
    scale: Scale,
    numbers: &'a [f64],
    /// The mean rank of each value: the number of values below it and half of its own.
    ranks: Vec<f64>,
}

impl<'a> SquaredDifferences<'a> {
    fn new(scale: Scale, numbers: &'a [f64], totals: &[f64]) -> Self {
        let mut below = 0.0;
        let rank = |total: &f64| {
            below += total;
            below - total / 2.0
        };
        Self { scale, numbers, ranks: totals.iter().map(rank).collect() }
    }

    /// The squared difference of two different values, the lower one first.
    fn of(&self, one: u32, other: u32) -> f64 {
        let (one, other) = (one as usize, other as usize);
        let apart = match self.scale {
            Scale::Nominal => 1.0,
            Scale::Ordinal => self.ranks[other] - self.ranks[one],
            Scale::Interval => self.numbers[other] - self.numbers[one],
            Scale::Ratio => {
                (self.numbers[other] - self.numbers[one]) / (self.numbers[other] + self.numbers[one])
            }
        };
        apart * apart
    }

    /// The sum of the squared differences of all pairs of given values, in each order.
    fn of_all(&self, totals: &[f64]) -> f64 {
        if self.scale == Scale::Nominal {
            return totals.iter().sum::<f64>().powi(2)
                - totals.iter().map(|total| total * total).sum::<f64>();
        }
        let used: Vec<u32> = (0..totals.len() as u32).filter(|value| totals[*value as usize] > 0.0).collect();
        let mut sum = 0.0;
        for (i, &one) in used.iter().enumerate() {
            for &other in &used[i + 1..] {
                sum += 2.0 * totals[one as usize] * totals[other as usize] * self.of(one, other);
            }
        }
        sum
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::agree::ratings::tests::{assert_near, ratings};

    /// Krippendorff 2011, section C: four observers, twelve units; 0 where nothing was said.
    const OBSERVERS: [[u32; 12]; 4] = [
        [1, 2, 3, 3, 2, 1, 4, 1, 2, 0, 0, 0],
        [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, 0, 3],
        [0, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, 0],
        [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, 0],
    ];

    #[test]
    fn alpha_is_that_of_krippendorffs_table() {
        let rows: Vec<Vec<Option<u32>>> =
            (0..12).map(|unit| OBSERVERS.iter().map(|o| o[unit].checked_sub(1)).collect()).collect();
        let items: Vec<&[Option<u32>]> = rows.iter().map(Vec::as_slice).collect();
        let (ratings, sample) = ratings(4, &items);
        let of = |scale| Coincidences::new(&ratings).alpha(&sample, scale, &[1.0, 2.0, 3.0, 4.0, 5.0]);
        for (scale, expected) in Scale::ALL.into_iter().zip([0.7434, 0.8154, 0.8491, 0.7974]) {
            assert_near(of(scale), expected, 5e-5);
        }
    }

    #[test]
    fn one_value_throughout_is_no_agreement_beyond_chance() {
        let (same, sample) = ratings(2, &[&[Some(0), Some(0)], &[Some(0), None]]);
        for scale in Scale::ALL {
            assert_eq!(Coincidences::new(&same).alpha(&sample, scale, &[0.0]), None);
        }
    }

    #[test]
    fn far_apart_is_worse_than_near_where_there_is_a_scale() {
        let near =
            ratings(2, &[&[Some(0), Some(1)], &[Some(2), Some(2)], &[Some(0), Some(0)], &[Some(1), Some(1)]]);
        let far =
            ratings(2, &[&[Some(0), Some(2)], &[Some(2), Some(2)], &[Some(1), Some(0)], &[Some(1), Some(1)]]);
        let of = |(ratings, sample): &(Ratings, Sample), scale| {
            Coincidences::new(ratings).alpha(sample, scale, &[1.0, 2.0, 3.0])
        };
        for scale in [Scale::Ordinal, Scale::Interval, Scale::Ratio] {
            assert!(of(&near, scale) > of(&far, scale), "{scale:?}");
        }
    }
}
