//! How much of what one coder has glossed another one has glossed, too: precision, recall and F of spans.
//!
//! Between coders neither is right: the recall of one is the precision of the other, and F, their harmonic mean (van
//! Rijsbergen 1979, “Information Retrieval”, ch. 7), is the same both ways. Hripcsak and Rothschild (2005, “Agreement, the
//! F-measure, and reliability in information retrieval”) show that it is what kappa comes to where what nobody marks can't
//! be counted.

use std::ops::AddAssign;

use serde::Serialize;

use super::{
    bootstrap::Sample,
    study::{Study, Unit},
};

/// When a gloss of one coder counts as found by another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rule {
    /// The same spans, of the same kind.
    Exact,
    /// A code point in common, and the same kind; each gloss finds one at most.
    Overlap,
}

/// Glosses of two coders, and how many of them are paired.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct SpanCounts {
    /// Pairs.
    pub both: usize,
    /// Glosses of the first coder.
    pub one: usize,
    /// Glosses of the second coder.
    pub other: usize,
}

impl SpanCounts {
    /// The share of the first coder's glosses that the second one has; none if there are none.
    pub fn of_one(self) -> Option<f64> {
        (self.one > 0).then(|| self.both as f64 / self.one as f64)
    }

    /// The share of the second coder's glosses that the first one has; none if there are none.
    pub fn of_other(self) -> Option<f64> {
        (self.other > 0).then(|| self.both as f64 / self.other as f64)
    }

    /// The harmonic mean of the two shares; none if nobody has glossed anything.
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

/// What two coders have found of each other's, by block and kind.
#[derive(Clone, Debug)]
pub struct Counts {
    /// By block, then by kind.
    blocks: Vec<Vec<SpanCounts>>,
}

impl Counts {
    /// Counts in the documents that both have worked on.
    pub fn new(study: &Study, one: usize, other: usize, rule: Rule) -> Self {
        let count = |block: &super::study::Block| match (&block.coders[one], &block.coders[other]) {
            (Some(one), Some(other)) => count(one, other, rule, study.kinds.len()),
            _ => vec![SpanCounts::default(); study.kinds.len()],
        };
        Self { blocks: study.blocks.iter().map(count).collect() }
    }

    /// Those of several pairs of coders together.
    pub fn all<'a>(mut pairs: impl Iterator<Item = &'a Self>) -> Self {
        let mut sum = pairs.next().cloned().unwrap_or(Self { blocks: Vec::new() });
        for counts in pairs {
            let cells =
                sum.blocks.iter_mut().zip(&counts.blocks).flat_map(|(sum, more)| sum.iter_mut().zip(more));
            cells.for_each(|(sum, more)| *sum += *more);
        }
        sum
    }

    /// The sum over the blocks of a sample, of one kind or of all.
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

    /// The same without regard to kinds, for sums that are made often.
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

/// Counts in one block; the units of both are in order.
fn count(one: &[Unit], other: &[Unit], rule: Rule, kinds: usize) -> Vec<SpanCounts> {
    (0..kinds)
        .map(|kind| {
            let of_kind = |units: &[Unit]| units.iter().filter(|u| u.kind == kind).cloned().collect();
            let (one, other): (Vec<Unit>, Vec<Unit>) = (of_kind(one), of_kind(other));
            let both = match rule {
                Rule::Exact => equal(&one, &other),
                Rule::Overlap => overlapping(&one, &other),
            };
            SpanCounts { both, one: one.len(), other: other.len() }
        })
        .collect()
}

/// How many of two sorted lists are the same.
fn equal(one: &[Unit], other: &[Unit]) -> usize {
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

/// The largest number of pairs of overlapping units. From left to right, the unit that ends first is paired with the
/// overlapping one that ends next: any other one could be paired with whatever that one could, so that no other choice
/// leads to more. (Of units in several parts it is nearly the largest.)
fn overlapping(one: &[Unit], other: &[Unit]) -> usize {
    let mut all: Vec<(&Unit, bool)> = one.iter().map(|unit| (unit, false)).collect();
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

    fn units(spans: &[(usize, usize)]) -> Vec<Unit> {
        let mut units: Vec<Unit> =
            spans.iter().map(|&(start, end)| Unit { spans: vec![Span::new(start, end)], kind: 0 }).collect();
        units.sort();
        units
    }

    #[test]
    fn exact_and_overlapping_glosses_are_counted() {
        let (one, other) =
            (units(&[(0, 5), (10, 20), (30, 40)]), units(&[(0, 5), (12, 22), (50, 60), (70, 80)]));
        let exact = count(&one, &other, Rule::Exact, 1)[0];
        assert_eq!(exact, SpanCounts { both: 1, one: 3, other: 4 });
        assert_eq!(exact.f(), Some(2.0 / 7.0));
        let overlap = count(&one, &other, Rule::Overlap, 1)[0];
        assert_eq!((overlap.of_one(), overlap.of_other()), (Some(2.0 / 3.0), Some(0.5)));
    }

    #[test]
    fn another_kind_is_not_found() {
        let mut other = units(&[(0, 5)]);
        other[0].kind = 1;
        let found = count(&units(&[(0, 5)]), &other, Rule::Overlap, 2);
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
