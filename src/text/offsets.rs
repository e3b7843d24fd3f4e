//! Bytes, and what files and other programs count instead: code points, and UTF-16 code units as Java and JavaScript do.

use std::marker::PhantomData;

use super::Span;

/// How many bytes lie between two places for which a count is kept.
const STEP: usize = 128;

/// A unit in which offsets are counted.
pub trait Counted {
    /// How many units the characters have that start in `bytes`, which are UTF-8.
    fn starting_in(bytes: &[u8]) -> usize;

    /// How many units a character has.
    fn of(c: char) -> usize;
}

/// Unicode code points.
pub enum Point {}

impl Counted for Point {
    fn starting_in(bytes: &[u8]) -> usize {
        bytes.iter().filter(|&&byte| byte & 0xc0 != 0x80).count()
    }

    fn of(_: char) -> usize {
        1
    }
}

/// UTF-16 code units.
pub enum Utf16Unit {}

impl Counted for Utf16Unit {
    fn starting_in(bytes: &[u8]) -> usize {
        // One for each character, two where it needs four bytes.
        bytes.iter().map(|&byte| usize::from(byte & 0xc0 != 0x80) + usize::from(byte >= 0xf0)).sum()
    }

    fn of(c: char) -> usize {
        c.len_utf16()
    }
}

/// Converts offsets of a text in memory between bytes and code points.
pub type CodePoints<'a> = Offsets<'a, Point>;

/// Converts offsets of a text in memory between bytes and UTF-16 code units.
pub type Utf16<'a> = Offsets<'a, Utf16Unit>;

/// Converts offsets of a text in memory between bytes and another unit.
pub struct Offsets<'a, C> {
    text: &'a str,
    /// How many units lie before each multiple of [`STEP`]; empty for ASCII, where every byte is one unit.
    counts: Vec<usize>,
    counted: PhantomData<C>,
}

impl<'a, C: Counted> Offsets<'a, C> {
    /// A converter for `text`, which is counted through here.
    pub fn new(text: &'a str) -> Self {
        let mut counts = Vec::new();
        if !text.is_ascii() {
            let mut count = 0;
            for chunk in text.as_bytes().chunks(STEP) {
                counts.push(count);
                count += C::starting_in(chunk);
            }
        }
        Self { text, counts, counted: PhantomData }
    }

    /// The length of the text, in units.
    pub fn count(&self) -> usize {
        self.of(self.text.len())
    }

    /// How many units lie before byte `at`, which must be a character boundary.
    pub fn of(&self, at: usize) -> usize {
        if self.counts.is_empty() {
            return at;
        }
        let step = (at / STEP).min(self.counts.len() - 1);
        self.counts[step] + C::starting_in(&self.text.as_bytes()[step * STEP..at])
    }

    /// The byte at which unit `wanted` starts, from 0; none beyond the end, or inside a character.
    pub fn byte(&self, wanted: usize) -> Option<usize> {
        if self.counts.is_empty() {
            return (wanted <= self.text.len()).then_some(wanted);
        }
        let step = self.counts.partition_point(|&count| count <= wanted) - 1;
        // A character that goes on over the border is counted before it.
        let from = self.text.ceil_char_boundary(step * STEP);
        let mut left = wanted - self.counts[step];
        for (at, c) in self.text.get(from..)?.char_indices() {
            if left == 0 {
                return Some(from + at);
            }
            left = left.checked_sub(C::of(c))?;
        }
        (left == 0).then_some(self.text.len())
    }

    /// The span in bytes between two offsets in units; none if it is not in the text.
    pub fn span(&self, start: usize, end: usize) -> Option<Span> {
        (start <= end).then_some(())?;
        Some(Span::new(self.byte(start)?, self.byte(end)?))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn there_and_back(text in "[a€é🙂]{0,400}") {
            let (points, units) = (CodePoints::new(&text), Utf16::new(&text));
            prop_assert_eq!(points.count(), text.chars().count());
            let mut unit = 0;
            for (i, (at, c)) in text.char_indices().enumerate() {
                prop_assert_eq!((points.of(at), points.byte(i)), (i, Some(at)));
                prop_assert_eq!((units.of(at), units.byte(unit)), (unit, Some(at)));
                if c.len_utf16() == 2 {
                    prop_assert_eq!(units.byte(unit + 1), None);
                }
                unit += c.len_utf16();
            }
            prop_assert_eq!(points.byte(text.chars().count() + 1), None);
            prop_assert_eq!((units.byte(unit), units.byte(unit + 1)), (Some(text.len()), None));
        }
    }
}
