//! The parts of blocks with a style, a link, or the mark of a note.

use serde::{Deserialize, Serialize};

use super::Spanned;
use crate::text::Span;

/// A way in which a part of the text is set off from the rest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Style {
    /// Emphasis, most often italic.
    Emphasis,
    /// Strong emphasis, most often bold.
    Strong,
    /// Code within running text.
    Code,
    /// Text that was struck out.
    Deleted,
    /// Text that was inserted or underlined.
    Inserted,
    /// Text that was marked with colour.
    Highlighted,
    /// Small print.
    Small,
    /// Raised: powers, marks of notes.
    Superscript,
    /// Lowered.
    Subscript,
}

/// A part of the text with a style. If several overlap, all of them apply.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StyledSpan {
    /// The part.
    pub span: Span,
    /// Its style.
    pub style: Style,
}

/// A part of the text that is a link.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hyperlink {
    /// The part.
    pub span: Span,
    /// The target of the link.
    pub target: LinkTarget,
}

/// The target of a link.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum LinkTarget {
    /// An address, or a path from the document's folder, as the document has it. It is not to be trusted.
    Address(Box<str>),
    /// A place in this text, in bytes.
    Place(usize),
    /// A picture, for which the part of the text stands, by its address or path.
    Picture(Box<str>),
}

/// A footnote or endnote. One that is referred to twice is there twice.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Footnote {
    /// The mark in the text that refers to it.
    pub reference: Span,
    /// Its own text, all blocks of it.
    pub body: Span,
    /// The mark: "1", "*".
    pub label: Box<str>,
}

impl Spanned for StyledSpan {
    fn span(&self) -> Span {
        self.span
    }
}

impl Spanned for Hyperlink {
    fn span(&self) -> Span {
        self.span
    }
}

impl Spanned for Footnote {
    fn span(&self) -> Span {
        self.reference
    }
}
