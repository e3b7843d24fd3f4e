//! Label Studio's JSON: a task for each document, an annotation for each coder, a region for each span.
//!
//! A note is the region's own, an attribute a value of a control for each region, a link a relation. Coders, dates and
//! ids are in the region's `meta`, which Label Studio keeps. The labelling configuration is written beside the tasks of
//! a folder, and read from there: its labels are kinds.
//!
//! A prediction is a gloss with its model as the generator, and a `review` until a person has looked at it. What is said of
//! a whole text stays in the record of the document. Of hypertext the text is read, in which the `globalOffsets` count.
//!
//! Offsets are code points. Label Studio's editor runs in JavaScript and counted UTF-16 until 2021; it has converted
//! them since (<https://github.com/HumanSignal/label-studio/pull/1559>). A region whose `text` is not at its code
//! points, but at the same numbers in UTF-16 units, is from before that; if it is at neither, it counts, and a person is asked
//! to look. `\r\n` counts as two.

mod codebook;
mod config;
mod hypertext;
mod read;
mod regions;
mod write;

use super::{Carries, Companion, Feature, Format, OffsetUnit, Write};
use crate::gloss::Reason;

/// The format.
pub const FORMAT: Format = Format {
    name: "labelstudio",
    extension: "json",
    doc: "Label Studio's tasks, with its labelling configuration beside them",
    carries: Carries::AllBut(&[Feature::ORPHANS]),
    unit: Some(OffsetUnit::CodePoints),
    companion: Some(Companion {
        codebook: Some((CONFIGURATIONS[0], config::describe)),
        codebooks: &CONFIGURATIONS,
        ..Companion::NONE
    }),
    write: Some(Write::All(write::write)),
    read: Some(read::read),
    ..Format::BLANK
};

/// The format of a labelling configuration: kinds with their attributes and choices, without documents.
pub const CODEBOOK: Format = Format {
    name: "labelstudio-config",
    extension: "xml",
    doc: "Label Studio's labelling configuration: kinds, their attributes and choices, links",
    is_codebook: true,
    write: Some(Write::All(config::write)),
    read: Some(codebook::read),
    ..Format::BLANK
};

/// The names of labelling configurations beside tasks: that of an export, and one that people give them.
const CONFIGURATIONS: [&str; 2] = ["labelstudio.xml", "label_config.xml"];

/// The control that labels regions with kinds, and the key in `meta` for the fields that Label Studio has no place for.
const GLOSS: &str = "gloss";

/// The object that is labelled.
const TEXT: &str = "text";

/// The key of a document's record for what Label Studio notes of a task.
const TASK: &str = "task";

/// The key of a document's record for what annotations say of the whole text: results, by annotator.
const RESULTS: &str = "results";

/// The beginning of the reason to look at a prediction.
const PREDICTED: &str = "predicted";

/// Whether it is the reason to look at a prediction.
fn is_predicted(reason: &Reason) -> bool {
    reason.because.as_ref().is_some_and(|because| because.starts_with(PREDICTED))
}
