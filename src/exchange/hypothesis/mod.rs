//! Hypothesis, as its API answers a search: `{"total": …, "rows": [ … ]}`.
//!
//! A row has one target, an author, a text, and tags, which hold everything else. The first tag is the kind; an
//! attribute is a tag `name: value`, one for each item of a list; a link is a tag `role → id`. The spans of a split
//! gloss are separate rows with the same tags, since Hypothesis drops every target but the first; the further ones are
//! tagged `part of → id`. The note is the text. A reply is read as a part of the note that it replies to, after its
//! author's name. The page's address, and what is said of the page as a whole, stay in the record of the document.
//!
//! Users are `acct:NAME@AUTHORITY`; this program uses an authority that cannot exist, so that no gloss is attributed to
//! a user of hypothes.is. Positions are UTF-16 code units of the document's text, which is looked for beside the file.
//! Without that text a position is taken as code points, which is right if there are no emoji, and the quote decides.

mod read;
mod write;

use super::{Carries, Companion, Feature, Format, OffsetUnit, Write};
use crate::text::{CodePoints, Utf16};

/// The format.
pub const FORMAT: Format = Format {
    name: "hypothesis",
    extension: "hypothesis.json",
    doc: "Hypothesis: the rows of its API",
    carries: Carries::Only(&[
        Feature::OVERLAP,
        Feature::SPLIT,
        Feature::ORPHANS,
        Feature::ATTRIBUTES,
        Feature::LINKS,
        Feature::NOTES,
        Feature::CODERS,
        Feature::DATES,
    ]),
    unit: Some(OffsetUnit::Utf16),
    companion: Some(Companion { text: Some(document_name), ..Companion::NONE }),
    write: Some(Write::All(write::write)),
    read: Some(read::read),
    ..Format::BLANK
};

/// The separator between the role and the target of a link.
const TO: &str = " → ";

/// The role that links a part of a gloss to the first one.
const PART_OF: &str = "part of";

/// The attribute with the tags that are neither the kind nor an attribute nor a link.
const TAGS: &str = "tags";

/// The attribute with the group that a row is for, and the group of everybody.
const GROUP: &str = "group";
const EVERYBODY: &str = "__world__";

/// The keys of a document's record for the address of its page, and for the rows that are about the page as a whole.
const URI: &str = "uri";
const PAGE_NOTES: &str = "page_notes";

fn document_name(name: &str) -> String {
    name.strip_suffix(".hypothesis.json").unwrap_or(name).to_owned()
}

/// Converts between UTF-16 code units and code points of one text.
struct OffsetConverter<'a> {
    units: Utf16<'a>,
    points: CodePoints<'a>,
}

impl<'a> OffsetConverter<'a> {
    fn new(text: &'a str) -> Self {
        Self { units: Utf16::new(text), points: CodePoints::new(text) }
    }

    /// Converts code points to code units; leaves them as they are if they are not in the text.
    fn units(&self, start: usize, end: usize) -> (usize, usize) {
        let span = self.points.span(start, end);
        span.map_or((start, end), |span| (self.units.of(span.start), self.units.of(span.end)))
    }

    /// Converts code units to code points; `None` if they are not in the text.
    fn points(&self, start: usize, end: usize) -> Option<(usize, usize)> {
        let span = self.units.span(start, end)?;
        Some((self.points.of(span.start), self.points.of(span.end)))
    }
}
