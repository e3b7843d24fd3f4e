//! What is said of parts of a block: how they look, where they lead, which note they refer to.

use super::Spanned;
use crate::text::Span;

/// How a part of the text is set off from the rest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Style {
    /// Emphasis, most often italic.
    Emphasis,
    /// Strong emphasis, most often bold.
    Strong,
    /// Code within running text.
    Code,
    /// What was struck out.
    Deleted,
    /// What was put in, or underlined.
    Inserted,
    /// What was marked with colour.
    Highlighted,
    /// Small print.
    Small,
    /// Raised: powers, marks of notes.
    Superscript,
    /// Lowered.
    Subscript,
}

/// A part of the text with a style. Where several overlap, all of them hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StyledSpan {
    /// The part.
    pub span: Span,
    /// Its style.
    pub style: Style,
}

/// A part of the text that leads somewhere.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hyperlink {
    /// The part.
    pub span: Span,
    /// Where it leads.
    pub target: LinkTarget,
}

/// Where a link leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LinkTarget {
    /// An address, or a path from the document's folder, as the document has it. It is not to be trusted.
    Address(Box<str>),
    /// A place in this text, in bytes.
    Place(usize),
    /// A picture, for which the part of the text stands, by its address or path.
    Picture(Box<str>),
}

/// A footnote or endnote. One that is referred to twice is there twice.
#[derive(Clone, Debug, PartialEq, Eq)]
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
