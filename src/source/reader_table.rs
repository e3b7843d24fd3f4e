//! The table of readers.

use std::path::Path;

use super::{
    DOCX, DocumentReader, EML, EPUB, HTML, HTML_WHOLE, MARKDOWN, MBOX, ODT, PDF, PLAIN, SRT, VTT, gzip,
};

/// The readers of this program, a row for each format.
pub const READERS: &[DocumentReader] =
    &[PLAIN, MARKDOWN, HTML, HTML_WHOLE, EPUB, PDF, DOCX, ODT, SRT, VTT, EML, MBOX];

/// Whether the name of the file at `path` tells that one of these readers reads it.
pub fn is_named_document(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    READERS.iter().any(|reader| reader.is_named(gzip::inner_name(&name)))
}
