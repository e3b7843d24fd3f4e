//! The complement of a reporting verb: a clause, a noun phrase, an infinitive, a quotation, or nothing.

use super::cues::{Cue, Frame, Function, VerbForm};
use super::finder::{Finder, Scope};
use crate::text::segment::language::WordList;

/// Within how many words an addressee or the subject of a clause must end; chosen by hand.
const MAX_NOUN_PHRASE_WORDS: usize = 12;

/// Within how many words an adverbial between a verb and its report must end; chosen by hand.
const MAX_ADVERBIAL_WORDS: usize = 25;

/// The complement of a reporting verb.
#[derive(Clone, Copy, Debug)]
pub(super) struct Complement {
    /// The frame that the verb stands in here.
    pub(super) frame: Frame,
    /// Where the reported words stand.
    pub(super) place: ContentPosition,
    /// The number of the word after the verb, its addressee and its adverbials.
    pub(super) next: usize,
}

/// The position of the reported words.
#[derive(Clone, Copy, Debug)]
pub(super) enum ContentPosition {
    /// After the verb, from the word with this number on.
    After(usize),
    /// Before the verb, and perhaps after it, too.
    Before,
}

impl Finder<'_, '_> {
    /// The complement of the verb `cue` at word `i`.
    pub(super) fn complement(&self, i: usize, cue: Cue, passive: bool, scope: Scope) -> Option<Complement> {
        let before = |next| Complement { frame: "end", place: ContentPosition::Before, next };
        let after = |frame, next| Complement { frame, place: ContentPosition::After(next), next };
        if self.inverts(i, cue, scope) {
            return Some(before(i + 1));
        }
        let next = self.after_verb(i, cue, passive, scope)?;
        if next >= scope.end {
            return Some(before(next));
        }
        let gap = self.gap(next);
        if self.does(next, Function::That) && gap.trim() == "," {
            return Some(after("that", next));
        }
        // “No,” Lund said, “yes,” Kell said.
        let other = || {
            self.gap(next).contains([',', '—', '–'])
                && self.follows_quotation(i, scope)
                && self.has_own_speaker(next)
        };
        if self.opens_quotation(next) && self.has_nearer_verb(i + 1, next) {
            return None;
        }
        if gap.contains(':') || self.opens_quotation(next) && !gap.contains(';') && !other() {
            return Some(after(if gap.contains(':') { "colon" } else { "quote" }, next));
        }
        if !gap.chars().all(|c| c.is_whitespace() || matches!(c, '-' | '\'' | '’')) {
            return Some(before(next));
        }
        if passive && !self.does(next, Function::To) && !self.does(next, Function::That) {
            return Some(after("passive", next));
        }
        let frame = match self.lower(next) {
            _ if self.does(next, Function::To) => "to",
            _ if self.does(next, Function::Question) => "that",
            _ if self.does(next, Function::Subject) => "clause",
            word => match self.cues.frame(cue.class, word) {
                Some((frame, _)) => return Some(after(frame, next + 1)),
                None if self.is(next, WordList::Preposition) => return None,
                None if self.begins_clause(next, cue, scope) => "clause",
                None => "object",
            },
        };
        Some(after(frame, next))
    }

    /// Whether one of the words from `from` to before the quotation at word `to` is a verb with a subject of its own that
    /// introduces it: "concludes with a clip of Kell saying “…”", "were let in as well as five who only wrote “…”".
    fn has_nearer_verb(&self, from: usize, to: usize) -> bool {
        let noun = |j: usize| self.analysis.is_joined(j) && !self.is(j - 1, WordList::Preposition);
        let participle = |j: usize| {
            self.verbs[j].is_some_and(|cue| cue.form == VerbForm::Ing && matches!(cue.class, "say" | "state"))
        };
        let last = to - 1;
        let relative = || (from..last).any(|j| self.does(j, Function::Relative));
        (from + 1..to).any(|j| participle(j) && noun(j))
            || from < last
                && !self.gap(to).contains([',', ':'])
                && self.lower(last).ends_with("ed")
                && relative()
    }

    /// The number of the word after the verb at word `i`, its addressee and its adverbials; `None` where the agent of a
    /// passive follows.
    fn after_verb(&self, i: usize, cue: Cue, passive: bool, scope: Scope) -> Option<usize> {
        let mut next = i + 1;
        let agent = self.does(next, Function::Agent) && self.is_open(next);
        if cue.class == "ask" && agent {
            // The agent of the passive: "asked by Kell whether".
            next = self.after_addressee(next + 1, scope);
        } else if agent && matches!(cue.form, VerbForm::Past | VerbForm::Participle) {
            return None;
        }
        if next < scope.end && self.does(next, Function::Particle) && self.is_open(next) {
            next += 1;
        }
        let speaks_to = matches!(cue.class, "tell" | "ask");
        if speaks_to && !passive {
            next = self.after_addressee(next, scope);
        }
        let framed = || self.cues.frame(cue.class, self.lower(next)).is_some();
        if matches!(cue.class, "say" | "state") || speaks_to && !framed() {
            next = self.after_adverbials(next, cue, scope);
        }
        Some(self.after_manner(next, scope))
    }

