//! The reporting verbs, and the functions of the small words around them, from `assets/en/reports.txt`. The head of
//! that file says what its lines mean.

use std::sync::OnceLock;

use rustc_hash::FxHashMap;

/// The form of a verb; where two forms are the same, the first one here counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum VerbForm {
    Base,
    Third,
    /// The past tense, and a participle of the same form.
    Past,
    Participle,
    Ing,
}

/// The function of a small word near a verb; each function has its own kind of line in the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Function {
    Be,
    Have,
    Do,
    Modal,
    Not,
    To,
    Adverb,
    Document,
    Question,
    Subject,
    Object,
    Article,
    Adverbial,
    Period,
    Time,
    Ago,
    Refusing,
    Only,
    Possible,
    Supposing,
    // A short form has none of the functions from here on: "he'd" is no "he" to them.
    That,
    Agent,
    Particle,
    Inverted,
    Inverting,
    Complement,
    Ambiguous,
    Additional,
    Lead,
    Fronting,
    Comparison,
    Relative,
    Person,
    Antecedent,
    Third,
    First,
    Singular,
    Plural,
    Many,
    Joining,
    Contrast,
    Break,
    Remark,
    Resume,
    Including,
    Leave,
    About,
    Source,
    Definite,
    Possessive,
    Demonstrative,
}

const FUNCTIONS: [(&str, Function); 51] = [
    ("be", Function::Be),
    ("have", Function::Have),
    ("do", Function::Do),
    ("modal", Function::Modal),
    ("not", Function::Not),
    ("to", Function::To),
    ("adverb", Function::Adverb),
    ("document", Function::Document),
    ("question", Function::Question),
    ("subject", Function::Subject),
    ("object", Function::Object),
    ("article", Function::Article),
    ("adverbial", Function::Adverbial),
    ("period", Function::Period),
    ("time", Function::Time),
    ("ago", Function::Ago),
    ("refusing", Function::Refusing),
    ("only", Function::Only),
    ("possible", Function::Possible),
    ("supposing", Function::Supposing),
    ("that", Function::That),
    ("agent", Function::Agent),
    ("particle", Function::Particle),
    ("inverted", Function::Inverted),
    ("inverting", Function::Inverting),
    ("complement", Function::Complement),
    ("ambiguous", Function::Ambiguous),
    ("additional", Function::Additional),
    ("lead", Function::Lead),
    ("fronting", Function::Fronting),
    ("comparison", Function::Comparison),
    ("relative", Function::Relative),
    ("person", Function::Person),
    ("antecedent", Function::Antecedent),
    ("third", Function::Third),
    ("first", Function::First),
    ("singular", Function::Singular),
    ("plural", Function::Plural),
    ("many", Function::Many),
    ("joining", Function::Joining),
    ("contrast", Function::Contrast),
    ("break", Function::Break),
    ("remark", Function::Remark),
    ("resume", Function::Resume),
    ("including", Function::Including),
    ("leave", Function::Leave),
    ("about-source", Function::About),
    ("source", Function::Source),
    ("definite", Function::Definite),
    ("possessive", Function::Possessive),
    ("demonstrative", Function::Demonstrative),
];

/// The functions of one word, a bit for each.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Functions(u64);

const _: () = assert!(FUNCTIONS.len() <= u64::BITS as usize, "a function is a bit");

impl Functions {
    /// The functions that a word keeps in a short form: "he'd" is a subject.
    const OF_SHORT_FORMS: u64 = (1 << Function::That as u64) - 1;

    /// Whether the word has this function.
    pub(super) fn has(self, function: Function) -> bool {
        self.0 & (1 << function as u64) != 0
    }

    /// Whether the word is an auxiliary.
    pub(super) fn is_auxiliary(self) -> bool {
        [Function::Be, Function::Have, Function::Do, Function::Modal].iter().any(|&helper| self.has(helper))
    }
}

/// The frame of a verb: what its complement is, as the lines "frame" name it: "that", "object", "about" …
pub(super) type Frame = &'static str;

/// A form of a verb that may report.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Cue {
    /// The verb's class, which says what may stand beside it.
    pub(super) class: &'static str,
    /// The form in which the verb stands.
    pub(super) form: VerbForm,
    /// Whether the same form is a noun, too.
    pub(super) noun: bool,
}

/// A table by words.
type WordTable<T> = FxHashMap<&'static str, T>;

