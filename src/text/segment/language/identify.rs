//! Identifies the language of a text by its most frequent words, its abbreviations and its letters.
//!
//! The points of a word are shared among the languages that have it. Only the first words of a text are counted, so the
//! work doesn't grow with the text.

use std::borrow::Cow;
use std::sync::OnceLock;

use rustc_hash::FxHashMap;

use super::abbreviations::{Abbreviation, parts};
use super::table::LANGUAGES;
use super::{Language, lines, with_lowercase};

/// How many words of a text are counted. More would change nothing: of 200 words some 60 are among the most frequent
/// ones.
const MAX_TEXT_WORDS: usize = 200;

/// How many words of a passage are counted, when the language of its text is known; chosen by hand.
const MAX_PASSAGE_WORDS: usize = 60;

/// The points of a word that only one language has; if n languages share it, each gets an n-th part. 12 can be divided
/// by up to four languages.
const WORD_POINTS: u32 = 12;

/// The points of a word in another list than the most frequent ones, or of an abbreviation of one letter; chosen by
/// hand.
const LISTED_POINTS: u32 = 4;

/// The points of a verb of speech, which tell the language of a short line of dialogue; chosen by hand.
const CUE_POINTS: u32 = 12;

/// The points of a letter; chosen by hand.
const LETTER_POINTS: u32 = 6;

/// How many more points another language needs before a passage is taken to be in it and not in the language of its
/// text: as many as for one word that no other language has.
const MIN_PASSAGE_LEAD: u32 = WORD_POINTS;

/// Room for all words of the lists, some 3650, so that the table of them is never made anew while it is filled.
const WORDS_CAPACITY: usize = 4500;

/// Room for all parts of abbreviations in the lists, some 1070.
const ABBREVIATIONS_CAPACITY: usize = 1750;

/// The points of each language.
type Points = [u32; LANGUAGES.len()];

/// A set of languages, a bit for each.
type Languages = u32;

const _: () = assert!(LANGUAGES.len() <= Languages::BITS as usize, "a language is a bit");

/// The kind of the lines that hold a language's commonest words.
pub(super) const COMMON: &str = "common";

/// The kind of the lines that hold letters which few languages have.
pub(super) const LETTER: &str = "letter";

/// The languages that have a word among the most frequent ones, those that have it in another list, and those in which it is
/// a verb of speech.
#[derive(Clone, Copy, Default)]
struct Shares {
    common: Languages,
    listed: Languages,
    /// Verbs of speech, other than English ones.
    cue: Languages,
}

/// The other kinds of lines whose words count: those without names.
const LISTED: [&str; 13] = [
    "starter",
    "verb",
    "subject",
    "determiner",
    "preposition",
    "coordinator",
    "subordinator",
    "relative",
    "aside",
    "day",
    "role",
    "counted",
    "ordinal",
];

/// What the words of a line in a list are evidence of.
#[derive(Clone, Copy)]
enum ClueKind {
    /// The language's commonest words.
    Common,
    /// Letters that few languages have.
    Letters,
    /// Abbreviations of the language.
    Abbreviations,
    /// Other words of the language.
    Listed,
    /// Verbs of speech.
    Cue,
}

impl ClueKind {
    /// The kind of the line that begins with `name`; `None` if its words tell nothing.
    fn of_line(name: &str) -> Option<Self> {
        match name {
            COMMON => Some(Self::Common),
            LETTER => Some(Self::Letters),
            _ if Abbreviation::named(name).is_some() => Some(Self::Abbreviations),
            _ if LISTED.contains(&name) => Some(Self::Listed),
            _ => None,
        }
    }
}

/// The evidence by which languages are identified.
#[derive(Default)]
struct Clues {
    /// The words, in lower case, with the languages that have them.
    words: FxHashMap<Cow<'static, str>, Shares>,
    /// The parts of abbreviations, in lower case, without their stops.
    abbreviations: FxHashMap<Cow<'static, str>, Languages>,
    letters: FxHashMap<char, Languages>,
}

