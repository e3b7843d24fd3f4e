//! Columns: the rows of a page are cut along the empty strips between columns, so that each part is read on its own.

use super::{row::Row, word::DrawnWord};

/// The narrowest strip between two columns, in sizes of the font. Journals set columns as close as 1.
const MIN_GUTTER: f32 = 0.75;

/// How far what is above columns is from them, in sizes of the font.
const MIN_TITLE_DISTANCE: f32 = 1.5;

/// The smallest size of a heading that is not bold, as a multiple of that of the text.
const MIN_HEADING_SIZE: f32 = 1.1;

/// How far rows of a column may be indented, in sizes of the font.
const MAX_INDENT: f32 = 2.0;

/// The width of a strip, as a multiple of the usual gap between words beside it: words that happen to end below each other leave a
/// strip, too.
const MIN_GUTTER_SPACES: f32 = 1.6;

/// The rows beside each other from which on no words end below each other by chance.
const MIN_CERTAIN_ROWS: usize = 10;

/// The rows that a column must have at least.
const MIN_ROWS: usize = 3;

/// The rows from which on columns may be narrow; with fewer rows they are rather the cells of a table.
const MIN_NARROW_ROWS: usize = 8;

/// How wide the rows of a column are on average, in sizes of the font, if there are few of them.
const MIN_MEAN_WIDTH: f32 = 10.0;

/// The gap between two cells of a table, in sizes of the font.
const CELL_GAP: f32 = 1.1;

/// How often a part of a page is cut at most: more parts than a page of a newspaper has.
const MAX_DEPTH: usize = 12;

/// Pages with more rows are taken as one column: the search for strips takes a time that grows with their square.
const MAX_ROWS: usize = 600;

/// The distance of two rows from which what is above may be set otherwise than what is below, in sizes of the font.
const MAX_DISTANCE: f32 = 1.9;

/// How many strips are looked at closely.
const MAX_TRIED: usize = 24;

/// How many strips of a page are compared at most.
const MAX_GUTTERS: usize = 200;

/// An empty strip between columns.
#[derive(Clone, Copy, Debug)]
struct Gutter {
    left: f32,
    right: f32,
    /// The first row beside it.
    first: usize,
    /// The row after the last one beside it.
    end: usize,
}

/// The parts of a page in the order in which they are read, each with rows of one column.
pub(super) fn columns(rows: Vec<Row>) -> Vec<Vec<Row>> {
    let mut parts = Vec::new();
    cut(rows, 0, &mut parts);
    parts
}

fn cut(mut rows: Vec<Row>, depth: usize, parts: &mut Vec<Vec<Row>>) {
    let gutter = if depth < MAX_DEPTH && rows.len() <= MAX_ROWS { best_gutter(&rows) } else { None };
    let Some(gutter) = gutter else {
        if !rows.is_empty() {
            parts.push(rows);
        }
        return;
    };
    let below = rows.split_off(gutter.end);
    let beside = rows.split_off(gutter.first);
    let middle = f32::midpoint(gutter.left, gutter.right);
    let is_left = |word: &DrawnWord| word.right <= middle;
    let side = |keep: bool| -> Vec<Row> {
        let words = |row: &Row| row.words.iter().filter(|word| is_left(word) == keep).cloned().collect();
        beside.iter().filter_map(|row| row.of(words(row))).collect()
    };
    cut(rows, depth + 1, parts);
    cut(side(true), depth + 1, parts);
    cut(side(false), depth + 1, parts);
    cut(below, depth + 1, parts);
}

/// The strip beside the most rows, if there is one with columns of running text on both sides.
fn best_gutter(rows: &[Row]) -> Option<Gutter> {
    let gaps: Vec<Vec<(f32, f32)>> = rows.iter().map(gaps).collect();
    let mut found: Vec<Gutter> = Vec::new();
    for (first, row) in rows.iter().enumerate() {
        let inner = gaps.get(first).map_or(&[][..], |gaps| gaps.get(1..gaps.len() - 1).unwrap_or_default());
        for &gap in inner {
            let is_known = |gutter: &Gutter| {
                gutter.first <= first && first < gutter.end && gutter.right > gap.0 && gutter.left < gap.1
            };
            if found.len() < MAX_GUTTERS && !found.iter().any(is_known) {
                found.push(grown(gap, first, &gaps, MIN_GUTTER * row.size));
            }
        }
    }
    let mut found: Vec<Gutter> = found.iter().flat_map(|gutter| gutter.sections(rows)).collect();
    for gutter in &mut found {
        gutter.leave_title(rows);
        gutter.leave_heading(rows);
    }
    found.sort_by_key(|gutter| std::cmp::Reverse(gutter.end.saturating_sub(gutter.first)));
    found.into_iter().take(MAX_TRIED).find_map(|gutter| {
        let beside = rows.get(gutter.first..gutter.end)?;
        parts_columns(&gutter, beside).then_some(gutter)
    })
}

