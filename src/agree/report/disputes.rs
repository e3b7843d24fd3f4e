//! The confusion matrix of labels, and the passages on which coders differ most.

use std::collections::HashMap;

use serde::Serialize;

use super::DocumentPassages;
use crate::{
    agree::{passages::Passage, positions::Positions},
    gloss::Placed,
};

/// The label of a coder who has no gloss, or no value, where another coder has one.
pub const NOTHING: &str = "–";

/// The confusion matrix: how often one coder has one label and another coder another label in the same passage.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Confusion {
    /// Whether rows are labels of the first coder and columns those of the second one. With more than two coders each pair counts
    /// in both directions.
    pub directed: bool,
    /// The labels, the most frequent first; [`NOTHING`] is last, if it occurs.
    pub labels: Vec<String>,
    /// The counts, row by row.
    pub counts: Vec<Vec<usize>>,
}

impl Confusion {
    /// Counts the labels of all pairs of coders. Pairs of which one coder has no gloss count only if `with_absent` is set.
    pub(super) fn new(
        coders: usize,
        places: &[DocumentPassages],
        with_absent: bool,
        label: impl Fn(&Placed) -> Option<String>,
    ) -> Self {
        let directed = coders == 2;
        let mut met: HashMap<(Option<String>, Option<String>), usize> = HashMap::new();
        for passage in places.iter().flat_map(|document_passages| &document_passages.passages) {
            let given: Vec<(bool, Option<String>)> =
                passage.glosses.iter().map(|placed| (placed.is_some(), placed.and_then(&label))).collect();
            for (i, (here, one)) in given.iter().enumerate() {
                for (there, other) in &given[i + 1..] {
                    let counts = with_absent || *here && *there;
                    if counts && (one.is_some() || other.is_some()) {
                        *met.entry((one.clone(), other.clone())).or_default() += 1;
                        if !directed {
                            *met.entry((other.clone(), one.clone())).or_default() += 1;
                        }
                    }
                }
            }
        }
        let mut often: HashMap<&Option<String>, usize> = HashMap::new();
        for ((one, other), count) in &met {
            *often.entry(one).or_default() += count;
            *often.entry(other).or_default() += count;
        }
        let mut labels: Vec<&Option<String>> = often.keys().copied().collect();
        labels.sort_by_key(|label| (label.is_none(), std::cmp::Reverse(often[*label]), *label));
        let row = |one: &&Option<String>| {
            let cell = |other: &&Option<String>| met.get(&((*one).clone(), (*other).clone()));
            labels.iter().map(|other| cell(other).copied().unwrap_or(0)).collect()
        };
        let counts = labels.iter().map(row).collect();
        let name = |label: &&Option<String>| (*label).clone().unwrap_or_else(|| NOTHING.to_owned());
        Self { directed, counts, labels: labels.iter().map(name).collect() }
    }
}

/// A passage on which coders differ.
#[derive(Clone, Debug, Serialize)]
pub struct Disputed {
    /// The index of its document, from 0.
    pub document: usize,
    /// The number of its paragraph, from 1.
    pub paragraph: usize,
    /// The start, in code points of the document.
    pub start: usize,
    /// The end, in code points of the document.
    pub end: usize,
    /// The text of the passage.
    pub exact: String,
    /// How much coders differ, from 0 to 1.
    pub dispute: f64,
    /// The label of each coder; `None` if they have none.
    pub labels: Vec<Option<String>>,
    /// The text of each coder's gloss; `None` if they have none.
    pub spans: Vec<Option<String>>,
}

impl Disputed {
    /// All disputed passages, the most disputed first; of equally disputed ones the longest first.
    pub(super) fn all<'a>(
        coders: usize,
        places: &[DocumentPassages<'a>],
        label: impl Fn(&Placed) -> Option<String>,
        dispute: impl Fn(&Passage<'a>) -> f64,
    ) -> Vec<Self> {
        let mut found = Vec::new();
        for (document, document_passages) in places.iter().enumerate() {
            let text = &document_passages.document.text;
            let positions = Positions::new(text);
            for passage in &document_passages.passages {
                let dispute = dispute(passage);
                if dispute == 0.0 {
                    continue;
                }
                let hull = passage.hull();
                let (mut labels, mut spans) = (vec![None; coders], vec![None; coders]);
                for (coder, placed) in passage.present() {
                    labels[document_passages.coders[coder]] = label(placed);
                    spans[document_passages.coders[coder]] = Some(text.quote_all(&placed.place.spans));
                }
                found.push(Self {
                    document,
                    paragraph: positions.paragraph(hull.start),
                    start: positions.point(hull.start),
                    end: positions.point(hull.end),
                    exact: text.quote(hull),
                    dispute,
                    labels,
                    spans,
                });
            }
        }
        found.sort_by(|a, b| {
            let length = |d: &Self| d.end - d.start;
            b.dispute.total_cmp(&a.dispute).then_with(|| length(b).cmp(&length(a)))
        });
        found
    }
}
