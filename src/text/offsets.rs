//! Conversion of byte offsets to the units of files and other programs: code points, and UTF-16 code units (Java, JavaScript).

use std::marker::PhantomData;

use super::Span;

/// The distance between two places for which a count is kept, in bytes. Chosen by hand.
const STEP_BYTES: usize = 128;

/// A unit in which offsets are counted.
pub trait Counted {
    /// The number of units of the characters that start in `bytes`, which are UTF-8.
    fn starting_in(bytes: &[u8]) -> usize;

    /// The number of units of a character.
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

/// A converter of offsets between bytes and code points, for a text in memory.
pub type CodePoints<'a> = Offsets<'a, Point>;

/// A converter of offsets between bytes and UTF-16 code units, for a text in memory.
pub type Utf16<'a> = Offsets<'a, Utf16Unit>;

/// A converter of offsets between bytes and another unit, for a text in memory.
pub struct Offsets<'a, C> {
    text: &'a str,
    /// The number of units before each multiple of [`STEP_BYTES`]; empty for ASCII, in which every byte is one unit.
    counts: Vec<usize>,
    counted: PhantomData<C>,
}

impl<'a, C: Counted> Offsets<'a, C> {
    /// A converter for `text`. It counts through the whole text.
    pub fn new(text: &'a str) -> Self {
        let mut counts = Vec::new();
        if !text.is_ascii() {
            let mut count = 0;
            for chunk in text.as_bytes().chunks(STEP_BYTES) {
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

    /// The number of units before the byte `at`, which must be a character boundary.
    pub fn of(&self, at: usize) -> usize {
        if self.counts.is_empty() {
            return at;
        }
        let step = (at / STEP_BYTES).min(self.counts.len() - 1);
        self.counts[step] + C::starting_in(&self.text.as_bytes()[step * STEP_BYTES..at])
    }

    /// The byte at which unit `wanted` starts, counted from 0. `None` beyond the end, or inside of a character.
    pub fn byte(&self, wanted: usize) -> Option<usize> {
        if self.counts.is_empty() {
            return (wanted <= self.text.len()).then_some(wanted);
        }
        let step = self.counts.partition_point(|&count| count <= wanted) - 1;
        // A character that goes on over the border is counted before it.
        let from = self.text.ceil_char_boundary(step * STEP_BYTES);
        let mut left = wanted - self.counts[step];
        for (at, c) in self.text.get(from..)?.char_indices() {
            if left == 0 {
                return Some(from + at);
            }
            left = left.checked_sub(C::of(c))?;
        }
        (left == 0).then_some(self.text.len())
    }

    /// The text between two offsets in units. `None` if they are not in the text.
    pub fn slice(&self, start: usize, end: usize) -> Option<&'a str> {
        let span = self.span(start, end)?;
        self.text.get(span.start..span.end)
    }

    /// The span in bytes between two offsets in units. `None` if it is not in the text.
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
