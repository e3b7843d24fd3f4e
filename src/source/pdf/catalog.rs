//! What a document states of itself beside its pages.

use std::collections::HashMap;

use super::destinations::Bookmark;

/// What a document states of itself beside its pages.
#[derive(Debug, Default)]
pub(super) struct CatalogData {
    /// The labels of its pages.
    pub labels: Vec<String>,
    /// Its bookmarks.
    pub bookmarks: Vec<Bookmark>,
    /// The levels of the blocks that it tags as headings.
    pub headings: HashMap<u32, u8>,
}
