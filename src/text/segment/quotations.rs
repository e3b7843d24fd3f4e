//! Quotations.
use crate::text::Span;
/// A quotation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Quotation {
    /// With marks.
    pub outer: Span,
    /// Without.
    pub inner: Span,
    /// 0 = outermost.
    pub depth: u8,
    /// Whether closed.
    pub closed: bool,
}
/// The quotations.
pub fn quotations(_text: &str) -> Vec<Quotation> {
    Vec::new()
}
