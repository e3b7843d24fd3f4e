//! The documents below a folder, and the sidecars beside them.

mod walk;

pub use walk::{Coders, Member, Siblings, below, beside, folders};
