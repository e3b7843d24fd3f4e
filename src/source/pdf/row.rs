//! Words and rows: the characters of a page put together along their baselines.

use super::{
    geometry::Rectangle,
    glyph::{Face, Glyph},
    leftward::into_reading_order,
};

/// The gap between two characters from which they belong to two words, in sizes of the font. Programs that write no spaces (TeX)
/// shrink the gap between words to 0.22, and kern within words by less than 0.1.
const MIN_WORD_GAP: f32 = 0.15;

/// The same on a page on which spaces are written: there a gap alone is most often letter-spacing.
const MIN_WORD_GAP_WITH_SPACES: f32 = 0.28;

/// How far baselines of one row may differ, in sizes of the font.
const MAX_BASELINE_SHIFT: f32 = 0.25;

/// The size from which smaller characters beside larger ones are raised or lowered, as a part of the larger size.
const MAX_SCRIPT_SIZE: f32 = 0.87;

/// How many sizes of a row are compared to find the usual one.
const MAX_SIZES: usize = 8;

/// How the characters of a word stand to the baseline of their row.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Raise {
    /// On it.
    #[default]
    None,
    /// Above it: a power, the mark of a note.
    Above,
    /// Below it.
    Below,
}

/// Characters of one look without a gap between them.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Word {
    /// The characters.
    pub text: String,
    /// The left end.
    pub left: f32,
    /// The right end.
    pub right: f32,
    /// The baseline of the row that it belongs to.
    pub baseline: f32,
    /// The size of the font.
    pub size: f32,
    /// The look of the font.
    pub face: Face,
    /// How it stands to the baseline of its row.
    pub raise: Raise,
    /// Whether a space is written before it.
    pub follows_space: bool,
    /// The number of the marked content that it belongs to.
    pub mark: Option<u32>,
    /// The index of the link of the page that it lies in.
    pub link: Option<usize>,
}

/// Words on one baseline, from left to right.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Row {
    /// The words, in the order in which they are read.
    pub words: Vec<Word>,
    /// The baseline.
    pub baseline: f32,
    /// The size of the font of most characters.
    pub size: f32,
    /// The page, from 0.
    pub page: usize,
    /// Whether a gap alone parts words, since no spaces are written.
    pub min_gap: f32,
}

/// The words of glyphs that are written in one direction, in the order in which they are drawn.
pub(super) fn words(glyphs: &[Glyph]) -> (Vec<Word>, f32) {
    let spaces = glyphs.iter().filter(|glyph| glyph.character == ' ').count();
    let min_gap = if spaces * 20 > glyphs.len() { MIN_WORD_GAP_WITH_SPACES } else { MIN_WORD_GAP };
    let mut words: Vec<Word> = Vec::new();
    let mut last: Option<Glyph> = None;
    let mut is_spaced = false;
    for &glyph in glyphs {
        if glyph.character == ' ' {
            is_spaced = true;
            continue;
        }
        let before = last.replace(glyph).zip(words.last_mut());
        match before {
            Some((before, _)) if is_same_again(&before, &glyph) => {}
            Some((before, word)) if !is_spaced && goes_on(&before, &glyph, min_gap) => {
                word.text.push(glyph.character);
                word.left = word.left.min(glyph.left);
                word.right = word.right.max(glyph.right);
            }
            _ => words.push(Word::of(glyph, is_spaced)),
        }
        is_spaced = false;
    }
    raise(&mut words);
    (words, min_gap)
}

/// Whether a glyph is the one before drawn again, to make it look bold.
fn is_same_again(before: &Glyph, glyph: &Glyph) -> bool {
    before.character == glyph.character
        && (before.left - glyph.left).abs() < 0.25 * (before.right - before.left).abs()
        && (before.baseline - glyph.baseline).abs() < 0.1 * glyph.size
}

fn goes_on(before: &Glyph, glyph: &Glyph, min_gap: f32) -> bool {
    let gap = glyph.left - before.right;
    before.face == glyph.face
        && before.mark == glyph.mark
        && (before.size - glyph.size).abs() < 0.02 * glyph.size
        && (before.baseline - glyph.baseline).abs() < 0.05 * glyph.size
        && gap < min_gap * glyph.size
        && gap > -0.5 * glyph.size
}

impl Word {
    fn of(glyph: Glyph, follows_space: bool) -> Self {
        Self {
            text: glyph.character.to_string(),
            left: glyph.left,
            right: glyph.right,
            baseline: glyph.baseline,
            size: glyph.size,
            face: glyph.face,
            raise: Raise::None,
            follows_space,
            mark: glyph.mark,
            link: None,
        }
    }

    /// The number of its characters.
    pub fn len(&self) -> usize {
        self.text.chars().count()
    }

    /// The middle of the word, about where its small letters stand.
    pub fn middle(&self) -> (f32, f32) {
        ((self.left + self.right) / 2.0, self.baseline - 0.3 * self.size)
    }
}

/// Finds small words beside larger ones, and puts them on the baseline of those.
fn raise(words: &mut [Word]) {
    let mut base: Option<(f32, f32, f32)> = None;
    for i in 0..words.len() {
        let next = words.get(i + 1).map(|next| (next.baseline, next.size, next.left));
        let Some(word) = words.get_mut(i) else { return };
        let after =
            base.filter(|&(baseline, size, right)| word.stands_beside(baseline, size, word.left - right));
        let before =
            next.filter(|&(baseline, size, left)| word.stands_beside(baseline, size, left - word.right));
        if let Some((baseline, ..)) = after.or(before) {
            word.raise = if word.baseline < baseline { Raise::Above } else { Raise::Below };
            word.baseline = baseline;
            base = base.map(|(baseline, size, _)| (baseline, size, word.right)).filter(|_| after.is_some());
        } else {
            base = Some((word.baseline, word.size, word.right));
        }
    }
}

impl Word {
    /// Whether it is small print above or below a baseline, beside characters of this size at this distance.
    fn stands_beside(&self, baseline: f32, size: f32, distance: f32) -> bool {
        let shift = (baseline - self.baseline) / size;
        self.size < MAX_SCRIPT_SIZE * size
            && (-0.35..=0.75).contains(&shift)
            && shift.abs() > 0.08
            && (-0.3..=0.4).contains(&(distance / size))
    }
}

/// The rows of words, from the top down.
pub(super) fn rows(mut words: Vec<Word>, page: usize, min_gap: f32) -> Vec<Row> {
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
    rows
}

impl Row {
    /// A row of some words of this one, in its order; `None` if there are none.
    pub fn of(&self, words: Vec<Word>) -> Option<Self> {
        let baseline = words.iter().find(|word| word.raise == Raise::None).or(words.first())?.baseline;
        let mut row = Self { words, baseline, ..*self };
        row.measure();
        Some(row)
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
