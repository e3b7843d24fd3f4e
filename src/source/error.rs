//! The error of a document that could not be opened, with a hint what to do next.

use std::{
    fmt, io,
    path::{Path, PathBuf},
};

use super::ReadError;

/// The error of a document that could not be opened.
#[derive(Debug)]
pub struct Error {
    path: PathBuf,
    kind: Cause,
}

#[derive(Debug)]
enum Cause {
    Io(io::Error),
    Binary,
    Folder,
    Device,
    /// The reader of this format could make no text of the document.
    Unreadable(&'static str, ReadError),
}

impl Error {
    pub(super) fn io(path: &Path, error: io::Error) -> Self {
        Self { path: path.to_owned(), kind: Cause::Io(error) }
    }

    pub(super) fn binary(name: &str) -> Self {
        Self { path: name.into(), kind: Cause::Binary }
    }

    pub(super) fn folder(path: &Path) -> Self {
        Self { path: path.to_owned(), kind: Cause::Folder }
    }

    pub(super) fn device(path: &Path) -> Self {
        Self { path: path.to_owned(), kind: Cause::Device }
    }

    pub(super) fn unreadable(name: &str, format: &'static str, error: ReadError) -> Self {
        Self { path: name.into(), kind: Cause::Unreadable(format, error) }
    }

    pub(super) fn at(self, path: &Path) -> Self {
        Self { path: path.to_owned(), ..self }
    }

    /// A hint what a person can do next, if there is something to do.
    pub fn hint(&self) -> Option<&'static str> {
        match &self.kind {
            Cause::Io(error) if error.kind() == io::ErrorKind::NotFound => {
                Some("check the name; `gloss FOLDER` lists the documents of a folder")
            }
            Cause::Io(error) if error.kind() == io::ErrorKind::PermissionDenied => {
                Some("ask for permission to read it")
            }
            Cause::Io(_) => None,
            Cause::Binary => Some("convert it to text first"),
            Cause::Folder => Some("name a document in it, or open the folder itself to pick one"),
            Cause::Device => Some("`gloss -` reads standard input"),
            Cause::Unreadable(..) => Some("`--as-format plain` shows its source, if that is text"),
        }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let path = self.path.to_string_lossy();
        let path = crate::text::cells::printable(&path);
        match &self.kind {
            Cause::Io(error) if error.kind() == io::ErrorKind::NotFound => {
                write!(f, "cannot open {path}: there is no such file")
            }
            Cause::Io(error) => write!(f, "cannot read {path}: {error}"),
            Cause::Binary => write!(f, "cannot show {path}: it is binary data, not text (it has NUL bytes)"),
            Cause::Folder => write!(f, "cannot read {path}: it is a folder"),
            Cause::Device => write!(f, "cannot read {path}: it is a device or a socket, not a file"),
            Cause::Unreadable(format, error) => {
                let error = error.to_string();
                write!(f, "cannot read {path} as {format}: {}", crate::text::cells::printable(&error))
            }
        }
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match &self.kind {
            Cause::Unreadable(_, error) => error.source(),
            _ => None,
        }
    }
}
