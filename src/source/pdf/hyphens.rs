//! Hyphens at line ends: whether they belong to the word, or only show that it goes on.

use std::collections::HashSet;

use super::row::Row;

/// First parts of words that are joined by a hyphen more often than not.
const KEPT_PREFIXES: &[&str] = &[
    "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety", "self", "well", "ex",
    "half", "all", "vice", "quasi", "pseudo", "long", "short", "high", "low", "so", "non", "cross", "mother",
    "father", "brother", "sister", "son",
];

/// How many compounds with a hyphen one such compound at a line end stands for, in a text without hyphenation: a line has about
/// ten places at which it can end.
const COMPOUNDS_PER_LINE_END: usize = 6;

/// The words of a document, as far as they tell what a hyphen at a line end is.
#[derive(Debug, Default)]
pub(super) struct Vocabulary {
    words: HashSet<String>,
    /// The words with a hyphen inside.
    compounds: HashSet<String>,
    /// Whether the document was hyphenated: it has more hyphens at line ends than compounds explain.
    is_hyphenated: bool,
}

impl Vocabulary {
    /// The words of rows.
    pub fn new<'a>(rows: impl Iterator<Item = &'a Row>) -> Self {
        let mut vocabulary = Self::default();
        let (mut at_ends, mut inside) = (0, 0);
        let mut was_cut = false;
        for row in rows {
            let text = row.text();
            let mut tokens = text.split_whitespace().peekable();
            if was_cut {
                tokens.next();
            }
            was_cut = false;
            while let Some(token) = tokens.next() {
                let is_last = tokens.peek().is_none();
                if is_last && ends_with_hyphen(token) {
                    was_cut = true;
                    at_ends += 1;
                    break;
                }
                let word = token.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
                if word.contains(['-', '‐']) {
                    inside += 1;
                    vocabulary.compounds.insert(word.replace('‐', "-"));
                } else if !word.is_empty() {
                    vocabulary.words.insert(word);
                }
            }
        }
        vocabulary.is_hyphenated = at_ends > 1 + inside / COMPOUNDS_PER_LINE_END;
        vocabulary
    }

    /// Whether the hyphen between `before`, at the end of a line without its hyphen, and `after` belongs to the word.
    pub fn keeps_hyphen(&self, before: &str, after: &str) -> bool {
        let first = before.rsplit(|c: char| c.is_whitespace()).next().unwrap_or_default();
        let second = after.split(char::is_whitespace).next().unwrap_or_default();
        let first = first.trim_start_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
        let bare = second.trim_end_matches(|c: char| !c.is_alphanumeric());
        if !bare.starts_with(char::is_lowercase) || first.ends_with(|c: char| !c.is_alphabetic()) {
            return true;
        }
        let second = bare.to_lowercase();
        let joined = format!("{first}{second}");
        let compound = format!("{first}-{second}");
        let last = first.rsplit('-').next().unwrap_or_default();
        match (self.words.contains(&joined), self.compounds.contains(&compound)) {
            (true, _) => false,
            (_, true) => true,
            _ if first.contains('-') => !self.is_hyphenated || KEPT_PREFIXES.contains(&last),
            _ if KEPT_PREFIXES.contains(&first.as_str()) => {
                self.words.contains(&second) || first.ends_with("ty")
            }
            _ if !self.is_hyphenated => self.words.contains(&first) && self.words.contains(&second),
            _ => false,
        }
    }
}

/// Whether a line ends with a letter or digit and a hyphen.
pub(super) fn ends_with_hyphen(text: &str) -> bool {
    let before = text.trim_end().strip_suffix(['-', '\u{ad}', '‐']);
    before.is_some_and(|before| before.ends_with(char::is_alphanumeric))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::pdf::testing::row;

    fn vocabulary(lines: &[&str]) -> Vocabulary {
        let rows: Vec<Row> =
            lines.iter().enumerate().map(|(i, line)| row(line, 0.0, 12.0 * i as f32)).collect();
        Vocabulary::new(rows.iter())
    }

    #[test]
    fn a_word_that_the_document_has_tells() {
        let words = vocabulary(&["the inspection of a well-known dyke", "and so on"]);
        assert!(!words.keeps_hyphen("an inspec", "tion of"));
        assert!(words.keeps_hyphen("the well", "known man"));
        assert!(words.keeps_hyphen("twenty", "three boats"));
    }

    #[test]
    fn a_capital_or_a_digit_keeps_the_hyphen() {
        let words = vocabulary(&[]);
        assert!(words.keeps_hyphen("the Anglo", "Saxon chronicle"));
        assert!(words.keeps_hyphen("the years 2019", "2021"));
    }

    #[test]
    fn without_hyphenation_two_words_are_a_compound() {
        let hyphenated = vocabulary(&["wa-", "ter and lo-", "ck and har-", "bour a road side"]);
        let plain = vocabulary(&["a road side by the water"]);
        assert!(!hyphenated.keeps_hyphen("the road", "side"));
        assert!(plain.keeps_hyphen("the road", "side"));
    }
}
