//! The report by kind: spans, the kinds of sentences, and the text as a continuum.

use std::collections::BTreeMap;

use serde::Serialize;

use super::{
    Placing, Report,
    disputes::{Confusion, Disputed},
    labels::Labels,
};
use crate::{
    agree::{
        alpha::{Coincidences, Scale},
        bootstrap::{Estimate, Sample, estimate},
        gamma::{Gamma, gamma},
        passages::Passage,
        ratings::Ratings,
        span_f1::{Counts, Rule, SpanCounts},
        study::Study,
        unitizing,
    },
    gloss::Placed,
};

/// What two coders have found of each other's.
#[derive(Clone, Debug, Serialize)]
pub struct PairSpans {
    /// Their names.
    pub coders: [String; 2],
    /// The same spans and kind.
    pub exact: Spans,
    /// A code point in common and the same kind.
    pub overlap: Spans,
    /// The two by kind: exact, overlap.
    pub kinds: BTreeMap<String, [SpanCounts; 2]>,
}

/// Glosses and those found by the other coder.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct Spans {
    /// The counts.
    #[serde(flatten)]
    pub found: SpanCounts,
    /// The share of the first coder's that the second one has.
    pub of_one: Option<f64>,
    /// The share of the second coder's that the first one has.
    pub of_other: Option<f64>,
    /// Their harmonic mean.
    pub f: Estimate,
}

/// A kind by itself, over all coders.
#[derive(Clone, Debug, Serialize)]
pub struct KindFigures {
    /// Its name.
    pub kind: String,
    /// F of the same spans, all pairs of coders together.
    pub exact: Estimate,
    /// F of overlapping spans, all pairs of coders together.
    pub overlap: Estimate,
    /// Fleiss' kappa on whether a gloss of the kind touches a sentence.
    pub fleiss: Estimate,
    /// Krippendorff's alpha on the same.
    pub alpha: Estimate,
    /// Krippendorff's alpha for unitizing.
    pub unitizing: Estimate,
}

/// Agreement on the text as a continuum.
#[derive(Clone, Debug, Serialize)]
pub struct Continuum {
    /// How many documents all coders have worked on: those that are measured.
    pub documents: usize,
    /// Their length in code points.
    pub length: usize,
    /// Krippendorff's alpha for unitizing, all kinds together.
    pub unitizing: Estimate,
    /// Gamma; none if there is no gloss, or it was not asked for.
    pub gamma: Option<Gamma>,
}

pub(super) fn measure(report: &mut Report, study: &Study, places: &[Placing], with_gamma: bool) {
    "kind".clone_into(&mut report.by);
    let everybody: Vec<usize> = (0..study.coders).collect();
    let counts: Vec<[Counts; 2]> = report
        .pairs()
        .map(|(one, other)| [Rule::Exact, Rule::Overlap].map(|rule| Counts::new(study, one, other, rule)))
        .collect();
    let pairs = report.pairs().zip(&counts);
    report.spans = pairs
        .map(|((one, other), [exact, overlap])| PairSpans {
            coders: report.names(one, other),
            exact: Spans::new(study, exact),
            overlap: Spans::new(study, overlap),
            kinds: by_kind(study, exact, overlap),
        })
        .collect();
    let sum = |rule: usize| Counts::all(counts.iter().map(|counts| &counts[rule]));
    let (exact, overlap) = (sum(0), sum(1));
    let mut unitizing = unitizing::alpha(study, &everybody);
    let all_kinds = unitizing.pop().unwrap_or_default();
    report.kinds = study
        .kinds
        .iter()
        .enumerate()
        .zip(unitizing)
        .map(|((kind, name), unitizing)| {
            let ratings = Ratings::of_sentences(study, Some(kind));
            let (together, coincidences) = (ratings.together(), Coincidences::new(&ratings));
            KindFigures {
                kind: name.clone(),
                exact: estimate(study, |sample| exact.sum(sample, Some(kind)).f()),
                overlap: estimate(study, |sample| overlap.sum(sample, Some(kind)).f()),
                fleiss: estimate(study, |sample| together.fleiss(sample)),
                alpha: estimate(study, |sample| coincidences.alpha(sample, Scale::Nominal, &[])),
                unitizing,
            }
        })
        .collect();
    let ratings = Ratings::of_sentences(study, None);
    report.labels = Labels::new(report, study, "sentence", &ratings, &[Scale::Nominal], &[]);
    let measured =
        || study.blocks.iter().enumerate().filter(|(number, _)| study.have_all(*number, &everybody));
    let mut documents: Vec<usize> = measured().map(|(_, block)| block.document).collect();
    documents.dedup();
    report.continuum = Some(Continuum {
        documents: documents.len(),
        length: measured().map(|(_, block)| block.length).sum(),
        unitizing: all_kinds,
        gamma: if with_gamma { gamma(study, &everybody) } else { None },
    });
    let kind_of = |placed: &Placed| Some(placed.gloss.tag.clone());
    report.confusion = Confusion::new(study.coders, places, true, kind_of);
    report.disputed = Disputed::all(study.coders, places, kind_of, Passage::dispute);
}

fn by_kind(study: &Study, exact: &Counts, overlap: &Counts) -> BTreeMap<String, [SpanCounts; 2]> {
    let whole = Sample::whole(study);
    let kinds = study.kinds.iter().enumerate();
    kinds
        .map(|(kind, name)| (name.clone(), [exact, overlap].map(|counts| counts.sum(&whole, Some(kind)))))
        .collect()
}

impl Spans {
    fn new(study: &Study, counts: &Counts) -> Self {
        let totals = counts.totals();
        let found = totals.sum(&Sample::whole(study), None);
        let f = estimate(study, |sample| totals.sum(sample, None).f());
        Self { found, of_one: found.of_one(), of_other: found.of_other(), f }
    }
}
