//! Readers: functions that make text with structure of the bytes of a document.

use serde::{Deserialize, Serialize};

use std::{error, fmt, path::Path};

use super::{FindInSource, Metadata, SourceMap};
use crate::text::structure::Markup;

/// The largest source in a markup language that is shown in its format, in bytes, unless a person insists.
///
/// The slowest reader takes about 100 ms for it, which nobody notices: Markdown with many marks takes 40 ms
/// for 1 MB, and the worst that was found (`[` alone) 130 ms, on a machine of two cores in a release build
/// (`cargo bench --bench core rendering`).
pub const MAX_MARKUP_BYTES: u64 = 2 * 1024 * 1024;

/// A function from all bytes of a file and the address of a picture in it to the bytes of the picture; `None` if it is not there.
pub type FindResource = fn(&[u8], &str) -> Option<Vec<u8>>;

/// How much of a document is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReadExtent {
    /// All of it.
    Whole,
    /// Its beginning: what a person reads before the rest is there.
    Beginning,
}

/// A function that makes the text of a document's beginning of all bytes of its file; `None` if it can't. It takes time for what it
/// makes, and not for what comes after it, as far as the format allows.
pub type ReadBeginning = fn(&[u8]) -> Option<Rendered>;

/// A reader of a format: one row of the table of readers.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct DocumentReader {
    /// The format's name, in lower case.
    pub name: &'static str,
    /// What is read, and what of it is shown, in a few words; empty for a reader that isn't listed.
    pub doc: &'static str,
    /// The version of the reader. It must be raised whenever the same bytes give another text, so that glosses recorded on the
    /// old text are looked for in the new one.
    pub version: u32,
    /// The extensions of file names in this format, in lower case and without a dot.
    pub extensions: &'static [&'static str],
    /// A test of the first bytes of a file (up to 8 KiB), for formats that can be recognised by them. It counts more than the name.
    pub signature: Option<fn(&[u8]) -> bool>,
    /// A test of the first lines (up to 50 of them, and 8 KiB) of a file whose name tells nothing, such as a `.txt`. It is true only if
    /// all of them are in this format.
    pub fits: Option<fn(&str) -> bool>,
    /// The largest file that is shown in this format, in bytes, unless a person insists. A larger text is shown as its source; a
    /// larger file of a format that is no text is refused.
    pub max_bytes: u64,
    /// The function that makes the text from all bytes of a file. It must not panic, whatever the bytes are.
    pub read: fn(&[u8]) -> Result<Rendered, ReadError>,
    /// The function that makes the text of the beginning alone, for formats of which the whole may take long. Its text is shown until the
    /// whole is read, and should stand at the whole's beginning. It must not panic either.
    pub beginning: Option<ReadBeginning>,
    /// The function that finds a picture in all bytes of a file by the address that the text has for it, for formats that hold
    /// pictures. It must not panic either, and bounds what it returns.
    pub resource: Option<FindResource>,
    /// The function that finds parts of the text in the source, for formats that have ways to name places in it. It must not panic either.
    pub find_in_source: Option<FindInSource>,
}

impl DocumentReader {
    /// A reader of the format of this name, in this version, which no file is told to be of yet.
    pub const fn new(
        name: &'static str,
        version: u32,
        read: fn(&[u8]) -> Result<Rendered, ReadError>,
    ) -> Self {
        Self {
            name,
            doc: "",
            version,
            extensions: &[],
            signature: None,
            fits: None,
            max_bytes: MAX_MARKUP_BYTES,
            read,
            beginning: None,
            resource: None,
            find_in_source: None,
        }
    }

    /// The same, with what is read in a few words.
    #[must_use]
    pub const fn with_doc(self, doc: &'static str) -> Self {
        Self { doc, ..self }
    }

