//! Suggestions: in the gloss pane below the glosses, on a card, and before many are taken at once.

use ratatui::{buffer::Buffer, layout::Rect, style::Style};

use super::{HitMap, glosses, paint, theme::Theme};
use crate::{
    app::{AcceptAll, App, Area},
    suggest::Suggestion,
};

/// Rows of a suggestion's text that are shown, unless it is the chosen one.
const TEXT_ROWS: usize = 2;

/// Rows of the chosen suggestion's text.
const CHOSEN_TEXT_ROWS: usize = 5;

/// The rows that the suggestions get of a gloss pane of this height: half, or more where there are few glosses.
pub fn height(app: &App, pane: u16) -> u16 {
    let open = app.offers.len();
    if open == 0 || app.list.kind.as_ref().is_some_and(|kind| !app.offers.from(0).any(|(_, s)| s.tag == kind))
    {
        return 0;
    }
    let needed = u16::try_from(open.saturating_mul(3) + 1).unwrap_or(u16::MAX);
    let share = if app.glosses.is_empty() { pane.saturating_sub(5) } else { pane / 2 };
    if share < 4 { 0 } else { needed.min(share) }
}

/// Draws the suggestions around the selection into `area`, and notes in `hits` where which one is.
pub fn draw(app: &App, theme: Theme, area: Area, buffer: &mut Buffer, hits: &mut HitMap) {
    let end = area.x + area.width;
    let title = format!(" Suggestions {} ", app.offers.len());
    let x = paint::write(buffer, area.x, area.y, end, "┄", theme.dim());
    let mut x = paint::write(buffer, x, area.y, end, &title, theme.dim());
    while x < end {
        x = paint::write(buffer, x, area.y, end, "┄", theme.dim());
    }
    let listed = |suggestion: &Suggestion| app.list.kind.as_ref().is_none_or(|kind| suggestion.tag == kind);
    let here = app.offer_here().map(|(number, _)| number);
    let now = here.unwrap_or_else(|| app.offers.number_from(app.position()));
    // One that was passed stays in view, so that it is seen where one is.
    let before = app.offers.before(now).find(|(_, s)| listed(s)).map(|(number, _)| number);
    let room = usize::from(area.width.saturating_sub(8)).max(1);
    let mut y = area.y + 1;
    let bottom = area.y + area.height;
    for (number, suggestion) in app.offers.from(before.unwrap_or(now)).filter(|(_, s)| listed(s)) {
        if y >= bottom {
            break;
        }
        let chosen = app.cursor.offer == Some(number);
        let (rows, about) = rows(app, suggestion, room, chosen);
        let height = ((rows.len() + about.len()) as u16).min(bottom - y);
        let area = Area { y, height, ..area };
        draw_item(app, theme, area, (suggestion, chosen), (&rows, &about), buffer);
        hits.offers.push((area, number));
        y += height;
    }
}

fn rows(app: &App, suggestion: &Suggestion, room: usize, chosen: bool) -> (Vec<String>, Vec<String>) {
    let text =
        paint::wrapped(&words(app, suggestion), room, if chosen { CHOSEN_TEXT_ROWS } else { TEXT_ROWS });
    let mut about = about(app, suggestion).join(" · ");
    if chosen && !suggestion.reason.is_empty() {
        about = [about, suggestion.reason.clone()].join("\n");
    }
    let about = paint::wrapped(about.trim_start(), room, if chosen { 5 } else { 1 });
    (text, about)
}

/// The words that a suggestion is for.
pub fn words(app: &App, suggestion: &Suggestion) -> String {
    let spans = suggestion.spans.iter().map(|&span| app.text().quote(span));
    spans.collect::<Vec<_>>().join(" … ").replace(['\n', '\r'], " ")
}

/// What would be said of them.
fn about(app: &App, suggestion: &Suggestion) -> Vec<String> {
    let attributes = glosses::ordered(app, suggestion.tag, &suggestion.attributes);
    let to =
        suggestion.to.map(|to| format!("{} → {}", suggestion.tag, app.text().quote(to).replace('\n', " ")));
    attributes.chain(to).collect()
}

