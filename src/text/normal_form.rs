//! Canonical equivalence (Unicode, UAX #15): “é” is one character or two, and a person can't see which.

use std::borrow::Cow;

use unicode_normalization::{
    IsNormalized, UnicodeNormalization,
    char::{canonical_combining_class as class, compose, is_combining_mark},
    is_nfc_quick,
};

/// How many ways to write one cluster are told; chosen by hand. Two marks on a letter have five.
const MAX_EQUIVALENTS: usize = 16;

/// The text in the composed form (NFC), in which equivalent texts are equal.
pub fn composed(text: &str) -> Cow<'_, str> {
    if text.is_ascii() || is_nfc_quick(text.chars()) == IsNormalized::Yes {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.nfc().collect())
}

/// Whether a character belongs to the one before it, so that a text before it ends inside of a character.
pub fn continues_character(c: char) -> bool {
    c >= '\u{300}' && is_combining_mark(c)
}

/// The parts of a text that can be written in several ways, and the characters between, each with all equivalent ways to write it.
pub fn equivalents(text: &str) -> impl Iterator<Item = Vec<String>> {
    let decomposed: Vec<char> = text.nfd().collect();
    let mut at = 0;
    std::iter::from_fn(move || {
        let start = at;
        let first = *decomposed.get(at)?;
        at += 1;
        while decomposed.get(at).is_some_and(|&next| goes_on(&decomposed[start..at], next)) {
            at += 1;
        }
        let mut ways = Vec::new();
        write_in_all_ways("", Some(first), &decomposed[start + 1..at], &mut ways);
        Some(ways)
    })
}

/// Whether `next` may be written together with what stands before it: it is a mark, or a part of the same Hangul syllable.
fn goes_on(before: &[char], next: char) -> bool {
    let syllable = before.iter().copied().reduce(|one, other| compose(one, other).unwrap_or(other));
    class(next) > 0 || syllable.is_some_and(|syllable| compose(syllable, next).is_some())
}

/// Adds to `ways` all ways to write these marks after what is `written` and, unless marks were written already, `base`.
fn write_in_all_ways(written: &str, base: Option<char>, marks: &[char], ways: &mut Vec<String>) {
    if ways.len() >= MAX_EQUIVALENTS {
        return;
    }
    if marks.is_empty() {
        let way: String = written.chars().chain(base).collect();
        if !ways.contains(&way) {
            ways.push(way);
        }
        return;
    }
    for (i, &mark) in marks.iter().enumerate() {
        // A mark can't be moved before one of its own class.
        if marks[..i].iter().any(|&other| class(other) == class(mark)) {
            continue;
        }
        let rest = [&marks[..i], &marks[i + 1..]].concat();
        if let Some(composed) = base.and_then(|base| compose(base, mark)) {
            write_in_all_ways(written, Some(composed), &rest, ways);
        }
        let apart: String = written.chars().chain(base).chain([mark]).collect();
        write_in_all_ways(&apart, None, &rest, ways);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equivalent_texts_are_equal_when_composed() {
        for (one, other) in [
            ("caf\u{e9}", "cafe\u{301}"),
            ("\u{1ec7}", "e\u{302}\u{323}"),
            ("한", "\u{1112}\u{1161}\u{11ab}"),
        ] {
            assert_eq!(composed(one), composed(other));
        }
        assert!(matches!(composed("été"), Cow::Borrowed(_)));
        assert_ne!(composed("ﬁ"), composed("fi"));
    }

    #[test]
    fn each_cluster_has_all_its_ways() {
        let ways = |text: &str| -> Vec<usize> { equivalents(text).map(|ways| ways.len()).collect() };
        assert_eq!(ways("ab"), [1, 1]);
        assert_eq!(ways("caf\u{e9}"), ways("cafe\u{301}"));
        assert_eq!(ways("caf\u{e9}"), [1, 1, 1, 2]);
        assert_eq!(ways("\u{1ec7}"), [5]);
        assert_eq!(ways("한글"), [3, 3]);
        for way in equivalents("\u{1ec7}").flatten() {
            assert_eq!(composed(&way), "\u{1ec7}");
        }
    }
}
