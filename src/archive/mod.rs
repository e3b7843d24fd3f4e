//! ZIP archives, for the formats that are one. The size of what is extracted is limited, and nothing is written to
//! disk.

use std::{
    borrow::Cow,
    error, fmt,
    io::{self, Cursor, Read as _, Write as _},
    sync::Arc,
};

use zip::{CompressionMethod, DateTime, ZipArchive, ZipWriter, result::ZipError, write::SimpleFileOptions};

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

/// Why an archive, or a file in it, can't be read.
#[derive(Clone, Debug)]
pub struct ArchiveError {
    message: String,
    source: Arc<dyn error::Error + Send + Sync>,
    is_too_large: bool,
}

impl ArchiveError {
    fn new(message: impl Into<String>, source: impl error::Error + Send + Sync + 'static) -> Self {
        Self { message: message.into(), source: Arc::new(source), is_too_large: false }
    }

    /// Whether the files are larger together than is extracted: no other file of the archive can be had either.
    pub fn is_too_large(&self) -> bool {
        self.is_too_large
    }

    fn of_file(name: &str, what: &str, source: impl error::Error + Send + Sync + 'static) -> Self {
        Self::new(format!("{name} in the archive: {what}"), source)
    }
}

impl fmt::Display for ArchiveError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl error::Error for ArchiveError {
    fn source(&self) -> Option<&(dyn error::Error + 'static)> {
        Some(&*self.source)
    }
}

/// An archive to read.
pub struct Archive<'a> {
    files: ZipArchive<Cursor<&'a [u8]>>,
    /// The number of bytes that may still be extracted.
    left: u64,
}

impl<'a> Archive<'a> {
    /// Reads the table of contents.
    pub fn open(bytes: &'a [u8]) -> Result<Self, ArchiveError> {
        let files = ZipArchive::new(Cursor::new(bytes)).map_err(|error| {
            let what =
                "the archive is damaged, or was not written to its end: its table of contents is not found";
            ArchiveError::new(what, error)
        })?;
        let by_ratio = (bytes.len() as u64).saturating_mul(MAX_RATIO).max(MIN_SUSPICIOUS_BYTES);
        Ok(Self { files, left: by_ratio.min(MAX_EXTRACTED_BYTES) })
    }

    /// The names of its files, with their folders.
    pub fn names(&self) -> impl Iterator<Item = String> {
        self.files.file_names().filter_map(Result::ok).map(Cow::into_owned)
    }

    /// Extracts the file of this name.
    pub fn bytes(&mut self, name: &str) -> Result<Vec<u8>, ArchiveError> {
        self.first_bytes(name, u64::MAX)
    }

    /// Extracts the first bytes of the file of this name, up to `max` of them.
    pub fn first_bytes(&mut self, name: &str, max: u64) -> Result<Vec<u8>, ArchiveError> {
        let file =
            self.files.by_name(name).map_err(|error| ArchiveError::of_file(name, fault(&error), error))?;
        let mut bytes = Vec::new();
        // The size that the archive states may be wrong, so it is not relied on.
        let read = file.take(max.min(self.left + 1)).read_to_end(&mut bytes);
        let left = self.left.checked_sub(bytes.len() as u64);
        // A damaged file has taken its time, too.
        self.left = left.unwrap_or_default();
        if left.is_none() {
            let what =
                "the files are larger than 256 MiB, or than 100 times the archive, as those of a trap are";
            let error = ArchiveError::of_file(name, what, io::Error::from(io::ErrorKind::FileTooLarge));
            return Err(ArchiveError { is_too_large: true, ..error });
        }
        read.map_err(|error| {
            let cause = error.get_ref().and_then(|cause| cause.downcast_ref::<ZipError>());
            ArchiveError::of_file(name, cause.map_or(DAMAGED, fault), error)
        })?;
        Ok(bytes)
    }
}

/// The fault of a file of which other bytes are there than the archive says.
const DAMAGED: &str = "it is damaged";

/// Why a file can't be extracted.
fn fault(error: &ZipError) -> &'static str {
    match error {
        ZipError::FileNotFound => "it is not there",
        ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED) => "it needs a password",
        ZipError::UnsupportedArchive(_) | ZipError::CompressionMethodNotSupported(_) => {
            "it is packed in a way that this program does not know; an archive of another program may do"
        }
        _ => DAMAGED,
    }
}

/// Makes an archive of these files. They have no dates, so that the same files make the same archive.
pub fn archive_of<'a>(files: impl IntoIterator<Item = (String, &'a [u8])>) -> io::Result<Vec<u8>> {
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
        let bytes = archive_of(files).expect("an archive");
        let mut archive = Archive { left: 7, ..Archive::open(&bytes).expect("an archive") };
        assert_eq!(archive.bytes("a").expect("within bounds"), b"12345");
        assert!(archive.bytes("b").is_err_and(|error| error.is_too_large()));
        assert!(archive.bytes("a").is_err(), "nothing can be had any more");
    }

    #[test]
    fn what_is_wrong_with_an_archive_is_said_in_our_words() {
        let text = "<Project/>".repeat(40);
        let sound = archive_of([("project.qde".to_owned(), text.as_bytes())]).expect("an archive");
        let directory = sound.windows(4).position(|four| four == b"PK\x01\x02").expect("a directory");
        let with = |changes: &[(usize, u8)]| {
            let mut archive = sound.clone();
            for &(at, bits) in changes {
                archive[at] ^= bits;
            }
            archive
        };
        for (file, told) in [
            (b"PK\x03\x04 and no more".to_vec(), "not written to its end"),
            (sound[..sound.len() - 9].to_vec(), "not written to its end"),
            (with(&[(directory + 16, 0xff)]), "project.qde in the archive: it is damaged"),
            (with(&[(6, 1), (directory + 8, 1)]), "it needs a password"),
            (with(&[(8, 6), (directory + 10, 6)]), "packed in a way"),
        ] {
            let read = Archive::open(&file).and_then(|mut archive| archive.bytes("project.qde"));
            let error = read.expect_err("refused").to_string();
            assert!(error.contains(told), "{error}, not {told}");
        }
        let missing = Archive::open(&sound).and_then(|mut archive| archive.bytes("other"));
        assert_eq!(missing.expect_err("refused").to_string(), "other in the archive: it is not there");
    }
}
