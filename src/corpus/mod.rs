//! The documents below a folder, and the sidecars beside them.

mod document_name;
mod ignore_rules;
mod walk;
mod walk_filter;

pub use walk::{Coders, Member, Siblings, below, beside, folders};
pub use walk_filter::{Obstacle, PassedOver, WalkFilter};

#[cfg(test)]
mod walk_tests;
