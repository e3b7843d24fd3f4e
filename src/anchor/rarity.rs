//! How much a word tells about a place: the rarer it is in the text, the more.

use super::words::Word;

/// Words are counted in so many classes by their keys: two rare words that share one count as a little less rare.
const CLASSES: usize = 1 << 17;

/// No word tells more than this, in bits.
const MOST: f32 = 14.0;

/// The frequencies of a text's words.
pub struct Rarity {
    counts: Vec<u32>,
    total: f32,
}

impl Rarity {
    /// Counts `words`.
    pub fn new(words: &[Word]) -> Self {
        let mut counts = vec![0; CLASSES];
        for word in words {
            counts[class(word.key)] += 1;
        }
        Self { counts, total: words.len().max(2) as f32 }
    }

    /// The information of a word, in bits: how much less likely a place by chance is for having it.
    pub fn bits(&self, key: u64) -> f32 {
        let count = self.counts[class(key)].max(1) as f32;
        (self.total / count).log2().clamp(0.5, MOST)
    }

    /// The information that names one place of the whole text, in bits.
    pub fn whole(&self) -> f32 {
        self.total.log2()
    }
}

fn class(key: u64) -> usize {
    key as usize % CLASSES
}
