//! What has begun within a line and has not ended yet.

use crate::text::structure::Style;

/// Something within a line that is still open, with the offset in the text, in bytes, at which it started.
pub(super) enum OpenInline {
    /// A style; none where it holds already, so that nesting one in itself adds nothing.
    Style(usize, Option<Style>),
    /// A link to this address.
    Link(usize, Box<str>),
    /// A picture at this address.
    Picture(usize, Box<str>),
}
