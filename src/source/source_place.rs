//! Places in the source of a document, as programs for the document's own format find them.

use crate::text::Span;

/// A place in the source of a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SourcePlace {
    /// A fragment identifier of a book: `epubcfi(…)` (EPUB Canonical Fragment Identifiers 1.1).
    Cfi(String),
    /// A part of the text of an element.
    Element {
        /// The CSS selector of the element, which is the smallest one that holds the place.
        selector: String,
        /// The start in the text of the element (its `textContent`), in code points.
        start: usize,
        /// The end there.
        end: usize,
    },
}

/// A function from all bytes of a file, the text that the reader has made of it and parts of that text to the places of these in the
/// source, as many as there are parts; `None` for one that can't be told. It makes the text anew, so it takes as long as the reader.
pub type FindInSource = fn(&[u8], &str, &[Span]) -> Vec<Option<SourcePlace>>;
