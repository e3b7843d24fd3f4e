//! How a span is named in a file, so that it can be found again in a text that has changed.

use serde::{Deserialize, Serialize};

use super::SelectorError;

/// Code points of context kept on each side, at most.
pub const CONTEXT: usize = 32;

/// One span as the file has it: quote and position selector of the W3C Web Annotation model in one.
///
/// `exact` is the truth, `start` and `end` are the fast path, `prefix` and `suffix` tell equal texts apart.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Selector {
    /// Unicode code points from the start of the text.
    pub start: usize,
    /// Unicode code points, one past the last.
    pub end: usize,
    /// The span's text.
    pub exact: String,
    /// Up to [`CONTEXT`] code points before it, cut at grapheme clusters.
    #[serde(default)]
    pub prefix: String,
    /// Up to [`CONTEXT`] code points after it, cut at grapheme clusters.
    #[serde(default)]
    pub suffix: String,
}

impl Selector {
    /// Whether a file can hold it; if not, why.
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
