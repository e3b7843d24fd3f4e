//! Words: characters of one look, one beside the other.

use super::{
    glyph::{Face, Glyph},
    script::is_leftward,
};

/// The gap between two characters from which they belong to two words, in sizes of the font. Programs that write no spaces (TeX)
/// shrink the gap between words to 0.22, and kern within words by less than 0.1.
const MIN_WORD_GAP: f32 = 0.15;

/// The same on a page on which spaces are written: there a gap alone is most often letter-spacing.
const MIN_WORD_GAP_WITH_SPACES: f32 = 0.28;

/// The widest gap within a word that is not letter-spaced, in sizes of the font.
const MAX_KERNING: f32 = 0.08;

/// The size from which smaller characters beside larger ones are raised or lowered, as a part of the larger size.
pub(super) const MAX_SCRIPT_SIZE: f32 = 0.87;

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
pub(super) struct DrawnWord {
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
    /// The number of the block that it belongs to, in a tagged document.
    pub block: Option<u32>,
    /// The index of the link of the page that it lies in.
    pub link: Option<usize>,
}

/// The words of glyphs that are written in one direction, in the order in which they are drawn.
pub(super) fn words(glyphs: &[Glyph]) -> (Vec<DrawnWord>, f32) {
    let spaces = glyphs.iter().filter(|glyph| glyph.character == ' ').count();
    let min_gap = if spaces * 20 > glyphs.len() { MIN_WORD_GAP_WITH_SPACES } else { MIN_WORD_GAP };
    let mut words: Vec<DrawnWord> = Vec::new();
    let mut last: Option<Glyph> = None;
    let mut is_spaced = false;
    for (i, &glyph) in glyphs.iter().enumerate() {
        if glyph.character == ' ' {
            is_spaced = true;
            continue;
        }
        is_spaced |= is_isolated_gap(glyphs, i);
        let before = last.replace(glyph).zip(words.last_mut());
        match before {
            Some((before, _)) if is_same_again(&before, &glyph) => {}
            Some((before, word)) if !is_spaced && goes_on(&before, &glyph, min_gap) => {
                word.text.push(glyph.character);
                word.left = word.left.min(glyph.left);
                word.right = word.right.max(glyph.right);
            }
            _ => words.push(DrawnWord::of(glyph, is_spaced)),
        }
        is_spaced = false;
    }
    (words, min_gap)
}

/// Whether a glyph is the one before drawn again, to make it look bold.
fn is_same_again(before: &Glyph, glyph: &Glyph) -> bool {
    before.character == glyph.character
        && (before.left - glyph.left).abs() < 0.25 * (before.right - before.left).abs()
        && (before.baseline - glyph.baseline).abs() < 0.1 * glyph.size
}

/// Whether the gap before the glyph with this index is one between words, though it is narrow: within the words beside it there is none,
/// as there would be in letter-spaced ones.
fn is_isolated_gap(glyphs: &[Glyph], i: usize) -> bool {
    let gap = |i: usize| {
        let [a, b] = glyphs.get(i.checked_sub(1)?..=i)? else { return None };
        let is_near =
            (a.baseline - b.baseline).abs() < 0.05 * b.size && (a.size - b.size).abs() < 0.02 * b.size;
        (is_near && a.character != ' ' && b.character != ' ').then(|| (b.left - a.right) / b.size)
    };
    let is_tight = |gap: Option<f32>| gap.is_some_and(|gap| (-MAX_KERNING..MAX_KERNING).contains(&gap));
    gap(i).is_some_and(|gap| gap > MIN_WORD_GAP) && (is_tight(gap(i - 1)) || is_tight(gap(i + 1)))
}

fn goes_on(before: &Glyph, glyph: &Glyph, min_gap: f32) -> bool {
    let gap = glyph.left - before.right;
    let is_backward = is_leftward(glyph.character) && glyph.left < before.left;
    before.face == glyph.face
        && !is_backward
        && before.block == glyph.block
        && (before.size - glyph.size).abs() < 0.02 * glyph.size
        && (before.baseline - glyph.baseline).abs() < 0.05 * glyph.size
        && gap < min_gap * glyph.size
        && gap > -0.5 * glyph.size
}

impl DrawnWord {
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
            block: glyph.block,
            link: None,
        }
    }

    /// The number of its characters.
    pub fn len(&self) -> usize {
        self.text.chars().count()
    }

    /// The middle of the word, about where its small letters stand.
    pub fn middle(&self) -> (f32, f32) {
        (f32::midpoint(self.left, self.right), self.baseline - 0.3 * self.size)
    }
}

/// Finds small words beside larger ones, and puts them on the baseline of those.
pub(super) fn raise_scripts(words: &mut [DrawnWord]) {
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

impl DrawnWord {
    /// Whether it is small print above or below a baseline, beside characters of this size at this distance.
    pub fn stands_beside(&self, baseline: f32, size: f32, distance: f32) -> bool {
        let shift = (baseline - self.baseline) / size;
        self.size < MAX_SCRIPT_SIZE * size
            && (-0.35..=0.75).contains(&shift)
            && shift.abs() > 0.08
            && (-0.3..=0.4).contains(&(distance / size))
    }
}
