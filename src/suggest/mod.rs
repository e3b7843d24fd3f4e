//! Suggestions: what a person might tag next, and with what.
//!
//! Pure functions on a text; nothing here changes a gloss.

mod attribution;
mod mention;
mod parts;
mod reading;

pub use attribution::{Attribution, attribution};
pub use parts::parts;
