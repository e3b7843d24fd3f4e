//! Agreement about where units are and of what kind, from their best alignment: gamma.
//!
//! Mathet, Widlöcher and Métivier 2015, “The unified and holistic method gamma (γ) for inter-annotator agreement measure and
//! alignment”: 1 − δₒ / δₑ. δₒ is the disorder of the [best alignment](super::alignment), as a share of the mean number of
//! units of a coder. δₑ is the mean of the same for samples in which coders have nothing to do with each other: each is
//! some coder's annotation, shifted along the text by chance, with what leaves it at the end coming in at the start; no two
//! are shifted by nearly the same, which is less than half a mean length of units.
//!
//! So many samples are drawn that δₑ is known to [`PRECISION`] with a confidence of 95%, by their spread, but no more than
//! [`MOST`]; how precise it is then is told.

use std::iter;

use serde::Serialize;

use super::{
    alignment::{self, Piece},
    random::{Random, SEED},
    study::{Study, Unit},
};

/// How far off the expected disorder may be, as a share of it.
pub const PRECISION: f64 = 0.02;

/// How many samples are drawn at least.
const LEAST: usize = 30;

/// How many samples are drawn at most.
pub const MOST: usize = 300;

/// Aligned units, in all samples together, after which no more than [`LEAST`] samples are drawn.
const LONG: usize = 60_000;

/// Gamma, and what it was found from.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Gamma {
    /// Gamma itself.
    pub value: f64,
    /// How far the expected disorder could be off, as a share of it, with a confidence of 95%.
    pub precision: f64,
    /// The disorder observed, a unit.
    pub observed: f64,
    /// The disorder expected, a unit.
    pub expected: f64,
    /// How many samples were drawn.
    pub samples: usize,
    /// Whether the alignment of what was observed is proven to be the best.
    pub proven: bool,
}

impl Gamma {
    /// Between what gamma lies, as far as the samples tell.
    pub fn range(&self) -> (f64, f64) {
        let with = |error: f64| 1.0 - self.observed / (self.expected * (1.0 + error));
        (with(-self.precision.min(0.99)), with(self.precision))
    }
}

/// Gamma of some coders, two or more, in the documents that all of them have worked on; none if there are no units, or
/// chance brings no disorder.
pub fn gamma(study: &Study, coders: &[usize]) -> Option<Gamma> {
    let continua: Vec<Continuum> =
        (0..study.documents).filter_map(|document| Continuum::new(study, document, coders)).collect();
    if continua.is_empty() {
        return None;
    }
    let (observed, proven) = disorder(continua.iter().map(|continuum| continuum.coders.clone()));
    let mut random = Random::new(SEED);
    let mut samples: Vec<f64> = Vec::new();
    let units: usize = continua.iter().map(Continuum::units).sum();
    let are_enough = |samples: &[f64]| {
        let no_more = samples.len() >= MOST || samples.len() * units > LONG;
        samples.len() >= LEAST && (no_more || precision(samples) <= PRECISION)
    };
    while !are_enough(&samples) {
        samples.push(disorder(continua.iter().map(|continuum| continuum.shuffled(&mut random))).0);
    }
    let expected = mean(&samples);
    let value = if observed == 0.0 { 1.0 } else { 1.0 - observed / expected };
    value.is_finite().then(|| Gamma {
        value,
        precision: precision(&samples),
        observed,
        expected,
        samples: samples.len(),
        proven,
    })
}

/// The disorder of these documents together, a unit, and whether it is proven to be the least.
fn disorder(documents: impl Iterator<Item = Vec<Vec<Piece>>>) -> (f64, bool) {
    let (mut disorder, mut units, mut proven) = (0.0, 0.0, true);
    for coders in documents {
        let best = alignment::best(&coders);
        disorder += best.disorder;
        units += coders.iter().map(Vec::len).sum::<usize>() as f64 / coders.len() as f64;
        proven &= best.proven;
    }
    (disorder / units, proven)
}

fn mean(values: &[f64]) -> f64 {
    values.iter().sum::<f64>() / values.len() as f64
}