/// The letter and the colour of a suggestion: those of the gloss that it would become.
pub fn look<'a>(app: &'a App, suggestion: &Suggestion) -> (char, &'a str) {
    match suggestion.to {
        Some(_) => ('→', "grey"),
        None => app.schema.look_of(suggestion.tag, &suggestion.attributes),
    }
}

fn percent(suggestion: &Suggestion) -> String {
    format!("{:.0}%", suggestion.score * 100.0)
}

fn draw_item(
    app: &App,
    theme: Theme,
    area: Area,
    (suggestion, chosen): (&Suggestion, bool),
    (text, about): (&[String], &[String]),
    buffer: &mut Buffer,
) {
    let end = area.x + area.width;
    let base = if chosen { theme.chosen() } else { Style::new() };
    if chosen {
        buffer.set_style(paint::rect(area).intersection(buffer.area), base);
    }
    let (letter, hue) = look(app, suggestion);
    let ruler = if chosen { "▌" } else { "┊" };
    let mark = if chosen { theme.ruler() } else { theme.dim() };
    let x = paint::write(buffer, area.x, area.y, end, ruler, mark.patch(base));
    let letter = letter.to_lowercase().to_string();
    let x = paint::write(buffer, x, area.y, end, &letter, theme.kind(hue).patch(base));
    paint::write(buffer, x + 1, area.y, end, &percent(suggestion), theme.dim().patch(base));
    let words = if chosen { base } else { theme.dim().patch(base) };
    let rows =
        text.iter().map(|row| (row, words)).chain(about.iter().map(|row| (row, theme.dim().patch(base))));
    for (i, (row, style)) in rows.take(usize::from(area.height)).enumerate() {
        paint::write(buffer, area.x + 7, area.y + i as u16, end, row, style);
    }
}

/// What a card tells of the suggestion chosen: its title, its colour, and the lines in it.
pub fn card<'a>(app: &'a App, suggestion: &Suggestion) -> (String, &'a str, Vec<String>) {
    let (letter, hue) = look(app, suggestion);
    let mut lines = about(app, suggestion);
    lines.extend(Some(suggestion.reason.clone()).filter(|reason| !reason.is_empty()));
    (format!("{letter} {}? {}", suggestion.tag, percent(suggestion)), hue, lines)
}

/// The suggestions that are about to be taken, the least certain first: they are what the decision is about.
pub fn accept_all(app: &App, all: &AcceptAll, theme: Theme, screen: Rect, buffer: &mut Buffer) {
    let area = super::overlays::middle(screen, 90, screen.height.saturating_sub(2).min(24));
    let mut these: Vec<&Suggestion> = app.acceptable(all).collect();
    these.sort_by(|a, b| a.score.total_cmp(&b.score));
    let what = all.tag.as_deref().unwrap_or("suggestion");
    let title = format!("Accept {} × {what}, {}% or more certain", these.len(), all.percent);
    let inner = paint::frame(buffer, area, &title, theme.accent());
    let room = usize::from(inner.height.saturating_sub(1));
    for (i, suggestion) in these.iter().take(room).enumerate() {
        let y = inner.y + i as u16;
        let (letter, hue) = look(app, suggestion);
        let x = paint::write(
            buffer,
            inner.x,
            y,
            inner.right(),
            &format!("{:>5} ", percent(suggestion)),
            theme.dim(),
        );
        let x = paint::write(buffer, x, y, inner.right(), &letter.to_string(), theme.kind(hue));
        let about = about(app, suggestion).join(" · ");
        let text_end = if about.is_empty() { inner.right() } else { inner.x + inner.width * 3 / 5 };
        let end = paint::write_cut(buffer, x + 1, y, text_end, &words(app, suggestion), Style::new());
        paint::write_cut(buffer, end + 2, y, inner.right(), &about, theme.dim());
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
