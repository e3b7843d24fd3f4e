//! What stands beside a reporting verb: a clause, a noun phrase, an infinitive, a quotation, or nothing.

use super::cues::{Cue, Form, Frame, Function};
use super::finder::{Finder, Scope};
use crate::text::segment::language::WordList;

/// A person spoken to is named in fewer words than this, and so is the subject of a clause.
const PHRASE: usize = 12;

/// An adverbial between a verb and its report has fewer words than this.
const ADVERBIAL: usize = 25;

/// What a verb's report is.
#[derive(Clone, Copy, Debug)]
pub(super) struct Complement {
    pub(super) frame: Frame,
    pub(super) place: Place,
    /// The word after the verb, its object and its adverbials.
    pub(super) next: usize,
}

/// Where the reported words stand.
#[derive(Clone, Copy, Debug)]
pub(super) enum Place {
    /// They begin with this word.
    After(usize),
    /// Before the verb, and perhaps after it, too.
    Before,
}

impl Finder<'_, '_> {
    /// What stands beside the verb `cue` at word `i`.
    pub(super) fn complement(&self, i: usize, cue: Cue, passive: bool, scope: Scope) -> Option<Complement> {
        let before = |next| Complement { frame: "end", place: Place::Before, next };
        let after = |frame, next| Complement { frame, place: Place::After(next), next };
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
        if gap.contains(':') || self.opens_quotation(next) && !gap.contains(';') {
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

    /// The word after the verb at word `i` and what belongs to it: an addressee, adverbials; none where the speaker of
    /// a passive follows.
    fn after_verb(&self, i: usize, cue: Cue, passive: bool, scope: Scope) -> Option<usize> {
        let mut next = i + 1;
        let agent = self.does(next, Function::Agent) && self.is_open(next);
        if cue.class == "ask" && agent {
            // "asked by Kell whether"
            next = self.after_addressee(next + 1, scope);
        } else if agent && matches!(cue.form, Form::Past | Form::Participle) {
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
        Some(next)
    }

    /// Whether the subject of the verb at word `i` follows it: “…,” said Kell.
    pub(super) fn inverts(&self, i: usize, cue: Cue, scope: Scope) -> bool {
        if i == scope.first
            || i + 1 >= scope.end
            || !self.is_open(i + 1)
            || self.is_open(i)
            || !matches!(cue.class, "say" | "state" | "ask")
            || matches!(cue.form, Form::Base | Form::Ing)
        {
            return false;
        }
        let subject = self.is_capital(i + 1) || self.does(i + 1, Function::Inverted);
        if self.is_quoted(i - 1) {
            return subject || self.is(i + 1, WordList::Role);
        }
        // "Kell, the mayor, announced the plan": an apposition stands before the verb, and an object after it.
        let near = scope.first.max(i.saturating_sub(4 * PHRASE)) + 1;
        let apposition = || (near..i).any(|j| self.gap(j).contains([',', '(']) && !self.is_quoted(j));
        subject
            && self.gap(i).contains(',')
            && (!apposition() || self.does(i, Function::Inverting) && self.is_phrase(i + 1, scope))
    }

    /// Whether the words from `from` to the next mark hold no finite verb.
    fn is_phrase(&self, from: usize, scope: Scope) -> bool {
        let mut words =
            (from + 1..scope.end.min(from + 2 * PHRASE)).take_while(|&j| self.analysis.is_joined(j));
        !self.is(from, WordList::Day) && words.all(|j| self.is_capital(j) || !self.is_finite(j))
    }

    /// Whether a subject with its verb begins at word `from`.
    fn begins_clause(&self, from: usize, cue: Cue, scope: Scope) -> bool {
        // A verb of speech hardly takes a list of things: "said the lock, the port and the pier were shut".
        let list = cue.class == "say";
        let length = if list { 2 * PHRASE } else { PHRASE };
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

    /// The word after the person spoken to, who stands at word `from`: "told (the council) that".
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
        let end = scope.end.min(from + PHRASE);
        let ends = |&j: &usize| {
            if opens(j) || self.is_quoted(j) || self.is(j, WordList::Day) {
                return true;
            }
            // "told reporters the lock is shut", "told CNN Kell was": another noun phrase begins.
            let phrase = self.does(j, Function::Article) && !(article && j == from + 1);
            let name = self.is_capital(j) && !self.is_capital(j.saturating_sub(1)) && !article;
            j > from && (!self.analysis.is_joined(j) || phrase || name)
        };
        (from..end).find(ends).unwrap_or(end)
    }

    /// The word after the adverbials of time, place and manner at word `from`: "said (on Monday in Kell) that".
    fn after_adverbials(&self, from: usize, cue: Cue, scope: Scope) -> usize {
        let mut next = self.after_adverbial(from, cue, scope);
        for _ in 0..2 {
            let more = self.is_time(next) || self.does(next, Function::Additional);
            if next == from || next >= scope.end || !self.is_open(next) || !more {
                break;
            }
            next = self.after_adverbial(next, cue, scope);
        }
        next
    }

    /// The word after the adverbial at word `from`; `from` where there is none.
    fn after_adverbial(&self, from: usize, cue: Cue, scope: Scope) -> usize {
        if from >= scope.end || !self.is_open(from) {
            return from;
        }
        if self.is_time(from) {
            return from + 1;
        }
        if self.does(from, Function::Lead) && self.does(from + 1, Function::Period) {
            return from + 2;
        }
        if !self.does(from, Function::Adverbial) {
            return from;
        }
        // On to "that", a mark, or a day.
        let end = scope.end.min(from + ADVERBIAL);
        let ends = |&j: &usize| {
            self.does(j, Function::That) && j > from + 1 && !self.is_relative(j)
                || self.opens_quotation(j)
                || self.is_time(j)
                || !self.analysis.is_joined(j)
                || cue.class == "ask" && self.does(j, Function::Question) && !self.does(j, Function::That)
        };
        let next = (from + 1..end).find(ends).unwrap_or(end);
        if next < end && self.is_time(next) { next + 1 } else { next }
    }

    /// Whether the word `i` stands alone for a time: "Monday", "yesterday".
    fn is_time(&self, i: usize) -> bool {
        self.is(i, WordList::Day) || self.does(i, Function::Time)
    }

    /// Whether the "that" at word `i` begins a relative clause: a verb follows.
    fn is_relative(&self, i: usize) -> bool {
        self.is_finite(i + 1)
    }
}
