//! The gloss pane: the glosses in their order, scrolled to the current one.

use ratatui::style::Style;

use super::{PaneDrawing, about, compare, empty_pane, paint, suggestions};
use crate::{
    app::{App, Area, Focus},
    gloss::{Placed, State},
};

/// How many rows of a gloss's text are shown, unless it is the chosen one. Chosen by hand.
const MAX_TEXT_ROWS: usize = 2;

/// How many rows of the chosen gloss's text are shown. Chosen by hand.
const MAX_CHOSEN_TEXT_ROWS: usize = 6;

/// Draws the pane into `area`; each gloss, suggestion and difference can be clicked.
pub fn draw(pane: &mut PaneDrawing<'_>, area: Area) {
    let (app, theme) = (pane.app, pane.theme);
    let beside = area.x > 0;
    let left = area.x + u16::from(beside);
    if beside {
        for y in area.y..area.y + area.height {
            paint::write(pane.buffer, area.x, y, area.x + 1, "│", theme.dim());
        }
    }
    let end = area.x + area.width;
    title(pane, (left, area.y, end));
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
        Some(comparison) => compare::draw_list(pane, comparison, below),
        None => suggestions::draw(pane, below),
    }
    if app.list.len(&app.glosses) == 0 {
        let hint = empty_pane::hint(app);
        paint::write_wrapped(
            pane.buffer,
            (list.x + 1, list.y + 1),
            end,
            &hint,
            theme.dim(),
            list.height.saturating_sub(1),
        );
        return;
    }
    items(pane, list);
}

/// Draws the heading from column `left` to before `end` of row `y`.
fn title(pane: &mut PaneDrawing<'_>, (left, y, end): (u16, u16, u16)) {
    let (app, theme, buffer) = (pane.app, pane.theme, &mut *pane.buffer);
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

/// Draws the glosses around the one here into `area`.
fn items(pane: &mut PaneDrawing<'_>, area: Area) {
    let app = pane.app;
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
        let area = Area { y, height, ..area };
        draw_item(pane, area, &item, chosen);
        pane.hits.rows.push((area, item.index));
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

/// Draws a gloss into `area`; the chosen one is set off.
fn draw_item(pane: &mut PaneDrawing<'_>, area: Area, item: &GlossRows<'_>, chosen: bool) {
    let (app, theme, buffer) = (pane.app, pane.theme, &mut *pane.buffer);
    let end = area.x + area.width;
    let (letter, hue) = app.schema.look(&item.placed.gloss);
    let base = if chosen { theme.chosen() } else { Style::new() };
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
