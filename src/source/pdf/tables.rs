//! Tables: rows whose cells stand below each other.

use super::{
    geometry::Rectangle,
    markers::{bullet_or_number, is_note_mark},
    part::{Part, PartKind},
    row::Row,
    word::DrawnWord,
};

/// The smallest gap between two cells, in sizes of the font.
const MIN_CELL_GAP: f32 = 0.9;

/// The largest distance of two rows of a table, in sizes of the font.
const MAX_ROW_DISTANCE: f32 = 4.0;

/// Some rows of a column.
pub(super) enum Piece {
    /// Rows of text.
    Rows(Vec<Row>),
    /// A table.
    Table(Part),
}

/// The rows of a column with the tables in it found. `rules` are the lines on the page.
pub(super) fn tables(rows: Vec<Row>, rules: &[Rectangle]) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut text: Vec<Row> = Vec::new();
    let mut rows = rows.into_iter().peekable();
    while let Some(row) = rows.next() {
        if cells(&row).len() < 2 || is_marked(&row) {
            text.push(row);
            continue;
        }
        let mut run = vec![row];
        while let Some(next) = rows.next_if(|next| belongs(&run, next, rules)) {
            run.push(next);
        }
        match table(&run, rules) {
            Some(table) => {
                if !text.is_empty() {
                    pieces.push(Piece::Rows(std::mem::take(&mut text)));
                }
                pieces.push(Piece::Table(table));
            }
            None => text.append(&mut run),
        }
    }
    if !text.is_empty() {
        pieces.push(Piece::Rows(text));
    }
    pieces
}

/// Whether a row begins with the marker of an item, the mark of a note, or ends with a leader: not a table.
fn is_marked(row: &Row) -> bool {
    bullet_or_number(row).is_some()
        || row.words.first().is_some_and(is_note_mark)
        || super::contents::entry(row).is_some()
}

/// The cells of a row.
fn cells(row: &Row) -> Vec<&[DrawnWord]> {
    let mut cells = Vec::new();
    if row.is_justified() {
        return vec![&row.words];
    }
    let mut first = 0;
    for i in 1..row.words.len() {
        if row.gap_before(i) >= MIN_CELL_GAP * row.size {
            cells.extend(row.words.get(first..i));
            first = i;
        }
    }
    cells.extend(row.words.get(first..));
    cells
}

/// Whether a row may go on with the table.
fn belongs(run: &[Row], row: &Row, rules: &[Rectangle]) -> bool {
    let Some(last) = run.last() else { return true };
    if row.baseline - last.baseline > MAX_ROW_DISTANCE * row.size || is_marked(row) {
        return false;
    }
    let cells = cells(row);
    if cells.len() >= 2 {
        return true;
    }
    // A single cell goes on with one above it: it is within a column, and either no rule and no larger distance is between, or
    // the table is ruled on its other side, too.
    let columns = column_extents(run);
    let inside = columns.iter().filter(|column| row.left() < column.1 && row.right() > column.0).count();
    let near = row.baseline - last.baseline <= 1.35 * row.size;
    let area = row.area();
    let ruled_below = rules.iter().any(|rule| {
        rule.height() < 3.0
            && rule.top > area.top
            && rule.top < area.bottom + 1.5 * row.size
            && rule.width() > area.width()
    });
    let within =
        columns.iter().any(|column| row.left() > column.0 - row.size && row.right() < column.1 + row.size);
    inside <= 1 && within && (near || ruled_below) && columns.len() >= 2
}

/// The left and right ends of the columns: what overlaps across rows is one column.
fn column_extents(run: &[Row]) -> Vec<(f32, f32)> {
    let mut extents: Vec<(f32, f32)> = run
        .iter()
        .filter(|row| cells(row).len() >= 2)
        .flat_map(|row| cells(row).into_iter().map(extent).collect::<Vec<_>>())
        .collect();
    extents.sort_by(|a, b| a.0.total_cmp(&b.0));
    let mut columns: Vec<(f32, f32)> = Vec::new();
    for extent in extents {
        match columns.last_mut().filter(|column| extent.0 < column.1 - 0.1) {
            Some(column) => column.1 = column.1.max(extent.1),
            None => columns.push(extent),
        }
    }
    columns
}

fn extent(words: &[DrawnWord]) -> (f32, f32) {
    let left = words.iter().map(|word| word.left).fold(f32::MAX, f32::min);
    (left, words.iter().map(|word| word.right).fold(f32::MIN, f32::max))
}

/// The table that these rows make, if they are one.
fn table(run: &[Row], rules: &[Rectangle]) -> Option<Part> {
    let columns = column_extents(run);
    let full = run.iter().filter(|row| cells(row).len() >= 2).count();
    let hull = run.iter().map(Row::area).reduce(Rectangle::hull)?;
    let across = rules.iter().filter(|rule| {
        rule.height() < 3.0
            && rule.width() > 0.3 * hull.width()
            && rule.top > hull.top - 20.0
            && rule.top < hull.bottom + 20.0
    });
    let is_ruled = across.clone().count() >= 2;
    if columns.len() < 2 || full < if is_ruled { 2 } else { 3 } {
        return None;
    }
    let mut rules: Vec<f32> = across.map(|rule| rule.top).collect();
    rules.sort_by(f32::total_cmp);
    rules.dedup_by(|a, b| (*a - *b).abs() < 3.0);
    let mut table: Vec<Vec<Vec<Row>>> = Vec::new();
    let mut last: Option<&Row> = None;
    for row in run {
        let mut placed: Vec<Option<Row>> = vec![None; columns.len()];
        for (cell, column) in placed.iter_mut().zip(&columns) {
            let is_in = |word: &&DrawnWord| {
                let middle = f32::midpoint(word.left, word.right);
                middle >= column.0 - 0.5 && middle <= column.1 + 0.5
            };
            *cell = row.of(row.words.iter().filter(is_in).cloned().collect());
        }
        let is_ruled_off = last.is_some_and(|last| {
            rules
                .iter()
                .any(|&rule| rule > last.baseline - 0.2 * last.size && rule < row.baseline - 0.3 * row.size)
        });
        let near = last.is_some_and(|last| row.baseline - last.baseline < 1.5 * row.size);
        let goes_on = !is_ruled_off && near && placed.first().is_some_and(Option::is_none);
        match table.last_mut().filter(|_| goes_on) {
            Some(cells) => {
                for (cell, more) in cells.iter_mut().zip(placed) {
                    cell.extend(more);
                }
            }
            None => table.push(placed.into_iter().map(|cell| cell.into_iter().collect()).collect()),
        }
        last = Some(row);
    }
    (table.len() >= 2).then(|| Part {
        kind: PartKind::Table(table),
        rows: Vec::new(),
        column: (hull.left, hull.right),
        is_indented: false,
    })
}
