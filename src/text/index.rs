//! The index of a text: the numbers of code points and paragraphs before an offset, from checkpoints.
//!
//! A worker completes the checkpoints while a person reads. A question about a position beyond them counts on from the last
//! checkpoint, and keeps the checkpoints that it passes.

use std::sync::{Mutex, MutexGuard, OnceLock, PoisonError};

use super::{Span, Text, paragraphs};

/// The distance between two checkpoints, in bytes. Chosen by hand: counting through it takes some microseconds.
pub const CHECKPOINT_BYTES: usize = 64 * 1024;

/// The counts before an offset.
#[derive(Clone, Copy, Debug, Default)]
struct Count {
    /// The number of Unicode code points; an invalid byte counts as one.
    chars: usize,
    /// The number of paragraphs that begin there.
    paragraphs: usize,
}

/// The checkpoints of a text: number `i` has the counts before byte `i * CHECKPOINT_BYTES`.
#[derive(Default)]
pub struct Index {
    points: Mutex<Vec<Count>>,
    /// The number of all paragraphs, once it was asked for.
    paragraphs: OnceLock<usize>,
}

impl Index {
    fn lock(&self) -> MutexGuard<'_, Vec<Count>> {
        // A checkpoint is pushed whole or not at all, so that a poisoned lock still guards sound counts.
        self.points.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Text {
    /// Completes the next checkpoint. Returns whether there is more to do: a worker calls it until there is not.
    pub fn index_further(&self) -> bool {
        let (slot, last) = {
            let points = self.index().lock();
            (points.len(), points.last().copied())
        };
        // The lock is not held while counting, so that nobody has to wait.
        let next = self.next_checkpoint(slot, last);
        let mut points = self.index().lock();
        if points.len() == slot {
            points.push(next);
        }
        points.len() * CHECKPOINT_BYTES <= self.len()
    }

    /// The offset in bytes up to which positions are known without counting.
    pub fn indexed(&self) -> usize {
        (self.index().lock().len().saturating_sub(1) * CHECKPOINT_BYTES).min(self.len())
    }

    /// Whether [`paragraphs_before`](Self::paragraphs_before) for `at` is answered without reading more than a step.
    pub fn is_indexed(&self, at: usize) -> bool {
        at <= self.indexed() + CHECKPOINT_BYTES
    }

    /// The number of paragraphs that begin before the byte `at`.
    pub fn paragraphs_before(&self, at: usize) -> usize {
        let at = at.min(self.len());
        let (from, start) = self.known_before(at);
        from.paragraphs + paragraphs::paragraph_starts(self, start, &self.bytes(Span::new(start, at)))
    }

    /// The number of paragraphs.
    pub fn paragraphs(&self) -> usize {
        *self.index().paragraphs.get_or_init(|| self.paragraphs_before(self.len()))
    }

    /// The last checkpoint at or before `at`, with its offset in bytes.
    fn known_before(&self, at: usize) -> (Count, usize) {
        let slot = at / CHECKPOINT_BYTES;
        let mut points = self.index().lock();
        while points.len() <= slot {
            self.push_checkpoint(&mut points);
        }
        (points[slot], slot * CHECKPOINT_BYTES)
    }

    /// The numbers, from 1, of the paragraphs in which `places` lie. The places are offsets of characters and must ascend; a text in
    /// memory is counted through once for all of them.
    pub fn paragraphs_at(&self, places: impl IntoIterator<Item = usize>) -> Vec<usize> {
        let (mut to, mut count) = (0, 0);
        let paragraph = |at: usize| {
            // A paragraph may begin with this very character.
            let end = (at + 1).min(self.len());
            if self.as_str().is_none() {
                return self.paragraphs_before(end);
            }
            if end > to {
                count += paragraphs::paragraph_starts(self, to, &self.bytes(Span::new(to, end)));
                to = end;
            }
            count
        };
        places.into_iter().map(paragraph).collect()
    }

    /// The number of code points before the byte `at`.
    pub fn code_point_of(&self, at: usize) -> usize {
        let at = at.min(self.len());
        let (from, start) = self.known_before(at);
        from.chars + self.chars_between(start, at, &self.bytes(Span::new(start, at)))
    }

    /// The byte offset of code point `chars`. `None` beyond the end of the text.
    pub fn offset_of(&self, chars: usize) -> Option<usize> {
        let (slot, from) = {
            let mut points = self.index().lock();
            while points.last().is_none_or(|last| last.chars < chars)
                && points.len() * CHECKPOINT_BYTES <= self.len()
            {
                self.push_checkpoint(&mut points);
            }
            let slot = points.partition_point(|point| point.chars <= chars).saturating_sub(1);
            (slot, points[slot])
        };
        // A checkpoint inside a character counts that character as before it.
        let start = self.ceil(slot * CHECKPOINT_BYTES);
        let window = self.slice(Span::new(start, ((slot + 1) * CHECKPOINT_BYTES + 4).min(self.len())));
        nth_char(&window, chars - from.chars).map(|i| start + i)
    }

    /// The start of paragraph `number`, counted from 1. `None` beyond the last one.
    pub fn paragraph_start(&self, number: usize) -> Option<usize> {
        let slot = {
            let mut points = self.index().lock();
            while points.last().is_none_or(|last| last.paragraphs < number)
                && points.len() * CHECKPOINT_BYTES <= self.len()
            {
                self.push_checkpoint(&mut points);
            }
            points.partition_point(|point| point.paragraphs < number).checked_sub(1)?
        };
        let mut at = self.ceil(slot * CHECKPOINT_BYTES);
        let mut before = self.paragraphs_before(at);
        loop {
            let paragraph = self.next_paragraph(at)?;
            before += 1;
            if before >= number {
                return Some(paragraph.start);
            }
            at = paragraph.end;
        }
    }

    fn push_checkpoint(&self, points: &mut Vec<Count>) {
        points.push(self.next_checkpoint(points.len(), points.last().copied()));
    }

    /// Checkpoint `slot`, counted from the one before it.
    fn next_checkpoint(&self, slot: usize, last: Option<Count>) -> Count {
        last.map_or_else(Count::default, |last| {
            let start = (slot - 1) * CHECKPOINT_BYTES;
            self.count_between(last, start, (start + CHECKPOINT_BYTES).min(self.len()))
        })
    }

    fn count_between(&self, from: Count, start: usize, end: usize) -> Count {
        let bytes = self.bytes(Span::new(start, end));
        Count {
            chars: from.chars + self.chars_between(start, end, &bytes),
            paragraphs: from.paragraphs + paragraphs::paragraph_starts(self, start, &bytes),
        }
    }

    /// The number of code points between two offsets; `bytes` are the bytes between them.
    fn chars_between(&self, start: usize, end: usize, bytes: &[u8]) -> usize {
        if self.as_str().is_some() || std::str::from_utf8(bytes).is_ok() {
            return bytes.iter().filter(|&&b| !is_continuation(b)).count();
        }
        let (first, last) = (self.ceil(start), self.ceil(end));
        self.slice(Span::new(first, last)).chars().count()
    }
}

/// The offset in bytes of character number `wanted` of `text`, from 0; the end of the text counts as a character.
fn nth_char(text: &str, mut wanted: usize) -> Option<usize> {
    // Whole pieces are counted at the speed of memory, only the last one character by character.
    let mut start = 0;
    for piece in text.as_bytes().chunks(1024) {
        let chars = piece.iter().filter(|&&b| !is_continuation(b)).count();
        if chars > wanted {
            break;
        }
        (start, wanted) = (start + piece.len(), wanted - chars);
    }
    let start = text.ceil_char_boundary(start);
    text[start..].char_indices().map(|(i, _)| start + i).chain([text.len()]).nth(wanted)
}

fn is_continuation(byte: u8) -> bool {
    byte & 0xc0 == 0x80
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn positions_go_both_ways_across_checkpoints() {
        let text = Text::new("ab€\u{1f469}\u{200d}\u{1f4bb}\n\nx ".repeat(CHECKPOINT_BYTES / 4));
        let whole = text.as_str().unwrap_or_default();
        for (chars, (offset, _)) in whole.char_indices().enumerate().step_by(997) {
            assert_eq!(text.code_point_of(offset), chars);
            assert_eq!(text.offset_of(chars), Some(offset));
        }
        let chars = whole.chars().count();
        assert_eq!(text.offset_of(chars), Some(text.len()));
        assert_eq!(text.offset_of(chars + 1), None);
    }

    #[test]
    fn paragraphs_are_found_by_number() {
        let text = Text::new("One two three four.\n\n".repeat(CHECKPOINT_BYTES / 8));
        for number in [1, 2, 3000, CHECKPOINT_BYTES / 8] {
            assert_eq!(text.paragraph_start(number), Some((number - 1) * 21));
        }
        assert_eq!(text.paragraph_start(CHECKPOINT_BYTES / 8 + 1), None);
    }

    #[test]
    fn paragraphs_of_many_places_are_those_of_each() {
        let text = Text::new("One.\nGoes on.\n\n\nTwo\n\n  Three four.\n\n".repeat(40));
        for step in [1, 3, 7, 50] {
            let places: Vec<usize> = (0..text.len()).step_by(step).flat_map(|at| [at, at]).collect();
            let each: Vec<usize> = places.iter().map(|&at| text.paragraphs_before(at + 1)).collect();
            assert_eq!(text.paragraphs_at(places), each);
        }
    }

    #[test]
    fn a_worker_completes_the_index() {
        let text = Text::new("word ".repeat(CHECKPOINT_BYTES));
        assert!(text.index_further());
        while text.index_further() {}
        assert_eq!(text.indexed(), text.len() / CHECKPOINT_BYTES * CHECKPOINT_BYTES);
    }

    proptest! {
        #[test]
        fn code_points_are_counted(text in "\\PC{0,60}") {
            let t = Text::new(text.clone());
            for (n, (offset, _)) in text.char_indices().enumerate() {
                prop_assert_eq!(t.code_point_of(offset), n);
                prop_assert_eq!(t.offset_of(n), Some(offset));
            }
        }
    }
}
