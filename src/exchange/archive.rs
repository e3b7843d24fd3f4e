//! ZIP archives, for the formats that are one. The size of what is extracted is limited, and nothing is written to
//! disk.

use std::{
    borrow::Cow,
    io::{Cursor, Read as _, Write as _},
};

use zip::{CompressionMethod, DateTime, ZipArchive, ZipWriter, write::SimpleFileOptions};

use super::Unreadable;

/// The largest total size of the files that are extracted from an archive, in bytes; chosen by hand.
const MAX_EXTRACTED_BYTES: u64 = 1 << 28;

/// How many times larger than the archive its files may be together, beyond [`MIN_SUSPICIOUS_BYTES`]. Chosen by hand: projects
/// and texts are 3 to 20 times larger, a file of one repeated byte 1,000 times.
const MAX_RATIO: u64 = 100;

/// The total size up to which files may be of any ratio, in bytes: small texts may repeat themselves. Chosen by hand.
const MIN_SUSPICIOUS_BYTES: u64 = 1 << 23;

/// Whether a file is a ZIP archive.
pub fn is_archive(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK\x03\x04")
}

/// An archive to read.
pub struct Archive<'a> {
    files: ZipArchive<Cursor<&'a [u8]>>,
    /// The number of bytes that may still be extracted.
    left: u64,
}

impl<'a> Archive<'a> {
    /// Reads the table of contents.
    pub fn open(bytes: &'a [u8]) -> Result<Self, Unreadable> {
        let damaged = |error| Unreadable::new(format!("the archive is damaged: {error}"));
        let files = ZipArchive::new(Cursor::new(bytes)).map_err(damaged)?;
        let by_ratio = (bytes.len() as u64).saturating_mul(MAX_RATIO).max(MIN_SUSPICIOUS_BYTES);
        Ok(Self { files, left: by_ratio.min(MAX_EXTRACTED_BYTES) })
    }

    /// The names of its files, with their folders.
    pub fn names(&self) -> impl Iterator<Item = String> {
        self.files.file_names().filter_map(Result::ok).map(Cow::into_owned)
    }

    /// Extracts the file of this name.
    pub fn bytes(&mut self, name: &str) -> Result<Vec<u8>, Unreadable> {
        let wrong =
            |error: &dyn std::fmt::Display| Unreadable::new(format!("{name} in the archive: {error}"));
        let file = self.files.by_name(name).map_err(|error| wrong(&error))?;
        let mut bytes = Vec::new();
        // The size that the archive states may be wrong, so it is not relied on.
        file.take(self.left + 1).read_to_end(&mut bytes).map_err(|error| wrong(&error))?;
        let left = self.left.checked_sub(bytes.len() as u64);
        self.left = left.ok_or_else(|| {
            wrong(&"the files are larger than 256 MiB, or than 100 times the archive, as those of a trap are")
        })?;
        Ok(bytes)
    }
}

/// Makes an archive of these files. They have no dates, so that the same files make the same archive.
pub fn of<'a>(files: impl IntoIterator<Item = (String, &'a [u8])>) -> std::io::Result<Vec<u8>> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::default());
    for (name, bytes) in files {
        archive.start_file(name, options)?;
        archive.write_all(bytes)?;
    }
    Ok(archive.finish()?.into_inner())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_files_together_have_one_bound() {
        let files = [("a".to_owned(), &b"12345"[..]), ("b".to_owned(), &b"678"[..])];
        let bytes = of(files).expect("an archive");
        let mut archive = Archive { left: 7, ..Archive::open(&bytes).expect("an archive") };
        assert_eq!(archive.bytes("a").expect("within bounds"), b"12345");
        assert!(archive.bytes("b").is_err());
    }
}