/// Half the width of the interval in which the mean of the values lies with a confidence of 95%, as a share of it.
fn precision(samples: &[f64]) -> f64 {
    let (mean, count) = (mean(samples), samples.len() as f64);
    let variance = samples.iter().map(|sample| (sample - mean).powi(2)).sum::<f64>() / (count - 1.0);
    1.96 * variance.sqrt() / mean / count.sqrt()
}

/// A document as coders have it.
struct Continuum {
    /// In code points.
    length: usize,
    /// Each coder's units, in order.
    coders: Vec<Vec<Piece>>,
}

impl Continuum {
    /// None if not all of the coders have worked on it, or nobody has found anything.
    fn new(study: &Study, document: usize, coders: &[usize]) -> Option<Self> {
        let blocks = || study.blocks.iter().enumerate().filter(|(_, block)| block.document == document);
        if !blocks().all(|(number, _)| study.have_all(number, coders)) {
            return None;
        }
        let pieces = |&coder: &usize| {
            let of = |(_, block): (_, &super::study::Block)| {
                let piece = |unit: &Unit| Piece { span: unit.hull().shifted(block.start), kind: unit.kind };
                block.coders[coder].iter().flatten().map(piece).collect::<Vec<_>>()
            };
            blocks().flat_map(of).collect()
        };
        let coders: Vec<Vec<Piece>> = coders.iter().map(pieces).collect();
        let length = blocks().map(|(_, block)| block.length).sum();
        coders.iter().any(|pieces| !pieces.is_empty()).then_some(Self { length, coders })
    }

    fn units(&self) -> usize {
        self.coders.iter().map(Vec::len).sum()
    }

    /// Annotations of chance.
    fn shuffled(&self, random: &mut Random) -> Vec<Vec<Piece>> {
        let lengths: usize = self.coders.iter().flatten().map(|piece| piece.span.len()).sum();
        let apart = lengths / self.units() / 2;
        loop {
            let mut shifts: Vec<usize> = Vec::new();
            let mut coders = Vec::new();
            for _ in &self.coders {
                let shift = shift(&shifts, apart, self.length, random);
                shifts.push(shift);
                coders.push(self.shifted(&self.coders[random.below(self.coders.len())], shift));
            }
            if coders.iter().any(|pieces| !pieces.is_empty()) {
                return coders;
            }
        }
    }

    fn shifted(&self, pieces: &[Piece], by: usize) -> Vec<Piece> {
        let moved = |piece: &Piece| {
            let span = piece.span.shifted(by);
            Piece {
                span: if span.start > self.length { span.unshifted(self.length) } else { span },
                ..*piece
            }
        };
        let mut pieces: Vec<Piece> = pieces.iter().map(moved).collect();
        pieces.sort_unstable();
        pieces
    }
}

