//! PDF in a program that was built without its reader: it is recognised, and refused.

use super::{DocumentReader, ReadError, Rendered};

/// The reader of PDF, which says that it isn't there.
pub const PDF: DocumentReader = DocumentReader::new("pdf", 1, read)
    .with_doc("PDF; this build lacks the feature `pdf`")
    .with_extensions(&["pdf"])
    .with_signature(is_pdf)
    .with_max_bytes(u64::MAX);

fn is_pdf(head: &[u8]) -> bool {
    head.starts_with(b"%PDF-")
}

fn read(_: &[u8]) -> Result<Rendered, ReadError> {
    Err(ReadError::new(
        "this program was built without the feature `pdf`; `pdftotext -layout in.pdf out.txt` makes a text of it",
    ))
}
