//! The card: all that is said of the gloss or the suggestion chosen, beside its words.

use ratatui::{buffer::Buffer, layout::Rect, style::Style};

use super::{about, article, paint, theme::Theme};
use crate::{
    app::App,
    gloss::{Id, Placed, State},
    suggest::Suggestion,
};

/// The gloss or the suggestion chosen, right below the selection (or above it), with all that is said of it.
pub fn draw(app: &App, theme: Theme, buffer: &mut Buffer) {
    let area = app.view.panes().article;
    let gloss = app.cursor.gloss.as_ref().and_then(|id| app.glosses.get(id));
    let offer = app.cursor.offer.and_then(|number| app.offers.get(number));
    let told = gloss.map(|placed| gloss_card(app, placed)).or(offer.map(|offer| offer_card(app, offer)));
    let Some((title, hue, lines)) = told else { return };
    let Some((first, last)) = article::selected_rows(app, area) else { return };
    let left = area.x + app.view.gutter().saturating_sub(1);
    let width = (app.view.width() as u16 + 2).min(area.width.saturating_sub(left - area.x)).min(76);
    if width < 20 {
        return;
    }
    let room = usize::from(width - 4);
    let rows: Vec<String> = lines.iter().flat_map(|line| paint::wrapped(line, room, 8)).collect();
    if rows.is_empty() {
        return;
    }
    let height = (rows.len() as u16 + 2).min(12);
    let below = area.y + area.height - (last + 1).min(area.y + area.height);
    let y = if below >= height {
        last + 1
    } else if first - area.y >= height {
        first - height
    } else {
        return;
    };
    let inner = paint::frame(buffer, Rect { x: left, y, width, height }, &title, theme.kind(hue));
    for (i, row) in rows.iter().take(usize::from(inner.height)).enumerate() {
        paint::write(buffer, inner.x + 1, inner.y + i as u16, inner.right(), row, Style::new());
    }
}

/// What a card tells of a gloss: its title, its colour, and the lines in it.
fn gloss_card<'a>(app: &'a App, placed: &Placed) -> (String, &'a str, Vec<String>) {
    let gloss = &placed.gloss;
    let mut lines = about::about(app, gloss);
    lines.extend(links_to(app, &gloss.id));
    lines.extend(gloss.note.iter().flat_map(|note| note.lines().map(|line| format!("✎ {line}"))));
    let by = gloss.creator.iter().chain(&gloss.generator).map(String::as_str).collect::<Vec<_>>().join(", ");
    if !by.is_empty() {
        lines.push(format!("by {by}"));
    }
    match placed.place.state {
        State::Unchanged => {}
        State::Moved => lines.push("moved with the text".to_owned()),
        state => lines.push(format!("{}: {}", state.name(), placed.place.reason)),
    }
    let (letter, hue) = app.schema.look(gloss);
    (format!("{letter} {}", gloss.tag), hue, lines)
}

/// The links that point to a gloss, read from its end.
fn links_to(app: &App, id: &Id) -> Vec<String> {
    let inverse = |role: &str| {
        let kind = app.schema.links.iter().find(|link| link.name == role);
        kind.and_then(|kind| kind.inverse.clone()).unwrap_or_else(|| format!("{role} (from)"))
    };
    // The whole set is looked through only where it is small enough to be looked through in a frame.
    let others = app.glosses.iter().take(5_000);
    others
        .flat_map(|other| {
            other.gloss.links.iter().filter(|link| link.to == *id).map(move |link| (other, link))
        })
        .map(|(other, link)| {
            format!("{} ← {}", inverse(&link.role), other.gloss.exact().chars().take(28).collect::<String>())
        })
        .collect()
}

/// What a card tells of the suggestion chosen: its title, its colour, and the lines in it.
fn offer_card<'a>(app: &'a App, suggestion: &Suggestion) -> (String, &'a str, Vec<String>) {
    let (letter, hue) = about::look_of_offer(app, suggestion);
    let mut lines = about::about_offer(app, suggestion);
    lines.extend(Some(suggestion.reason.clone()).filter(|reason| !reason.is_empty()));
    (format!("{letter} {}? {}", suggestion.tag, about::percent(suggestion)), hue, lines)
}
