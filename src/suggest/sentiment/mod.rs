//! Sentiment: in which tone something is said, and toward whom.

mod vader;

use super::{Reading, Suggester, Suggestion};
use crate::text::Span;

/// Suggests sentiment.
pub struct Sentiment;

impl Suggester for Sentiment {
    fn tag(&self) -> &'static str {
        "sentiment"
    }

    fn suggest(&self, _reading: &Reading, _found: &mut Vec<Suggestion>) {}
}

/// VADER's compound score of `text`, from -1 to 1, as the reference computes it.
pub fn vader(text: &str) -> f64 {
    vader::compound(text)
}

/// The tone of `text`, from -1 to 1; between -0.05 and 0.05 it is neutral.
pub fn valence(text: &str) -> f64 {
    vader(text)
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
pub fn toward(_text: &str, _target: Span) -> Polarity {
    Polarity::Neutral
}
