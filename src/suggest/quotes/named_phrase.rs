//! The noun phrase after an inverted verb ("said Nora Lund"), and the name that stands beside an office ("said the mayor,
//! Paul Reth"): adverbs, times and what else is said of the verb are no part of it.

use super::mention::{MAX_PHRASE_WORDS, Mention, MentionKind};
use crate::suggest::analysis::Analysis;
use crate::text::segment::language::WordList;

/// The most words before the noun of a time ("el pasado lunes"); chosen by hand.
const MAX_TIME_WORDS: usize = 3;

impl Analysis<'_> {
    /// Who is named from word `from` on, alone or together with others: "said Nora Lund of the union and the mayor".
    pub(super) fn after_verb(&self, from: usize) -> Option<Mention> {
        self.phrase_after(from).map(|mention| self.with_others_after(mention))
    }

    /// The noun phrase that begins at word `from`: "said Nora Lund of the union".
    pub(super) fn phrase_after(&self, from: usize) -> Option<Mention> {
        let euphonic = self.is(from, WordList::Euphonic) && self.gap_before(from) == "-";
        let mut from = if euphonic { from + 1 } else { from };
        // « … », a déclaré hier Nora Lund
        while !self.language.is_english()
            && self.is_open(from)
            && let Some(next) = self.after_adverb(from)
        {
            from = next;
        }
        if !self.language.is_english()
            && let Some(told) = self.after_name_in_marks(from).and_then(|next| self.phrase_after(next))
        {
            return Some(told);
        }
        let mut end = from;
        while end < self.words.len() && end - from < MAX_PHRASE_WORDS && !self.stops_phrase(from, end) {
            end += 1;
            if self.is(end - 1, WordList::Pronoun) {
                break;
            }
        }
        while end > from + 1
            && (self.is(end - 1, WordList::Preposition) || self.is(end - 1, WordList::Determiner))
        {
            end -= 1;
        }
        // An article alone is nobody ("leggeva il «Corriere»"), nor is a prefix ("fügte hinzu").
        let small = (self.is(from, WordList::Determiner) || self.is(from, WordList::Prefix))
            && !self.is(from, WordList::Pronoun);
        let empty = end == from || end == from + 1 && small && !self.language.is_english();
        let mention = if empty { None } else { self.head(from, end) }?;
        let name = if mention.kind == MentionKind::Role { self.name_after(end, mention) } else { None };
        Some(name.unwrap_or(mention))
    }

    /// The number of the word after the adverb or the time that begins at word `from`: "hier", "este martes", "am Montag".
    fn after_adverb(&self, from: usize) -> Option<usize> {
        if self.is_day(from) || self.is_aside(from) && !self.is(from, WordList::Determiner) {
            return Some(from + 1);
        }
        let leads = |&i: &usize| {
            let leads = [WordList::TimeLead, WordList::Preposition, WordList::Determiner];
            leads.into_iter().any(|list| self.is(i, list)) && self.is_joined(i + 1)
        };
        let time = from + (from..from + MAX_TIME_WORDS).take_while(leads).count();
        let names_time = time > from && (self.is_day(time) || self.is(time, WordList::Period));
        let last = |&i: &usize| self.is(i, WordList::TimeLead) && self.is_joined(i);
        names_time.then(|| time + 1 + (time + 1..self.words.len()).take_while(last).count())
    }

    /// Whether the noun phrase that begins at word `from` ends before word `i`.
    fn stops_phrase(&self, from: usize, i: usize) -> bool {
        if i == from {
            let begins = self.is(i, WordList::Preposition) || self.is(i, WordList::Relative);
            // "said retired teacher Nora Lund": beside a verb of speech a participle is an adjective.
            let adjective =
                self.word(i).ends_with("ed") && !self.is(i, WordList::Verb) && !self.is(i, WordList::Cue);
            return !self.is_open(i)
                || begins && !self.leads_name(i) && !self.is_name_word(i)
                || !adjective && self.ends_phrase_after(i);
        }
        !self.is_joined(i)
            || self.is_quoted(i) != self.is_quoted(i - 1)
            || self.ends_phrase_after(i)
            || self.begins_adverbial(i)
            || self.begins_other_phrase(i)
    }

    /// Whether an article at word `i` begins another noun phrase than the noun before it: "According to Nora Lund (the lock)".
    fn begins_other_phrase(&self, i: usize) -> bool {
        let before = i - 1;
        self.language.is_english()
            && self.is(i, WordList::Article)
            && self.word(i).starts_with(char::is_lowercase)
            && !self.word(i + 1).starts_with(char::is_uppercase)
            && !self.continues_name(i)
            && !self.is(before, WordList::Preposition)
            && !self.is(before, WordList::Joint)
            && !self.is(before, WordList::Aside)
    }

    /// Whether an auxiliary follows `mention`, which is then the subject of a clause: "said (the port) was shut".
    pub(super) fn has_auxiliary(&self, mention: Mention) -> bool {
        let end = self.word_at(mention.phrase.end);
        self.language.is_english()
            && self.is_joined(end)
            && self.is(end, WordList::Aside)
            && self.language.is_verb(self.word(end))
    }

    /// Whether no noun phrase after a verb goes on over the `i`th word: a verb, a conjunction, a day.
    fn ends_phrase_after(&self, i: usize) -> bool {
        let small = self.word(i).starts_with(char::is_lowercase);
        let stops = self.is_finite(i)
            || self.is(i, WordList::Subordinator)
            || self.is(i, WordList::Coordinator)
            || self.is(i, WordList::Relative);
        small && stops || self.is_day(i) && !(i > 0 && self.is_attribute(i - 1))
    }

    /// Whether the `i`th word begins what is said of the verb and not of the noun phrase before it: "said Lund (quietly)",
    /// "said Lund (late Friday)", "said the mayor (in a letter)".
    fn begins_adverbial(&self, i: usize) -> bool {
        let word = self.word(i);
        if !word.starts_with(char::is_lowercase) || self.is_attribute(i - 1) {
            return false;
        }
        let next = i + 1;
        let time = |i: usize| self.is(i, WordList::Day) || self.is(i, WordList::Period);
        if self.is(i, WordList::TimeLead) && time(next) && self.is_joined(next) {
            return true;
        }
        if self.is(i, WordList::Adjunct) {
            return !(self.is(i - 1, WordList::Attache) && self.is(i, WordList::Infinitive));
        }
        if self.is(i, WordList::Preposition) {
            // "a clerk at the bank", but "said the clerk in a letter"; in other languages only a few prepositions belong to nouns.
            let indefinite = self.is(next, WordList::Article)
                && !self.is(next, WordList::Definite)
                && !self.is(next, WordList::Negation);
            return (indefinite || !self.language.is_english()) && !self.is(i, WordList::Belonging);
        }
        let named = self.word(i - 1).starts_with(char::is_uppercase);
        if named && !self.language.is_english() {
            // "der Trainer des Vereins": the noun before may have a capital and be no name.
            let owner = self.is(i, WordList::Determiner) && !self.is_name_word(i - 1);
            return !self.is(i, WordList::Particle) && !self.is(i, WordList::Role) && !owner;
        }
        // "two elderly neighbours": what ends in -ly before a noun belongs to it.
        let noun = || {
            self.is_joined(next)
                && self.word(next).starts_with(char::is_lowercase)
                && !self.is(next, WordList::Preposition)
                && !self.is(next, WordList::Adverb)
                && !self.is(next, WordList::TimeLead)
                && !self.ends_phrase_after(next)
        };
        self.is(i, WordList::Adverb) || self.is_manner(i) && (named || !noun())
    }

    /// The name in apposition to `role`, which ends before word `at`: "the owner, Paul Reth".
    fn name_after(&self, at: usize, role: Mention) -> Option<Mention> {
        if self.gap_before(at).trim() != "," {
            return None;
        }
        let is_named = |i: usize| self.is_name_word(i) || self.continues_name(i);
        let quoted = self.is_quoted(at - 1);
        let end = (at..self.words.len())
            .take(MAX_PHRASE_WORDS)
            .take_while(|&i| is_named(i) && (i == at || self.is_joined(i)) && self.is_quoted(i) == quoted)
            .last()?
            + 1;
        // "said the owner, Paul Reth and his wife", "said the owner, Paul Reth said": no apposition.
        let closed = !self.is_joined(end) || self.is(end, WordList::Preposition);
        if closed { self.apposition(role, at, end) } else { None }
    }

    /// The name in the words from `from` to before `to`, if they stand in apposition to `role`.
    pub(super) fn apposition(&self, role: Mention, from: usize, to: usize) -> Option<Mention> {
        let verb = |i: usize| self.is_finite(i) && !self.is(i, WordList::Naming);
        let clause = self.is(from, WordList::RelativePronoun) || self.is(from, WordList::Coordinator);
        if role.kind != MentionKind::Role || clause || (from..to).any(verb) {
            return None;
        }
        let name = self.head(from, to).filter(|name| name.kind == MentionKind::Name)?;
        let (first, end) = (self.word_at(name.span.start), self.word_at(name.span.end));
        // The second part of a place is no name: "the mayor of Kell, Ohio".
        let last = self.word_at(role.phrase.end).saturating_sub(1);
        let place = end - first < 2 && self.word(last).starts_with(char::is_uppercase);
        let is_person = self.is_person(first, end) && !place;
        is_person.then(|| Mention { phrase: role.phrase.hull(name.phrase), ..name })
    }

    /// Whether nothing but white space or the marks of a name stand before word `i`, or a hyphen as in "dit-il".
    fn is_open(&self, i: usize) -> bool {
        let gap = self.gap_before(i);
        gap.chars().all(char::is_whitespace)
            || gap == "-" && !self.language.is_english()
            || self.borders_name(i)
    }
}
