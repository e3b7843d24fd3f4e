//! Krippendorff's alpha for unitizing: agreement about where units begin and end and of what kind they are, with the text taken
//! as a continuum.
//!
//! The source is Krippendorff 2004, “Content Analysis: An Introduction to Its Methodology”, 2nd ed., section 11.6, which corrects
//! the expected disagreement of 1995, “On the reliability of unitizing contiguous data”. Two overlapping units differ by the
//! squared distances between their ends; a unit in a gap of the other coder differs by its squared length. The disagreements
//! of all kinds are added.

use super::{
    bootstrap::{Estimate, Sample, estimates},
    study::{Block, Study},
};
use crate::text::Span;

/// Alpha of two or more coders in the documents that all of them have worked on: one figure for each kind of the study, and last
/// one for all kinds together. It is undefined where there is no gloss.
pub fn alpha(study: &Study, coders: &[usize]) -> Vec<Estimate> {
    let continua: Vec<KindContinuum> =
        (0..study.kinds.len()).map(|kind| KindContinuum::new(study, coders, kind)).collect();
    let alpha = |(observed, expected): (f64, f64)| (expected > 0.0).then(|| 1.0 - observed / expected);
    estimates(study, |sample| {
        let kinds: Vec<(f64, f64)> =
            continua.iter().map(|continuum| continuum.disagreement(sample)).collect();
        let all = kinds.iter().fold((0.0, 0.0), |sum, kind| (sum.0 + kind.0, sum.1 + kind.1));
        kinds.into_iter().chain([all]).map(alpha).collect()
    })
}

/// The units of one kind that some coders have made.
struct KindContinuum {
    /// The number of coders.
    coders: usize,
    /// The different lengths of units, in code points, ascending.
    sizes: Vec<usize>,
    /// The blocks of the study; `None` if not all of the coders have worked on the document.
    blocks: Vec<Option<ContinuumBlock>>,
}

impl KindContinuum {
    fn new(study: &Study, coders: &[usize], kind: usize) -> Self {
        let units = |(number, block): (usize, &Block)| {
            study
                .have_all(number, coders)
                .then(|| coders.iter().map(|&coder| units(block, coder, kind)).collect())
        };
        let blocks: Vec<Option<Vec<Vec<Span>>>> = study.blocks.iter().enumerate().map(units).collect();
        let mut sizes: Vec<usize> =
            blocks.iter().flatten().flatten().flatten().map(|unit| unit.len()).collect();
        sizes.sort_unstable();
        sizes.dedup();
        let parts = blocks.iter().zip(&study.blocks);
        let parts =
            parts.map(|(units, block)| Some(ContinuumBlock::new(units.as_ref()?, block.length, &sizes)));
        Self { coders: coders.len(), blocks: parts.collect(), sizes }
    }

    /// The observed and the expected disagreement in a sample.
    fn disagreement(&self, sample: &Sample) -> (f64, f64) {
        let mut lengths = Lengths::new(&self.sizes);
        let (mut length, mut observed) = (0.0, 0.0);
        for run in &sample.runs {
            // The length of the gap since the last unit, for each coder.
            let mut gaps = vec![0; self.coders];
            for part in run.iter().filter_map(|&block| self.blocks[block].as_ref()) {
                length += part.length as f64;
                observed += part.observed;
                lengths.add(&part.inner);
                for (gap, ends) in gaps.iter_mut().zip(&part.ends) {
                    match ends {
                        Some((first, last)) => {
                            lengths.gap(*gap + first);
                            *gap = *last;
                        }
                        None => *gap += part.length,
                    }
                }
            }
            for gap in gaps {
                lengths.gap(gap);
            }
        }
        let coders = self.coders as f64;
        (
            2.0 * observed / (coders * (coders - 1.0) * length * length),
            lengths.expected(coders * length, length),
        )
    }
}

/// The part of a continuum that lies in one block.
struct ContinuumBlock {
    /// The length in code points.
    length: usize,
    /// The sum of the squared differences over all pairs of coders.
    observed: f64,
    /// The counts of units and of gaps between two units, by the number of their size.
    inner: Vec<(usize, SizeCounts)>,
    /// The lengths of the gaps before the first and after the last unit of each coder; `None` for a coder without a unit.
    ends: Vec<Option<(usize, usize)>>,
}

impl ContinuumBlock {
    fn new(coders: &[Vec<Span>], length: usize, sizes: &[usize]) -> Self {
        let mut observed = 0.0;
        for (i, one) in coders.iter().enumerate() {
            for other in &coders[i + 1..] {
                observed +=
                    overlap_difference(one, other) + gap_difference(one, other) + gap_difference(other, one);
            }
        }
        let mut lengths = Lengths::new(sizes);
        for units in coders {
            for unit in units {
                lengths.unit(unit.len());
            }
            for two in units.windows(2) {
                lengths.gap(two[1].start - two[0].end);
            }
        }
        let inner = lengths.of.into_iter().enumerate().filter(|(_, sizes)| *sizes != SizeCounts::default());
        let ends = |units: &Vec<Span>| Some((units.first()?.start, length - units.last()?.end));
        Self { length, observed, inner: inner.collect(), ends: coders.iter().map(ends).collect() }
    }
}

