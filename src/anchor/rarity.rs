//! The information of words: the rarer a word is in the text, the more bits it tells about a place.

use super::words::Word;

/// The number of classes in which words are counted by their keys. Two rare words that fall into one class count as a little
/// less rare. Chosen by hand: a table of 512 KiB, in which a book's words rarely share a class.
const CLASS_COUNT: usize = 1 << 17;

/// The largest information of one word, in bits: the word that stands once in a text of 16,384 words. Chosen by hand, to
/// bound what a single word decides.
const MAX_WORD_BITS: f32 = 14.0;

/// The smallest information of one word, in bits, so that even a comma tells something. Chosen by hand.
const MIN_WORD_BITS: f32 = 0.5;

/// The frequencies of the words of a text.
pub struct Rarity {
    counts: Vec<u32>,
    total: f32,
}

impl Rarity {
    /// Counts `words`.
    pub fn new(words: &[Word]) -> Self {
        let mut counts = vec![0; CLASS_COUNT];
        for word in words {
            counts[class(word.key)] += 1;
        }
        Self { counts, total: words.len().max(2) as f32 }
    }

    /// The information of a word that stands n times among N words: log2(N / n) bits, within the limits above.
    pub fn bits(&self, key: u64) -> f32 {
        let count = self.counts[class(key)].max(1) as f32;
        (self.total / count).log2().clamp(MIN_WORD_BITS, MAX_WORD_BITS)
    }

    /// The information that is needed to name one word of the whole text, in bits: log2 of the number of its words.
    pub fn whole(&self) -> f32 {
        self.total.log2()
    }
}

/// The class in which the word with this key is counted.
fn class(key: u64) -> usize {
    key as usize % CLASS_COUNT
}
