//! How far coders agree, and where they differ: the measures of the field on glosses that several people have made of the same
//! documents. Pure: no file, no clock, no terminal; what is drawn by chance is drawn from a fixed seed.
//!
//! A [`Study`] is what they have made, in blocks of text. [`span_f1`], [`ratings`], [`alpha`], [`unitizing`] and [`gamma`]
//! measure it, [`bootstrap`] says how sure the figures are. [`passages`] puts together what belongs together, one gloss of each
//! coder, to compare its labels; [`compare`] puts before a person what is to be settled.

pub mod alignment;
pub mod alpha;
pub mod bootstrap;
mod differences;
pub mod gamma;
mod partition;
pub mod passages;
mod positions;
mod random;
pub mod ratings;
pub mod report;
pub mod span_f1;
pub mod study;
pub mod unitizing;

pub use differences::{Compared, Difference, Majority, Version, compare};
pub use report::{By, Report};
pub use study::{Document, Study};
