//! From bytes to a document: its text, its name and what is known of where it came from.

mod decode;
mod error;
#[cfg(feature = "git-history")]
mod history;
#[cfg(not(feature = "git-history"))]
#[path = "no_history.rs"]
mod history;
mod window;

use std::{
    fs::File,
    io::{self, Read},
    path::{Path, PathBuf},
    sync::{Arc, OnceLock},
};

use sha2::{Digest, Sha256};

use crate::text::Text;
use decode::Decoded;
pub use error::Error;
pub use history::{HAS_GIT_HISTORY, version};
use window::FileWindows;

/// Sources up to this size, in bytes, are held in memory; larger ones are read in windows.
const IN_MEMORY: u64 = 4 * 1024 * 1024;

/// How much of a large source is looked at to tell what it is, and how much of each place goes into its key.
const SAMPLE: usize = 64 * 1024;

/// A document that can be read.
#[derive(Clone)]
pub struct Document {
    /// Its plain text.
    pub text: Text,
    /// The file name, or the name given for standard input.
    pub name: String,
    /// Where it lies; none for standard input.
    pub path: Option<PathBuf>,
    /// The encoding it was decoded from, where that was not UTF-8.
    pub encoding: Option<&'static str>,
    /// How many bytes sequences were no text and are shown as U+FFFD; not counted in a large source.
    pub invalid: usize,
    /// Names the content: the same for equal bytes, whatever the file is called.
    pub key: String,
    sha256: Arc<OnceLock<String>>,
}

impl Document {
    /// A document from bytes in memory.
    pub fn from_bytes(name: &str, bytes: Vec<u8>) -> Result<Self, Error> {
        if decode::is_binary(&bytes) {
            return Err(Error::binary(name));
        }
        let sha256 = hex(&Sha256::digest(&bytes));
        let Decoded { text, encoding, invalid } = decode::decode(bytes);
        let key = sha256.clone();
        Ok(Self {
            text: Text::new(text),
            name: name.to_owned(),
            path: None,
            encoding,
            invalid,
            key,
            sha256: Arc::new(OnceLock::from(sha256)),
        })
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

/// Opens the document at `path`.
pub fn open(path: &Path) -> Result<Document, Error> {
    let failed = |error| Error::io(path, error);
    let name = path.file_name().map_or_else(|| path.to_string_lossy(), |name| name.to_string_lossy());
    let meta = std::fs::metadata(path).map_err(failed)?;
    if meta.is_dir() {
        return Err(Error::folder(path));
    }
    if is_device(&meta) {
        return Err(Error::device(path));
    }
    let mut file = File::open(path).map_err(failed)?;
    let document = if meta.is_file() && meta.len() > IN_MEMORY {
        open_large(&name, file, meta.len() as usize).map_err(failed)?
    } else {
        let mut bytes = Vec::with_capacity(meta.len() as usize + 1);
        file.read_to_end(&mut bytes).map_err(failed)?;
        Document::from_bytes(&name, bytes)
    };
    document
        .map(|document| Document { path: Some(path.to_owned()), ..document })
        .map_err(|error| error.at(path))
}

/// Whether the file at `path` looks like a text, by its first bytes.
pub fn is_text(path: &Path) -> bool {
    let mut head = Vec::new();
    let read =
        File::open(path).and_then(|file| file.take(decode::BINARY_SAMPLE as u64).read_to_end(&mut head));
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

#[cfg(unix)]
fn is_device(meta: &std::fs::Metadata) -> bool {
    use std::os::unix::fs::FileTypeExt;
    let kind = meta.file_type();
    kind.is_char_device() || kind.is_block_device() || kind.is_socket()
}

/// A large source: read in windows where it is UTF-8, decoded into memory where it is not.
fn open_large(name: &str, mut file: File, len: usize) -> io::Result<Result<Document, Error>> {
    let mut head = vec![0; SAMPLE];
    file.read_exact(&mut head)?;
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
    Ok(Ok(Document {
        text: Text::windowed(Box::new(windows)),
        name: name.to_owned(),
        path: None,
        encoding: None,
        invalid: 0,
        key,
        sha256: Arc::new(OnceLock::new()),
    }))
}

/// A key for a source that is too large to hash before it is shown: its length, and five samples.
fn key_of_large(windows: &FileWindows, len: usize) -> String {
    use crate::text::Windows;
    let mut hasher = Sha256::new();
    hasher.update(len.to_le_bytes());
    let mut sample = vec![0; SAMPLE];
    for fifth in 0..5 {
        let n = windows.read_at((len - SAMPLE) / 4 * fifth, &mut sample);
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
