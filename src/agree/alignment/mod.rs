//! The best alignment of the units of several coders: which of them stand for the same thing.
//!
//! Mathet, Widlöcher and Métivier 2015, “The unified and holistic method gamma (γ) for inter-annotator agreement measure and
//! alignment”. A *unitary alignment* has at most one unit of each coder. Its disorder is the mean, over all pairs of coders,
//! of the dissimilarity of their units, which is [`EMPTY`] where one of the two has none. The best alignment is the
//! partition of all units into unitary alignments whose disorders have the least sum.

mod exact;
mod greedy;

use crate::text::Span;

/// The dissimilarity of a unit and an empty unit: Δ∅ in the paper, where 1 is its usual value.
pub const EMPTY: f64 = 1.0;

/// A unit of a coder: a span with a kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct AlignedUnit {
    /// The span from the first to the last code point of the unit.
    pub span: Span,
    /// The number of its kind.
    pub kind: usize,
}

/// The result of an alignment.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Alignment {
    /// The sum of the disorders of all unitary alignments in it.
    pub disorder: f64,
    /// Whether it is proven that there is no better alignment.
    pub proven: bool,
}

/// The best alignment of the units of two or more coders, each coder's in order. If more than three coders make too many unitary
/// alignments to choose from, a good alignment that need not be the best.
pub fn best(coders: &[Vec<AlignedUnit>]) -> Alignment {
    exact::align(coders).unwrap_or_else(|| greedy::align(coders))
}

/// The dissimilarity of two units: the distance between their ends as a share of their lengths, squared (the paper's positional
/// sporadic dissimilarity), plus 1 if their kinds differ.
fn dissimilarity(one: AlignedUnit, other: AlignedUnit) -> f64 {
    let apart = one.span.start.abs_diff(other.span.start) + one.span.end.abs_diff(other.span.end);
    let place = apart as f64 / (one.span.len() + other.span.len()).max(1) as f64;
    EMPTY * (place * place + if one.kind == other.kind { 0.0 } else { 1.0 })
}

/// The disorder of a unitary alignment. `gains` is the sum of (dissimilarity − [`EMPTY`]) over the pairs of units in it.
fn disorder(gains: f64, coders: usize) -> f64 {
    EMPTY + gains * 2.0 / (coders * (coders - 1)) as f64
}

/// The dissimilarity from which two units cost less apart than in one unitary alignment, whatever other units there are.
fn reach(coders: usize) -> f64 {
    EMPTY + EMPTY * (coders * (coders - 1)) as f64 / 2.0 + EMPTY * (coders - 2) as f64
}

/// For each unit of one coder, the units of another coder whose dissimilarity is less than `reach`, with the dissimilarity.
fn near(one: &[AlignedUnit], other: &[AlignedUnit], reach: f64) -> Vec<Vec<(usize, f64)>> {
    let longest = other.iter().map(|piece| piece.span.len()).max().unwrap_or(0);
    let list = |piece: &AlignedUnit| {
        let far = (piece.span.len() + longest).max(1) as f64 * (reach / EMPTY).sqrt();
        let at = |piece: &AlignedUnit| piece.span.start as f64;
        let first = other.partition_point(|theirs| at(theirs) + far < at(piece));
        let reached = other[first..].iter().take_while(|theirs| at(theirs) <= at(piece) + far);
        let all = reached.enumerate().map(|(y, theirs)| (first + y, dissimilarity(*piece, *theirs)));
        all.filter(|(_, away)| *away < reach).collect()
    };
    one.iter().map(list).collect()
}

/// All units numbered in the order of their middles: by coder, then by unit.
fn places(coders: &[Vec<AlignedUnit>]) -> Vec<Vec<u32>> {
    let mut all: Vec<(usize, usize, usize)> = Vec::new();
    for (coder, pieces) in coders.iter().enumerate() {
        all.extend(
            pieces.iter().enumerate().map(|(unit, piece)| (piece.span.start + piece.span.end, coder, unit)),
        );
    }
    all.sort_unstable();
    let mut places: Vec<Vec<u32>> = coders.iter().map(|pieces| vec![0; pieces.len()]).collect();
    for (place, (_, coder, unit)) in all.into_iter().enumerate() {
        places[coder][unit] = place as u32;
    }
    places
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::agree::{
        random::{SEED, SplitMix64},
        ratings::tests::assert_near,
    };

    fn piece(start: usize, end: usize, kind: usize) -> AlignedUnit {
        AlignedUnit { span: Span::new(start, end), kind }
    }

    /// Random units that are similar for all coders.
    fn coders(count: usize, units: usize) -> Vec<Vec<AlignedUnit>> {
        let mut random = SplitMix64::new(SEED);
        let mut coder = || {
            let mut unit = |i: usize| {
                let start = i * 40 + random.below(60);
                piece(start, start + 5 + random.below(50), random.below(2))
            };
            let mut units: Vec<AlignedUnit> = (0..units).map(&mut unit).collect();
            units.sort();
            units
        };
        (0..count).map(|_| coder()).collect()
    }

    #[test]
    fn dissimilarity_grows_with_distance_and_another_kind() {
        let unit = piece(10, 20, 0);
        for (other, expected) in
            [(unit, 0.0), (piece(10, 20, 1), 1.0), (piece(15, 25, 0), 0.25), (piece(20, 30, 0), 1.0)]
        {
            assert_near(Some(dissimilarity(unit, other)), expected, 1e-12);
        }
    }

    #[test]
    fn units_far_from_each_other_stay_alone() {
        let apart = best(&[vec![piece(0, 10, 0)], vec![piece(500, 510, 0)], vec![]]);
        assert_eq!(apart, Alignment { disorder: 2.0, proven: true });
        assert_eq!(best(&[vec![], vec![]]), Alignment { disorder: 0.0, proven: true });
    }

    #[test]
    fn what_is_gathered_is_nearly_the_best() {
        for count in [3, 4] {
            let coders = coders(count, 12);
            let (exact, gathered) = (exact::align(&coders).expect("few units"), greedy::align(&coders));
            assert!(exact.proven && !gathered.proven);
            let ratio = gathered.disorder / exact.disorder;
            assert!((1.0 - 1e-9..1.1).contains(&ratio), "{ratio} with {count} coders");
        }
    }

    #[test]
    fn many_coders_are_aligned_in_another_way() {
        let many = coders(9, 40);
        assert_eq!(exact::align(&many), None);
        let same = vec![many[0].clone(); 9];
        assert!(best(&same).disorder < 1e-9);
        assert!(best(&many).disorder > 0.0);
    }
}
