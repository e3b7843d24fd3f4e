//! Where a gloss stands in the text at hand: at its recorded place, elsewhere, changed, perhaps, or nowhere.
//!
//! [`locate`] looks at one gloss that was just made, in the text that it was made in. [`locate_all`] looks for the glosses
//! of a document in a text that may have changed since they were recorded, all together. The evidence, strongest first:
//! the old text, where it can be had, aligned with the new one (`diff`); else what each selector tells of
//! the old text, its words and those around them, looked for in the whole new text (`seeds`) and aligned with the
//! likeliest places; the positions, by the shift of the glosses around (`solve`); the order of all of them (`order`).
#![allow(clippy::string_slice, reason = "offsets here are made from the text that they slice")]

mod align;
mod baseline;
mod capture;
mod contested;
mod decision;
mod diff;
mod duplicates;
mod fragment;
mod locate;
mod map;
mod measured;
mod myers;
mod old_text;
mod order;
mod prune;
mod rarity;
mod search;
mod seeds;
mod slide;
mod solve;
mod target;
mod trust;
mod windowed;
mod words;

pub use baseline::Baseline;
pub use capture::{record_moved, recorded_here, selector, selector_at, selectors};
pub use locate::{locate, locate_all, recorded_places};
#[doc(hidden)]
pub use measured::{measured, weights};

#[cfg(test)]
mod properties_tests;
#[cfg(test)]
mod tests;
