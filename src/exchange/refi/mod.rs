//! REFI-QDA 1.0, in which programs for qualitative data analysis exchange projects (`.qdpx`, an archive of `project.qde`
//! and the texts) and codebooks (`.qdc`): ATLAS.ti, MAXQDA, NVivo, QualCoder and others.
//!
//! A kind is a code; its attributes are codes in it, and their values codes in those, so that `quote / speaker / Mara`
//! can be counted and filtered in any program. The description of an attribute's code ends in its shape: `(text)`,
//! `(choice)`, `(number)`, `(number from 1 to 3)`, `(flag)` or `(list)`. An empty value, such as an empty list, is
//! coded with the attribute's own code. Codes of other programs are kinds, by their path: `Weather/Cold` ([`meaning`]), and
//! keep their GUIDs; a code that only holds others is a group of kinds. Keys, letters, defaults and kinds of links have no place in a codebook.
//!
//! A span is a selection, coded with its kind and values; the further parts of a split gloss are linked to the first by
//! `gloss: part of`. Links are links, notes are notes, coders are users. Positions are code points of the text in the
//! archive, which keeps its line ends. GUIDs are derived from what they identify, so that the same project gives the
//! same file; those of selections contain the gloss's id.

use super::{
    Carries, Export, Feature, Format, Loss, OffsetUnit, Write,
    xml::{self, Element},
};

mod about;
mod codes;
mod guid;
mod meaning;
mod notes;
mod read;
mod variables;
mod write;

/// The format of a project.
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

/// The format of a codebook: kinds with their attributes and choices, without documents.
pub const CODEBOOK: Format = Format {
    name: "refi-codebook",
    extension: "qdc",
    doc: "a REFI-QDA codebook: kinds, their attributes and choices",
    is_codebook: true,
    write: Some(Write::All(codebook)),
    read: Some(read::codebook),
    ..Format::BLANK
};

/// The name of the program that wrote a file.
const ORIGIN: &str = concat!("gloss ", env!("CARGO_PKG_VERSION"));

fn codebook(
    exports: &mut dyn Iterator<Item = Export>,
    out: &mut dyn std::io::Write,
    loss: &mut Loss,
) -> std::io::Result<()> {
    let mut schema = super::codebook::schema_of_all(exports);
    // Only a project has notes.
    let memos = schema.kinds.iter_mut().map(|kind| &mut kind.memo);
    let memos = memos.chain(schema.groups.iter_mut().map(|group| &mut group.memo));
    loss.add("memos", memos.filter_map(Option::take).count());
    let codes = codes::Codes::of(&schema).elements(&schema);
    Element::new("CodeBook")
        .with("xmlns", "urn:QDA-XML:codebook:1.0")
        .with("origin", ORIGIN)
        .around([Element::new("Codes").around(codes)])
        .write(out, loss)
}

#[cfg(test)]
mod tests;
