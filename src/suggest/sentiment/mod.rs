//! Sentiment: in which tone something is said, and toward whom.
//!
//! [`vader`] is for comparison with others; [`valence()`] is what is suggested from.

mod names;
mod polarity;
mod prose;
mod suggester;
pub mod target;
mod tokens;
mod vader;
pub mod valence;

pub(super) use prose::Prose;
pub use suggester::Sentiment;

use super::{Analysis, Models};
use crate::text::Span;

/// The longest text that is judged as a whole; the models have seen single sentences, so of a longer one that of the
/// target is judged.
const MAX_WHOLE_BYTES: usize = 600;

/// VADER's compound score of `text`, from -1 to 1, as the reference computes it.
pub fn vader(text: &str) -> f64 {
    vader::compound(text)
}

/// The tone of the text that was analysed, from -1 to 1; between -0.05 and 0.05 it is neutral.
pub fn valence(models: &Models, analysis: &Analysis) -> f64 {
    valence::Tone::mean(models, analysis).valence()
}

/// The direction of a sentiment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Polarity {
    /// Praise, approval, good news.
    Positive,
    /// Neither.
    Neutral,
    /// Blame, disapproval, bad news.
    Negative,
}

impl Polarity {
    /// The schema's name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Positive => "positive",
            Self::Neutral => "neutral",
            Self::Negative => "negative",
        }
    }
}

/// The polarity of the text that was analysed toward what is mentioned at `target`.
pub fn toward(models: &Models, analysis: &Analysis, target: Span) -> Polarity {
    let whole = Span::new(0, analysis.text.len());
    let around = if analysis.text.len() <= MAX_WHOLE_BYTES {
        whole
    } else {
        let sentence = analysis.sentences.iter().find(|sentence| sentence.end > target.start);
        sentence.copied().unwrap_or(whole)
    };
    let text = analysis.text.get(around.range()).unwrap_or_default();
    target::TargetPassage::new(analysis.tokens(), around, text).polarity(&models.toward, target)
}

#[cfg(test)]
#[path = "sentiment_tests.rs"]
mod tests;
