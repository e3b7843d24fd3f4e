//! Claims: statements that can be checked.
//!
//! A linear model ([`features`], `assets/en/claims.bin`) says of each sentence whether a fact-checker would look into
//! it; rules (`evidence`) say what kind of statement it is, and help the model where a text reports
//! (`register`). What is suggested is the sentence, or the clauses of it that state something (`statements`).

mod contradictions;
mod evidence;
mod features;
mod lexicon;
mod register;
mod sources;
mod statements;
mod tokens;

pub use contradictions::Contradictions;
pub use features::{TABLE, features};

use std::sync::Arc;

use super::linear::{Linear, logistic};
use super::quotes::Quotes;
use super::{Analysis, Error, Models, Suggester, Suggestion, Task};
use crate::gloss::{Attributes, Value};
use crate::text::Span;
use evidence::Evidence;
use features::Collector;
use lexicon::Class;
use register::Register;
use tokens::{ClaimToken, tokens};

/// The least score of a sentence that is suggested at all.
const MIN_SCORE: f32 = 0.05;

/// The least score of a sentence whose clauses are looked at one by one.
const MIN_PARTED_SCORE: f32 = 0.25;

/// What a headline gains by the rules, in log-odds: it says what the article is about.
const HEADLINE_POINTS: f32 = 0.8;

/// Suggests claims, with the speaker of the quotation that a claim stands in as its `source`.
pub struct Claims {
    /// The kind that it suggests: `claim`.
    kinds: [Arc<str>; 1],
    /// Whether a sentence is worth a check.
    model: Linear<'static>,
}

impl Claims {
    /// The name of this source.
    pub const NAME: &str = "claims";

    /// A suggester that decides by these models.
    pub fn new(models: &Models) -> Self {
        Self { kinds: ["claim".into()], model: models.claims }
    }
}

impl Suggester for Claims {
    fn name(&self) -> &str {
        Self::NAME
    }

    fn kinds(&self) -> &[Arc<str>] {
        &self.kinds
    }

    fn needs(&self) -> &[&str] {
        &[Quotes::NAME]
    }

    fn suggest(&self, analysis: &Analysis, task: &Task) -> Result<Vec<Suggestion>, Error> {
        let mut all = Vec::with_capacity(analysis.words.len() + analysis.words.len() / 4);
        for &sentence in &analysis.sentences {
            tokens(analysis.text, &analysis.words, sentence, &mut all);
        }
        let register = Register::of(analysis, &all);
        let [tag] = &self.kinds;
        let collector = Collector::default();
        let mut judge = Judge { analysis, model: &self.model, tag, register, collector, tokens: all };
        let mut found = Vec::new();
        for &sentence in &analysis.sentences {
            task.check()?;
            judge.sentence(sentence, &mut found);
        }
        sources::set_sources(&mut found, task.found_by(Quotes::NAME));
        Ok(found)
    }
}

/// Judges the sentences of one text.
struct Judge<'a, 'b> {
    analysis: &'b Analysis<'a>,
    model: &'b Linear<'static>,
    tag: &'b Arc<str>,
    register: Register,
    collector: Collector,
    /// The tokens of the whole text.
    tokens: Vec<ClaimToken>,
}

/// A passage with the likelihood that it is worth a check.
struct Judged {
    span: Span,
    score: f32,
}

impl Judge<'_, '_> {
    fn tokens(&self, span: Span) -> &[ClaimToken] {
        let first = self.tokens.partition_point(|token| token.span.start < span.start);
        let end = self.tokens.partition_point(|token| token.span.start < span.end);
        self.tokens.get(first..end).unwrap_or_default()
    }

    /// How likely the statement at `span` is worth a check.
    fn judge(&mut self, span: Span) -> Judged {
        let first = self.tokens.partition_point(|token| token.span.start < span.start);
        let end = self.tokens.partition_point(|token| token.span.start < span.end);
        let tokens = self.tokens.get(first..end).unwrap_or_default();
        self.collector.collect(self.analysis.text, tokens);
        let model = self.model.log_odds(self.collector.score(self.model));
        let mut evidence = Evidence::of(self.analysis.text, tokens);
        if span.start == 0 && !self.analysis.text.get(span.range()).unwrap_or_default().ends_with('.') {
            evidence.points += HEADLINE_POINTS;
        }
        Judged { span, score: logistic(self.register.weigh(model, &evidence)) }
    }

    /// Adds what `sentence` states: the likeliest of its statements is as likely as the sentence.
    fn sentence(&mut self, sentence: Span, found: &mut Vec<Suggestion>) {
        let sentence = self.analysis.without_label(sentence);
        let mut whole = self.judge(sentence);
        if whole.score < MIN_SCORE {
            return;
        }
        let statements =
            if whole.score < MIN_PARTED_SCORE { Vec::new() } else { self.analysis.statements(sentence) };
        if statements.len() < 2 {
            whole.span = statements.first().copied().unwrap_or_else(|| self.analysis.without_marks(sentence));
            found.extend((!whole.span.is_empty()).then(|| self.suggestion(&whole, sentence)));
            return;
        }
        let mut parts: Vec<Judged> = statements.into_iter().map(|span| self.judge(span)).collect();
        let best = parts.iter().map(|part| part.score).fold(0.0, f32::max);
        for part in &mut parts {
            part.score = if part.score < best { part.score.min(whole.score) } else { whole.score };
            found.push(self.suggestion(part, sentence));
        }
    }

    fn suggestion(&self, judged: &Judged, sentence: Span) -> Suggestion {
        let mut attributes = Attributes::default();
        attributes.set("certainty", Value::from(self.certainty(judged.span, sentence)));
        attributes.set("checkable", Value::Flag(true));
        let reason = self.reason(judged.span);
        Suggestion {
            attributes,
            reason,
            ..Suggestion::new(self.tag.clone(), vec![judged.span], judged.score)
        }
    }

    /// How the statement at `span` in `sentence` is put, as the schema names it.
    fn certainty(&self, span: Span, sentence: Span) -> &'static str {
        let has = |span: Span, class: Class| self.tokens(span).iter().any(|token| token.classes.has(class));
        let frame = [Span::new(sentence.start, span.start), Span::new(span.end, sentence.end)];
        let quoted = frame.iter().any(|part| self.tokens(*part).iter().any(|token| token.is_word));
        if quoted && (frame.iter().any(|part| has(*part, Class::Deny)) || has(span, Class::Never)) {
            "denied"
        } else if has(span, Class::Hedge) {
            "hedged"
        } else {
            "stated"
        }
    }

    /// Why the statement at `span` is suggested: the kinds of what it states, each with its first word.
    fn reason(&self, span: Span) -> String {
        let mut reason = String::new();
        for (kind, word) in Evidence::of(self.analysis.text, self.tokens(span)).kinds() {
            let word = self.analysis.text.get(word.range()).unwrap_or_default();
            let comma = if reason.is_empty() { "" } else { ", " };
            reason.extend([comma, kind.name(), " (“", word, "”)"]);
        }
        if reason.is_empty() { "a statement".to_owned() } else { reason }
    }
}

#[cfg(test)]
#[path = "claims_tests.rs"]
mod tests;
