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

/// The lead of a language over every other one above which verbs of speech, of which there are many, are not looked at; chosen by
/// hand.
const MIN_CLEAR_LEAD: u32 = 4 * WORD_POINTS;

/// The points of English, as of two words, with which it is clear if nothing tells another language; chosen by hand.
const MIN_ENGLISH_POINTS: u32 = 2 * WORD_POINTS;

/// The points of a letter; chosen by hand.
const LETTER_POINTS: u32 = 6;

/// How many more points another language needs before a passage is taken to be in it and not in the language of its
/// text: as many as for one word that no other language has.
const MIN_PASSAGE_LEAD: u32 = WORD_POINTS;

/// Room for all words of the lists, some 3600, so that the table of them is never made anew while it is filled.
const WORDS_CAPACITY: usize = 4500;

/// Room for all verbs of speech, some 4500.
const CUES_CAPACITY: usize = 6000;

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

/// The kind of the lines that hold endings which tell the language where words tell two alike.
pub(super) const TELLING_ENDING: &str = "telling-ending";

/// The languages that have a word among the most frequent ones, and those that have it in another list.
#[derive(Clone, Copy, Default)]
struct Shares {
    common: Languages,
    listed: Languages,
}

/// The verbs of speech, other than English ones, with the languages that have them.
type SpeechVerbs = FxHashMap<&'static str, Languages>;

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
    /// Endings of the language's words.
    Endings,
}

impl ClueKind {
    /// The kind of the line that begins with `name`; `None` if its words tell nothing.
    fn of_line(name: &str) -> Option<Self> {
        match name {
            COMMON => Some(Self::Common),
            LETTER => Some(Self::Letters),
            TELLING_ENDING => Some(Self::Endings),
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
    /// Endings of words, each with the language that has it.
    endings: Vec<(&'static str, Languages)>,
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
                    words.split_ascii_whitespace().for_each(|word| clues.add(kind, word, 1 << i));
                }
            }
        }
        clues
    }

    /// How many of the first words of `text` that are in no list have an ending of `language`.
    fn endings_of(&self, language: Languages, text: &str) -> usize {
        let words = WordsWithStops { rest: text }.take(MAX_PASSAGE_WORDS);
        let unlisted = words.filter(|(word, _)| with_lowercase(word, |word| !self.words.contains_key(word)));
        let ends = |word: &str| self.endings.iter().any(|(end, of)| *of == language && word.ends_with(end));
        unlisted.filter(|(word, _)| ends(word)).count()
    }

    /// Adds one word of a line of this kind.
    fn add(&mut self, kind: ClueKind, word: &'static str, language: Languages) {
        match kind {
            ClueKind::Common => self.words.entry(Cow::Borrowed(word)).or_default().common |= language,
            ClueKind::Listed => self.words.entry(lowercase(word)).or_default().listed |= language,
            ClueKind::Abbreviations => {
                for part in parts(word) {
                    *self.abbreviations.entry(lowercase(part)).or_default() |= language;
                }
            }
            ClueKind::Endings => self.endings.push((word, language)),
            ClueKind::Letters => {
                word.chars().for_each(|letter| *self.letters.entry(letter).or_default() |= language);
            }
        }
    }

    /// The points that the first `most` words of `text` give to each language. Verbs of speech count where the other words are not
    /// clear.
    fn points(&self, text: &str, most: usize) -> Points {
        let points = self.points_with(&SpeechVerbs::default(), text, most);
        if is_clear(&points) { points } else { self.points_with(cues(), text, most) }
    }

    /// As [`Self::points`], with these verbs of speech.
    fn points_with(&self, cues: &SpeechVerbs, text: &str, most: usize) -> Points {
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
            let is_small = word.starts_with(char::is_lowercase);
            let cue = if is_small { cues.get(word).copied().unwrap_or_default() } else { 0 };
            if listed.is_some() || cue != 0 {
                let shares = listed.unwrap_or_default();
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

/// Whether one language leads so far that verbs of speech would change nothing.
fn is_clear(points: &Points) -> bool {
    let most = points.iter().copied().max().unwrap_or_default();
    let near = points.iter().filter(|&&points| points + MIN_CLEAR_LEAD > most).count();
    let is_english_alone = points[0] >= MIN_ENGLISH_POINTS && points[1..].iter().all(|&points| points == 0);
    near == 1 || is_english_alone
}

fn cues() -> &'static SpeechVerbs {
    static CUES: OnceLock<SpeechVerbs> = OnceLock::new();
    CUES.get_or_init(read_cues)
}

fn read_cues() -> SpeechVerbs {
    let mut cues = SpeechVerbs::default();
    cues.reserve(CUES_CAPACITY);
    // English is taken where nothing tells, so that its verbs need not be known.
    for (i, entry) in LANGUAGES.iter().enumerate().skip(1) {
        for line in lines(entry.cues).filter(|line| !line.starts_with('=')) {
            let words = line.trim_start_matches('?').split_ascii_whitespace();
            words.for_each(|word| *cues.entry(word).or_default() |= 1 << i);
        }
    }
    cues
}

fn clues() -> &'static Clues {
    static CLUES: OnceLock<Clues> = OnceLock::new();
    CLUES.get_or_init(Clues::read)
}

/// The language with the most points, and its points. Of equals it is the one of which more words of `text` have an ending,
/// then the first.
fn best(points: &Points, text: &str) -> (&'static Language, u32) {
    let most = points.iter().copied().max().unwrap_or_default();
    let equals = || (0..points.len()).filter(|&i| points[i] == most);
    let mut best = equals().next().unwrap_or_default();
    if most > 0 && equals().count() > 1 {
        let ends = |i: usize| clues().endings_of(1 << i, text);
        best = equals().fold(best, |best, i| if ends(i) > ends(best) { i } else { best });
    }
    (LANGUAGES[best].language(), most)
}

impl Language {
    /// The language of `text`, identified by its first words; English if nothing identifies it.
    pub fn of(text: &str) -> &'static Self {
        best(&clues().points(text, MAX_TEXT_WORDS), text).0
    }

    /// The language of `passage`, a part of a text in `language`: another one only if the passage is clearly in it.
    pub fn of_passage(passage: &str, language: &'static Self) -> &'static Self {
        let points = clues().points(passage, MAX_PASSAGE_WORDS);
        let (other, most) = best(&points, passage);
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
#[path = "identify_tests.rs"]
mod tests;