impl Gutter {
    /// The gutter, and its parts between large vertical distances: what is above one may not be set in columns.
    fn sections(&self, rows: &[Row]) -> Vec<Self> {
        let mut sections = vec![*self];
        let beside = rows.get(self.first..self.end).unwrap_or_default();
        let mut first = self.first;
        for (i, (a, b)) in beside.iter().zip(beside.iter().skip(1)).enumerate() {
            if b.baseline - a.baseline > MAX_DISTANCE * a.size.max(b.size) {
                sections.push(Self { first, end: self.first + i + 1, ..*self });
                first = self.first + i + 1;
            }
        }
        if first > self.first {
            sections.push(Self { first, ..*self });
        }
        sections
    }

    /// Leaves out rows at its upper end that aren't set in the columns, such as the names of authors beside each other: narrow, apart
    /// from what follows, and not at the left ends of the columns.
    fn leave_title(&mut self, rows: &[Row]) {
        let beside = rows.get(self.first..self.end).unwrap_or_default();
        let middle = f32::midpoint(self.left, self.right);
        let side = |row: &Row, is_left: bool| {
            let words = row.words.iter().filter(|word| (word.right <= middle) == is_left);
            words.map(|word| (word.left, word.right)).reduce(|a, b| (a.0.min(b.0), a.1.max(b.1)))
        };
        let hull = |is_left: bool| {
            let sides = beside.iter().filter_map(|row| side(row, is_left));
            sides.reduce(|a, b| (a.0.min(b.0), a.1.max(b.1))).unwrap_or_default()
        };
        let (left, right) = (hull(true), hull(false));
        let is_title = |row: &Row| {
            let (Some(a), Some(b)) = (side(row, true), side(row, false)) else { return false };
            let is_narrow =
                5.0 * (a.1 - a.0) < 3.0 * (left.1 - left.0) && 5.0 * (b.1 - b.0) < 3.0 * (right.1 - right.0);
            is_narrow && (a.0 - left.0 > MAX_INDENT * row.size || b.0 - right.0 > MAX_INDENT * row.size)
        };
        let is_apart = |row: &Row, next: &Row| next.baseline - row.baseline > MIN_TITLE_DISTANCE * row.size;
        let titles = beside.iter().take_while(|row| is_title(row)).count();
        let ends = beside.iter().zip(beside.iter().skip(1)).take(titles);
        let ends: Vec<bool> = ends.map(|(row, next)| is_apart(row, next)).collect();
        self.first += ends.iter().rposition(|is_end| *is_end).map_or(0, |last| last + 1);
    }

    /// Leaves out a heading at its lower end, which belongs to what follows below the columns.
    fn leave_heading(&mut self, rows: &[Row]) {
        let beside = rows.get(self.first..self.end).unwrap_or_default();
        let mut sizes: Vec<f32> = beside.iter().map(|row| row.size).collect();
        sizes.sort_by(f32::total_cmp);
        let usual = sizes.get(sizes.len() / 2).copied().unwrap_or_default();
        let is_heading = |row: &Row, above: &Row| {
            let is_on_one_side = row.right() <= self.right || row.left() >= self.left;
            let stands_out = row.size > MIN_HEADING_SIZE * usual || row.all_faces(|face| face.is_bold);
            is_on_one_side && stands_out && row.baseline - above.baseline > MIN_TITLE_DISTANCE * row.size
        };
        if let [.., above, last] = beside
            && is_heading(last, above)
        {
            self.end -= 1;
        }
    }
}

