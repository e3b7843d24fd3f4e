//! Claims: statements that can be checked.

mod features;

pub use features::features;

use super::{Reading, Suggester, Suggestion};

/// Suggests claims.
pub struct Claims;

impl Suggester for Claims {
    fn tag(&self) -> &'static str {
        "claim"
    }

    fn suggest(&self, _reading: &Reading, _found: &mut Vec<Suggestion>) {}
}
