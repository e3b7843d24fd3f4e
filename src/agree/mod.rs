//! Agreement between coders: how far the glosses that several people made of the same documents agree, and where they differ.
//! This layer knows no file, no clock and no terminal; random numbers are drawn from a fixed seed.
//!
//! A [`Study`] holds the glosses of all coders, in blocks of text. [`span_f1`], [`ratings`], [`alpha`], [`unitizing`] and
//! [`gamma`] measure their agreement, and [`bootstrap`] gives an interval for each figure. [`passages`] groups the glosses of
//! different coders that stand for the same thing, to compare their labels. [`compare`] lists the differences that a person
//! has to settle.

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
pub use study::{CodedDocument, Study};
