//! The persons whom "he" and "she" stand for.
//!
//! A pronoun stands for the last person who speaks or begins a sentence and who may be a man, or a woman. First names and
//! titles tell that of some; of others the first pronoun that stands for them does, so that "he" and "she" are two. Where two
//! women were named shortly before, "she" may be either, and stands for none.

use super::coreference::{PersonIndex, Referent};
use crate::suggest::analysis::Analysis;
use crate::text::Span;
use crate::text::segment::language::WordList;

/// How many persons a pronoun may be the next mention of; chosen by hand.
const MAX_PERSONS: usize = 6;

/// How many bytes before a pronoun somebody else may be named for whom it may stand, too; chosen by hand.
const MAX_RIVAL_DISTANCE_BYTES: usize = 240;

/// The gender of the pronouns that stand for a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Gender {
    Masculine,
    Feminine,
}

/// A person who was mentioned, and whom a pronoun may stand for.
struct Person {
    /// The fullest form of the name.
    name: Span,
    /// `None` where nothing has told it yet.
    gender: Option<Gender>,
}

impl PersonIndex<'_, '_> {
    /// The pronouns outside quotations that stand for a person in `mentions`, by their place in bytes.
    pub(super) fn referents(&self, mentions: &[Span]) -> Vec<(usize, Referent)> {
        let analysis = self.analysis();
        let mut persons: Vec<Person> = Vec::new();
        let (mut found, mut next) = (Vec::new(), mentions.iter().copied().peekable());
        for (i, word) in analysis.words.iter().enumerate() {
            while let Some(name) = next.next_if(|name| name.start <= word.start) {
                self.mention(name, &mut persons);
            }
            let Some(gender) = gender_of_pronoun(analysis, i).filter(|_| !analysis.is_quoted(i)) else {
                continue;
            };
            let fits = |person: &&mut Person| person.gender.is_none_or(|known| known == gender);
            if let Some(person) = persons.iter_mut().rev().find(fits) {
                let named = &mentions[..mentions.partition_point(|name| name.start < word.start)];
                let mut near =
                    named.iter().rev().take_while(|name| name.end + MAX_RIVAL_DISTANCE_BYTES > word.start);
                let known = person.gender == Some(gender);
                if near.any(|&name| self.is_rival(name, person.name, gender, known)) {
                    found.push((word.start, Referent::Ambiguous));
                    continue;
                }
                person.gender = Some(gender);
                found.push((word.start, Referent::Person(person.name)));
            }
        }
        found
    }

    /// Whether the person named at `name` is another one than `person`, and may be meant by a pronoun of `gender` as well: the
    /// first name or the title tells that gender, or neither tells one where `person`'s is not `known`.
    fn is_rival(&self, name: Span, person: Span, gender: Gender, known: bool) -> bool {
        let (analysis, full) = (self.analysis(), self.fullest(name));
        let from = analysis.word_at(name.start);
        let several = full.len() > analysis.words[analysis.word_at(full.start)].len();
        let told = gender_of_title(analysis, from)
            .or_else(|| gender_of_name(analysis, analysis.word_at(full.start)));
        let fits = told.map_or(!known && several, |told| told == gender);
        let same =
            |one: Span, other: Span| analysis.text.get(one.range()) == analysis.text.get(other.range());
        full != person && !same(full, person) && fits
    }

    /// Makes the person named at `name` the last one of `persons`, if a pronoun may refer to that mention: one that is known
    /// in full, and speaks or begins a sentence.
    fn mention(&self, name: Span, persons: &mut Vec<Person>) {
        let analysis = self.analysis();
        let (from, to) = (analysis.word_at(name.start), analysis.word_at(name.end));
        let full = self.fullest(name);
        let mut verb = to;
        while verb < to + 3 && analysis.is(verb, WordList::Aside) {
            verb += 1;
        }
        let said = analysis.is_cue(verb) && analysis.is_joined(verb) || from > 0 && analysis.is_cue(from - 1);
        let begins = from < analysis.word_at(analysis.sentence(name.start).start) + 3;
        if to - from < 2 && full == name || !said && !begins {
            return;
        }
        let known = persons.iter().position(|person| person.name == full).map(|i| persons.remove(i));
        let told = || gender_of_name(analysis, analysis.word_at(full.start));
        let gender =
            known.and_then(|person| person.gender).or_else(|| gender_of_title(analysis, from)).or_else(told);
        persons.push(Person { name: full, gender });
        if persons.len() > MAX_PERSONS {
            persons.remove(0);
        }
    }
}

/// The gender that the list of the word `i` tells.
fn gender_of_name(analysis: &Analysis, i: usize) -> Option<Gender> {
    match (analysis.is(i, WordList::Male), analysis.is(i, WordList::Female)) {
        (true, false) => Some(Gender::Masculine),
        (false, true) => Some(Gender::Feminine),
        _ => None,
    }
}

/// The gender that the title before word `i` tells: "Mrs Kell", "spokesman Ivo Kell".
fn gender_of_title(analysis: &Analysis, i: usize) -> Option<Gender> {
    i.checked_sub(1).filter(|_| analysis.is_joined(i)).and_then(|title| gender_of_name(analysis, title))
}

/// The gender of the pronoun at word `i`; `None` if it is none.
fn gender_of_pronoun(analysis: &Analysis, i: usize) -> Option<Gender> {
    if analysis.is(i, WordList::Masculine) {
        Some(Gender::Masculine)
    } else if analysis.is(i, WordList::Feminine) {
        Some(Gender::Feminine)
    } else {
        None
    }
}
