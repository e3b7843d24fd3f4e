//! Paragraphs: the rows of a column are cut where the leading, the indent, the look or the length of a row shows an end.

use super::{
    contents,
    markers::{bullet_or_number, is_note_mark},
    part::{Part, PartKind},
    row::Row,
};

/// The distance of two rows from which they are two paragraphs, as a multiple of the usual one.
const MAX_LEADING: f32 = 1.3;

/// The same as a part of the size of the font, where a column has too few rows to tell.
const MAX_LEADING_SIZES: f32 = 1.75;

/// The distance of two rows from which they are two listings, in sizes of the font; pages of the web set them loosely.
const MAX_CODE_LEADING: f32 = 2.2;

/// The smallest indent of a paragraph, in sizes of the font.
const MIN_INDENT: f32 = 0.6;

/// How much the sizes of two rows of one paragraph may differ, as a part.
const MAX_SIZE_CHANGE: f32 = 0.07;

/// How much room beyond the first word of the next row a row may leave and still go on, in sizes of the font.
const MAX_ROOM: f32 = 1.2;

/// How far apart the right ends of justified rows are at most, in points, and the share of the rows of a column that end there.
const JUSTIFIED_TOLERANCE: f32 = 1.5;
const MIN_JUSTIFIED_SHARE: f32 = 0.4;

/// The room that a row of ragged text leaves at most, as a part of the width of its column.
const MAX_RAGGED_ROOM: f32 = 0.2;

/// The share of rows that leave no more room than that in a column of ragged text.
const MIN_RAGGED_SHARE: f32 = 0.8;

/// What is known of a column.
struct Column {
    left: f32,
    right: f32,
    /// The usual distance of its baselines, by size.
    leadings: Vec<(f32, f32)>,
    /// Whether all rows of an entry but the first are indented.
    hangs: bool,
    /// Whether its rows end at about the same place, so that it is no verse.
    is_prose: bool,
    /// The size of the running text of the document.
    body: f32,
}

/// The paragraphs of a column. `body` is the size of the running text of the document.
pub(super) fn paragraphs(rows: Vec<Row>, body: f32) -> Vec<Part> {
    let column = Column::of(&rows, body);
    let mut parts: Vec<Part> = Vec::new();
    for row in rows {
        match parts.last_mut().filter(|part| !column.begins_part(part, &row)) {
            Some(part) => part.rows.push(row),
            None => parts.push(column.part(row)),
        }
    }
    verse(parts, &column)
}

impl Column {
    fn of(rows: &[Row], body: f32) -> Self {
        let left = usual(rows.iter().map(Row::left), 1.5).unwrap_or_default();
        let right = right_end(rows);
        let mut leadings: Vec<(f32, Vec<f32>)> = Vec::new();
        for (a, b) in rows.iter().zip(rows.iter().skip(1)) {
            let distance = b.baseline - a.baseline;
            if !same_size(a.size, b.size) || distance < 0.5 * a.size || distance > 2.5 * a.size {
                continue;
            }
            match leadings.iter_mut().find(|(size, _)| same_size(*size, a.size)) {
                Some((_, distances)) => distances.push(distance),
                None => leadings.push((a.size, vec![distance])),
            }
        }
        let usual_leading = |(size, distances): (f32, Vec<f32>)| {
            let is_enough = distances.len() >= 3;
            let mut sorted = distances.clone();
            sorted.sort_by(f32::total_cmp);
            // Where most paragraphs have one row, the usual distance is that between paragraphs.
            let tight = sorted.get(sorted.len() / 6).copied().unwrap_or_default();
            let leading = usual(distances.into_iter(), 0.05 * size).filter(|_| is_enough);
            (size, leading.filter(|leading| *leading < 1.4 * tight).unwrap_or(tight))
        };
        let leadings = leadings.into_iter().map(usual_leading).collect();
        let mut column = Self { left, right, leadings, hangs: false, is_prose: false, body };
        column.hangs = column.has_hanging_entries(rows);
        let is_close = |a: &Row, b: &Row| {
            same_size(a.size, b.size) && b.baseline - a.baseline <= column.max_leading(b.size)
        };
        let ends: Vec<bool> = (rows.iter().zip(rows.iter().skip(1)))
            .filter(|(a, b)| is_close(a, b))
            .map(|(a, _)| column.is_ragged(a))
            .collect();
        let ragged = ends.iter().filter(|is_ragged| **is_ragged).count();
        column.is_prose = ragged as f32 >= MIN_RAGGED_SHARE * ends.len() as f32;
        column
    }

