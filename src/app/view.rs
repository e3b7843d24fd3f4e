//! The areas of the screen, and which part of the text is shown.

use crate::text::{Layout, LineCache, Row, Text};

/// The narrowest screen on which the panes stand side by side: 60 columns of text beside the narrowest gloss pane.
const MIN_SIDE_BY_SIDE_COLUMNS: u16 = 100;

/// The lowest screen on which they stand one above the other: a lower one has too few rows for two panes.
const MIN_STACKED_ROWS: u16 = 20;

/// The narrowest gloss pane at the side: an attribute and its value fit on a row.
const MIN_PANE_COLUMNS: u16 = 34;

/// The widest gloss pane at the side: longer rows are hard to read.
const MAX_PANE_COLUMNS: u16 = 60;

/// The narrowest measure that can be asked for, in cells: two long words.
pub const MIN_MEASURE_CELLS: usize = 20;

/// The widest measure that can be asked for, in cells: the width of a very large screen.
pub const MAX_MEASURE_CELLS: usize = 300;

/// A rectangle of cells.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Area {
    /// The column of its left edge.
    pub x: u16,
    /// The row of its upper edge.
    pub y: u16,
    /// The width, in columns.
    pub width: u16,
    /// The height, in rows.
    pub height: u16,
}

impl Area {
    /// Whether the cell at this column and row is inside.
    pub fn contains(self, x: u16, y: u16) -> bool {
        (self.x..self.x + self.width).contains(&x) && (self.y..self.y + self.height).contains(&y)
    }
}

/// The pane that gets the keys.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Focus {
    /// The article.
    #[default]
    Article,
    /// The gloss pane.
    Glosses,
}

/// The areas of everything on the screen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Panes {
    /// The article with its gutter; empty when the gloss pane has the screen.
    pub article: Area,
    /// The gloss pane; empty when there is no room for it.
    pub glosses: Area,
    /// The status line.
    pub status: Area,
    /// The line of key hints; empty when it is turned off.
    pub hints: Area,
}

/// What the screen shows, and how.
#[derive(Clone, Debug)]
#[allow(clippy::struct_excessive_bools, reason = "a key turns each of them on or off")]
pub struct View {
    /// The size of the screen: columns and rows.
    pub screen: (u16, u16),
    /// The byte offset where the first row shown starts.
    pub top: usize,
    /// How many cells wide tables are scrolled to the right.
    pub sideways: usize,
    /// The preferred width of a line, in cells.
    pub measure: usize,
    /// Whether the lines of hard-wrapped prose are joined.
    pub flow: bool,
    /// The pane that gets the keys.
    pub focus: Focus,
    /// Whether that pane takes the whole screen.
    pub zoom: bool,
    /// Whether paragraphs are numbered.
    pub numbers: bool,
    /// Whether the line of key hints is shown.
    pub hints: bool,
    /// Whether the card of the gloss under the selection is shown.
    pub card: bool,
    /// Whether the theme is the dark one.
    pub dark: bool,
    /// A cache of laid-out lines near the page.
    pub lines: LineCache,
}

impl View {
    /// The width of the gutter, in columns: the ruler, the letters of kinds, and paragraph numbers if they are shown.
    pub fn gutter(&self) -> u16 {
        if self.numbers { 11 } else { 5 }
    }

    /// The areas of everything on the screen.
    pub fn panes(&self) -> Panes {
        let (width, height) = self.screen;
        let hints = u16::from(self.hints && height >= 6);
        let status = u16::from(height >= 2);
        let body = height - status - hints;
        let line = |y, rows| Area { x: 0, y, width, height: rows };
        let mut panes =
            Panes { status: line(body, status), hints: line(body + status, hints), ..Panes::default() };
        let whole = Area { x: 0, y: 0, width, height: body };
        let (article, glosses) = self.split(whole);
        (panes.article, panes.glosses) = (article, glosses);
        panes
    }

    fn split(&self, whole: Area) -> (Area, Area) {
        let none = Area::default();
        let alone = match self.focus {
            Focus::Article => (whole, none),
            Focus::Glosses => (none, whole),
        };
        if self.zoom {
            alone
        } else if whole.width >= MIN_SIDE_BY_SIDE_COLUMNS {
            let text = self.gutter() + 1 + self.measure as u16;
            let pane = whole.width.saturating_sub(text).clamp(MIN_PANE_COLUMNS, MAX_PANE_COLUMNS);
            let article = Area { width: whole.width - pane, ..whole };
            (article, Area { x: article.width, width: pane, ..whole })
        } else if whole.height >= MIN_STACKED_ROWS {
            let pane = whole.height / 3;
            let article = Area { height: whole.height - pane, ..whole };
            (article, Area { y: article.height, height: pane, ..whole })
        } else {
            alone
        }
    }

    /// The width of a row of text, in cells: the preferred width, or less where the pane is narrower.
    pub fn width(&self) -> usize {
        let room = usize::from(self.panes().article.width.saturating_sub(self.gutter() + 1));
        self.measure.min(room).max(1)
    }

    /// The number of rows of text that are shown.
    pub fn height(&self) -> usize {
        usize::from(self.panes().article.height).max(1)
    }

    /// The text in rows as wide as the article's pane has room for.
    pub fn layout<'a>(&'a self, text: &'a Text) -> Layout<'a> {
        Layout::new(text, self.width(), &self.lines).flowing(self.flow)
    }

    /// The rows that are shown.
    pub fn rows(&self, text: &Text) -> Vec<Row> {
        self.layout(text).rows(self.top, self.height())
    }

    /// How many cells of a row are out of view at the left.
    pub fn scrolled(&self, row: &Row) -> usize {
        row.scrolled(self.sideways, self.width())
    }

    /// Scrolls so that the first row shows byte `at`, or an earlier one if the page would not be full.
    pub fn scroll_to(&mut self, text: &Text, at: usize) {
        let layout = self.layout(text);
        let wanted = layout.row(at).span.start;
        // A page can be less than full only near the end.
        let is_full = layout.rows(wanted, self.height()).len() == self.height();
        self.top = if is_full { wanted } else { wanted.min(layout.backward(text.len(), self.height() - 1)) };
    }
}
