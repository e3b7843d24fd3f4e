//! Plain text: it is its own text, and its structure is worked out where it is asked for.

use super::{DocumentReader, ReadError, Rendered, decode};

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
