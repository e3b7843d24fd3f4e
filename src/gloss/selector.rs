//! Selectors, which describe spans in files so that they can be found again in a changed text.

use serde::{Deserialize, Serialize};

use super::SelectorError;

/// The longest context on each side that is recorded of words without others like them nearby, in code points; chosen by hand. A longer
/// one ends with the word that tells the span from others like it.
pub const CONTEXT: usize = 32;

/// A span as a file has it: the quote and position selectors of the W3C Web Annotation model in one.
///
/// `exact` decides, `start` and `end` are the fast way to find it, `prefix` and `suffix` distinguish equal texts.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Selector {
    /// The start, in Unicode code points of the text.
    pub start: usize,
    /// The end, in Unicode code points, one past the last.
    pub end: usize,
    /// The span's text.
    pub exact: String,
    /// Up to [`CONTEXT`] code points before it, cut at grapheme clusters; or more, from the word that tells it from others like it.
    #[serde(default)]
    pub prefix: String,
    /// Up to [`CONTEXT`] code points after it, cut at grapheme clusters; or more, up to the word that tells it from others like it.
    #[serde(default)]
    pub suffix: String,
}

impl Selector {
    /// Whether it has no text around its words.
    pub fn is_bare(&self) -> bool {
        self.prefix.is_empty() && self.suffix.is_empty()
    }

    /// Checks that a file can hold it; the error says why not.
    pub fn check(&self) -> Result<(), SelectorError> {
        let Self { start, end, exact, .. } = self;
        if end <= start {
            return Err(SelectorError::Empty { start: *start, end: *end });
        }
        // TOML has no larger numbers.
        if i64::try_from(*end).is_err() {
            return Err(SelectorError::Position(*end));
        }
        if exact.is_empty() {
            return Err(SelectorError::NoText);
        }
        Ok(())
    }
}
