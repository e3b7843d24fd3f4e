//! How a DOCX is told from other archives by its first bytes.

use std::io::Read as _;

use flate2::read::DeflateDecoder;

use crate::archive;

/// The mark before each file in an archive.
const FILE_MARK: &[u8] = b"PK\x03\x04";

/// The length of what an archive says of a file before its name, in bytes.
const HEADER_BYTES: usize = 30;

/// How many bytes of the list of content types are looked at. Chosen by hand; Word's has 2 KB.
const MAX_TYPES_BYTES: u64 = 1 << 16;

/// Whether a file that begins with these bytes is a DOCX: it is an archive, and one of its first files is a part of a Word document, or
/// is a list of content types that names one.
pub fn is_docx(head: &[u8]) -> bool {
    archive::is_archive(head)
        && memchr::memmem::find_iter(head, FILE_MARK).any(|at| head.get(at..).is_some_and(is_word_part))
}

/// Whether the file of an archive that these bytes begin with shows that the archive is a DOCX.
fn is_word_part(file: &[u8]) -> bool {
    let length = |at: usize| Some(usize::from(u16::from_le_bytes([*file.get(at)?, *file.get(at + 1)?])));
    let (Some(name), Some(extra)) = (length(26), length(28)) else { return false };
    let content = file.get(HEADER_BYTES + name + extra..).unwrap_or_default();
    match file.get(HEADER_BYTES..HEADER_BYTES + name) {
        Some(b"[Content_Types].xml") => names_word_document(content, length(8) == Some(0)),
        Some(name) => name.starts_with(b"word/") && (name.ends_with(b".xml") || name.ends_with(b".rels")),
        None => false,
    }
}

/// Whether the beginning of a list of content types names a Word document.
fn names_word_document(content: &[u8], is_stored: bool) -> bool {
    let mut types = Vec::new();
    if is_stored {
        types.extend_from_slice(content);
    } else {
        // The head of the file may end within the list; what comes out before that counts.
        let _ = DeflateDecoder::new(content).take(MAX_TYPES_BYTES).read_to_end(&mut types);
    }
    memchr::memmem::find(&types, b"application/vnd.openxmlformats-officedocument.wordprocessingml.").is_some()
        || memchr::memmem::find(&types, b"application/vnd.ms-word.").is_some()
}
