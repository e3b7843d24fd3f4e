//! The article: the rows of text with their glosses, suggestions and selection.

use std::ops::Range;

use ratatui::{buffer::Buffer, style::Style};

use super::{
    about, paint,
    theme::{Strength, Theme},
};
use crate::{
    agree::Version,
    app::{App, Area, Mode},
    gloss::{Id, Placed},
    suggest::Suggestion,
    text::{Decoration, Row, Span, cells::Cell},
};

/// How many glosses of one row are drawn. Chosen by hand: more could not be told apart anyway.
const MAX_GLOSSES_ON_ROW: usize = 32;

/// Draws the article into `area`.
pub fn draw(app: &App, theme: Theme, area: Area, buffer: &mut Buffer) {
    let rows = app.view.rows(app.text());
    let Some(span) = rows.first().zip(rows.last()).map(|(a, b)| Span::new(a.span.start, b.next)) else {
        return;
    };
    let page = Page { app, theme, area, chosen: app.current_gloss().map(|placed| &placed.gloss.id) };
    let (selected, found) = (app.cursor.selection.ranges(), found(app, span));
    let glosses = app.glosses.overlapping(span);
    let suggestions: Vec<_> = app.suggestions.overlapping(span).collect();
    let made = app.comparison.iter().flat_map(|comparison| comparison.made.overlapping(span));
    let made: Vec<_> = made.flat_map(|difference| &difference.versions).map(Version::first).collect();
    for (i, row) in rows.iter().enumerate() {
        let y = area.y + i as u16;
        let touch = |spans: &[Span]| spans.iter().any(|span| touches(*span, row));
        let marks = RowMarks {
            glosses: as_drawn(glosses.iter().filter(|(span, _)| touch(&[*span])).copied()),
            suggestions: as_drawn(suggestions.iter().map(|(_, o)| *o).filter(|o| touch(&o.spans))),
            made: as_drawn(made.iter().filter(|placed| touch(&placed.place.spans)).copied()),
            selected: selected.iter().filter(|span| touch(&[**span])).copied().collect(),
            found: found.iter().filter(|span| touch(&[**span])).copied().collect(),
        };
        page.gutter(y, row, &marks, buffer);
        page.decorations(y, row, buffer);
        page.text(y, row, &marks, buffer);
    }
    for y in rows.len() as u16..area.height {
        paint::write(buffer, area.x, area.y + y, area.x + area.width, "~", theme.dim());
    }
    page.labels(&rows, buffer);
}

/// What the rows of a page have in common.
struct Page<'a> {
    app: &'a App,
    theme: Theme,
    area: Area,
    /// The gloss that commands act on.
    chosen: Option<&'a Id>,
}

/// What changes the look of a row's text, apart from the structure of the text.
struct RowMarks<'a> {
    glosses: Vec<(Span, &'a Placed)>,
    suggestions: Vec<&'a Suggestion>,
    /// The versions of passages on which coders differ.
    made: Vec<&'a Placed>,
    selected: Vec<Span>,
    /// The matches of the search.
    found: Vec<Span>,
}

impl RowMarks<'_> {
    /// The first offset after `at` at which the look of the text may change; `words` is where only spaces follow.
    fn next_border(&self, at: usize, row: &Row, words: usize) -> usize {
        let suggestions = self.suggestions.iter().flat_map(|suggestion| &suggestion.spans);
        let made = self.made.iter().flat_map(|placed| &placed.place.spans);
        let plain = suggestions.chain(made).chain(&self.selected).chain(&self.found);
        let glosses = self.glosses.iter().map(|(span, _)| span);
        let looks = row.looks().iter().map(|(span, _)| span);
        let borders = plain.chain(glosses).chain(looks).flat_map(|span| [span.start, span.end]);
        borders.chain([words]).filter(|&border| border > at).min().unwrap_or(usize::MAX)
    }
}

/// The first [`MAX_GLOSSES_ON_ROW`] items.
fn as_drawn<T>(these: impl Iterator<Item = T>) -> Vec<T> {
    these.take(MAX_GLOSSES_ON_ROW).collect()
}

/// The matches of the search on the page.
fn found(app: &App, page: Span) -> Vec<Span> {
    let Some(pattern) = app.highlighted() else { return Vec::new() };
    // A match may start on a row of the same line above the page.
    let start = app.text().line(page.start).span.start;
    let window = Span::new(start, page.end);
    let text = app.text().slice(window);
    pattern
        .matches(&text)
        .map(|found| found.shifted(start))
        .filter(|found| found.overlaps(page))
        .take(1000)
        .collect()
}

fn touches(span: Span, row: &Row) -> bool {
    span.overlaps(row.span) || (row.span.is_empty() && span.contains(row.span.start))
}

