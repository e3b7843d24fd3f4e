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

/// The kinds of an abbreviation by how it is written: "Mo." is a state, "mo." a month.
#[derive(Clone, Copy, Default)]
struct Kinds {
    capital: Option<Abbreviation>,
    any: Option<Abbreviation>,
}

/// The word lists of one language.
pub(crate) struct Language {
    /// Lower-cased abbreviation without final stop → its kinds.
    abbreviations: HashMap<String, Kinds>,
    bang: HashSet<&'static str>,
    starters: HashSet<&'static str>,
    days: HashSet<&'static str>,
    casual: HashSet<&'static str>,
    front: HashSet<&'static str>,
    elisions: HashSet<&'static str>,
    clipped: HashSet<&'static str>,
    linking: HashSet<&'static str>,
    coordinators: HashSet<&'static str>,
    subordinators: HashSet<&'static str>,
    relatives: HashSet<&'static str>,
    subjects: HashSet<&'static str>,
    determiners: HashSet<&'static str>,
    verbs: HashSet<&'static str>,
    honorifics: HashSet<&'static str>,
    roles: HashSet<&'static str>,
    groups: HashSet<&'static str>,
    asides: HashSet<&'static str>,
    prepositions: HashSet<&'static str>,
    pronouns: HashSet<&'static str>,
    cues: HashSet<&'static str>,
    weak: HashSet<&'static str>,
    phrases: Vec<&'static str>,
}

/// The English lists.
pub(crate) fn english() -> &'static Language {
    static ENGLISH: OnceLock<Language> = OnceLock::new();
    ENGLISH.get_or_init(|| {
        Language::read(
            &[
                include_str!("../../../assets/en/abbreviations.txt"),
                include_str!("../../../assets/en/clauses.txt"),
                include_str!("../../../assets/en/speakers.txt"),
            ],
            include_str!("../../../assets/en/cues.txt"),
        )
    })
}

impl Language {
    fn read(lists: &[&'static str], cues: &'static str) -> Self {
        let mut language = Self {
            abbreviations: HashMap::new(),
            bang: HashSet::new(),
            starters: HashSet::new(),
            days: HashSet::new(),
            casual: HashSet::new(),
            front: HashSet::new(),
            elisions: HashSet::new(),
            clipped: HashSet::new(),
            linking: HashSet::new(),
            coordinators: HashSet::new(),
            subordinators: HashSet::new(),
            relatives: HashSet::new(),
            subjects: HashSet::new(),
            determiners: HashSet::new(),
            verbs: HashSet::new(),
            honorifics: HashSet::new(),
            roles: HashSet::new(),
            groups: HashSet::new(),
            asides: HashSet::new(),
            prepositions: HashSet::new(),
            pronouns: HashSet::new(),
            cues: HashSet::new(),
            weak: HashSet::new(),
            phrases: Vec::new(),
        };
        for line in lists.iter().flat_map(|list| lines(list)) {
            let mut words = line.split_whitespace();
            let kind = match words.next().unwrap_or_default() {
                "title" => Abbreviation::Title,
                "before" => Abbreviation::Before,
                "number" => Abbreviation::Number,
                "may" => Abbreviation::May,
                "time" => Abbreviation::Time,
                "final" => Abbreviation::Final,
                other => {
                    if let Some(list) = language.list(other) {
                        list.extend(words);
                    }
                    continue;
                }
            };
            for word in words {
                let kinds = language.abbreviations.entry(word.to_lowercase()).or_default();
                let capital = word.starts_with(char::is_uppercase);
                if capital { &mut kinds.capital } else { &mut kinds.any }.get_or_insert(kind);
            }
        }
        for line in lines(cues) {
            if let Some(phrase) = line.strip_prefix('=') {
                language.phrases.push(phrase.trim());
                continue;
            }
            if let Some(verb) = line.strip_prefix('?') {
                language.weak.extend(verb.split_whitespace());
            }
            language.cues.extend(line.trim_start_matches('?').split_whitespace());
        }
        language
    }

    /// The list of plain words that lines of `kind` fill.
    fn list(&mut self, kind: &str) -> Option<&mut HashSet<&'static str>> {
        Some(match kind {
            "bang" => &mut self.bang,
            "starter" => &mut self.starters,
            "day" => &mut self.days,
            "casual" => &mut self.casual,
            "front" => &mut self.front,
            "elision" => &mut self.elisions,
            "clipped" => &mut self.clipped,
            "linking" => &mut self.linking,
            "coordinator" => &mut self.coordinators,
            "subordinator" => &mut self.subordinators,
            "relative" => &mut self.relatives,
            "subject" => &mut self.subjects,
            "determiner" => &mut self.determiners,
            "verb" => &mut self.verbs,
            "honorific" => &mut self.honorifics,
            "role" => &mut self.roles,
            "group" => &mut self.groups,
            "aside" => &mut self.asides,
            "preposition" => &mut self.prepositions,
            "pronoun" => &mut self.pronouns,
            _ => return None,
        })
    }