/// The empty parts of a row: before it, between its words where there is room for a gutter, and after it.
fn gaps(row: &Row) -> Vec<(f32, f32)> {
    let mut gaps = vec![(f32::MIN, row.left())];
    let mut reached = row.left();
    let mut extents: Vec<(f32, f32)> = row.words.iter().map(|word| (word.left, word.right)).collect();
    extents.sort_by(|a, b| a.0.total_cmp(&b.0));
    for (left, right) in extents {
        if left - reached >= MIN_GUTTER * row.size {
            gaps.push((reached, left));
        }
        reached = reached.max(right);
    }
    gaps.push((reached, f32::MAX));
    gaps
}

/// The gutter that grows upwards and downwards from a gap in one row, as long as it stays wide enough.
fn grown(gap: (f32, f32), row: usize, gaps: &[Vec<(f32, f32)>], min_width: f32) -> Gutter {
    let mut strip = gap;
    let mut grows = |gaps: &Vec<(f32, f32)>| {
        let narrowed = gaps.iter().map(|gap| (gap.0.max(strip.0), gap.1.min(strip.1)));
        let widest = narrowed.max_by(|a, b| (a.1 - a.0).total_cmp(&(b.1 - b.0)));
        let grows = widest.filter(|widest| widest.1 - widest.0 >= min_width);
        strip = grows.unwrap_or(strip);
        grows.is_some()
    };
    let below = gaps.get(row + 1..).unwrap_or_default().iter().take_while(|gaps| grows(gaps)).count();
    let above = gaps.get(..row).unwrap_or_default().iter().rev().take_while(|gaps| grows(gaps)).count();
    Gutter { left: strip.0, right: strip.1, first: row - above, end: row + below + 1 }
}

/// Whether there is running text on both sides, and not the cells of a table or the markers of a list.
fn parts_columns(gutter: &Gutter, rows: &[Row]) -> bool {
    let middle = f32::midpoint(gutter.left, gutter.right);
    let side = |is_left: bool| -> Vec<Vec<&DrawnWord>> {
        let words = rows
            .iter()
            .map(|row| row.words.iter().filter(|word| (word.right <= middle) == is_left).collect());
        words.filter(|words: &Vec<&DrawnWord>| !words.is_empty()).collect()
    };
    let (left, right) = (side(true), side(false));
    let size = rows.iter().map(|row| row.size).fold(0.0, f32::max);
    let mut spaces: Vec<f32> = rows.iter().flat_map(Row::spaces).collect();
    spaces.sort_by(f32::total_cmp);
    let space = spaces.get(spaces.len() / 2).copied().unwrap_or_default();
    let is_strip = rows.len() >= MIN_CERTAIN_ROWS || gutter.right - gutter.left > MIN_GUTTER_SPACES * space;
    is_strip && is_column(&left, size) && is_column(&right, size)
}

/// Whether rows look like running text: several words each, and most of them about as wide as the widest.
fn is_column(rows: &[Vec<&DrawnWord>], size: f32) -> bool {
    if rows.len() < MIN_ROWS {
        return false;
    }
    let extent = |words: &Vec<&DrawnWord>| {
        let left = words.iter().map(|word| word.left).fold(f32::MAX, f32::min);
        words.iter().map(|word| word.right).fold(f32::MIN, f32::max) - left
    };
    let widest = rows.iter().map(extent).fold(0.0, f32::max);
    let wide = rows.iter().filter(|words| extent(words) > 0.6 * widest).count();
    let characters: usize = rows.iter().flatten().map(|word| word.len()).sum();
    let mean = rows.iter().map(extent).sum::<f32>() / rows.len() as f32;
    let in_cells = rows.iter().filter(|words| has_cells(words, size)).count();
    widest > 6.0 * size
        && 2 * wide >= rows.len()
        && characters >= 12 * rows.len()
        && (rows.len() >= MIN_NARROW_ROWS || mean > MIN_MEAN_WIDTH * size)
        && 2 * in_cells < rows.len()
}

/// Whether words of a row stand in cells: one gap between them is much wider than the others.
fn has_cells(words: &[&DrawnWord], size: f32) -> bool {
    let mut gaps: Vec<f32> = words.windows(2).map(|pair| pair[1].left - pair[0].right).collect();
    gaps.sort_by(f32::total_cmp);
    let usual = gaps.get(gaps.len().saturating_sub(1) / 2).copied().unwrap_or_default();
    // In a justified row all gaps are wide.
    let is_cell_gap = |gap: &f32| *gap > CELL_GAP * size && (*gap > 2.0 * usual || gaps.len() == 1);
    gaps.last().is_some_and(is_cell_gap)
}
