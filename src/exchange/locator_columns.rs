//! The columns of tables for the locators of glosses, `locator.page`, and for the metadata of documents, `source.author`: those that
//! the documents in the table have.

use super::Export;
use crate::{
    gloss::{Gloss, Placed},
    source::MetadataField,
    text::structure::LocatorKind,
};

/// The beginning of the names of columns for locators.
const LOCATOR: &str = "locator.";

/// The beginning of the names of columns for metadata.
const SOURCE: &str = "source.";

/// A column for something that few documents have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PlaceColumn {
    /// The label of a gloss by this kind of locator.
    Locator(LocatorKind),
    /// This part of the metadata of its document.
    Source(MetadataField),
    /// The line of the document's source.
    Line,
    /// The column of the document's source, in code points.
    Column,
}

/// The columns for the line and the column of the source.
const POSITION: [PlaceColumn; 2] = [PlaceColumn::Line, PlaceColumn::Column];

impl PlaceColumn {
    /// The columns that something of these documents stands in: locators, then metadata.
    pub fn of(exports: &[Export]) -> Vec<Self> {
        let glosses = || exports.iter().flat_map(|export| &export.glosses);
        let has_label = |kind: &LocatorKind| {
            let in_text = |export: &Export| export.text.structure().has_locators(*kind);
            exports.iter().any(in_text) || glosses().any(|placed| placed.gloss.locator.label(*kind).is_some())
        };
        let is_known = |field: &MetadataField| exports.iter().any(|e| !e.metadata.values(*field).is_empty());
        let locators = LocatorKind::ALL.into_iter().filter(has_label).map(Self::Locator);
        let metadata = MetadataField::ALL.into_iter().filter(is_known).map(Self::Source);
        let is_mapped = || glosses_are_mapped(exports);
        locators.chain(POSITION.into_iter().filter(|_| is_mapped())).chain(metadata).collect()
    }

    /// The column of this name.
    pub fn named(name: &str) -> Option<Self> {
        let locator = || LocatorKind::named(name.strip_prefix(LOCATOR)?).map(Self::Locator);
        let metadata = || MetadataField::named(name.strip_prefix(SOURCE)?).map(Self::Source);
        let position = || POSITION.into_iter().find(|column| column.name() == name);
        locator().or_else(metadata).or_else(position)
    }

    /// The name of the column.
    pub fn name(self) -> String {
        match self {
            Self::Locator(kind) => format!("{LOCATOR}{}", kind.name()),
            Self::Source(field) => format!("{SOURCE}{}", field.name()),
            Self::Line => format!("{SOURCE}line"),
            Self::Column => format!("{SOURCE}column"),
        }
    }

    /// The cell of a gloss.
    pub fn cell(self, export: &Export, placed: &Placed) -> Option<String> {
        match self {
            Self::Locator(kind) => export.citation(placed).label(kind).map(str::to_owned),
            Self::Line => export.source_position(placed).map(|(line, _)| line.to_string()),
            Self::Column => export.source_position(placed).map(|(_, column)| column.to_string()),
            Self::Source(field) => {
                Some(export.metadata.values(field).join("; ")).filter(|cell| !cell.is_empty())
            }
        }
    }

    /// Sets what a cell says of a gloss. Metadata are those of the document, not of the gloss.
    pub fn read(self, gloss: &mut Gloss, cell: &str) {
        if let Self::Locator(kind) = self {
            gloss.locator.set(kind, cell);
        }
    }
}

/// Whether the reader of one of these documents maps its text to a source with lines.
fn glosses_are_mapped(exports: &[Export]) -> bool {
    let is_mapped =
        |export: &Export| export.in_place().any(|placed| export.source_position(placed).is_some());
    exports.iter().any(is_mapped)
}
