//! Error messages of commands: what failed, why, and what to do next, always worded the same way.

use std::fmt;

use crate::{
    text::cells,
    workspace::{self, SourceErrorKind, StreamError},
};

/// How a command ended, as the exit code of the program.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Exit {
    /// The command did its work.
    Done = 0,
    /// A check found something, or a comparison found differences.
    Found = 1,
    /// The command was used wrongly.
    Usage = 2,
    /// Something could not be read or written, or the person left with work that is not saved.
    Failed = 3,
}

/// Why a command failed.
#[derive(Debug)]
pub struct Error {
    /// The exit code of the program.
    pub exit: Exit,
    /// What went wrong, where, and why.
    pub message: String,
    /// What to do next, a sentence each.
    pub hints: Vec<String>,
}

impl Error {
    /// An error for wrong usage of a command.
    pub fn usage(message: impl Into<String>) -> Self {
        Self { exit: Exit::Usage, message: message.into(), hints: Vec::new() }
    }

    /// An error for something that could not be read or written.
    pub fn failed(message: impl Into<String>) -> Self {
        Self { exit: Exit::Failed, message: message.into(), hints: Vec::new() }
    }

    /// Adds advice on what to do next.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hints.push(hint.into());
        self
    }

    /// Prints the error on standard error and returns the exit code.
    pub fn report(&self) -> Exit {
        tracing::error!(exit = ?self.exit, "failed");
        // The message may quote a document, so it is logged at the level that may hold its words.
        tracing::trace!(message = ?self.message, "failed");
        eprintln!("{self}");
        self.exit
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let lines: Vec<_> = self.message.lines().map(cells::printable).collect();
        write!(f, "Error: {}", lines.join("\n  "))?;
        for hint in &self.hints {
            write!(f, "\nHint: {}", cells::printable(hint))?;
        }
        Ok(())
    }
}

impl From<workspace::Error> for Error {
    fn from(error: workspace::Error) -> Self {
        let exit = if error.is_misuse() { Exit::Usage } else { Exit::Failed };
        Self { exit, hints: hint(&error).into_iter().collect(), message: error.to_string() }
    }
}

impl From<StreamError> for Error {
    fn from(error: StreamError) -> Self {
        Self::failed(error.to_string())
    }
}

/// What a person can do next at the command line.
fn hint(error: &workspace::Error) -> Option<String> {
    use workspace::Error as E;
    let hint = match error {
        E::Source(error) => hint_on_source(error.kind())?,
        E::Sidecar(error) if error.has_conflict_markers() => {
            let name = error.path().file_name().unwrap_or_default().display();
            let hint = format!("gloss git-setup, then git checkout --merge {name}, merge it gloss by gloss");
            return Some(hint);
        }
        E::Sidecar(error) | E::NotSaved(error, Err(_)) => error.hint()?,
        E::NotSaved(_, Ok(_)) => {
            "`gloss FILE` offers it, and `gloss check FILE --fix` saves it, once that is mended"
        }
        E::Schema(..) => "`gloss schema --default` prints a schema to begin with",
        E::NoTarget(_) => "the kinds go into the gloss.toml of a folder that is there",
        E::Conflict(..) => "--dry-run prints what is to be added, for you to put where it belongs",
        E::MissingFeature(_, feature) => {
            return Some(format!("`cargo install glossator --features {feature}` builds one that can"));
        }
        E::ProtectedText(_) => "export into another folder",
        E::SeveralDocuments => "name one with -o, with a / at its end where there is none yet",
        E::NotCarried(..) => "it was not written; without --strict the rest of it is",
        E::WrittenTwice(..) => "export the folders that they lie in one by one",
        E::NotReadWhole(..) | E::Unusable(..) => "nothing was imported; without --strict the rest is",
        E::Unnamed(_) => "name the document instead of its folder",
        E::OtherDocuments { named, .. } if !named.is_empty() => {
            return Some(format!("it is about {}", named.join(", ")));
        }
        E::NoDocument(_) => "the file has no text to make it of; put the document there first",
        E::DocumentName(_) => "name another document to make of the text",
        E::NoText(_) => "`gloss import` reads it with the document, `gloss export` writes it again",
        E::SeveralStrays(..) => "rename the right one",
        E::NoSuchCoder(_, known) if !known.is_empty() => {
            return Some(format!("there are: {}", known.join(", ")));
        }
        E::TooFewCoders(..) => {
            "`gloss --as NAME FILE` gives each coder a sidecar of their own: FILE.NAME.gloss.toml"
        }
        _ => return None,
    };
    Some(hint.to_owned())
}

/// What a person can do where a document can't be opened.
fn hint_on_source(kind: SourceErrorKind) -> Option<&'static str> {
    match kind {
        SourceErrorKind::NotFound => Some("check the name; `gloss FOLDER` lists the documents of a folder"),
        SourceErrorKind::PermissionDenied => Some("ask for permission to read it"),
        SourceErrorKind::Binary => Some("convert it to text first"),
        SourceErrorKind::Folder => Some("name a document in it, or open the folder itself to pick one"),
        SourceErrorKind::Device => Some("`gloss -` reads standard input"),
        SourceErrorKind::Unreadable => Some("`--as-format plain` shows its source, if that is text"),
        _ => None,
    }
}

impl From<std::io::Error> for Error {
    fn from(error: std::io::Error) -> Self {
        Self::failed(error.to_string())
    }
}
