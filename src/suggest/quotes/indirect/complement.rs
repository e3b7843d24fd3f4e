//! What stands beside a reporting verb: a clause, a noun phrase, an infinitive, a quotation, or nothing.

use super::cues::{Cue, Form, Frame, Helper};
use super::{Finder, Scope};
use crate::text::segment::language::List;

/// What a verb's report is.
#[derive(Clone, Copy, Debug)]
pub(super) struct Complement {
    pub(super) frame: Frame,
    pub(super) place: Place,
    /// The word after the verb, its object and its adverbials.
    pub(super) next: usize,
    /// Where the agent of a passive stands ("by Kell").
    pub(super) agent: Option<usize>,
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
        let mut next = i + 1;
        if self.inverts(i, cue, scope) {
            return Some(Complement { frame: "end", place: Place::Before, next, agent: None });
        }
        let after = |frame, next| Complement { frame, place: Place::After(next), next, agent: None };
        let participle = matches!(cue.form, Form::Past | Form::Participle);
        if cue.class == "ask" && self.lower(next) == "by" && self.is_open(next) {
            next = self.after_addressee(next + 1, scope);
        }
        if participle && self.lower(next) == "by" && self.is_open(next) {
            let complement = Complement { frame: "by", place: Place::Before, next, agent: Some(next + 1) };
            return Some(complement);
        }
        if next < scope.end && matches!(self.lower(next), "out" | "up") && self.is_open(next) {
            next += 1;
        }
        if matches!(cue.class, "tell" | "ask") && !passive {
            next = self.after_addressee(next, scope);
        }
        if matches!(cue.class, "say" | "state" | "tell" | "ask") {
            if self.cues.preposition(cue.class, self.lower(next)).is_none()
                || cue.class == "say"
                || cue.class == "state"
            {
                next = self.after_adverbial(next, cue, scope);
            }
            // "said, that"
            if self.lower(next) == "that" && self.gap(next).trim() == "," {
                return Some(after("that", next));
            }
        }
        if next >= scope.end {
            return Some(Complement { frame: "end", place: Place::Before, next, agent: None });
        }
        let gap = self.gap(next);
        if self.opens_quotation(next) && !gap.contains(';') {
            return Some(after(if gap.contains(':') { "colon" } else { "quote" }, next));
        }
        if gap.contains(':') {
            return Some(after("colon", next));
        }
        if !self.is_open(next) && !gap.trim().chars().all(|c| c == '-' || c == '\'' || c == '’') {
            return Some(Complement { frame: "end", place: Place::Before, next, agent: None });
        }
        if passive && !matches!(self.lower(next), "to" | "that") {
            return Some(after("passive", next));
        }
        let word = self.lower(next);
        let frame = match word {
            "that" | "if" | "whether" | "how" | "why" | "what" | "who" | "when" | "where" => "that",
            "he" | "she" | "they" | "it" | "there" | "we" | "i" | "you" | "it's" | "he's" | "it’s"
            | "he’s" | "she’s" | "they’re" => "clause",
            "to" => "to",
            _ => match self.cues.preposition(cue.class, word) {
                Some(frame) => return Some(after(frame, next + 1)),
                None if self.is(next, List::Preposition) => return None,
                None if self.begins_clause(next, scope) => "clause",
                None => "object",
            },
        };
        Some(after(frame, next))
    }

    /// Whether the words from `from` to the next mark hold no finite verb.
    fn is_phrase(&self, from: usize, scope: Scope) -> bool {
        !self.is(from, List::Day)
            && (from + 1..scope.end).take_while(|&j| self.reading.is_joined(j)).all(|j| {
                self.is_capital(j) || self.cues.helper(self.lower(j)).is_none() && !self.is_verb_form(j)
            })
    }

    /// Whether the "that" at word `i` begins a relative clause: a verb follows.
    fn is_relative(&self, i: usize) -> bool {
        let next = self.lower(i + 1);
        self.cues.helper(next).is_some() || self.is_verb_form(i + 1)
    }

    /// Whether the subject of the verb at word `i` follows it: “…,” said Kell.
    pub(super) fn inverts(&self, i: usize, cue: Cue, scope: Scope) -> bool {
        if i == scope.first
            || i + 1 >= scope.end
            || !matches!(cue.class, "say" | "state" | "ask")
            || !self.is_open(i + 1)
        {
            return false;
        }
        if matches!(cue.form, Form::Base | Form::Ing) || self.is_open(i) {
            return false;
        }
        let word = self.lower(i + 1);
        let subject = self.is_capital(i + 1)
            || matches!(word, "the" | "a" | "an" | "his" | "her" | "one" | "another" | "he" | "she");
        let quoted = self.is_quoted(i - 1);
        let apposition =
            || (scope.first + 1..i).any(|j| self.gap(j).contains([',', '(']) && !self.is_quoted(j));
        quoted && (subject || self.is(i + 1, List::Role))
            || subject
                && self.gap(i).contains(',')
                && (!apposition()
                    || matches!(self.lower(i), "said" | "says" | "wrote") && self.is_phrase(i + 1, scope))
    }

    /// Whether a subject with its verb begins at word `from`.
    fn begins_clause(&self, from: usize, scope: Scope) -> bool {
        for j in from + 1..scope.end.min(from + 12) {
            if self.is_quoted(j) || !self.reading.is_joined(j) {
                return false;
            }
            let word = self.lower(j);
            if self
                .cues
                .helper(word)
                .is_some_and(|helper| !matches!(helper, Helper::Infinitive | Helper::Not | Helper::Adverb))
            {
                return true;
            }
            if word == "to"
                || self.is(j, List::Coordinator)
                || self.is(j, List::Subordinator)
                || word == "that"
            {
                return false;
            }
            if !self.is_capital(j) && self.is_verb_form(j) && !word.ends_with("ing") && !word.ends_with("ed")
            {
                return true;
            }
        }
        false
    }

    /// The word after the person spoken to, who stands at word `from`: "told (the council) that".
    fn after_addressee(&self, from: usize, scope: Scope) -> usize {
        let opens = |j: usize| {
            let word = self.lower(j);
            let word = word.split(['\'', '’']).next().unwrap_or(word);
            matches!(
                word,
                "that"
                    | "if"
                    | "whether"
                    | "how"
                    | "why"
                    | "what"
                    | "to"
                    | "about"
                    | "of"
                    | "he"
                    | "she"
                    | "they"
                    | "it"
                    | "there"
                    | "in"
                    | "on"
                    | "during"
                    | "at"
                    | "for"
                    | "after"
            )
        };
        let article = matches!(self.lower(from), "the" | "a" | "an" | "his" | "her" | "their");
        let pronoun = matches!(self.lower(from), "him" | "them" | "me" | "us" | "you")
            || self.lower(from) == "her" && opens(from + 1);
        if pronoun {
            return from + 1;
        }
        for j in from..scope.end.min(from + 12) {
            if opens(j)
                || self.is_quoted(j)
                || j > from && !self.reading.is_joined(j)
                || self.is(j, List::Day)
            {
                return j;
            }
            // "told reporters the lock is shut": a new noun phrase begins
            let begins = matches!(self.lower(j), "the" | "a" | "an" | "his" | "her" | "their" | "this");
            if j > from && begins && !(article && j == from + 1) {
                return j;
            }
            // "told CNN Kell was": a second name
            if j > from && self.is_capital(j) && !self.is_capital(j - 1) && !article {
                return j;
            }
        }
        scope.end.min(from + 12)
    }

    /// The word after an adverbial of time or place at word `from`: "said (on Monday in Kell) that".
    fn after_adverbial(&self, from: usize, cue: Cue, scope: Scope) -> usize {
        let word = self.lower(from);
        if from >= scope.end || !self.is_open(from) {
            return from;
        }
        let day = |j: usize| {
            self.is(j, List::Day)
                || matches!(self.lower(j), "yesterday" | "today" | "earlier" | "recently" | "later")
        };
        let mut next = from;
        if day(from) {
            next = from + 1;
        } else if matches!(word, "last" | "this" | "earlier")
            && matches!(
                self.lower(from + 1),
                "week" | "month" | "year" | "weekend" | "summer" | "spring" | "fall" | "winter" | "day"
            )
        {
            next = from + 2;
        } else if matches!(
            word,
            "in" | "on"
                | "at"
                | "during"
                | "after"
                | "before"
                | "to"
                | "from"
                | "by"
                | "for"
                | "through"
                | "via"
                | "as"
                | "when"
                | "of"
                | "about"
                | "with"
                | "while"
                | "following"
        ) {
            // On to "that", a mark, or a day.
            for j in from + 1..scope.end.min(from + 25) {
                if self.lower(j) == "that" && j > from + 1 && !self.is_relative(j)
                    || self.opens_quotation(j)
                    || day(j) && self.lower(j) != "later"
                {
                    next = j;
                    break;
                }
                let asked = cue.class == "ask"
                    && matches!(self.lower(j), "who" | "if" | "whether" | "how" | "why" | "what");
                if !self.reading.is_joined(j) || asked {
                    next = j;
                    break;
                }
                next = j + 1;
            }
            next = next.min(scope.end);
            if next < scope.end && day(next) {
                next += 1;
            }
        }
        if next > from
            && next < scope.end
            && self.is_open(next)
            && (day(next) || matches!(self.lower(next), "in" | "on" | "at" | "during"))
        {
            return self.after_adverbial(next, cue, scope);
        }
        next
    }
}