    /// Whether the subject of the verb at word `i` follows it: “…,” said Kell.
    pub(super) fn inverts(&self, i: usize, cue: Cue, scope: Scope) -> bool {
        if i == scope.first
            || i + 1 >= scope.end
            || !self.is_open(i + 1)
            || self.is_open(i)
            || !matches!(cue.class, "say" | "state" | "ask")
            || matches!(cue.form, VerbForm::Base | VerbForm::Ing)
        {
            return false;
        }
        if self.analysis.after_verb(i + 1).is_some_and(|subject| self.analysis.has_auxiliary(subject)) {
            return false;
        }
        let subject = self.is_capital(i + 1) || self.does(i + 1, Function::Inverted);
        if self.is_quoted(i - 1) {
            let paused = self.gap(i).contains([',', '?', '!']);
            let other = self.is(i + 1, WordList::Preposition)
                || self.is(i + 1, WordList::Adverb)
                || self.does(i + 1, Function::To)
                || self.does(i + 1, Function::That)
                || self.lower(i + 1).ends_with("ly");
            return subject || self.is(i + 1, WordList::Role) || paused && !other;
        }
        // With an apposition before the verb, an object follows it, not the subject: "Kell, the mayor, announced the
        // plan".
        let near = scope.first.max(i.saturating_sub(4 * MAX_NOUN_PHRASE_WORDS)) + 1;
        let apposition = || (near..i).any(|j| self.gap(j).contains([',', '(']) && !self.is_quoted(j));
        subject
            && self.gap(i).contains(',')
            && (!apposition() || self.does(i, Function::Inverting) && self.is_phrase(i + 1, scope))
    }

    /// Whether a quotation stands before the verb at word `i` in its sentence, with only its subject in between.
    fn follows_quotation(&self, i: usize, scope: Scope) -> bool {
        let near = (scope.first.max(i.saturating_sub(MAX_NOUN_PHRASE_WORDS))..i).rev();
        let quoted = near.clone().find(|&j| self.is_quoted(j));
        quoted.is_some_and(|j| near.take_while(|&k| k > j + 1).all(|k| self.analysis.is_joined(k)))
    }

    /// Whether the words from `from` to the next mark contain no finite verb.
    fn is_phrase(&self, from: usize, scope: Scope) -> bool {
        let near = from + 1..scope.end.min(from + 2 * MAX_NOUN_PHRASE_WORDS);
        let end = near.clone().find(|&j| !self.analysis.is_joined(j)).unwrap_or(near.end);
        // Right before a quotation it is the subject of the words in it: "said Kell “has no time”".
        let quotes = self.opens_quotation(end) && !self.gap(end).contains([',', ':', '.', '—', '–']);
        !quotes
            && !self.is(from, WordList::Day)
            && (from + 1..end).all(|j| self.is_capital(j) || !self.is_finite(j))
    }

    /// Whether a subject with its verb begins at word `from`.
    fn begins_clause(&self, from: usize, cue: Cue, scope: Scope) -> bool {
        // A verb of speech hardly has a list of things as its object: "said the lock, the port and the pier were shut".
        let list = cue.class == "say";
        let length = if list { 2 * MAX_NOUN_PHRASE_WORDS } else { MAX_NOUN_PHRASE_WORDS };
        for j in from + 1..scope.end.min(from + length) {
            let parted = !self.analysis.is_joined(j) && (!list || !self.gap(j).contains(','));
            let joins = !list && self.is(j, WordList::Coordinator) || self.is(j, WordList::Subordinator);
            let word = self.lower(j);
            if self.functions[j].is_auxiliary() && !parted {
                return true;
            }
            if parted
                || joins
                || self.is_quoted(j)
                || self.does(j, Function::To)
                || self.does(j, Function::That)
            {
                return false;
            }
            if !self.is_capital(j) && self.is_finite(j) && !word.ends_with("ing") && !word.ends_with("ed") {
                return true;
            }
        }
        false
    }

