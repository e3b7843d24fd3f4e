//! Languages: the word lists under `assets/<code>/`, and what the segmenters ask of them.
//!
//! The rules ([`sentences`](super::sentences), [`clauses`](super::clauses)) are the same for all languages. To add a
//! language, add a folder of lists and a line in [`table`].

mod abbreviations;
mod identify;
mod table;
mod word_lists;

use std::sync::OnceLock;

pub(crate) use abbreviations::Abbreviation;
use abbreviations::Abbreviations;
use rustc_hash::FxHashMap;
use table::LANGUAGES;
use word_lists::NAMES;
pub(crate) use word_lists::{WordList, WordLists};

/// A kind of ending by which words that are in no list are recognised.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Ending {
    /// The ending of a finite verb ("-ed").
    Verb,
    /// The ending of a word that forms the possessive with an apostrophe alone ("dogs'").
    Possessive,
    /// The ending of a word whose last letter an apostrophe replaces ("goin'").
    Dropped,
    /// The letters after the two digits of a decade ('90s).
    Decade,
    /// The last part of a compound that names an office ("Finanzministerin").
    Role,
}

/// The names of the endings in the files, in the order of [`Ending`].
const ENDINGS: [(&str, Ending); 5] = [
    ("ends-verb", Ending::Verb),
    ("ends-possessive", Ending::Possessive),
    ("ends-dropped", Ending::Dropped),
    ("ends-decade", Ending::Decade),
    ("ends-role", Ending::Role),
];

/// A language, known by its word lists.
///
/// The segmenters of [`text::segment`](super) take a language; [`Language::of`] identifies that of a text.
pub struct Language {
    code: &'static str,
    name: &'static str,
    abbreviations: Abbreviations,
    words: FxHashMap<&'static str, WordLists>,
    endings: [Vec<&'static str>; ENDINGS.len()],
    /// The fixed phrases before a speaker ("according to"), in lower case.
    phrases: Vec<&'static str>,
    /// Whether a full stop makes a number an ordinal.
    ordinals: bool,
    /// Whether all nouns have capitals.
    capital_nouns: bool,
    /// Whether an attribution may stand between spoken words with no marks around it.
    incises: bool,
}

impl std::fmt::Debug for Language {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Language({})", self.code)
    }
}

impl Language {
    /// A language with this code and name, the words of `lists`, and the verbs of speech of `cues`.
    ///
    /// The heads of `assets/en/abbreviations.txt`, `clauses.txt`, `speakers.txt` and `cues.txt` explain the lines.
    /// Lines of an unknown kind are skipped.
    pub fn from_lists(
        code: &'static str,
        name: &'static str,
        lists: &[&'static str],
        cues: &'static str,
    ) -> Self {
        let mut language = Self {
            code,
            name,
            abbreviations: Abbreviations::default(),
            words: FxHashMap::default(),
            endings: Default::default(),
            phrases: Vec::new(),
            ordinals: false,
            capital_nouns: false,
            incises: false,
        };
        for line in lists.iter().flat_map(|file| lines(file)) {
            let (kind, words) = line.split_once(char::is_whitespace).unwrap_or((line, ""));
            language.add(kind, words);
        }
        for line in lines(cues) {
            language.add_cues(line);
        }
        language.ordinals = language.words.values().any(|lists| lists.has(WordList::Counted));
        let capital_role = |(word, lists): (&&str, &WordLists)| {
            lists.has(WordList::Role) && word.starts_with(char::is_uppercase)
        };
        language.incises = language.words.values().any(|lists| lists.has(WordList::Dialogue));
        language.capital_nouns = language.words.iter().any(capital_role);
        language
    }

    /// English.
    pub fn english() -> &'static Self {
        LANGUAGES[0].language()
    }

