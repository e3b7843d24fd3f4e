//! The description of a format: its name, its files, the features it carries, and how it is read and written.

use std::{io, iter};

use super::{Export, ForeignFile, Imported, Loss, Unreadable};
use crate::gloss::{Feature, Schema};

/// The features of glosses that a format can hold, apart from kinds and spans.
#[derive(Clone, Copy, Debug)]
pub enum Carries {
    /// All but these. A field that is added to the table later is carried.
    AllBut(&'static [Feature]),
    /// These alone.
    Only(&'static [Feature]),
}

impl Carries {
    /// Everything.
    pub const ALL: Self = Self::AllBut(&[]);

    /// The features of a text for readers, which doesn't show who made a gloss, how and when.
    pub const PRINTED: Self = Self::Only(&[
        Feature::OVERLAP,
        Feature::SPLIT,
        Feature::ORPHANS,
        Feature::LOCATORS,
        Feature::ATTRIBUTES,
        Feature::LINKS,
        Feature::NOTES,
    ]);

    /// Whether a feature is carried.
    pub fn has(self, feature: Feature) -> bool {
        match self {
            Self::AllBut(missing) => !missing.contains(&feature),
            Self::Only(carried) => carried.contains(&feature),
        }
    }
}

/// The unit that offsets count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OffsetUnit {
    /// Unicode code points.
    CodePoints,
    /// UTF-16 code units.
    Utf16,
    /// Tokens, of which the format makes a text when it is read.
    Tokens,
}

impl OffsetUnit {
    /// The name that tables show.
    pub fn name(self) -> &'static str {
        match self {
            Self::CodePoints => "code points",
            Self::Utf16 => "UTF-16",
            Self::Tokens => "tokens",
        }
    }
}

/// Writes the glosses of one document.
pub type WriteOne = fn(&Export, &mut dyn io::Write, &mut Loss) -> io::Result<()>;

/// Writes the glosses of several documents, one after the other.
pub type WriteAll = fn(&mut dyn Iterator<Item = Export>, &mut dyn io::Write, &mut Loss) -> io::Result<()>;

/// Reads the documents in a file.
pub type Read = fn(&ForeignFile<'_>, &mut Loss) -> Result<Vec<Imported>, Unreadable>;

/// How a format is written.
#[derive(Clone, Copy, Debug)]
pub enum Write {
    /// A file for each document.
    Each(WriteOne),
    /// One file for any number of documents.
    All(WriteAll),
}

/// A file that describes the kinds of a whole folder: its name, and a function for its content.
pub type Codebook = (&'static str, fn(&Schema) -> String);

/// Files that accompany those with the glosses.
#[derive(Clone, Copy, Debug)]
pub struct Companion {
    /// A function from the name of the file with glosses to the name of the file with the document's text; `None` if
    /// there is no such file.
    pub text: Option<fn(&str) -> String>,
    /// Whether an export writes that file, too.
    pub writes_text: bool,
    /// A file that describes the kinds of the whole folder, and is written.
    pub codebook: Option<Codebook>,
    /// The names of the files, in the folder or above it, that describe kinds and are read.
    pub codebooks: &'static [&'static str],
}

impl Companion {
    /// No other files.
    pub const NONE: Self = Self { text: None, writes_text: false, codebook: None, codebooks: &[] };
}

/// A format.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Format {
    /// The name on the command line.
    pub name: &'static str,
    /// The ending of its files, without the dot.
    pub extension: &'static str,
    /// A description in one line.
    pub doc: &'static str,
    /// The features that it carries, apart from kinds and spans.
    pub carries: Carries,
    /// Whether it holds only kinds, and no glosses.
    pub is_codebook: bool,
    /// The unit of its offsets; `None` if it has no offsets.
    pub unit: Option<OffsetUnit>,
    /// The function that takes from a document's name the part before the extension.
    pub stem: fn(&str) -> &str,
    /// Other files that accompany its own.
    pub companion: Option<Companion>,
    /// The function that writes it, if it can be written.
    pub write: Option<Write>,
    /// The function that reads it, if it can be read.
    pub read: Option<Read>,
    /// Whether a byte order mark may be in front, by which spreadsheets know UTF-8.
    pub takes_bom: bool,
    /// Whether a file may be in any encoding, as spreadsheets and editors write it.
    pub any_encoding: bool,
    /// The feature of this package that writing it needs and that this build lacks.
    pub missing_feature: Option<&'static str>,
}

impl Format {
    /// A format without any abilities; a row of the table names only what differs.
    pub const BLANK: Self = Self {
        name: "",
        extension: "",
        doc: "",
        carries: Carries::Only(&[]),
        is_codebook: false,
        unit: None,
        stem: |name| name,
        companion: None,
        write: None,
        read: None,
        takes_bom: false,
        any_encoding: false,
        missing_feature: None,
    };

    /// Writes one document with its glosses. Returns what the format could not carry. Fails, with
    /// [`io::ErrorKind::Unsupported`], for a format that is only read, too.
    pub fn write_document(&self, export: Export, out: &mut dyn io::Write) -> io::Result<Loss> {
        let mut loss = Loss::default();
        loss.count(self, &export);
        match self.write {
            Some(Write::Each(write)) => write(&export, out, &mut loss)?,
            Some(Write::All(write)) => write(&mut iter::once(export), out, &mut loss)?,
            None => return Err(io::ErrorKind::Unsupported.into()),
        }
        Ok(loss)
    }

    /// The name of the file for a document of this name.
    pub fn file_name(&self, document: &str) -> String {
        format!("{}.{}", (self.stem)(document), self.extension)
    }

    /// Whether a file of this name is likely to be in the format.
    pub fn is_named_like(&self, file: &str) -> bool {
        file.strip_suffix(self.extension).is_some_and(|stem| stem.ends_with('.') && stem.len() > 1)
    }
}
