//! Agreement about where units are and of what kind, on the text as a continuum: Krippendorff's alpha for unitizing.
//!
//! Krippendorff 2004, “Content Analysis: An Introduction to Its Methodology”, 2nd ed., section 11.6, which mends the expected
//! disagreement of 1995, “On the reliability of unitizing contiguous data”. Lengths are compared: two units that overlap
//! differ by how far their ends are apart, squared; a unit in a gap of the other coder by its length, squared. The
//! disagreements of all kinds add up.

use super::{
    bootstrap::{Estimate, Sample, estimates},
    study::{Block, Study},
};
use crate::text::Span;

/// Alpha of some coders, two or more, in the documents that all of them have worked on: of each kind of the study, and at the
/// end of all kinds together. It is not defined where there is no gloss.
pub fn alpha(study: &Study, coders: &[usize]) -> Vec<Estimate> {
    let continua: Vec<Continuum> =
        (0..study.kinds.len()).map(|kind| Continuum::new(study, coders, kind)).collect();
    let alpha = |(observed, expected): (f64, f64)| (expected > 0.0).then(|| 1.0 - observed / expected);
    estimates(study, |sample| {
        let kinds: Vec<(f64, f64)> =
            continua.iter().map(|continuum| continuum.disagreement(sample)).collect();
        let all = kinds.iter().fold((0.0, 0.0), |sum, kind| (sum.0 + kind.0, sum.1 + kind.1));
        kinds.into_iter().chain([all]).map(alpha).collect()
    })
}

/// One kind as some coders have it.
struct Continuum {
    coders: usize,
    /// The lengths that units have, ascending.
    sizes: Vec<usize>,
    /// None where not all of the coders have worked on the document.
    blocks: Vec<Option<Part>>,
}

impl Continuum {
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
        let parts = parts.map(|(units, block)| Some(Part::new(units.as_ref()?, block.length, &sizes)));
        Self { coders: coders.len(), blocks: parts.collect(), sizes }
    }

    /// Observed and expected disagreement.
    fn disagreement(&self, sample: &Sample) -> (f64, f64) {
        let mut lengths = Lengths::new(&self.sizes);
        let (mut length, mut observed) = (0.0, 0.0);
        for run in &sample.runs {
            // Of each coder, the gap that has come so far.
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

/// The part of a continuum that is in a block.
struct Part {
    length: usize,
    /// The squared differences, over all pairs of coders.
    observed: f64,
    /// The units, and the gaps between two of them: for each size that there is, how many units are of that size, how many
    /// gaps have just room for that size, and how long these are together.
    inner: Vec<(usize, Sizes)>,
    /// Of each coder the gaps before their first unit and after their last one; none where a coder has no unit.
    ends: Vec<Option<(usize, usize)>>,
}

impl Part {
    fn new(coders: &[Vec<Span>], length: usize, sizes: &[usize]) -> Self {
        let mut observed = 0.0;
        for (i, one) in coders.iter().enumerate() {
            for other in &coders[i + 1..] {
                observed += difference(one, other) + alone(one, other) + alone(other, one);
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
        let inner = lengths.of.into_iter().enumerate().filter(|(_, sizes)| *sizes != Sizes::default());
        let ends = |units: &Vec<Span>| Some((units.first()?.start, length - units.last()?.end));
        Self { length, observed, inner: inner.collect(), ends: coders.iter().map(ends).collect() }
    }
}

/// A coder's units of a kind, in order: parts of glosses, those that overlap as one.
fn units(block: &Block, coder: usize, kind: usize) -> Vec<Span> {
    let of_kind = block.coders[coder].iter().flatten().filter(|unit| unit.kind == kind);
    merged(of_kind.flat_map(|unit| unit.spans.iter().copied()).collect())
}

/// Spans in order, those that overlap as one.
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

/// The units of `other` that overlap `unit`; `from` is where to look, and is moved on.
fn overlapping<'a>(
    unit: Span,
    other: &'a [Span],
    from: &mut usize,
) -> impl Iterator<Item = &'a Span> + use<'a> {
    *from += other[*from..].iter().take_while(|theirs| theirs.end <= unit.start).count();
    other[*from..].iter().take_while(move |theirs| theirs.start < unit.end)
}

/// What units that overlap differ by.
fn difference(one: &[Span], other: &[Span]) -> f64 {
    let mut from = 0;
    let square = |a: usize, b: usize| (a.abs_diff(b) as f64).powi(2);
    let of = |unit: &Span| {
        let theirs = overlapping(*unit, other, &mut from);
        theirs.map(|theirs| square(unit.start, theirs.start) + square(unit.end, theirs.end)).sum::<f64>()
    };
    one.iter().map(of).sum()
}

/// What the units in gaps of the other coder amount to.
fn alone(one: &[Span], other: &[Span]) -> f64 {
    let mut from = 0;
    let in_gap = one.iter().filter(|unit| overlapping(**unit, other, &mut from).next().is_none());
    in_gap.map(|unit| (unit.len() as f64).powi(2)).sum()
}

/// The lengths of units and of the gaps between them: all that chance knows of.
struct Lengths<'a> {
    sizes: &'a [usize],
    /// By size.
    of: Vec<Sizes>,
}

/// What there is of a size.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Sizes {
    /// Units.
    units: usize,
    /// Gaps that have room for this size and not for the next one.
    gaps: usize,
    /// How long these are together.
    room: usize,
}

impl<'a> Lengths<'a> {
    fn new(sizes: &'a [usize]) -> Self {
        Self { sizes, of: vec![Sizes::default(); sizes.len()] }
    }

    fn unit(&mut self, length: usize) {
        if let Ok(size) = self.sizes.binary_search(&length) {
            self.of[size].units += 1;
        }
    }

    fn gap(&mut self, length: usize) {
        // One that has room for no unit makes no difference.
        if let Some(size) = self.sizes.partition_point(|size| *size <= length).checked_sub(1) {
            self.of[size].gaps += 1;
            self.of[size].room += length;
        }
    }

    fn add(&mut self, more: &[(usize, Sizes)]) {
        for (size, more) in more {
            let of = &mut self.of[*size];
            *of =
                Sizes { units: of.units + more.units, gaps: of.gaps + more.gaps, room: of.room + more.room };
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
    use crate::agree::{ratings::tests::assert_near, study::Unit};

    /// A text of one block with the units of two coders, as start and length, by kind.
    fn study(length: usize, kinds: &[[&[(usize, usize)]; 2]]) -> Study {
        let units = |coder: usize| {
            let of_kind = |(kind, coders): (usize, &[&[(usize, usize)]; 2])| {
                let unit =
                    move |&(start, length)| Unit { spans: vec![Span::new(start, start + length)], kind };
                coders[coder].iter().map(unit).collect::<Vec<_>>()
            };
            Some(kinds.iter().enumerate().flat_map(of_kind).collect())
        };
        let block = Block { length, coders: vec![units(0), units(1)], ..Block::default() };
        let kinds = (0..kinds.len()).map(|kind| kind.to_string()).collect();
        Study { coders: 2, documents: 1, kinds, blocks: vec![block] }
    }

    fn disagreement(study: &Study, kind: usize) -> (f64, f64) {
        Continuum::new(study, &[0, 1], kind).disagreement(&Sample::whole(study))
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
