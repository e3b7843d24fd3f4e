//! The exact best alignment: it lists every unitary alignment that could be part of it, and chooses the cheapest partition.

use super::{AlignedUnit, Alignment, EMPTY, disorder, dissimilarity, near, places, reach};
use crate::agree::partition::{self, Set};

/// How many unitary alignments of more than three coders are considered, at most. Chosen by hand, to
/// bound the time.
const MAX_UNITARY_ALIGNMENTS: usize = 20_000;

/// The best alignment. `None` if there are too many unitary alignments to choose from.
pub(super) fn align(coders: &[Vec<AlignedUnit>]) -> Option<Alignment> {
    let max_sets = if coders.len() > 3 { MAX_UNITARY_ALIGNMENTS } else { usize::MAX };
    let places = places(coders);
    let mut candidates = Candidates { coders, places: &places, max_sets, sets: Vec::new() };
    for first in 0..coders.len() {
        let near: Vec<_> = coders[first + 1..]
            .iter()
            .map(|other| near(&coders[first], other, reach(coders.len())))
            .collect();
        for unit in 0..coders[first].len() {
            let lists: Vec<&[(usize, f64)]> = near.iter().map(|lists| lists[unit].as_slice()).collect();
            candidates.extend(&mut vec![(first, unit, 0.0)], &lists).ok()?;
        }
    }
    let found = partition::cheapest(places.iter().map(Vec::len).sum(), &candidates.sets);
    Some(Alignment { disorder: found.cost, proven: found.proven })
}

/// The unitary alignments that are collected.
struct Candidates<'a> {
    /// The units of each coder, in order.
    coders: &'a [Vec<AlignedUnit>],
    /// The number of each unit on one line: by coder, then by unit.
    places: &'a [Vec<u32>],
    /// How many unitary alignments may be collected.
    max_sets: usize,
    sets: Vec<Set>,
}

/// The error of a collection that would become too large.
struct TooManyError;

impl Candidates<'_> {
    /// Adds a unitary alignment, and every larger one that units of later coders make of it; `lists` has their units near the
    /// first one. A member is a coder, the number of a unit, and the sum of its dissimilarities to the other members, less
    /// [`EMPTY`] for each of them. Fails if there would be too many.
    fn extend(
        &mut self,
        members: &mut Vec<(usize, usize, f64)>,
        lists: &[&[(usize, f64)]],
    ) -> Result<(), TooManyError> {
        let count = self.coders.len();
        // With no further coder to come, each member must cost less in this alignment than alone.
        let is_kept = |gain: &f64, coming: usize| disorder(gain - EMPTY * coming as f64, count) < 2.0 * EMPTY;
        if members.iter().all(|(_, _, gain)| is_kept(gain, 0)) {
            let gains = members.iter().map(|(_, _, gain)| gain).sum::<f64>() / 2.0;
            let mut items: Vec<u32> =
                members.iter().map(|&(coder, unit, _)| self.places[coder][unit]).collect();
            items.sort_unstable();
            self.sets.push(Set { items, cost: disorder(gains, count) });
            if self.sets.len() > self.max_sets {
                return Err(TooManyError);
            }
        }
        for (skipped, list) in lists.iter().enumerate() {
            let coder = count - lists.len() + skipped;
            let later = &lists[skipped + 1..];
            for &(unit, _) in *list {
                let piece = self.coders[coder][unit];
                let gains: Vec<f64> = members
                    .iter()
                    .map(|&(c, u, _)| dissimilarity(piece, self.coders[c][u]) - EMPTY)
                    .collect();
                let with = || members.iter().zip(&gains).map(|((_, _, sum), gain)| sum + gain);
                let own = gains.iter().sum::<f64>();
                if !with().chain([own]).all(|gain| is_kept(&gain, later.len())) {
                    continue;
                }
                let before: Vec<f64> = members.iter().map(|member| member.2).collect();
                members.iter_mut().zip(&gains).for_each(|(member, gain)| member.2 += gain);
                members.push((coder, unit, own));
                self.extend(members, later)?;
                members.pop();
                members.iter_mut().zip(before).for_each(|(member, before)| member.2 = before);
            }
        }
        Ok(())
    }
}
