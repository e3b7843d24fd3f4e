//! Sources: from the bytes of a file to a [`Document`], a text with structure and metadata.
//!
//! Each format has a reader: a row of the table [`READERS`] and a file here. A reader makes of the bytes of a document its text
//! with structure, its metadata, and a map from the text back to the source. The text of plain text is the source itself.

mod beginning;
mod begun;
mod chapters;
mod decode;
mod docx;
mod encoding;
mod epub;
mod error;
mod gzip;
#[cfg(feature = "git-history")]
mod history;
#[cfg(not(feature = "git-history"))]
#[path = "no_history.rs"]
mod history;
mod html;
mod isolated;
mod mail;
mod markdown;
mod metadata;
mod odt;
mod office;
#[cfg(feature = "pdf")]
mod pdf;
#[cfg(not(feature = "pdf"))]
#[path = "no_pdf.rs"]
mod pdf;
mod plain;
mod reader;
mod reader_table;
mod readers;
mod refused_formats;
mod rendering;
mod rendering_cache;
mod roman;
mod serve;
mod source_map;
mod source_place;
mod stream;
mod subtitles;
mod window;
mod wire;
mod writer;

use std::{
    fs::File,
    io::{self, Read},
    path::{Path, PathBuf},
    sync::{Arc, OnceLock},
};

use sha2::{Digest, Sha256};

use crate::{platform, text::Text};
pub use begun::{BegunDocument, UnreadSource};
use decode::Decoded;
pub use docx::DOCX;
pub use epub::EPUB;
pub use error::{Error, ErrorKind};
pub use history::version;
pub use html::{HTML, HTML_WHOLE};
pub use mail::{EML, MBOX};
pub use markdown::MARKDOWN;
pub use metadata::{Metadata, MetadataField};
pub use odt::ODT;
pub use pdf::PDF;
pub use plain::PLAIN;
pub use reader::{
    DocumentReader, FindResource, MAX_MARKUP_BYTES, ReadBeginning, ReadError, ReadExtent, Rendered,
};
pub use reader_table::{READERS, is_named_document};
pub use readers::{Readers, UnknownFormat};
pub use rendering::Rendering;
pub use rendering_cache::RenderingCache;
pub use serve::serve;
pub use source_map::{RenderedParts, SourceMap};
pub use source_place::{FindInSource, SourcePlace};
pub use stream::{STANDARD_INPUT, is_stream, open_stream, read_bytes, stream_name};
pub use subtitles::{SRT, VTT};
use window::FileWindows;
pub use writer::TextWriter;

/// Whether old versions of a document are looked for in the git repository that it lies in.
pub const HAS_GIT_HISTORY: bool = cfg!(feature = "git-history");

/// The largest source that is held in memory as plain text. A larger one is read in windows.
const MAX_IN_MEMORY_BYTES: u64 = 4 * 1024 * 1024;

/// The size of a sample of a large source, in bytes: the first one shows its encoding, five of them make its key. Chosen by hand,
/// as what a disk reads at once.
const SAMPLE_BYTES: usize = 64 * 1024;

/// How many bytes of a file are read at a time to hash it. Chosen by hand.
const HASH_BUFFER_BYTES: usize = 1024 * 1024;

/// A document that can be read.
#[derive(Clone)]
pub struct Document {
    /// The text: the source itself for plain text, otherwise the text that its reader made.
    pub text: Text,
    /// The file name, or the name given for a stream.
    pub name: String,
    /// The path; `None` for a stream, such as standard input.
    pub path: Option<PathBuf>,
    /// The name of the encoding, if it was not UTF-8.
    pub encoding: Option<&'static str>,
    /// The number of invalid sequences of bytes, which are shown as U+FFFD; they are not counted in a large source.
    pub invalid: usize,
    /// The key of the content: equal for equal bytes that the same reader has read, whatever the name of the file.
    pub key: String,
    /// The record of how the text was made of the source; `None` for plain text.
    pub rendering: Option<Arc<Rendering>>,
    /// The format of the document, if it is too large to be shown in it and is shown as its source instead.
    pub unrendered: Option<&'static str>,
    readers: Readers,
    sha256: Arc<OnceLock<String>>,
}

