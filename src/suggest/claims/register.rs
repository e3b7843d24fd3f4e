//! The register of a text: talk or report.

use super::evidence::ClaimEvidence;
use super::lexicon::LexicalClass;
use super::tokens::ClaimToken;
use crate::suggest::Analysis;

/// The weight of the rules beside the model, from 0 to 1. It is 0 in a text where people speak of themselves and to
/// each other, as in the debates that the model was trained on. It grows with the length of a text that speaks only of
/// others.
#[derive(Clone, Copy, Debug)]
pub(super) struct Register(f32);

/// The highest weight of the rules; chosen by hand.
const MAX_SHARE: f32 = 0.7;

/// From how many words outside quotations on a text is long enough to be sure; chosen by hand.
const MIN_SURE_WORDS: f32 = 150.0;

/// In talk, there is at least one "I", "we" or "you" for this many words; chosen by hand.
const MAX_WORDS_PER_TALK: f32 = 30.0;

impl Register {
    /// The register of the text of `analysis`, which has these tokens.
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
            talk +=
                f32::from(token.classes.has(LexicalClass::Own) || token.classes.has(LexicalClass::Hearer));
        }
        let length = f32::min(words / MIN_SURE_WORDS, 1.0);
        Self(MAX_SHARE * length * f32::max(1.0 - MAX_WORDS_PER_TALK * talk / f32::max(words, 1.0), 0.0))
    }

    /// The log-odds of the model and of the rules combined.
    pub(super) fn weigh(self, model: f32, evidence: &ClaimEvidence) -> f32 {
        (1.0 - self.0) * model + self.0 * evidence.points
    }
}
