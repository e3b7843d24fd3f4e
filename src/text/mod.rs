//! The text core: spans, segments, movements, search, structure, layout and wrapping. It knows no files and no terminal.
#![allow(clippy::string_slice, reason = "offsets here are made from the text that they slice")]

pub mod cells;

mod abridged;
mod byte_set;
mod counted;
pub(crate) mod fnv;
#[cfg(test)]
mod fuzz_tokens;
mod hard_wrap;
mod index;
mod language;
mod layout;
mod line_column;
mod lines;
mod long_run;
pub mod movement;
pub mod normal_form;
mod offsets;
mod paragraphs;
mod percent;
pub mod search;
pub mod segment;
mod selection;
mod span;
mod store;
pub mod structure;
pub mod unit;
mod wrap;

pub use abridged::abridged;
pub use byte_set::ByteSet;
pub use counted::{counted, counted_list};
#[cfg(test)]
pub use fuzz_tokens::FUZZ_TOKENS;
pub use index::CHECKPOINT_BYTES;
use index::Index;
pub use layout::{Decoration, Layout, LineCache, Look, Row, WideTable};
pub use line_column::line_and_column;
pub use lines::{Line, MAX_LINE_BYTES};
pub use offsets::{CodePoints, Utf16};
pub use percent::percent_decode;
pub use selection::Selection;
pub use span::Span;
pub use store::{SUBSTITUTE, Text, Windows};
pub use structure::Structure;
pub use unit::Unit;
pub use wrap::wrap;
