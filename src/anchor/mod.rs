//! Anchoring: finding the place of each gloss in a text that may have changed since the gloss was recorded.
//!
//! [`locate`] finds one gloss in the text in which it was most likely recorded. [`locate_all`] finds all glosses of a document
//! together. It uses four sources of evidence, the strongest first:
//!
//! 1. the old text, if it is at hand, compared word by word with the new one (`diff`, `old_text`, `map`);
//! 2. otherwise the words of the selector and of its context, searched for in the whole new text (`seeds`) and aligned with
//!    the most likely places (`search`, `align`);
//! 3. how far the glosses nearby have moved (`solve`);
//! 4. the order in which the glosses stood (`order`).
//!
//! `trust` turns the evidence for a place into a likelihood, and `decision` turns that into a [`State`](crate::gloss::State).
//! `ARCHITECTURE.md` follows one gloss through these steps with its numbers; the test module `worked_example_tests` holds them.
//!
//! The weights in `trust` are fitted by `tools/fit_trust.rs`. All other thresholds of this module were chosen by hand and
//! checked on the revised documents of `tests/history`.
#![allow(clippy::string_slice, reason = "offsets here are made from the text that they slice")]

mod align;
mod baseline;
mod capture;
mod contested;
mod decision;
mod diff;
mod duplicates;
mod fragment;
mod key_filter;
mod lines;
mod locate;
mod locators;
mod lookalikes;
mod map;
mod measured;
mod moved;
mod myers;
mod neighbours;
mod new_text;
mod old_text;
mod once;
mod order;
mod prune;
mod rarity;
mod reappeared;
mod renamed;
mod search;
mod seeds;
mod sentence;
mod slide;
mod solve;
mod surroundings;
mod trust;
mod windowed;
mod words;

pub use baseline::Baseline;
pub use capture::{
    record_moved, recorded_here, selector, selector_at, selector_of_words, selectors, with_context,
};
pub use locate::{locate, locate_all, recorded_places};
pub use locators::{record_locators, with_locators};
#[doc(hidden)]
pub use measured::{measured, weights};

#[cfg(test)]
mod properties_tests;
#[cfg(test)]
mod reasons_tests;
#[cfg(test)]
mod tests;
#[cfg(test)]
mod worked_example_tests;