/// The units of a kind that a coder has in a block, in order. Each part of a gloss is a unit; overlapping parts are one.
fn units(block: &Block, coder: usize, kind: usize) -> Vec<Span> {
    let of_kind = block.coders[coder].iter().flatten().filter(|unit| unit.kind == kind);
    merged(of_kind.flat_map(|unit| unit.spans.iter().copied()).collect())
}

/// The spans in order, with overlapping ones merged.
fn merged(mut spans: Vec<Span>) -> Vec<Span> {
    spans.sort_unstable();
    let mut merged: Vec<Span> = Vec::new();
    for span in spans {
        match merged.last_mut() {
            Some(last) if span.start < last.end => last.end = last.end.max(span.end),
            _ => merged.push(span),
        }
    }
    merged
}

/// The units of `other` that overlap `unit`. The search begins at the index `from`, which is advanced.
fn overlapping<'a>(
    unit: Span,
    other: &'a [Span],
    from: &mut usize,
) -> impl Iterator<Item = &'a Span> + use<'a> {
    *from += other[*from..].iter().take_while(|theirs| theirs.end <= unit.start).count();
    other[*from..].iter().take_while(move |theirs| theirs.start < unit.end)
}

/// The sum of the squared differences of overlapping units.
fn overlap_difference(one: &[Span], other: &[Span]) -> f64 {
    let mut from = 0;
    let square = |a: usize, b: usize| (a.abs_diff(b) as f64).powi(2);
    let of = |unit: &Span| {
        let theirs = overlapping(*unit, other, &mut from);
        theirs.map(|theirs| square(unit.start, theirs.start) + square(unit.end, theirs.end)).sum::<f64>()
    };
    one.iter().map(of).sum()
}

/// The sum of the squared lengths of the units of `one` that lie in gaps of `other`.
fn gap_difference(one: &[Span], other: &[Span]) -> f64 {
    let mut from = 0;
    let in_gap = one.iter().filter(|unit| overlapping(**unit, other, &mut from).next().is_none());
    in_gap.map(|unit| (unit.len() as f64).powi(2)).sum()
}

/// The lengths of units and gaps, from which the expected disagreement is computed.
struct Lengths<'a> {
    /// The different lengths of units, ascending.
    sizes: &'a [usize],
    /// The counts for each size.
    of: Vec<SizeCounts>,
}

/// The counts for one size of units.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct SizeCounts {
    /// The number of units of this size.
    units: usize,
    /// The number of gaps that are long enough for this size, but not for the next one.
    gaps: usize,
    /// The sum of the lengths of these gaps.
    room: usize,
}

impl<'a> Lengths<'a> {
    fn new(sizes: &'a [usize]) -> Self {
        Self { sizes, of: vec![SizeCounts::default(); sizes.len()] }
    }

    /// Counts a unit.
    fn unit(&mut self, length: usize) {
        if let Ok(size) = self.sizes.binary_search(&length) {
            self.of[size].units += 1;
        }
    }

    /// Counts a gap.
    fn gap(&mut self, length: usize) {
        // A gap that is too short for any unit adds nothing.
        if let Some(size) = self.sizes.partition_point(|size| *size <= length).checked_sub(1) {
            self.of[size].gaps += 1;
            self.of[size].room += length;
        }
    }

    /// Adds the counts of a block.
    fn add(&mut self, more: &[(usize, SizeCounts)]) {
        for (size, more) in more {
            let of = &mut self.of[*size];
            *of = SizeCounts {
                units: of.units + more.units,
                gaps: of.gaps + more.gaps,
                room: of.room + more.room,
            };
        }
    }

