//! The card: a box beside the selection with everything recorded about the chosen gloss or suggestion.

use ratatui::{buffer::Buffer, layout::Rect, style::Style};

use super::{about, article, paint, theme::Theme, versions::Versions};
use crate::{
    app::{App, Area},
    gloss::{Gloss, Id, Placed, State},
    suggest::Suggestion,
};

/// The widest card, in cells. Chosen by hand: a comfortable width for reading, with the frame.
const MAX_CARD_CELLS: u16 = 76;

/// The widest card with two versions side by side, in cells. Chosen by hand: two columns of comfortable width.
const MAX_VERSIONS_CELLS: u16 = 120;

/// The lowest height of a card, in rows with its frame. Chosen by hand: every screen has room for it.
const MIN_CARD_ROWS: u16 = 6;

/// Draws the card of the chosen gloss or suggestion below the selection, or above it.
pub fn draw(app: &App, theme: Theme, buffer: &mut Buffer) {
    let area = app.view.panes().article;
    let gloss = app.cursor.gloss.as_ref().and_then(|id| app.glosses.get(id));
    let suggestion = app.cursor.suggestion.and_then(|number| app.suggestions.get(number));
    let told = gloss
        .map(|placed| gloss_card(app, placed))
        .or(suggestion.map(|suggestion| suggestion_card(app, suggestion)));
    let Some(Card { title, hue, lines, versions }) = told else { return };
    let Some(selected) = article::selected_rows(app, area) else { return };
    let left = area.x + app.view.gutter().saturating_sub(1);
    let wanted = match versions {
        Some(_) => MAX_VERSIONS_CELLS,
        None => MAX_CARD_CELLS.min(app.view.width() as u16 + 2),
    };
    let width = wanted.min(area.width.saturating_sub(left - area.x));
    if width < 20 {
        return;
    }
    let room = usize::from(width - 4);
    let third = (area.height / 3).max(MIN_CARD_ROWS);
    let versions =
        versions.and_then(|(before, now)| Versions::new(&before, &now, room, usize::from(third - 2)));
    let pairs = versions.as_ref().map_or(0, Versions::height);
    let rows: Vec<String> = lines.iter().flat_map(|line| paint::wrapped(line, room, 8)).collect();
    if rows.is_empty() && pairs == 0 {
        return;
    }
    let height = ((pairs + rows.len()) as u16 + 2).min(third.max(12));
    let place = match position_beside(area, selected, height) {
        Some(y) => Some((y, height)),
        None => versions.is_some().then(|| overlay_position(area, selected, height.min(third))),
    };
    let Some((y, height)) = place else { return };
    let inner = paint::frame(buffer, Rect { x: left, y, width, height }, &title, theme.kind(hue));
    let inner = Rect { x: inner.x + 1, width: inner.width.saturating_sub(1), ..inner };
    if let Some(versions) = versions {
        versions.draw(theme, inner, buffer);
    }
    for (y, row) in (inner.y..inner.bottom()).skip(pairs).zip(&rows) {
        paint::write(buffer, inner.x, y, inner.right(), row, Style::new());
    }
}

/// The row and the height of a card for which there is no room beside the selected rows: it covers the last of them,
/// at the edge of the article.
fn overlay_position(area: Area, (first, last): (u16, u16), height: u16) -> (u16, u16) {
    let height = height.min(area.height);
    let bottom = area.y + area.height;
    let y = position_beside(area, (first, last), height).unwrap_or(bottom - height);
    (y, height)
}

/// The row of a card of this height: right below the selected rows, or above them; `None` where it fits in neither
/// place.
pub fn position_beside(area: Area, (first, last): (u16, u16), height: u16) -> Option<u16> {
    let below = area.y + area.height - (last + 1).min(area.y + area.height);
    if below >= height { Some(last + 1) } else { first.checked_sub(height).filter(|y| *y >= area.y) }
}

/// The contents of a card.
struct Card<'a> {
    title: String,
    hue: &'a str,
    lines: Vec<String>,
    /// The text as recorded and as it is now, to be shown side by side if they differ.
    versions: Option<(String, String)>,
}

