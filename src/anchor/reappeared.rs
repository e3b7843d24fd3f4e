//! Reappeared words: the words of a span that has no place may still stand in the text, without anything of what stood around them.
//! If they stand once, that place is proposed to a person; and no reason says that they are gone.

use rustc_hash::FxHashMap;

use super::{decision::Decision, fragment::Fragment, key_filter::KeyFilter, new_text::NewText};
use crate::gloss::State;

/// The fewest words that are proposed where they stand once: one word alone is about anything. Chosen by hand.
const MIN_PROPOSED_WORDS: usize = 2;

/// The trust in a place that only the words themselves tell for. Chosen by hand.
const SCORE: f32 = 0.3;

/// A span without a place.
pub struct Lost<'a> {
    /// The recorded text as words.
    pub fragment: &'a Fragment,
    /// The decision on it.
    pub decision: &'a mut Decision,
}

/// Decides again on spans without a place whose words stand in the text. `is_free` says whether a new word may be one of theirs: if the
/// old text is known, it must not be another word of that.
pub fn propose(new_text: &NewText<'_>, lost: Vec<Lost<'_>>, is_free: impl Fn(usize) -> bool) {
    // Each is looked for by its rarest word, so that one pass over the text finds all.
    let mut by_word: FxHashMap<u64, Vec<(usize, usize)>> = FxHashMap::default();
    for (i, Lost { fragment, .. }) in lost.iter().enumerate() {
        let rarest = fragment.inner.clone().max_by(|&a, &b| fragment.bits[a].total_cmp(&fragment.bits[b]));
        if let Some(rarest) = rarest {
            by_word.entry(fragment.keys[rarest]).or_default().push((i, rarest - fragment.inner.start));
        }
    }
    if by_word.is_empty() {
        return;
    }
    let rarest = KeyFilter::new(by_word.keys().copied());
    let mut found: Vec<(usize, Option<usize>)> = vec![(0, None); lost.len()];
    for (at, key) in new_text.keys.iter().enumerate().filter(|(_, key)| rarest.may_have(**key)) {
        for &(i, offset) in by_word.get(key).into_iter().flatten() {
            let sought = &lost[i].fragment.keys[lost[i].fragment.inner.clone()];
            let place = at.checked_sub(offset).map(|start| start..start + sought.len());
            if let Some(place) = place.filter(|place| new_text.keys.get(place.clone()) == Some(sought)) {
                found[i].0 += 1;
                found[i].1 = Some(place.start).filter(|_| place.clone().all(&is_free));
            }
        }
    }
    for (Lost { fragment, decision }, (count, place)) in lost.into_iter().zip(found) {
        let length = fragment.inner.len();
        match place.filter(|_| count == 1 && length >= MIN_PROPOSED_WORDS) {
            Some(start) => {
                let spans = new_text.spans(fragment, std::slice::from_ref(&(start..start + length)));
                let judged = decision.judged;
                *decision = Decision {
                    judged,
                    ..Decision::doubtful(
                        spans,
                        SCORE,
                        "its words stand there, without what stood around them",
                    )
                };
            }
            None if count > 0 && decision.state == State::Orphan => {
                decision.reason = "its words stand in the text, but nothing tells which of them are meant";
            }
            None => {}
        }
    }
}
