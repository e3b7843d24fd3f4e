//! The comparison of coders: a card with the versions side by side, and the list of differences in the pane.

use ratatui::{
    buffer::Buffer,
    layout::Rect,
    style::{Modifier, Style},
};

use super::{PaneDrawing, about, article, card, paint, theme::Theme};
use crate::{
    agree::{Difference, Version},
    app::{App, Area, Comparison, Settlement},
};

/// The narrowest column of a version, in cells; with less room, versions are drawn below each other. Chosen by hand.
const MIN_VERSION_CELLS: usize = 17;

/// How many rows of a version's text are shown. Chosen by hand.
const MAX_WORD_ROWS: usize = 4;

/// Draws the versions of the chosen difference, beside its words.
pub fn draw_card(app: &App, theme: Theme, buffer: &mut Buffer) {
    let (Some(comparison), Some((number, difference))) = (&app.comparison, app.difference_here()) else {
        return;
    };
    let area = app.view.panes().article;
    let Some(rows) = article::selected_rows(app, area) else { return };
    let left = area.x + app.view.gutter().saturating_sub(1);
    let width = (area.x + area.width).saturating_sub(left);
    if width < 24 {
        return;
    }
    let room = usize::from(width - 4);
    let wanted = (room / difference.versions.len().max(1)).saturating_sub(1);
    let column = if wanted >= MIN_VERSION_CELLS { wanted } else { room };
    let versions: Vec<_> = (0..difference.versions.len())
        .map(|version| version_rows(app, comparison, theme, (difference, version), column))
        .collect();
    let heights = versions.iter().map(Vec::len);
    let mut height: usize = if column == room { heights.sum() } else { heights.max().unwrap_or(0) };
    let silent = coders_without(comparison, difference);
    height += usize::from(silent.is_some()) + 2;
    let most = usize::from(area.height.saturating_sub(2)).min(20);
    let height = height.min(most) as u16;
    // If there is room neither below nor above the words, the card covers the end of the page.
    let y =
        card::position_beside(area, rows, height).unwrap_or((area.y + area.height).saturating_sub(height));
    let title = format!("Difference {} of {}", number + 1, comparison.made.differences.len());
    let inner = paint::frame(buffer, Rect { x: left, y, width, height }, &title, theme.accent());
    let mut at = (inner.x + 1, inner.y);
    for rows in versions {
        let end = (at.0 + column as u16).min(inner.right());
        for (i, (row, style)) in rows.iter().enumerate() {
            if at.1 + (i as u16) < inner.bottom() {
                paint::write_cut(buffer, at.0, at.1 + i as u16, end, row, *style);
            }
        }
        at = if column == room { (at.0, at.1 + rows.len() as u16) } else { (at.0 + column as u16 + 1, at.1) };
    }
    if let Some(silent) = silent.filter(|_| inner.height > 0) {
        paint::write_cut(buffer, inner.x + 1, inner.bottom() - 1, inner.right(), &silent, theme.dim());
    }
}

/// A line that names the coders without a gloss on the passage.
fn coders_without(comparison: &Comparison, difference: &Difference) -> Option<String> {
    let names = comparison.names(&difference.silent);
    (!names.is_empty()).then(|| format!("nothing: {names}"))
}

