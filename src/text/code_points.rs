//! Bytes and code points of a text in memory.

use super::Span;

/// A count is kept for each so many bytes.
const STEP: usize = 128;

/// Converts offsets of a text in memory between bytes and code points.
pub struct CodePoints<'a> {
    text: &'a str,
    /// The code points before each multiple of [`STEP`]; none for ASCII, where both are the same.
    counts: Vec<usize>,
}

impl<'a> CodePoints<'a> {
    /// Counts the code points of `text`.
    pub fn new(text: &'a str) -> Self {
        let mut counts = Vec::new();
        if !text.is_ascii() {
            let mut count = 0;
            for chunk in text.as_bytes().chunks(STEP) {
                counts.push(count);
                count += starts(chunk);
            }
        }
        Self { text, counts }
    }

    /// How many there are.
    pub fn count(&self) -> usize {
        self.of(self.text.len())
    }

    /// The code points before byte `at`, a character boundary.
    pub fn of(&self, at: usize) -> usize {
        if self.counts.is_empty() {
            return at;
        }
        let step = (at / STEP).min(self.counts.len() - 1);
        self.counts[step] + starts(&self.text.as_bytes()[step * STEP..at])
    }

    /// The byte at which code point `point` starts; none beyond the end.
    pub fn byte(&self, point: usize) -> Option<usize> {
        if self.counts.is_empty() {
            return (point <= self.text.len()).then_some(point);
        }
        let step = self.counts.partition_point(|&count| count <= point) - 1;
        let from = self.text.ceil_char_boundary(step * STEP);
        let rest = &self.text[from..];
        let left = point - self.of(from);
        let starts = rest.char_indices().map(|(at, _)| at).chain([rest.len()]);
        starts.into_iter().nth(left).map(|at| from + at)
    }

    /// The span between two code points; none if it is not in the text.
    pub fn span(&self, start: usize, end: usize) -> Option<Span> {
        (start <= end).then_some(())?;
        Some(Span::new(self.byte(start)?, self.byte(end)?))
    }
}

/// How many characters start in `bytes`.
fn starts(bytes: &[u8]) -> usize {
    bytes.iter().filter(|&&byte| byte & 0xc0 != 0x80).count()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn there_and_back(text in "[a€é🙂]{0,400}") {
            let points = CodePoints::new(&text);
            prop_assert_eq!(points.count(), text.chars().count());
            for (i, (at, _)) in text.char_indices().enumerate() {
                prop_assert_eq!((points.of(at), points.byte(i)), (i, Some(at)));
            }
            prop_assert_eq!(points.byte(text.chars().count() + 1), None);
        }
    }
}
