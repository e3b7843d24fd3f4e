//! The screen's areas, and which part of the text the article's area shows.

use std::{cell::RefCell, fmt, rc::Rc};

use crate::text::{Row, Text};

/// Narrower than this, the panes don't stand side by side.
const SIDE_BY_SIDE: u16 = 100;

/// Lower than this, they don't stand one above the other either.
const STACKED: u16 = 20;

/// The gloss pane's width, at least and at most, when it stands at the side.
const PANE: (u16, u16) = (34, 60);

/// The narrowest measure that can be asked for.
pub const SLIMMEST: usize = 20;

/// The widest measure that can be asked for.
pub const WIDEST: usize = 300;

/// A rectangle of cells.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Area {
    /// The column of its left edge.
    pub x: u16,
    /// The row of its upper edge.
    pub y: u16,
    /// In columns.
    pub width: u16,
    /// In rows.
    pub height: u16,
}

impl Area {
    /// Whether the cell at this column and row is inside.
    pub fn contains(self, x: u16, y: u16) -> bool {
        (self.x..self.x + self.width).contains(&x) && (self.y..self.y + self.height).contains(&y)
    }
}

/// Which pane has the keys.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Focus {
    /// The article.
    #[default]
    Article,
    /// The gloss pane.
    Glosses,
}

/// Where everything is on the screen.
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

/// What is seen.
#[derive(Clone, Debug)]
#[allow(clippy::struct_excessive_bools, reason = "each is a thing that a key shows or hides")]
pub struct View {
    /// Columns and rows of the screen.
    pub screen: (u16, u16),
    /// The start of the first row shown, in bytes.
    pub top: usize,
    /// The comfortable width of a line, in cells.
    pub measure: usize,
    /// Which pane has the keys.
    pub focus: Focus,
    /// Whether that pane has the whole screen.
    pub zoom: bool,
    /// Whether paragraphs are numbered.
    pub numbers: bool,
    /// Whether the line of key hints is shown.
    pub hints: bool,
    /// Whether the card of the gloss under the selection is shown.
    pub card: bool,
    /// Whether the theme is the dark one.
    pub dark: bool,
    /// The rows that were laid out last: most steps stay on the page, and a frame asks for them several times.
    pub page: LaidOut,
}

/// A page as it was laid out last.
#[derive(Clone, Default)]
pub struct LaidOut(RefCell<Option<Page>>);

/// The text, the width and the height that rows were laid out for, and the rows.
type Page = (Text, usize, usize, Rc<[Row]>);

impl fmt::Debug for LaidOut {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("LaidOut")
    }
}

impl View {
    /// Columns left of the text: the ruler, the kinds' letters, and paragraph numbers on demand.
    pub fn gutter(&self) -> u16 {
        if self.numbers { 11 } else { 5 }
    }

    /// Where everything is.
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
        } else if whole.width >= SIDE_BY_SIDE {
            let text = self.gutter() + 1 + self.measure as u16;
            let pane = whole.width.saturating_sub(text).clamp(PANE.0, PANE.1);
            let article = Area { width: whole.width - pane, ..whole };
            (article, Area { x: article.width, width: pane, ..whole })
        } else if whole.height >= STACKED {
            let pane = whole.height / 3;
            let article = Area { height: whole.height - pane, ..whole };
            (article, Area { y: article.height, height: pane, ..whole })
        } else {
            alone
        }
    }

    /// The width of a row of text, in cells: the measure, or less where the pane is narrower.
    pub fn width(&self) -> usize {
        let room = usize::from(self.panes().article.width.saturating_sub(self.gutter() + 1));
        self.measure.min(room).max(1)
    }

    /// How many rows of text are shown.
    pub fn height(&self) -> usize {
        usize::from(self.panes().article.height).max(1)
    }

    /// The rows that are shown.
    pub fn rows(&self, text: &Text) -> Rc<[Row]> {
        let (width, height) = (self.width(), self.height());
        if let Some((of, w, h, rows)) = &*self.page.0.borrow()
            && of.is(text)
            && (*w, *h) == (width, height)
            && rows.first().is_some_and(|row| row.span.start == self.top)
        {
            return rows.clone();
        }
        let rows: Rc<[Row]> = text.rows(self.top, width, height).into();
        *self.page.0.borrow_mut() = Some((text.clone(), width, height, rows.clone()));
        rows
    }

    /// Scrolls so that the first row is the one that shows `at`, or earlier, so that the page is full.
    pub fn scroll_to(&mut self, text: &Text, at: usize) {
        let width = self.width();
        let wanted = text.row(at, width).span.start;
        // Only near the end can a page be less than full.
        let rows = text.rows(wanted, width, self.height());
        self.top = if rows.len() < self.height() {
            wanted.min(text.rows_back(text.len(), width, self.height() - 1))
        } else {
            wanted
        };
    }
}
