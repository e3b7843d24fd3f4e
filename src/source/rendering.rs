//! The rendering of a document: the record of how its text was made of its source.

use std::{path::Path, sync::Arc};

use super::{
    Document, DocumentReader, Error, FindInSource, Metadata, PLAIN, ReadExtent, Rendered, SourceMap,
    SourcePlace, gzip,
};
use crate::{
    platform,
    text::{Span, Text, segment::Language},
};

/// The results of a reader beside the text.
#[derive(Debug)]
pub struct Rendering {
    /// The reader with its version, as a sidecar records it: "markdown/2".
    pub reader: String,
    /// The metadata of the document.
    pub metadata: Metadata,
    /// The map from the text to the source.
    pub source_map: SourceMap,
    /// What a person should know before relying on the text.
    pub notice: Option<String>,
    /// The function that finds parts of the text in the source.
    find_in_source: Option<FindInSource>,
    /// The bytes of the source.
    pub(super) bytes: Vec<u8>,
}

impl Rendering {
    /// The places in the source of these parts of the document's whole text, as many as there are parts; `None` for one that can't be
    /// told. It takes as long as reading the document does.
    pub fn places_in_source(&self, text: &str, parts: &[Span]) -> Vec<Option<SourcePlace>> {
        match self.find_in_source.filter(|_| !parts.is_empty()) {
            Some(find) => find(&self.bytes, text, parts),
            None => vec![None; parts.len()],
        }
    }
}

impl Document {
    /// The document that a reader made of a source, which is given with its hash.
    pub(super) fn rendered(
        name: &str,
        made: Rendered,
        reader: &DocumentReader,
        (bytes, sha256): (Vec<u8>, String),
    ) -> Self {
        let Rendered { text, markup, metadata, source_map, encoding, invalid, notice } = made;
        let label = reader.label();
        let key = format!("{sha256} {label}");
        let text = Text::structured(text, markup);
        if let Some(language) = metadata.language.as_deref().and_then(Language::by_code) {
            text.tell_language(language);
        }
        let find_in_source = reader.find_in_source;
        let rendering = Rendering { reader: label, metadata, source_map, notice, find_in_source, bytes };
        let document = Self::plain(name, text, key, Some(sha256));
        Self { encoding, invalid, rendering: Some(Arc::new(rendering)), ..document }
    }

    /// The label of the reader that made the text: "markdown/2". `None` for plain text.
    pub fn reader(&self) -> Option<&str> {
        self.rendering.as_deref().map(|rendering| rendering.reader.as_str())
    }

    /// The metadata of the document; `None` for plain text.
    pub fn metadata(&self) -> Option<&Metadata> {
        self.rendering.as_deref().map(|rendering| &rendering.metadata)
    }

    /// The line and the column of the source, both from 1, the column in code points, that the byte at `at` of the text was made of.
    /// `None` for plain text, and for a format whose source has no lines that anybody reads.
    pub fn source_position(&self, at: usize) -> Option<(usize, usize)> {
        self.rendering.as_deref()?.source_map.line_and_column(self.text.as_str()?, at)
    }

    /// The decoded source. Offsets that were recorded before the format had a reader count in it.
    pub fn source_text(&self) -> Option<String> {
        self.text_read_by(&PLAIN)
    }

    /// The text of another version of the document, whose source is `bytes`. `label` is the reader's label in the sidecar, `None`
    /// for plain text. `None` if the program has no such reader in that version, or if it can't read the bytes.
    pub fn text_of_version(&self, bytes: &[u8], label: Option<&str>) -> Option<String> {
        let reader = self.readers.recorded(label)?;
        let unpacked = if gzip::is_packed(bytes) { gzip::unpack(bytes).ok()? } else { bytes.to_vec() };
        self.readers.run(&reader, ReadExtent::Whole, &unpacked).ok().map(|rendered| rendered.text)
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
        self.readers.run(reader, ReadExtent::Whole, bytes).ok().map(|rendered| rendered.text)
    }

    /// The bytes of a picture that is part of the document, by its address there; `None` if there is none.
    pub fn resource(&self, address: &str) -> Option<Vec<u8>> {
        let rendering = self.rendering.as_deref()?;
        self.readers.recorded(Some(&rendering.reader))?.resource?(&rendering.bytes, address)
    }

    /// Fails if no document can be read at `path`, which a link in this one names: only a regular file is looked at, and no more of
    /// it than its first bytes.
    pub fn check_linked(&self, path: &Path) -> Result<(), Error> {
        platform::open_file(path).map_err(|error| Error::io(path, error))?;
        self.readers.check(path)
    }

    /// Opens the file at `path` with the readers that this document was opened with: it has changed there, or was moved.
    pub fn reopen(&self, path: &Path) -> Result<Self, Error> {
        self.readers.open(path)
    }
}
