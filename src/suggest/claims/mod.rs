//! Claims: statements that can be checked.
//!
//! A linear model ([`features`], `assets/en/claims.bin`) tells whether a fact-checker would look into a sentence. Rules
//! (`evidence`) tell what kind of statement it is, and help the model where a text reports (`register`). A suggestion
//! covers the sentence, or those of its clauses that state something (`statements`).

mod contradictions;
mod evidence;
mod features;
mod lexicon;
mod register;
mod statements;
mod tokens;

pub use contradictions::Contradictions;
pub use features::{TABLE_WEIGHTS, features};

use std::sync::Arc;

use super::linear::{Linear, logistic};
use super::quotes::Quotes;
use super::said::{Said, speaker};
use super::{Analysis, Error, Models, Suggester, Suggestion, Task};
use crate::gloss::{Attributes, Value};
use crate::text::Span;
use crate::text::segment::language::WordList;
use evidence::ClaimEvidence;
use features::Collector;
use lexicon::LexicalClass;
use register::Register;
use tokens::{ClaimToken, tokens};

/// The lowest score of a sentence that is suggested; chosen by hand.
const MIN_SCORE: f32 = 0.05;

/// The lowest score of a sentence that is split into statements; chosen by hand.
const MIN_PARTED_SCORE: f32 = 0.25;

/// The log-odds that the rules add for a headline, since it says what the article is about; chosen by hand.
const HEADLINE_POINTS: f32 = 0.8;

/// Suggests claims. The attribute `source` is the speaker of the quotation or the report that a claim is in.
pub struct Claims {
    /// The kind that it suggests: `claim`.
    kinds: [Arc<str>; 1],
    /// Tells whether a sentence is worth a check.
    model: Linear<'static>,
}

impl Claims {
    /// The name of this source.
    pub const NAME: &str = "claims";

    /// A suggester with these models.
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
        // The model knows English words only, and "die" and "war" are others elsewhere.
        if !analysis.language.is_english() {
            return Ok(Vec::new());
        }
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
        let mut said = Said::new(task.found_by(Quotes::NAME));
        for claim in &mut found {
            let around = said.around(claim).filter(|said| !judge.is_disowned(claim, said));
            let said_by = around.and_then(speaker).map(str::to_owned);
            let at = claim.spans.first().map_or(0, |span| span.start);
            if let Some(source) = said_by.or_else(|| analysis.voice(at).map(str::to_owned)) {
                claim.attributes.set("source", Value::from(&*source));
            }
        }
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

/// A passage, with the likelihood that it is worth a check.
struct JudgedStatement {
    span: Span,
    score: f32,
}

/// Those of `tokens` that begin in `span`.
fn tokens_in(tokens: &[ClaimToken], span: Span) -> &[ClaimToken] {
    let first = tokens.partition_point(|token| token.span.start < span.start);
    let end = tokens.partition_point(|token| token.span.start < span.end);
    tokens.get(first..end).unwrap_or_default()
}

impl Judge<'_, '_> {
    fn tokens(&self, span: Span) -> &[ClaimToken] {
        tokens_in(&self.tokens, span)
    }

    /// Judges whether the statement at `span` is worth a check.
    fn judge(&mut self, span: Span) -> JudgedStatement {
        let tokens = tokens_in(&self.tokens, span);
        self.collector.collect(self.analysis.text, tokens);
        let model = self.model.log_odds(self.collector.score(self.model));
        let mut evidence = ClaimEvidence::of(self.analysis.text, tokens);
        if span.start == 0 && !self.analysis.text.get(span.range()).unwrap_or_default().ends_with('.') {
            evidence.points += HEADLINE_POINTS;
        }
        JudgedStatement { span, score: logistic(self.register.weigh(model, &evidence)) }
    }

    /// Adds the statements of `sentence`; the likeliest one gets the score of the sentence.
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
        let mut parts: Vec<JudgedStatement> = statements.into_iter().map(|span| self.judge(span)).collect();
        let best = parts.iter().map(|part| part.score).fold(0.0, f32::max);
        for part in &mut parts {
            part.score = if part.score < best { part.score.min(whole.score) } else { whole.score };
            found.push(self.suggestion(part, sentence));
        }
    }

    fn suggestion(&self, judged: &JudgedStatement, sentence: Span) -> Suggestion {
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

    /// The schema's value for how certain the statement at `span` in `sentence` is put.
    fn certainty(&self, span: Span, sentence: Span) -> &'static str {
        let has = |class: LexicalClass| self.tokens(span).iter().any(|token| token.classes.has(class));
        let (before, after) = (Span::new(sentence.start, span.start), Span::new(span.end, sentence.end));
        let is_framed = self.tokens(before).iter().chain(self.tokens(after)).any(|token| token.is_word);
        let is_denied = || self.is_denied_before(before) || self.is_denied_after(after);
        if is_framed && (is_denied() || has(LexicalClass::Never)) {
            "denied"
        } else if has(LexicalClass::Hedge) {
            "hedged"
        } else {
            "stated"
        }
    }

    /// Whether a word of `frame`, which stands before a statement, denies that statement. It does not where another verb
    /// of speech stands between them in a clause of its own: "denied the charge, saying that".
    fn is_denied_before(&self, frame: Span) -> bool {
        let analysis = self.analysis;
        let end = analysis.word_at(frame.end);
        let parts = |j: usize| !analysis.is_joined(j) || analysis.is(j, WordList::Coordinator);
        self.denials(frame).last().is_some_and(|denial| {
            let parted = (denial + 1..end).find(|&j| parts(j));
            parted.is_none_or(|parted| !(parted..end).any(|j| analysis.is_cue(j)))
        })
    }

    /// Whether a word of `frame`, which stands after a statement, denies that statement: the first verb of speech in it,
    /// or a word before that.
    fn is_denied_after(&self, frame: Span) -> bool {
        let first = self.analysis.word_at(frame.start);
        self.denials(frame).next().is_some_and(|denial| !(first..denial).any(|j| self.analysis.is_cue(j)))
    }

    /// The numbers of the words of `frame` that deny something and are not denied themselves ("did not deny").
    fn denials(&self, frame: Span) -> impl Iterator<Item = usize> {
        let deny = self.tokens(frame).iter().filter(|token| token.classes.has(LexicalClass::Deny));
        let words = deny.map(|token| self.analysis.word_at(token.span.start));
        words.filter(|&i| !self.analysis.is_unsaid(i))
    }

    /// Whether `claim` holds the verb with which `said` is denied or not said, and so is not its speaker's: "Lund denied a leak".
    fn is_disowned(&self, claim: &Suggestion, said: &Suggestion) -> bool {
        let cue = said.cue.filter(|cue| claim.spans.iter().any(|span| span.covers(*cue)));
        cue.is_some_and(|cue| {
            let denies = self.denials(cue).next().is_some();
            denies || self.analysis.is_unsaid(self.analysis.word_at(cue.start))
        })
    }

    /// The reason that is shown for the statement at `span`: the kinds of what it states, each with its first word.
    fn reason(&self, span: Span) -> String {
        let mut reason = String::new();
        for (kind, word) in ClaimEvidence::of(self.analysis.text, self.tokens(span)).kinds() {
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