    /// The number of the word after the addressee, who is named from word `from` on: "told (the council) that".
    fn after_addressee(&self, from: usize, scope: Scope) -> usize {
        let opens = |j: usize| {
            self.does(j, Function::Question)
                || self.does(j, Function::Subject)
                || self.does(j, Function::Complement)
        };
        if self.does(from, Function::Object) && (!self.does(from, Function::Ambiguous) || opens(from + 1)) {
            return from + 1;
        }
        let article = self.does(from, Function::Article);
        let end = scope.end.min(from + MAX_NOUN_PHRASE_WORDS);
        let ends = |&j: &usize| {
            if opens(j) || self.is_quoted(j) || self.is(j, WordList::Day) {
                return true;
            }
            // A second noun phrase begins a clause: "told reporters the lock is shut", "told CNN Kell was".
            let phrase = self.does(j, Function::Article) && !(article && j == from + 1);
            let name = self.is_capital(j) && !self.is_capital(j.saturating_sub(1)) && !article;
            j > from && (!self.analysis.is_joined(j) || phrase || name)
        };
        (from..end).find(ends).unwrap_or(end)
    }

    /// The number of the word after the adverbials of time, place and manner from word `from` on: "said (on Monday in
    /// Kell) that".
    fn after_adverbials(&self, from: usize, cue: Cue, scope: Scope) -> usize {
        let mut next = self.after_adverbial(from, cue, scope);
        for _ in 0..2 {
            let more = self.after_time(next) > next || self.does(next, Function::Additional);
            if next == from || next >= scope.end || !self.is_open(next) || !more {
                break;
            }
            next = self.after_adverbial(next, cue, scope);
        }
        next
    }

    /// The number of the word after the adverbial at word `from`; `from` where there is none.
    fn after_adverbial(&self, from: usize, cue: Cue, scope: Scope) -> usize {
        if from >= scope.end || !self.is_open(from) {
            return from;
        }
        let time = self.after_time(from);
        if time > from {
            // "said last week was hard": the time is the subject of the report.
            return if self.is_finite(time) && self.is_open(time) { from } else { time };
        }
        if !self.does(from, Function::Adverbial) {
            return from;
        }
        // An adverbial ends at "that", at a mark, or after a day.
        let end = scope.end.min(from + MAX_ADVERBIAL_WORDS);
        let ends = |&j: &usize| {
            self.does(j, Function::That) && j > from + 1 && !self.is_relative(j)
                || self.opens_quotation(j)
                || self.is_time(j)
                || !self.analysis.is_joined(j)
                || cue.class == "ask" && self.does(j, Function::Question) && !self.does(j, Function::That)
        };
        let next = (from + 1..end).find(ends).unwrap_or(end);
        if next < end { self.after_time(next) } else { next }
    }

    /// The number of the word after the adverb at word `from`, if a mark or "that" follows it: "said (quietly): “…”".
    fn after_manner(&self, from: usize, scope: Scope) -> usize {
        let adverb = self.analysis.is_manner(from) || self.is(from, WordList::Adverb);
        let next = from + 1;
        let ends = next >= scope.end || !self.is_open(next) || self.does(next, Function::That);
        if from < scope.end && self.is_open(from) && adverb && ends { next } else { from }
    }

    /// The number of the word after the time that begins with word `from`: "Monday night", "late on Sunday", "last week", "two
    /// weeks ago"; `from` where none does.
    fn after_time(&self, from: usize) -> usize {
        let open = |i: usize| i == from || self.is_open(i);
        let ago = from + 2;
        if self.does(from + 1, Function::Period)
            && self.does(ago, Function::Ago)
            && open(from + 1)
            && open(ago)
        {
            return ago + 1;
        }
        let mut next = from;
        while open(next) && self.does(next, Function::Lead) {
            next += 1;
        }
        let day = |i: usize| self.is(i, WordList::Day);
        if next > from && self.is(next, WordList::Preposition) {
            // "late on Monday", "late in the day"
            if !day(next + 1) {
                return next;
            }
            next += 1;
        }
        if open(next) && day(next) {
            next += 1;
            return if self.is_open(next) && self.does(next, Function::Period) { next + 1 } else { next };
        }
        if next > from && open(next) && self.does(next, Function::Period) {
            return next + 1;
        }
        if self.is_time(from) { from + 1 } else { from }
    }

    /// Whether the word `i` alone names a time: "Monday", "yesterday".
    fn is_time(&self, i: usize) -> bool {
        self.is(i, WordList::Day) || self.does(i, Function::Time)
    }

    /// Whether the "that" at word `i` begins a relative clause: a verb follows.
    fn is_relative(&self, i: usize) -> bool {
        self.is_finite(i + 1)
    }
}