/// The rows of a version: its number and coders, its kind, its words, its attributes. What versions differ in is
/// highlighted.
fn version_rows(
    app: &App,
    comparison: &Comparison,
    theme: Theme,
    (difference, number): (&Difference, usize),
    width: usize,
) -> Vec<(String, Style)> {
    let version = &difference.versions[number];
    let gloss = &version.first().gloss;
    let is_taken = version.glosses.iter().any(|placed| app.glosses.get(&placed.gloss.id).is_some());
    let mark = if is_taken { "✓" } else { " " };
    let head = format!("{}{mark} {}", number + 1, comparison.names(&version.coders));
    let (letter, hue) = app.schema.look(gloss);
    let mut rows = vec![
        (head, if is_taken { theme.accent() } else { theme.accent().add_modifier(Modifier::DIM) }),
        (format!("{letter} {}", gloss.tag), theme.kind(hue)),
    ];
    let words = about::one_line(&app.text().quote_all(&version.first().place.spans));
    rows.extend(paint::wrapped(&words, width, MAX_WORD_ROWS).into_iter().map(|row| (row, Style::new())));
    let attribute_lines = |version: &Version| about::about(app, &version.first().gloss);
    for line in attribute_lines(version) {
        let all = difference.versions.iter().all(|other| attribute_lines(other).contains(&line));
        let style = if all { theme.dim() } else { Style::new().add_modifier(Modifier::BOLD) };
        rows.extend(paint::wrapped(&line, width, 3).into_iter().map(|row| (row, style)));
    }
    let mut notes: Vec<&String> = Vec::new();
    for note in version.glosses.iter().filter_map(|placed| placed.gloss.note.as_ref()) {
        if !notes.contains(&note) {
            notes.push(note);
        }
    }
    for note in notes {
        rows.extend(paint::wrapped(&format!("✎ {note}"), width, 3).into_iter().map(|row| (row, theme.dim())));
    }
    rows
}

/// How many rows of a gloss pane `pane` rows high go to the list of differences.
pub fn height(comparison: &Comparison, pane: u16) -> u16 {
    let needed = u16::try_from(comparison.made.differences.len() * 2 + 1).unwrap_or(u16::MAX);
    let share = pane / 2;
    if share < 3 || comparison.made.differences.is_empty() { 0 } else { needed.min(share) }
}

/// Draws the differences around the chosen one into `area`; each can be clicked.
pub fn draw_list(pane: &mut PaneDrawing<'_>, comparison: &Comparison, area: Area) {
    let (app, theme, buffer) = (pane.app, pane.theme, &mut *pane.buffer);
    let end = area.x + area.width;
    let differences = &comparison.made.differences;
    let x = paint::write(
        buffer,
        area.x,
        area.y,
        end,
        &format!("┄ Differences {} ", differences.len()),
        theme.dim(),
    );
    (x..end).for_each(|x| {
        paint::write(buffer, x, area.y, end, "┄", theme.dim());
    });
    let room = usize::from((area.height - 1) / 2);
    let start = app.position();
    let here = app.cursor.difference;
    let now = here.unwrap_or_else(|| differences.partition_point(|difference| difference.hull.start < start));
    let first = now.saturating_sub(room / 2).min(differences.len().saturating_sub(room));
    for (i, difference) in differences.iter().enumerate().skip(first).take(room) {
        let y = area.y + 1 + ((i - first) * 2) as u16;
        let chosen = here == Some(i);
        let base = if chosen { theme.chosen() } else { Style::new() };
        let item = Area { y, height: 2, ..area };
        buffer.set_style(paint::rect(item).intersection(buffer.area), base);
        let mark = match app.settled(difference) {
            Settlement::Open => " ",
            Settlement::Neither => "–",
            Settlement::Taken(_) => "✓",
        };
        let ruler = if chosen { "▌" } else { " " };
        paint::write(buffer, area.x, y, end, ruler, theme.ruler().patch(base));
        paint::write(buffer, area.x + 1, y, end, mark, theme.accent().patch(base));
        let words = about::one_line(&app.text().quote(difference.hull));
        paint::write_cut(buffer, area.x + 3, y, end, &words, base);
        paint::write_cut(
            buffer,
            area.x + 3,
            y + 1,
            end,
            &version_summary(comparison, difference),
            theme.dim().patch(base),
        );
        pane.hits.suggestions.push((item, i));
    }
}

/// A line that says which coder made which gloss on a passage.
fn version_summary(comparison: &Comparison, difference: &Difference) -> String {
    let versions = difference.versions.iter();
    let versions = versions.map(|v| format!("{}: {}", comparison.names(&v.coders), v.first().gloss.tag));
    versions.chain(coders_without(comparison, difference)).collect::<Vec<_>>().join(" · ")
}