    /// Whether indented rows go on with what begins at the left end of the column, as in a bibliography or a play, and don't begin
    /// paragraphs. Where an indent follows a full row, several rows of it, or a short one, are the rest of an entry; a full one with an
    /// unindented one below begins a paragraph.
    fn has_hanging_entries(&self, rows: &[Row]) -> bool {
        let (mut entries, mut paragraphs) = (0, 0);
        for (i, (above, row)) in rows.iter().zip(rows.iter().skip(1)).enumerate() {
            if self.indent(above) || !self.indent(row) {
                continue;
            }
            let run = rows.iter().skip(i + 1).take_while(|row| self.indent(row)).count();
            let below = rows.get(i + 1 + run);
            let is_rest = run > 1 || below.is_none_or(|below| self.leaves_room(row, below));
            let is_entry = is_rest && !self.leaves_room(above, row);
            *(if is_entry { &mut entries } else { &mut paragraphs }) += 1;
        }
        entries >= 2 && entries > 2 * paragraphs
    }

    fn indent(&self, row: &Row) -> bool {
        row.left() - self.left > MIN_INDENT * row.size
    }

    /// Whether the first word of `next` would have fitted onto the row before.
    fn leaves_room(&self, row: &Row, next: &Row) -> bool {
        leaves_room(self.right, Some(row), Some(next))
    }

    /// Whether a row ends as near to the right end of the column as one of ragged text.
    fn is_ragged(&self, row: &Row) -> bool {
        self.right - row.right() < MAX_RAGGED_ROOM * (self.right - self.left)
    }

    /// Whether a sentence goes on from one row of prose to the next, though there would have been room on the first: where rows were
    /// broken after a number of characters, they differ in width.
    fn goes_on(&self, row: &Row, next: &Row) -> bool {
        let last = row.words.last().and_then(|word| word.text.chars().last());
        let first = next.words.first().and_then(|word| word.text.chars().next());
        self.is_prose
            && self.is_ragged(row)
            && last.is_some_and(|last| last.is_alphanumeric() || last == ',')
            && first.is_some_and(char::is_lowercase)
    }

    fn max_leading(&self, size: f32) -> f32 {
        let known = self.leadings.iter().find(|(known, _)| same_size(*known, size));
        known.map_or(MAX_LEADING_SIZES * size, |(_, leading)| (MAX_LEADING * leading).min(2.2 * size))
    }

    /// Whether two rows are of one size and no further apart than rows of a paragraph.
    fn is_regular(&self, part: &Part, row: &Row) -> bool {
        part.rows.last().is_some_and(|last| {
            same_size(last.size, row.size) && row.baseline - last.baseline <= self.max_leading(row.size)
        })
    }

    /// Whether a row begins another part than the one before.
    fn begins_part(&self, part: &Part, row: &Row) -> bool {
        let Some(last) = part.rows.last() else { return true };
        let is_code = |row: &Row| row.all_faces(|face| face.is_monospaced);
        let is_listing = is_code(last) && is_code(row);
        if is_listing && row.baseline - last.baseline < MAX_CODE_LEADING * row.size {
            return row.baseline < last.baseline;
        }
        if !self.is_regular(part, row) || row.baseline < last.baseline {
            return true;
        }
        if matches!(part.kind, PartKind::Contents(..)) || contents::entry(row).is_some() {
            return true;
        }
        if row.words.first().is_some_and(is_note_mark) || bullet_or_number(row).is_some() {
            return true;
        }
        let blocks =
            last.words.last().and_then(|word| word.block).zip(row.words.first().and_then(|word| word.block));
        if blocks.is_some_and(|(a, b)| a != b) {
            return true;
        }
        if blocks.is_some() {
            // Rows beside a box are shorter than their column.
            return self.leaves_room(last, row) && !row.text().starts_with(char::is_lowercase);
        }
        if is_code(last) || is_code(row) {
            return !is_listing;
        }
        let is_bold = |row: &Row| row.all_faces(|face| face.is_bold);
        if is_bold(last) != is_bold(row)
            && (part.rows.iter().all(is_bold) || is_bold(row))
            && self.leaves_room(last, row)
        {
            return true;
        }
        let stands_out = row.size > 1.1 * self.body || (is_bold(last) && is_bold(row));
        if stands_out && (are_centred(last, row) || !self.indent(row)) {
            return false;
        }
        if last.text().ends_with(['-', '\u{ad}', '\u{2010}']) && row.text().starts_with(char::is_lowercase) {
            return false;
        }
        self.leaves_room(last, row) && !self.goes_on(last, row) || self.ends_by_indent(part, last, row)
    }

