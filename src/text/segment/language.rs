//! What the segmenters know of a language, read once from the word lists under `assets/<language>/`.
//!
//! The rules themselves ([`sentences`](super::sentences), [`clauses`](super::clauses)) are neutral; a further language
//! is a further folder of lists. The line format is described at the head of `assets/en/abbreviations.txt`.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};
use std::sync::OnceLock;

use super::word_lists::LISTS;
pub(crate) use super::word_lists::{List, Lists};
use crate::text::fnv;

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

/// The kinds of an abbreviation by how it is written: "Mo." is a state, "mo." a month.
#[derive(Clone, Copy, Default)]
struct Kinds {
    capital: Option<Abbreviation>,
    any: Option<Abbreviation>,
}

/// The kinds of abbreviations as the lines name them.
const KINDS: [(&str, Abbreviation); 6] = [
    ("title", Abbreviation::Title),
    ("before", Abbreviation::Before),
    ("number", Abbreviation::Number),
    ("may", Abbreviation::May),
    ("time", Abbreviation::Time),
    ("final", Abbreviation::Final),
];

/// A language: its word lists, and its cues.
type Source = (&'static [&'static str], &'static str);

/// The lists of the language in the folder `$code`.
macro_rules! lists {
    ($code:literal) => {
        (
            &[include_str!(concat!("../../../assets/", $code, "/speakers.txt"))],
            include_str!(concat!("../../../assets/", $code, "/cues.txt")),
        )
    };
}

/// The languages, English first; a further one is a folder and a line here.
const SOURCES: [Source; 7] = [
    (
        &[
            include_str!("../../../assets/en/abbreviations.txt"),
            include_str!("../../../assets/en/clauses.txt"),
            include_str!("../../../assets/en/speakers.txt"),
        ],
        include_str!("../../../assets/en/cues.txt"),
    ),
    lists!("de"),
    lists!("fr"),
    lists!("es"),
    lists!("ru"),
    lists!("ja"),
    lists!("zh"),
];

/// The word lists of one language.
pub(crate) struct Language {
    /// Lower-cased abbreviation without final stop → its kinds.
    abbreviations: HashMap<String, Kinds>,
    words: HashMap<&'static str, Lists, BuildHasherDefault<Fowler>>,
    /// "according to", in lower case.
    phrases: Vec<&'static str>,
}

fn languages() -> &'static [Language] {
    static LANGUAGES: OnceLock<Vec<Language>> = OnceLock::new();
    LANGUAGES.get_or_init(|| SOURCES.iter().map(|(files, cues)| Language::read(files, cues)).collect())
}

/// The English lists.
pub(crate) fn english() -> &'static Language {
    &languages()[0]
}

