//! W3C Web Annotation, as JSON-LD: what annotation services and readers on the web exchange.
//!
//! A file is one `AnnotationCollection` with its only page embedded, for any number of documents. The kind of a gloss
//! is a tagging body; its note is a commenting one; an attribute is a describing body, or a classifying one if its
//! value is a choice, with its name as the label; a link is a linking body. A value that is not text is JSON, and has
//! that as its `format`.
//!
//! Several selectors of one target are alternatives in this model: each span has both, a quote and a position. So the
//! spans of a split gloss are several targets. The model then applies each body to each target, which is right for the
//! parts of a quotation. The sets in its appendix (`Composite`, `List`) would be a little more exact, but they are not
//! normative and programs don't read them; this one does. An orphan has the position at which it was recorded, in an
//! earlier text; the quote comes first.
//!
//! Positions are code points, according to the model. Programs that count UTF-16 code units instead, as Recogito does,
//! find wrong places after the first emoji of a text, unless they use the quote.
//!
//! A page, chapter, time or message at which the gloss stands is a describing body with a label such as `locator.page`. Pages of a PDF
//! and times of a recording are fragment selectors, too, and so are places in a book ([`fragments`]); a place in a web page is a CSS
//! selector that is refined by a position in the text of its element. They come after the quote and the position, which are read.
//!
//! Neither documents nor glosses have addresses, so both get URNs with their names ([`iri`](super::iri)).

mod fragments;
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
        Feature::LOCATORS,
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
