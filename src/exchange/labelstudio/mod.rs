//! Label Studio's JSON: a task for each document, an annotation for each coder, a region for each span.
//!
//! A note is the region's own, an attribute a value of a control for each region, a link a relation. Coders, dates and
//! ids are in the region's `meta`, which Label Studio keeps. The labelling configuration is written beside the tasks of
//! a folder.
//!
//! Offsets are code points. Label Studio's editor runs in JavaScript and counted UTF-16 until 2021; it has converted
//! them since (<https://github.com/HumanSignal/label-studio/pull/1559>). A region whose `text` is not at its code
//! points, but at the same numbers in UTF-16 units, is from before that. `\r\n` counts as two.

mod config;
mod read;
mod write;

use super::{Carries, Companion, Feature, Format, OffsetUnit, Write};

/// The format.
pub const FORMAT: Format = Format {
    name: "labelstudio",
    extension: "json",
    doc: "Label Studio's tasks, with its labelling configuration beside them",
    carries: Carries::AllBut(&[Feature::ORPHANS]),
    unit: Some(OffsetUnit::CodePoints),
    companion: Some(Companion {
        text: None,
        writes_text: false,
        codebook: Some(("labelstudio.xml", config::describe)),
    }),
    write: Some(Write::All(write::write)),
    read: Some(read::read),
    ..Format::BLANK
};

/// The control that labels regions with kinds, and the key in `meta` for the fields that Label Studio has no place for.
const GLOSS: &str = "gloss";

/// The object that is labelled.
const TEXT: &str = "text";

/// The key of a document's record for what Label Studio notes of a task.
const TASK: &str = "task";
