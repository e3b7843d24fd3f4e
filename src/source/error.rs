//! Why a document could not be opened.

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

/// What kind of error kept a document from being opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ErrorKind {
    /// There is no such file.
    NotFound,
    /// The file may not be read.
    PermissionDenied,
    /// The system could not read it for another reason.
    Io,
    /// It is binary data, not text.
    Binary,
    /// It is a folder.
    Folder,
    /// It is a device or a socket.
    Device,
    /// The reader of its format can make no text of it.
    Unreadable,
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

    /// What kind of error it is, for whoever says what a person can do.
    pub fn kind(&self) -> ErrorKind {
        match &self.kind {
            Kind::Io(error) => match error.kind() {
                io::ErrorKind::NotFound => ErrorKind::NotFound,
                io::ErrorKind::PermissionDenied => ErrorKind::PermissionDenied,
                _ => ErrorKind::Io,
            },
            Kind::Binary => ErrorKind::Binary,
            Kind::Folder => ErrorKind::Folder,
            Kind::Device => ErrorKind::Device,
            Kind::Unreadable(..) => ErrorKind::Unreadable,
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
            Kind::Io(error) => Some(error),
            Kind::Unreadable(_, error) => Some(error),
            _ => None,
        }
    }
}
