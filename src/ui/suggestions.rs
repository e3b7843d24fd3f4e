//! The list of suggestions in the gloss pane, below the glosses.

use ratatui::style::Style;

use super::{PaneDrawing, about, paint};
use crate::{
    app::{App, Area},
    suggest::Suggestion,
};

/// How many rows of a suggestion's text are shown, unless it is the chosen one. Chosen by hand.
const MAX_TEXT_ROWS: usize = 2;

/// How many rows of the chosen suggestion's text are shown. Chosen by hand.
const MAX_CHOSEN_TEXT_ROWS: usize = 5;

/// How many rows of a gloss pane `pane` rows high go to the suggestions: half, or more if there are few glosses.
pub fn height(app: &App, pane: u16) -> u16 {
    let open = app.suggestions.count(app.list.kind.as_deref());
    if open == 0 {
        return 0;
    }
    let needed = u16::try_from(open.saturating_mul(3) + 1).unwrap_or(u16::MAX);
    let share = if app.glosses.is_empty() { pane.saturating_sub(8) } else { pane / 2 };
    if share < 4 { 0 } else { needed.min(share) }
}

/// Draws the suggestions around the selection into `area`; each can be clicked.
pub fn draw(pane: &mut PaneDrawing<'_>, area: Area) {
    let (app, theme) = (pane.app, pane.theme);
    let end = area.x + area.width;
    let title = format!(" Suggestions {} ", app.suggestions.count(app.list.kind.as_deref()));
    let x = paint::write(pane.buffer, area.x, area.y, end, "┄", theme.dim());
    let mut x = paint::write(pane.buffer, x, area.y, end, &title, theme.dim());
    while x < end {
        x = paint::write(pane.buffer, x, area.y, end, "┄", theme.dim());
    }
    let listed =
        |suggestion: &Suggestion| app.list.kind.as_ref().is_none_or(|kind| *suggestion.tag == **kind);
    let here = app.suggestion_here().map(|(number, _)| number);
    let now = here.unwrap_or_else(|| app.suggestions.number_from(app.position()));
    let room = usize::from(area.width.saturating_sub(8)).max(1);
    let item = |(number, suggestion)| {
        let chosen = app.cursor.suggestion == Some(number);
        let (words, about) = rows(app, suggestion, room, chosen);
        SuggestionRows { number, suggestion, chosen, words, about }
    };
    let from_here = app.suggestions.from(now).filter(|(_, s)| listed(s)).map(item);
    let before = app.suggestions.before(now).filter(|(_, s)| listed(s)).map(item);
    let (mut y, bottom) = (area.y + 1, area.y + area.height);
    for item in paint::around(area.height - 1, SuggestionRows::height, from_here, before) {
        if y >= bottom {
            break;
        }
        let height = item.height().min(bottom - y);
        let area = Area { y, height, ..area };
        draw_item(pane, area, &item);
        pane.hits.suggestions.push((area, item.number));
        y += height;
    }
}

/// The rows of a suggestion in the list.
struct SuggestionRows<'a> {
    number: usize,
    suggestion: &'a Suggestion,
    /// Whether it is the chosen one.
    chosen: bool,
    words: Vec<String>,
    about: Vec<String>,
}

impl SuggestionRows<'_> {
    fn height(&self) -> u16 {
        (self.words.len() + self.about.len()) as u16
    }
}

fn rows(app: &App, suggestion: &Suggestion, room: usize, chosen: bool) -> (Vec<String>, Vec<String>) {
    let text = paint::wrapped(
        &about::words(app, suggestion),
        room,
        if chosen { MAX_CHOSEN_TEXT_ROWS } else { MAX_TEXT_ROWS },
    );
    let mut about = about::about_suggestion(app, suggestion).join(" · ");
    if chosen && !suggestion.reason.is_empty() {
        about = [about, suggestion.reason.clone()].join("\n");
    }
    let about = paint::wrapped(about.trim_start(), room, if chosen { 5 } else { 1 });
    (text, about)
}

/// Draws a suggestion into `area`.
fn draw_item(pane: &mut PaneDrawing<'_>, area: Area, item: &SuggestionRows<'_>) {
    let (app, theme, buffer) = (pane.app, pane.theme, &mut *pane.buffer);
    let SuggestionRows { suggestion, chosen, .. } = *item;
    let end = area.x + area.width;
    let base = if chosen { theme.chosen() } else { Style::new() };
    if chosen {
        buffer.set_style(paint::rect(area).intersection(buffer.area), base);
    }
    let (letter, hue) = about::look_of_suggestion(app, suggestion);
    let ruler = if chosen { "▌" } else { "┊" };
    let mark = if chosen { theme.ruler() } else { theme.dim() };
    let x = paint::write(buffer, area.x, area.y, end, ruler, mark.patch(base));
    let letter = about::small(letter);
    let x =
        paint::write(buffer, x, area.y, end, letter.encode_utf8(&mut [0; 4]), theme.kind(hue).patch(base));
    paint::write(buffer, x + 1, area.y, end, &about::percent(suggestion), theme.dim().patch(base));
    let words = if chosen { base } else { theme.dim().patch(base) };
    let rows = item
        .words
        .iter()
        .map(|row| (row, words))
        .chain(item.about.iter().map(|row| (row, theme.dim().patch(base))));
    for (i, (row, style)) in rows.take(usize::from(area.height)).enumerate() {
        paint::write(buffer, area.x + 7, area.y + i as u16, end, row, style);
    }
}
