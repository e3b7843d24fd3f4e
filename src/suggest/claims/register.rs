//! Whether a text reports or talks.

use super::evidence::Evidence;
use super::lexicon::Class;
use super::tokens::ClaimToken;
use crate::suggest::Analysis;

/// How much the rules count beside the model, from 0 to 1. They count for nothing in a text where people speak of
/// themselves and to each other, as in the debates that the model was fitted to, and for more the longer a text speaks of
/// others alone.
#[derive(Clone, Copy, Debug)]
pub(super) struct Register(f32);

/// The most that the rules count beside the model.
const MAX_SHARE: f32 = 0.7;

/// How many words outside quotations make a text long enough to tell.
const MIN_SURE_WORDS: f32 = 150.0;

/// Among how many words there is one "I", "we" or "you" at least in a text that is talk.
const MAX_WORDS_PER_TALK: f32 = 30.0;

impl Register {
    /// The register of a whole text, which has these tokens.
    pub(super) fn of(analysis: &Analysis, tokens: &[ClaimToken]) -> Self {
        let (mut words, mut talk, mut quotation) = (0.0, 0.0, 0);
        for token in tokens.iter().filter(|token| token.is_word) {
            while analysis.quotations.get(quotation).is_some_and(|q| q.outer.end <= token.span.start) {
                quotation += 1;
            }
            if analysis.quotations.get(quotation).is_some_and(|q| q.outer.contains(token.span.start)) {
                continue;
            }
            words += 1.0;
            talk += f32::from(token.classes.has(Class::Own) || token.classes.has(Class::Hearer));
        }
        let length = f32::min(words / MIN_SURE_WORDS, 1.0);
        Self(MAX_SHARE * length * f32::max(1.0 - MAX_WORDS_PER_TALK * talk / f32::max(words, 1.0), 0.0))
    }

    /// The log-odds of the model and of the rules together.
    pub(super) fn weigh(self, model: f32, evidence: &Evidence) -> f32 {
        (1.0 - self.0) * model + self.0 * evidence.points
    }
}