    /// The language with this BCP 47 code: "de", and also for "de-AT". `None` if the program has no such language.
    pub fn by_code(code: &str) -> Option<&'static Self> {
        let primary = code.split(['-', '_']).next().unwrap_or_default();
        LANGUAGES
            .iter()
            .find(|entry| entry.code().eq_ignore_ascii_case(primary))
            .map(table::LanguageEntry::language)
    }

    /// Every language that comes with the program, English first.
    pub fn all() -> impl Iterator<Item = &'static Self> {
        LANGUAGES.iter().map(table::LanguageEntry::language)
    }

    /// The code of ISO 639-1: "de".
    pub fn code(&self) -> &'static str {
        self.code
    }

    /// The English name: "German".
    pub fn name(&self) -> &'static str {
        self.name
    }

    /// Whether this is English, where verbs share their forms with nouns and only names have capitals.
    pub(crate) fn is_english(&self) -> bool {
        self.code == "en"
    }

    /// Adds the words of one line to the list that `kind`, its first word, names.
    fn add(&mut self, kind: &str, words: &'static str) {
        let words = words.split_ascii_whitespace();
        if let Some((_, list)) = NAMES.iter().find(|(known, _)| *known == kind) {
            for word in words {
                self.words.entry(word).or_default().0 |= WordLists::of(*list).0;
            }
        } else if let Some(kind) = Abbreviation::named(kind) {
            words.for_each(|word| self.abbreviations.add(word, kind));
        } else if let Some((_, ending)) = ENDINGS.iter().find(|(known, _)| *known == kind) {
            self.endings[*ending as usize].extend(words);
        }
    }

    /// Adds a line of the verbs of speech.
    fn add_cues(&mut self, line: &'static str) {
        if let Some(phrase) = line.strip_prefix('=') {
            self.phrases.push(phrase.trim());
            self.add("opener", phrase.split_whitespace().next().unwrap_or_default());
        } else if let Some(verb) = line.strip_prefix('?') {
            self.add("weak", verb);
            self.add("cue", verb);
        } else {
            self.add("cue", line);
        }
    }

    /// The lists that contain `word`, in any case where case doesn't matter.
    pub(crate) fn lists(&self, word: &str) -> WordLists {
        let exact = self.words.get(word).copied().unwrap_or_default();
        if word.bytes().all(|byte| byte.is_ascii_lowercase()) {
            return exact;
        }
        let lower = with_lowercase(word, |lower| self.words.get(lower).copied()).unwrap_or_default();
        WordLists(exact.0 | lower.0 & !WordLists::CASED)
    }

    /// The lists that contain `word`; if none does, those of what stands behind its apostrophe: "l'avocat". In English an
    /// apostrophe stands before an ending.
    pub(crate) fn lists_of_elided(&self, word: &str) -> WordLists {
        let lists = self.lists(word);
        if lists != WordLists::default() || self.is_english() {
            return lists;
        }
        word.split_once(['\'', '’']).map_or(lists, |(_, noun)| self.lists(noun))
    }

    /// The lists that contain `word` in lower case.
    pub(crate) fn lists_of_lower(&self, word: &str) -> WordLists {
        with_lowercase(word, |lower| self.words.get(lower).copied()).unwrap_or_default()
    }

    /// Whether `list` contains `word` as it is written.
    pub(crate) fn has(&self, list: WordList, word: &str) -> bool {
        self.words.get(word).is_some_and(|lists| lists.has(list))
    }

    /// Whether `list` contains `word` in lower case.
    pub(crate) fn has_lower(&self, list: WordList, word: &str) -> bool {
        with_lowercase(word, |lower| self.has(list, lower))
    }

    /// Whether `list` contains `word` as it is written, with either kind of apostrophe.
    fn has_any_apostrophe(&self, list: WordList, word: &str) -> bool {
        self.has(list, word) || (word.contains('’') && self.has(list, &word.replace('’', "'")))
    }

    /// The kind of the abbreviation `token`, which is given without its final stop; `None` if it is none.
    pub(crate) fn abbreviation(&self, token: &str) -> Option<Abbreviation> {
        self.abbreviations.kind(token)
    }

    /// Whether some abbreviations contain spaces ("z. B.").
    pub(crate) fn has_spaced_abbreviations(&self) -> bool {
        self.abbreviations.are_spaced()
    }

    /// Whether a full stop after a number makes it an ordinal ("3. Mai").
    pub(crate) fn has_ordinals(&self) -> bool {
        self.ordinals
    }

    /// Whether an attribution may stand between spoken words with no marks around it, as where turns of a dialogue begin with
    /// dashes.
    pub(crate) fn has_incises(&self) -> bool {
        self.incises
    }

    /// Whether nouns have capitals, as the list of offices shows ("der Sprecher").
    pub(crate) fn has_capital_nouns(&self) -> bool {
        self.capital_nouns
    }

    /// Whether `token` is the text before a space within an abbreviation.
    pub(crate) fn is_abbreviation_head(&self, token: &str) -> bool {
        self.abbreviations.is_head(token)
    }

    /// Whether `word` has an ending of this kind, with something before it.
    pub(crate) fn ends(&self, ending: Ending, word: &str) -> bool {
        self.endings[ending as usize].iter().any(|end| word.ends_with(end))
    }

    /// Whether `end` is an ending of this kind.
    pub(crate) fn is_ending(&self, ending: Ending, end: &str) -> bool {
        self.endings[ending as usize].contains(&end)
    }

    /// Whether the capitalised `word` begins sentences and hardly ever continues a name.
    pub(crate) fn is_starter(&self, word: &str) -> bool {
        self.has_any_apostrophe(WordList::Starter, word)
    }

    /// Whether `word`, without a capital letter, begins a sentence in careless writing.
    pub(crate) fn is_casual(&self, word: &str) -> bool {
        self.has_any_apostrophe(WordList::Casual, word)
    }

    /// Whether `word`, in lower case, looks like a finite verb.
    pub(crate) fn is_verb(&self, word: &str) -> bool {
        /// The fewest bytes before an ending; chosen by hand.
        const MIN_STEM_BYTES: usize = 3;
        with_lowercase(word, |lower| {
            let ends = |end: &&str| lower.len() >= end.len() + MIN_STEM_BYTES && lower.ends_with(*end);
            let lists = self.words.get(lower).copied().unwrap_or_default();
            lists.has(WordList::Verb)
                || lists.has(WordList::Cue)
                || self.endings[Ending::Verb as usize].iter().any(ends)
        })
    }

    /// Whether `word` is a form of a verb of speech or thought.
    pub(crate) fn is_cue(&self, word: &str) -> bool {
        self.has_lower(WordList::Cue, word)
    }

    /// Whether `word` is a pronoun that may refer to a speaker.
    pub(crate) fn is_pronoun(&self, word: &str) -> bool {
        self.has_lower(WordList::Pronoun, word)
    }

    /// The fixed phrases before a speaker ("according to"), in lower case.
    pub(crate) fn phrases(&self) -> &[&'static str] {
        &self.phrases
    }
}

