//! The report: all figures about some documents and their coders, as they are printed: by kind, or by an attribute.

mod attribute;
mod disputes;
mod kinds;
mod labels;

use std::collections::BTreeMap;

use serde::Serialize;

pub use disputes::{Confusion, Disputed, NOTHING};
pub use kinds::{ContinuumFigures, KindFigures, PairSpans, Spans};
pub use labels::{AlphaFigure, Labels, PairLabels};

use super::{
    bootstrap::{LEVEL, MIN_DRAWN_DOCUMENTS, RESAMPLES},
    passages::{Passage, passages},
    random::SEED,
    study::{CodedDocument, Study},
};
use crate::gloss::{Glosses, State};

/// The question of a report: what is compared.
#[derive(Clone, Copy, Debug)]
pub enum By<'a> {
    /// The kinds of glosses and their spans.
    Kind,
    /// The values of an attribute.
    Attribute {
        /// The name of the attribute.
        name: &'a str,
        /// The possible values in their order, if the schema lists them.
        choices: Option<&'a [String]>,
    },
}

/// All figures. A figure that is undefined, because there is nothing to count or only one label, is `None`.
#[derive(Clone, Debug, Serialize)]
pub struct Report {
    /// `kind`, or the name of the attribute.
    pub by: String,
    /// The number of documents.
    pub documents: usize,
    /// The coders; all other lists have the same order.
    pub coders: Vec<CoderTally>,
    /// The settings of the intervals.
    pub bootstrap: Bootstrap,
    /// The agreement of each pair of coders about spans; only in a report by kind.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub spans: Vec<PairSpans>,
    /// The agreement about the labels of items.
    pub labels: Labels,
    /// The agreement about each kind; only in a report by kind.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub kinds: Vec<KindFigures>,
    /// The agreement about the text as a continuum; only in a report by kind.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub continuum: Option<ContinuumFigures>,
    /// The confusion matrix of labels.
    pub confusion: Confusion,
    /// The passages on which coders differ, the most disputed first.
    pub disputed: Vec<Disputed>,
}

/// The amount of work of one coder.
#[derive(Clone, Debug, Serialize)]
pub struct CoderTally {
    /// The name of the coder.
    pub name: String,
    /// The number of documents that the coder has worked on.
    pub documents: usize,
    /// The number of glosses of the coder that have a place.
    pub glosses: usize,
    /// The number of these glosses by kind.
    pub kinds: BTreeMap<String, usize>,
    /// The number of glosses of the coder that have no place in the text any more, and are left out.
    pub orphans: usize,
}

/// The settings of the intervals.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct Bootstrap {
    /// The unit that is drawn: `document`, or `block` for a run of paragraphs that no gloss crosses.
    pub unit: &'static str,
    /// The number of such units to draw from.
    pub units: usize,
    /// The number of resamples.
    pub resamples: usize,
    /// The share of resamples within an interval.
    pub level: f64,
    /// The seed of the random numbers.
    pub seed: u64,
}

impl Report {
    /// Measures everything. `coders` are the names of the documents' coders. Gamma, which can take seconds if there are many
    /// glosses, is only computed if `gamma` is set.
    pub fn new(coders: &[String], documents: &[CodedDocument], by: By, gamma: bool) -> Self {
        let study = Study::new(documents);
        let whole = study.documents >= MIN_DRAWN_DOCUMENTS;
        let (unit, units) = if whole { ("document", study.documents) } else { ("block", study.blocks.len()) };
        let bootstrap = Bootstrap { unit, units, resamples: RESAMPLES, level: LEVEL, seed: SEED };
        let tallies =
            coders.iter().enumerate().map(|(coder, name)| CoderTally::new(name, coder, documents)).collect();
        let places: Vec<DocumentPassages> = documents.iter().map(DocumentPassages::new).collect();
        let mut report = Self {
            by: String::new(),
            documents: study.documents,
            coders: tallies,
            bootstrap,
            spans: Vec::new(),
            labels: Labels::default(),
            kinds: Vec::new(),
            continuum: None,
            confusion: Confusion::default(),
            disputed: Vec::new(),
        };
        match by {
            By::Kind => kinds::measure(&mut report, &study, &places, gamma),
            By::Attribute { name, choices } => {
                attribute::measure(&mut report, &study, &places, name, choices);
            }
        }
        report
    }

    /// The names of the coders with these indices.
    fn names(&self, one: usize, other: usize) -> [String; 2] {
        [self.coders[one].name.clone(), self.coders[other].name.clone()]
    }

    /// All pairs of coders, by their indices.
    fn pairs(&self) -> impl Iterator<Item = (usize, usize)> + use<> {
        let count = self.coders.len();
        (0..count).flat_map(move |one| (one + 1..count).map(move |other| (one, other)))
    }
}

impl CoderTally {
    fn new(name: &str, coder: usize, documents: &[CodedDocument]) -> Self {
        let all = || documents.iter().filter_map(|document| document.coders[coder].as_ref());
        let mut kinds: BTreeMap<String, usize> = BTreeMap::new();
        for placed in all().flat_map(Glosses::iter).filter(|placed| placed.place.state != State::Orphan) {
            *kinds.entry(placed.gloss.tag.clone()).or_default() += 1;
        }
        Self {
            name: name.to_owned(),
            documents: all().count(),
            glosses: kinds.values().sum(),
            kinds,
            orphans: all().map(|glosses| glosses.count(State::Orphan)).sum(),
        }
    }
}

/// The passages of a document, with the glosses of the coders who have worked on it.
struct DocumentPassages<'a> {
    document: &'a CodedDocument,
    /// The indices of the coders whose glosses the passages have.
    coders: Vec<usize>,
    passages: Vec<Passage<'a>>,
}

impl<'a> DocumentPassages<'a> {
    fn new(document: &'a CodedDocument) -> Self {
        let present = document.coders.iter().enumerate();
        let (coders, glosses): (Vec<usize>, Vec<&Glosses>) =
            present.filter_map(|(coder, glosses)| Some((coder, glosses.as_ref()?))).unzip();
        Self { document, coders, passages: passages(&glosses) }
    }
}
