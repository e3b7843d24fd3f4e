//! A good, not necessarily best, alignment of many coders, whose unitary alignments are too many to consider them all.
//!
//! Units are joined into groups, the most similar ones first, as long as that lessens the disorder. Then each coder in turn is
//! taken out and aligned with the groups of the others anew. That is an alignment of two, for which the best one can be found.
//! It is repeated until the disorder does not get less.

use std::collections::BTreeMap;

use super::{AlignedUnit, Alignment, EMPTY, disorder, dissimilarity, near, reach};
use crate::agree::partition::{self, Set};

/// How often all coders are aligned anew, at most. Chosen by hand.
const MAX_ROUNDS: usize = 2;

/// The largest dissimilarity of two units by which their groups are joined. Chosen by hand.
const MAX_JOINING_DISSIMILARITY: f64 = 8.0 * EMPTY;

/// Units that stand for one thing: for each coder the number of a unit, or `None`.
type UnitGroup = Vec<Option<usize>>;

/// A good alignment of the units of each coder.
pub(super) fn align(coders: &[Vec<AlignedUnit>]) -> Alignment {
    let greedy = GreedyAlignment { coders, reach: reach(coders.len()).min(MAX_JOINING_DISSIMILARITY) };
    let mut groups = greedy.groups();
    let mut least = greedy.disorder(&groups);
    for _ in 0..MAX_ROUNDS {
        for coder in 0..coders.len() {
            groups = greedy.realigned(groups, coder);
        }
        let now = greedy.disorder(&groups);
        if now > least - 1e-9 {
            break;
        }
        least = now;
    }
    Alignment { disorder: least, proven: false }
}

/// An alignment in progress.
struct GreedyAlignment<'a> {
    /// The units of each coder, in order.
    coders: &'a [Vec<AlignedUnit>],
    /// The largest dissimilarity of two units by which their groups are joined.
    reach: f64,
}

