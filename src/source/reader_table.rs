//! The table of readers.

use super::{DocumentReader, EML, MARKDOWN, MBOX, PLAIN, SRT, VTT};

/// The readers of this program, a row for each format.
pub const READERS: &[DocumentReader] = &[PLAIN, MARKDOWN, SRT, VTT, EML, MBOX];
