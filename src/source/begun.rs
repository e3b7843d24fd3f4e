//! Documents whose reading has begun: the beginning of one can be shown before the whole is read.

use std::path::{Path, PathBuf};

use super::{Document, DocumentReader, Error, ReadExtent, Readers, Rendered, RenderingCache};

/// The smallest source of which the beginning is read by itself, in bytes. Chosen by hand: a smaller one is read at once in a few
/// milliseconds.
const MIN_SOURCE_BYTES: usize = 64 * 1024;

/// A document whose reading has begun.
#[derive(Debug)]
pub enum BegunDocument {
    /// It is read: its source is the text.
    Whole(Document),
    /// Its text has to be made of its source.
    Unread(UnreadSource),
}

/// The source of a document whose text has to be made of it.
#[derive(Debug)]
pub struct UnreadSource {
    /// The name of the document.
    pub(super) name: String,
    /// Where it lies, if it is a file.
    pub(super) path: Option<PathBuf>,
    /// All its bytes.
    pub(super) bytes: Vec<u8>,
    /// Their SHA-256, in hexadecimal.
    pub(super) sha256: String,
    /// The reader of its format.
    pub(super) reader: DocumentReader,
    /// All readers.
    pub(super) readers: Readers,
}

impl BegunDocument {
    /// The document's beginning, to be shown until [`finish`](Self::finish) has read the whole. `None` where the whole takes no longer, or the
    /// beginning can't be read by itself.
    pub fn beginning(&self) -> Option<Document> {
        match self {
            Self::Whole(_) => None,
            Self::Unread(source) => source.beginning(),
        }
    }

    /// Reads the whole document.
    pub fn finish(self) -> Result<Document, Error> {
        match self {
            Self::Whole(document) => Ok(document),
            Self::Unread(source) => source.finish(),
        }
    }
}

impl UnreadSource {
    fn beginning(&self) -> Option<Document> {
        let Self { name, path, bytes, sha256, reader, readers } = self;
        let label = reader.label();
        let is_kept = || self.cache().is_some_and(|(cache, _)| cache.has(sha256, &label));
        if reader.beginning.is_none() || bytes.len() < MIN_SOURCE_BYTES || is_kept() {
            return None;
        }
        let made = readers.run(reader, ReadExtent::Beginning, bytes).ok()?;
        if made.text.trim().is_empty() {
            return None;
        }
        let document = Document::rendered(name, made, reader, (Vec::new(), sha256.clone()));
        Some(Document { path: path.clone(), readers: readers.clone(), ..document })
    }

    /// The document that the reader makes of the source, or that it has made of it before.
    fn finish(self) -> Result<Document, Error> {
        let rendered = self.rendered()?;
        let Self { name, path, bytes, sha256, reader, readers } = self;
        let document = Document::rendered(&name, rendered, &reader, (bytes, sha256));
        Ok(Document { path, readers, ..document })
    }

    fn rendered(&self) -> Result<Rendered, Error> {
        let Self { name, path, bytes, sha256, reader, readers } = self;
        let label = reader.label();
        if let Some(kept) = self.cache().and_then(|(cache, _)| cache.rendered(sha256, &label)) {
            return Ok(kept);
        }
        let made = readers.run(reader, ReadExtent::Whole, bytes).map_err(|error| {
            let error = Error::unreadable(name, bytes, reader.name, error);
            if let Some(path) = path { error.at(path) } else { error }
        })?;
        if let Some((cache, path)) = self.cache() {
            cache.keep((sha256, &label), bytes.len(), path, &made);
        }
        Ok(made)
    }

    /// The cache of renderings and where the document lies, if its rendering may be kept.
    fn cache(&self) -> Option<(&RenderingCache, &Path)> {
        self.readers.cache().zip(self.path.as_deref())
    }
}
