//! The metadata that office documents state about themselves.

use super::{
    words::one_line,
    xml::{XmlEvent, XmlEvents, XmlSpace},
};
use crate::source::{Metadata, ReadError};

/// Titles that programs give to documents that have none, in lower case.
const NO_TITLES: &[&str] = &["document", "document1", "untitled", "dokument1", "word document"];

/// Reads the metadata from the elements of a document, whatever elements are around them. The day on which the document was made
/// stands for that of its publication.
pub fn read(part: &str, xml: &str) -> Result<Metadata, ReadError> {
    let mut metadata = Metadata::default();
    let mut events = XmlEvents::new(part, xml);
    let mut first_author = None;
    while let Some(event) = events.next()? {
        let XmlEvent::Start(tag) = event else { continue };
        let name = match tag.name() {
            (XmlSpace::Meta, name) => name.to_owned(),
            // In a document of one file, the text follows.
            (XmlSpace::Office, "styles" | "automatic-styles" | "body") => break,
            _ => continue,
        };
        if !matches!(
            &*name,
            "title" | "creator" | "initial-creator" | "created" | "creation-date" | "language"
        ) {
            continue;
        }
        let value = one_line(&events.text()?);
        if value.is_empty() {
            continue;
        }
        match &*name {
            "title" if NO_TITLES.contains(&&*value.to_lowercase()) => {}
            "title" => metadata.title = Some(value),
            "creator" => metadata.author = authors(&value),
            "initial-creator" => first_author = Some(value),
            "language" => metadata.language = Some(value),
            _ => metadata.published = Some(day(&value).to_owned()),
        }
    }
    // OpenDocument tells who began the document and who saved it last.
    if let Some(author) = first_author {
        metadata.author = authors(&author);
    }
    Ok(metadata)
}

/// The authors in a list of them.
fn authors(value: &str) -> Vec<String> {
    value.split(';').map(str::trim).filter(|author| !author.is_empty()).map(str::to_owned).collect()
}

/// The day of a time: "2026-01-02" of "2026-01-02T10:00:00Z".
fn day(time: &str) -> &str {
    time.split_once('T').map_or(time, |(day, _)| day)
}
