//! How far coders agree, and where they differ.

mod differences;

pub use differences::{Compared, Difference, Version, compare};
