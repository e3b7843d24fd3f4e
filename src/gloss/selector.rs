//! How a span is named in a file, so that it can be found again in a text that has changed.

use serde::{Deserialize, Serialize};

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
    pub prefix: String,
    /// Up to [`CONTEXT`] code points after it, cut at grapheme clusters.
    pub suffix: String,
}
