//! The one table of the words before a label: `p. 312`, `chap. 3`, `message 4`.

use crate::text::structure::LocatorKind;

/// The words for a kind of locator.
#[derive(Clone, Copy, Debug)]
pub struct LocatorTerm {
    /// The kind.
    pub kind: LocatorKind,
    /// The word before one label; empty if the label speaks for itself.
    pub one: &'static str,
    /// The word before the first and the last label of several.
    pub several: &'static str,
    /// Whether a label names so small a part of a text that no paragraph needs to be named besides.
    pub is_exact: bool,
    /// Whether pandoc knows the word, so that a style may put its own in its place.
    pub is_known_to_pandoc: bool,
}

const fn term(
    kind: LocatorKind,
    (one, several): (&'static str, &'static str),
    is_exact: bool,
    is_known_to_pandoc: bool,
) -> LocatorTerm {
    LocatorTerm { kind, one, several, is_exact, is_known_to_pandoc }
}

/// Every kind of locator, in the order in which a place is said: what is exact first, and the number of a
/// message before its time. The words are those of CSL's English locale,
/// if it has one.
pub const TERMS: [LocatorTerm; 12] = [
    term(LocatorKind::Page, ("p. ", "pp. "), true, true),
    term(LocatorKind::Message, ("message ", "messages "), true, false),
    term(LocatorKind::Post, ("post ", "posts "), true, false),
    term(LocatorKind::Timestamp, ("", ""), true, false),
    term(LocatorKind::Slide, ("slide ", "slides "), true, false),
    term(LocatorKind::Cell, ("cell ", "cells "), true, false),
    term(LocatorKind::Row, ("row ", "rows "), true, false),
    term(LocatorKind::Verse, ("v. ", "vv. "), true, true),
    term(LocatorKind::Line, ("l. ", "ll. "), true, true),
    term(LocatorKind::Chapter, ("chap. ", "chaps. "), false, true),
    term(LocatorKind::Section, ("sec. ", "secs. "), false, true),
    term(LocatorKind::By, ("", ""), false, false),
];

/// The words for this kind.
pub fn term_of(kind: LocatorKind) -> &'static LocatorTerm {
    TERMS.iter().find(|term| term.kind == kind).unwrap_or(&TERMS[0])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_has_its_words() {
        for kind in LocatorKind::ALL {
            assert_eq!(TERMS.iter().filter(|term| term.kind == kind).count(), 1, "{kind:?}");
        }
    }
}
