//! The styles and links of a page that have begun and have not ended yet.

use crate::text::structure::Style;

/// A style or a link that is open.
#[derive(Debug)]
pub struct OpenInline {
    /// The offset in the text, in bytes, of the first word that it holds for in this block.
    pub start: Option<usize>,
    /// The style or the link.
    pub what: Inline,
}

/// A style or a link.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Inline {
    /// A style; `None` if it applies already, so that nesting a style in itself adds nothing.
    Style(Option<Style>),
    /// A link to this address or key.
    Link(Box<str>),
}
