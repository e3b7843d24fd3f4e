//! The table of readers.

use super::{DOCX, DocumentReader, EML, MARKDOWN, MBOX, ODT, PLAIN, SRT, VTT};

/// The readers of this program, a row for each format.
pub const READERS: &[DocumentReader] = &[PLAIN, MARKDOWN, SRT, VTT, EML, MBOX, DOCX, ODT];
