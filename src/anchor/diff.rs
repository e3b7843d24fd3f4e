//! The comparison of an old and a new text: which new word each old word is matched with.
//!
//! Lines and paragraphs that stand exactly once in both texts, and then runs of words that do, are pins: they match the texts
//! in the longest order that both share (Bram Cohen's patience diff, from coarse to fine). Lines and runs that are left over in
//! both texts are matched wherever they stand, as moved blocks. The gaps between pins are aligned word by word.

use std::ops::Range;

use super::{
    align::{Pair, WordMatch, align},
    lines::{EqualLines, once_in_both},
    order,
    prune::prune,
    rarity::Rarity,
    slide::slide,
    words::{Word, Words, gram},
};

/// A range of old words and a range of new words between two pins.
#[derive(Clone, Debug)]
struct Gap {
    old: Range<usize>,
    new: Range<usize>,
}

/// The length in words of the runs that are pins, before moved blocks are looked for. Chosen by hand.
const PIN_WORDS: usize = 5;

/// The lengths in words of the runs that are pins in gaps which are too large to be aligned. Chosen by hand.
const FINER_PIN_WORDS: [usize; 2] = [3, 1];

/// How many pairs of words of a gap are aligned word by word, at most. Chosen by hand: the table of the alignment then takes
/// 256 KiB.
const MAX_ALIGNED_PAIRS: usize = 1 << 18;

/// The fewest consecutive words of a moved block. Chosen by hand.
const MIN_MOVED_WORDS: usize = 4;

/// The least information of a moved block, in bits, beyond what names a place in the text. Chosen by hand.
const MIN_MOVED_BITS: f32 = 12.0;

/// A comparison in progress.
struct Diff<'a> {
    old: &'a Words,
    new: &'a Words,
    old_keys: Vec<u64>,
    new_keys: Vec<u64>,
    rarity: &'a Rarity,
    /// A test whether an old and a new word are similar.
    alike: &'a dyn Fn(Word, Word) -> bool,
    /// The match of each old word, as far as it is known.
    matches: Vec<Option<WordMatch>>,
    /// Whether a new word is matched.
    taken: Vec<bool>,
}

/// The match of each word of `old` in `new`. `alike` tests whether an old and a new word are similar.
pub fn diff(
    old: &Words,
    new: &Words,
    rarity: &Rarity,
    alike: &dyn Fn(Word, Word) -> bool,
) -> Vec<Option<WordMatch>> {
    let (old_keys, new_keys) = (old.keys(), new.keys());
    let matches = vec![None; old_keys.len()];
    let taken = vec![false; new_keys.len()];
    let mut diff = Diff { old, new, old_keys, new_keys, rarity, alike, matches, taken };
    let gaps = diff.pin_lines();
    let gaps: Vec<Gap> = gaps.into_iter().flat_map(|gap| diff.pin_paragraphs(gap)).collect();
    let gaps: Vec<Gap> = gaps.into_iter().flat_map(|gap| diff.pin_runs(gap, PIN_WORDS)).collect();
    diff.find_moved();
    for gap in gaps {
        diff.refine(gap, &FINER_PIN_WORDS);
    }
    diff.rejoin_words();
    slide(&diff.old_keys, &diff.new_keys, &mut diff.matches, 0..old.words.len());
    prune(&mut diff.matches, |i| rarity.bits(diff.old_keys[i]), rarity.whole());
    diff.matches
}

