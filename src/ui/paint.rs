//! Writing text into cells: without control characters, cut at the edge, with wide characters kept whole.

use std::collections::VecDeque;

use ratatui::{buffer::Buffer, layout::Rect, style::Style};

use crate::{
    app::Area,
    text::{cells, wrap},
};

/// The area as ratatui's rectangle.
pub fn rect(area: Area) -> Rect {
    Rect { x: area.x, y: area.y, width: area.width, height: area.height }
}

/// A rectangle of at most this size in the middle of the screen.
pub fn centered(screen: Rect, width: u16, height: u16) -> Rect {
    let (width, height) = (width.min(screen.width), height.min(screen.height));
    Rect { x: (screen.width - width) / 2, y: (screen.height - height) / 2, width, height }
}

/// Writes `text` from column `x` of row `y`, up to column `end`. Returns the column after it.
pub fn write(buffer: &mut Buffer, x: u16, y: u16, end: u16, text: &str, style: Style) -> u16 {
    let mut at = x;
    if y >= buffer.area.bottom() {
        return at;
    }
    for cell in cells::cells(text, 0).filter(|cell| cell.width > 0) {
        let next = at + cell.width as u16;
        if next > end.min(buffer.area.right()) {
            break;
        }
        put(buffer, at, y, &cell.glyph, cell.width, style);
        at = next;
    }
    at
}

/// Puts a glyph of `width` cells into the buffer, unless it does not fit.
pub fn put(buffer: &mut Buffer, x: u16, y: u16, glyph: &str, width: usize, style: Style) {
    if x + width as u16 > buffer.area.right() || y >= buffer.area.bottom() {
        return;
    }
    if glyph.starts_with(' ') {
        // A tab is drawn as several characters of one cell each.
        for (i, c) in (0..width as u16).zip(glyph.chars()) {
            buffer[(x + i, y)].set_char(c).set_style(style);
        }
        return;
    }
    buffer[(x, y)].set_symbol(glyph).set_style(style);
    for i in 1..width as u16 {
        buffer[(x + i, y)].reset();
        buffer[(x + i, y)].set_style(style);
    }
}

/// Like [`write`], but ends in `…` where the text is cut.
pub fn write_cut(buffer: &mut Buffer, x: u16, y: u16, end: u16, text: &str, style: Style) -> u16 {
    let room = usize::from(end.saturating_sub(x));
    if cells::width(text, 0) <= room {
        return write(buffer, x, y, end, text, style);
    }
    let at = write(buffer, x, y, end.saturating_sub(1), text, style);
    write(buffer, at, y, end, "…", style)
}

/// Writes `text` wrapped to the columns from `x` to `end`, in at most `most` rows. Returns the number of rows.
pub fn write_wrapped(
    buffer: &mut Buffer,
    (x, y): (u16, u16),
    end: u16,
    text: &str,
    style: Style,
    most: u16,
) -> u16 {
    let rows = wrapped(text, usize::from(end.saturating_sub(x)), usize::from(most));
    for (i, row) in rows.iter().enumerate() {
        write_cut(buffer, x, y + i as u16, end, row, style);
    }
    rows.len() as u16
}

/// `text` wrapped to rows of `width` cells, at most `most` of them; the last one ends in `…` if there is more.
pub fn wrapped(text: &str, width: usize, most: usize) -> Vec<String> {
    let mut rows = Vec::new();
    for line in text.lines() {
        // Only as much of a long text is wrapped as can be shown.
        let enough = line.floor_char_boundary((width * 4 * (most + 1)).min(line.len()));
        let shown = line.get(..enough).unwrap_or_default();
        rows.extend(
            wrap(shown, width)
                .into_iter()
                .filter_map(|row| shown.get(row.range()).map(|r| r.trim_end().to_owned())),
        );
        if rows.len() > most {
            break;
        }
    }
    if rows.len() > most {
        rows.truncate(most);
        if let Some(last) = rows.last_mut() {
            last.push('…');
            if cells::width(last, 0) > width {
                last.pop();
                last.pop();
                last.push('…');
            }
        }
    }
    rows
}

/// The items that a list `height` rows high shows, in their order: those `from_here` on, the first of which must be in view, and
/// of those `before` it, nearest first, as many as fit into a third of the rows, or into more where the list ends before the rows
/// do. The last item may be cut.
pub fn around<T>(
    height: u16,
    height_of: impl Fn(&T) -> u16,
    from_here: impl Iterator<Item = T>,
    before: impl Iterator<Item = T>,
) -> VecDeque<T> {
    let mut shown = VecDeque::new();
    let mut used = 0_u16;
    for item in from_here {
        used = used.saturating_add(height_of(&item));
        shown.push_back(item);
        if used >= height {
            break;
        }
    }
    let mut above = height.saturating_sub(used).max(height / 3);
    for item in before {
        let Some(rest) = above.checked_sub(height_of(&item)) else { break };
        above = rest;
        shown.push_front(item);
    }
    shown
}

/// Clears a rectangle.
pub fn clear(buffer: &mut Buffer, area: Rect, style: Style) {
    let area = area.intersection(buffer.area);
    for y in area.top()..area.bottom() {
        // Wide characters that the rectangle's edges cut in half are cleared as well.
        if let Some(before) = area.left().checked_sub(1)
            && cells::width(buffer[(before, y)].symbol(), 0) > 1
        {
            buffer[(before, y)].set_symbol(" ");
        }
        for x in area.left()..area.right() {
            buffer[(x, y)].reset();
            buffer[(x, y)].set_style(style);
        }
    }
}

/// Clears a rectangle, draws a frame around it with a title, and returns what is inside.
pub fn frame(buffer: &mut Buffer, area: Rect, title: &str, border: Style) -> Rect {
    let area = area.intersection(buffer.area);
    clear(buffer, area, Style::reset());
    if area.width < 2 || area.height < 2 {
        return Rect { width: 0, height: 0, ..area };
    }
    let (right, bottom) = (area.right() - 1, area.bottom() - 1);
    for x in area.left()..=right {
        put(buffer, x, area.top(), "─", 1, border);
        put(buffer, x, bottom, "─", 1, border);
    }
    for y in area.top()..=bottom {
        put(buffer, area.left(), y, "│", 1, border);
        put(buffer, right, y, "│", 1, border);
    }
    for (x, y, corner) in [
        (area.left(), area.top(), "╭"),
        (right, area.top(), "╮"),
        (area.left(), bottom, "╰"),
        (right, bottom, "╯"),
    ] {
        put(buffer, x, y, corner, 1, border);
    }
    write_cut(buffer, area.left() + 2, area.top(), right.saturating_sub(1), &format!(" {title} "), border);
    Rect { x: area.x + 1, y: area.y + 1, width: area.width - 2, height: area.height - 2 }
}
