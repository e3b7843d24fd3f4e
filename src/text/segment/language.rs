//! What the segmenters know of a language, read once from the word lists under `assets/<language>/`.
//!
//! The rules themselves ([`sentences`](super::sentences), [`clauses`](super::clauses)) are neutral; a further language
//! is a further folder of lists. The line format is described at the head of `assets/en/abbreviations.txt`.

use std::collections::{HashMap, HashSet};
use std::sync::OnceLock;

/// What an abbreviation's full stop may be besides.
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
}

/// The word lists of one language.
pub(crate) struct Language {
    /// Lower-cased abbreviation without final stop → kind, and whether it needs its capital letter.
    abbreviations: HashMap<String, (Abbreviation, bool)>,
    bang: HashSet<&'static str>,
    starters: HashSet<&'static str>,
    days: HashSet<&'static str>,
    front: HashSet<&'static str>,
    cues: HashSet<&'static str>,
    phrases: Vec<&'static str>,
}

/// The English lists.
pub(crate) fn english() -> &'static Language {
    static ENGLISH: OnceLock<Language> = OnceLock::new();
    ENGLISH.get_or_init(|| {
        Language::read(
            include_str!("../../../assets/en/abbreviations.txt"),
            include_str!("../../../assets/en/cues.txt"),
        )
    })
}

impl Language {
    fn read(abbreviations: &'static str, cues: &'static str) -> Self {
        let mut language = Self {
            abbreviations: HashMap::new(),
            bang: HashSet::new(),
            starters: HashSet::new(),
            days: HashSet::new(),
            front: HashSet::new(),
            cues: HashSet::new(),
            phrases: Vec::new(),
        };
        for line in lines(abbreviations) {
            let mut words = line.split_whitespace();
            let kind = match words.next() {
                Some("title") => Abbreviation::Title,
                Some("before") => Abbreviation::Before,
                Some("number") => Abbreviation::Number,
                Some("may") => Abbreviation::May,
                Some("time") => Abbreviation::Time,
                Some("final") => Abbreviation::Final,
                Some("bang") => {
                    language.bang.extend(words);
                    continue;
                }
                Some("starter") => {
                    language.starters.extend(words);
                    continue;
                }
                Some("day") => {
                    language.days.extend(words);
                    continue;
                }
                Some("front") => {
                    language.front.extend(words);
                    continue;
                }
                _ => continue,
            };
            for word in words {
                let capital = word.starts_with(char::is_uppercase);
                language.abbreviations.entry(word.to_lowercase()).or_insert((kind, capital));
            }
        }
        for line in lines(cues) {
            match line.strip_prefix('=') {
                Some(phrase) => language.phrases.push(phrase.trim()),
                None => language.cues.extend(line.split_whitespace()),
            }
        }
        language
    }

    /// The kind of the abbreviation `token` (given without its final stop), if it is one.
    pub(crate) fn abbreviation(&self, token: &str) -> Option<Abbreviation> {
        let found = with_lowercase(token, |lower| self.abbreviations.get(lower).copied());
        found.filter(|(_, capital)| !capital || token.starts_with(char::is_uppercase)).map(|(kind, _)| kind)
    }

    /// Whether `token` is a name that is written with a final exclamation mark.
    pub(crate) fn is_bang(&self, token: &str) -> bool {
        self.bang.contains(token)
    }

    /// Whether the capitalised `word` begins sentences and hardly ever continues a name.
    pub(crate) fn is_starter(&self, word: &str) -> bool {
        self.starters.contains(word) || (word.contains('’') && self.starters.contains(&*word.replace('’', "'")))
    }

    /// Whether `word` names a day, a month or a time zone.
    pub(crate) fn is_day(&self, word: &str) -> bool {
        self.days.contains(word)
    }

    /// Whether `word` opens a time phrase that stands before the main clause.
    pub(crate) fn is_front(&self, word: &str) -> bool {
        with_lowercase(word, |lower| self.front.contains(lower))
    }

    /// Whether `word` is a form of a verb of speech or thought.
    pub(crate) fn is_cue(&self, word: &str) -> bool {
        with_lowercase(word, |lower| self.cues.contains(lower))
    }

    /// The fixed phrases that stand before a speaker ("according to"), in lower case.
    pub(crate) fn phrases(&self) -> &[&'static str] {
        &self.phrases
    }
}

/// The lines of a word list without comments and blank lines.
fn lines(list: &'static str) -> impl Iterator<Item = &'static str> {
    list.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'))
}

/// `look` applied to `word` in lower case; short ASCII words, nearly all, are lowered without an allocation.
fn with_lowercase<T>(word: &str, look: impl FnOnce(&str) -> T) -> T {
    let mut buffer = [0; 32];
    if let Some(bytes) = buffer.get_mut(..word.len())
        && word.is_ascii()
    {
        bytes.copy_from_slice(word.as_bytes());
        bytes.make_ascii_lowercase();
        if let Ok(lower) = std::str::from_utf8(bytes) {
            return look(lower);
        }
    }
    look(&word.to_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn case_matters_where_the_list_says_so() {
        let english = english();
        assert_eq!(english.abbreviation("Sat"), Some(Abbreviation::May));
        assert_eq!(english.abbreviation("sat"), None);
        assert_eq!(english.abbreviation("MR"), Some(Abbreviation::Title));
        assert_eq!(english.abbreviation("e.g"), Some(Abbreviation::Before));
        assert!(english.is_cue("Said") && english.is_starter("I’ve"));
    }

    #[test]
    fn every_line_has_a_known_kind() {
        let known =
            ["title", "before", "number", "may", "time", "final", "bang", "starter", "day", "front"];
        for line in lines(include_str!("../../../assets/en/abbreviations.txt")) {
            let kind = line.split_whitespace().next().unwrap_or_default();
            assert!(known.contains(&kind), "unknown kind in {line:?}");
            assert!(line.split_whitespace().all(|word| !word.ends_with('.')), "a final stop in {line:?}");
        }
    }
}
