//! The table of readers.

use super::{DOCX, DocumentReader, EML, EPUB, HTML, HTML_WHOLE, MARKDOWN, MBOX, ODT, PDF, PLAIN, SRT, VTT};

/// The readers of this program, a row for each format.
pub const READERS: &[DocumentReader] =
    &[PLAIN, MARKDOWN, HTML, HTML_WHOLE, EPUB, PDF, DOCX, ODT, SRT, VTT, EML, MBOX];