    /// The same for files with these endings of their names, in lower case and without a dot.
    #[must_use]
    pub const fn with_extensions(self, extensions: &'static [&'static str]) -> Self {
        Self { extensions, ..self }
    }

    /// The same for files of which this is true of the first bytes.
    #[must_use]
    pub const fn with_signature(self, signature: fn(&[u8]) -> bool) -> Self {
        Self { signature: Some(signature), ..self }
    }

    /// The same for files without a telling name of which this is true of the first lines.
    #[must_use]
    pub const fn with_fits(self, fits: fn(&str) -> bool) -> Self {
        Self { fits: Some(fits), ..self }
    }

    /// The same for files of up to this many bytes.
    #[must_use]
    pub const fn with_max_bytes(self, max_bytes: u64) -> Self {
        Self { max_bytes, ..self }
    }

    /// The same for a format of which this function reads the beginning alone.
    #[must_use]
    pub const fn with_beginning(self, beginning: ReadBeginning) -> Self {
        Self { beginning: Some(beginning), ..self }
    }

    /// The same for a format that holds pictures, which this function finds by their addresses.
    #[must_use]
    pub const fn with_resources(self, resource: FindResource) -> Self {
        Self { resource: Some(resource), ..self }
    }

    /// The same for a format in whose source this function finds parts of the text.
    #[must_use]
    pub const fn with_places_in_source(self, find: FindInSource) -> Self {
        Self { find_in_source: Some(find), ..self }
    }

    /// Reads so much of a document.
    pub(super) fn read_extent(&self, extent: ReadExtent, bytes: &[u8]) -> Result<Rendered, ReadError> {
        match extent {
            ReadExtent::Whole => (self.read)(bytes),
            ReadExtent::Beginning => {
                let made = self.beginning.and_then(|beginning| beginning(bytes));
                made.ok_or_else(|| ReadError::new("its beginning can't be read by itself"))
            }
        }
    }

    /// Whether the name of a file tells that it is in this format.
    pub fn is_named(&self, name: &str) -> bool {
        let extension =
            Path::new(name).extension().map(|extension| extension.to_string_lossy().to_lowercase());
        extension.is_some_and(|extension| self.extensions.contains(&&*extension))
    }

    /// The reader's name and version, as a sidecar records it: "markdown/2".
    pub fn label(&self) -> String {
        format!("{}/{}", self.name, self.version)
    }
}

/// The result of a reader.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Rendered {
    /// The text, without markup: blocks with a blank line between them.
    pub text: String,
    /// The structure, as the reader gives it.
    pub markup: Markup,
    /// The metadata of the document.
    pub metadata: Metadata,
    /// The map from the text to the source; empty if the reader gives none.
    pub source_map: SourceMap,
    /// The name of the encoding, if the bytes are text in another one than UTF-8.
    #[serde(skip)]
    pub encoding: Option<&'static str>,
    /// The number of invalid sequences of bytes, which stand as U+FFFD.
    pub invalid: usize,
    /// What a person should know before relying on the text, as a part of a sentence: "12 tracked changes are shown as accepted".
    pub notice: Option<String>,
}

impl Rendered {
    /// A text with what is said of its parts.
    pub fn new(text: impl Into<String>, markup: Markup) -> Self {
        Self { text: text.into(), markup, ..Self::default() }
    }
}

/// Why a reader can't make a text of a document.
#[derive(Debug)]
pub struct ReadError {
    message: String,
    source: Option<Box<dyn error::Error + Send + Sync>>,
}

impl ReadError {
    /// An error with a message that ends the sentence "cannot read FILE as FORMAT: …".
    pub fn new(message: impl Into<String>) -> Self {
        Self { message: message.into(), source: None }
    }

    /// The same error with its cause.
    #[must_use]
    pub fn caused_by(self, source: impl error::Error + Send + Sync + 'static) -> Self {
        Self { source: Some(Box::new(source)), ..self }
    }
}

impl fmt::Display for ReadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl error::Error for ReadError {
    fn source(&self) -> Option<&(dyn error::Error + 'static)> {
        self.source.as_deref().map(|source| source as &(dyn error::Error + 'static))
    }
}
