//! The best alignment: every unitary alignment that could be part of it, and the cheapest choice of them.

use super::{Alignment, EMPTY, Piece, disorder, dissimilarity, near, places, reach};
use crate::agree::partition::{self, Set};

/// So many unitary alignments of more than three coders are looked at.
const MOST: usize = 20_000;

/// The best alignment; none if there are too many to choose from.
pub(super) fn align(coders: &[Vec<Piece>]) -> Option<Alignment> {
    let most = if coders.len() > 3 { MOST } else { usize::MAX };
    let places = places(coders);
    let mut candidates = Candidates { coders, places: &places, most, sets: Vec::new() };
    for first in 0..coders.len() {
        let near: Vec<_> = coders[first + 1..]
            .iter()
            .map(|other| near(&coders[first], other, reach(coders.len())))
            .collect();
        for unit in 0..coders[first].len() {
            let lists: Vec<&[(usize, f64)]> = near.iter().map(|lists| lists[unit].as_slice()).collect();
            candidates.extend(&mut vec![(first, unit, 0.0)], &lists)?;
        }
    }
    let found = partition::cheapest(places.iter().map(Vec::len).sum(), &candidates.sets);
    Some(Alignment { disorder: found.cost, proven: found.proven })
}

struct Candidates<'a> {
    coders: &'a [Vec<Piece>],
    places: &'a [Vec<u32>],
    most: usize,
    sets: Vec<Set>,
}

impl Candidates<'_> {
    /// Takes in a unitary alignment and all that it can be extended to by units of later coders, of whom `lists` has those
    /// near the first unit. A member has its coder, its number, and the sum of its dissimilarities to the others, less
    /// [`EMPTY`] each. None if there are too many.
    fn extend(&mut self, members: &mut Vec<(usize, usize, f64)>, lists: &[&[(usize, f64)]]) -> Option<()> {
        let count = self.coders.len();
        // With nobody else to come, each member must be better off here than alone.
        let is_kept = |gain: &f64, coming: usize| disorder(gain - EMPTY * coming as f64, count) < 2.0 * EMPTY;
        if members.iter().all(|(_, _, gain)| is_kept(gain, 0)) {
            let gains = members.iter().map(|(_, _, gain)| gain).sum::<f64>() / 2.0;
            let mut items: Vec<u32> =
                members.iter().map(|&(coder, unit, _)| self.places[coder][unit]).collect();
            items.sort_unstable();
            self.sets.push(Set { items, cost: disorder(gains, count) });
            (self.sets.len() <= self.most).then_some(())?;
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
        Some(())
    }
}
