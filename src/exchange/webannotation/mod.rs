//! W3C Web Annotation, as JSON-LD: what annotation services and readers on the web exchange.
//!
//! A file is one `AnnotationCollection` whose first and only page is embedded in it, whatever number of documents it is
//! about. The kind of a gloss is a body that tags; its note is one that comments; an attribute is one that describes, or
//! classifies where its value is a choice, with its name as the label; a link is one that links to another annotation. A
//! value that is no text is JSON, and says so by its `format`.
//!
//! Several selectors of one target are alternatives in this model: each span has both, a quote and a position. The spans
//! of a split gloss are therefore several targets. The model then reads each body as said of each target, which is true of
//! the parts of a quotation; the sets of its appendix (`Composite`, `List`) would say a little more, but they are not
//! normative, and programs don't read them. We do. An orphan has the
//! position that it was recorded at, in a text that is no more; the quote comes first.
//!
//! Positions are code points, as the model says. A program that counts UTF-16 code units instead, as Recogito does, is led
//! astray behind the first emoji of a text, unless it looks at the quote.
//!
//! Neither documents nor glosses have addresses, so both get URNs with their names ([`iri`](super::iri)).

mod read;
mod write;

use super::{Carries, Feature, Format, OffsetUnit, Write};

/// The format.
pub const FORMAT: Format = Format {
    name: "webannotation",
    extension: "jsonld",
    doc: "W3C Web Annotation: a collection in JSON-LD",
    carries: Carries::Only(&[
        Feature::OVERLAP,
        Feature::SPLIT,
        Feature::ORPHANS,
        Feature::ATTRIBUTES,
        Feature::LINKS,
        Feature::NOTES,
        Feature::CODERS,
        Feature::DATES,
        Feature::GENERATORS,
    ]),
    unit: Some(OffsetUnit::CodePoints),
    write: Some(Write::All(write::write)),
    read: Some(read::read),
    ..Format::BLANK
};
