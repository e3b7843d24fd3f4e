//! The gloss pane: the glosses in their order, scrolled to the current one.

use ratatui::buffer::Buffer;

use super::{HitMap, about, compare, empty_pane, paint, suggestions, theme::Theme};
use crate::{
    app::{App, Area, Focus},
    gloss::{Placed, State},
};

/// How many rows of a gloss's text are shown, unless it is the chosen one. Chosen by hand.
const MAX_TEXT_ROWS: usize = 2;

/// How many rows of the chosen gloss's text are shown. Chosen by hand.
const MAX_CHOSEN_TEXT_ROWS: usize = 6;

/// Draws the pane into `area`, and records the place of each gloss in `hits`.
pub fn draw(app: &App, theme: Theme, area: Area, buffer: &mut Buffer, hits: &mut HitMap) {
    let beside = area.x > 0;
    let left = area.x + u16::from(beside);
    if beside {
        for y in area.y..area.y + area.height {
            paint::write(buffer, area.x, y, area.x + 1, "│", theme.dim());
        }
    }
    let end = area.x + area.width;
    title(app, theme, (left, area.y, end), buffer);
    let comparison = app.comparison.as_ref();
    let suggested = match comparison {
        Some(comparison) => compare::height(comparison, area.height),
        None => suggestions::height(app, area.height),
    };
    let height = area.height.saturating_sub(1 + suggested);
    let list = Area { x: left, y: area.y + 1, width: end - left, height };
    let below = Area { y: list.y + height, height: suggested, ..list };
    match comparison {
        _ if suggested == 0 => {}
        Some(comparison) => compare::draw_list(app, comparison, theme, below, buffer, hits),
        None => suggestions::draw(app, theme, below, buffer, hits),
    }
    if app.list.len(&app.glosses) == 0 {
        let hint = empty_pane::hint(app);
        paint::write_wrapped(
            buffer,
            (list.x + 1, list.y + 1),
            end,
            &hint,
            theme.dim(),
            list.height.saturating_sub(1),
        );
        return;
    }
    items(app, theme, list, buffer, hits);
}

fn title(app: &App, theme: Theme, (left, y, end): (u16, u16, u16), buffer: &mut Buffer) {
    let style = if app.view.focus == Focus::Glosses { theme.accent() } else { theme.dim() };
    let count = app.list.len(&app.glosses);
    let title = match &app.list.kind {
        Some(kind) => format!(" {kind} {count} of {}", app.glosses.len()),
        None => format!(" Glosses {count}"),
    };
    let mut x = paint::write(buffer, left, y, end, &title, style);
    if app.list.grouped {
        x = paint::write(buffer, x, y, end, " by kind", style);
    }
    let lost = app.glosses.count(State::Orphan);
    if lost > 0 {
        paint::write(buffer, x, y, end, &format!(" · {lost} without a place"), theme.alarm());
    }
}

/// The rows of a gloss in the pane.
struct GlossRows<'a> {
    index: usize,
    placed: &'a Placed,
    text: Vec<String>,
    about: Vec<String>,
}

impl GlossRows<'_> {
    fn height(&self) -> u16 {
        (self.text.len() + self.about.len()) as u16
    }
}

fn items(app: &App, theme: Theme, area: Area, buffer: &mut Buffer, hits: &mut HitMap) {
    let now = app.list_index();
    let here = app.current_gloss().map(|placed| placed.gloss.id.clone());
    let room = usize::from(area.width.saturating_sub(4)).max(1);
    let item = |index: usize| {
        let id = app.list.nth(&app.glosses, index)?;
        let placed = app.glosses.get(id)?;
        Some(rows_of(app, index, placed, room, here.as_ref() == Some(id)))
    };
    let from_here = (now..app.list.len(&app.glosses)).map_while(item);
    let shown = paint::around(area.height, GlossRows::height, from_here, (0..now).rev().map_while(item));
    let (mut y, bottom) = (area.y, area.y + area.height);
    for item in shown {
        if y >= bottom {
            break;
        }
        let height = item.height().min(bottom - y);
        let chosen = here.as_ref() == Some(&item.placed.gloss.id);
        draw_item(app, theme, Area { y, height, ..area }, &item, chosen, buffer);
        hits.rows.push((Area { y, height, ..area }, item.index));
        y += height;
    }
}

fn rows_of<'a>(app: &App, index: usize, placed: &'a Placed, room: usize, chosen: bool) -> GlossRows<'a> {
    let most = if chosen { MAX_CHOSEN_TEXT_ROWS } else { MAX_TEXT_ROWS };
    let text = paint::wrapped(&about::one_line(&placed.gloss.exact()), room, most);
    let said = about::about(app, &placed.gloss);
    let about = about::whose(app, &placed.gloss).into_iter().chain(said).collect::<Vec<_>>().join(" · ");
    let mut about = paint::wrapped(&about, room, if chosen { 4 } else { 1 });
    if let Some(note) = &placed.gloss.note {
        about.extend(paint::wrapped(&format!("✎ {note}"), room, if chosen { 6 } else { 1 }));
    }
    GlossRows { index, placed, text, about }
}

fn draw_item(app: &App, theme: Theme, area: Area, item: &GlossRows<'_>, chosen: bool, buffer: &mut Buffer) {
    let end = area.x + area.width;
    let (letter, hue) = app.schema.look(&item.placed.gloss);
    let base = if chosen { theme.chosen() } else { ratatui::style::Style::new() };
    if chosen {
        buffer.set_style(paint::rect(area), base);
    }
    let ruler = if chosen { "▌" } else { " " };
    paint::write(buffer, area.x, area.y, end, ruler, theme.ruler().patch(base));
    paint::write(
        buffer,
        area.x + 1,
        area.y,
        end,
        letter.encode_utf8(&mut [0; 4]),
        theme.kind(hue).patch(base),
    );
    let mark = match item.placed.place.state {
        State::Unchanged => " ",
        State::Moved => "↷",
        State::Changed => "~",
        State::Doubtful => "?",
        State::Orphan => "✗",
    };
    paint::write(buffer, area.x + 2, area.y, end, mark, theme.alarm().patch(base));
    let rows = item.text.iter().map(|row| (row, base));
    let about = item.about.iter().map(|row| (row, theme.dim().patch(base)));
    for (i, (row, style)) in rows.chain(about).take(usize::from(area.height)).enumerate() {
        paint::write(buffer, area.x + 3, area.y + i as u16, end, row, style);
    }
}
