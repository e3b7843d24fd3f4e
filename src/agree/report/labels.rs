//! The agreement about labels of items.

use serde::Serialize;

use super::Report;
use crate::agree::{
    alpha::{Coincidences, Scale},
    bootstrap::{Estimate, Sample, estimate, estimates},
    ratings::Ratings,
    study::Study,
};

/// The agreement about the labels of items.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Labels {
    /// The sort of items: `sentence`, or `passage` for glosses of several coders that share text.
    pub unit: &'static str,
    /// The number of items that at least two coders have labelled.
    pub items: usize,
    /// The number of items that all coders have labelled.
    pub complete: usize,
    /// The labels that were used.
    pub labels: Vec<String>,
    /// The figures of each pair of coders.
    pub pairs: Vec<PairLabels>,
    /// Fleiss' kappa for the items that all coders have labelled.
    pub fleiss: Estimate,
    /// Krippendorff's alpha on each scale that fits the labels.
    pub alpha: Vec<AlphaFigure>,
}

/// The agreement of two coders about labels.
#[derive(Clone, Debug, Serialize)]
pub struct PairLabels {
    /// The names of the coders.
    pub coders: [String; 2],
    /// The number of items that both have labelled.
    pub items: usize,
    /// The share of items on which they agree.
    pub observed: Option<f64>,
    /// Cohen's kappa.
    pub kappa: Estimate,
    /// Scott's pi.
    pub pi: Estimate,
}

/// Krippendorff's alpha on one scale.
#[derive(Clone, Debug, Serialize)]
pub struct AlphaFigure {
    /// The name of the scale: `nominal`, `ordinal`, `interval` or `ratio`.
    pub scale: &'static str,
    /// The value of alpha.
    #[serde(flatten)]
    pub alpha: Estimate,
}

impl Labels {
    /// Measures the agreement in `ratings`. `numbers` are the numbers that the labels stand for, if they are numbers.
    pub(super) fn new(
        report: &Report,
        study: &Study,
        unit: &'static str,
        ratings: &Ratings,
        scales: &[Scale],
        numbers: &[f64],
    ) -> Self {
        let whole = Sample::whole(study);
        let labelled = |item: &[Option<u32>]| item.iter().flatten().count();
        let with = |least: usize| ratings.items(&whole).filter(|item| labelled(item) >= least).count();
        let pair = |(one, other)| {
            let pair = ratings.pair(one, other);
            let margins = pair.margins(&whole);
            let beyond_chance = estimates(study, |sample| {
                let margins = pair.margins(sample);
                vec![margins.kappa(), margins.pi()]
            });
            PairLabels {
                coders: report.names(one, other),
                items: margins.items(),
                observed: margins.observed(),
                kappa: beyond_chance[0],
                pi: beyond_chance[1],
            }
        };
        let (together, coincidences) = (ratings.together(), Coincidences::new(ratings));
        let on = |&scale: &Scale| AlphaFigure {
            scale: scale.name(),
            alpha: estimate(study, |sample| coincidences.alpha(sample, scale, numbers)),
        };
        Self {
            unit,
            items: with(2),
            complete: with(ratings.coders),
            labels: ratings.labels.clone(),
            pairs: report.pairs().map(pair).collect(),
            fleiss: estimate(study, |sample| together.fleiss(sample)),
            alpha: scales.iter().map(on).collect(),
        }
    }
}
