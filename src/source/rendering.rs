//! How the text of a document was made of its source.

use std::path::Path;

use super::{Document, DocumentReader, Error, Metadata, PLAIN, SourceMap};

/// What a reader made of a source, beside the text.
#[derive(Debug)]
pub struct Rendering {
    /// The reader with its version, as a sidecar records it: "markdown/1".
    pub reader: String,
    /// What the document says of itself.
    pub metadata: Metadata,
    /// Where in the source each part of the text stands.
    pub source_map: SourceMap,
    /// The bytes of the source.
    pub(super) bytes: Vec<u8>,
}

impl Document {
    /// The reader that made its text, with the version: "markdown/1". None for plain text.
    pub fn reader(&self) -> Option<&str> {
        self.rendering.as_deref().map(|rendering| rendering.reader.as_str())
    }

    /// What the document says of itself; none where its format can't say, or it is plain text.
    pub fn metadata(&self) -> Option<&Metadata> {
        self.rendering.as_deref().map(|rendering| &rendering.metadata)
    }

    /// The text of its source, decoded: what offsets count in that were recorded before the format had a reader.
    pub fn source_text(&self) -> Option<String> {
        self.text_read_by(&PLAIN)
    }

    /// The text that a reader makes of these bytes, which are the source of another version of the document. `label` names the
    /// reader as a sidecar does (none: plain text). None if the program has no such reader in that version, or it can't read them.
    pub fn text_of_version(&self, bytes: &[u8], label: Option<&str>) -> Option<String> {
        let reader = self.readers.recorded(label)?;
        (reader.read)(bytes).ok().map(|rendered| rendered.text)
    }

    /// The text that the reader with this label makes of the document as it is.
    pub fn text_as_recorded(&self, label: Option<&str>) -> Option<String> {
        self.text_read_by(&self.readers.recorded(label)?)
    }

    fn text_read_by(&self, reader: &DocumentReader) -> Option<String> {
        let bytes = match &self.rendering {
            Some(rendering) => &rendering.bytes,
            None => self.text.as_str()?.as_bytes(),
        };
        (reader.read)(bytes).ok().map(|rendered| rendered.text)
    }

    /// Opens the file at `path` with the readers that this document was opened with: it has changed there, or was moved.
    pub fn reopen(&self, path: &Path) -> Result<Self, Error> {
        self.readers.open(path)
    }
}
