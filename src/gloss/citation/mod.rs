//! The place of a gloss as people cite it: page, chapter, time, message, person.

mod terms;
#[cfg(test)]
mod tests;

use std::fmt;

use serde::{Deserialize, Serialize};

use super::{Tree, fields::Structured, rare::Rare};
use crate::text::{
    Span,
    structure::{LocatorKind, Structure},
};
pub use terms::{LocatorTerm, TERMS, term_of};

/// The longest label that is kept, in code points. Chosen by hand: longer ones are no labels that anybody cites.
const MAX_LABEL_CODE_POINTS: usize = 80;

/// The labels of the places at which a gloss stands: one for each kind of locator that the text has there. It follows from the
/// place of the gloss, and is never needed to find it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "Tree", into = "Tree")]
pub struct Citation(Rare<CitedLabel>);

/// The label of a place, by one kind of locator.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CitedLabel {
    /// The kind of locator.
    pub kind: LocatorKind,
    /// The label; of several places the first and the last one: "312–313". Persons are parted by commas.
    pub label: String,
}

impl Citation {
    /// The labels of the place that `spans` are, in bytes of the text with this structure.
    pub fn of(structure: &Structure, spans: &[Span]) -> Self {
        let mut ends: Vec<(LocatorKind, &str, &str)> = Vec::new();
        for span in spans {
            for place in structure.citation(*span) {
                match ends.iter_mut().find(|(kind, ..)| *kind == place.kind) {
                    Some((_, _, last)) => *last = place.last,
                    None => ends.push((place.kind, place.first, place.last)),
                }
            }
        }
        ends.sort_by_key(|(kind, ..)| *kind);
        let labels = ends.into_iter().filter_map(|(kind, first, last)| {
            let (first, last) = (tidy(first), tidy(last));
            let between = if kind == LocatorKind::By { ", " } else { "–" };
            let label = if first == last || last.is_empty() { first } else { [first, last].join(between) };
            (!label.is_empty()).then_some(CitedLabel { kind, label })
        });
        Self(labels.collect::<Vec<_>>().into())
    }

    /// The labels of the place that `spans` are, and those of these labels of which the text has no kind: a person who knows the
    /// pages of the printed book may write them beside a plain text.
    #[must_use]
    pub fn renewed(&self, structure: &Structure, spans: &[Span]) -> Self {
        if spans.is_empty() || structure.locators().is_empty() {
            return self.clone();
        }
        let mut labels = Self::of(structure, spans).0.into_items();
        let own = self.0.iter().filter(|own| !structure.has_locators(own.kind));
        labels.extend(own.cloned());
        labels.sort_by_key(|label| label.kind);
        Self(labels.into())
    }

    /// Whether there are no labels.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether one of the labels names so small a part of a text that no paragraph needs to be named besides.
    pub fn is_exact(&self) -> bool {
        self.0.iter().any(|label| term_of(label.kind).is_exact)
    }

    /// The labels, in the order of [`LocatorKind`].
    pub fn labels(&self) -> &[CitedLabel] {
        &self.0
    }

    /// The label of this kind.
    pub fn label(&self, kind: LocatorKind) -> Option<&str> {
        self.0.iter().find(|label| label.kind == kind).map(|label| label.label.as_str())
    }

    /// The same without the label of this kind.
    #[must_use]
    pub fn without(self, kind: LocatorKind) -> Self {
        let mut labels = self.0.into_items();
        labels.retain(|label| label.kind != kind);
        Self(labels.into())
    }

    /// Sets the label of this kind.
    pub fn set(&mut self, kind: LocatorKind, label: impl Into<String>) {
        let mut labels = std::mem::take(self).without(kind).0.into_items();
        labels.push(CitedLabel { kind, label: label.into() });
        labels.sort_by_key(|label| label.kind);
        self.0 = labels.into();
    }

    /// The place for a line in which there is little room: the exact labels, or the others with the number of the paragraph, if
    /// it is known: "p. 312", "chap. 3, ¶ 12", "¶ 12". Persons are left out.
    pub fn place(&self, paragraph: Option<usize>) -> String {
        let exact = self.said(|term| term.is_exact);
        if !exact.is_empty() {
            return exact.join(", ");
        }
        let mut said = self.said(|term| term.kind != LocatorKind::By);
        said.extend(paragraph.map(|number| format!("¶ {number}")));
        said.join(", ")
    }

    /// The whole place: "p. 312, chap. 3, Nell Ort". The paragraph is named if no label is exact.
    pub fn whole_place(&self, paragraph: Option<usize>) -> String {
        let mut said = self.said(|term| term.kind != LocatorKind::By);
        said.extend(paragraph.filter(|_| !self.is_exact()).map(|number| format!("¶ {number}")));
        said.extend(self.label(LocatorKind::By).map(str::to_owned));
        said.join(", ")
    }

    /// The labels of some kinds with their words, in the order in which they are said.
    fn said(&self, is_wanted: impl Fn(&LocatorTerm) -> bool) -> Vec<String> {
        let terms = TERMS.iter().filter(|term| is_wanted(term));
        terms.filter_map(|term| Some(with_term(term, self.label(term.kind)?))).collect()
    }
}

/// A label with its word: "p. 312", "pp. 312–313", "00:12:31".
pub fn with_term(term: &LocatorTerm, label: &str) -> String {
    format!("{}{label}", if is_range(label) { term.several } else { term.one })
}

/// Whether a label names the first and the last of several places: "312–313", also "312-313" as people type it, but not "A-3".
fn is_range(label: &str) -> bool {
    let is_number = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    label.contains('–')
        || label.split_once('-').is_some_and(|(one, other)| is_number(one) && is_number(other))
}

/// A label on one line, without control characters, and not longer than anybody would cite.
fn tidy(label: &str) -> String {
    let spaced: String =
        label.chars().take(MAX_LABEL_CODE_POINTS).map(|c| if c.is_control() { ' ' } else { c }).collect();
    spaced.split_whitespace().collect::<Vec<_>>().join(" ")
}

impl fmt::Display for Citation {
    /// Writes the whole place, without the number of the paragraph.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.whole_place(None))
    }
}

impl From<Citation> for Tree {
    fn from(citation: Citation) -> Self {
        let rows = citation.0.into_items().into_iter();
        Self::Table(rows.map(|row| (row.kind.name().to_owned(), Self::Text(row.label))).collect())
    }
}

/// Reads the keys that are known, and a number as the label that it is.
impl From<Tree> for Citation {
    fn from(tree: Tree) -> Self {
        let Tree::Table(rows) = tree else { return Self::default() };
        let label = |tree: &Tree| match tree {
            Tree::Number(number) => Some(number.to_string()),
            tree => tree.as_text().map(str::to_owned),
        };
        let mut citation = Self::default();
        for (name, value) in &rows {
            if let (Some(kind), Some(label)) = (LocatorKind::named(name), label(value))
                && !label.trim().is_empty()
            {
                citation.set(kind, label);
            }
        }
        citation
    }
}

impl Structured for Citation {
    fn to_tree(&self) -> Option<Tree> {
        (!self.is_empty()).then(|| self.clone().into())
    }

    /// A table without any known key, and what is no table, stay in the file as they are.
    fn from_tree(tree: Tree) -> Option<Self> {
        Some(Self::from(tree)).filter(|citation| !citation.is_empty())
    }

    fn sentences(&self) -> Vec<String> {
        self.said(|_| true)
    }
}
