//! The errors of reading and saving glosses, with hints.

use std::{
    fmt, io,
    path::{Path, PathBuf},
};

use crate::{platform::reason, text::line_and_column};

/// An error of a sidecar.
#[derive(Debug)]
pub struct Error {
    path: PathBuf,
    kind: ErrorKind,
}

/// The kind of error.
#[derive(Debug)]
enum ErrorKind {
    Read(io::Error),
    Write(io::Error),
    Remove(io::Error),
    Syntax { line: usize, column: usize, source: Box<toml_edit::TomlError> },
    Conflict { line: usize },
    NotOurs(String),
    ReadOnly(String),
    Name(String),
    NoDocument,
    Busy,
}

impl Error {
    /// The error of a file that the system could not read.
    pub(super) fn read(path: &Path, error: io::Error) -> Self {
        Self { path: path.to_owned(), kind: ErrorKind::Read(error) }
    }

    /// The error of a file that the system could not write, or of a folder that it could not lock.
    pub(super) fn write(path: &Path, error: io::Error) -> Self {
        Self { path: path.to_owned(), kind: ErrorKind::Write(error) }
    }

    /// The error of a file that the system could not remove.
    pub(super) fn remove(path: &Path, error: io::Error) -> Self {
        Self { path: path.to_owned(), kind: ErrorKind::Remove(error) }
    }

    /// The error of a text that is not TOML: mistyped, or with the markers of a line-based merge by git.
    pub(super) fn syntax(path: &Path, text: &str, error: &toml_edit::TomlError) -> Self {
        if let Some(line) = conflict(text) {
            return Self { path: path.to_owned(), kind: ErrorKind::Conflict { line } };
        }
        let (line, column) = line_and_column(text, error.span().map_or(0, |span| span.start));
        let kind = ErrorKind::Syntax { line, column, source: Box::new(error.clone()) };
        Self { path: path.to_owned(), kind }
    }

    /// The error of something in the place of a sidecar that is none, because of `why`.
    pub(super) fn not_ours(path: &Path, why: impl Into<String>) -> Self {
        Self { path: path.to_owned(), kind: ErrorKind::NotOurs(why.into()) }
    }

    /// The error of a sidecar that may not be written to, because of `why`.
    pub(super) fn read_only(path: &Path, why: impl Into<String>) -> Self {
        Self { path: path.to_owned(), kind: ErrorKind::ReadOnly(why.into()) }
    }

    /// The error of a file that another program is writing again and again, or has only begun to write.
    pub(super) fn busy(path: &Path) -> Self {
        Self { path: path.to_owned(), kind: ErrorKind::Busy }
    }

    /// The error of a path or a coder for which there can be no sidecar, because of `why`.
    pub(super) fn name(path: &Path, why: impl Into<String>) -> Self {
        Self { path: path.to_owned(), kind: ErrorKind::Name(why.into()) }
    }

    /// The error of a sidecar that is taken for a document.
    pub(super) fn no_document(path: &Path) -> Self {
        Self { path: path.to_owned(), kind: ErrorKind::NoDocument }
    }

    /// Whether the caller asked for something impossible, rather than something having gone wrong.
    pub fn is_misuse(&self) -> bool {
        matches!(self.kind, ErrorKind::Name(_) | ErrorKind::NoDocument)
    }

    /// Whether the file does not exist.
    pub(super) fn is_missing(&self) -> bool {
        matches!(&self.kind, ErrorKind::Read(error) if error.kind() == io::ErrorKind::NotFound)
    }

    /// The error in short, for narrow places: the reason first, and only the file name of the path.
    pub fn brief(&self) -> String {
        let (what, why) = self.of(&self.path.file_name().unwrap_or_default().to_string_lossy());
        format!("{why}: {what}")
    }

    /// The reason alone, for whoever says what it is about.
    pub fn reason(&self) -> String {
        self.of("").1
    }

