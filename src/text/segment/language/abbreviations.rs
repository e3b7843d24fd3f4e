//! Abbreviations, and whether the full stop of each may also end the sentence.

use rustc_hash::{FxHashMap, FxHashSet};

use super::with_lowercase;

/// A kind of abbreviation: whether its full stop may also end the sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Abbreviation {
    /// Before a name; never ends a sentence ("Dr.").
    Title,
    /// Before more text; never ends a sentence ("e.g.").
    Before,
    /// Before a number ("No. 5"); ends a sentence unless a number follows.
    Number,
    /// Ends a sentence if a sentence starter follows ("Inc.").
    May,
    /// A time of the clock ("p.m.").
    Time,
    /// Ends a sentence if a capital follows ("etc.").
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

/// The character that means in the files a space that may be left out: `z._B` is "z. B." and "z.B.".
const SPACE: char = '_';

/// The character before the end of longer abbreviations in the files: `-str` is known in "Hafenstr."
const END: char = '-';

impl Abbreviation {
    /// The kind with this name, which is the first word of a line of a file.
    pub(super) fn named(name: &str) -> Option<Self> {
        KINDS.iter().find(|(known, _)| *known == name).map(|(_, kind)| *kind)
    }
}

/// The parts of an abbreviation as a file lists it, split where a space may be.
pub(super) fn parts(listed: &str) -> impl Iterator<Item = &str> {
    listed.split(SPACE).map(|part| part.trim_end_matches('.'))
}

/// The kinds of an abbreviation by its case: "Mo." is a state, "mo." a month.
#[derive(Clone, Copy, Default)]
struct KindsByCase {
    capital: Option<Abbreviation>,
    any: Option<Abbreviation>,
}

/// The abbreviations of a language; all are looked up without their final stop.
#[derive(Default)]
pub(super) struct Abbreviations {
    /// The kinds, by the abbreviation in lower case.
    kinds: FxHashMap<String, KindsByCase>,
    /// The text before a space within an abbreviation, in lower case: "z" of "z. B.", "a" and "a.a" of "a. a. O.".
    heads: FxHashSet<String>,
    /// The ends of longer ones: "str" of "Hafenstr."
    ends: Vec<(&'static str, Abbreviation)>,
}

impl Abbreviations {
    /// Adds the abbreviation `listed`, as it is written in a file.
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

    /// Whether some of them contain spaces.
    pub(super) fn are_spaced(&self) -> bool {
        !self.heads.is_empty()
    }

    /// Whether `token` is the text before a space within an abbreviation.
    pub(super) fn is_head(&self, token: &str) -> bool {
        with_lowercase(token, |lower| self.heads.contains(lower))
    }
}
