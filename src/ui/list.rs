//! Lists with an input line above them: the palette, the folder view.

use ratatui::{buffer::Buffer, layout::Rect, style::Style};

use super::{paint, theme::Theme};
use crate::{
    app::{InputLine, Picker},
    text::cells,
};

/// Draws a list that typing narrows down, in a frame. Returns the column and row of the cursor.
pub fn draw(picker: &Picker, theme: Theme, screen: Rect, buffer: &mut Buffer) -> (u16, u16) {
    let area = paint::centered(screen, 90, screen.height.saturating_sub(2).min(24));
    let title = format!("{} {}/{}", picker.title, picker.rows().len(), picker.total());
    let inner = paint::frame(buffer, area, &title, theme.accent());
    if inner.height == 0 {
        return (area.x, area.y);
    }
    let below = Rect { y: inner.y + 1, height: inner.height - 1, ..inner };
    let rows =
        picker.rows().map(|choice| ListRow { text: &choice.text, aside: &choice.aside, is_dim: false });
    draw_rows(rows, picker.chosen, theme, below, buffer);
    prompt(&picker.line, theme, inner, buffer)
}

/// Draws the input line in the first row of `area`. Returns the column and row of the cursor.
pub fn prompt(line: &InputLine, theme: Theme, area: Rect, buffer: &mut Buffer) -> (u16, u16) {
    let x = paint::write(buffer, area.x, area.y, area.right(), "> ", theme.accent());
    paint::write(buffer, x, area.y, area.right(), line.text(), Style::new());
    cursor_in(line, area.x + 2, area.y, area.right())
}

/// A row of a list.
pub struct ListRow<'a> {
    /// The text of the row.
    pub text: &'a str,
    /// Further text at its right, which is dim.
    pub aside: &'a str,
    /// Whether the text is dim, too.
    pub is_dim: bool,
}

/// Draws the rows for which `area` has room, scrolled to the chosen one.
pub fn draw_rows<'a>(
    rows: impl ExactSizeIterator<Item = ListRow<'a>>,
    chosen: usize,
    theme: Theme,
    area: Rect,
    buffer: &mut Buffer,
) {
    for (i, (y, ListRow { text, aside, is_dim })) in in_view(rows, chosen, area) {
        let (x, base) = begin_row(i == chosen, theme, Rect { y, height: 1, ..area }, buffer);
        let dim = theme.dim().patch(base);
        let middle = area.x + area.width * 3 / 5;
        let text_end = if aside.is_empty() { area.right() } else { middle };
        let end = paint::write_cut(buffer, x, y, text_end, text, if is_dim { dim } else { base });
        paint::write_cut(buffer, (end + 2).max(area.x + 22), y, area.right(), aside, dim);
    }
}

/// The items for which `area` has room, scrolled to the chosen one and what follows it, each with its index and its row of the screen.
pub fn in_view<T>(
    items: impl ExactSizeIterator<Item = T>,
    chosen: usize,
    area: Rect,
) -> impl Iterator<Item = (usize, (u16, T))> {
    let room = usize::from(area.height);
    // A third of the rows tells what comes after the chosen one, as far as there is more.
    let first = (chosen + 1 + room / 3).min(items.len()).saturating_sub(room);
    items.skip(first).take(room).enumerate().map(move |(i, item)| (first + i, (area.y + i as u16, item)))
}

/// Draws the beginning of a row, which is the same in all lists. Returns the column after it, and the style of the
/// row.
pub fn begin_row(chosen: bool, theme: Theme, row: Rect, buffer: &mut Buffer) -> (u16, Style) {
    let base = if chosen { theme.chosen() } else { Style::new() };
    buffer.set_style(row, base);
    let ruler = if chosen { "▌" } else { " " };
    (paint::write(buffer, row.x, row.y, row.right(), ruler, theme.ruler().patch(base)), base)
}

/// The column and row of the cursor in an input line drawn from column `x` up to column `end`.
pub fn cursor_in(line: &InputLine, x: u16, y: u16, end: u16) -> (u16, u16) {
    let column = cells::width(line.before_cursor(), 0) as u16;
    ((x + column).min(end.saturating_sub(1)), y)
}
