//! A stream of blocks: the document's, or that of the body of a note.

use super::super::super::TextWriter;
use super::open_list::OpenList;
use crate::text::{Span, structure::ListMarker};

/// The state of a text that is being written.
#[derive(Debug, Default)]
pub struct Stream {
    /// The text.
    pub writer: TextWriter,
    /// The lists that are open, the innermost last.
    pub lists: Vec<OpenList>,
    /// The marker of an item that has begun but has no block yet.
    pub marker: Option<ListMarker>,
    /// The number of quotations that are open.
    pub quotations: usize,
    /// The white space that comes before the next word, in the source, and whether a line ends in it.
    pub space: Option<(Span, bool)>,
    /// The number of line breaks before the next word.
    pub breaks: usize,
    /// The keys of the places at which the next word stands.
    pub anchors: Vec<String>,
}

/// How many places of a document links may lead to. Chosen by hand: the largest specifications have 100,000.
pub const MAX_ANCHORS: usize = 300_000;

impl Stream {
    /// Makes links to `key` lead to the next word.
    pub fn anchor(&mut self, key: String) {
        if self.anchors.len() < MAX_ANCHORS {
            self.anchors.push(key);
        }
    }
}
