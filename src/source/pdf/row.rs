//! Rows: the words of a page put together along their baselines.

use super::{
    geometry::Rectangle,
    glyph::Face,
    leftward::into_reading_order,
    word::{DrawnWord, MAX_SCRIPT_SIZE, Raise},
};

/// How far baselines of one row may differ, in sizes of the font.
const MAX_BASELINE_SHIFT: f32 = 0.25;

/// How many sizes of a row are compared to find the usual one.
const MAX_SIZES: usize = 8;

/// Words on one baseline.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Row {
    /// The words, in the order in which they are read.
    pub words: Vec<DrawnWord>,
    /// The baseline.
    pub baseline: f32,
    /// The size of the font of most characters.
    pub size: f32,
    /// The page, from 0.
    pub page: usize,
    /// The gap from which two words are parted where no space is written, in sizes of the font.
    pub min_gap: f32,
}

/// The rows of words, from the top down.
pub(super) fn rows(mut words: Vec<DrawnWord>, page: usize, min_gap: f32) -> Vec<Row> {
    words.sort_by(|a, b| a.baseline.total_cmp(&b.baseline));
    let mut rows: Vec<Row> = Vec::new();
    for word in words {
        let size = word.size;
        match rows.last_mut() {
            Some(row) if word.baseline - row.baseline <= MAX_BASELINE_SHIFT * size.max(row.size) => {
                row.size = row.size.max(size);
                row.words.push(word);
            }
            _ => rows.push(Row { baseline: word.baseline, size, words: vec![word], page, min_gap }),
        }
    }
    for row in &mut rows {
        row.put_in_order();
    }
    with_scripts(rows)
}

/// How much the sizes of rows of recognised text may differ from the usual one and still be the same, as factors: what a scan shows is
/// measured, and not exactly.
const MEASURED_SIZES: std::ops::Range<f32> = 0.85..1.18;

/// Gives rows of recognised text whose sizes are nearly the usual one that size.
pub(super) fn settle_sizes(rows: &mut [Row]) {
    let mut sizes: Vec<(f32, usize)> =
        rows.iter().map(|row| (row.size, row.words.iter().map(DrawnWord::len).sum())).collect();
    sizes.sort_by(|a, b| a.0.total_cmp(&b.0));
    let half = sizes.iter().map(|(_, count)| count).sum::<usize>() / 2;
    let mut before = 0;
    let usual = sizes.iter().find(|(_, count)| {
        before += count;
        before > half
    });
    let Some(&(usual, _)) = usual else { return };
    for row in rows.iter_mut().filter(|row| MEASURED_SIZES.contains(&(row.size / usual))) {
        row.size = usual;
        for word in row.words.iter_mut().filter(|word| word.raise == Raise::None) {
            word.size = usual;
        }
    }
}

/// Puts small words that are drawn apart from their rows onto the rows that they are raised or lowered in.
fn with_scripts(mut rows: Vec<Row>) -> Vec<Row> {
    for at in 0..rows.len() {
        for other in [at.checked_sub(1), at.checked_add(1)].into_iter().flatten() {
            let Ok([small, large]) = rows.get_disjoint_mut([at, other]) else { continue };
            let distance = (small.baseline - large.baseline).abs();
            if small.size >= MAX_SCRIPT_SIZE * large.size || distance > 0.75 * large.size {
                continue;
            }
            let baseline = large.baseline;
            let moved: Vec<DrawnWord> = small.words.extract_if(.., |word| large.has_beside(word)).collect();
            if !moved.is_empty() {
                let raise = if small.baseline < baseline { Raise::Above } else { Raise::Below };
                large.words.extend(moved.into_iter().map(|word| DrawnWord {
                    baseline,
                    raise,
                    follows_space: false,
                    ..word
                }));
                large.words.sort_by(|a, b| a.left.total_cmp(&b.left));
            }
        }
    }
    rows.retain(|row| !row.words.is_empty());
    rows
}

impl Row {
    /// A row of some words of this one, in its order; `None` if there are none.
    pub fn of(&self, words: Vec<DrawnWord>) -> Option<Self> {
        let baseline = words.iter().find(|word| word.raise == Raise::None).or(words.first())?.baseline;
        let mut row = Self { words, baseline, ..*self };
        row.measure();
        Some(row)
    }

