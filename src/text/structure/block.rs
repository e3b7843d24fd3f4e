//! The blocks of a text: what stands between two blank lines, and what it is.

use crate::text::Span;

/// A block of the text: a paragraph, a heading, an item of a list, a listing, a table. Blocks don't overlap and don't
/// nest; the lists and quotations that a block stands in are told by two numbers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TextBlock {
    /// The block's text, without the blank lines around it.
    pub span: Span,
    /// What it is.
    pub kind: BlockKind,
    /// How many lists it stands in, one within the other. An item at the top has 1, and so has its second paragraph.
    pub list_depth: u8,
    /// How many quotations it stands in, one within the other: 0 for what the author says.
    pub quotation_depth: u8,
}

/// What a block is.
#[derive(Clone, Debug, PartialEq, Eq)]
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
        /// What stands in front of it.
        marker: ListMarker,
    },
    /// Verse: each line of it is a line of its own.
    Verse,
    /// Code or other text whose spaces and line ends count.
    Code {
        /// Its language, as the source names it; empty where it doesn't.
        language: Box<str>,
    },
    /// A table: a line for each row, a tab between two cells.
    Table {
        /// How many rows at its start are its head.
        head: u8,
        /// How its columns are aligned; a column beyond the last of these is aligned at its start.
        columns: Box<[ColumnAlignment]>,
    },
    /// What is said of a picture or a table.
    Caption,
    /// The first block of the body of a footnote or endnote.
    Note {
        /// What it is referred to by: "1", "*".
        label: Box<str>,
    },
    /// A line that parts two parts of a text. It has a short text of its own, such as "* * *".
    Rule,
}

/// What stands in front of an item of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
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

/// Where the text of a table's column is put.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
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

    /// The level of a heading; none for anything else.
    pub fn heading_level(&self) -> Option<u8> {
        match self.kind {
            BlockKind::Heading { level } => Some(level),
            _ => None,
        }
    }

    /// Whether the line ends in it are the author's, so that none may be added and a search for sentences must not run over
    /// them: code, tables, verse.
    pub fn keeps_lines(&self) -> bool {
        matches!(self.kind, BlockKind::Code { .. } | BlockKind::Table { .. } | BlockKind::Verse)
    }
}
