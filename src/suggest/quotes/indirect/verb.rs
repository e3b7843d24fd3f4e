//! Whether a word is a reporting verb where it stands, and what its chain of helpers says of it.

use super::complement::Place;
use super::cues::{Cue, Form, Helper};
use super::{Finder, Reported, Scope};
use crate::suggest::reading::is_article;
use crate::text::Span;
use crate::text::segment::language::List;

/// A verb with the words of its chain: "would not have said".
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Chain {
    /// The chain's first word, adverbs before it within.
    pub(super) start: usize,
    pub(super) be: bool,
    pub(super) have: bool,
    pub(super) modal: bool,
    pub(super) negated: bool,
    pub(super) infinitive: bool,
    pub(super) done: bool,
}

impl Finder<'_, '_> {
    /// Adds the report of the verb at word `i`, if it is one.
    pub(super) fn verb(&self, i: usize, scope: Scope, found: &mut Vec<Reported>) {
        let Some(cue) = self.cues.verb(self.lower(i)) else { return };
        let chain = self.chain(i, scope);
        if !self.is_verb(i, cue, chain, scope) {
            return;
        }
        let passive = chain.be && matches!(cue.form, Form::Past | Form::Participle);
        let complement = self.complement(i, cue, passive, scope);
        let Some(complement) = complement else { return };
        let rate = self.cues.rate(cue.class, complement.frame);
        if rate == 0.0 {
            return;
        }
        let (source, how) = self.source(i, cue, chain, &complement, scope);
        let content = match complement.place {
            Place::After(from) => {
                self.content_after(from, complement.frame, cue, source, scope).into_iter().collect()
            }
            Place::Before => match self.content_before(chain.start, i, source, complement.next, scope) {
                Some(content) => content,
                None => return,
            },
        };
        let quoted = |span: &Span| {
            (self.reading.word_at(span.start)..self.reading.word_at(span.end)).all(|j| self.is_quoted(j))
        };
        if content.iter().all(quoted) {
            return;
        }
        let Some(span) = self.span(i, i + 1) else { return };
        let situation = format!(
            "{}|{}|{:?}|{}{}{}{}{}|{}",
            cue.class,
            complement.frame,
            cue.form,
            if chain.be { "b" } else { "" },
            if chain.modal { "m" } else { "" },
            if chain.negated { "n" } else { "" },
            if chain.infinitive { "i" } else { "" },
            if chain.done { "d" } else { "" },
            how
        );
        let mut score = likelihood(rate, cue, chain, how);
        if complement.frame == "object"
            && let Place::After(from) = complement.place
        {
            score = shift(score, self.weight(from, content.first()));
        }
        found.push(Reported { content, speaker: source, cue: Some(span), score, reason: situation });
    }

    /// How much likelier an object that begins with word `from` makes a report, in odds.
    fn weight(&self, from: usize, content: Option<&Span>) -> f32 {
        let single = content.is_some_and(|span| self.reading.word_at(span.end) == from + 1);
        match self.lower(from) {
            _ if single => 0.5,
            "the" | "his" | "her" | "their" | "him" | "its" => 1.4,
            word if word.starts_with(|c: char| c.is_ascii_digit()) => 0.4,
            _ => 1.0,
        }
    }

    /// Whether the word `i` may stand between a subject and its verb.
    fn is_aside(&self, i: usize) -> bool {
        let word = self.lower(i);
        !self.is_capital(i) && (self.is(i, List::Aside) || word.len() > 4 && word.ends_with("ly"))
    }

