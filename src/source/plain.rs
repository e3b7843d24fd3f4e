//! Plain text: it is its own text, and its structure is worked out where it is asked for.

use super::{DocumentReader, Rendered, decode};

/// The reader of plain text. What no other reader recognises is read by it, and sidecars don't name it.
pub const PLAIN: DocumentReader = DocumentReader {
    name: "plain",
    version: 1,
    extensions: &["txt", "text"],
    signature: None,
    max_bytes: u64::MAX,
    read: |bytes| {
        let decode::Decoded { text, encoding, invalid } = decode::decode(bytes.to_vec());
        Ok(Rendered { text, encoding, invalid, ..Rendered::default() })
    },
};
