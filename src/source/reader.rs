//! Readers of formats: how the bytes of a document become text with structure.

use std::{error, fmt};

use super::{Metadata, SourceMap};
use crate::text::structure::Markup;

/// A reader of a format: one row of the table of readers.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct DocumentReader {
    /// The format's name, in lower case.
    pub name: &'static str,
    /// The version of the reader. It has to grow whenever the same bytes give another text, so that glosses recorded on the
    /// old text are carried over to the new one.
    pub version: u32,
    /// The endings of file names that tell the format, in lower case and without a dot.
    pub extensions: &'static [&'static str],
    /// Whether a file is of the format, by its first bytes alone (up to 8 KiB), for formats that have such a mark. It counts
    /// more than the name.
    pub signature: Option<fn(&[u8]) -> bool>,
    /// Makes the text of the bytes of a whole file. It must not panic, whatever the bytes are.
    pub read: fn(&[u8]) -> Result<Rendered, ReadError>,
}

impl DocumentReader {
    /// A reader of the format of this name, in this version, which no file is told to be of yet.
    pub const fn new(
        name: &'static str,
        version: u32,
        read: fn(&[u8]) -> Result<Rendered, ReadError>,
    ) -> Self {
        Self { name, version, extensions: &[], signature: None, read }
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

    /// The reader's name and version, as a sidecar records it: "markdown/1".
    pub fn label(&self) -> String {
        format!("{}/{}", self.name, self.version)
    }
}

/// What a reader made of a document.
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct Rendered {
    /// The text: blocks with a blank line between them, without markup.
    pub text: String,
    /// What is said of parts of the text.
    pub markup: Markup,
    /// What the document says of itself.
    pub metadata: Metadata,
    /// Where in the source each part stands, if the reader can tell.
    pub source_map: SourceMap,
    /// The encoding of the bytes, if they were text in another one than UTF-8.
    pub encoding: Option<&'static str>,
    /// How many sequences of bytes were no text and stand as U+FFFD.
    pub invalid: usize,
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
    /// An error that says what is wrong with the document, as the end of the sentence "cannot read FILE as FORMAT: …".
    pub fn new(message: impl Into<String>) -> Self {
        Self { message: message.into(), source: None }
    }

    /// The same with what caused it.
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
