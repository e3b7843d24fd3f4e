//! Words that stand once: a passage with a run of words that stands once in the old text and once in the new one is no sentence that
//! people write again and again.

use rustc_hash::FxHashMap;

use super::words::gram;

/// The length of a run, in words. Chosen by hand.
const RUN_WORDS: usize = 3;

/// How often each run of words stands in the old text and in the new one.
pub struct RunCounts(FxHashMap<u64, [u32; 2]>);

impl RunCounts {
    /// Counts the runs of two texts, given with the keys of their words.
    pub fn new(old_keys: &[u64], new_keys: &[u64]) -> Self {
        let mut counts: FxHashMap<u64, [u32; 2]> = FxHashMap::default();
        for (side, keys) in [old_keys, new_keys].into_iter().enumerate() {
            for run in keys.windows(RUN_WORDS) {
                counts.entry(gram(run)).or_default()[side] += 1;
            }
        }
        Self(counts)
    }

    /// Whether a run of the words with these keys stands once in both texts.
    pub fn have_once(&self, keys: &[u64]) -> bool {
        keys.windows(RUN_WORDS).any(|run| self.0.get(&gram(run)) == Some(&[1, 1]))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::anchor::words::Words;

    #[test]
    fn one_run_that_stands_once_in_both_texts_is_enough() {
        let keys = |text: &str| Words::new(text).keys();
        let old = keys("Nobody was hurt. The pier was closed at noon. Nobody was hurt in the harbour.");
        let new = keys("The pier was closed at noon. Nobody was hurt. The pier is open.");
        let counts = RunCounts::new(&old, &new);
        assert!(counts.have_once(&keys("The pier was closed")));
        assert!(!counts.have_once(&keys("Nobody was hurt")));
        assert!(!counts.have_once(&keys("in the harbour")));
        assert!(!counts.have_once(&keys("noon.")));
    }
}
