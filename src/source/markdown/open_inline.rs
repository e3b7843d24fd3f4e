//! The parts of a line that are open: styles, links and pictures that have begun and have not ended yet.

use crate::text::structure::Style;

/// Something within a line that is still open, with the offset in the text, in bytes, at which it started.
pub(super) enum OpenInline {
    /// A style; `None` if it applies already, so that nesting a style in itself adds nothing.
    Style(usize, Option<Style>),
    /// A link to this address.
    Link(usize, Box<str>),
    /// A picture at this address.
    Picture(usize, Box<str>),
}
