//! Drawing the screen from the program's state, which is only read.

mod about;
mod accept_all;
mod article;
mod card;
mod compare;
mod corpus;
mod difference;
mod empty_pane;
mod glosses;
mod list;
mod message;
mod overlays;
mod paint;
mod preview;
mod status;
mod suggestions;
mod theme;
mod versions;

use ratatui::{buffer::Buffer, layout::Rect};

pub use corpus::draw as corpus;
pub use theme::{Depth, Theme};

use crate::app::{App, Area};

/// The areas of the screen that can be clicked, as last drawn.
#[derive(Clone, Debug, Default)]
pub struct HitMap {
    /// The glosses in the pane, each with its index in the list.
    pub rows: Vec<(Area, usize)>,
    /// The suggestions in the pane, each with its number.
    pub suggestions: Vec<(Area, usize)>,
}

impl HitMap {
    /// The index of the gloss at a cell of the pane.
    pub fn listed(&self, x: u16, y: u16) -> Option<usize> {
        self.rows.iter().find(|(area, _)| area.contains(x, y)).map(|(_, index)| *index)
    }

    /// The number of the suggestion at a cell of the pane.
    pub fn suggestion_at(&self, x: u16, y: u16) -> Option<usize> {
        self.suggestions.iter().find(|(area, _)| area.contains(x, y)).map(|(_, number)| *number)
    }
}

/// What the gloss pane is drawn with.
struct PaneDrawing<'a> {
    /// The state that is drawn.
    app: &'a App,
    /// The colours.
    theme: Theme,
    /// The cells that are written.
    buffer: &'a mut Buffer,
    /// The areas that can be clicked, as far as they are drawn.
    hits: HitMap,
}

/// The result of drawing a frame.
#[derive(Clone, Debug, Default)]
pub struct RenderedFrame {
    /// The areas that can be clicked.
    pub hits: HitMap,
    /// The column and row of the terminal's cursor, where text is typed.
    pub cursor: Option<(u16, u16)>,
}

/// Draws everything into `buffer`.
pub fn render(app: &App, depth: Depth, buffer: &mut Buffer) -> RenderedFrame {
    let theme = Theme { dark: app.view.dark, depth };
    let panes = app.view.panes();
    let seen = |area: Area| area.width > 0 && area.height > 0;
    if seen(panes.article) {
        article::draw(app, theme, panes.article, buffer);
    }
    let mut pane = PaneDrawing { app, theme, buffer, hits: HitMap::default() };
    if seen(panes.glosses) {
        glosses::draw(&mut pane, panes.glosses);
    }
    let PaneDrawing { buffer, hits, .. } = pane;
    let status_end = if seen(panes.status) { status::right(app) } else { String::new() };
    if seen(panes.status) {
        status::draw(app, theme, panes.status, &status_end, buffer);
    }
    if seen(panes.hints) {
        status::hints(app, theme, panes.hints, buffer);
    }
    let (width, height) = app.view.screen;
    let cursor = overlays::draw(app, theme, Rect { x: 0, y: 0, width, height }, buffer);
    if seen(panes.status) {
        status::long_message(app, theme, panes.status, &status_end, buffer);
    }
    RenderedFrame { hits, cursor }
}
