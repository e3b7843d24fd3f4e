//! The verbs that report, read once from `assets/en/reports.txt`; its head says what a line means.

use std::{collections::HashMap, sync::OnceLock};

/// Which form of a verb a word is; some are several.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    Base,
    Third,
    /// Past tense, and participle where that is the same.
    Past,
    Participle,
    Ing,
}

/// A word of a verb's chain ("would not have said").
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Helper {
    Be,
    Have,
    Do,
    Modal,
    Not,
    Infinitive,
    Adverb,
    /// No part of a chain: what speaks without being a person ("a poll").
    Document,
}

/// What stands beside a cue, as the lines "frame" name it.
pub(super) type Frame = &'static str;

/// A word that may report.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Cue {
    pub(super) class: &'static str,
    pub(super) form: Form,
    /// Whether the word is a noun, too.
    pub(super) noun: bool,
}

/// The reporting verbs of a language.
pub(super) struct Cues {
    verbs: HashMap<&'static str, Cue>,
    helpers: HashMap<&'static str, Helper>,
    /// How many times in a hundred a class reports in a frame.
    rates: HashMap<(&'static str, Frame), u8>,
}

/// The English verbs.
pub(super) fn english() -> &'static Cues {
    static ENGLISH: OnceLock<Cues> = OnceLock::new();
    ENGLISH.get_or_init(|| Cues::read(include_str!("../../../../assets/en/reports.txt")))
}

const HELPERS: [(&str, Helper); 8] = [
    ("be", Helper::Be),
    ("have", Helper::Have),
    ("do", Helper::Do),
    ("modal", Helper::Modal),
    ("not", Helper::Not),
    ("infinitive", Helper::Infinitive),
    ("adverb", Helper::Adverb),
    ("document", Helper::Document),
];

impl Cues {
    fn read(list: &'static str) -> Self {
        let mut cues = Self { verbs: HashMap::new(), helpers: HashMap::new(), rates: HashMap::new() };
        for line in list.lines().filter(|line| !line.starts_with('#')) {
            let mut words = line.split_whitespace();
            let Some(kind) = words.next() else { continue };
            if kind == "frame" {
                cues.read_frame(words);
            } else if let Some((_, helper)) = HELPERS.iter().find(|(name, _)| *name == kind) {
                cues.helpers.extend(words.map(|word| (word, *helper)));
            } else {
                cues.read_verb(kind, &words.collect::<Vec<_>>());
            }
        }
        cues
    }

    fn read_frame(&mut self, mut words: impl Iterator<Item = &'static str>) {
        let Some(class) = words.next() else { return };
        while let (Some(frame), Some(rate)) = (words.next(), words.next()) {
            self.rates.insert((class, frame), rate.parse().unwrap_or_default());
        }
    }

    fn read_verb(&mut self, class: &'static str, forms: &[&'static str]) {
        let kinds: &[Form] = match forms.len() {
            5.. => &[Form::Base, Form::Third, Form::Past, Form::Participle, Form::Ing],
            _ => &[Form::Base, Form::Third, Form::Past, Form::Ing],
        };
        for (word, form) in forms.iter().zip(kinds).filter(|(word, _)| **word != "-") {
            let plain = word.trim_start_matches('~');
            let noun = plain.len() < word.len();
            self.verbs.entry(plain).or_insert(Cue { class, form: *form, noun });
        }
    }

    /// The verb that the lower-case `word` is a form of.
    pub(super) fn verb(&self, word: &str) -> Option<Cue> {
        self.verbs.get(word).copied()
    }

    /// What the lower-case `word` does in a verb's chain.
    pub(super) fn helper(&self, word: &str) -> Option<Helper> {
        match word.split_once('’') {
            Some((verb, "t")) if verb.ends_with('n') => self.helpers.get(&*format!("{verb}'t")).copied(),
            _ => self.helpers.get(word).copied(),
        }
    }

    /// How often a verb of `class` reports in `frame`, from 0 to 1; 0 where it doesn't.
    pub(super) fn rate(&self, class: &'static str, frame: Frame) -> f32 {
        f32::from(self.rates.get(&(class, frame)).copied().unwrap_or_default()) / 100.0
    }

    /// The frame of a class with the name of the lower-case preposition `word`.
    pub(super) fn preposition(&self, class: &'static str, word: &str) -> Option<Frame> {
        self.rates.keys().find(|(of, frame)| *of == class && *frame == word).map(|(_, frame)| *frame)
    }
}
