//! Glosses on disk: the sidecar beside a document, and the state that the program keeps for its user.

mod access;
mod beside;
mod conflict_copies;
mod create;
mod edit;
mod entries;
mod entry_list;
mod error;
mod export_record;
mod external;
mod fast_read;
mod file_versions;
mod files;
mod inline_entries;
mod journal;
mod kept;
mod layout;
mod merge;
mod metadata;
mod read;
mod record;
mod recovery;
mod removed_entries;
mod sidecar_file;
mod sidecar_index;
mod sidecar_text;
mod source;
mod state;
mod store;
mod stray;
mod text_cache;
mod version_log;
mod write;

pub use access::Access;
pub use conflict_copies::ConflictCopies;
pub use create::Complete;
pub use error::Error;
pub use export_record::ExportRecord;
pub use files::{is_sidecar, merge_files, replace_file};
pub use kept::{DocumentScope, Kept};
pub use merge::{Conflict, Merged};
pub use recovery::Recovery;
pub use sidecar_file::FileEvent;
use sidecar_text::SidecarText;
pub use state::{HistoryLog, ReadingPlace, StateFolder};
pub use store::{Sidecar, difference};
pub use stray::Stray;

use crate::source::{Document, Metadata};

/// The ending of every sidecar's name.
pub const ENDING: &str = ".gloss.toml";

/// A problem: an annotation that can't be read, and stays in the file as it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The line of its header, from 1.
    pub line: usize,
    /// A description of the fault.
    pub message: String,
}

/// The part of a sidecar that describes its document.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SourceInfo {
    /// The file name, without a folder.
    pub file: String,
    /// The SHA-256 of the source file's bytes, in hexadecimal; `None` if it is not known yet.
    pub sha256: Option<String>,
    /// The length of the text, in code points; `None` if it is not known yet.
    pub length: Option<usize>,
    /// The reader that made the text in which offsets count, with its version: "markdown/2". `None` for plain text.
    pub reader: Option<String>,
    /// The document's metadata, or what a person wrote in their place.
    pub metadata: Metadata,
    /// What the file of another tool that the document was imported from says of it.
    pub record: serde_json::Map<String, serde_json::Value>,
}

impl SourceInfo {
    /// Whether the record has these fields already, as far as a sidecar can have them.
    pub fn has_record(&self, fields: &serde_json::Map<String, serde_json::Value>) -> bool {
        let mut both = self.record.clone();
        both.extend(fields.clone());
        let written = |record| record::write(record).map(|written| written.to_string());
        written(&both) == written(&self.record)
    }

    /// The description of a document as it is now; `before` is the description in its sidecar. Facts that are not known
    /// yet about a large document are left out.
    pub fn of(document: &Document, before: Option<&Self>) -> Self {
        let text = &document.text;
        let stated = before.map(|before| before.metadata.clone()).unwrap_or_default();
        Self {
            file: document.name.clone(),
            sha256: document.sha256().map(str::to_owned),
            length: text.is_indexed(text.len()).then(|| text.code_point_of(text.len())),
            reader: document.reader().map(str::to_owned),
            metadata: stated.or(document.metadata().cloned().unwrap_or_default()),
            record: before.map(|before| before.record.clone()).unwrap_or_default(),
        }
    }
}

/// The text of a sidecar with these glosses, for the document that is described so.
pub fn file(source: &SourceInfo, glosses: impl Iterator<Item = crate::gloss::Gloss>) -> String {
    let mut document = SidecarText::default();
    document.set_source(source);
    let glosses: Vec<_> = glosses.collect();
    document.add(&glosses);
    document.text()
}

/// The record that the document of the sidecar at `path` was imported with; `None` if the sidecar can't be read.
pub fn record_in(path: &std::path::Path) -> Option<serde_json::Map<String, serde_json::Value>> {
    let text = std::fs::read_to_string(path).ok()?;
    Some(SidecarText::parse(path, &text).ok()?.source()?.record)
}

/// Counts the annotations in a sidecar's bytes by their headers, without reading them; only where there is no header in the form
/// in which this program writes it, they are read.
pub fn count(bytes: &[u8]) -> usize {
    let heads = memchr::memmem::find_iter(bytes, "[[annotation]]");
    let count = heads.filter(|&at| at == 0 || bytes[at - 1] == b'\n').count();
    if count > 0 || memchr::memmem::find(bytes, b"annotation").is_none() {
        return count;
    }
    let text = String::from_utf8_lossy(bytes);
    let (read, _) = SidecarText::parse_anyway(std::path::Path::new(""), &text);
    read.entries.iter().filter(|entry| entry.kind == entries::EntryKind::Annotation).count()
}

#[cfg(test)]
mod external_tests;
#[cfg(test)]
mod fields_tests;
#[cfg(test)]
mod fuzz_tests;
#[cfg(test)]
mod large_tests;
#[cfg(test)]
mod properties_tests;
#[cfg(test)]
mod removed_entries_tests;
#[cfg(test)]
mod shapes_tests;
#[cfg(test)]
mod sharing_tests;
#[cfg(test)]
mod state_tests;
#[cfg(test)]
mod stray_tests;
#[cfg(test)]
mod tests;
