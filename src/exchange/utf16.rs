//! Bytes and UTF-16 code units of a text in memory, for formats whose programs count as Java and JavaScript do.

use crate::text::Span;

/// A count is kept for each so many bytes.
const STEP: usize = 128;

/// Converts offsets of a text in memory between bytes and UTF-16 code units.
pub struct Utf16<'a> {
    text: &'a str,
    /// The code units before each multiple of [`STEP`]; none for ASCII, where both are the same.
    counts: Vec<usize>,
}

impl<'a> Utf16<'a> {
    /// Counts the code units of `text`.
    pub fn new(text: &'a str) -> Self {
        let mut counts = Vec::new();
        if !text.is_ascii() {
            let mut count = 0;
            for chunk in text.as_bytes().chunks(STEP) {
                counts.push(count);
                count += units(chunk);
            }
        }
        Self { text, counts }
    }

    /// The code units before byte `at`, a character boundary.
    pub fn of(&self, at: usize) -> usize {
        if self.counts.is_empty() {
            return at;
        }
        let step = (at / STEP).min(self.counts.len() - 1);
        self.counts[step] + units(&self.text.as_bytes()[step * STEP..at])
    }

    /// The byte at which a code unit starts; none beyond the end, or inside a character.
    pub fn byte(&self, unit: usize) -> Option<usize> {
        if self.counts.is_empty() {
            return (unit <= self.text.len()).then_some(unit);
        }
        let step = self.counts.partition_point(|&count| count <= unit) - 1;
        let from = self.text.floor_char_boundary(step * STEP);
        let mut left = unit.checked_sub(self.of(from))?;
        for (at, c) in self.text.get(from..)?.char_indices() {
            if left == 0 {
                return Some(from + at);
            }
            left = left.checked_sub(c.len_utf16())?;
        }
        (left == 0).then_some(self.text.len())
    }

    /// The span between two code units; none if it is not in the text.
    pub fn span(&self, start: usize, end: usize) -> Option<Span> {
        (start <= end).then_some(())?;
        Some(Span::new(self.byte(start)?, self.byte(end)?))
    }
}

/// The code units that start in these bytes: one for each character, two where it needs four bytes.
fn units(bytes: &[u8]) -> usize {
    bytes.iter().map(|&byte| usize::from(byte & 0xc0 != 0x80) + usize::from(byte >= 0xf0)).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn offsets_go_there_and_back() {
        let text = "a thaw 👩‍💻 é 漢字 ".repeat(60);
        let utf16 = Utf16::new(&text);
        let mut unit = 0;
        for (at, c) in text.char_indices() {
            assert_eq!((utf16.of(at), utf16.byte(unit)), (unit, Some(at)));
            if c.len_utf16() == 2 {
                assert_eq!(utf16.byte(unit + 1), None, "inside {c}");
            }
            unit += c.len_utf16();
        }
        assert_eq!((utf16.byte(unit), utf16.byte(unit + 1)), (Some(text.len()), None));
        assert_eq!(Utf16::new("abc").byte(4), None);
    }
}