impl Clues {
    fn read() -> Self {
        let mut clues = Self::default();
        clues.words.reserve(WORDS_CAPACITY);
        clues.abbreviations.reserve(ABBREVIATIONS_CAPACITY);
        for (i, entry) in LANGUAGES.iter().enumerate() {
            for line in entry.lists.iter().flat_map(|file| lines(file)) {
                let (name, words) = line.split_once(char::is_whitespace).unwrap_or((line, ""));
                if let Some(kind) = ClueKind::of_line(name) {
                    words.split_whitespace().for_each(|word| clues.add(kind, word, 1 << i));
                }
            }
            // English is taken where nothing tells, so that its verbs need not be known.
            for line in lines(entry.cues).filter(|line| i > 0 && !line.starts_with('=')) {
                let words = line.trim_start_matches('?').split_whitespace();
                words.for_each(|word| clues.add(ClueKind::Cue, word, 1 << i));
            }
        }
        clues
    }

    /// Adds one word of a line of this kind.
    fn add(&mut self, kind: ClueKind, word: &'static str, language: Languages) {
        match kind {
            ClueKind::Common => self.words.entry(Cow::Borrowed(word)).or_default().common |= language,
            ClueKind::Listed => self.words.entry(lowercase(word)).or_default().listed |= language,
            ClueKind::Cue => self.words.entry(Cow::Borrowed(word)).or_default().cue |= language,
            ClueKind::Abbreviations => {
                for part in parts(word) {
                    *self.abbreviations.entry(lowercase(part)).or_default() |= language;
                }
            }
            ClueKind::Letters => {
                word.chars().for_each(|letter| *self.letters.entry(letter).or_default() |= language);
            }
        }
    }

    /// The points that the first `most` words of `text` give to each language.
    fn points(&self, text: &str, most: usize) -> Points {
        let mut points = Points::default();
        for (word, stopped) in (WordsWithStops { rest: text }).take(most) {
            let letter = word.chars().nth(1).is_none();
            if stopped && letter && word.starts_with(char::is_uppercase) {
                // A person's initial is no evidence.
                continue;
            }
            let stem = word.find(['\'', '’']).and_then(|at| word.get(..at));
            let listed = match stem {
                // The evidence in "l'homme" is its "l'".
                Some(stem) => with_lowercase(stem, |stem| self.words.get(&*format!("{stem}'")).copied()),
                None => with_lowercase(word, |word| self.words.get(word).copied()),
            };
            if let Some(shares) = listed {
                let is_small = word.starts_with(char::is_lowercase);
                let cue = if is_small { shares.cue } else { 0 };
                tell(&mut points, shares.common, WORD_POINTS);
                tell(&mut points, cue & !shares.common, CUE_POINTS);
                tell(&mut points, shares.listed & !shares.common & !cue, LISTED_POINTS);
            }
            if stopped
                && let Some(languages) = with_lowercase(word, |word| self.abbreviations.get(word).copied())
            {
                tell(&mut points, languages, if letter { LISTED_POINTS } else { WORD_POINTS });
            }
            if !word.is_ascii() {
                for letter in word.chars().filter(|letter| !letter.is_ascii()) {
                    tell(&mut points, self.letters.get(&letter).copied().unwrap_or_default(), LETTER_POINTS);
                }
            }
        }
        points
    }
}

/// `word` in lower case: itself if it is so already, as most words of the lists are.
fn lowercase(word: &'static str) -> Cow<'static, str> {
    let is_lower = |c: char| if c.is_ascii() { !c.is_ascii_uppercase() } else { c.to_lowercase().eq([c]) };
    if word.chars().all(is_lower) { Cow::Borrowed(word) } else { Cow::Owned(word.to_lowercase()) }
}

/// Shares `most` points equally among `languages`.
fn tell(points: &mut Points, languages: Languages, most: u32) {
    if languages == 0 {
        return;
    }
    let part = most / languages.count_ones();
    for (i, points) in points.iter_mut().enumerate() {
        *points += part * (languages >> i & 1);
    }
}

fn clues() -> &'static Clues {
    static CLUES: OnceLock<Clues> = OnceLock::new();
    CLUES.get_or_init(Clues::read)
}

