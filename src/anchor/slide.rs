//! Closing marks in an alignment: of two equally good matches of a full stop or the like, the one right after the words that it
//! closes is taken.
//!
//! If "It is shut." becomes "It is shut. It rained.", either full stop may be the old one, and both alignments are equally good.
//! But people insert sentences, not a stop with the words after it: so the first stop is the old one.

use std::{ops::Range, sync::OnceLock};

use super::{
    align::{self, WordMatch},
    words::Words,
};

/// The marks that close something; the last of them, a quotation mark, does so only after one of the others.
const CLOSING_MARKS: &str = ". , ; : ! ? … ) ] ”";

/// Moves the match of each closing mark in `range` right after the match of the word before it, if the new text has the mark
/// there, too.
pub fn slide(old: &[u64], new: &[u64], matches: &mut [Option<WordMatch>], range: Range<usize>) {
    for i in range.skip(1) {
        let (Some(before), Some(here)) = (matches[i - 1], matches[i]) else { continue };
        let next = before.to + 1;
        let has_insertion = here.to > next;
        if has_insertion && here.equal && is_closing(old, i) && new.get(next as usize) == Some(&old[i]) {
            matches[i] = Some(WordMatch { to: next, ..here });
        }
    }
}

/// Matches the words of a span, the part `inner` of `old`, with one place: where the longest run of them was found, if all of
/// them stand there; otherwise a word that was matched alone elsewhere, or not at all, goes beside the word before it or behind
/// it, if it stands there, too. So a full stop stays with the sentence that it was recorded with.
pub fn gather(old: &[u64], new: &[u64], matches: &mut [Option<WordMatch>], inner: &Range<usize>) {
    let longest = align::runs(&matches[inner.clone()]).into_iter().max_by_key(Range::len);
    let Some((run, first)) = longest.and_then(|run| Some((run.clone(), matches[inner.start + run.start]?)))
    else {
        return;
    };
    let whole = (first.to as usize).checked_sub(run.start).map(|start| start..start + inner.len());
    if let Some(whole) = whole.filter(|whole| new.get(whole.clone()) == Some(&old[inner.clone()])) {
        for (i, to) in inner.clone().zip(whole) {
            matches[i] = Some(WordMatch { to: to as u32, equal: true });
        }
        return;
    }
    for i in inner.clone().skip(1) {
        join(old, new, matches, inner, (i - 1, i, i + 1), 1);
    }
    for i in inner.clone().rev().skip(1) {
        join(old, new, matches, inner, (i + 1, i, i.wrapping_sub(1)), -1);
    }
}

/// Matches the word `i` right beside the match of its neighbour `beside`, at the distance `by` (1 or −1), if it stands there and
/// is not matched beside its other neighbour `next`.
fn join(
    old: &[u64],
    new: &[u64],
    matches: &mut [Option<WordMatch>],
    inner: &Range<usize>,
    (beside, i, next): (usize, usize, usize),
    by: isize,
) {
    let place = |matched: Option<WordMatch>, by: isize| (matched?.to as usize).checked_add_signed(by);
    let Some(to) = place(matches[beside], by).filter(|&to| new.get(to) == Some(&old[i])) else { return };
    let here = place(matches[i], by);
    let goes_on = here.is_some() && inner.contains(&next) && place(matches[next], 0) == here;
    if !goes_on {
        matches[i] = Some(WordMatch { to: to as u32, equal: true });
    }
}

/// Whether the word at `i` is a mark that closes something.
fn is_closing(keys: &[u64], i: usize) -> bool {
    let (marks, quotation) = closing();
    let ends = |i: usize| marks.contains(&keys[i]);
    ends(i) || keys[i] == *quotation && i > 0 && ends(i - 1)
}

/// The keys of the closing marks, and the key of a quotation mark.
fn closing() -> &'static (Vec<u64>, u64) {
    static KEYS: OnceLock<(Vec<u64>, u64)> = OnceLock::new();
    KEYS.get_or_init(|| {
        let mut keys = Words::new(CLOSING_MARKS).keys();
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
        let matched = |to| Some(WordMatch { to, equal: true });
        let mut matches: Vec<Option<WordMatch>> = [0, 1, 2, 7, 8, 9, 10].map(matched).to_vec();
        slide(&old, &new, &mut matches, 0..old.len());
        assert_eq!(matches, [0, 1, 2, 3, 4, 9, 10].map(matched).to_vec());
    }
}
