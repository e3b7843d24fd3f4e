//! Ruled tables: lines that cross make cells, and the words in them are the table.

use super::{
    geometry::Rectangle,
    part::{Part, PartKind},
    row::Row,
    word::DrawnWord,
};

/// How near the ends of lines must be to touch, and how far apart two lines of a grid are at least, in points.
const TOUCH: f32 = 2.5;

/// How many lines of a page are looked at; the time grows with their square.
const MAX_LINES: usize = 1_500;

/// The gap between the words of two cells, in sizes of the font; words nearer to each other are of one text, which a line behind it
/// does not part.
const MIN_CELL_GAP: f32 = 0.45;

/// The shortest side of a cell, in points.
const MIN_SIDE: f32 = 6.0;

/// The lines of a table.
struct Grid {
    area: Rectangle,
    /// The places of its vertical lines, from left to right.
    across: Vec<f32>,
    /// The places of its horizontal lines, from the top down.
    down: Vec<f32>,
}

/// Takes the words of ruled tables out of the rows of a page, and returns the tables with their areas.
pub(super) fn take_ruled_tables(
    rows: &mut Vec<Row>,
    rules: &[Rectangle],
    boxes: &[Rectangle],
) -> Vec<(Rectangle, Part)> {
    let mut tables = Vec::new();
    for grid in grids(rules, boxes) {
        if let Some(table) = grid.table(rows) {
            let is_out = |word: &DrawnWord| {
                let (x, y) = word.middle();
                !grid.area.contains(x, y)
            };
            let left = |row: &Row| row.of(row.words.iter().filter(|word| is_out(word)).cloned().collect());
            *rows = rows.iter().filter_map(left).collect();
            tables.push((grid.area, table));
        }
    }
    tables
}

/// The grids that touching lines make.
fn grids(rules: &[Rectangle], boxes: &[Rectangle]) -> Vec<Grid> {
    let long = rules.iter().filter(|rule| rule.width().max(rule.height()) >= MIN_SIDE).copied();
    let sides = boxes.iter().filter(|area| area.width().min(area.height()) >= MIN_SIDE).copied();
    let mut lines: Vec<Rectangle> = long.chain(sides).collect();
    lines.truncate(MAX_LINES);
    let mut grids = Vec::new();
    while let Some(line) = lines.pop() {
        let mut group = vec![line];
        let mut next = 0;
        while let Some(&line) = group.get(next) {
            group.extend(lines.extract_if(.., |other| touch(&line, other)));
            next += 1;
        }
        grids.extend(Grid::of(&group));
    }
    grids
}

fn touch(a: &Rectangle, b: &Rectangle) -> bool {
    a.left <= b.right + TOUCH
        && b.left <= a.right + TOUCH
        && a.top <= b.bottom + TOUCH
        && b.top <= a.bottom + TOUCH
}

impl Grid {
    /// The grid of lines that touch; `None` if they make no two columns and no two rows.
    fn of(lines: &[Rectangle]) -> Option<Self> {
        let area = lines.iter().copied().reduce(Rectangle::hull)?;
        let is_upright = |line: &&Rectangle| line.height() >= MIN_SIDE;
        let is_level = |line: &&Rectangle| line.width() >= MIN_SIDE;
        let across = places(lines.iter().filter(is_upright).flat_map(|line| [line.left, line.right]));
        let down = places(lines.iter().filter(is_level).flat_map(|line| [line.top, line.bottom]));
        (across.len() >= 3 && down.len() >= 3).then_some(Self { area, across, down })
    }

    /// The table of the words in the grid; `None` if they fill no two columns of two rows.
    fn table(&self, rows: &[Row]) -> Option<Part> {
        if !self.parts_words(rows) {
            return None;
        }
        let (columns, lines) = (self.across.len() + 1, self.down.len() + 1);
        let mut cells: Vec<Vec<Vec<Row>>> = vec![vec![Vec::new(); columns]; lines];
        for row in rows {
            let mut parts: Vec<Vec<DrawnWord>> = vec![Vec::new(); columns];
            for word in &row.words {
                let (x, y) = word.middle();
                if self.area.contains(x, y) {
                    parts.get_mut(self.across.partition_point(|&line| line < x))?.push(word.clone());
                }
            }
            let line = self.down.partition_point(|&line| line < row.baseline - 0.3 * row.size);
            for (cell, words) in cells.get_mut(line)?.iter_mut().zip(parts) {
                cell.extend(row.of(words));
            }
        }
        cells.retain(|cells| cells.iter().any(|cell| !cell.is_empty()));
        let is_used: Vec<bool> = (0..columns)
            .map(|i| cells.iter().any(|cells| cells.get(i).is_some_and(|cell| !cell.is_empty())))
            .collect();
        for cells in &mut cells {
            let mut used = is_used.iter();
            cells.retain(|_| used.next().copied().unwrap_or_default());
        }
        let full =
            cells.iter().filter(|cells| cells.iter().filter(|cell| !cell.is_empty()).count() >= 2).count();
        (full >= 2).then(|| Part {
            kind: PartKind::Table(cells),
            rows: Vec::new(),
            column: (self.area.left, self.area.right),
            is_indented: false,
        })
    }

    /// Whether words on both sides of an upright line are apart, as those of two cells are, more often than not.
    fn parts_words(&self, rows: &[Row]) -> bool {
        let (mut apart, mut together) = (0, 0);
        for row in rows {
            for (i, word) in row.words.iter().enumerate().skip(1) {
                let (x, y) = word.middle();
                let Some(before) = row.words.get(i - 1).filter(|_| self.area.contains(x, y)) else {
                    continue;
                };
                let (left, _) = before.middle();
                if self.across.iter().any(|line| left < *line && *line < x) {
                    let is_apart = row.gap_before(i) >= MIN_CELL_GAP * row.size;
                    *(if is_apart { &mut apart } else { &mut together }) += 1;
                }
            }
        }
        apart >= together
    }
}

/// Places in ascending order, with those that are near to each other as one.
fn places(places: impl Iterator<Item = f32>) -> Vec<f32> {
    let mut places: Vec<f32> = places.collect();
    places.sort_by(f32::total_cmp);
    places.dedup_by(|b, a| *b - *a < TOUCH + 1.0);
    places
}
