//! Quotations: what was said, by whom, with which word.

mod attribution;
mod mention;
mod parts;

pub use attribution::{Attribution, attribution};
pub use parts::parts;

use super::{Reading, Suggester, Suggestion};

/// Suggests quotations with their speakers.
pub struct Quotes;

impl Suggester for Quotes {
    fn tag(&self) -> &'static str {
        "quote"
    }

    fn suggest(&self, _reading: &Reading, _found: &mut Vec<Suggestion>) {}
}