/// A shift that is `apart` from all others, where one is found.
fn shift(others: &[usize], apart: usize, length: usize, random: &mut Random) -> usize {
    const TRIES: usize = 100;
    let mut drawn = iter::repeat_with(|| random.below(length + 1)).take(TRIES);
    drawn.find(|shift| others.iter().all(|other| other.abs_diff(*shift) >= apart)).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        agree::{ratings::tests::assert_near, study::Block},
        text::Span,
    };

    type Units = &'static [(usize, usize, usize)];

    /// A text of one block with the units of coders: start, end, kind.
    fn study(length: usize, coders: &[Units]) -> Study {
        let unit =
            |&(start, end, kind): &(usize, usize, usize)| Unit { spans: vec![Span::new(start, end)], kind };
        let units = coders.iter().map(|units| {
            let mut units: Vec<Unit> = units.iter().map(unit).collect();
            units.sort();
            Some(units)
        });
        let block = Block { length, coders: units.collect(), ..Block::default() };
        Study { coders: coders.len(), documents: 1, kinds: Vec::new(), blocks: vec![block] }
    }

    fn of(length: usize, coders: &[Units]) -> Gamma {
        gamma(&study(length, coders), &(0..coders.len()).collect::<Vec<_>>()).expect("units")
    }

    const TWO: [Units; 2] = [
        &[(0, 40, 0), (50, 90, 1), (100, 160, 0), (170, 190, 2)],
        &[(2, 40, 0), (55, 95, 0), (100, 150, 0), (200, 230, 2)],
    ];
    const THREE: [Units; 3] = [
        &[(3, 25, 0), (30, 61, 1), (70, 95, 0), (110, 150, 2), (160, 175, 1)],
        &[(3, 25, 0), (28, 60, 1), (72, 80, 1), (83, 95, 0), (112, 150, 1)],
        &[(5, 20, 0), (30, 61, 1), (70, 95, 0), (140, 176, 1), (180, 199, 0), (10, 22, 2)],
    ];
    const APART: [Units; 3] = [
        &[(0, 10, 0), (40, 50, 1), (90, 100, 0)],
        &[(12, 20, 0), (55, 60, 1)],
        &[(22, 30, 1), (70, 100, 0), (120, 130, 1)],
    ];
    const FOUR: [Units; 4] = [
        &[(0, 40, 0), (50, 90, 1), (100, 160, 0), (170, 190, 2)],
        &[(2, 40, 0), (55, 95, 0), (100, 150, 0)],
        &[(0, 38, 0), (48, 70, 1), (72, 90, 1), (110, 160, 2), (165, 190, 2)],
        &[(60, 92, 1), (101, 161, 0), (175, 188, 2), (192, 199, 0)],
    ];

    /// pygamma-agreement 0.5.9: the figures of `c.get_best_alignment(d).disorder` for a `Continuum` c of these units, with
    /// d = `CombinedCategoricalDissimilarity()`.
    #[test]
    fn disorders_are_those_of_pygamma() {
        for (length, coders, observed) in [
            (230, &TWO[..], 0.746_136_67),
            (199, &THREE[..], 0.879_615_96),
            (130, &APART[..], 2.065_200_6),
            (199, &FOUR[..], 1.027_500_9),
        ] {
            let gamma = of(length, coders);
            assert_near(Some(gamma.observed), observed, 1e-6);
            assert!(gamma.proven);
        }
    }

    /// The same with `c.compute_gamma(d, n_samples=2000, sampler=ShuffleContinuumSampler())` after `np.random.seed(1)`, which
    /// gives the expected disorders to about 1%.
    #[test]
    fn gamma_is_that_of_pygamma_within_its_precision() {
        for (length, coders, expected, value) in [
            (230, &TWO[..], 0.9348, 0.202),
            (199, &THREE[..], 1.2412, 0.291),
            (130, &APART[..], 1.8001, -0.147),
        ] {
            let gamma = of(length, coders);
            assert!(gamma.precision <= PRECISION || gamma.samples == MOST, "{gamma:?}");
            assert_near(Some(gamma.expected), expected, expected * (gamma.precision + 0.02));
            assert_near(Some(gamma.value), value, 0.05);
            let (low, high) = gamma.range();
            assert!(low <= gamma.value && gamma.value <= high);
        }
    }

    #[test]
    fn the_same_units_agree_wholly_and_no_units_say_nothing() {
        assert_near(Some(of(230, &[TWO[0], TWO[0], TWO[0]]).value), 1.0, 0.0);
        assert_eq!(gamma(&study(230, &[&[], &[]]), &[0, 1]), None);
    }

    #[test]
    fn against_nothing_at_all_every_unit_is_alone() {
        let gamma = of(230, &[TWO[0], &[]]);
        assert_near(Some(gamma.observed), 2.0, 0.0);
    }

    #[test]
    fn documents_that_a_coder_has_not_worked_on_are_left_out() {
        let mut both = study(230, &TWO);
        let mut one = both.blocks[0].clone();
        (one.document, one.coders[1]) = (1, None);
        both.blocks.push(one);
        both.documents = 2;
        assert_eq!(gamma(&both, &[0, 1]), Some(of(230, &TWO)));
    }
}
