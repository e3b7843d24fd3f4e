//! Plain text: it is its own text. Its paragraphs are worked out where they are asked for, but the pages and chapters by which it is
//! cited are looked for when it is opened.

mod pages;
mod parts;

use super::{DocumentReader, ReadError, Rendered, decode};
use crate::text::{Text, structure::Markup};

/// The reader of plain text. What no other reader recognises is read by it, and sidecars don't name it.
pub const PLAIN: DocumentReader = DocumentReader::new("plain", 1, read)
    .with_doc("plain text, in any encoding")
    .with_extensions(&["txt", "text"])
    .with_max_bytes(u64::MAX);

#[allow(clippy::unnecessary_wraps, reason = "the shape that every reader has; any bytes are plain text")]
fn read(bytes: &[u8]) -> Result<Rendered, ReadError> {
    let decode::Decoded { text, encoding, invalid } = decode::decode(bytes.to_vec());
    Ok(Rendered { text, encoding, invalid, ..Rendered::default() })
}

/// A plain text in memory with the places by which it is cited.
pub fn with_places(text: String) -> Text {
    let (mut locators, pages) = pages::pages(&text);
    locators.extend(parts::chapters(&text));
    Text::plain_with_places(text, Markup { locators, pages, ..Markup::default() })
}