/// The words that number the headings of books, in all languages: a heading is looked at before its language is known.
pub(super) fn heading_words() -> &'static FxHashMap<&'static str, WordLists> {
    static WORDS: OnceLock<FxHashMap<&'static str, WordLists>> = OnceLock::new();
    WORDS.get_or_init(|| {
        let mut found: FxHashMap<&'static str, WordLists> = FxHashMap::default();
        for line in LANGUAGES.iter().flat_map(|entry| entry.lists.iter()).flat_map(|file| lines(file)) {
            let (kind, words) = line.split_once(char::is_whitespace).unwrap_or((line, ""));
            let list = [WordList::Division, WordList::Numeral, WordList::Capital];
            let Some(list) = list.into_iter().find(|list| NAMES[*list as usize].0 == kind) else { continue };
            for word in words.split_ascii_whitespace() {
                found.entry(word).or_default().0 |= WordLists::of(list).0;
            }
        }
        found
    })
}

/// The lines of a word list without comments and blank lines.
fn lines(list: &'static str) -> impl Iterator<Item = &'static str> {
    list.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'))
}

/// Calls `look` with `word` in lower case; short ASCII words, which nearly all are, need no allocation for that.
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
        let english = Language::english();
        assert_eq!(english.abbreviation("Sat"), Some(Abbreviation::May));
        assert_eq!(english.abbreviation("sat"), None);
        assert_eq!(english.abbreviation("MR"), Some(Abbreviation::Title));
        assert_eq!(english.abbreviation("e.g"), Some(Abbreviation::Before));
        assert!(english.is_cue("Said") && english.is_starter("I’ve"));
    }

    #[test]
    fn codes_with_a_region_are_known() {
        assert_eq!(Language::by_code("de-AT").map(Language::code), Some("de"));
        assert_eq!(Language::by_code("EN").map(Language::name), Some("English"));
        assert!(Language::by_code("tlh").is_none());
    }

    #[test]
    fn every_line_has_a_known_kind() {
        for line in LANGUAGES.iter().flat_map(|entry| entry.lists.iter()).flat_map(|file| lines(file)) {
            let kind = line.split_whitespace().next().unwrap_or_default();
            let known = NAMES.iter().any(|(name, _)| *name == kind)
                || ENDINGS.iter().any(|(name, _)| *name == kind)
                || Abbreviation::named(kind).is_some()
                || [identify::COMMON, identify::LETTER, identify::TELLING_ENDING].contains(&kind);
            assert!(known, "unknown kind in {line:?}");
            assert!(line.split_whitespace().all(|word| !word.ends_with('.')), "a final stop in {line:?}");
        }
    }

    #[test]
    fn endings_have_their_places() {
        assert!(ENDINGS.iter().enumerate().all(|(i, (_, ending))| *ending as usize == i));
    }
}
