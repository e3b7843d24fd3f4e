//! All figures about some documents and their coders, as they are shown and written: by kind, or by an attribute.

mod attribute;
mod disputes;
mod kinds;
mod labels;

use std::collections::BTreeMap;

use serde::Serialize;

pub use disputes::{Confusion, Disputed, NOTHING};
pub use kinds::{Continuum, KindFigures, PairSpans, Spans};
pub use labels::{AlphaFigure, Labels, PairLabels};

use super::{
    bootstrap::{DOCUMENTS, LEVEL, RESAMPLES},
    passages::{Passage, passages},
    random::SEED,
    study::{Document, Study},
};
use crate::gloss::{Glosses, State};

/// What is compared.
#[derive(Clone, Copy, Debug)]
pub enum By<'a> {
    /// The kinds of glosses, and where they are.
    Kind,
    /// The values of an attribute.
    Attribute {
        /// Its name.
        name: &'a str,
        /// The values that it can have, in their order, if there are only some.
        choices: Option<&'a [String]>,
    },
}

/// All figures. A number that is not defined (there is nothing to count, or only one label) is none.
#[derive(Clone, Debug, Serialize)]
pub struct Report {
    /// `kind`, or the name of the attribute.
    pub by: String,
    /// How many documents there are.
    pub documents: usize,
    /// The coders, in the order of all else.
    pub coders: Vec<Tally>,
    /// How intervals were made.
    pub bootstrap: Bootstrap,
    /// What each pair of coders has found of each other's; by kind only.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub spans: Vec<PairSpans>,
    /// Agreement on the labels of items.
    pub labels: Labels,
    /// Each kind by itself; by kind only.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub kinds: Vec<KindFigures>,
    /// Agreement on the text as a continuum; by kind only.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub continuum: Option<Continuum>,
    /// Which labels are taken for which.
    pub confusion: Confusion,
    /// The passages on which coders differ, the most disputed first.
    pub disputed: Vec<Disputed>,
}

/// What a coder has done.
#[derive(Clone, Debug, Serialize)]
pub struct Tally {
    /// The coder's name.
    pub name: String,
    /// How many of the documents they have worked on.
    pub documents: usize,
    /// How many glosses they have made that have a place.
    pub glosses: usize,
    /// Those by kind.
    pub kinds: BTreeMap<String, usize>,
    /// How many of their glosses have no place in the text any more, and are left out.
    pub orphans: usize,
}

/// How intervals were made.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct Bootstrap {
    /// `document`, or `block`: a run of paragraphs that no gloss crosses.
    pub unit: &'static str,
    /// How many of these there are to draw from.
    pub units: usize,
    /// How often as many were drawn.
    pub resamples: usize,
    /// The share of resamples within an interval.
    pub level: f64,
    /// What chance was drawn from.
    pub seed: u64,
}

impl Report {
    /// Measures everything. `coders` are the names of the documents' coders. Gamma, which can take seconds where glosses are
    /// many, only if it is wanted.
    pub fn new(coders: &[String], documents: &[Document], by: By, gamma: bool) -> Self {
        let study = Study::new(documents);
        let whole = study.documents >= DOCUMENTS;
        let (unit, units) = if whole { ("document", study.documents) } else { ("block", study.blocks.len()) };
        let bootstrap = Bootstrap { unit, units, resamples: RESAMPLES, level: LEVEL, seed: SEED };
        let tallies =
            coders.iter().enumerate().map(|(coder, name)| Tally::new(name, coder, documents)).collect();
        let places: Vec<Placing> = documents.iter().map(Placing::new).collect();
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

    /// The names of two coders.
    fn names(&self, one: usize, other: usize) -> [String; 2] {
        [self.coders[one].name.clone(), self.coders[other].name.clone()]
    }

    /// All pairs of coders, by their numbers.
    fn pairs(&self) -> impl Iterator<Item = (usize, usize)> + use<> {
        let count = self.coders.len();
        (0..count).flat_map(move |one| (one + 1..count).map(move |other| (one, other)))
    }
}

impl Tally {
    fn new(name: &str, coder: usize, documents: &[Document]) -> Self {
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

/// A document's passages, of the coders who have worked on it.
struct Placing<'a> {
    document: &'a Document,
    /// The numbers of the coders whose glosses the passages have.
    coders: Vec<usize>,
    passages: Vec<Passage<'a>>,
}

impl<'a> Placing<'a> {
    fn new(document: &'a Document) -> Self {
        let present = document.coders.iter().enumerate();
        let (coders, glosses): (Vec<usize>, Vec<&Glosses>) =
            present.filter_map(|(coder, glosses)| Some((coder, glosses.as_ref()?))).unzip();
        Self { document, coders, passages: passages(&glosses) }
    }
}