impl Page<'_> {
    /// Draws the gutter of a row: the ruler beside the selection, the letters of kinds, and the paragraph number if
    /// shown.
    fn gutter(&self, y: u16, row: &Row, marks: &RowMarks<'_>, buffer: &mut Buffer) {
        let Self { app, theme, area, .. } = self;
        let end = area.x + app.view.gutter().min(area.width);
        let mut x = area.x;
        let ruler = if marks.selected.is_empty() { " " } else { "▌" };
        x = paint::write(buffer, x, y, end, ruler, theme.ruler());
        let small = |o: &&Suggestion| {
            let (letter, hue) = about::look_of_suggestion(app, o);
            (about::small(letter), hue)
        };
        let mut letters: Vec<(char, &str)> = Vec::new();
        let glosses = marks.glosses.iter().map(|(_, placed)| app.schema.look(&placed.gloss));
        for look in glosses.chain(marks.suggestions.iter().map(small)) {
            if !letters.contains(&look) {
                letters.push(look);
            }
        }
        let room = if letters.len() > 3 { 2 } else { 3 };
        for (letter, hue) in letters.iter().take(room) {
            x = paint::write(buffer, x, y, end, letter.encode_utf8(&mut [0; 4]), theme.kind(hue));
        }
        if letters.len() > 3 {
            paint::write(buffer, x, y, end, "+", theme.dim());
        }
        if app.view.numbers && starts_paragraph(app, row) && app.text().is_indexed(row.span.start) {
            let number = app.text().paragraphs_before(row.span.start + 1).to_string();
            let x = end.saturating_sub(1 + number.len() as u16);
            paint::write(buffer, x, y, end, &number, theme.dim());
        }
    }

    /// Draws the decorations of a row: bullets, bars, rules.
    fn decorations(&self, y: u16, row: &Row, buffer: &mut Buffer) {
        let (left, edge) = self.edges_of(row, buffer);
        let scrolled = self.app.view.scrolled(row);
        for Decoration { column, text, look } in row.decorations().iter().filter(|d| d.column >= scrolled) {
            paint::write(buffer, left + (column - scrolled) as u16, y, edge, text, self.theme.look(*look));
        }
        let Some(table) = row.wide_table() else { return };
        if scrolled > 0 {
            paint::write(buffer, left.saturating_sub(1), y, left, "‹", self.theme.accent());
        }
        if table.whole - scrolled > self.app.view.width() {
            paint::write(buffer, edge, y, edge + 1, "›", self.theme.accent());
        }
    }

    /// The first column of a row's text, and the column after the last one: the row's width for a table that goes on beyond it.
    fn edges_of(&self, row: &Row, buffer: &Buffer) -> (u16, u16) {
        let (left, edge) = self.edges(buffer);
        match row.wide_table() {
            Some(_) => (left, edge.min(left + self.app.view.width() as u16)),
            None => (left, edge),
        }
    }

    /// The first column of text, and the column after the last one.
    fn edges(&self, buffer: &Buffer) -> (u16, u16) {
        let left = self.area.x + self.app.view.gutter();
        (left, (self.area.x + self.area.width).min(buffer.area.right()))
    }

    /// Draws the text of a row.
    fn text(&self, y: u16, row: &Row, marks: &RowMarks<'_>, buffer: &mut Buffer) {
        let (left, edge) = self.edges_of(row, buffer);
        let scrolled = self.app.view.scrolled(row);
        let slice = self.app.text().slice(row.span);
        // A space at the end of a wrapped row is not drawn as tagged or selected.
        let words = row.span.start + slice.trim_end_matches(' ').len();
        // Most cells look like the one before.
        let (mut style, mut end) = (Style::new(), row.span.start);
        let view = scrolled..scrolled + usize::from(edge.saturating_sub(left));
        for cell in row.cells(&slice).filter(|cell| cell.width > 0) {
            if cell.column >= view.end {
                break;
            }
            let Some((column, glyph, width)) = clipped(&cell, &view) else { continue };
            let x = left + (column - scrolled) as u16;
            if cell.span.end > end {
                style = self.look_at(cell.span, row);
                if cell.span.start < words {
                    style = style.patch(self.style_at(cell.span, marks));
                }
                end = marks.next_border(cell.span.start, row, words);
            }
            paint::put(buffer, x, y, glyph, width, style);
        }
        if row.span.is_empty() && marks.selected.iter().any(|range| range.contains(row.span.start)) {
            paint::put(buffer, left + row.indent() as u16, y, " ", 1, self.theme.selection());
        }
    }

    /// The style of a grapheme cluster from the structure of the text.
    fn look_at(&self, at: Span, row: &Row) -> Style {
        let looks = row.looks().iter().filter(|(span, _)| span.overlaps(at));
        looks.fold(Style::new(), |style, (_, look)| style.patch(self.theme.look(*look)))
    }

    /// The style of a grapheme cluster from glosses, suggestions, the selection and the search. The shortest gloss
    /// gives the background, the next one an underline.
    fn style_at(&self, at: Span, marks: &RowMarks<'_>) -> Style {
        let Self { app, theme, chosen, .. } = self;
        let mut inner: Option<(Span, &Placed)> = None;
        let mut outer: Option<(Span, &Placed)> = None;
        for &(span, placed) in marks.glosses.iter().filter(|(span, _)| span.overlaps(at)) {
            let first = inner.is_none_or(|(other, held)| {
                Some(&placed.gloss.id) == *chosen
                    || (span.len() <= other.len() && Some(&held.gloss.id) != *chosen)
            });
            if first {
                outer = inner.or(outer);
                inner = Some((span, placed));
            } else {
                outer = Some((span, placed));
            }
        }
        let mut style = Style::new();
        let suggested = marks.suggestions.iter().find(|o| o.spans.iter().any(|span| span.overlaps(at)));
        if let Some(suggestion) = suggested {
            style = theme.suggested(about::look_of_suggestion(app, suggestion).1);
        }
        let made = marks.made.iter().find(|p| p.place.spans.iter().any(|span| span.overlaps(at)));
        if let Some(placed) = made {
            style = theme.suggested(app.schema.look(&placed.gloss).1);
        }
        if let Some((_, placed)) = inner {
            let strength = if Some(&placed.gloss.id) == *chosen { Strength::Strong } else { Strength::Tint };
            style = style.patch(theme.span(app.schema.look(&placed.gloss).1, strength));
            if placed.place.state.needs_review() {
                style = style.patch(theme.dim());
            }
        }
        if marks.selected.iter().any(|range| range.overlaps(at)) {
            style = style.patch(theme.selection());
            // The styles of glosses stay visible under the selection.
            outer = outer.or(inner);
        }
        if let Some((_, placed)) = outer {
            style = style.patch(theme.under(app.schema.look(&placed.gloss).1));
        }
        if marks.found.iter().any(|span| span.overlaps(at)) {
            style = style.patch(theme.found());
        }
        style
    }

    /// Draws the jump labels.
    fn labels(&self, rows: &[Row], buffer: &mut Buffer) {
        let Self { app, theme, area, .. } = self;
        let Mode::Jump(jump) = &app.mode else { return };
        let left = area.x + app.view.gutter();
        let mut free = (0, 0);
        for target in &jump.targets {
            let Some((i, row)) = rows.iter().enumerate().find(|(_, row)| row.holds(target.span.start)) else {
                continue;
            };
            let y = area.y + i as u16;
            // Where two targets start together, the second label is drawn beside the first.
            let column = row.column(app.text(), target.span.start);
            let wanted = left + column.saturating_sub(app.view.scrolled(row)) as u16;
            let x = if free.1 == y { wanted.max(free.0) } else { wanted };
            let rest = target.label.get(jump.typed.len()..).unwrap_or_default();
            let end = paint::write(buffer, x, y, area.x + area.width, rest, theme.label());
            free = (end, y);
        }
    }
}

