//! The blocks of a text: the parts between two blank lines, with their kinds.

use serde::{Deserialize, Serialize};

use crate::text::Span;

/// A block of the text: a paragraph, a heading, an item of a list, a listing, a table. Blocks don't overlap and don't
/// nest; the lists and quotations that a block stands in are told by two numbers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TextBlock {
    /// The block's text, without the blank lines around it.
    pub span: Span,
    /// The kind of the block.
    pub kind: BlockKind,
    /// The number of nested lists in which it stands. An item at the top has 1, and so has its second paragraph.
    pub list_depth: u8,
    /// The number of nested quotations in which it stands: 0 for the author's own words.
    pub quotation_depth: u8,
}

/// The kind of a block.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum BlockKind {
    /// Running text, also of a quotation or of a list's item from its second paragraph on.
    Paragraph,
    /// A heading; 1 is the highest level, 6 the lowest.
    Heading {
        /// 1 to 6.
        level: u8,
    },
    /// The first block of an item of a list. Its marker is not in the text: it is drawn in front of it.
    ListItem {
        /// The marker in front of it.
        marker: ListMarker,
    },
    /// Verse: each line of it is a line of its own.
    Verse,
    /// Code or other text whose spaces and line ends count.
    Code {
        /// The language, as the source names it; empty if it doesn't.
        language: Box<str>,
    },
    /// A table: a line for each row, a tab between two cells.
    Table {
        /// The number of rows at its start that are its head.
        head: u8,
        /// The alignment of its columns; further columns are aligned at their start.
        columns: Box<[ColumnAlignment]>,
    },
    /// The caption of a picture or a table.
    Caption,
    /// The first block of the body of a footnote or endnote.
    Note {
        /// The label by which it is referred to: "1", "*".
        label: Box<str>,
    },
    /// Text that belongs to the form and not to what is said: the head of a message, a byline, a signature, a licence. Nothing is
    /// suggested in it.
    Boilerplate,
    /// A line that parts two parts of a text. It has a short text of its own, such as "* * *".
    Rule,
}

/// The marker in front of an item of a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ListMarker {
    /// A bullet.
    Bullet,
    /// A number or letter as the source shows it, with what follows it: "3.", "iv)".
    Number(Box<str>),
    /// A box, for something to be done.
    Task {
        /// Whether it is ticked.
        done: bool,
    },
}

/// The alignment of a column of a table.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum ColumnAlignment {
    /// At the start of the cell.
    #[default]
    Start,
    /// In its middle.
    Centre,
    /// At its end, as numbers are.
    End,
}

impl TextBlock {
    /// A block that stands in no list and no quotation.
    pub fn new(kind: BlockKind, span: Span) -> Self {
        Self { span, kind, list_depth: 0, quotation_depth: 0 }
    }

    /// The level of a heading. `None` for any other block.
    pub fn heading_level(&self) -> Option<u8> {
        match self.kind {
            BlockKind::Heading { level } => Some(level),
            _ => None,
        }
    }
}
