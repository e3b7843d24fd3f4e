//! `CoNLL`: a token a line with its tags, as CoNLL-2003 has them, and a blank line after each sentence.
//!
//! Each kind has a column, or several if its glosses overlap: `B-claim` begins a gloss, `I-claim` continues it. Tags
//! apply to whole tokens, so spans are extended to those. Of several documents each begins with `-DOCSTART- (NAME)`.
//!
//! When a file is read, the text is made of its tokens with spaces between them; the tags may be IO, IOB, BIO, BIOES or BILOU, in
//! any columns after the token's, or among the features of a CoNLL-U file (`NER=B-claim`). A gloss may continue over the
//! end of a sentence, except in IOB, which can't express that. A line that has too few columns, or no tag where the others have
//! one, is a token without a tag, and counted.

mod columns;
mod read;
mod write;

use super::{Carries, Feature, Format, OffsetUnit, Write};

/// The format.
pub const FORMAT: Format = Format {
    name: "conll",
    extension: "conll",
    doc: "a token a line with BIO tags, a column for each kind",
    carries: Carries::Only(&[Feature::OVERLAP]),
    unit: Some(OffsetUnit::Tokens),
    any_encoding: true,
    write: Some(Write::All(write::write)),
    read: Some(read::read),
    ..Format::BLANK
};

/// The beginning of a document.
const DOCUMENT: &str = "-DOCSTART-";
