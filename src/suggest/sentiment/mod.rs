//! Sentiment: in which tone something is said, and toward whom.
//!
//! [`vader`] is for comparison with others; [`valence()`] is what is suggested from.

mod names;
mod polarity;
mod suggester;
pub mod target;
mod tokens;
mod vader;
pub mod valence;

pub use suggester::Sentiment;

use crate::text::Span;
use crate::text::segment::{Language, sentences};

/// A text of more bytes is cut to the sentence of the target: the models have seen single ones.
const LONG: usize = 600;

/// VADER's compound score of `text`, from -1 to 1, as the reference computes it.
pub fn vader(text: &str) -> f64 {
    vader::compound(text)
}

/// The tone of `text`, from -1 to 1; between -0.05 and 0.05 it is neutral.
pub fn valence(text: &str) -> f64 {
    valence::Tone::mean(text).valence()
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

/// The polarity of `text` toward what is mentioned at `target`.
pub fn toward(text: &str, target: Span) -> Polarity {
    let whole = Span::new(0, text.len());
    let around = if text.len() <= LONG {
        whole
    } else {
        let sentence =
            sentences(text, Language::english()).into_iter().find(|sentence| sentence.end > target.start);
        sentence.unwrap_or(whole)
    };
    let passage = text.get(around.range()).unwrap_or_default();
    target::polarity(passage, target.unshifted(around.start))
}

#[cfg(test)]
#[path = "sentiment_tests.rs"]
mod tests;
