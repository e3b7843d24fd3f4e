//! Precision, recall and F of spans: how many of the glosses of one coder another coder has, too.
//!
//! Neither coder is taken as right: the recall of one is the precision of the other. F, the harmonic mean of both (van
//! Rijsbergen 1979, “Information Retrieval”, ch. 7), is the same in either direction. Hripcsak and Rothschild (2005, “Agreement,
//! the F-measure, and reliability in information retrieval”) show that kappa approaches F if the number of items that nobody
//! marks can't be counted.

use std::ops::AddAssign;

use serde::Serialize;

use super::{
    bootstrap::Sample,
    study::{CodedUnit, Study},
};

/// The rule by which a gloss of one coder matches a gloss of another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MatchRule {
    /// The spans and the kind must be the same.
    Exact,
    /// The spans must have a code point in common, and the kind must be the same; a gloss matches one other at most.
    Overlap,
}

/// The numbers of glosses of two coders, and of those that match.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct SpanCounts {
    /// The number of matching pairs.
    pub both: usize,
    /// The number of glosses of the first coder.
    pub one: usize,
    /// The number of glosses of the second coder.
    pub other: usize,
}

impl SpanCounts {
    /// The share of the first coder's glosses that the second one has. `None` if the first has none.
    pub fn of_one(self) -> Option<f64> {
        (self.one > 0).then(|| self.both as f64 / self.one as f64)
    }

    /// The share of the second coder's glosses that the first one has. `None` if the second has none.
    pub fn of_other(self) -> Option<f64> {
        (self.other > 0).then(|| self.both as f64 / self.other as f64)
    }

    /// The harmonic mean of the two shares. `None` if neither has a gloss.
    pub fn f(self) -> Option<f64> {
        let all = self.one + self.other;
        (all > 0).then(|| 2.0 * self.both as f64 / all as f64)
    }
}

impl AddAssign for SpanCounts {
    fn add_assign(&mut self, more: Self) {
        self.both += more.both;
        self.one += more.one;
        self.other += more.other;
    }
}

/// The counts of a pair of coders, by block and kind.
#[derive(Clone, Debug)]
pub struct PairCounts {
    /// The counts by block, then by kind.
    blocks: Vec<Vec<SpanCounts>>,
}

impl PairCounts {
    /// Counts the glosses of two coders in the documents that both have worked on.
    pub fn new(study: &Study, one: usize, other: usize, rule: MatchRule) -> Self {
        let count = |block: &super::study::Block| match (&block.coders[one], &block.coders[other]) {
            (Some(one), Some(other)) => count(one, other, rule, study.kinds.len()),
            _ => vec![SpanCounts::default(); study.kinds.len()],
        };
        Self { blocks: study.blocks.iter().map(count).collect() }
    }

    /// The sum of the counts of several pairs of coders.
    pub fn all<'a>(mut pairs: impl Iterator<Item = &'a Self>) -> Self {
        let mut sum = pairs.next().cloned().unwrap_or(Self { blocks: Vec::new() });
        for counts in pairs {
            let cells =
                sum.blocks.iter_mut().zip(&counts.blocks).flat_map(|(sum, more)| sum.iter_mut().zip(more));
            cells.for_each(|(sum, more)| *sum += *more);
        }
        sum
    }

    /// The sum over the blocks of a sample, for one kind or for all kinds.
    pub fn sum(&self, sample: &Sample, kind: Option<usize>) -> SpanCounts {
        let mut sum = SpanCounts::default();
        for block in sample.blocks() {
            match kind {
                Some(kind) => sum += self.blocks[block][kind],
                None => self.blocks[block].iter().for_each(|found| sum += *found),
            }
        }
        sum
    }

    /// The counts with all kinds added together, for sums that are computed often.
    #[must_use]
    pub fn totals(&self) -> Self {
        let total = |kinds: &Vec<SpanCounts>| {
            let mut sum = SpanCounts::default();
            for found in kinds {
                sum += *found;
            }
            vec![sum]
        };
        Self { blocks: self.blocks.iter().map(total).collect() }
    }
}

/// The counts of each kind in one block. The units of both coders are in order.
fn count(one: &[CodedUnit], other: &[CodedUnit], rule: MatchRule, kinds: usize) -> Vec<SpanCounts> {
    (0..kinds)
        .map(|kind| {
            let of_kind = |units: &[CodedUnit]| units.iter().filter(|u| u.kind == kind).cloned().collect();
            let (one, other): (Vec<CodedUnit>, Vec<CodedUnit>) = (of_kind(one), of_kind(other));
            let both = match rule {
                MatchRule::Exact => equal(&one, &other),
                MatchRule::Overlap => overlapping(&one, &other),
            };
            SpanCounts { both, one: one.len(), other: other.len() }
        })
        .collect()
}

