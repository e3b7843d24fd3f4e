//! A SQLite database, for SQL in any program: one file with the documents, their texts and all that is said of them.
//!
//! | table | a row for each |
//! |---|---|
//! | `documents` | document: `name`, `title`, `text`, its `length` in code points, its `record` as JSON, if it was imported with one; `author`, `published`, `site`, `url` as it states them |
//! | `annotations` | gloss: its `document`, `gloss` (the id), `kind`, `exact`, `paragraph`, `state`, `coder`, `note`, … |
//! | `spans` | span of a gloss: `annotation`, `part` from 1, `start` and `stop` in code points, `exact` |
//! | `attributes` | value: `annotation`, `name`, `item` from 1 (of a list), `shape`, `value` as text, and `number` or `flag` |
//! | `links` | link: `annotation`, `role`, `target` (an id) and, where the document has it, `linked` (an annotation) |
//!
//! The views answer the common questions: `counts` (document, kind, how many), `attribute_counts` (kind, name, value, how
//! many), `linked` (both ends of each link, with their words). Who is quoted how often:
//!
//! ```sql
//! SELECT value, n FROM attribute_counts WHERE kind = 'quote' AND name = 'speaker' ORDER BY n DESC;
//! ```

#[cfg(feature = "sqlite")]
mod database;
#[cfg(not(feature = "sqlite"))]
#[path = "no_database.rs"]
mod database;
#[cfg(feature = "sqlite")]
mod database_reader;
#[cfg(not(feature = "sqlite"))]
#[path = "no_database_reader.rs"]
mod database_reader;

use super::{Carries, Format, OffsetUnit, Write};

/// The format.
pub const FORMAT: Format = Format {
    name: "sqlite",
    extension: "sqlite",
    doc: "a database with texts and glosses, for SQL",
    carries: Carries::ALL,
    unit: Some(OffsetUnit::CodePoints),
    write: Some(Write::All(|exports, out, _| database::write(exports, out))),
    read: Some(database_reader::read),
    missing_feature: if cfg!(feature = "sqlite") { None } else { Some("sqlite") },
    ..Format::BLANK
};