/// What is seen of a cell between two columns: where, what, and how many cells it takes. A character is seen whole or not at all, what
/// is drawn for a tab in part, too.
fn clipped<'a>(cell: &'a Cell<'_>, view: &Range<usize>) -> Option<(usize, &'a str, usize)> {
    let end = cell.column + cell.width;
    if view.start <= cell.column && end <= view.end {
        return Some((cell.column, &cell.glyph, cell.width));
    }
    let (from, to) = (cell.column.max(view.start), end.min(view.end));
    let border = |column: usize| cell.glyph.char_indices().nth(column - cell.column).map(|(at, _)| at);
    let is_gap = cell.glyph.chars().count() == cell.width;
    let seen = cell.glyph.get(border(from)?..border(to).unwrap_or(cell.glyph.len()))?;
    (is_gap && from < to).then(|| (from, seen, to - from))
}

fn starts_paragraph(app: &App, row: &Row) -> bool {
    row.first && !row.span.is_empty() && app.text().paragraph(row.span.start).start == row.span.start
}

/// The first and the last row of the screen that show part of the selection.
pub fn selected_rows(app: &App, area: Area) -> Option<(u16, u16)> {
    let hull = app.cursor.selection.hull();
    let rows = app.view.rows(app.text());
    let mut on =
        rows.iter().enumerate().filter(|(_, row)| touches(hull, row)).map(|(i, _)| area.y + i as u16);
    let first = on.next()?;
    Some((first, on.next_back().unwrap_or(first)))
}