impl Diff<'_> {
    /// Matches an old word with an equal new one.
    fn pair(&mut self, i: usize, j: usize) {
        self.matches[i] = Some(WordMatch { to: j as u32, equal: true });
        self.taken[j] = true;
    }

    /// Whether an old and a new word are equal, and neither of them is matched.
    fn is_free_pair(&self, i: usize, j: usize) -> bool {
        self.old_keys[i] == self.new_keys[j] && self.matches[i].is_none() && !self.taken[j]
    }

    /// Matches equal lines: those that keep their order, then those that have moved. Returns the gaps between the first.
    fn pin_lines(&mut self) -> Vec<Gap> {
        let lines = EqualLines::new((self.old, &self.old_keys), (self.new, &self.new_keys));
        let mut gaps = Vec::new();
        let (mut old, mut new) = (0, 0);
        for (words, to) in &lines.kept {
            gaps.push(Gap { old: old..words.start, new: new..*to });
            (old, new) = (words.end, to + words.len());
        }
        gaps.push(Gap { old: old..self.old_keys.len(), new: new..self.new_keys.len() });
        gaps.retain(|gap| !gap.old.is_empty() && !gap.new.is_empty());
        for (words, to) in lines.kept.into_iter().chain(lines.moved) {
            for (i, j) in words.zip(to..) {
                self.pair(i, j);
            }
        }
        gaps
    }

    /// Matches the paragraphs that stand once in both texts, in the longest common order, with the equal words before and after
    /// them. Returns the gaps between them.
    fn pin_paragraphs(&mut self, gap: Gap) -> Vec<Gap> {
        let Some(gap) = self.trim(gap) else { return Vec::new() };
        let pieces = |words: &Words, keys: &[u64], range: &Range<usize>| {
            let inside = words.paragraphs_within(range);
            inside.map(|paragraph| (gram(&keys[paragraph.clone()]), paragraph.start)).collect::<Vec<_>>()
        };
        let old = pieces(self.old, &self.old_keys, &gap.old);
        let new = pieces(self.new, &self.new_keys, &gap.new);
        self.between(&gap, &once_in_both(old, new))
    }

    /// Matches the runs of `length` words that stand once on both sides of a gap. Returns the gaps between them.
    fn pin_runs(&mut self, gap: Gap, length: usize) -> Vec<Gap> {
        let Some(gap) = self.trim(gap) else { return Vec::new() };
        let old = grams(&self.old_keys, gap.old.clone(), length, |i| self.matches[i].is_none());
        let new = grams(&self.new_keys, gap.new.clone(), length, |j| !self.taken[j]);
        self.between(&gap, &once_in_both(old, new))
    }

    /// Aligns a gap word by word; a large one is cut into smaller gaps first.
    fn refine(&mut self, gap: Gap, lengths: &[usize]) {
        if gap.old.len() * gap.new.len() <= MAX_ALIGNED_PAIRS {
            return self.align(&gap);
        }
        if let Some((&length, finer)) = lengths.split_first() {
            for smaller in self.pin_runs(gap, length) {
                self.refine(smaller, finer);
            }
        }
    }

    /// Matches pins in their longest common order, each with the equal words before and after it. Returns the gaps between them.
    fn between(&mut self, gap: &Gap, pins: &[(usize, usize)]) -> Vec<Gap> {
        let weights = vec![1.0; pins.len()];
        let mut gaps = Vec::new();
        let (mut old, mut new) = (gap.old.start, gap.new.start);
        for pin in order::longest(pins, &weights) {
            let (mut i, mut j) = pins[pin];
            if i < old || j < new || !self.is_free_pair(i, j) {
                continue;
            }
            while i > old && j > new && self.is_free_pair(i - 1, j - 1) {
                (i, j) = (i - 1, j - 1);
            }
            gaps.push(Gap { old: old..i, new: new..j });
            while i < gap.old.end && j < gap.new.end && self.is_free_pair(i, j) {
                self.pair(i, j);
                (i, j) = (i + 1, j + 1);
            }
            (old, new) = (i, j);
        }
        gaps.push(Gap { old: old..gap.old.end, new: new..gap.new.end });
        gaps
    }

    /// Matches the equal words at the beginning and at the end of a gap. Returns the rest, if both sides have words left.
    fn trim(&mut self, mut gap: Gap) -> Option<Gap> {
        while !gap.old.is_empty() && !gap.new.is_empty() && self.is_free_pair(gap.old.start, gap.new.start) {
            self.pair(gap.old.start, gap.new.start);
            gap = Gap { old: gap.old.start + 1..gap.old.end, new: gap.new.start + 1..gap.new.end };
        }
        while !gap.old.is_empty()
            && !gap.new.is_empty()
            && self.is_free_pair(gap.old.end - 1, gap.new.end - 1)
        {
            self.pair(gap.old.end - 1, gap.new.end - 1);
            gap = Gap { old: gap.old.start..gap.old.end - 1, new: gap.new.start..gap.new.end - 1 };
        }
        (!gap.old.is_empty() && !gap.new.is_empty()).then_some(gap)
    }

    /// Aligns a small gap word by word, without the words that belong to moved blocks.
    fn align(&mut self, gap: &Gap) {
        let old: Vec<usize> = gap.old.clone().filter(|&i| self.matches[i].is_none()).collect();
        let new: Vec<usize> = gap.new.clone().filter(|&j| !self.taken[j]).collect();
        let old_keys: Vec<u64> = old.iter().map(|&i| self.old_keys[i]).collect();
        let new_keys: Vec<u64> = new.iter().map(|&j| self.new_keys[j]).collect();
        let bits: Vec<f32> = old_keys.iter().map(|&key| self.rarity.bits(key)).collect();
        let alike = |i: usize, j: usize| (self.alike)(self.old.words[old[i]], self.new.words[new[j]]);
        let found = align(&Pair { old: &old_keys, bits: &bits, new: &new_keys, alike: &alike }, true);
        for (i, matched) in found.into_iter().enumerate().filter_map(|(i, matched)| Some((i, matched?))) {
            let j = new[matched.to as usize];
            self.matches[old[i]] = Some(WordMatch { to: j as u32, ..matched });
            self.taken[j] = true;
        }
    }

    /// Matches moved blocks: runs that stand exactly once among the words of both texts that are not matched yet.
    fn find_moved(&mut self) {
        let old =
            grams(&self.old_keys, 0..self.old_keys.len(), MIN_MOVED_WORDS, |i| self.matches[i].is_none());
        if old.is_empty() {
            return;
        }
        let new = grams(&self.new_keys, 0..self.new_keys.len(), MIN_MOVED_WORDS, |j| !self.taken[j]);
        for (i, j) in once_in_both(old, new) {
            if self.is_free_pair(i, j) {
                self.take_block(i, j);
            }
        }
    }

    /// Matches the moved block around a pin, if it has enough information.
    fn take_block(&mut self, i: usize, j: usize) {
        let free =
            |i: usize, j: usize| i < self.matches.len() && j < self.taken.len() && self.is_free_pair(i, j);
        let back = (1..=i.min(j)).take_while(|&by| free(i - by, j - by)).count();
        let on = (0..self.matches.len()).take_while(|&by| free(i + by, j + by)).count();
        let block = i - back..i + on;
        let tells: f32 = self.old_keys[block.clone()].iter().map(|&key| self.rarity.bits(key)).sum();
        if tells < self.rarity.whole() + MIN_MOVED_BITS {
            return;
        }
        for (i, j) in block.zip(j - back..) {
            self.pair(i, j);
        }
    }
}

