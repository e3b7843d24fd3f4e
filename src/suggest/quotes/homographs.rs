//! Forms that are a verb of speech and a noun: "Kell claims that", "most of Lund's claims".

use crate::suggest::analysis::Analysis;
use crate::text::segment::language::WordList;

/// The longest name before a verb in the plural, in words; chosen by hand.
const MAX_NAME_WORDS: usize = 4;

/// How many words before such a form its clause may begin; chosen by hand.
const MAX_CLAUSE_WORDS: usize = 24;

impl Analysis<'_> {
    /// Whether the `i`th word, a form that may be a noun, is one after a preposition or a number, since its clause has a
    /// verb before it that reports nothing: "The board rated most of the coastal claims".
    pub(in crate::suggest) fn is_noun_after_verb(&self, i: usize) -> bool {
        let near = || (i.saturating_sub(MAX_CLAUSE_WORDS)..i).rev().take_while(|&j| self.is_joined(j + 1));
        let leads =
            |&j: &usize| self.is(j, WordList::Preposition) || self.word(j).starts_with(char::is_numeric);
        let Some(of) = near().skip(1).take(MAX_NAME_WORDS).find(leads) else { return false };
        // "The plan drafted by Kell claims": a participle.
        let describes = |j: usize| {
            let follows = j > 0 && self.is_joined(j);
            follows && self.word(j).ends_with("ed") && self.is(j + 1, WordList::Preposition)
        };
        let opens = |j: usize| {
            let lists = [
                WordList::Subordinator,
                WordList::RelativePronoun,
                WordList::Coordinator,
                WordList::Relative,
            ];
            lists.iter().any(|&list| self.is(j, list)) && !self.is(j, WordList::Preposition)
        };
        let verb = |j: usize| self.is_finite(j) && !self.is(j, WordList::Cue) && !describes(j);
        near().any(|j| j < of && verb(j)) && !near().any(opens)
    }

    /// Whether an article or an owner and words in marks stand before the `i`th word: "Lund's “private” claims".
    pub(in crate::suggest) fn has_attribute_in_marks(&self, i: usize) -> bool {
        let marks = |gap: &str| gap.contains(['"', '”', '“', '’', '»']) && !gap.contains([',', '?', '!']);
        if !marks(self.gap_before(i)) {
            return false;
        }
        let Some(start) = self.words.get(i).map(|word| word.start) else { return false };
        let last = self.quotations.partition_point(|quotation| quotation.outer.end <= start);
        let Some(marked) = last.checked_sub(1).map(|last| self.quotations[last].outer) else { return false };
        self.word_at(marked.end) == i
            && self.word_at(marked.start).checked_sub(1).is_some_and(|j| self.is_attribute(j))
    }

    /// Whether the `i`th word is the end of two names that have a verb in the plural: "Lund and Kell".
    pub(in crate::suggest) fn ends_joint_names(&self, i: usize) -> bool {
        let capital = |j: usize| self.word(j).starts_with(char::is_uppercase);
        if capital(i + 1) {
            return false;
        }
        let names = (i.saturating_sub(MAX_NAME_WORDS)..=i)
            .rev()
            .take_while(|&j| capital(j) && self.is_joined(j))
            .count();
        let and = i.checked_sub(names).filter(|&j| names > 0 && j > 0 && self.is(j, WordList::Joint));
        and.is_some_and(|j| capital(j - 1))
    }
}