    /// The disagreement to be expected if units and gaps fell together by chance, on a text of this length; `all` is the
    /// length for all coders together.
    fn expected(&self, all: f64, length: f64) -> f64 {
        let others = self.of.iter().map(|size| size.units).sum::<usize>() as f64 - 1.0;
        let (mut gaps, mut room, mut sum, mut within) = (0.0, 0.0, 0.0, 0.0);
        for (of, &unit) in self.of.iter().zip(self.sizes).rev() {
            (gaps, room) = (gaps + of.gaps as f64, room + of.room as f64);
            let (units, unit) = (of.units as f64, unit as f64);
            sum += units * others / 3.0 * (2.0 * unit.powi(3) - 3.0 * unit.powi(2) + unit);
            sum += units * unit.powi(2) * (room - gaps * (unit - 1.0));
            within += units * unit * (unit - 1.0);
        }
        2.0 / length * sum / (all * (all - 1.0) - within)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::agree::{ratings::tests::assert_near, study::CodedUnit};

    /// A text of one block with the units of two coders, as start and length, by kind.
    fn study(length: usize, kinds: &[[&[(usize, usize)]; 2]]) -> Study {
        let units = |coder: usize| {
            let of_kind = |(kind, coders): (usize, &[&[(usize, usize)]; 2])| {
                let unit =
                    move |&(start, length)| CodedUnit { spans: vec![Span::new(start, start + length)], kind };
                coders[coder].iter().map(unit).collect::<Vec<_>>()
            };
            Some(kinds.iter().enumerate().flat_map(of_kind).collect())
        };
        let block = Block { length, coders: vec![units(0), units(1)], ..Block::default() };
        let kinds = (0..kinds.len()).map(|kind| kind.to_string()).collect();
        Study { coders: 2, documents: 1, kinds, blocks: vec![block] }
    }

    fn disagreement(study: &Study, kind: usize) -> (f64, f64) {
        KindContinuum::new(study, &[0, 1], kind).disagreement(&Sample::whole(study))
    }

    /// Krippendorff 2004, p. 254: a continuum of 300 from 150 on, kinds c and k.
    #[test]
    fn alpha_is_that_of_krippendorffs_example() {
        let c: [&[(usize, usize)]; 2] = [&[(75, 70), (220, 30)], &[(70, 80), (205, 20), (250, 20)]];
        let k: [&[(usize, usize)]; 2] = [&[(30, 60), (150, 50)], &[(30, 60), (150, 50)]];
        let study = study(300, &[c, k]);
        let (observed, expected) = disagreement(&study, 0);
        assert_near(Some(observed), 0.0144, 5e-5);
        assert_near(Some(expected), 0.0532, 5e-5);
        let alphas = alpha(&study, &[0, 1]);
        assert_near(alphas[0].value, 0.7286, 5e-5);
        assert_near(alphas[1].value, 1.0, 1e-12);
        assert_near(alphas[2].value, 0.859, 5e-4);
    }

    /// Krippendorff 1995, p. 57: four examples on 24 units of length; p. 61: what is observed, and, of a continuum with the
    /// same proportions and very many units of length, expected (by the formula that 2004 mends by a little).
    #[test]
    fn disagreements_are_those_of_1995() {
        const A: [&[(usize, usize)]; 2] = [&[(2, 8), (14, 6)], &[(4, 4), (15, 2)]];
        const B: [&[(usize, usize)]; 2] =
            [&[(0, 18)], &[(0, 2), (2, 1), (3, 1), (4, 1), (5, 1), (6, 3), (9, 1)]];
        const C: [&[(usize, usize)]; 2] =
            [&[(2, 6), (10, 2), (14, 4), (20, 2)], &[(0, 2), (4, 4), (10, 4), (16, 2), (20, 2)]];
        const D: [&[(usize, usize)]; 2] =
            [&[(0, 2), (2, 8), (10, 4), (14, 6), (20, 4)], &[(0, 4), (4, 4), (8, 7), (15, 2), (17, 7)]];
        let short = study(24, &[A, B, C, D]);
        for (kind, observed) in [0.03125, 2.26736, 0.02777, 0.38715].into_iter().enumerate() {
            assert_near(Some(disagreement(&short, kind).0), observed, 1e-5);
        }
        let stretched = [A, B, C, D].map(|coders| {
            coders.map(|units| units.iter().map(|(at, len)| (at * 50_000, len * 50_000)).collect::<Vec<_>>())
        });
        let kinds: Vec<[&[(usize, usize)]; 2]> = stretched.iter().map(|[a, b]| [&a[..], &b[..]]).collect();
        let long = study(24 * 50_000, &kinds);
        for (kind, expected) in [0.06990, 1.17731, 0.08642, 0.41445].into_iter().enumerate() {
            assert_near(Some(disagreement(&long, kind).1), expected, 5e-3);
        }
    }

    #[test]
    fn units_of_one_coder_that_overlap_are_one() {
        let spans = [(3, 5), (0, 4), (5, 7), (9, 10)].map(|(start, end)| Span::new(start, end));
        let expected = [(0, 5), (5, 7), (9, 10)].map(|(start, end)| Span::new(start, end));
        assert_eq!(merged(spans.to_vec()), expected);
    }

    #[test]
    fn a_gap_goes_on_into_the_next_block_of_a_run() {
        let whole = study(26, &[[&[(2, 2), (23, 2)], &[(4, 3), (20, 5)]]]);
        let mut parts = study(10, &[[&[(2, 2)], &[(4, 3)]]]);
        for (length, coders) in [(7, [&[][..], &[]]), (9, [&[(6, 2)], &[(3, 5)]])] {
            parts.blocks.extend(study(length, &[coders]).blocks);
        }
        assert_eq!(disagreement(&whole, 0), disagreement(&parts, 0));
    }

    #[test]
    fn without_glosses_there_is_nothing_to_agree_on() {
        let nothing = alpha(&study(24, &[[&[], &[]]]), &[0, 1]);
        assert_eq!(nothing, [Estimate::default(); 2]);
    }
}