impl Language {
    /// The language of a text that has `words`: the one whose commonest words are met most often, English in doubt.
    pub(crate) fn of<'a>(words: impl Iterator<Item = &'a str>) -> &'static Self {
        let mut count = [0_usize; SOURCES.len()];
        for word in words {
            for (language, count) in languages().iter().zip(&mut count) {
                *count += usize::from(language.lists(word).has(List::Common));
            }
        }
        // The last of equals would be the maximum; English stands first.
        let best = languages().iter().zip(count).rev().max_by_key(|(_, count)| *count);
        best.map_or(english(), |(language, _)| language)
    }

    /// Whether this is English, whose verbs share their forms with nouns and whose names alone have capitals.
    pub(crate) fn is_english(&self) -> bool {
        std::ptr::eq(self, english())
    }

    fn read(files: &[&'static str], cues: &'static str) -> Self {
        let mut language =
            Self { abbreviations: HashMap::new(), words: HashMap::default(), phrases: Vec::new() };
        for line in files.iter().flat_map(|file| lines(file)) {
            let (name, words) = line.split_once(char::is_whitespace).unwrap_or((line, ""));
            language.take(name, words);
        }
        for line in lines(cues) {
            if let Some(phrase) = line.strip_prefix('=') {
                language.phrases.push(phrase.trim());
                language.take("opener", phrase.split_whitespace().next().unwrap_or_default());
            } else if let Some(verb) = line.strip_prefix('?') {
                language.take("weak", verb);
                language.take("cue", verb);
            } else {
                language.take("cue", line);
            }
        }
        language
    }

    /// Adds the words of one line to what the line's first word names; a line of another name is passed over.
    fn take(&mut self, name: &str, words: &'static str) {
        if let Some((_, list)) = LISTS.iter().find(|(known, _)| *known == name) {
            for word in words.split_whitespace() {
                self.words.entry(word).or_default().0 |= 1 << *list as u32;
            }
        }
        let Some((_, kind)) = KINDS.iter().find(|(known, _)| *known == name) else { return };
        for word in words.split_whitespace() {
            let kinds = self.abbreviations.entry(word.to_lowercase()).or_default();
            let capital = word.starts_with(char::is_uppercase);
            if capital { &mut kinds.capital } else { &mut kinds.any }.get_or_insert(*kind);
        }
    }

    /// The lists that `word` stands in, whatever its case where case doesn't matter.
    pub(crate) fn lists(&self, word: &str) -> Lists {
        let exact = self.words.get(word).copied().unwrap_or_default();
        if word.bytes().all(|byte| byte.is_ascii_lowercase()) {
            return exact;
        }
        let lower = with_lowercase(word, |lower| self.words.get(lower).copied()).unwrap_or_default();
        Lists(exact.0 | lower.0 & !Lists::CASED)
    }

    fn has(&self, list: List, word: &str) -> bool {
        self.words.get(word).is_some_and(|lists| lists.has(list))
    }

    /// The kind of the abbreviation `token` (given without its final stop), if it is one.
    pub(crate) fn abbreviation(&self, token: &str) -> Option<Abbreviation> {
        let kinds = with_lowercase(token, |lower| self.abbreviations.get(lower).copied())?;
        kinds.capital.filter(|_| token.starts_with(char::is_uppercase)).or(kinds.any)
    }

    /// Whether `token` is a name that is written with a final exclamation mark.
    pub(crate) fn is_bang(&self, token: &str) -> bool {
        self.has(List::Bang, token)
    }

    /// Whether the capitalised `word` begins sentences and hardly ever continues a name.
    pub(crate) fn is_starter(&self, word: &str) -> bool {
        self.has(List::Starter, word)
            || (word.contains('’') && self.has(List::Starter, &word.replace('’', "'")))
    }

    /// Whether `word` names a day, a month or a time zone.
    pub(crate) fn is_day(&self, word: &str) -> bool {
        self.has(List::Day, word)
    }

    /// Whether `word`, without a capital letter, begins a sentence in careless writing.
    pub(crate) fn is_casual(&self, word: &str) -> bool {
        self.has(List::Casual, word)
            || (word.contains('’') && self.has(List::Casual, &word.replace('’', "'")))
    }

    /// Whether `word` opens a time phrase that stands before the main clause.
    pub(crate) fn is_front(&self, word: &str) -> bool {
        with_lowercase(word, |lower| self.has(List::Front, lower))
    }

    /// Whether an apostrophe before `word` stands for missing letters ('twas).
    pub(crate) fn is_elision(&self, word: &str) -> bool {
        with_lowercase(word, |lower| self.has(List::Elision, lower))
    }

    /// Whether an apostrophe after `word` stands for missing letters (rock 'n').
    pub(crate) fn is_clipped(&self, word: &str) -> bool {
        with_lowercase(word, |lower| self.has(List::Clipped, lower))
    }

    /// Whether `word` hardly ever follows a plural possessive.
    pub(crate) fn is_linking(&self, word: &str) -> bool {
        with_lowercase(word, |lower| self.has(List::Linking, lower))
    }

    /// Whether the lower-case `word` joins two clauses of equal rank.
    pub(crate) fn is_coordinator(&self, word: &str) -> bool {
        self.has(List::Coordinator, word)
    }

    /// Whether the lower-case `word` begins a subordinate clause.
    pub(crate) fn is_subordinator(&self, word: &str) -> bool {
        self.has(List::Subordinator, word)
    }

    /// Whether the lower-case `word` begins a clause after a verb of speech or thought.
    pub(crate) fn is_relative(&self, word: &str) -> bool {
        self.has(List::Relative, word)
    }

    /// Whether the lower-case `word` is a pronoun that a verb follows.
    pub(crate) fn is_subject(&self, word: &str) -> bool {
        self.has(List::Subject, word)
    }

    /// Whether the lower-case `word` begins a subject of several words.
    pub(crate) fn is_determiner(&self, word: &str) -> bool {
        self.has(List::Determiner, word)
    }

    /// Whether the lower-case `word` looks like a finite verb.
    pub(crate) fn is_verb(&self, word: &str) -> bool {
        self.has(List::Verb, word) || self.has(List::Cue, word) || word.len() > 4 && word.ends_with("ed")
    }

    /// Whether `word` is a form of a verb of speech or thought.
    pub(crate) fn is_cue(&self, word: &str) -> bool {
        with_lowercase(word, |lower| self.has(List::Cue, lower))
    }

    /// Whether `word` is a pronoun that stands for a speaker.
    pub(crate) fn is_pronoun(&self, word: &str) -> bool {
        with_lowercase(word, |lower| self.has(List::Pronoun, lower))
    }

    /// The fixed phrases that stand before a speaker ("according to"), in lower case.
    pub(crate) fn phrases(&self) -> &[&'static str] {
        &self.phrases
    }
}

/// FNV-1a: short words in tables that nobody else fills need no better hash.
struct Fowler(u64);

impl Default for Fowler {
    fn default() -> Self {
        Self(fnv::BASIS)
    }
}

impl Hasher for Fowler {
    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = fnv::with(self.0, *byte);
        }
    }

    fn finish(&self) -> u64 {
        self.0
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
    fn every_list_has_its_place() {
        for (i, (name, list)) in LISTS.iter().enumerate() {
            assert_eq!(*list as usize, i, "{name}");
        }
    }

    #[test]
    fn every_line_has_a_known_kind() {
        for line in SOURCES.iter().flat_map(|(files, _)| files.iter()).flat_map(|file| lines(file)) {
            let kind = line.split_whitespace().next().unwrap_or_default();
            let known =
                LISTS.iter().any(|(name, _)| *name == kind) || KINDS.iter().any(|(name, _)| *name == kind);
            assert!(known, "unknown kind in {line:?}");
            assert!(line.split_whitespace().all(|word| !word.ends_with('.')), "a final stop in {line:?}");
        }
    }
}