impl Diff<'_> {
    /// Rematches single words: a word that was matched alone elsewhere goes back to the words beside which it stands in both
    /// texts.
    fn rejoin_words(&mut self) {
        let count = self.matches.len();
        for i in (1..count).rev() {
            self.rejoin(i, i - 1, i.checked_sub(2), -1);
        }
        for i in 1..count {
            self.rejoin(i - 1, i, Some(i + 1).filter(|&next| next < count), 1);
        }
    }

    /// Matches the old word `i` right beside the match of its neighbour `beside`, at the distance `by` (1 or −1), unless it is
    /// matched beside its other neighbour `next`.
    fn rejoin(&mut self, beside: usize, i: usize, next: Option<usize>, by: isize) {
        let place = |matched: Option<WordMatch>, by: isize| (matched?.to as usize).checked_add_signed(by);
        let Some(to) = place(self.matches[beside], by).filter(|&to| to < self.taken.len()) else { return };
        let here = place(self.matches[i], 0);
        let goes_on = here.is_some() && next.is_some_and(|next| place(self.matches[next], -by) == here);
        if here != Some(to) && !goes_on && !self.taken[to] && self.old_keys[i] == self.new_keys[to] {
            if let Some(here) = here {
                self.taken[here] = false;
            }
            self.pair(i, to);
        }
    }
}

/// The runs of `length` words in `range` all of which are free, each with the index of its first word.
fn grams(
    keys: &[u64],
    range: Range<usize>,
    length: usize,
    is_free: impl Fn(usize) -> bool,
) -> Vec<(u64, usize)> {
    let mut runs = Vec::new();
    let mut start = range.start;
    for end in range.start + 1..=range.end {
        if !is_free(end - 1) {
            start = end;
        } else if end - start >= length {
            runs.push((gram(&keys[end - length..end]), end - length));
        }
    }
    runs
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The old words, each with the new one that it became, at its new place.
    fn became(old: &str, new: &str) -> Vec<Option<usize>> {
        let (old, new) = (Words::new(old), Words::new(new));
        let matches = diff(&old, &new, &Rarity::new(&new.words), &|_, _| false);
        matches.into_iter().map(|matched| matched.map(|matched| matched.to as usize)).collect()
    }

    #[test]
    fn words_before_and_behind_a_change_keep_their_order() {
        assert_eq!(became("one two three four", "one two and three four"), [0, 1, 3, 4].map(Some));
        assert_eq!(became("a b one c d", "a b c d"), [Some(0), Some(1), None, Some(2), Some(3)]);
        assert_eq!(became("", "one"), []);
    }

    #[test]
    fn a_moved_paragraph_is_found_where_it_went() {
        let paragraph = |seed: u32| (0..12).map(|i| format!("word{} ", seed * 100 + i)).collect::<String>();
        let [a, b, c] = [1, 2, 3].map(paragraph);
        let old = format!("{a}\n\n{b}\n\n{c}");
        let new = format!("{a}\n\n{c} with a change.\n\n{b}");
        let matches = became(&old, &new);
        let expected = (0..12).chain(28..40).chain(12..24).map(Some).collect::<Vec<_>>();
        assert_eq!(matches, expected);
    }
}
