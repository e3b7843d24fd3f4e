//! Ratings: the label that each coder gave to each item, with Cohen's kappa, Scott's pi and Fleiss' kappa.
//!
//! All three are (A − E) / (1 − E): A is the observed agreement, E the agreement that is expected by chance. They differ in how
//! E is computed. Artstein and Poesio (2008, “Inter-coder agreement for computational linguistics”) compare them.

use std::collections::BTreeMap;

use super::{bootstrap::Sample, study::Study};

/// The labels that coders gave to items.
#[derive(Clone, Debug, Default)]
pub struct Ratings {
    /// The number of coders.
    pub coders: usize,
    /// The names of the labels; a label is an index into this list.
    pub labels: Vec<String>,
    /// The items of each block, one after the other: for each item the label of every coder, or `None`.
    pub blocks: Vec<Vec<Option<u32>>>,
}

impl Ratings {
    /// The ratings of sentences: whether a coder has a gloss of `kind` that shares text with the sentence. Without a `kind`, the
    /// label consists of the names of all such kinds. A coder who has not worked on the document gives no label.
    pub fn of_sentences(study: &Study, kind: Option<usize>) -> Self {
        let mut sets: Vec<Vec<usize>> = Vec::new();
        let mut ratings = Self { coders: study.coders, ..Self::default() };
        for block in &study.blocks {
            let mut items = Vec::with_capacity(block.sentences.len() * study.coders);
            for sentence in &block.sentences {
                for units in &block.coders {
                    items.push(units.as_ref().map(|units| {
                        let touching = units
                            .iter()
                            .filter(|unit| unit.spans.iter().any(|span| span.overlaps(*sentence)));
                        let mut kinds: Vec<usize> = touching
                            .map(|unit| unit.kind)
                            .filter(|k| kind.is_none_or(|kind| kind == *k))
                            .collect();
                        kinds.sort_unstable();
                        kinds.dedup();
                        let at = sets.iter().position(|set| *set == kinds);
                        at.unwrap_or_else(|| {
                            sets.push(kinds);
                            sets.len() - 1
                        }) as u32
                    }));
                }
            }
            ratings.blocks.push(items);
        }
        let name = |set: &Vec<usize>| {
            set.iter().map(|&kind| study.kinds[kind].as_str()).collect::<Vec<_>>().join("+")
        };
        ratings.labels = sets.iter().map(name).collect();
        ratings
    }

    /// The items of a sample, each with the label of every coder.
    pub fn items<'a>(&'a self, sample: &'a Sample) -> impl Iterator<Item = &'a [Option<u32>]> {
        sample.blocks().flat_map(|block| self.blocks[block].chunks_exact(self.coders.max(1)))
    }

    /// The labels of two coders for the items that both have labelled.
    pub fn pair(&self, one: usize, other: usize) -> PairRatings {
        let blocks = self.blocks.iter().map(|items| {
            let said = items.chunks_exact(self.coders).filter_map(|item| Some((item[one]?, item[other]?)));
            counted(said).map(|((one, other), times)| (one, other, times)).collect()
        });
        PairRatings { labels: self.labels.len(), blocks: blocks.collect() }
    }

    /// The labels of all coders for the items that every one of them has labelled.
    pub fn together(&self) -> JointRatings {
        let blocks = self.blocks.iter().map(|items| {
            let complete = || items.chunks_exact(self.coders).filter(|item| item.iter().all(Option::is_some));
            let same = |item: &[Option<u32>]| {
                counted(item.iter().flatten()).map(|(_, n)| n * (n - 1)).sum::<usize>()
            };
            BlockAgreement {
                items: complete().count(),
                same: complete().map(same).sum(),
                labels: counted(complete().flatten().flatten().copied()).collect(),
            }
        });
        JointRatings { coders: self.coders, labels: self.labels.len(), blocks: blocks.collect() }
    }
}

/// The different values among `things`, each with how often it occurs.
fn counted<T: Ord>(things: impl Iterator<Item = T>) -> impl Iterator<Item = (T, usize)> {
    let mut counts: BTreeMap<T, usize> = BTreeMap::new();
    things.for_each(|thing| *counts.entry(thing).or_default() += 1);
    counts.into_iter()
}

/// The labels of two coders for the same items.
#[derive(Clone, Debug)]
pub struct PairRatings {
    /// The number of labels.
    labels: usize,
    /// For each block: a label of the first coder, one of the second coder, and the number of items with both.
    blocks: Vec<Vec<(u32, u32, usize)>>,
}

