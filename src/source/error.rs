//! Why a document could not be opened, and what to do about it.

use std::{
    fmt, io,
    path::{Path, PathBuf},
};

use super::ReadError;

/// A document that could not be opened.
#[derive(Debug)]
pub struct Error {
    path: PathBuf,
    kind: Kind,
}

#[derive(Debug)]
enum Kind {
    Io(io::Error),
    Binary,
    Folder,
    Device,
    /// The reader of this format can make no text of it.
    Unreadable(&'static str, ReadError),
}

impl Error {
    pub(super) fn io(path: &Path, error: io::Error) -> Self {
        Self { path: path.to_owned(), kind: Kind::Io(error) }
    }

    pub(super) fn binary(name: &str) -> Self {
        Self { path: name.into(), kind: Kind::Binary }
    }

    pub(super) fn folder(path: &Path) -> Self {
        Self { path: path.to_owned(), kind: Kind::Folder }
    }

    pub(super) fn device(path: &Path) -> Self {
        Self { path: path.to_owned(), kind: Kind::Device }
    }

    pub(super) fn unreadable(name: &str, format: &'static str, error: ReadError) -> Self {
        Self { path: name.into(), kind: Kind::Unreadable(format, error) }
    }

    pub(super) fn at(self, path: &Path) -> Self {
        Self { path: path.to_owned(), ..self }
    }

    /// What a person can do next, where there is something.
    pub fn hint(&self) -> Option<&'static str> {
        match &self.kind {
            Kind::Io(error) if error.kind() == io::ErrorKind::NotFound => {
                Some("check the name; `gloss FOLDER` lists the documents of a folder")
            }
            Kind::Io(error) if error.kind() == io::ErrorKind::PermissionDenied => {
                Some("ask for permission to read it")
            }
            Kind::Io(_) => None,
            Kind::Binary => Some("convert it to text first"),
            Kind::Folder => Some("name a document in it, or open the folder itself to pick one"),
            Kind::Device => Some("`gloss -` reads standard input"),
            Kind::Unreadable(..) => Some("`--as-format plain` shows its source, if that is text"),
        }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let path = self.path.to_string_lossy();
        let path = crate::text::cells::printable(&path);
        match &self.kind {
            Kind::Io(error) if error.kind() == io::ErrorKind::NotFound => {
                write!(f, "cannot open {path}: there is no such file")
            }
            Kind::Io(error) => write!(f, "cannot read {path}: {error}"),
            Kind::Binary => write!(f, "cannot show {path}: it is binary data, not text (it has NUL bytes)"),
            Kind::Folder => write!(f, "cannot read {path}: it is a folder"),
            Kind::Device => write!(f, "cannot read {path}: it is a device or a socket, not a file"),
            Kind::Unreadable(format, error) => {
                let error = error.to_string();
                write!(f, "cannot read {path} as {format}: {}", crate::text::cells::printable(&error))
            }
        }
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match &self.kind {
            Kind::Unreadable(_, error) => error.source(),
            _ => None,
        }
    }
}
