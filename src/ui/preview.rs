//! The preview: a box beside the selection with what a link, the mark of a note or a picture leads to.

use ratatui::{buffer::Buffer, layout::Rect, style::Style};

use super::{article, card::position_beside, paint, theme::Theme};
use crate::app::{App, Preview};

/// The widest preview, in cells. Chosen by hand: a comfortable width for reading, with the frame.
const MAX_PREVIEW_CELLS: u16 = 76;

/// How many rows a preview has at most, however long the note is; the rest is scrolled to.
const MAX_ROWS: usize = 2000;

/// Draws the preview below the selection, or above it, or else at the bottom of the article.
pub fn draw(app: &App, preview: &Preview, theme: Theme, buffer: &mut Buffer) {
    let panes = app.view.panes();
    // In the gloss pane alone there is no article to stand beside.
    let area = if panes.article.width > 0 { panes.article } else { panes.glosses };
    let left = area.x + app.view.gutter().min(area.width / 4).saturating_sub(1);
    let width = MAX_PREVIEW_CELLS.min(area.width.saturating_sub(left - area.x));
    let rows = paint::wrapped(&preview.text, usize::from(width.saturating_sub(4)).max(1), MAX_ROWS);
    // The frame, and the row that says what Enter does.
    let most = area.height.saturating_sub(2).max(3);
    let height = (rows.len().min(MAX_ROWS) as u16 + 3).min(most);
    let selected = article::selected_rows(app, area).unwrap_or((area.y, area.y));
    let bottom = (area.y + area.height).saturating_sub(height);
    let y = position_beside(area, selected, height).unwrap_or(bottom);
    let inner = paint::frame(buffer, Rect { x: left, y, width, height }, &preview.title, theme.accent());
    let inner = Rect { x: inner.x + 1, width: inner.width.saturating_sub(1), ..inner };
    let room = usize::from(inner.height.saturating_sub(1));
    let first = preview.scrolled.min(rows.len().saturating_sub(room));
    for (y, row) in (inner.y..inner.bottom().saturating_sub(1)).zip(&rows[first..]) {
        paint::write(buffer, inner.x, y, inner.right(), row, Style::new());
    }
    let more = if rows.len() > room { "  ↓ ↑ more" } else { "" };
    let action = format!("enter  {}{more}", preview.action);
    paint::write_cut(buffer, inner.x, inner.bottom().saturating_sub(1), inner.right(), &action, theme.dim());
}