impl PairRatings {
    /// The margins of the contingency table of both coders' labels.
    pub fn margins(&self, sample: &Sample) -> Margins {
        let mut margins = Margins { same: 0, one: vec![0; self.labels], other: vec![0; self.labels] };
        for &(one, other, times) in sample.blocks().flat_map(|block| &self.blocks[block]) {
            margins.one[one as usize] += times;
            margins.other[other as usize] += times;
            margins.same += if one == other { times } else { 0 };
        }
        margins
    }
}

/// The margins of a contingency table: how often each of two coders has given each label.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Margins {
    /// The number of items to which both have given the same label.
    pub same: usize,
    /// How often the first coder has given each label.
    pub one: Vec<usize>,
    /// How often the second coder has given each label.
    pub other: Vec<usize>,
}

impl Margins {
    /// The number of items.
    pub fn items(&self) -> usize {
        self.one.iter().sum()
    }

    /// The share of items to which both have given the same label. `None` if there are no items.
    pub fn observed(&self) -> Option<f64> {
        (self.items() > 0).then(|| self.same as f64 / self.items() as f64)
    }

    /// Cohen's kappa (1960, “A coefficient of agreement for nominal scales”): the expected agreement comes from each coder's own
    /// labels. `None` if both have given the same single label to all items.
    pub fn kappa(&self) -> Option<f64> {
        corrected(self.observed()?, self.shares().map(|(one, other)| one * other).sum())
    }

    /// Scott's pi (1955, “Reliability of content analysis”): the expected agreement comes from the labels of both coders together.
    /// `None` if both have given the same single label to all items.
    pub fn pi(&self) -> Option<f64> {
        corrected(self.observed()?, self.shares().map(|(one, other)| f64::midpoint(one, other).powi(2)).sum())
    }

    /// The share of each label among the labels of the first coder and among those of the second one.
    fn shares(&self) -> impl Iterator<Item = (f64, f64)> {
        let items = self.items() as f64;
        self.one.iter().zip(&self.other).map(move |(&one, &other)| (one as f64 / items, other as f64 / items))
    }
}

/// The labels of all coders for the same items.
#[derive(Clone, Debug)]
pub struct JointRatings {
    /// The number of coders.
    coders: usize,
    /// The number of labels.
    labels: usize,
    blocks: Vec<BlockAgreement>,
}

/// The agreement of coders on the items of a block.
#[derive(Clone, Debug)]
struct BlockAgreement {
    /// The number of items.
    items: usize,
    /// The number of ordered pairs of coders with the same label, over all items.
    same: usize,
    /// The labels with how often each was given.
    labels: Vec<(u32, usize)>,
}

impl JointRatings {
    /// Fleiss' kappa (1971, “Measuring nominal scale agreement among many raters”): the expected agreement comes from the labels of
    /// all coders together. `None` if there are no items, or if all labels are the same.
    pub fn fleiss(&self, sample: &Sample) -> Option<f64> {
        let (mut items, mut same, mut labels) = (0, 0, vec![0; self.labels]);
        for block in sample.blocks().map(|block| &self.blocks[block]) {
            (items, same) = (items + block.items, same + block.same);
            block.labels.iter().for_each(|&(label, times)| labels[label as usize] += times);
        }
        let given = (items * self.coders) as f64;
        let chance = labels.iter().map(|&times| (times as f64 / given).powi(2)).sum();
        corrected(same as f64 / (given * (self.coders as f64 - 1.0)), chance)
    }
}

