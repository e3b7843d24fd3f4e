//! HTML.

mod builder;
mod entity;
pub mod flow;
pub mod hidden;
mod marks;
mod math;
pub mod tag;
mod tokenizer;
pub mod tree;

pub use builder::build;