/// The reporting verbs of a language.
pub(super) struct Cues {
    verbs: WordTable<Cue>,
    functions: WordTable<Functions>,
    /// The frames of each class, each with the percentage of its uses that are reports.
    rates: WordTable<Vec<(Frame, u8)>>,
}

/// The English reporting verbs.
pub(super) fn english() -> &'static Cues {
    static ENGLISH: OnceLock<Cues> = OnceLock::new();
    ENGLISH.get_or_init(|| Cues::read(include_str!("../../../../assets/en/reports.txt")))
}

impl Cues {
    fn read(list: &'static str) -> Self {
        let mut cues = Self {
            verbs: WordTable::default(),
            functions: WordTable::default(),
            rates: WordTable::default(),
        };
        for line in list.lines().filter(|line| !line.starts_with('#')) {
            let words: Vec<&str> = line.split_whitespace().collect();
            let Some((&kind, words)) = words.split_first() else { continue };
            if kind == "frame" {
                cues.read_frames(words);
            } else if let Some((_, function)) = FUNCTIONS.iter().find(|(name, _)| *name == kind) {
                for word in words {
                    cues.functions.entry(word).or_default().0 |= 1 << *function as u64;
                }
            } else {
                cues.read_verb(kind, words);
            }
        }
        cues
    }

    fn read_frames(&mut self, words: &[&'static str]) {
        let Some((class, frames)) = words.split_first() else { return };
        let rates = frames.chunks_exact(2).map(|pair| (pair[0], pair[1].parse().unwrap_or_default()));
        self.rates.entry(class).or_default().extend(rates);
    }

    fn read_verb(&mut self, class: &'static str, forms: &[&'static str]) {
        let kinds: &[VerbForm] = match forms.len() {
            5.. => &[VerbForm::Base, VerbForm::Third, VerbForm::Past, VerbForm::Participle, VerbForm::Ing],
            _ => &[VerbForm::Base, VerbForm::Third, VerbForm::Past, VerbForm::Ing],
        };
        for (form, kind) in forms.iter().zip(kinds).filter(|(form, _)| **form != "-") {
            let word = form.trim_start_matches('~');
            let cue = Cue { class, form: *kind, noun: word.len() < form.len() };
            self.verbs.entry(word).or_insert(cue);
        }
    }

    /// The verb of which the lower-case `word` is a form.
    pub(super) fn verb(&self, word: &str) -> Option<Cue> {
        self.verbs.get(word).copied()
    }

    /// The functions of the lower-case `word`, or of the word that it is a short form with: "he'd" has those of "he".
    pub(super) fn functions(&self, word: &str) -> Functions {
        let find = |word: &str| self.functions.get(word).copied();
        match word.split_once(['\'', '’']) {
            None => find(word).unwrap_or_default(),
            Some((verb, "t")) => find(&format!("{verb}'t")).unwrap_or_default(),
            Some((stem, _)) => Functions(find(stem).unwrap_or_default().0 & Functions::OF_SHORT_FORMS),
        }
    }

    /// The frame `name` of `class`, and the share of its uses that are reports, from 0 to 1.
    pub(super) fn frame(&self, class: &str, name: &str) -> Option<(Frame, f32)> {
        let frames = self.rates.get(class)?;
        let (frame, rate) = frames.iter().find(|(frame, _)| *frame == name)?;
        Some((frame, f32::from(*rate) / 100.0))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_function_has_its_place() {
        assert!(FUNCTIONS.iter().enumerate().all(|(i, (_, function))| *function as usize == i));
    }

    #[test]
    fn every_verb_has_a_class_with_frames() {
        let cues = english();
        for (word, cue) in &cues.verbs {
            assert!(cues.rates.contains_key(cue.class), "{word}: the class {:?} has no frames", cue.class);
        }
        for (frame, rate) in cues.rates.values().flatten() {
            assert!((1..100).contains(rate), "{frame} {rate}");
        }
    }

    #[test]
    fn forms_and_short_forms() {
        let cues = english();
        assert_eq!(cues.verb("said").map(|cue| (cue.class, cue.form)), Some(("say", VerbForm::Past)));
        assert_eq!(cues.verb("claims").map(|cue| cue.noun), Some(true));
        assert!(cues.functions("didn’t").has(Function::Not) && cues.functions("didn't").is_auxiliary());
        assert!(
            cues.functions("he’d").has(Function::Subject) && !cues.functions("he’d").has(Function::Third)
        );
        assert_eq!(cues.frame("say", "against"), None);
    }
}
