//! The polarity of a sentence toward somebody named in it.
//!
//! Three linear models, one for each polarity, over the context of the target: words by side, distance and clause, the
//! polarity of the words there, and the pattern of the words next to it. Trained on news sentences by
//! `tools/train/sentiment.rs`.

mod classes;
mod features;
mod patterns;
mod sentence;
mod sums;

use sentence::Sentence;

use super::Polarity;
use super::tokens::{ProseToken, Tokens};
use crate::suggest::Toward;
use crate::suggest::linear::{Feature, Linear};
use crate::text::Span;

/// A passage of a text, prepared to be asked about several targets in it.
pub(super) struct TargetPassage<'t> {
    tokens: PassageTokens<'t>,
    /// The start of the passage, in bytes of the text that targets are in.
    start: usize,
}

/// The tokens of a passage: those of its text, if they are the same, or its own.
enum PassageTokens<'t> {
    Shared(&'t Tokens, &'t [ProseToken]),
    Own(Tokens),
}

impl<'t> TargetPassage<'t> {
    /// The passage at `span` of a text with these `tokens`; `text` is the passage itself.
    pub(super) fn new(tokens: &'t Tokens, span: Span, text: &str) -> Self {
        match tokens.alone(span) {
            Some(alone) => Self { tokens: PassageTokens::Shared(tokens, alone), start: 0 },
            None => Self { tokens: PassageTokens::Own(Tokens::new(text)), start: span.start },
        }
    }

    /// The polarity of the passage toward what is mentioned at `target`, in bytes of the whole text.
    pub(super) fn polarity(&self, models: &Toward, target: Span) -> Polarity {
        let (tokens, list) = match &self.tokens {
            PassageTokens::Shared(tokens, list) => (*tokens, *list),
            PassageTokens::Own(tokens) => (tokens, tokens.list()),
        };
        let mut found = Vec::with_capacity(20 * list.len());
        Sentence::new(tokens, list, target.unshifted(self.start)).add(&mut found);
        let scores = Linear::scores([&models.negative, &models.neutral, &models.positive], &found);
        let polarities = [Polarity::Negative, Polarity::Neutral, Polarity::Positive];
        let best = polarities.into_iter().zip(scores).max_by(|a, b| a.1.total_cmp(&b.1));
        best.map_or(Polarity::Neutral, |(polarity, _)| polarity)
    }
}

/// Adds the features of `text` for the target at `target` to `found`.
pub fn features(text: &str, target: Span, found: &mut Vec<Feature>) {
    let tokens = Tokens::new(text);
    Sentence::new(&tokens, tokens.list(), target).add(found);
}