    /// Whether a small word stands beside a word of this row.
    fn has_beside(&self, word: &DrawnWord) -> bool {
        let next = self.words.partition_point(|other| other.left < word.left);
        let near = [next.checked_sub(1), Some(next)].into_iter().flatten().filter_map(|i| self.words.get(i));
        near.filter(|other| other.raise == Raise::None).any(|other| {
            let distance = (word.left - other.right).max(other.left - word.right);
            word.stands_beside(self.baseline, other.size, distance)
        })
    }

    fn put_in_order(&mut self) {
        self.words.sort_by(|a, b| a.left.total_cmp(&b.left));
        // Words that are drawn twice, to make them look bold.
        self.words.dedup_by(|b, a| a.text == b.text && (a.left - b.left).abs() < 0.2 * a.size);
        into_reading_order(&mut self.words);
        self.measure();
    }

    /// Finds the size of most characters.
    fn measure(&mut self) {
        let mut sizes: Vec<(f32, usize)> = Vec::new();
        for word in self.words.iter().filter(|word| word.raise == Raise::None) {
            match sizes.iter_mut().find(|(size, _)| (*size - word.size).abs() < 0.1) {
                Some((_, count)) => *count += word.len(),
                None => sizes.push((word.size, word.len())),
            }
            sizes.truncate(MAX_SIZES);
        }
        if let Some(&(size, _)) = sizes.iter().max_by_key(|&&(_, count)| count) {
            self.size = size;
        }
    }

    /// The left end.
    pub fn left(&self) -> f32 {
        let left = self.words.iter().map(|word| word.left).fold(f32::MAX, f32::min);
        if self.words.is_empty() { 0.0 } else { left }
    }

    /// The right end.
    pub fn right(&self) -> f32 {
        self.words.iter().map(|word| word.right).fold(self.left(), f32::max)
    }

    /// The area of the row, from about the tops of tall letters to the bottoms of deep ones.
    pub fn area(&self) -> Rectangle {
        let (top, bottom) = (self.baseline - 0.75 * self.size, self.baseline + 0.25 * self.size);
        Rectangle { left: self.left(), top, right: self.right(), bottom }
    }

    /// Whether there is a space between the word with this index and the one before.
    pub fn has_space_before(&self, i: usize) -> bool {
        let (Some(word), Some(before)) =
            (self.words.get(i), i.checked_sub(1).and_then(|i| self.words.get(i)))
        else {
            return false;
        };
        let gap = self.gap_before(i);
        let size = before.size.min(word.size);
        gap > self.min_gap * size || (word.follows_space && gap > -0.1 * size)
    }

    /// The gap between the word with this index and the one before.
    pub fn gap_before(&self, i: usize) -> f32 {
        match (self.words.get(i), i.checked_sub(1).and_then(|i| self.words.get(i))) {
            (Some(word), Some(before)) => (word.left - before.right).max(before.left - word.right),
            _ => 0.0,
        }
    }

    /// The gaps between its words where there is a space, in no order.
    pub fn spaces(&self) -> Vec<f32> {
        (1..self.words.len()).filter(|&i| self.has_space_before(i)).map(|i| self.gap_before(i)).collect()
    }

    /// Whether its words stand far apart, but all equally far, as in running text that fills a narrow column.
    pub fn is_justified(&self) -> bool {
        let spaces = self.spaces();
        let least = spaces.iter().copied().fold(f32::MAX, f32::min);
        let most = spaces.iter().copied().fold(0.0, f32::max);
        spaces.len() >= 3 && most < 2.5 * self.size && most < 1.4 * least + 0.15 * self.size
    }

    /// The text.
    pub fn text(&self) -> String {
        let mut text = String::new();
        for (i, word) in self.words.iter().enumerate() {
            if self.has_space_before(i) {
                text.push(' ');
            }
            text.push_str(&word.text);
        }
        text
    }

    /// Whether this is true of the look of all words that have letters.
    pub fn all_faces(&self, is_so: impl Fn(Face) -> bool) -> bool {
        let mut lettered =
            self.words.iter().filter(|word| word.text.chars().any(char::is_alphanumeric)).peekable();
        lettered.peek().is_some() && lettered.all(|word| is_so(word.face))
    }
}
