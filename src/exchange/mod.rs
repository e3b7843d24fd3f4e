//! Glosses in other formats: a file for each, reading and writing side by side, and one table of them all.
//!
//! A format gets [`Export`]s, documents with their glosses in place, and gives [`Imported`]s, which
//! [`anchor`](crate::anchor) finds in the documents they belong to. The table says what a format can't carry
//! ([`Format::carries`]); how much is lost by that is counted ([`Loss`]).

mod brat;
mod cas;
mod claimreview;
mod codebook;
mod conll;
mod conll2012;
mod csv;
mod damaged_json;
mod doccano;
mod embedded;
mod export;
mod footnotes;
mod format;
mod html;
mod hues;
mod hypothesis;
mod import;
mod import_builder;
mod iri;
mod json;
mod json_fault;
mod json_objects;
mod labelstudio;
mod latex;
mod locator_columns;
mod loss;
mod markdown;
mod metadata;
mod notes;
mod one_line;
mod pandoc;
mod parquet;
mod prodigy;
mod pubannotation;
mod record;
mod refi;
mod slate;
mod spacy;
mod spacy_tokenizer;
mod sqlite;
mod stated_words;
mod table;
mod text;
mod tokens;
mod toml;
mod webannotation;
mod white_space;
mod xml;

pub use crate::gloss::Feature;
pub use codebook::{add_gloss, add_schema, add_used};
pub use export::Export;
pub use format::{Carries, Companion, Format, OffsetUnit, Write};
pub use import::{ForeignFile, Imported, Unreadable, id as id_of};
pub use json::{gloss as json_of_gloss, metadata as json_of_metadata};
pub use loss::Loss;
pub use record::DocumentRecord;
pub use table::{FORMATS, carried_features, format, write_markdown};

#[cfg(test)]
mod claimreview_tests;
#[cfg(test)]
mod fuzz_tests;
#[cfg(test)]
mod html_tests;
#[cfg(test)]
mod hypothesis_tests;
#[cfg(test)]
mod roundtrip_tests;
#[cfg(test)]
mod tests;
#[cfg(test)]
mod tools_tests;
#[cfg(test)]
mod webannotation_tests;
