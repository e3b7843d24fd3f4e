//! Parts of a page: paragraphs, headings, items, tables, made of rows.

use super::{
    geometry::Rectangle,
    row::{Raise, Row},
};

/// A part of the document that becomes a block of the text.
#[derive(Clone, Debug)]
pub(super) struct Part {
    /// What it is.
    pub kind: PartKind,
    /// Its rows; those after a column or a page break are among them. Empty for a table.
    pub rows: Vec<Row>,
    /// The left and right end of the column that it stands in.
    pub column: (f32, f32),
    /// Whether its first row is indented.
    pub is_indented: bool,
}

/// What a part is.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum PartKind {
    /// Running text.
    Text,
    /// Text whose line ends count: verse, an address.
    Lines,
    /// Code.
    Code,
    /// An item of a list with its marker, which is no longer among the words.
    Item(String),
    /// A heading of this level.
    Heading(u8),
    /// A footnote with its label, which is no longer among the words.
    Note(String),
    /// An entry of a printed table of contents: its title and its page.
    Contents(String, String),
    /// The caption of a figure or a table.
    Caption,
    /// Cells by rows; each cell has rows of words.
    Table(Vec<Vec<Vec<Row>>>),
}

impl Part {
    /// The page that it begins on.
    pub fn page(&self) -> usize {
        self.first_row().map_or(0, |row| row.page)
    }

    fn first_row(&self) -> Option<&Row> {
        let cells = match &self.kind {
            PartKind::Table(rows) => rows.iter().flatten().flatten().next(),
            _ => None,
        };
        self.rows.first().or(cells)
    }

    /// The size of the font of its first row.
    pub fn size(&self) -> f32 {
        self.first_row().map_or(0.0, |row| row.size)
    }

    /// The area that it covers on its first page.
    pub fn area(&self) -> Rectangle {
        let page = self.page();
        let cells = match &self.kind {
            PartKind::Table(rows) => rows.as_slice(),
            _ => &[],
        };
        let rows = self.rows.iter().chain(cells.iter().flatten().flatten());
        let areas = rows.filter(|row| row.page == page).map(Row::area);
        areas.reduce(Rectangle::hull).unwrap_or_default()
    }

    /// Whether all its words are bold.
    pub fn is_bold(&self) -> bool {
        self.rows.iter().all(|row| row.all_faces(|face| face.is_bold))
    }

    /// The text of its rows with spaces between, for comparing.
    pub fn text(&self) -> String {
        self.rows.iter().map(Row::text).collect::<Vec<_>>().join(" ")
    }

    /// Whether it is running text that another part may go on with.
    pub fn is_running(&self) -> bool {
        matches!(self.kind, PartKind::Text | PartKind::Item(_) | PartKind::Note(_))
    }

    /// The raised words of the part that may be marks of notes.
    pub fn raised(&self) -> impl Iterator<Item = &str> {
        let words = self.rows.iter().flat_map(|row| &row.words);
        words.filter(|word| word.raise == Raise::Above).map(|word| word.text.as_str())
    }
}