/// The number of units that are in both sorted lists.
fn equal(one: &[CodedUnit], other: &[CodedUnit]) -> usize {
    let (mut i, mut j, mut both) = (0, 0, 0);
    while i < one.len() && j < other.len() {
        match one[i].cmp(&other[j]) {
            std::cmp::Ordering::Less => i += 1,
            std::cmp::Ordering::Greater => j += 1,
            std::cmp::Ordering::Equal => (i, j, both) = (i + 1, j + 1, both + 1),
        }
    }
    both
}

/// The largest number of pairs of overlapping units. From left to right, the unit that ends first is paired with the overlapping
/// unit that ends next. No other choice leads to more pairs: a unit that ends later overlaps whatever follows just as well. For
/// units in several parts the number is nearly the largest.
fn overlapping(one: &[CodedUnit], other: &[CodedUnit]) -> usize {
    let mut all: Vec<(&CodedUnit, bool)> = one.iter().map(|unit| (unit, false)).collect();
    all.extend(other.iter().map(|unit| (unit, true)));
    all.sort_by_key(|(unit, _)| unit.hull().end);
    let mut paired = vec![false; all.len()];
    let longest = all.iter().map(|(unit, _)| unit.hull().len()).max().unwrap_or(0);
    let mut both = 0;
    for i in 0..all.len() {
        let (unit, side) = all[i];
        if paired[i] {
            continue;
        }
        let end = unit.hull().end;
        let near = all.iter().enumerate().skip(i + 1);
        let mut near = near.take_while(|(_, (other, _))| other.hull().end < end + longest);
        let found = near.find(|(j, (other, theirs))| *theirs != side && !paired[*j] && unit.overlaps(other));
        if let Some((j, _)) = found {
            paired[j] = true;
            both += 1;
        }
    }
    both
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Span;

    fn units(spans: &[(usize, usize)]) -> Vec<CodedUnit> {
        let mut units: Vec<CodedUnit> = spans
            .iter()
            .map(|&(start, end)| CodedUnit { spans: vec![Span::new(start, end)], kind: 0 })
            .collect();
        units.sort();
        units
    }

    #[test]
    fn exact_and_overlapping_glosses_are_counted() {
        let (one, other) =
            (units(&[(0, 5), (10, 20), (30, 40)]), units(&[(0, 5), (12, 22), (50, 60), (70, 80)]));
        let exact = count(&one, &other, MatchRule::Exact, 1)[0];
        assert_eq!(exact, SpanCounts { both: 1, one: 3, other: 4 });
        assert_eq!(exact.f(), Some(2.0 / 7.0));
        let overlap = count(&one, &other, MatchRule::Overlap, 1)[0];
        assert_eq!((overlap.of_one(), overlap.of_other()), (Some(2.0 / 3.0), Some(0.5)));
    }

    #[test]
    fn another_kind_is_not_found() {
        let mut other = units(&[(0, 5)]);
        other[0].kind = 1;
        let found = count(&units(&[(0, 5)]), &other, MatchRule::Overlap, 2);
        assert_eq!(found.iter().map(|found| found.f()).collect::<Vec<_>>(), [Some(0.0), Some(0.0)]);
    }

    #[test]
    fn each_gloss_is_paired_once_and_as_many_as_can_be_are() {
        // One long gloss over two short ones: one of them is found.
        assert_eq!(overlapping(&units(&[(0, 100)]), &units(&[(10, 20), (30, 40)])), 1);
        // The first could take either; only one choice leaves something for the second.
        assert_eq!(overlapping(&units(&[(0, 10), (8, 30)]), &units(&[(5, 12), (9, 11)])), 2);
        assert_eq!(overlapping(&units(&[(0, 30), (25, 28)]), &units(&[(26, 40), (1, 3)])), 2);
    }

    #[test]
    fn nothing_at_all_has_no_share() {
        let nothing = SpanCounts::default();
        assert_eq!((nothing.of_one(), nothing.f()), (None, None));
        assert_eq!(SpanCounts { both: 0, one: 3, other: 0 }.f(), Some(0.0));
    }
}
