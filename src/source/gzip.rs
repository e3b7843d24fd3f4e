//! Files packed by gzip: `talks.txt.gz` is read as `talks.txt`.

use std::io::Read;

use flate2::read::MultiGzDecoder;

use super::ReadError;

/// The largest document that is unpacked, in bytes. Chosen by hand: larger ones take more memory than a reader may.
const MAX_UNPACKED_BYTES: u64 = 96 * 1024 * 1024;

/// How many bytes are unpacked to recognise a format.
const HEAD_BYTES: u64 = 8 * 1024;

/// Whether these are the first bytes of a file packed by gzip.
pub fn is_packed(head: &[u8]) -> bool {
    head.starts_with(b"\x1f\x8b\x08")
}

/// The unpacked bytes.
pub fn unpack(bytes: &[u8]) -> Result<Vec<u8>, ReadError> {
    let mut unpacked = Vec::new();
    let read = MultiGzDecoder::new(bytes).take(MAX_UNPACKED_BYTES + 1).read_to_end(&mut unpacked);
    if unpacked.len() as u64 > MAX_UNPACKED_BYTES {
        let mebibytes = MAX_UNPACKED_BYTES >> 20;
        return Err(ReadError::new(format!(
            "it unpacks to more than {mebibytes} MiB; unpack it with gunzip --keep"
        )));
    }
    match read {
        Ok(_) => Ok(unpacked),
        Err(error) => Err(ReadError::new("it is damaged").caused_by(error)),
    }
}

/// The first unpacked bytes of a file that begins with `head`; fewer where it is damaged.
pub fn unpack_head(head: &[u8]) -> Vec<u8> {
    let mut unpacked = Vec::new();
    // The end of what was read is no damage.
    let _ = MultiGzDecoder::new(head).take(HEAD_BYTES).read_to_end(&mut unpacked);
    unpacked
}

/// The name of the document in a packed file of this name.
pub fn inner_name(name: &str) -> &str {
    let end = name.len().saturating_sub(3);
    match name.get(end..) {
        Some(last) if end > 0 && last.eq_ignore_ascii_case(".gz") => &name[..end],
        _ => name,
    }
}
