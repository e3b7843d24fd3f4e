//! What coders take for what, and where they differ most.

use std::collections::HashMap;

use serde::Serialize;

use super::Placing;
use crate::{
    agree::{passages::Passage, positions::Positions},
    gloss::Placed,
};

/// The label of those who have nothing, or no value, where another coder has.
pub const NOTHING: &str = "–";

/// How often a label of one coder meets a label of another one, in passages.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Confusion {
    /// Whether rows are the first coder's labels and columns the second one's; of more than two coders each pair counts both
    /// ways.
    pub directed: bool,
    /// The labels, the most frequent first; at the end, if there is such, [`NOTHING`].
    pub labels: Vec<String>,
    /// Row after row.
    pub counts: Vec<Vec<usize>>,
}

impl Confusion {
    /// Counts labels in all pairs of coders. Where one has no gloss at all that counts only `with_absent`.
    pub(super) fn new(
        coders: usize,
        places: &[Placing],
        with_absent: bool,
        label: impl Fn(&Placed) -> Option<String>,
    ) -> Self {
        let directed = coders == 2;
        let mut met: HashMap<(Option<String>, Option<String>), usize> = HashMap::new();
        for passage in places.iter().flat_map(|placing| &placing.passages) {
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
    /// The number of its document, from 0.
    pub document: usize,
    /// Its paragraph, from 1.
    pub paragraph: usize,
    /// Where it starts, in code points.
    pub start: usize,
    /// Where it ends, in code points.
    pub end: usize,
    /// Its words.
    pub exact: String,
    /// How much coders differ, from 0 to 1.
    pub dispute: f64,
    /// Each coder's label; none where they have nothing.
    pub labels: Vec<Option<String>>,
    /// The words of each coder's gloss; none where they have none.
    pub spans: Vec<Option<String>>,
}

impl Disputed {
    /// All passages that are disputed, the most disputed first; of those the longest.
    pub(super) fn all<'a>(
        coders: usize,
        places: &[Placing<'a>],
        label: impl Fn(&Placed) -> Option<String>,
        dispute: impl Fn(&Passage<'a>) -> f64,
    ) -> Vec<Self> {
        let mut found = Vec::new();
        for (document, placing) in places.iter().enumerate() {
            let text = &placing.document.text;
            let positions = Positions::new(text);
            for passage in &placing.passages {
                let dispute = dispute(passage);
                if dispute == 0.0 {
                    continue;
                }
                let hull = passage.hull();
                let (mut labels, mut spans) = (vec![None; coders], vec![None; coders]);
                for (coder, placed) in passage.present() {
                    labels[placing.coders[coder]] = label(placed);
                    spans[placing.coders[coder]] = Some(text.quote_all(&placed.place.spans));
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