    /// The chain that ends with the verb at word `i`.
    fn chain(&self, i: usize, scope: Scope) -> Chain {
        let mut chain = Chain { start: i, ..Chain::default() };
        while chain.start > scope.first.max(i.saturating_sub(8)) && self.reading.is_joined(chain.start) {
            let before = self.lower(chain.start - 1);
            match self.cues.helper(before) {
                Some(Helper::Be) => chain.be |= chain.start == i || !chain.have,
                Some(Helper::Have) => chain.have = true,
                Some(Helper::Modal) => chain.modal = true,
                Some(Helper::Do) => chain.done = true,
                Some(Helper::Not) => chain.negated = true,
                Some(Helper::Infinitive) => chain.infinitive = true,
                Some(Helper::Adverb) => {}
                Some(Helper::Document) => break,
                None if self.is_aside(chain.start - 1) => {}
                None => break,
            }
            chain.negated |= before.ends_with("n't") || before.ends_with("n’t") || before == "cannot";
            chain.start -= 1;
            if chain.infinitive {
                break;
            }
        }
        chain
    }

    /// Whether the word `i` is a verb here, not a noun or an adjective of that form.
    fn is_verb(&self, i: usize, cue: Cue, chain: Chain, scope: Scope) -> bool {
        // "self-described", "call-up"
        if self.gap(i) == "-" || self.gap(i + 1) == "-" {
            return false;
        }
        // A capital within the sentence: a name or a title, unless all words there have one.
        if self.is_capital(i) && i > scope.first && !self.is_title_case(i, scope) {
            return false;
        }
        let before = if i > scope.first && self.reading.is_joined(i) { self.lower(i - 1) } else { "" };
        if is_article(before) || before.ends_with("'s") || before.ends_with("’s") && before != "he’s" {
            return false;
        }
        let preposition = !before.is_empty() && self.is(i - 1, List::Preposition);
        match cue.form {
            Form::Past | Form::Participle => !preposition,
            Form::Ing => true,
            Form::Third => {
                !before.is_empty()
                    && !preposition
                    && (chain.start < i
                        || !before.ends_with('s')
                        || self.is_capital(i - 1)
                        || before.ends_with("ss"))
                    || i > scope.first && self.gap(i).contains([',', ')', '”', '"', '—', '–'])
            }
            Form::Base => {
                chain.infinitive
                    || chain.modal
                    || chain.done
                    || matches!(
                        before,
                        "they"
                            | "we"
                            | "i"
                            | "you"
                            | "who"
                            | "people"
                            | "percent"
                            | "men"
                            | "women"
                            | "and"
                            | "voters"
                    )
                    || before.ends_with('s') && !before.ends_with("ss")
                    || before == "" && i > scope.first
                    || !cue.noun && !before.is_empty() && !preposition
            }
        }
    }

    /// Whether the sentence is written with capitals, as headlines are.
    fn is_title_case(&self, i: usize, scope: Scope) -> bool {
        let near = scope.first.max(i.saturating_sub(6))..scope.end.min(i + 7);
        let long = near.filter(|&j| self.reading.word(j).len() > 3);
        let (capital, small): (Vec<_>, Vec<_>) = long.partition(|&j| self.is_capital(j));
        capital.len() > 2 * small.len() && capital.len() > 3
    }
}

/// The likelihood `score` with its odds multiplied by `factor`.
pub(super) fn shift(score: f32, factor: f32) -> f32 {
    let odds = factor * score / (1.0 - score);
    odds / (1.0 + odds)
}

/// `rate` with what the verb's chain and the mention `how` of its subject make of it, in odds.
fn likelihood(rate: f32, cue: Cue, chain: Chain, how: &str) -> f32 {
    let mut odds = rate / (1.0 - rate);
    odds *= match how {
        "document" => 3.0,
        "name" | "inverted" | "person" => 1.5,
        "role" => 0.8,
        "who" | "which" | "none" | "far pronoun" => 0.65,
        "pronoun" if cue.form == Form::Base => 0.6,
        _ => 1.0,
    };
    for (holds, factor) in [(chain.infinitive, 0.5), (chain.modal, 0.55), (chain.negated, 0.75)] {
        if holds {
            odds *= factor;
        }
    }
    odds / (1.0 + odds)
}