impl Document {
    /// A plain text from bytes in memory.
    pub fn from_bytes(name: &str, bytes: Vec<u8>) -> Result<Self, Error> {
        if encoding::is_binary(&bytes) {
            return Err(Error::binary(name, &bytes));
        }
        let sha256 = hex(&Sha256::digest(&bytes));
        let Decoded { text, encoding, invalid } = decode::decode(bytes);
        Ok(Self {
            encoding,
            invalid,
            ..Self::plain(name, plain::with_places(text), sha256.clone(), Some(sha256))
        })
    }

    fn plain(name: &str, text: Text, key: String, sha256: Option<String>) -> Self {
        Self {
            text,
            name: name.to_owned(),
            path: None,
            encoding: None,
            invalid: 0,
            key,
            rendering: None,
            unrendered: None,
            readers: Readers::default(),
            sha256: Arc::new(sha256.map_or_else(OnceLock::new, OnceLock::from)),
        }
    }

    /// The SHA-256 of the source's bytes, in hexadecimal, if it is known already.
    pub fn sha256(&self) -> Option<&str> {
        self.sha256.get().map(String::as_str)
    }

    /// The SHA-256 of the source's bytes, reading all of them if need be: for a worker, or a program that can wait.
    pub fn compute_sha256(&self) -> io::Result<&str> {
        if self.sha256.get().is_none() {
            let path = self.path.as_ref().ok_or(io::ErrorKind::NotFound)?;
            let digest = sha256_of_file(path)?;
            // If two workers have computed it, both have the same answer.
            let _ = self.sha256.set(digest);
        }
        Ok(self.sha256.get().map_or("", String::as_str))
    }
}

/// Opens the document at `path` with the reader of its format.
pub fn open(path: &Path) -> Result<Document, Error> {
    Readers::default().open(path)
}

/// Fails like [`open`] if there is no document at `path`, but reads no more of the file than its first bytes. Of a stream,
/// which can be read only once, nothing is read.
pub fn check_document(path: &Path) -> Result<(), Error> {
    Readers::default().check(path)
}

/// The SHA-256 of the bytes of the file at `path`, in hexadecimal.
pub fn sha256_of_file(path: &Path) -> io::Result<String> {
    let mut hasher = Sha256::new();
    let mut file = platform::open_file(path)?;
    let mut buffer = vec![0; HASH_BUFFER_BYTES];
    loop {
        match file.read(&mut buffer)? {
            0 => return Ok(hex(&hasher.finalize())),
            n => hasher.update(&buffer[..n]),
        }
    }
}

impl std::fmt::Debug for Document {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Document")
            .field("name", &self.name)
            .field("bytes", &self.text.len())
            .finish_non_exhaustive()
    }
}

/// Opens a large plain source, of which `head` was read from `file` already. It is read in windows if it is UTF-8, otherwise it
/// is decoded into memory.
fn open_large(name: &str, file: File, mut head: Vec<u8>, len: usize) -> io::Result<Result<Document, Error>> {
    if encoding::is_binary(&head) {
        return Ok(Err(Error::binary(name, &head)));
    }
    if !decode::is_utf8_start(&head) {
        head.extend(platform::read_rest(file)?);
        return Ok(Document::from_bytes(name, head));
    }
    let skip = decode::utf8_bom(&head);
    let windows = FileWindows::new(file, skip, len);
    let key = key_of_large(&windows, len);
    Ok(Ok(Document::plain(name, Text::windowed(Box::new(windows)), key, None)))
}

/// The key of a source that is too large to be hashed before it is shown, from its length and five samples.
fn key_of_large(windows: &FileWindows, len: usize) -> String {
    use crate::text::Windows;
    let mut hasher = Sha256::new();
    hasher.update(len.to_le_bytes());
    let mut sample = vec![0; SAMPLE_BYTES];
    for fifth in 0..5 {
        let n = windows.read_at((len - SAMPLE_BYTES) / 4 * fifth, &mut sample);
        hasher.update(&sample[..n]);
    }
    hex(&hasher.finalize())
}

fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write;
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut hex, byte| {
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}

#[cfg(test)]
mod beginning_tests;
#[cfg(test)]
mod tests;
