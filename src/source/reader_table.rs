//! The table of readers.

use super::{DocumentReader, EML, EPUB, HTML, HTML_WHOLE, MARKDOWN, MBOX, PLAIN, SRT, VTT};

/// The readers of this program, a row for each format.
pub const READERS: &[DocumentReader] = &[PLAIN, MARKDOWN, HTML, HTML_WHOLE, EPUB, SRT, VTT, EML, MBOX];
