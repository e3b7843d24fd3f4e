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

pub use contradictions::links;
pub use features::{TABLE, features};
pub use sources::with_sources;

use super::linear::{Linear, logistic};
use super::{Analysis, Suggester, Suggestion};
use crate::gloss::{Attributes, Value};
use crate::text::Span;
use evidence::Evidence;
use features::Collector;
use lexicon::Class;
use register::Register;
use tokens::{Token, tokens};

/// Check-worthy or not, as `tools/train/claims.rs` learnt it.
static MODEL: Linear = Linear::embedded(include_bytes!("../../../assets/en/claims.bin"));

/// What is less likely is not worth a thought.
const LEAST: f32 = 0.05;

/// Of a sentence that is less likely no clauses are looked for.
const PARTED: f32 = 0.25;

/// What a headline gains by the rules: it says what the article is about.
const HEADLINE: f32 = 0.8;

/// Suggests claims.
pub struct Claims;

impl Suggester for Claims {
    fn tag(&self) -> &'static str {
        "claim"
    }

    fn suggest(&self, analysis: &Analysis, found: &mut Vec<Suggestion>) {
        let mut all = Vec::with_capacity(analysis.words.len() + analysis.words.len() / 4);
        for &sentence in &analysis.sentences {
            tokens(analysis.text, &analysis.words, sentence, &mut all);
        }
        let register = Register::of(analysis, &all);
        let mut judge = Judge { analysis, register, collector: Collector::default(), tokens: all };
        for &sentence in &analysis.sentences {
            judge.sentence(sentence, found);
        }
    }
}

/// Judges the sentences of one text.
struct Judge<'a, 'b> {
    analysis: &'b Analysis<'a>,
    register: Register,
    collector: Collector,
    /// Of the whole text.
    tokens: Vec<Token>,
}

/// A passage with what is thought of it.
struct Judged {
    span: Span,
    score: f32,
}

impl Judge<'_, '_> {
    fn tokens(&self, span: Span) -> &[Token] {
        let first = self.tokens.partition_point(|token| token.span.start < span.start);
        let end = self.tokens.partition_point(|token| token.span.start < span.end);
        self.tokens.get(first..end).unwrap_or_default()
    }

    /// What is thought of the statement at `span`.
    fn judge(&mut self, span: Span) -> Judged {
        let first = self.tokens.partition_point(|token| token.span.start < span.start);
        let end = self.tokens.partition_point(|token| token.span.start < span.end);
        let tokens = self.tokens.get(first..end).unwrap_or_default();
        self.collector.collect(self.analysis.text, tokens);
        let model = MODEL.log_odds(self.collector.score(&MODEL));
        let mut evidence = Evidence::of(self.analysis.text, tokens);
        if span.start == 0 && !self.analysis.text.get(span.range()).unwrap_or_default().ends_with('.') {
            evidence.points += HEADLINE;
        }
        Judged { span, score: logistic(self.register.weigh(model, &evidence)) }
    }

    /// Adds what `sentence` states: the likeliest of its statements is as likely as the sentence.
    fn sentence(&mut self, sentence: Span, found: &mut Vec<Suggestion>) {
        let sentence = self.analysis.without_label(sentence);
        let mut whole = self.judge(sentence);
        if whole.score < LEAST {
            return;
        }
        let statements = if whole.score < PARTED { Vec::new() } else { self.analysis.statements(sentence) };
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
        Suggestion { attributes, reason, ..Suggestion::new("claim", vec![judged.span], judged.score) }
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

    /// The kinds of what it states, each with its first word.
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
