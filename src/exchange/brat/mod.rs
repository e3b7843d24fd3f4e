//! brat's standoff format: a `.ann` file with offsets in code points, the `.txt` file beside it, and an
//! `annotation.conf` for the folder.
//!
//! A kind is an entity type, a choice, a number or a flag an attribute, a link a relation, a note an `AnnotatorNotes`. The
//! other fields of a gloss are in a note of the type `Gloss`, as JSON with the sidecar's keys. An event is the gloss of its
//! trigger, whose attribute `event` lists which of its links are arguments; links named `Equiv` are equivalences, and an
//! attribute `Reference` is a normalization. The format: <https://brat.nlplab.org/standoff.html>.
//!
//! `annotation.conf` describes the kinds of a folder. A type below another is a part of that: `Place/City` for brat's
//! `City`.

mod codebook;
mod config;
mod fragments;
mod names;
mod read;
mod standoff;
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
        codebook: Some((CONFIGURATION, config::describe)),
        codebooks: &[CONFIGURATION, LOOK],
    }),
    write: Some(Write::Each(write::write)),
    read: Some(read::read),
    ..Format::BLANK
};

/// The format of the kinds of a folder.
pub const CODEBOOK: Format = Format {
    name: "brat-config",
    extension: "conf",
    doc: "brat's `annotation.conf`: kinds, their attributes and choices, links",
    is_codebook: true,
    companion: Some(Companion { codebooks: &[LOOK], ..Companion::NONE }),
    write: Some(Write::All(config::write)),
    read: Some(codebook::read),
    ..Format::BLANK
};

/// The file that says what can be tagged in a folder.
const CONFIGURATION: &str = "annotation.conf";

/// The file that says how that is shown.
const LOOK: &str = "visual.conf";

/// The attribute of an event, which lists the links that are its arguments.
const EVENT: &str = "event";

/// The attribute that is a normalization: an entry of a database, and its title.
const REFERENCE: &str = "Reference";

/// The link that is an equivalence.
const EQUIVALENCE: &str = "Equiv";

/// The type of the notes that hold the fields that brat has no place for.
const GLOSS: &str = "Gloss";

/// The type of the notes that people write.
const NOTE: &str = "AnnotatorNotes";

#[cfg(test)]
mod tests;
