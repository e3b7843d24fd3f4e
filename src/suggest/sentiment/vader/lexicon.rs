//! VADER's word lists, read once, when a text is first scored.

use std::sync::OnceLock;

use rustc_hash::{FxBuildHasher, FxHashMap};

/// The lists' entry of one word.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct LexiconEntry {
    /// The word's mean valence, from -4 to 4, if it is in the lexicon.
    pub(super) mean: Option<f64>,
    /// The amount it adds to the valence of the words after it.
    pub(super) boost: Option<f64>,
    /// Whether it negates the words after it.
    pub(super) negates: bool,
}

/// Words that have one valence together.
pub(super) struct Idiom {
    /// The words, in lower case.
    pub(super) words: Vec<&'static str>,
    /// Their valence, from -4 to 4.
    pub(super) valence: f64,
}

/// All lists.
pub(super) struct Lexicon {
    entries: FxHashMap<&'static str, LexiconEntry>,
    /// The words that have another valence together than alone.
    pub(super) idioms: Vec<Idiom>,
    /// Pairs of words that weaken the word after them.
    pub(super) phrases: Vec<Vec<&'static str>>,
}

/// The amount that an intensifying adverb adds, and that a weakening one takes away; the reference's number.
pub(super) const BOOST: f64 = 0.293;

/// VADER's lists.
pub(super) fn lexicon() -> &'static Lexicon {
    static LEXICON: OnceLock<Lexicon> = OnceLock::new();
    LEXICON.get_or_init(|| {
        Lexicon::read(
            include_str!("../../../../assets/en/vader_lexicon.txt"),
            include_str!("../../../../assets/en/vader_modifiers.txt"),
        )
    })
}

impl Lexicon {
    fn read(means: &'static str, modifiers: &'static str) -> Self {
        let entries = FxHashMap::with_capacity_and_hasher(8192, FxBuildHasher);
        let mut lexicon = Self { entries, idioms: Vec::new(), phrases: Vec::new() };
        for (word, mean) in means.lines().filter_map(|line| line.split_once('\t')) {
            lexicon.entries.insert(word, LexiconEntry { mean: mean.parse().ok(), ..LexiconEntry::default() });
        }
        for line in modifiers.lines().filter(|line| !line.starts_with('#')) {
            let mut words = line.split_whitespace();
            match words.next() {
                Some("negate") => words.for_each(|word| lexicon.of(word).negates = true),
                Some("raise") => words.for_each(|word| lexicon.of(word).boost = Some(BOOST)),
                Some("lower") => words.for_each(|word| lexicon.of(word).boost = Some(-BOOST)),
                Some("phrase") => lexicon.phrases.push(words.collect()),
                Some("idiom") => {
                    let valence = words.next().and_then(|valence| valence.parse().ok()).unwrap_or_default();
                    lexicon.idioms.push(Idiom { words: words.collect(), valence });
                }
                _ => {}
            }
        }
        lexicon
    }

    fn of(&mut self, word: &'static str) -> &mut LexiconEntry {
        self.entries.entry(word).or_default()
    }

    /// The entry of the lower-case `word`.
    pub(super) fn entry(&self, word: &str) -> LexiconEntry {
        self.entries.get(word).copied().unwrap_or_default()
    }
}
