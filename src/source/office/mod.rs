//! What the readers of office documents share: packages of XML parts, names of styles, numbers of lists, and a flow of paragraphs,
//! tables, text boxes and notes that becomes a text with structure.
//!
//! XML is read from its start to its end and no tree is made. Nothing is recursive, and nothing is nested deeper than a bound, so
//! that the time grows with the size of the document whatever it holds.

pub mod drawing;
pub mod flow;
mod flow_text;
pub mod formula;
pub mod number_format;
pub mod package;
pub mod pages;
pub mod properties;
pub mod run_look;
pub mod style_role;
pub mod style_set;
pub mod symbols;
mod table;
#[cfg(test)]
pub mod testing;
pub mod transcript;
pub mod words;
pub mod xml;
