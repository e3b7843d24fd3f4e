//! The errors of the workspace. What a person can do about them is worded by the front end.

use std::{fmt, io, path::PathBuf};

use super::Protection;
use crate::{exchange::Loss, platform::reason, sidecar, source};

/// The cause of an error, of any type.
type Cause = Box<dyn std::error::Error + Send + Sync>;

/// Why a workspace function failed.
#[derive(Debug)]
#[non_exhaustive]
pub enum Error {
    /// A document cannot be read.
    Source(source::Error),
    /// A sidecar cannot be read or saved.
    Sidecar(sidecar::Error),
    /// Changes could not be saved, for this reason; the path of the recovery file with them, or why there is none.
    NotSaved(sidecar::Error, io::Result<PathBuf>),
    /// The document at this path cannot be read to its end.
    Read(PathBuf, io::Error),
    /// Standard output cannot be written.
    Stdout(io::Error),
    /// The schema in this file is not valid.
    Schema(PathBuf, Cause),
    /// The schema in this file cannot be extended.
    Extension(PathBuf, Cause),
    /// The schema in this file would not be valid with the addition.
    Conflict(PathBuf, Cause),
    /// There is nothing at this path whose schema could be extended.
    NoTarget(PathBuf),
    /// There are no documents in this folder.
    NoDocuments(PathBuf),
    /// Nobody has glosses of a document in this folder.
    NoGlosses(PathBuf),
    /// The document has no sidecar to write to.
    NoSidecar,
    /// Nothing was read that could be kept as this file.
    EmptyStream(PathBuf),
    /// What was read can't be kept as this file, which has other content.
    OtherContent(PathBuf),
    /// This file cannot be written.
    Write(PathBuf, io::Error),
    /// This folder cannot be made.
    MakeFolder(PathBuf, io::Error),
    /// The output would replace this file, which must stay.
    Protected(PathBuf, Protection),
    /// The document itself would have to serve as its plain text, but is not plain UTF-8.
    ProtectedText(PathBuf),
    /// The format of this name cannot be written.
    NotWritten(&'static str),
    /// The format of this name cannot be read.
    NotRead(&'static str),
    /// Writing the format of this name needs this feature of the package, which the build lacks.
    MissingFeature(&'static str, &'static str),
    /// Several documents can't be written into one file of this format.
    SeveralDocuments,
    /// The format of this name cannot carry all of a document.
    NotCarried(&'static str, Loss),
    /// Two documents with this name would be written to this path.
    WrittenTwice(PathBuf, String),
    /// A folder has no files of a format.
    NoForeignFiles {
        /// The folder.
        folder: PathBuf,
        /// The format's name.
        format: &'static str,
        /// The extension of its files.
        extension: &'static str,
    },
    /// This file is not valid in the format of this name.
    Foreign(PathBuf, &'static str, Cause),
    /// Part of this file cannot be read from the format of this name.
    NotReadWhole(PathBuf, &'static str, Loss),
    /// This file does not say which document it is about.
    Unnamed(PathBuf),
    /// A file has nothing about a document.
    OtherDocuments {
        /// The file.
        file: PathBuf,
        /// The document's name.
        document: String,
        /// The documents that the file is about.
        named: Vec<String>,
    },
    /// No document in this file has a field of this name; the list names those that there are.
    NoSuchKey(PathBuf, String, Vec<String>),
    /// A foreign file lacks the text of the document with this name.
    NoText(String),
    /// There is no document at this path, and no text to make it of.
    NoDocument(PathBuf),
    /// A foreign file gives a document a name that is not allowed.
    DocumentName(PathBuf),
    /// This number of glosses for the document at this path cannot be stored in a sidecar.
    Unusable(PathBuf, usize),
    /// Each of these sidecars could be that of the document at this path.
    SeveralStrays(PathBuf, Vec<PathBuf>),
    /// A coder has no glosses of any of the documents; the list names the coders who have.
    NoSuchCoder(String, Vec<String>),
    /// Fewer than two coders have glossed these documents: this one, or none.
    TooFewCoders(Vec<PathBuf>, Option<String>),
}

impl Error {
    /// Whether the caller asked for something impossible, rather than something having gone wrong.
    pub fn is_misuse(&self) -> bool {
        matches!(self, Self::Sidecar(error) if error.is_misuse())
            || matches!(
                self,
                Self::NoSidecar
                    | Self::OtherContent(_)
                    | Self::Protected(..)
                    | Self::ProtectedText(_)
                    | Self::NotWritten(_)
                    | Self::NotRead(_)
                    | Self::MissingFeature(..)
                    | Self::NoGlosses(_)
                    | Self::SeveralDocuments
                    | Self::NoSuchCoder(..)
                    | Self::NoSuchKey(..)
                    | Self::TooFewCoders(..)
            )
    }

    /// Whether another program is in the way for the moment.
    pub fn is_busy(&self) -> bool {
        matches!(self, Self::Sidecar(error) if error.is_busy())
    }

    /// The error where there is little room: of a sidecar the reason first, and its name without the folder.
    pub fn brief(&self) -> String {
        match self {
            Self::Sidecar(error) | Self::NotSaved(error, _) => error.brief(),
            other => other.to_string(),
        }
    }

    /// What has become of changes that could not be saved; `None` if it is not about changes.
    pub fn fate_of_changes(&self) -> Option<String> {
        match self {
            Self::NotSaved(_, Ok(kept)) => Some(format!("NOT SAVED, but kept in {}", kept.display())),
            Self::NotSaved(_, Err(why)) => Some(format!("NOT SAVED, and not kept either: {}", reason(why))),
            _ => None,
        }
    }

    /// The error of a foreign file at `path` that is not read as `format` because of `cause`.
    pub(super) fn foreign(path: PathBuf, format: &'static str, cause: impl Into<Cause>) -> Self {
        Self::Foreign(path, format, cause.into())
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Source(error) => error.fmt(f),
            Self::Sidecar(error) | Self::NotSaved(error, _) => error.fmt(f),
            Self::Read(path, error) => write!(f, "can't read {}: {}", path.display(), reason(error)),
            Self::Stdout(error) => write!(f, "can't write the results: {}", reason(error)),
            Self::Schema(path, why) => write!(f, "the schema {} can't be used: {why}", path.display()),
            Self::Extension(path, why) | Self::Conflict(path, why) => {
                write!(f, "the schema {} can't be extended: {why}", path.display())
            }
            Self::NoTarget(path) => write!(f, "there is no document or folder {}", path.display()),
            Self::NoDocuments(folder) => write!(f, "there are no documents in {}", folder.display()),
            Self::NoGlosses(folder) => {
                write!(f, "nobody has glosses of the documents in {}", folder.display())
            }
            Self::NoSidecar => f.write_str("standard input and pipes have no sidecar to write to"),
            Self::EmptyStream(path) => {
                write!(f, "nothing was read that could be kept as {}", path.display())
            }
            Self::OtherContent(path) => {
                write!(f, "{} is there already and is not what was read; it stays as it is", path.display())
            }
            Self::Write(path, why) => write!(f, "can't write {}: {}", path.display(), reason(why)),
            Self::MakeFolder(path, why) => write!(f, "can't make {}: {}", path.display(), reason(why)),
            Self::Protected(path, why) => write!(f, "{} is not replaced: {why}", path.display()),
            Self::ProtectedText(path) => {
                write!(f, "{} is the document itself, and not plain UTF-8", path.display())
            }
            Self::NotWritten(format) => write!(f, "{format} is read only, not written"),
            Self::NotRead(format) => write!(f, "{format} is written only, not read"),
            Self::MissingFeature(format, feature) => {
                write!(f, "this build can't write {format}: it lacks the feature {feature}")
            }
            Self::SeveralDocuments => f.write_str("several documents are exported into a folder"),
            Self::NotCarried(format, loss) => write!(f, "{format} does not carry: {loss}"),
            Self::WrittenTwice(path, name) => {
                write!(f, "{} is written already: two documents are called {name}", path.display())
            }
            Self::NoForeignFiles { folder, format, extension } => {
                write!(f, "there are no files of {format} (.{extension}) in {}", folder.display())
            }
            Self::Foreign(path, format, why) => {
                write!(f, "{} can't be read as {format}: {why}", path.display())
            }
            Self::NotReadWhole(path, format, loss) => {
                write!(f, "{}: not read from {format}: {loss}", path.display())
            }
            Self::Unnamed(path) => write!(f, "{} doesn't say which document it is about", path.display()),
            Self::OtherDocuments { file, document, .. } => {
                write!(f, "{} has nothing about {document}", file.display())
            }
            Self::NoSuchKey(file, key, _) => write!(f, "no document in {} has a “{key}”", file.display()),
            Self::NoText(name) => write!(f, "the file says nothing of the text of “{name}”"),
            Self::NoDocument(path) => write!(f, "there is no document {}", path.display()),
            Self::DocumentName(path) => write!(f, "{} is no name for a document", path.display()),
            Self::Unusable(path, count) => write!(f, "{}: {count} can't be used", path.display()),
            Self::SeveralStrays(document, strays) => {
                let strays: Vec<_> = strays.iter().map(|path| path.display().to_string()).collect();
                write!(f, "several could be the glosses of {}: {}", document.display(), strays.join(", "))
            }
            Self::NoSuchCoder(coder, _) => write!(f, "“{coder}” has glossed none of these documents"),
            Self::TooFewCoders(documents, one) => {
                let what = match &documents[..] {
                    [document] => document.display().to_string(),
                    _ => "these documents".to_owned(),
                };
                match one {
                    Some(name) => {
                        write!(f, "agreement takes two coders, and of {what} there is only one: {name}")
                    }
                    None => write!(f, "agreement takes two coders, and nobody has glossed {what}"),
                }
            }
        }
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Source(error) => Some(error),
            Self::Sidecar(error) | Self::NotSaved(error, _) => Some(error),
            Self::Stdout(error)
            | Self::Read(_, error)
            | Self::Write(_, error)
            | Self::MakeFolder(_, error) => Some(error),
            Self::Schema(_, error)
            | Self::Extension(_, error)
            | Self::Conflict(_, error)
            | Self::Foreign(_, _, error) => Some(error.as_ref()),
            _ => None,
        }
    }
}

impl From<source::Error> for Error {
    fn from(error: source::Error) -> Self {
        Self::Source(error)
    }
}

impl From<sidecar::Error> for Error {
    fn from(error: sidecar::Error) -> Self {
        Self::Sidecar(error)
    }
}
