//! The classes of words that tell statements which can be checked, from `assets/en/claims.txt`.

use std::sync::OnceLock;

use rustc_hash::FxHashMap;

use crate::suggest::linear::Hash;

/// A class of words; what each is for is said at the head of the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Class {
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
    /// From `assets/en/clauses.txt`.
    Verb,
    // What no list has, told by the form.
    /// Written in digits.
    Number,
    /// Begins with a capital letter, within a sentence.
    Name,
    /// Ends in "-ed", in no other class.
    Past,
}

/// The classes that have a list, with their names there.
const NAMES: [(Class, &str); 29] = [
    (Class::Quantity, "quantity"),
    (Class::Magnitude, "magnitude"),
    (Class::Unit, "unit"),
    (Class::Money, "money"),
    (Class::Compare, "compare"),
    (Class::Rank, "rank"),
    (Class::Change, "change"),
    (Class::Up, "up"),
    (Class::Down, "down"),
    (Class::Cause, "cause"),
    (Class::Event, "event"),
    (Class::Official, "official"),
    (Class::Time, "time"),
    (Class::Hedge, "hedge"),
    (Class::Negation, "negation"),
    (Class::Never, "never"),
    (Class::Deny, "deny"),
    (Class::Promise, "promise"),
    (Class::Future, "future"),
    (Class::Wish, "wish"),
    (Class::Opinion, "opinion"),
    (Class::Mind, "mind"),
    (Class::Greeting, "greeting"),
    (Class::Own, "self"),
    (Class::Hearer, "hearer"),
    (Class::Person, "person"),
    (Class::Question, "question"),
    (Class::Function, "function"),
    (Class::Verb, "verb"),
];

/// A set of classes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Classes(u32);

impl Classes {
    /// How many classes there are.
    pub(super) const COUNT: usize = Class::Past as usize + 1;

    pub(super) const fn of(class: Class) -> Self {
        Self(1 << class as u32)
    }

    #[must_use]
    pub(super) const fn and(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    #[must_use]
    pub(super) const fn without(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }

    pub(super) const fn has(self, class: Class) -> bool {
        self.0 & 1 << class as u32 != 0
    }

    /// A bit for each class, the first the lowest.
    pub(super) const fn bits(self) -> u32 {
        self.0
    }

    pub(super) const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// The numbers of its classes.
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

/// The kind of the hashes of words: also the features "has this word".
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
        assert!(fell.has(Class::Change) && fell.has(Class::Down) && !fell.has(Class::Up));
        assert!(fell.iter().eq([Class::Change as u8, Class::Down as u8, Class::Verb as u8]));
    }
}
