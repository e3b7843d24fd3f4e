//! The error of a schema, with its position.

use std::ops::Range;

use thiserror::Error;

use crate::text::line_and_column;

/// A schema that can't be used.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("line {line}, column {column}: {message}")]
#[non_exhaustive]
pub struct SchemaError {
    /// The line, from 1.
    pub line: usize,
    /// The column, in code points, from 1.
    pub column: usize,
    /// The fault, and what was expected.
    pub message: String,
}

impl SchemaError {
    /// An error at a byte range of `text`.
    pub(super) fn at(text: &str, span: Option<Range<usize>>, message: impl Into<String>) -> Self {
        let (line, column) = line_and_column(text, span.map_or(0, |span| span.start));
        Self { line, column, message: message.into() }
    }
}