    /// Whether the indents of two rows show that a paragraph ends between them.
    fn ends_by_indent(&self, part: &Part, last: &Row, row: &Row) -> bool {
        let is_item = matches!(part.kind, PartKind::Item(_) | PartKind::Note(_));
        let further = row.left() - last.left() > MIN_INDENT * row.size;
        let back = last.left() - row.left() > MIN_INDENT * row.size;
        let is_first = part.rows.len() == 1;
        if is_item {
            // The text of an item hangs, or goes on at the left end of the column.
            return back && !is_first;
        }
        if self.hangs { back } else { further || (back && !is_first) }
    }

    fn part(&self, row: Row) -> Part {
        let is_indented = self.indent(&row);
        let column = (self.left, self.right);
        let (kind, row) = kind_of(row);
        Part { kind, rows: vec![row], column, is_indented }
    }
}

/// Whether two rows have the same middle and not the same left end.
fn are_centred(a: &Row, b: &Row) -> bool {
    let middle = |row: &Row| f32::midpoint(row.left(), row.right());
    (middle(a) - middle(b)).abs() < 0.6 * a.size && (a.left() - b.left()).abs() > 0.3 * a.size
}

/// The kind of the part that begins with this row, and the row without the marker.
fn kind_of(mut row: Row) -> (PartKind, Row) {
    if let Some((title, page)) = contents::entry(&row) {
        return (PartKind::Contents(title, page), row);
    }
    if let Some((marker, words)) = bullet_or_number(&row) {
        row.words.drain(..words);
        return (PartKind::Item(marker), row);
    }
    if row.all_faces(|face| face.is_monospaced) {
        return (PartKind::Code, row);
    }
    (PartKind::Text, row)
}

/// Puts rows together that each ended early. If they fill a narrower measure, as beside a picture, they are running text; if they
/// don't read like sentences, they are verse.
fn verse(parts: Vec<Part>, column: &Column) -> Vec<Part> {
    let mut joined: Vec<Part> = Vec::new();
    let mut run: Vec<Part> = Vec::new();
    let mut measure = None;
    for part in parts {
        let is_line = part.rows.len() == 1 && part.kind == PartKind::Text && part.size() <= 1.1 * column.body;
        let is_near = |last: &Part| part.rows.first().is_some_and(|row| column.is_regular(last, row));
        if !(is_line && run.last().is_none_or(|last| is_near(last) && !last.is_bold())) {
            measure = flush(&mut run, &mut joined);
        }
        if is_line && measure.is_none() {
            run.push(part);
            continue;
        }
        // Running text that was set beside something goes on below it.
        let goes_on = part.kind == PartKind::Text
            && joined.last().is_some_and(|last| {
                is_near(last)
                    && measure.is_some_and(|right| !leaves_room(right, last.rows.last(), part.rows.first()))
            });
        measure = None;
        match joined.last_mut().filter(|_| goes_on) {
            Some(last) => last.rows.extend(part.rows),
            None if is_line => run.push(part),
            None => joined.push(part),
        }
    }
    flush(&mut run, &mut joined);
    joined
}