fn gloss_card<'a>(app: &'a App, placed: &Placed) -> Card<'a> {
    let gloss = &placed.gloss;
    let mut lines = about::about(app, gloss);
    lines.extend(links_to(app, &gloss.id));
    lines.extend(gloss.note.iter().flat_map(|note| note.lines().map(|line| format!("✎ {line}"))));
    lines.extend(place_lines(app, placed));
    let program = gloss.generator.as_ref().map(ToString::to_string);
    let by = gloss.creator.iter().chain(&program).map(String::as_str).collect::<Vec<_>>().join(", ");
    if !by.is_empty() {
        lines.push(format!("by {by}"));
    }
    match placed.place.state {
        State::Unchanged => {}
        State::Moved => lines.push("moved with the text".to_owned()),
        state => lines.push(format!("{}: {}", state.name(), placed.place.reason)),
    }
    lines.extend(gloss.review.iter().map(|why| format!("to review: {why}")));
    lines.extend(other_version(app, gloss));
    let versions =
        placed.place.state.needs_review().then(|| (gloss.exact(), app.text().quote_all(&placed.place.spans)));
    let (letter, hue) = app.schema.look(gloss);
    Card { title: format!("{letter} {}", gloss.tag), hue, lines, versions }
}

/// Where a gloss stands, as people cite it, and the line of the source that it was made of.
fn place_lines(app: &App, placed: &Placed) -> Option<String> {
    let cited = Some(placed.citation(app.text().structure()).to_string()).filter(|cited| !cited.is_empty());
    let source = placed.place.hull().and_then(|hull| app.document.source_position(hull.start));
    let source = source.map(|(line, column)| format!("{}:{line}:{column}", app.document.name));
    let parts: Vec<String> = cited.into_iter().chain(source).collect();
    (!parts.is_empty()).then(|| parts.join(" · "))
}

/// The values in which the other version of a gloss in a merge conflict differs.
fn other_version(app: &App, gloss: &Gloss) -> Vec<String> {
    let Some(other) = gloss.review.named().find_map(|id| app.glosses.get(id)) else {
        return Vec::new();
    };
    let own = about::about(app, gloss);
    let tag = (other.gloss.tag != gloss.tag).then(|| other.gloss.tag.clone());
    let words = (other.gloss.exact() != gloss.exact()).then(|| other.gloss.exact());
    let note = other.gloss.note.clone().filter(|_| other.gloss.note != gloss.note);
    let said = about::about(app, &other.gloss).into_iter().filter(|line| !own.contains(line));
    let lines = tag.into_iter().chain(words).chain(said).chain(note.map(|note| format!("✎ {note}")));
    lines.map(|line| format!("there: {line}")).collect()
}

/// How many glosses are searched for links that point to one. Chosen by hand: more would delay the frame.
const MAX_LINK_SOURCES: usize = 5_000;

/// The links that point to a gloss; in a set of more than [`MAX_LINK_SOURCES`], those from its first glosses and a
/// remark.
fn links_to(app: &App, id: &Id) -> Vec<String> {
    let inverse = |role: &str| {
        let kind = app.schema.links.iter().find(|link| link.name == role);
        kind.and_then(|kind| kind.inverse.clone()).unwrap_or_else(|| format!("{role} (from)"))
    };
    let others = app.glosses.iter().take(MAX_LINK_SOURCES);
    let more = (app.glosses.len() > MAX_LINK_SOURCES)
        .then(|| format!("links from after the first {MAX_LINK_SOURCES} glosses are not listed"));
    others
        .flat_map(|other| {
            other.gloss.links.iter().filter(|link| link.to == *id).map(move |link| (other, link))
        })
        .map(|(other, link)| {
            format!("{} ← {}", inverse(&link.role), other.gloss.exact().chars().take(28).collect::<String>())
        })
        .chain(more)
        .collect()
}

fn suggestion_card<'a>(app: &'a App, suggestion: &Suggestion) -> Card<'a> {
    let (letter, hue) = about::look_of_suggestion(app, suggestion);
    let mut lines = about::about_suggestion(app, suggestion);
    lines.extend(Some(suggestion.reason.clone()).filter(|reason| !reason.is_empty()));
    let title = format!("{letter} {}? {}", suggestion.tag, about::percent(suggestion));
    Card { title, hue, lines, versions: None }
}
