//! From bytes to a document: its text with structure, its name, and what is known of where it came from.
//!
//! Each format has a reader, a row of the table [`READERS`] and a file here. A reader makes a text of the bytes of a document,
//! with its structure, what the document says of itself, and a map back to the source. Plain text is its own text.

mod decode;
mod error;
#[cfg(feature = "git-history")]
mod history;
#[cfg(not(feature = "git-history"))]
#[path = "no_history.rs"]
mod history;
mod markdown;
mod metadata;
mod plain;
mod reader;
mod readers;
mod rendering;
mod source_map;
mod window;
mod writer;

use std::{
    fs::File,
    io::{self, Read},
    path::{Path, PathBuf},
    sync::{Arc, OnceLock},
};

use sha2::{Digest, Sha256};

use crate::text::Text;
use decode::Decoded;
pub use error::{Error, ErrorKind};
pub use history::version;
pub use markdown::MARKDOWN;
pub use metadata::Metadata;
pub use plain::PLAIN;
pub use reader::{DocumentReader, ReadError, Rendered};
pub use readers::{MAX_STRUCTURED_BYTES, READERS, Readers, UnknownFormat};
pub use rendering::Rendering;
pub use source_map::{RenderedParts, SourceMap};
use window::FileWindows;
pub use writer::TextWriter;

/// Whether old versions of a document are looked for in the git repository that it lies in.
pub const HAS_GIT_HISTORY: bool = cfg!(feature = "git-history");

/// The largest source that is held in memory as plain text. A larger one is read in windows.
const MAX_IN_MEMORY_BYTES: u64 = 4 * 1024 * 1024;

/// How many bytes of a large source are looked at to tell what it is, and how many of each of five places go into its key: what a
/// disk reads in one go.
const SAMPLE_BYTES: usize = 64 * 1024;

/// A document that can be read.
#[derive(Clone)]
pub struct Document {
    /// What is read of it: the source itself if it is plain text, else what its reader made of it.
    pub text: Text,
    /// The file name, or the name given for standard input.
    pub name: String,
    /// Where it lies; none for standard input.
    pub path: Option<PathBuf>,
    /// The encoding it was decoded from, where that was not UTF-8.
    pub encoding: Option<&'static str>,
    /// How many sequences of bytes were no text and are shown as U+FFFD; not counted in a large source.
    pub invalid: usize,
    /// Names the content: the same for equal bytes that the same reader has read, whatever the file is called.
    pub key: String,
    /// How its text was made of the source; none for plain text.
    pub rendering: Option<Arc<Rendering>>,
    /// The format that it has by its name, if it is too large to be shown in it and so is shown as its source.
    pub unrendered: Option<&'static str>,
    readers: Readers,
    sha256: Arc<OnceLock<String>>,
}

impl Document {
    /// A plain text from bytes in memory.
    pub fn from_bytes(name: &str, bytes: Vec<u8>) -> Result<Self, Error> {
        if decode::is_binary(&bytes) {
            return Err(Error::binary(name));
        }
        let sha256 = hex(&Sha256::digest(&bytes));
        let Decoded { text, encoding, invalid } = decode::decode(bytes);
        Ok(Self { encoding, invalid, ..Self::plain(name, Text::new(text), sha256.clone(), Some(sha256)) })
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
            let mut hasher = Sha256::new();
            let mut file = File::open(path)?;
            let mut buffer = vec![0; 1024 * 1024];
            loop {
                match file.read(&mut buffer)? {
                    0 => break,
                    n => hasher.update(&buffer[..n]),
                }
            }
            // Two workers may have been at it; both have the same answer.
            let _ = self.sha256.set(hex(&hasher.finalize()));
        }
        Ok(self.sha256.get().map_or("", String::as_str))
    }
}

/// Opens the document at `path` with the reader, of those in the table, that its format asks for.
pub fn open(path: &Path) -> Result<Document, Error> {
    Readers::default().open(path)
}

/// Whether the file at `path` looks like a text, by its first bytes.
pub fn is_text(path: &Path) -> bool {
    let mut head = Vec::new();
    let read = File::open(path)
        .and_then(|file| file.take(decode::BINARY_SAMPLE_BYTES as u64).read_to_end(&mut head));
    read.is_ok() && !decode::is_binary(&head)
}

impl std::fmt::Debug for Document {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Document")
            .field("name", &self.name)
            .field("bytes", &self.text.len())
            .finish_non_exhaustive()
    }
}

/// A large plain source, of which `head` was read from `file` already: read in windows where it is UTF-8, decoded into
/// memory where it is not.
fn open_large(
    name: &str,
    mut file: File,
    mut head: Vec<u8>,
    len: usize,
) -> io::Result<Result<Document, Error>> {
    if decode::is_binary(&head) {
        return Ok(Err(Error::binary(name)));
    }
    if !decode::is_utf8_start(&head) {
        file.read_to_end(&mut head)?;
        return Ok(Document::from_bytes(name, head));
    }
    let skip = decode::utf8_bom(&head);
    let windows = FileWindows::new(file, skip, len);
    let key = key_of_large(&windows, len);
    Ok(Ok(Document::plain(name, Text::windowed(Box::new(windows)), key, None)))
}

/// A key for a source that is too large to hash before it is shown: its length, and five samples.
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
mod tests;
