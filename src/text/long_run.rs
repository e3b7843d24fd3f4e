//! Lines without a blank one between them that are too long together for a paragraph, such as a log or a list of words.

use std::sync::{Mutex, PoisonError};

use super::Span;

/// The part of a text that was found last in which each line is a paragraph. Finding it takes many lines, and whoever asks for one
/// paragraph asks for its neighbours, too.
#[derive(Default)]
pub struct LastLongRun(Mutex<Span>);

impl LastLongRun {
    /// Whether the line that starts at `at` lies in it.
    pub fn contains(&self, at: usize) -> bool {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).contains(at)
    }

    /// Remembers that each line in `span` is a paragraph.
    pub fn set(&self, span: Span) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = span;
    }
}
