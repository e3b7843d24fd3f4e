//! Segments of a text: words, clauses, sentences, quotations, headings. They are computed and never stored.
//!
//! Every function is pure, takes a `&str` and returns [`Span`](crate::text::Span)s in bytes of it. All run in linear
//! time on any input; no span splits a grapheme cluster. A function that depends on the language takes a [`Language`].

mod clauses;
mod closing_marks;
mod full_stop;
mod inline_list;
mod joined_lines;
pub(crate) mod language;
mod list_item;
mod marks;
mod newline;
mod paragraphs;
mod quotations;
mod quote_marks;
mod scanner;
mod sentences;
mod stop_context;
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
