//! Many documents at once: which there are below a folder, and what their sidecars say, read on all cores.

mod find;
mod member;
mod parallel;
mod walk;

pub use find::Finder;
pub use member::{Entry, Error, Reader};
pub use parallel::{InOrder, in_order};
pub use walk::{Coders, Member, below, beside, folders};
