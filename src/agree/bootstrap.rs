//! Bootstrap intervals: how far a figure could be off because of the choice of texts that were coded.
//!
//! They are percentile intervals (Efron and Tibshirani 1993, “An Introduction to the Bootstrap”, ch. 13). The sentences and
//! glosses of one text depend on each other, so the units that are drawn, with replacement, are as large as possible: whole
//! documents if there are [enough](MIN_DRAWN_DOCUMENTS) of them, otherwise the [blocks](super::study) of all documents, put
//! end to end. An interval from a handful of whole documents would be far too narrow.

use serde::Serialize;

use super::{
    random::{SEED, SplitMix64},
    study::Study,
};

/// The number of resamples: usual for percentile intervals.
pub const RESAMPLES: usize = 1000;

/// The fewest documents from which whole documents are drawn. Chosen by hand.
pub const MIN_DRAWN_DOCUMENTS: usize = 10;

/// The share of the resamples that lies within an interval: the usual level.
pub const LEVEL: f64 = 0.95;

/// An interval of percentiles.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Interval {
    /// The lower end.
    pub low: f64,
    /// The upper end.
    pub high: f64,
}

/// A figure with its interval.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub struct Estimate {
    /// The figure; `None` if it is undefined, because nothing was coded or there is only one label.
    pub value: Option<f64>,
    /// The interval; `None` if there is too little to draw from.
    pub interval: Option<Interval>,
}

/// A sample of a study: blocks, by their indices, in runs of continuous text. A run is a document, or all blocks that were drawn.
#[derive(Clone, Debug, Default)]
pub struct Sample {
    /// The runs of blocks.
    pub runs: Vec<Vec<usize>>,
}

impl Sample {
    /// The sample that is the study itself: a run for each document.
    pub fn whole(study: &Study) -> Self {
        let mut runs = vec![Vec::new(); study.documents];
        for (number, block) in study.blocks.iter().enumerate() {
            runs[block.document].push(number);
        }
        Self { runs }
    }

    /// The blocks of all runs.
    pub fn blocks(&self) -> impl Iterator<Item = usize> {
        self.runs.iter().flatten().copied()
    }

    /// Draws a new sample: as many documents as there are, or as many blocks, with replacement.
    fn draw(&mut self, whole: &Self, random: &mut SplitMix64) {
        if whole.runs.len() >= MIN_DRAWN_DOCUMENTS {
            self.runs.clear();
            self.runs.extend(whole.runs.iter().map(|_| whole.runs[random.below(whole.runs.len())].clone()));
        } else {
            let blocks: usize = whole.runs.iter().map(Vec::len).sum();
            self.runs.resize(1, Vec::new());
            self.runs[0].clear();
            self.runs[0].extend((0..blocks).map(|_| random.below(blocks)));
        }
    }
}

/// The value of a measure on a study, with its interval.
pub fn estimate(study: &Study, measure: impl Fn(&Sample) -> Option<f64>) -> Estimate {
    estimates(study, |sample| vec![measure(sample)]).pop().unwrap_or_default()
}

/// The values of several measures that are computed together. All measures of a study get the same resamples.
pub fn estimates(study: &Study, measure: impl Fn(&Sample) -> Vec<Option<f64>>) -> Vec<Estimate> {
    let whole = Sample::whole(study);
    let found = measure(&whole);
    let mut values: Vec<Vec<f64>> = vec![Vec::new(); found.len()];
    if study.blocks.len() > 1 && found.iter().any(Option::is_some) {
        let mut random = SplitMix64::new(SEED);
        let mut sample = Sample::default();
        for _ in 0..RESAMPLES {
            sample.draw(&whole, &mut random);
            values.iter_mut().zip(measure(&sample)).for_each(|(values, value)| values.extend(value));
        }
    }
    let interval = |value: Option<f64>, values| value.and_then(|_| percentiles(values));
    let pairs = found.into_iter().zip(values);
    pairs.map(|(value, values)| Estimate { value, interval: interval(value, values) }).collect()
}

/// The interval of the middle [`LEVEL`] of the values. `None` if the measure was undefined in more than one resample of twenty.
fn percentiles(mut values: Vec<f64>) -> Option<Interval> {
    if values.len() * 20 < RESAMPLES * 19 {
        return None;
    }
    values.sort_unstable_by(f64::total_cmp);
    // One fortieth of the values lies beyond each end.
    let beyond = values.len() / 40;
    Some(Interval { low: values[beyond], high: values[values.len() - 1 - beyond] })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::agree::study::Block;

    fn study(documents: usize, blocks: usize) -> Study {
        let block = |i| Block { document: i * documents / blocks, ..Block::default() };
        Study { documents, blocks: (0..blocks).map(block).collect(), ..Study::default() }
    }

    /// The share of blocks with an even number: a mean of zeros and ones.
    fn even(sample: &Sample) -> Option<f64> {
        let (even, all) =
            sample.blocks().fold((0, 0), |(even, all), block| (even + usize::from(block % 2 == 0), all + 1));
        Some(f64::from(u32::try_from(even).ok()?) / f64::from(all))
    }

    #[test]
    fn the_interval_of_a_mean_is_about_two_standard_errors_wide_on_either_side() {
        let estimate = estimate(&study(1, 100), even);
        let interval = estimate.interval.expect("an interval");
        assert_eq!(estimate.value, Some(0.5));
        assert!((interval.low - 0.4).abs() < 0.021 && (interval.high - 0.6).abs() < 0.021, "{interval:?}");
    }

    #[test]
    fn the_same_seed_gives_the_same_interval() {
        assert_eq!(estimate(&study(1, 30), even), estimate(&study(1, 30), even));
    }

    #[test]
    fn whole_documents_are_drawn_where_there_are_enough() {
        let (study, mut sample, mut random) = (study(10, 30), Sample::default(), SplitMix64::new(SEED));
        sample.draw(&Sample::whole(&study), &mut random);
        assert_eq!(sample.runs.len(), 10);
        assert!(sample.runs.iter().all(|run| run.len() == 3 && run[0] % 3 == 0 && run[2] == run[0] + 2));
    }

    #[test]
    fn too_little_has_no_interval() {
        assert_eq!(estimate(&study(1, 1), even).interval, None);
        assert_eq!(estimate(&study(1, 9), |sample| even(sample).filter(|share| *share > 0.5)).interval, None);
    }
}