impl GreedyAlignment<'_> {
    /// The units of a group.
    fn pieces<'b>(&'b self, group: &'b UnitGroup) -> impl Iterator<Item = AlignedUnit> + 'b {
        group.iter().zip(self.coders).filter_map(|(unit, pieces)| Some(pieces[(*unit)?]))
    }

    /// What the pairs of one unit of each group add to the disorder, before it is divided by the number of pairs of coders.
    fn gains(&self, one: &UnitGroup, other: &UnitGroup) -> f64 {
        let of =
            |piece| self.pieces(other).map(move |theirs| dissimilarity(piece, theirs) - EMPTY).sum::<f64>();
        self.pieces(one).map(of).sum()
    }

    /// The sum of the disorders of `groups`.
    fn disorder(&self, groups: &[UnitGroup]) -> f64 {
        let of = |group: &UnitGroup| {
            let twice: f64 = self.gains(group, group) + EMPTY * self.pieces(group).count() as f64;
            disorder(twice / 2.0, self.coders.len())
        };
        groups.iter().map(of).sum()
    }

    /// The groups that come of joining the most similar units first.
    fn groups(&self) -> Vec<UnitGroup> {
        let mut groups: Vec<UnitGroup> = Vec::new();
        let mut number: Vec<Vec<usize>> = Vec::new();
        for (coder, pieces) in self.coders.iter().enumerate() {
            number.push((groups.len()..groups.len() + pieces.len()).collect());
            groups.extend((0..pieces.len()).map(|unit| self.alone(coder, unit)));
        }
        for ((one, x), (other, y)) in self.pairs() {
            let (to, from) = (number[one][x], number[other][y]);
            let free = groups[to].iter().zip(&groups[from]).all(|(a, b)| a.is_none() || b.is_none());
            let cost = disorder(self.gains(&groups[to], &groups[from]), self.coders.len());
            if free && cost < 2.0 * EMPTY {
                let coming = std::mem::take(&mut groups[from]);
                for (coder, unit) in coming.into_iter().enumerate().filter(|(_, unit)| unit.is_some()) {
                    if let Some(unit) = unit {
                        number[coder][unit] = to;
                    }
                    groups[to][coder] = unit;
                }
            }
        }
        groups.retain(|group| !group.is_empty());
        groups
    }

    /// The group of a single unit.
    fn alone(&self, coder: usize, unit: usize) -> UnitGroup {
        let mut group = vec![None; self.coders.len()];
        group[coder] = Some(unit);
        group
    }

    /// The pairs of units of different coders that are near each other, the most similar first.
    fn pairs(&self) -> impl Iterator<Item = ((usize, usize), (usize, usize))> + use<> {
        let mut pairs = Vec::new();
        for (one, pieces) in self.coders.iter().enumerate() {
            for (other, theirs) in self.coders.iter().enumerate().skip(one + 1) {
                for (x, list) in near(pieces, theirs, self.reach).into_iter().enumerate() {
                    pairs.extend(list.into_iter().map(|(y, away)| (away, ((one, x), (other, y)))));
                }
            }
        }
        pairs.sort_by(|a, b| a.0.total_cmp(&b.0));
        pairs.into_iter().map(|(_, pair)| pair)
    }

    /// The groups after the units of one coder were taken out and put in again in the best way.
    fn realigned(&self, mut groups: Vec<UnitGroup>, coder: usize) -> Vec<UnitGroup> {
        for group in &mut groups {
            group[coder] = None;
        }
        groups.retain(|group| group.iter().any(Option::is_some));
        let units = self.coders[coder].len();
        let mut costs: BTreeMap<(usize, usize), f64> = BTreeMap::new();
        let of = self.numbers(&groups);
        for other in (0..self.coders.len()).filter(|other| *other != coder) {
            let lists = near(&self.coders[coder], &self.coders[other], self.reach);
            for (unit, (y, _)) in
                lists.iter().enumerate().flat_map(|(x, list)| list.iter().map(move |y| (x, *y)))
            {
                let group = of[other][y];
                costs.entry((unit, group)).or_insert_with(|| {
                    disorder(self.gains(&self.alone(coder, unit), &groups[group]), self.coders.len())
                });
            }
        }
        // Units and groups are numbered anew by their middles, so that neighbours have neighbouring numbers.
        let middle = |group: &UnitGroup| {
            let (sum, count) = self
                .pieces(group)
                .fold((0, 0), |(sum, n), piece| (sum + piece.span.start + piece.span.end, n + 1));
            sum / count
        };
        let mut line: Vec<(usize, usize)> = groups.iter().map(middle).zip(units..).collect();
        line.extend(self.coders[coder].iter().map(|piece| piece.span.start + piece.span.end).zip(0..));
        line.sort_unstable();
        let mut place = vec![0; line.len()];
        line.iter().zip(0..).for_each(|(&(_, number), at)| place[number] = at);
        let mut sets: Vec<Set> = place.iter().map(|&at| Set { items: vec![at], cost: EMPTY }).collect();
        let mut joined: Vec<(usize, usize)> = Vec::new();
        for ((unit, group), cost) in costs.into_iter().filter(|(_, cost)| *cost < 2.0 * EMPTY) {
            let (one, other) = (place[unit], place[units + group]);
            sets.push(Set { items: vec![one.min(other), one.max(other)], cost });
            joined.push((unit, group));
        }
        let mut with = vec![false; units];
        for &set in partition::cheapest(line.len(), &sets).sets.iter().filter(|set| **set >= line.len()) {
            let (unit, group) = joined[set - line.len()];
            groups[group][coder] = Some(unit);
            with[unit] = true;
        }
        groups.extend((0..units).filter(|unit| !with[*unit]).map(|unit| self.alone(coder, unit)));
        groups
    }

    /// The number of the group of each unit: by coder, then by unit.
    fn numbers(&self, groups: &[UnitGroup]) -> Vec<Vec<usize>> {
        let mut numbers: Vec<Vec<usize>> = self.coders.iter().map(|pieces| vec![0; pieces.len()]).collect();
        for (number, group) in groups.iter().enumerate() {
            for (coder, unit) in group.iter().enumerate().filter_map(|(coder, unit)| Some((coder, (*unit)?)))
            {
                numbers[coder][unit] = number;
            }
        }
        numbers
    }
}