    /// The event and its reason; `path` is what the file is called.
    fn of(&self, path: &str) -> (String, String) {
        let path = crate::text::cells::printable(path);
        match &self.kind {
            ErrorKind::Read(error) => (format!("can't read {path}"), reason(error)),
            ErrorKind::Write(error) => (format!("can't save {path}"), reason(error)),
            ErrorKind::Remove(error) => (format!("can't remove {path}"), reason(error)),
            ErrorKind::Syntax { line, column, source } => {
                let message = source.message().trim().replace('\n', "; ");
                (format!("{path} is not valid TOML"), format!("line {line}, column {column}: {message}"))
            }
            ErrorKind::Conflict { line } => (
                format!("{path} has git's conflict markers at line {line}"),
                "git merged it line by line".to_owned(),
            ),
            ErrorKind::NotOurs(why) => (format!("{path} is not a file of glosses"), why.clone()),
            ErrorKind::ReadOnly(why) => (format!("{path} is read-only"), why.clone()),
            ErrorKind::Name(why) => (path.into_owned(), why.clone()),
            ErrorKind::NoDocument => {
                (path.into_owned(), "it is a sidecar, and has no glosses of its own".to_owned())
            }
            ErrorKind::Busy => (
                format!("can't save {path} now"),
                "another program is writing it at the same time".to_owned(),
            ),
        }
    }

    /// The file that it is about.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Whether another program is in the way for the moment: it is writing the file, or has locked the folder.
    pub fn is_busy(&self) -> bool {
        match &self.kind {
            ErrorKind::Busy => true,
            ErrorKind::Write(error) => error.kind() == io::ErrorKind::TimedOut,
            _ => false,
        }
    }

    /// Whether git has merged the file line by line, and left its markers.
    pub fn has_conflict_markers(&self) -> bool {
        matches!(self.kind, ErrorKind::Conflict { .. })
    }

    /// What a person can do next, where that needs no other program.
    pub fn hint(&self) -> Option<&'static str> {
        match &self.kind {
            ErrorKind::Read(error) | ErrorKind::Write(error) => match error.kind() {
                io::ErrorKind::FileTooLarge => Some("move it away, or put back what was there before"),
                io::ErrorKind::StorageFull => Some("make room on the disk"),
                io::ErrorKind::PermissionDenied => {
                    Some("ask for permission, or copy the document to a folder of your own")
                }
                io::ErrorKind::NotFound => Some("check the name, and the link if it is one"),
                _ if error.raw_os_error().is_none() => Some("move it away if it is not meant for gloss"),
                _ => Some("see whether the disk is all right"),
            },
            ErrorKind::Remove(_) => Some("it is still kept; see who may write its folder"),
            ErrorKind::Conflict { .. } | ErrorKind::Busy => None,
            ErrorKind::Syntax { .. } => {
                Some("mend that line in an editor; the file is left as it is until then")
            }
            ErrorKind::NotOurs(_) => Some("move the file away if it is not meant for gloss"),
            ErrorKind::ReadOnly(_) => Some("copy the document to a folder of your own"),
            ErrorKind::Name(_) => Some("use letters, digits, - and _"),
            ErrorKind::NoDocument => Some("name its document; `gloss text FILE` prints the sidecar itself"),
        }
    }
}

/// The line of the first of git's conflict markers, if the text has all kinds of them.
fn conflict(text: &str) -> Option<usize> {
    let line_of = |is_marker: fn(&str) -> bool| text.lines().position(is_marker);
    let first = line_of(|line| line.starts_with("<<<<<<< "))?;
    line_of(|line| line == "=======")?;
    line_of(|line| line.starts_with(">>>>>>> "))?;
    Some(first + 1)
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (what, why) = self.of(&self.path.to_string_lossy());
        write!(f, "{what}: {why}")
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match &self.kind {
            ErrorKind::Read(error) | ErrorKind::Write(error) | ErrorKind::Remove(error) => Some(error),
            ErrorKind::Syntax { source, .. } => Some(source),
            _ => None,
        }
    }
}
