//! Of two ways to align a mark that ends something, the one that leaves it where it ended.
//!
//! Where "It is shut." becomes "It is shut. It rained.", either full stop may be the old one, and both alignments are as
//! good. What was put in is a sentence or a paragraph, not "It rained" and the stop before it: a mark that ends something
//! goes with the words before it.

use std::{ops::Range, sync::OnceLock};

use super::{align::Hit, words::Words};

/// Marks that end something. (A quotation mark does so behind one of them.)
const CLOSING: &str = ". , ; : ! ? … ) ] ”";

/// Lets the closing marks behind each word of `range` that still stands go with it, where the new text has them there,
/// too.
pub fn slide(old: &[u64], new: &[u64], hits: &mut [Option<Hit>], range: Range<usize>) {
    for i in range.skip(1) {
        let (Some(before), Some(here)) = (hits[i - 1], hits[i]) else { continue };
        let next = before.to + 1;
        let put_in = here.to > next;
        if put_in && here.equal && is_closing(old, i) && new.get(next as usize) == Some(&old[i]) {
            hits[i] = Some(Hit { to: next, ..here });
        }
    }
}

/// Whether the mark at `i` ends something.
fn is_closing(keys: &[u64], i: usize) -> bool {
    let (marks, quotation) = closing();
    let ends = |i: usize| marks.contains(&keys[i]);
    ends(i) || keys[i] == *quotation && i > 0 && ends(i - 1)
}

/// The keys of the marks, and that of a quotation mark.
fn closing() -> &'static (Vec<u64>, u64) {
    static KEYS: OnceLock<(Vec<u64>, u64)> = OnceLock::new();
    KEYS.get_or_init(|| {
        let mut keys = Words::new(CLOSING).keys();
        let quotation = keys.pop().unwrap_or_default();
        (keys, quotation)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mark_goes_with_the_words_before_it() {
        let (old, new) = (Words::new("It is shut.” Go."), Words::new("It is shut.” It rained.” Go."));
        let (old, new) = (old.keys(), new.keys());
        // It is shut … .” Go.
        let hit = |to| Some(Hit { to, equal: true });
        let mut hits: Vec<Option<Hit>> = [0, 1, 2, 7, 8, 9, 10].map(hit).to_vec();
        slide(&old, &new, &mut hits, 0..old.len());
        assert_eq!(hits, [0, 1, 2, 3, 4, 9, 10].map(hit).to_vec());
    }
}
