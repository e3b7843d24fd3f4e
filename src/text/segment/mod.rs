//! Segments of a text, derived and never stored: words, clauses, sentences, quotations, headings.
//!
//! Every function is pure, takes a `&str` and gives [`Span`](crate::text::Span)s in bytes of that `&str`. All run in
//! linear time on any input; no span splits a grapheme cluster. What depends on a language takes the [`Language`], too.

mod clauses;
mod closers;
mod full_stop;
mod inline_list;
pub(crate) mod language;
mod list_item;
mod marks;
mod newline;
mod paragraphs;
mod quotations;
mod quote_marks;
mod scanner;
mod sentences;
mod stop;
mod words;

#[cfg(test)]
pub(crate) mod testing;

pub use clauses::clauses;
pub use language::Language;
pub(crate) use marks::snap;
pub use paragraphs::is_heading;
pub use quotations::{Quotation, quotations};
pub use sentences::sentences;
pub use words::words;
