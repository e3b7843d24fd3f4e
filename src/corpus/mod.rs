//! Which documents there are below a folder, and which sidecars stand beside them.

mod walk;

pub use walk::{Coders, Member, Siblings, below, beside, folders};
