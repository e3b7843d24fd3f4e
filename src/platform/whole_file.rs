//! Reading whole files into memory, none of which is larger than a limit.

use std::{
    fs::File,
    io::{self, Read, Seek},
    path::Path,
};

use super::open_file;
use crate::utf8;

/// The largest file that is read whole, in bytes. Chosen by hand: more than the glosses of a million places have, and read in a second.
pub const MAX_FILE_BYTES: u64 = 512 << 20;

/// The largest file of settings that is read, in bytes. Chosen by hand: far more than anyone writes, and parsed in a second.
pub const MAX_SETTINGS_BYTES: u64 = 4 << 20;

/// Reads the regular file at `path`, to which links may lead. Anything else is refused, and a file of more than [`MAX_FILE_BYTES`]
/// before any of it is read.
pub fn read_file(path: &Path) -> io::Result<Vec<u8>> {
    read_file_up_to(path, MAX_FILE_BYTES)
}

/// Reads a regular file of at most `limit` bytes as UTF-8, like [`read_file`].
pub fn read_text_file(path: &Path, limit: u64) -> io::Result<String> {
    String::from_utf8(read_file_up_to(path, limit)?).map_err(|error| {
        let why = utf8::fault(error.as_bytes(), error.utf8_error());
        io::Error::new(io::ErrorKind::InvalidData, why)
    })
}

/// Reads a stream to its end, unless that is more than [`MAX_FILE_BYTES`] away.
pub fn read_to_end(from: impl Read) -> io::Result<Vec<u8>> {
    read_up_to(from, MAX_FILE_BYTES)
}

/// Reads the rest of an open file, unless that is more than [`MAX_FILE_BYTES`].
pub fn read_rest(file: File) -> io::Result<Vec<u8>> {
    read_rest_up_to(file, MAX_FILE_BYTES)
}

fn read_file_up_to(path: &Path, limit: u64) -> io::Result<Vec<u8>> {
    read_rest_up_to(open_file(path)?, limit)
}

fn read_rest_up_to(mut file: File, limit: u64) -> io::Result<Vec<u8>> {
    let rest = file.metadata()?.len().saturating_sub(file.stream_position()?);
    if rest > limit { Err(too_large(rest, limit)) } else { read_up_to(file, limit) }
}

/// A file may grow while it is read, and a stream doesn't tell its length.
fn read_up_to(from: impl Read, limit: u64) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    from.take(limit + 1).read_to_end(&mut bytes)?;
    let length = bytes.len() as u64;
    if length > limit { Err(too_large(length, limit)) } else { Ok(bytes) }
}

fn too_large(length: u64, limit: u64) -> io::Error {
    let (length, limit) = (length.div_ceil(1 << 20), limit >> 20);
    let why = format!("it has {length} MiB or more, and at most {limit} MiB are read");
    io::Error::new(io::ErrorKind::FileTooLarge, why)
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    #[test]
    fn what_is_too_large_is_refused_before_it_is_read() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("large");
        File::create(&path).and_then(|file| file.set_len(3 << 30)).expect("made");
        for read in [read_file(&path).map(drop), read_text_file(&path, MAX_SETTINGS_BYTES).map(drop)] {
            let error = read.expect_err("too large");
            assert_eq!(error.kind(), io::ErrorKind::FileTooLarge);
            assert!(error.to_string().contains("3072 MiB"), "{error}");
        }
        fs::write(&path, "wörds").expect("written");
        assert_eq!(read_text_file(&path, 6).expect("read"), "wörds");
        assert!(read_text_file(&path, 5).is_err());
    }

    #[test]
    fn what_has_no_end_is_given_up() {
        assert!(read_up_to(io::repeat(b'y'), 1000).is_err());
        assert_eq!(read_up_to(io::repeat(b'y').take(1000), 1000).expect("read").len(), 1000);
    }
}
