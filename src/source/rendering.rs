//! The rendering of a document: the record of how its text was made of its source.

use std::path::Path;

use super::{Document, DocumentReader, Error, Metadata, PLAIN, SourceMap};

/// The results of a reader beside the text.
#[derive(Debug)]
pub struct Rendering {
    /// The reader with its version, as a sidecar records it: "markdown/2".
    pub reader: String,
    /// The metadata of the document.
    pub metadata: Metadata,
    /// The map from the text to the source.
    pub source_map: SourceMap,
    /// The bytes of the source.
    pub(super) bytes: Vec<u8>,
}

impl Document {
    /// The label of the reader that made the text: "markdown/2". `None` for plain text.
    pub fn reader(&self) -> Option<&str> {
        self.rendering.as_deref().map(|rendering| rendering.reader.as_str())
    }

    /// The metadata of the document; `None` for plain text.
    pub fn metadata(&self) -> Option<&Metadata> {
        self.rendering.as_deref().map(|rendering| &rendering.metadata)
    }

    /// The decoded source. Offsets that were recorded before the format had a reader count in it.
    pub fn source_text(&self) -> Option<String> {
        self.text_read_by(&PLAIN)
    }

    /// The text of another version of the document, whose source is `bytes`. `label` is the reader's label in the sidecar, `None`
    /// for plain text. `None` if the program has no such reader in that version, or if it can't read the bytes.
    pub fn text_of_version(&self, bytes: &[u8], label: Option<&str>) -> Option<String> {
        let reader = self.readers.recorded(label)?;
        self.readers.run(&reader, bytes).ok().map(|rendered| rendered.text)
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
        self.readers.run(reader, bytes).ok().map(|rendered| rendered.text)
    }

    /// Opens the file at `path` with the readers that this document was opened with: it has changed there, or was moved.
    pub fn reopen(&self, path: &Path) -> Result<Self, Error> {
        self.readers.open(path)
    }
}