/// The agreement beyond chance, as a share of the largest that is possible.
fn corrected(observed: f64, chance: f64) -> Option<f64> {
    (observed.is_finite() && chance < 1.0 - 1e-12).then(|| (observed - chance) / (1.0 - chance))
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    /// The ratings of `items`, each by every coder, in blocks of one item, and the sample of them all.
    pub fn ratings(coders: usize, items: &[&[Option<u32>]]) -> (Ratings, Sample) {
        let labels = items.iter().flat_map(|item| item.iter().flatten()).max().map_or(0, |most| most + 1);
        let labels = (0..labels).map(|label| label.to_string()).collect();
        let blocks = items.iter().map(|item| item.to_vec()).collect::<Vec<_>>();
        let sample = Sample { runs: vec![(0..blocks.len()).collect()] };
        (Ratings { coders, labels, blocks }, sample)
    }

    /// Asserts that a figure is there and as expected.
    #[track_caller]
    pub fn assert_near(found: Option<f64>, expected: f64, within: f64) {
        let found = found.expect("a figure");
        assert!((found - expected).abs() <= within, "{found} is not {expected} ± {within}");
    }

    /// Artstein and Poesio 2008, table 1: 20, 20, 10, 50 items of 100.
    #[test]
    fn kappa_and_pi_are_those_of_artstein_and_poesio() {
        let margins = Margins { same: 70, one: vec![40, 60], other: vec![30, 70] };
        assert_near(margins.observed(), 0.7, 1e-12);
        assert_near(margins.kappa(), 0.348, 5e-4);
        assert_near(margins.pi(), 0.341, 5e-4);
    }

    /// Krippendorff 1995, p. 57, example A: 24 items, 1 within a unit.
    #[test]
    fn kappa_and_pi_of_a_digitized_continuum() {
        let margins = Margins { same: 16, one: vec![10, 14], other: vec![18, 6] };
        assert_near(margins.kappa(), 0.385, 5e-4);
        assert_near(margins.pi(), 0.314, 5e-4);
    }

    /// Fleiss 1971, table 1: 30 patients, 6 psychiatrists, 5 diagnoses; how many gave each diagnosis.
    const FLEISS: [[u32; 5]; 30] = [
        [0, 0, 0, 6, 0],
        [0, 3, 0, 0, 3],
        [0, 1, 4, 0, 1],
        [0, 0, 0, 0, 6],
        [0, 3, 0, 3, 0],
        [2, 0, 4, 0, 0],
        [0, 0, 4, 0, 2],
        [2, 0, 3, 1, 0],
        [2, 0, 0, 4, 0],
        [0, 0, 0, 0, 6],
        [1, 0, 0, 5, 0],
        [1, 1, 0, 4, 0],
        [0, 3, 3, 0, 0],
        [1, 0, 0, 5, 0],
        [0, 2, 0, 3, 1],
        [0, 0, 5, 0, 1],
        [3, 0, 0, 1, 2],
        [5, 1, 0, 0, 0],
        [0, 2, 0, 4, 0],
        [1, 0, 2, 0, 3],
        [0, 0, 0, 0, 6],
        [0, 1, 0, 5, 0],
        [0, 2, 0, 1, 3],
        [2, 0, 0, 4, 0],
        [1, 0, 0, 4, 1],
        [0, 5, 0, 1, 0],
        [4, 0, 0, 0, 2],
        [0, 2, 0, 4, 0],
        [1, 0, 5, 0, 0],
        [0, 0, 0, 0, 6],
    ];

    #[test]
    fn kappa_of_many_is_that_of_fleiss() {
        let rows = FLEISS.map(|counts| {
            let values = counts.iter().enumerate();
            values.flat_map(|(value, &times)| (0..times).map(move |_| Some(value as u32))).collect::<Vec<_>>()
        });
        let items: Vec<&[Option<u32>]> = rows.iter().map(Vec::as_slice).collect();
        let (ratings, sample) = ratings(6, &items);
        assert_near(ratings.together().fleiss(&sample), 0.430, 5e-4);
    }

    #[test]
    fn where_there_is_no_choice_there_is_no_agreement_beyond_chance() {
        let (one, sample) = ratings(2, &[&[Some(0), Some(0)], &[Some(0), Some(0)]]);
        assert_eq!((one.pair(0, 1).margins(&sample).kappa(), one.together().fleiss(&sample)), (None, None));
        let (none, sample) = ratings(2, &[]);
        assert_eq!((none.pair(0, 1).margins(&sample).kappa(), none.together().fleiss(&sample)), (None, None));
        let (never, sample) = ratings(2, &[&[Some(0), Some(1)], &[Some(0), Some(1)]]);
        assert_eq!(never.pair(0, 1).margins(&sample).kappa(), Some(0.0));
    }

    #[test]
    fn items_that_a_coder_says_nothing_of_are_left_out() {
        let (some, sample) = ratings(2, &[&[Some(0), None], &[Some(1), Some(1)], &[Some(0), Some(0)]]);
        assert_eq!(some.pair(0, 1).margins(&sample).items(), 2);
        assert_eq!(some.together().fleiss(&sample), Some(1.0));
    }
}