/// Ends a run of rows that each ended early. Returns the right end of their measure, if they are running text.
fn flush(run: &mut Vec<Part>, joined: &mut Vec<Part>) -> Option<f32> {
    let ends = |part: &&Part| {
        part.text().trim_end_matches(['”', '"', '»', '’', ')']).ends_with(['.', '!', '?', '…'])
    };
    let sentences = run.iter().filter(ends).count();
    let rows: Vec<&Row> = run.iter().flat_map(|part| &part.rows).collect();
    let right = rows.iter().map(|row| row.right()).fold(f32::MIN, f32::max);
    let full =
        rows.iter().zip(rows.iter().skip(1)).filter(|(a, b)| !leaves_room(right, Some(a), Some(b))).count();
    let is_running = rows.len() >= 3 && 4 * full >= 3 * (rows.len() - 1);
    if run.len() < 3 || (2 * sentences > run.len() && !is_running) {
        joined.append(run);
        return None;
    }
    let mut parts = run.drain(..);
    if let Some(mut first) = parts.next() {
        first.kind = if is_running { PartKind::Text } else { PartKind::Lines };
        first.rows.extend(parts.flat_map(|part| part.rows));
        joined.push(first);
    }
    is_running.then_some(right)
}

/// Whether the first word of `next` would have fitted onto the row before, which may reach as far as `right`.
fn leaves_room(right: f32, row: Option<&Row>, next: Option<&Row>) -> bool {
    let (Some(row), Some(next)) = (row, next) else { return false };
    let width = next.words.first().map_or(0.0, |word| word.right - word.left);
    right - row.right() > width + MAX_ROOM * row.size
}

/// Whether two sizes are those of one paragraph.
pub(super) fn same_size(a: f32, b: f32) -> bool {
    (a - b).abs() <= MAX_SIZE_CHANGE * a.max(b)
}

/// The right end of a column: where most rows end if its text is justified, however far an overfull row may reach; otherwise where
/// the widest one ends.
fn right_end(rows: &[Row]) -> f32 {
    let mut ends: Vec<f32> = rows.iter().map(Row::right).collect();
    ends.sort_by(f32::total_cmp);
    let enough = MIN_JUSTIFIED_SHARE * ends.len() as f32;
    let is_edge = |&(i, end): &(usize, &f32)| {
        let near = i + 1 - ends.partition_point(|other| *other < end - JUSTIFIED_TOLERANCE);
        near as f32 >= enough
    };
    let edge = ends.iter().enumerate().rev().find(is_edge).map(|(_, end)| *end);
    edge.or(ends.last().copied()).unwrap_or(f32::MIN)
}

/// The value that most others are near to; the smallest of several such.
fn usual(values: impl Iterator<Item = f32>, tolerance: f32) -> Option<f32> {
    let mut values: Vec<f32> = values.collect();
    values.sort_by(f32::total_cmp);
    let mut best: Option<(usize, f32)> = None;
    for (i, &value) in values.iter().enumerate() {
        let end = values.partition_point(|&other| other <= value + tolerance);
        if best.is_none_or(|(count, _)| end - i > count) {
            best = Some((end - i, value));
        }
    }
    best.map(|(_, value)| value)
}

#[cfg(test)]
mod tests {
    use super::{super::testing, *};

    fn rows(texts: &[&str]) -> Vec<Row> {
        texts.iter().enumerate().map(|(i, text)| testing::row(text, 50.0, 12.0 * i as f32)).collect()
    }

    #[test]
    fn a_sentence_goes_on_where_rows_were_broken_after_a_number_of_characters() {
        let prose = [
            "The warden wrote down what women had sai",
            "that evening in the mill, where it",
            "is dark, and where nobody had any lamp a",
            "all: in the cellar the water would",
            "been up to the third stair before they w",
        ];
        assert_eq!(paragraphs(rows(&prose), 10.0).len(), 1);
        let verse =
            ["of the lamp", "in it", "or of the women", "who woke", "there is nothing that can be said, and"];
        let parts = paragraphs(rows(&verse), 10.0);
        assert_eq!(parts.iter().map(|part| part.rows.len()).collect::<Vec<_>>(), [5]);
        assert_eq!(parts.first().map(|part| &part.kind), Some(&PartKind::Lines));
    }
}
