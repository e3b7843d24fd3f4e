//! The text core: spans, segments, movement, search and wrapping. No I/O, no terminal.

pub mod segment;
mod span;

pub use span::Span;
