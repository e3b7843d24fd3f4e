//! The dialogue that accepts several suggestions at once.

use ratatui::{buffer::Buffer, layout::Rect, style::Style};

use super::{about, paint, theme::Theme};
use crate::{
    app::{AcceptAll, App},
    suggest::Suggestion,
};

/// Draws the suggestions that would be accepted, the least certain first, since the decision depends on them.
pub fn draw(app: &App, all: &AcceptAll, theme: Theme, screen: Rect, buffer: &mut Buffer) {
    let area = paint::centered(screen, 90, screen.height.saturating_sub(2).min(24));
    let mut these: Vec<&Suggestion> = app.acceptable(all).collect();
    these.sort_by(|a, b| a.score.total_cmp(&b.score));
    let what = all.tag.as_deref().unwrap_or("suggestion");
    let title = format!("Accept {} × {what}, {}% or more certain", these.len(), all.percent);
    let inner = paint::frame(buffer, area, &title, theme.accent());
    let room = usize::from(inner.height.saturating_sub(1));
    for (i, suggestion) in these.iter().take(room).enumerate() {
        let y = inner.y + i as u16;
        let (letter, hue) = about::look_of_suggestion(app, suggestion);
        let x = paint::write(
            buffer,
            inner.x,
            y,
            inner.right(),
            &format!("{:>5} ", about::percent(suggestion)),
            theme.dim(),
        );
        let x = paint::write(buffer, x, y, inner.right(), &letter.to_string(), theme.kind(hue));
        let said = about::about_suggestion(app, suggestion).join(" · ");
        let text_end = if said.is_empty() { inner.right() } else { inner.x + inner.width * 3 / 5 };
        let end = paint::write_cut(buffer, x + 1, y, text_end, &about::words(app, suggestion), Style::new());
        paint::write_cut(buffer, end + 2, y, inner.right(), &said, theme.dim());
    }
    if these.len() > room && room > 0 {
        let more = format!(" … and {} more ", these.len() + 1 - room);
        let y = inner.y + room as u16 - 1;
        paint::clear(buffer, Rect { y, height: 1, ..inner }, Style::reset());
        paint::write(buffer, inner.x, y, inner.right(), &more, theme.dim());
    }
    let foot = "↑↓ confidence   tab kind   * all   enter accept   esc back";
    paint::write_cut(buffer, inner.x + 1, inner.bottom().saturating_sub(1), inner.right(), foot, theme.dim());
}
