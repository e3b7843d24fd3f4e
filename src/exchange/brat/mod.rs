//! brat's standoff format: a `.ann` beside the `.txt` that its offsets count code points of, and an `annotation.conf` for
//! the folder.
//!
//! A kind is a type of entities, a choice or a flag is an attribute, a link a relation, a note an `AnnotatorNotes`.
//! Whatever else is said of a gloss stands in a note of the type `Gloss`, as JSON with the sidecar's keys. An event is
//! read as the gloss of its trigger, with a link to each of its arguments; a normalization as an attribute; those that
//! are equivalent are linked to the first of them. The format: <https://brat.nlplab.org/standoff.html>.

mod config;
mod fragments;
mod names;
mod read;
mod write;

use super::{Carries, Companion, Feature, Format, OffsetUnit, Write};

/// The format.
pub const FORMAT: Format = Format {
    name: "brat",
    extension: "ann",
    doc: "brat's standoff, with the text and `annotation.conf` beside it",
    carries: Carries::AllBut(&[Feature::ORPHANS]),
    unit: Some(OffsetUnit::CodePoints),
    stem: |name| name.strip_suffix(".txt").unwrap_or(name),
    companion: Some(Companion {
        text: Some(|name| format!("{}.txt", name.strip_suffix(".ann").unwrap_or(name))),
        writes_text: true,
        codebook: Some(("annotation.conf", config::describe)),
    }),
    write: Some(Write::Each(write::write)),
    read: Some(read::read),
    ..Format::BLANK
};

/// The type of the notes that hold what brat has no place for.
const GLOSS: &str = "Gloss";

/// The type of the notes that people write.
const NOTE: &str = "AnnotatorNotes";

#[cfg(test)]
mod tests;
