//! Gamma: agreement about where units are and of what kind, from their best alignment.
//!
//! The source is Mathet, Widlöcher and Métivier 2015, “The unified and holistic method gamma (γ) for inter-annotator agreement
//! measure and alignment”. Gamma is 1 − δₒ / δₑ. δₒ is the disorder of the [best alignment](super::alignment), divided by the
//! mean number of units of a coder. δₑ is the mean of that figure over random samples. In a sample each coder has the units of
//! some coder, shifted along the text by a random distance; units that leave the text at its end come in at its start. No two
//! coders of a sample are shifted by nearly the same distance: the shifts differ by half a mean length of units at least.
//!
//! Samples are drawn until δₑ is known to [`PRECISION`] with a confidence of 95%, but no more than [`MAX_SAMPLES`] of them. The
//! precision that was reached is part of the result.

use std::iter;

use serde::Serialize;

use super::{
    alignment::{self, AlignedUnit},
    random::{SEED, SplitMix64},
    study::{CodedUnit, Study},
};

/// How far off the expected disorder may be, as a share of it. Chosen by hand.
pub const PRECISION: f64 = 0.02;

/// How many samples are drawn at least. Chosen by hand: fewer do not show their spread.
const MIN_SAMPLES: usize = 30;

/// How many samples are drawn at most. Chosen by hand.
pub const MAX_SAMPLES: usize = 300;

/// How many units may be aligned, in all samples together, before no more than [`MIN_SAMPLES`] samples are drawn. Chosen by hand,
/// to bound the time for large studies.
const MAX_ALIGNED_UNITS: usize = 60_000;

/// The value of gamma with the figures from which it was computed.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Gamma {
    /// The value of gamma.
    pub value: f64,
    /// How far the expected disorder could be off, as a share of it, with a confidence of 95%.
    pub precision: f64,
    /// The observed disorder, for each unit.
    pub observed: f64,
    /// The expected disorder, for each unit.
    pub expected: f64,
    /// How many samples were drawn.
    pub samples: usize,
    /// Whether the alignment of the observed units is proven to be the best.
    pub proven: bool,
}

impl Gamma {
    /// The lower and the upper bound of gamma, by the precision of the expected disorder.
    pub fn range(&self) -> (f64, f64) {
        let with = |error: f64| 1.0 - self.observed / (self.expected * (1.0 + error));
        (with(-self.precision.min(0.99)), with(self.precision))
    }
}

/// Gamma of two or more coders in the documents that all of them have worked on. `None` if there are no units, or if the expected
/// disorder is 0.
pub fn gamma(study: &Study, coders: &[usize]) -> Option<Gamma> {
    let continua: Vec<DocumentUnits> =
        (0..study.documents).filter_map(|document| DocumentUnits::new(study, document, coders)).collect();
    if continua.is_empty() {
        return None;
    }
    let (observed, proven) = disorder(continua.iter().map(|continuum| continuum.coders.clone()));
    let mut random = SplitMix64::new(SEED);
    let mut samples: Vec<f64> = Vec::new();
    let units: usize = continua.iter().map(DocumentUnits::units).sum();
    let are_enough = |samples: &[f64]| {
        let no_more = samples.len() >= MAX_SAMPLES || samples.len() * units > MAX_ALIGNED_UNITS;
        samples.len() >= MIN_SAMPLES && (no_more || precision(samples) <= PRECISION)
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

/// The disorder of some documents together, for each unit, and whether it is proven to be the least.
fn disorder(documents: impl Iterator<Item = Vec<Vec<AlignedUnit>>>) -> (f64, bool) {
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

/// Half the width of the 95% confidence interval of the mean of `samples`, as a share of the mean.
fn precision(samples: &[f64]) -> f64 {
    let (mean, count) = (mean(samples), samples.len() as f64);
    let variance = samples.iter().map(|sample| (sample - mean).powi(2)).sum::<f64>() / (count - 1.0);
    1.96 * variance.sqrt() / mean / count.sqrt()
}

/// The units that several coders have made of one document.
struct DocumentUnits {
    /// The length of the document in code points.
    length: usize,
    /// The units of each coder, in order.
    coders: Vec<Vec<AlignedUnit>>,
}

impl DocumentUnits {
    /// The units of `coders` in a document. `None` if not all of them have worked on it, or if there are no units.
    fn new(study: &Study, document: usize, coders: &[usize]) -> Option<Self> {
        let blocks = || study.blocks.iter().enumerate().filter(|(_, block)| block.document == document);
        if !blocks().all(|(number, _)| study.have_all(number, coders)) {
            return None;
        }
        let pieces = |&coder: &usize| {
            let of = |(_, block): (_, &super::study::Block)| {
                let piece = |unit: &CodedUnit| AlignedUnit {
                    span: unit.hull().shifted(block.start),
                    kind: unit.kind,
                };
                block.coders[coder].iter().flatten().map(piece).collect::<Vec<_>>()
            };
            blocks().flat_map(of).collect()
        };
        let coders: Vec<Vec<AlignedUnit>> = coders.iter().map(pieces).collect();
        let length = blocks().map(|(_, block)| block.length).sum();
        coders.iter().any(|pieces| !pieces.is_empty()).then_some(Self { length, coders })
    }

    /// The number of all units.
    fn units(&self) -> usize {
        self.coders.iter().map(Vec::len).sum()
    }

    /// A random sample: units that are shifted along the text.
    fn shuffled(&self, random: &mut SplitMix64) -> Vec<Vec<AlignedUnit>> {
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

    /// The units shifted by a number of code points. Those that leave the text at its end come in at its start.
    fn shifted(&self, pieces: &[AlignedUnit], by: usize) -> Vec<AlignedUnit> {
        let moved = |piece: &AlignedUnit| {
            let span = piece.span.shifted(by);
            AlignedUnit {
                span: if span.start > self.length { span.unshifted(self.length) } else { span },
                ..*piece
            }
        };
        let mut pieces: Vec<AlignedUnit> = pieces.iter().map(moved).collect();
        pieces.sort_unstable();
        pieces
    }
}

/// A random shift that is at least `apart` from all others; 0 if none is found.
fn shift(others: &[usize], apart: usize, length: usize, random: &mut SplitMix64) -> usize {
    /// How many shifts are tried, at most. Chosen by hand.
    const MAX_TRIES: usize = 100;
    let mut drawn = iter::repeat_with(|| random.below(length + 1)).take(MAX_TRIES);
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
        let unit = |&(start, end, kind): &(usize, usize, usize)| CodedUnit {
            spans: vec![Span::new(start, end)],
            kind,
        };
        let units = coders.iter().map(|units| {
            let mut units: Vec<CodedUnit> = units.iter().map(unit).collect();
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
            assert!(gamma.precision <= PRECISION || gamma.samples == MAX_SAMPLES, "{gamma:?}");
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
