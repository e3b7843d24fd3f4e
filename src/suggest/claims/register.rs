//! Whether a text reports or talks.

use super::evidence::Evidence;
use super::lexicon::Class;
use super::tokens::Token;
use crate::suggest::Analysis;

/// How much the rules count beside the model, from 0 to 1: nothing in a text where people speak of themselves and to
/// each other, as in the debates that the model learnt from, more the longer a text speaks of others alone.
#[derive(Clone, Copy, Debug)]
pub(super) struct Register(f32);

/// The most that the rules count.
const MOST: f32 = 0.7;

/// Of so many words outside quotations a text is long enough to tell.
const ENOUGH: f32 = 150.0;

/// A text is talk where one word in so many is "I", "we" or "you".
const TALK: f32 = 30.0;

impl Register {
    /// Reads it from the tokens of a whole text.
    pub(super) fn of(analysis: &Analysis, tokens: &[Token]) -> Self {
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
        let length = f32::min(words / ENOUGH, 1.0);
        Self(MOST * length * f32::max(1.0 - TALK * talk / f32::max(words, 1.0), 0.0))
    }

    /// The log-odds of the model and of the rules, weighed.
    pub(super) fn weigh(self, model: f32, evidence: &Evidence) -> f32 {
        (1.0 - self.0) * model + self.0 * evidence.points
    }
}
