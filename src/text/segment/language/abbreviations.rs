//! Abbreviations, and what the full stop at the end of each may be besides.

use rustc_hash::{FxHashMap, FxHashSet};

use super::with_lowercase;

/// What the full stop of an abbreviation says of the sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Abbreviation {
    /// Stands before a name; never ends a sentence ("Dr.").
    Title,
    /// Wants more text; never ends a sentence ("e.g.").
    Before,
    /// Stands before a number ("No. 5").
    Number,
    /// Ends a sentence where a sentence starter follows ("Inc.").
    May,
    /// A time of the clock ("p.m.").
    Time,
    /// Ends a sentence where a capital follows ("etc.").
    Final,
    /// Like [`Self::Final`] after a number ("1990 г."), like [`Self::Title`] elsewhere ("г. Тверь").
    Measure,
}

/// The names of the kinds in the files.
const KINDS: [(&str, Abbreviation); 7] = [
    ("title", Abbreviation::Title),
    ("before", Abbreviation::Before),
    ("number", Abbreviation::Number),
    ("may", Abbreviation::May),
    ("time", Abbreviation::Time),
    ("final", Abbreviation::Final),
    ("measure", Abbreviation::Measure),
];

/// Stands in the files for a space that may be within an abbreviation: `z._B` is "z. B." and "z.B.".
const SPACE: char = '_';

/// Begins in the files what longer abbreviations end with: `-str` is known in "Hafenstr."
const END: char = '-';

impl Abbreviation {
    /// The kind that a line of a file names with its first word.
    pub(super) fn named(name: &str) -> Option<Self> {
        KINDS.iter().find(|(known, _)| *known == name).map(|(_, kind)| *kind)
    }
}

/// The parts of an abbreviation as it stands in a file, parted where a space may be.
pub(super) fn parts(listed: &str) -> impl Iterator<Item = &str> {
    listed.split(SPACE).map(|part| part.trim_end_matches('.'))
}

/// The kinds of an abbreviation by how it is written: "Mo." is a state, "mo." a month.
#[derive(Clone, Copy, Default)]
struct KindsByCase {
    capital: Option<Abbreviation>,
    any: Option<Abbreviation>,
}

/// The abbreviations of a language; all are looked up without their final stop.
#[derive(Default)]
pub(super) struct Abbreviations {
    /// By the abbreviation in lower case.
    kinds: FxHashMap<String, KindsByCase>,
    /// What stands before a space within an abbreviation, in lower case: "z" of "z. B.", "a" and "a.a" of "a. a. O.".
    heads: FxHashSet<String>,
    /// The ends of longer ones: "str" of "Hafenstr."
    ends: Vec<(&'static str, Abbreviation)>,
}

impl Abbreviations {
    /// Adds `listed`, as it stands in a file.
    pub(super) fn add(&mut self, listed: &'static str, kind: Abbreviation) {
        if let Some(end) = listed.strip_prefix(END) {
            self.ends.push((end, kind));
            return;
        }
        for (at, _) in listed.match_indices(SPACE) {
            let head = listed.get(..at).unwrap_or_default().replace(SPACE, "");
            self.heads.insert(head.trim_end_matches('.').to_lowercase());
        }
        let kinds = self.kinds.entry(listed.replace(SPACE, "").to_lowercase()).or_default();
        let capital = listed.starts_with(char::is_uppercase);
        if capital { &mut kinds.capital } else { &mut kinds.any }.get_or_insert(kind);
    }

    /// The kind of `token`, if it is an abbreviation.
    pub(super) fn kind(&self, token: &str) -> Option<Abbreviation> {
        match with_lowercase(token, |lower| self.kinds.get(lower).copied()) {
            Some(kinds) => kinds.capital.filter(|_| token.starts_with(char::is_uppercase)).or(kinds.any),
            None => self.ends.iter().find(|(end, _)| token.ends_with(end)).map(|(_, kind)| *kind),
        }
    }

    /// Whether spaces stand within some of them.
    pub(super) fn are_spaced(&self) -> bool {
        !self.heads.is_empty()
    }

    /// Whether `token` is what stands before a space within an abbreviation.
    pub(super) fn is_head(&self, token: &str) -> bool {
        with_lowercase(token, |lower| self.heads.contains(lower))
    }
}
