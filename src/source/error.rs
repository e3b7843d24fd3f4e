//! The error of a document that could not be opened.

use std::{
    fmt, io,
    path::{Path, PathBuf},
};

use super::{DocumentReader, ReadError, encoding, refused_formats::RefusedFormat};
use crate::{platform::reason, text::cells::printable};

/// The error of a document that could not be opened.
#[derive(Debug)]
pub struct Error {
    path: PathBuf,
    kind: Cause,
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
    /// The reader of its format can make no text of it.
    Unreadable,
    /// The reader of its format can make no text of it, but its source is text itself.
    UnreadableMarkup,
}

#[derive(Debug)]
enum Cause {
    Io(io::Error),
    /// It is binary data, of this format if it is known.
    Binary(Option<&'static RefusedFormat>),
    Folder,
    /// The reader of this format could make no text of the document.
    Unreadable {
        format: &'static str,
        /// Whether the source is text.
        is_text: bool,
        error: ReadError,
    },
}

impl Error {
    /// The error of a file that the system could not read.
    pub(super) fn io(path: &Path, error: io::Error) -> Self {
        Self { path: path.to_owned(), kind: Cause::Io(error) }
    }

    /// The error of data that are no text and begin with `head`; `name` is the path, or what the person called the stream.
    pub(super) fn binary(name: &str, head: &[u8]) -> Self {
        Self { path: name.into(), kind: Cause::Binary(RefusedFormat::of(name, head)) }
    }

    /// The error of a folder in the place of a document.
    pub(super) fn folder(path: &Path) -> Self {
        Self { path: path.to_owned(), kind: Cause::Folder }
    }

    /// The error of a document with this source, of which the reader of `format` could make no text.
    pub(super) fn unreadable(name: &str, source: &[u8], format: &'static str, error: ReadError) -> Self {
        let is_text = !encoding::is_binary(source);
        Self { path: name.into(), kind: Cause::Unreadable { format, is_text, error } }
    }

    /// The error of a file that is too large for its reader, and that is no text that could be shown instead.
    pub(super) fn too_large(name: &str, reader: DocumentReader) -> Self {
        let mebibytes = reader.max_bytes >> 20;
        let message =
            format!("it is larger than {mebibytes} MiB; --as-format {} reads it all the same", reader.name);
        let error = ReadError::new(message);
        Self { path: name.into(), kind: Cause::Unreadable { format: reader.name, is_text: false, error } }
    }

    /// The same error, told of the file at `path`.
    pub(super) fn at(self, path: &Path) -> Self {
        Self { path: path.to_owned(), ..self }
    }

    /// Whether the bytes are those of a file that nobody would read as a document: of a picture, a recording, an archive, a program.
    pub fn is_of_no_document(&self) -> bool {
        matches!(self.kind, Cause::Binary(Some(format)) if !format.is_document)
    }

    /// What is wrong, in a few words to stand beside the name of the file: "an old Word document".
    pub fn brief(&self) -> String {
        match &self.kind {
            Cause::Io(error) => reason(error),
            Cause::Binary(format) => format.map_or("binary data", |format| format.what).to_owned(),
            Cause::Folder => "a folder".to_owned(),
            Cause::Unreadable { error, .. } => printable(&error.to_string()).into_owned(),
        }
    }

    /// What is wrong, as a sentence without the name of the file, with the command that helps if there is one.
    pub fn fault(&self) -> String {
        match &self.kind {
            Cause::Binary(None) => "it is binary data, not text".to_owned(),
            Cause::Binary(Some(format)) => match format.command(&self.path.to_string_lossy()) {
                Some(command) => format!("it is {}; this may help: {command}", format.what),
                None => format!("it is {}, not text", format.what),
            },
            Cause::Folder => "it is a folder".to_owned(),
            Cause::Io(error) if error.kind() == io::ErrorKind::NotFound => "there is no such file".to_owned(),
            Cause::Io(_) | Cause::Unreadable { .. } => self.brief(),
        }
    }

    /// What kind of error it is, for whoever says what a person can do.
    pub fn kind(&self) -> ErrorKind {
        match &self.kind {
            Cause::Io(error) => match error.kind() {
                io::ErrorKind::NotFound => ErrorKind::NotFound,
                io::ErrorKind::PermissionDenied => ErrorKind::PermissionDenied,
                _ => ErrorKind::Io,
            },
            Cause::Binary(_) => ErrorKind::Binary,
            Cause::Folder => ErrorKind::Folder,
            Cause::Unreadable { is_text: true, .. } => ErrorKind::UnreadableMarkup,
            Cause::Unreadable { .. } => ErrorKind::Unreadable,
        }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let path = self.path.to_string_lossy();
        let path = printable(&path);
        match &self.kind {
            Cause::Io(error) if error.kind() == io::ErrorKind::NotFound => write!(f, "can't open {path}")?,
            Cause::Binary(_) => write!(f, "can't show {path}")?,
            Cause::Unreadable { format, .. } => write!(f, "can't read {path} as {format}")?,
            Cause::Io(_) | Cause::Folder => write!(f, "can't read {path}")?,
        }
        write!(f, ": {}", self.fault())
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match &self.kind {
            Cause::Io(error) => Some(error),
            Cause::Unreadable { error, .. } => Some(error),
            _ => None,
        }
    }
}
