//! The report by kind: agreement about spans, about the kinds of sentences, and about the text as a continuum.

use std::collections::BTreeMap;

use serde::Serialize;

use super::{
    DocumentPassages, Report,
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
        span_f1::{MatchRule, PairCounts, SpanCounts},
        study::Study,
        unitizing,
    },
    gloss::Placed,
};

/// The agreement of two coders about spans.
#[derive(Clone, Debug, Serialize)]
pub struct PairSpans {
    /// The names of the coders.
    pub coders: [String; 2],
    /// The glosses with the same spans and the same kind.
    pub exact: Spans,
    /// The glosses with a code point in common and the same kind.
    pub overlap: Spans,
    /// The counts of each kind: exact, overlapping.
    pub kinds: BTreeMap<String, [SpanCounts; 2]>,
}

/// The matching glosses of two coders by one rule.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct Spans {
    /// The counts.
    #[serde(flatten)]
    pub found: SpanCounts,
    /// The share of the first coder's glosses that the second one has.
    pub of_one: Option<f64>,
    /// The share of the second coder's glosses that the first one has.
    pub of_other: Option<f64>,
    /// The harmonic mean of the two shares.
    pub f: Estimate,
}

/// The agreement of all coders about one kind.
#[derive(Clone, Debug, Serialize)]
pub struct KindFigures {
    /// The name of the kind.
    pub kind: String,
    /// F of equal spans, for all pairs of coders together.
    pub exact: Estimate,
    /// F of overlapping spans, for all pairs of coders together.
    pub overlap: Estimate,
    /// Fleiss' kappa for whether a gloss of the kind shares text with a sentence.
    pub fleiss: Estimate,
    /// Krippendorff's alpha for the same question.
    pub alpha: Estimate,
    /// Krippendorff's alpha for unitizing.
    pub unitizing: Estimate,
}

/// The agreement about the text as a continuum.
#[derive(Clone, Debug, Serialize)]
pub struct ContinuumFigures {
    /// The number of documents that all coders have worked on; only these are measured.
    pub documents: usize,
    /// The length of these documents in code points.
    pub length: usize,
    /// Krippendorff's alpha for unitizing, for all kinds together.
    pub unitizing: Estimate,
    /// Gamma; `None` if there is no gloss, or if it was not asked for.
    pub gamma: Option<Gamma>,
}

/// Fills in the report by kind; gamma only if `with_gamma` is set.
pub(super) fn measure(report: &mut Report, study: &Study, places: &[DocumentPassages], with_gamma: bool) {
    "kind".clone_into(&mut report.by);
    let everybody: Vec<usize> = (0..study.coders).collect();
    let counts: Vec<[PairCounts; 2]> = report
        .pairs()
        .map(|(one, other)| {
            [MatchRule::Exact, MatchRule::Overlap].map(|rule| PairCounts::new(study, one, other, rule))
        })
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
    let sum = |rule: usize| PairCounts::all(counts.iter().map(|counts| &counts[rule]));
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
    report.continuum = Some(ContinuumFigures {
        documents: documents.len(),
        length: measured().map(|(_, block)| block.length).sum(),
        unitizing: all_kinds,
        gamma: if with_gamma { gamma(study, &everybody) } else { None },
    });
    let kind_of = |placed: &Placed| Some(placed.gloss.tag.clone());
    report.confusion = Confusion::new(study.coders, places, true, kind_of);
    report.disputed = Disputed::all(study.coders, places, kind_of, Passage::dispute);
}

/// The counts of each kind, exact and overlapping, by its name.
fn by_kind(study: &Study, exact: &PairCounts, overlap: &PairCounts) -> BTreeMap<String, [SpanCounts; 2]> {
    let whole = Sample::whole(study);
    let kinds = study.kinds.iter().enumerate();
    kinds
        .map(|(kind, name)| (name.clone(), [exact, overlap].map(|counts| counts.sum(&whole, Some(kind)))))
        .collect()
}

impl Spans {
    fn new(study: &Study, counts: &PairCounts) -> Self {
        let totals = counts.totals();
        let found = totals.sum(&Sample::whole(study), None);
        let f = estimate(study, |sample| totals.sum(sample, None).f());
        Self { found, of_one: found.of_one(), of_other: found.of_other(), f }
    }
}
