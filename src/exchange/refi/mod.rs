//! REFI-QDA 1.0, in which programs for qualitative data analysis exchange projects (`.qdpx`, an archive of `project.qde`
//! and the texts) and codebooks (`.qdc`): ATLAS.ti, MAXQDA, NVivo, QualCoder and others.
//!
//! A kind is a code; its attributes are codes in it, and their values codes in those, so that `quote / speaker / Mara`
//! can be counted and filtered anywhere. The description of an attribute's code ends in its shape: `(text)`, `(choice)`,
//! `(number)`, `(number from 1 to 3)`, `(flag)` or `(list)`. An attribute that says nothing (an empty list) is coded with
//! the attribute's own code. Codes of other programs are kinds, by their path: `Weather/Cold` ([`meaning`]). Keys,
//! letters, defaults and kinds of links a codebook has no place for.
//!
//! A span is a selection, coded with its kind and values; the further parts of a split gloss are linked to the first by
//! `gloss: part of`. Links are links, notes are notes, coders are users. Positions are code points of the text in the
//! archive, which has its own line ends. GUIDs follow from what they name, so that the same project is the same file;
//! those of selections hold the gloss's id.

use super::{
    Carries, Export, Feature, Format, Loss, OffsetUnit, Write, archive,
    xml::{self, Element},
};
use crate::gloss::Schema;

mod codes;
mod guid;
mod hues;
mod meaning;
mod read;
mod write;

/// A project.
pub const PROJECT: Format = Format {
    name: "refi",
    extension: "qdpx",
    doc: "a REFI-QDA project, for ATLAS.ti, MAXQDA, NVivo, QualCoder",
    carries: Carries::Only(&[
        Feature::OVERLAP,
        Feature::SPLIT,
        Feature::ATTRIBUTES,
        Feature::LINKS,
        Feature::NOTES,
        Feature::CODERS,
        Feature::DATES,
    ]),
    unit: Some(OffsetUnit::CodePoints),
    write: Some(Write::All(write::project)),
    read: Some(read::project),
    ..Format::BLANK
};

/// A codebook: kinds with their attributes and choices, and nothing of the documents.
pub const CODEBOOK: Format = Format {
    name: "refi-codebook",
    extension: "qdc",
    doc: "a REFI-QDA codebook: kinds, their attributes and choices",
    is_codebook: true,
    write: Some(Write::All(codebook)),
    read: Some(read::codebook),
    ..Format::BLANK
};

/// The program that wrote a file.
const ORIGIN: &str = concat!("gloss ", env!("CARGO_PKG_VERSION"));

fn codebook(
    exports: &mut dyn Iterator<Item = Export>,
    out: &mut dyn std::io::Write,
    loss: &mut Loss,
) -> std::io::Result<()> {
    let mut schema = Schema::default();
    for export in exports {
        super::widen(&mut schema, &export);
    }
    let codes = codes::Codes::of(&schema).elements(&schema);
    Element::new("CodeBook")
        .with("xmlns", "urn:QDA-XML:codebook:1.0")
        .with("origin", ORIGIN)
        .around([Element::new("Codes").around(codes)])
        .write(out, loss)
}

#[cfg(test)]
mod tests;
