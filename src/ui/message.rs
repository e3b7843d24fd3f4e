//! Messages for the person: on one row, or whole on as many rows as they need, until the next key.

use ratatui::{buffer::Buffer, layout::Rect, style::Style};

use super::paint;
use crate::text::cells;

/// The message that these parts make on one row of `room` cells; `None` if it is longer.
pub fn on_one_row(parts: &[&str], room: u16) -> Option<String> {
    let message = parts.join("; ");
    (cells::width(&message, 0) <= usize::from(room) && !message.contains('\n')).then_some(message)
}

/// Draws a message whose last row is `row`, each part on rows of its own, over whatever is above.
pub fn draw(parts: &[&str], style: Style, row: Rect, buffer: &mut Buffer) {
    let width = usize::from(row.width.saturating_sub(2)).max(1);
    let most = usize::from(row.y - buffer.area.y) + 1;
    let rows: Vec<String> = parts.iter().flat_map(|part| paint::wrapped(part, width, most)).collect();
    let shown = rows.len().min(most);
    for (above, text) in rows[..shown].iter().rev().enumerate() {
        let y = row.y - above as u16;
        paint::clear(buffer, Rect { y, height: 1, ..row }, style);
        paint::write_cut(buffer, row.x + 1, y, row.right(), text, style);
    }
}