    /// The kind of the abbreviation `token` (given without its final stop), if it is one.
    pub(crate) fn abbreviation(&self, token: &str) -> Option<Abbreviation> {
        let kinds = with_lowercase(token, |lower| self.abbreviations.get(lower).copied())?;
        kinds.capital.filter(|_| token.starts_with(char::is_uppercase)).or(kinds.any)
    }

    /// Whether `token` is a name that is written with a final exclamation mark.
    pub(crate) fn is_bang(&self, token: &str) -> bool {
        self.bang.contains(token)
    }

    /// Whether the capitalised `word` begins sentences and hardly ever continues a name.
    pub(crate) fn is_starter(&self, word: &str) -> bool {
        self.starters.contains(word)
            || (word.contains('’') && self.starters.contains(&*word.replace('’', "'")))
    }

    /// Whether `word` names a day, a month or a time zone.
    pub(crate) fn is_day(&self, word: &str) -> bool {
        self.days.contains(word)
    }

    /// Whether `word`, without a capital letter, begins a sentence in careless writing.
    pub(crate) fn is_casual(&self, word: &str) -> bool {
        self.casual.contains(word) || (word.contains('’') && self.casual.contains(&*word.replace('’', "'")))
    }

    /// Whether `word` opens a time phrase that stands before the main clause.
    pub(crate) fn is_front(&self, word: &str) -> bool {
        with_lowercase(word, |lower| self.front.contains(lower))
    }

    /// Whether an apostrophe before `word` stands for missing letters ('twas).
    pub(crate) fn is_elision(&self, word: &str) -> bool {
        with_lowercase(word, |lower| self.elisions.contains(lower))
    }

    /// Whether an apostrophe after `word` stands for missing letters (rock 'n').
    pub(crate) fn is_clipped(&self, word: &str) -> bool {
        with_lowercase(word, |lower| self.clipped.contains(lower))
    }

    /// Whether `word` hardly ever follows a plural possessive.
    pub(crate) fn is_linking(&self, word: &str) -> bool {
        with_lowercase(word, |lower| self.linking.contains(lower))
    }

    /// Whether the lower-case `word` joins two clauses of equal rank.
    pub(crate) fn is_coordinator(&self, word: &str) -> bool {
        self.coordinators.contains(word)
    }

    /// Whether the lower-case `word` begins a subordinate clause.
    pub(crate) fn is_subordinator(&self, word: &str) -> bool {
        self.subordinators.contains(word)
    }

    /// Whether the lower-case `word` begins a clause after a verb of speech or thought.
    pub(crate) fn is_relative(&self, word: &str) -> bool {
        self.relatives.contains(word)
    }

    /// Whether the lower-case `word` is a pronoun that a verb follows.
    pub(crate) fn is_subject(&self, word: &str) -> bool {
        self.subjects.contains(word)
    }

    /// Whether the lower-case `word` begins a subject of several words.
    pub(crate) fn is_determiner(&self, word: &str) -> bool {
        self.determiners.contains(word)
    }

    /// Whether the lower-case `word` looks like a finite verb.
    pub(crate) fn is_verb(&self, word: &str) -> bool {
        self.verbs.contains(word) || self.cues.contains(word) || word.len() > 4 && word.ends_with("ed")
    }

    /// Whether `word` is a form of a verb of speech or thought.
    pub(crate) fn is_cue(&self, word: &str) -> bool {
        with_lowercase(word, |lower| self.cues.contains(lower))
    }

    /// Whether the cue `word` often reports nothing.
    pub(crate) fn is_weak_cue(&self, word: &str) -> bool {
        with_lowercase(word, |lower| self.weak.contains(lower))
    }

    /// Whether `word` stands before a name and is no part of it ("President").
    pub(crate) fn is_honorific(&self, word: &str) -> bool {
        self.honorifics.contains(word)
    }

    /// Whether the lower-case `word` names a person by an office or relation.
    pub(crate) fn is_role(&self, word: &str) -> bool {
        self.roles.contains(word)
    }

    /// Whether a name with the capitalised `word` in it is not a person's.
    pub(crate) fn is_group(&self, word: &str) -> bool {
        self.groups.contains(word)
    }

    /// Whether the lower-case `word` may stand between a subject and its verb.
    pub(crate) fn is_aside(&self, word: &str) -> bool {
        self.asides.contains(word) || word.len() > 4 && word.ends_with("ly")
    }

    /// Whether `word` is a preposition.
    pub(crate) fn is_preposition(&self, word: &str) -> bool {
        with_lowercase(word, |lower| self.prepositions.contains(lower))
    }

    /// Whether `word` is a pronoun that stands for a speaker.
    pub(crate) fn is_pronoun(&self, word: &str) -> bool {
        with_lowercase(word, |lower| self.pronouns.contains(lower))
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
        let known = ["title", "before", "number", "may", "time", "final"];
        for line in lines(include_str!("../../../assets/en/abbreviations.txt")) {
            let kind = line.split_whitespace().next().unwrap_or_default();
            let list = Language::read(&[], "").list(kind).is_some();
            assert!(list || known.contains(&kind), "unknown kind in {line:?}");
            assert!(line.split_whitespace().all(|word| !word.ends_with('.')), "a final stop in {line:?}");
        }
    }
}
