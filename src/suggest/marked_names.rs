//! The names of a text that stand between quotation marks.

use crate::text::Span;

/// Their spans, marks included, ascending.
#[derive(Default)]
pub(super) struct NamesInMarks {
    /// Nicknames within the name of a person.
    pub(super) nicknames: Vec<Span>,
    /// Names of newspapers, firms and works.
    pub(super) others: Vec<Span>,
}
