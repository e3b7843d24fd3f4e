//! The description of a format: its name, its files, what it carries, how it is read and written.

use std::{io, iter};

use super::{Export, Given, Imported, Loss, Unreadable};
use crate::gloss::{Feature, Schema};

/// Which features of glosses a format can hold, beside kinds and spans.
#[derive(Clone, Copy, Debug)]
pub enum Carries {
    /// All but these. A field that is added to the table later is carried, too.
    AllBut(&'static [Feature]),
    /// These alone.
    Only(&'static [Feature]),
}

impl Carries {
    /// Everything.
    pub const ALL: Self = Self::AllBut(&[]);

    /// What a text to be read carries: who made a gloss, how and when, is left out.
    pub const PRINTED: Self = Self::Only(&[
        Feature::OVERLAP,
        Feature::SPLIT,
        Feature::ORPHANS,
        Feature::ATTRIBUTES,
        Feature::LINKS,
        Feature::NOTES,
    ]);

    /// Whether a feature is among them.
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
    /// Tokens, of which the format makes a text.
    Tokens,
}

impl OffsetUnit {
    /// Its name in tables.
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

/// Writes the glosses of documents that come one after the other.
pub type WriteAll = fn(&mut dyn Iterator<Item = Export>, &mut dyn io::Write, &mut Loss) -> io::Result<()>;

/// Reads the documents in a file.
pub type Read = fn(&Given<'_>, &mut Loss) -> Result<Vec<Imported>, Unreadable>;

/// How a format is written.
#[derive(Clone, Copy, Debug)]
pub enum Write {
    /// A file for each document.
    Each(WriteOne),
    /// One file for any number of documents.
    All(WriteAll),
}

/// A file that describes the kinds of a whole folder: its name, and what is in it.
pub type Codebook = (&'static str, fn(&Schema) -> String);

/// Files that accompany those with the glosses.
#[derive(Clone, Copy, Debug)]
pub struct Companion {
    /// The name of the file with a document's text, from the name of that with its glosses, where there is one.
    pub text: Option<fn(&str) -> String>,
    /// Whether an export writes that file, too.
    pub writes_text: bool,
    /// A file that describes the kinds of the whole folder.
    pub codebook: Option<Codebook>,
}

impl Companion {
    /// No other files.
    pub const NONE: Self = Self { text: None, writes_text: false, codebook: None };
}

/// A format.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Format {
    /// As the command line names it.
    pub name: &'static str,
    /// The ending of its files, without the dot.
    pub extension: &'static str,
    /// A description in one line.
    pub doc: &'static str,
    /// The features that it carries beside kinds and spans.
    pub carries: Carries,
    /// Whether it has the kinds alone, and nothing of the glosses.
    pub is_codebook: bool,
    /// The unit of its offsets; none where it has no offsets.
    pub unit: Option<OffsetUnit>,
    /// The part of a document's name that stands before the extension.
    pub stem: fn(&str) -> &str,
    /// Other files that accompany its own.
    pub companion: Option<Companion>,
    /// How it is written, if it is.
    pub write: Option<Write>,
    /// How it is read, if it is.
    pub read: Option<Read>,
    /// The feature of this package that writing it needs and that this build lacks.
    pub missing_feature: Option<&'static str>,
}

impl Format {
    /// A format that does nothing yet, for a row of the table to say only what is particular.
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
