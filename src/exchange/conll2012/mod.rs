//! `CoNLL-2012`, the form of `OntoNotes` in which programs for coreference exchange documents: a token a line with a column of named
//! entities and one of chains, both in brackets that nest.
//!
//! An entity is a gloss of its label. A member of a chain is a gloss linked to the member before it: the entity with the same words,
//! if there is one, else a gloss of the kind [`MENTION`]. The text is made of the tokens. What else a file says of its tokens has no
//! place here; speakers and the arguments of predicates are counted.

mod brackets;
mod read;
mod write;

pub use read::{is_it, read};

use super::{Carries, Feature, Format, OffsetUnit, Write};

/// The format.
pub const FORMAT: Format = Format {
    name: "conll-2012",
    extension: "conll",
    doc: "a token a line with named entities and chains of coreference in brackets",
    carries: Carries::Only(&[Feature::OVERLAP, Feature::LINKS]),
    unit: Some(OffsetUnit::Tokens),
    any_encoding: true,
    write: Some(Write::All(write::write)),
    read: Some(read),
    ..Format::BLANK
};

/// The kind of a member of a chain that is no entity.
const MENTION: &str = "mention";

/// The link to the member before in a chain.
const COREFERENT: &str = "coreferent";

/// The beginning of a document; its name follows in parentheses.
const BEGIN: &str = "#begin document";

/// The end of a document.
const END: &str = "#end document";