/// The language with the most points (the first of equals), and its points.
fn best(points: &Points) -> (&'static Language, u32) {
    let (mut best, mut most) = (0, points[0]);
    for (i, &points) in points.iter().enumerate().skip(1).filter(|(_, points)| **points > 0) {
        if points > most {
            (best, most) = (i, points);
        }
    }
    (LANGUAGES[best].language(), most)
}

impl Language {
    /// The language of `text`, identified by its first words; English if nothing identifies it.
    pub fn of(text: &str) -> &'static Self {
        best(&clues().points(text, MAX_TEXT_WORDS)).0
    }

    /// The language of `passage`, a part of a text in `language`: another one only if the passage is clearly in it.
    pub fn of_passage(passage: &str, language: &'static Self) -> &'static Self {
        let points = clues().points(passage, MAX_PASSAGE_WORDS);
        let (other, most) = best(&points);
        let own = LANGUAGES.iter().position(|entry| entry.code() == language.code());
        let own = own.map_or(0, |i| points[i]);
        if most >= own + MIN_PASSAGE_LEAD { other } else { language }
    }
}

/// The runs of letters and inner apostrophes in a text, and whether a full stop follows each.
struct WordsWithStops<'a> {
    rest: &'a str,
}

impl<'a> Iterator for WordsWithStops<'a> {
    type Item = (&'a str, bool);

    fn next(&mut self) -> Option<Self::Item> {
        let start = self.rest.find(char::is_alphanumeric)?;
        let rest = self.rest.get(start..)?;
        let inner = |c: char| c.is_alphanumeric() || matches!(c, '\'' | '’');
        let end = rest.find(|c| !inner(c)).unwrap_or(rest.len());
        let (word, tail) = rest.split_at_checked(end)?;
        self.rest = tail;
        Some((word.trim_end_matches(['\'', '’']), tail.starts_with('.')))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn is(code: &str, text: &str) {
        assert_eq!(Language::of(text).code(), code, "{text}");
    }

    #[test]
    fn the_tables_hold_every_word_in_lower_case_without_growing() {
        let clues = Clues::read();
        let sizes = (clues.words.len(), clues.abbreviations.len());
        assert!(sizes.0 <= WORDS_CAPACITY && sizes.1 <= ABBREVIATIONS_CAPACITY, "{sizes:?}");
        assert!(clues.abbreviations.keys().all(|key| key.to_lowercase() == *key));
        let listed = clues.words.iter().filter(|(_, shares)| shares.listed != 0);
        assert!(listed.clone().all(|(key, _)| key.to_lowercase() == *key));
        assert_eq!((lowercase("ΟΔΌΣ"), lowercase("straße")), ("οδός".into(), "straße".into()));
    }

    #[test]
    fn single_sentences_tell_their_language() {
        is("en", "The ferry left at noon.");
        is("de", "Er kam z. B. am 3. März mit Dr. Holm.");
        is("fr", "L’avocat n’est pas venu, et l’on attend M. Dupont.");
        is("es", "La Dra. Ruiz vino de EE. UU.");
        is("it", "Il dott. Bianchi arriva.");
        is("ru", "Он родился в 1990 г. в Москве.");
        is("ja", "今日は雨です。");
        is("zh", "我们在中国。");
    }

    #[test]
    fn english_is_taken_where_nothing_tells() {
        is("en", "");
        is("en", "1234 — 5678");
        is("en", "Xyzzy Plugh");
        is("en", "Roe et al. B.C.E. and E. Hart");
    }

    #[test]
    fn a_passage_keeps_its_text_s_language_unless_it_is_clear() {
        let german = Language::by_code("de").expect("German is known");
        let of = |passage| Language::of_passage(passage, german).code();
        assert_eq!(of("Dr. Holm"), "de");
        assert_eq!(of("Prof. J. B. Hart"), "de");
        assert_eq!(of("The harbour was closed and they left the town."), "en");
    }

    #[test]
    fn a_long_text_is_told_by_its_beginning() {
        let text =
            format!("{}{}", "The lock is shut and they know it. ".repeat(40), "Er ist es. ".repeat(4000));
        is("en", &text);
    }
}
