//! Whether a word is a reporting verb where it stands, and how likely it reports.

use super::SpeechReport;
use super::chain::Chain;
use super::complement::ContentPosition;
use super::cues::{Cue, Function, VerbForm};
use super::finder::{Finder, Scope};
use super::source::ReportSource;
use crate::text::Span;
use crate::text::segment::language::WordList;

/// The highest score of a report of what was not said; chosen by hand.
const MAX_UNSAID_SCORE: f32 = 0.6;

impl Finder<'_, '_> {
    /// Adds the report of the verb at word `i`, if it is one.
    pub(super) fn verb(&self, i: usize, cue: Cue, scope: Scope, found: &mut Vec<SpeechReport>) {
        let chain = self.chain(i, scope);
        if !self.is_verb(i, cue, chain, scope) || self.analysis.quoted_object(i).is_some() {
            return;
        }
        let passive = chain.be && matches!(cue.form, VerbForm::Past | VerbForm::Participle);
        let Some(complement) = self.complement(i, cue, passive, scope) else { return };
        let Some((frame, rate)) = self.cues.frame(cue.class, complement.frame) else { return };
        let (speaker, source) = self.source(i, cue, chain, scope);
        let content = match complement.place {
            ContentPosition::After(from) => {
                self.content_after(from, frame, cue, speaker, scope).into_iter().collect()
            }
            ContentPosition::Before => self.content_before(i, chain.start, speaker, complement.next, scope),
        };
        if content.iter().all(|span| self.is_all_quoted(*span)) {
            return;
        }
        if self.is_nothing(i, cue, chain, speaker, scope) {
            return;
        }
        let mut score = likelihood(rate, cue, chain, source);
        if let (ContentPosition::After(from), "object") = (complement.place, frame) {
            score = shift(score, self.weight(from, content.first()));
        }
        let unsaid = self.is_unsaid(i, cue, chain, speaker, scope);
        if unsaid {
            score = score.min(MAX_UNSAID_SCORE);
        }
        let reason = self.reason(i, frame, source);
        found.push(SpeechReport { content, speaker, cue: self.span(i, i + 1), score, reason, unsaid });
    }

    /// The reason that is shown for the report of the verb at word `i`.
    fn reason(&self, i: usize, frame: &str, source: ReportSource) -> String {
        let what = match frame {
            "that" => "a clause after it",
            "clause" => "a clause without “that” after it",
            "object" => "a noun phrase after it",
            "to" => "an infinitive after it",
            "quote" | "colon" => "a quotation after it",
            "end" => "the words before it",
            "passive" => "its words after a passive",
            preposition => return format!("“{} {preposition}” {}", self.analysis.word(i), source.name()),
        };
        format!("“{}” with {what}, {}", self.analysis.word(i), source.name())
    }

    /// The factor for the odds of a report whose object begins with word `from`.
    fn weight(&self, from: usize, content: Option<&Span>) -> f32 {
        let single = content.is_some_and(|span| self.analysis.word_at(span.end) == from + 1);
        match self.lower(from) {
            _ if single => 0.5,
            _ if self.does(from, Function::Definite) => 1.4,
            word if word.starts_with(|c: char| c.is_ascii_digit()) => 0.4,
            _ => 1.0,
        }
    }

    /// Whether the word `i` is a verb here, not a noun or an adjective of the same form.
    fn is_verb(&self, i: usize, cue: Cue, chain: Chain, scope: Scope) -> bool {
        // A part of a compound is no verb: "self-described", "call-up".
        if self.gap(i) == "-" || self.gap(i + 1) == "-" {
            return false;
        }
        // A capital within the sentence begins a name or a title, unless all words there have one.
        if self.is_capital(i) && i > scope.first && !self.is_title_case(i, scope) {
            return false;
        }
        let first = i == scope.first;
        let joined = !first && self.analysis.is_joined(i);
        let before = if joined { self.lower(i - 1) } else { "" };
        let possessive =
            (before.ends_with("'s") || before.ends_with("’s")) && !self.does(i - 1, Function::Subject);
        if joined && (possessive || self.is_attribute(i - 1)) {
            return false;
        }
        let preposition = joined && self.is(i - 1, WordList::Preposition);
        let plural = before.ends_with('s') && !before.ends_with("ss");
        match cue.form {
            VerbForm::Ing => true,
            VerbForm::Past | VerbForm::Participle => !preposition,
            VerbForm::Third if joined => {
                !preposition
                    && (chain.start < i || !plural || self.is_capital(i - 1))
                    && !(cue.noun && self.analysis.is_noun_after_verb(i))
                    || self.gap(i).contains([')', '”', '"', '—', '–'])
            }
            VerbForm::Third => !first,
            VerbForm::Base => {
                chain.infinitive
                    || chain.modal
                    || chain.helped
                    || plural
                    || !first && !joined
                    || joined && (self.agrees(i - 1) || self.analysis.ends_joint_names(i - 1))
                    || !cue.noun && joined && !preposition
            }
        }
    }

    /// Whether the word `i` stands before a noun: an article, a possessive pronoun.
    fn is_attribute(&self, i: usize) -> bool {
        self.does(i, Function::Article) && !self.does(i, Function::Demonstrative)
            || self.does(i, Function::Possessive)
    }

    /// Whether the word `i` may be the subject of a verb in the plural.
    fn agrees(&self, i: usize) -> bool {
        self.does(i, Function::Subject) && !self.does(i, Function::Singular) || self.does(i, Function::Plural)
    }

    /// Whether the words near word `i` are written with capitals, as in headlines.
    fn is_title_case(&self, i: usize, scope: Scope) -> bool {
        let near = scope.first.max(i.saturating_sub(6))..scope.end.min(i + 7);
        let long = near.filter(|&j| self.analysis.word(j).len() > 3);
        let (capital, small) =
            long.fold(
                (0, 0),
                |(capital, small), j| {
                    if self.is_capital(j) { (capital + 1, small) } else { (capital, small + 1) }
                },
            );
        capital > 3 && capital > 2 * small
    }
}

/// The likelihood `score` with its odds multiplied by `factor`.
pub(super) fn shift(score: f32, factor: f32) -> f32 {
    let odds = factor * score / (1.0 - score);
    odds / (1.0 + odds)
}

/// The likelihood of a report: `rate`, adjusted by the verb's chain and its source.
fn likelihood(rate: f32, cue: Cue, chain: Chain, source: ReportSource) -> f32 {
    let mut factor = match source {
        ReportSource::Document => 3.0,
        ReportSource::Name | ReportSource::Person => 1.5,
        ReportSource::Thing => 0.8,
        ReportSource::Relative | ReportSource::None => 0.65,
        ReportSource::Pronoun if cue.form == VerbForm::Base => 0.6,
        ReportSource::Pronoun | ReportSource::Speaker | ReportSource::Shared | ReportSource::Passive => 1.0,
    };
    for (holds, less) in [(chain.infinitive, 0.5), (chain.modal, 0.55), (chain.negated, 0.75)] {
        if holds {
            factor *= less;
        }
    }
    shift(rate, factor)
}
