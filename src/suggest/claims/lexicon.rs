//! The classes of words by which checkable statements are recognised, from `assets/en/claims.txt`.

use std::sync::OnceLock;

use rustc_hash::FxHashMap;

use crate::suggest::linear::Hash;

/// A class of words; the head of the list explains each.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum LexicalClass {
    Quantity,
    Magnitude,
    Unit,
    Money,
    Compare,
    Rank,
    Change,
    Up,
    Down,
    Cause,
    Event,
    Official,
    Time,
    Hedge,
    Negation,
    Never,
    Deny,
    Promise,
    Future,
    Wish,
    Opinion,
    Mind,
    Greeting,
    Own,
    Hearer,
    Person,
    Question,
    Function,
    /// Verbs, from `assets/en/clauses.txt`.
    Verb,
    // The classes from here on have no list; the form of a word tells them.
    /// Numbers written in digits.
    Number,
    /// Words with a capital letter, within a sentence.
    Name,
    /// Words that end in "-ed" and are in no other class.
    Past,
}

/// The classes that have a list, with their names there.
const NAMES: [(LexicalClass, &str); 29] = [
    (LexicalClass::Quantity, "quantity"),
    (LexicalClass::Magnitude, "magnitude"),
    (LexicalClass::Unit, "unit"),
    (LexicalClass::Money, "money"),
    (LexicalClass::Compare, "compare"),
    (LexicalClass::Rank, "rank"),
    (LexicalClass::Change, "change"),
    (LexicalClass::Up, "up"),
    (LexicalClass::Down, "down"),
    (LexicalClass::Cause, "cause"),
    (LexicalClass::Event, "event"),
    (LexicalClass::Official, "official"),
    (LexicalClass::Time, "time"),
    (LexicalClass::Hedge, "hedge"),
    (LexicalClass::Negation, "negation"),
    (LexicalClass::Never, "never"),
    (LexicalClass::Deny, "deny"),
    (LexicalClass::Promise, "promise"),
    (LexicalClass::Future, "future"),
    (LexicalClass::Wish, "wish"),
    (LexicalClass::Opinion, "opinion"),
    (LexicalClass::Mind, "mind"),
    (LexicalClass::Greeting, "greeting"),
    (LexicalClass::Own, "self"),
    (LexicalClass::Hearer, "hearer"),
    (LexicalClass::Person, "person"),
    (LexicalClass::Question, "question"),
    (LexicalClass::Function, "function"),
    (LexicalClass::Verb, "verb"),
];

/// A set of classes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Classes(u32);

impl Classes {
    /// The number of classes.
    pub(super) const COUNT: usize = LexicalClass::Past as usize + 1;

    /// The set with this class alone.
    pub(super) const fn of(class: LexicalClass) -> Self {
        Self(1 << class as u32)
    }

    /// The set with the classes of both.
    #[must_use]
    pub(super) const fn and(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// The set without the classes of the other.
    #[must_use]
    pub(super) const fn without(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }

    /// Whether the class is in the set.
    pub(super) const fn has(self, class: LexicalClass) -> bool {
        self.0 & 1 << class as u32 != 0
    }

    /// The set as bits, the first class the lowest.
    pub(super) const fn bits(self) -> u32 {
        self.0
    }

    /// Whether there is no class in the set.
    pub(super) const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// The numbers of the classes in the set.
    pub(super) fn iter(self) -> impl Iterator<Item = u8> + Clone {
        let mut left = self.0;
        std::iter::from_fn(move || {
            let class = left.trailing_zeros();
            (left != 0).then(|| {
                left &= left - 1;
                class as u8
            })
        })
    }
}

/// The kind of feature that words are hashed with; the feature "has this word" is the same hash.
pub(super) const WORD: u8 = 0;

/// The classes of words, by their hashes.
type ClassTable = FxHashMap<Hash, Classes>;

const CLAIMS: &str = include_str!("../../../assets/en/claims.txt");

/// The classes of the word with this hash.
pub(super) fn classes(word: Hash) -> Classes {
    static ENGLISH: OnceLock<ClassTable> = OnceLock::new();
    let english = ENGLISH.get_or_init(|| read(&[CLAIMS, include_str!("../../../assets/en/clauses.txt")]));
    english.get(&word).copied().unwrap_or_default()
}

fn read(lists: &[&str]) -> ClassTable {
    let mut found = ClassTable::default();
    for line in lists.iter().flat_map(|list| list.lines()).filter(|line| !line.starts_with('#')) {
        let mut words = line.split_whitespace();
        let kind = words.next().unwrap_or_default();
        let Some((class, _)) = NAMES.iter().find(|(_, name)| *name == kind) else { continue };
        for word in words {
            let classes = found.entry(Hash::new(WORD).word(word)).or_default();
            *classes = classes.and(Classes::of(*class));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_has_a_known_kind() {
        for line in CLAIMS.lines().filter(|line| !line.starts_with('#') && !line.is_empty()) {
            let kind = line.split_whitespace().next().unwrap_or_default();
            assert!(NAMES.iter().any(|(_, name)| *name == kind), "unknown kind in {line:?}");
        }
    }

    #[test]
    fn every_class_has_its_name() {
        assert!(NAMES.iter().enumerate().all(|(i, (class, _))| *class as usize == i));
        let fell = classes(Hash::new(WORD).word("Fell"));
        assert!(
            fell.has(LexicalClass::Change) && fell.has(LexicalClass::Down) && !fell.has(LexicalClass::Up)
        );
        assert!(fell.iter().eq([
            LexicalClass::Change as u8,
            LexicalClass::Down as u8,
            LexicalClass::Verb as u8
        ]));
    }
}
