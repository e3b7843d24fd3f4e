//! What a command says when it fails: what, why, and what to do next; always worded the same way.

use std::fmt;

use crate::{sidecar, source, text::cells};

/// How a command ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Exit {
    /// Done.
    Done = 0,
    /// A check found something.
    Found = 1,
    /// It was used wrongly.
    Usage = 2,
    /// Something could not be read or written.
    Failed = 3,
}

/// Why a command failed.
#[derive(Debug)]
pub struct Error {
    /// How the program ends.
    pub exit: Exit,
    /// What went wrong, where, and why.
    pub message: String,
    /// What to do next.
    pub hints: Vec<String>,
}

impl Error {
    /// The command was used wrongly.
    pub fn usage(message: impl Into<String>) -> Self {
        Self { exit: Exit::Usage, message: message.into(), hints: Vec::new() }
    }

    /// Something could not be read or written.
    pub fn failed(message: impl Into<String>) -> Self {
        Self { exit: Exit::Failed, message: message.into(), hints: Vec::new() }
    }

    /// With advice.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hints.push(hint.into());
        self
    }

    /// Says it on standard error.
    pub fn report(&self) {
        tracing::error!(exit = ?self.exit, "failed");
        // What went wrong may be told with the words of a document.
        tracing::trace!(message = ?self.message, "failed");
        eprintln!("{self}");
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

impl From<source::Error> for Error {
    fn from(error: source::Error) -> Self {
        let failed = Self::failed(error.to_string());
        match error.hint() {
            Some(hint) => failed.hint(hint),
            None => failed,
        }
    }
}

impl From<sidecar::Error> for Error {
    fn from(error: sidecar::Error) -> Self {
        let failed = Self::failed(error.to_string());
        match error.hint() {
            Some(hint) => failed.hint(hint),
            None => failed,
        }
    }
}

impl From<std::io::Error> for Error {
    fn from(error: std::io::Error) -> Self {
        Self::failed(error.to_string())
    }
}
