//! Error messages of commands: what failed, why, and what to do next, always worded the same way.

use std::{fmt, io};

use super::lines::tell;
use crate::{
    platform::{self, Signal},
    text::{abridged, cells},
    workspace::{self, SourceErrorKind, StreamError},
};

/// The most keys of a file that a hint names. Chosen by hand.
const MAX_NAMED_KEYS: usize = 12;

/// The exit codes with what they mean, for the help; the README has the same.
pub const EXIT_CODES: &str = "\
  0    done
  1    done, and something was found, or lines or annotations of a file can't be used
  2    wrong use: an option, value, name or condition that means nothing
  3    a file can't be read or written (the others are done), or work was left unsaved
  128+ ended by the signal of this number less 128, with all saved";

/// How a command ended, as the exit code of the program.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Exit {
    /// The command did its work.
    Done,
    /// A check found something, or a comparison found differences.
    Found,
    /// The command was used wrongly.
    Usage,
    /// Something could not be read or written, or the person left with work that is not saved.
    Failed,
    /// A signal ended the program.
    Signalled(Signal),
}

impl Exit {
    /// The exit code of the program: that of a shell, 128 and its number, for a signal.
    pub fn code(self) -> u8 {
        match self {
            Self::Done => 0,
            Self::Found => 1,
            Self::Usage => 2,
            Self::Failed => 3,
            Self::Signalled(signal) => u8::try_from(128 + signal.number()).unwrap_or(u8::MAX),
        }
    }
}

/// Why a command failed.
#[derive(Debug)]
pub struct Error {
    /// The exit code of the program.
    pub exit: Exit,
    /// What went wrong, where, and why.
    pub message: String,
    /// What there is to choose from, or what has become of the work, a line each.
    pub details: Vec<String>,
    /// What to do next, a sentence each.
    pub hints: Vec<String>,
}

impl Error {
    /// An error for wrong usage of a command.
    pub fn usage(message: impl Into<String>) -> Self {
        Self { exit: Exit::Usage, message: message.into(), details: Vec::new(), hints: Vec::new() }
    }

    /// An error for something that could not be read or written.
    pub fn failed(message: impl Into<String>) -> Self {
        Self { exit: Exit::Failed, message: message.into(), details: Vec::new(), hints: Vec::new() }
    }

    /// The end by a signal.
    pub fn signalled(signal: Signal) -> Self {
        let message = format!("ended by the signal {}", signal.name());
        Self { exit: Exit::Signalled(signal), ..Self::failed(message) }
    }

    /// Adds a line below the message.
    #[must_use]
    pub fn detail(mut self, line: impl Into<String>) -> Self {
        self.details.push(line.into());
        self
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
        self.to_string().lines().for_each(tell);
        self.exit
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Error: {}", shown(&self.message))?;
        for detail in &self.details {
            write!(f, "\n  {}", shown(detail))?;
        }
        for hint in &self.hints {
            write!(f, "\nHint: {}", shown(hint))?;
        }
        Ok(())
    }
}

/// A line of a message: nothing in it is taken for a command by a terminal, and it is no longer than anyone reads.
fn shown(line: &str) -> String {
    cells::printable(&abridged(line)).into_owned()
}

impl From<workspace::Error> for Error {
    fn from(error: workspace::Error) -> Self {
        let exit = if error.is_misuse() { Exit::Usage } else { Exit::Failed };
        let details = error.fate_of_changes().into_iter().collect();
        Self { exit, details, hints: hint(&error).into_iter().collect(), ..Self::failed(error.to_string()) }
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
        E::Foreign(..) => "--from says which format it is; `gloss formats` lists them",
        E::Read(_, error) if error.kind() == io::ErrorKind::NotFound => "check the name",
        E::Read(_, error) | E::Write(_, error) | E::MakeFolder(_, error) => hint_on_system(error)?,
        E::NoSidecar => "name a file, or another one to write to with -o",
        E::NoDocuments(_) => "name a document; what looks like none is taken if it is named itself",
        E::OtherContent(_) => "give another name with --name, or open the file that is there",
        E::NotWritten(_) | E::NotRead(_) => "`gloss formats` says which formats are read and written",
        E::NoForeignFiles { .. } => "name the files themselves, or their format with --from",
        E::Extension(..) => "mend it first, or print the additions with --dry-run",
        E::Schema(..) => "`gloss schema --default` prints a schema to begin with",
        E::NoTarget(_) => "the kinds go into the gloss.toml of a folder that is there",
        E::Conflict(..) => "--dry-run prints what is to be added, for you to put where it belongs",
        E::MissingFeature(_, feature) => {
            return Some(format!("`cargo install glossator --features {feature}` builds one that can"));
        }
        E::Protected(_, why) if why.yields() => "--force replaces it; -o names another file, -o - prints",
        E::Protected(..) => "-o names another file, -o - prints",
        E::ProtectedText(_) => "export into another folder",
        E::SeveralDocuments => {
            "name one with -o, with a / at its end where there is none yet; text, markdown, html and latex make one report of all"
        }
        E::NotCarried(..) => "it was not written; without --strict the rest of it is",
        E::WrittenTwice(..) => "export the folders that they lie in one by one",
        E::NotReadWhole(..) | E::Unusable(..) => "nothing was imported; without --strict the rest is",
        E::Unnamed(_) => "name the document instead of its folder",
        E::OtherDocuments { named, .. } if !named.is_empty() => {
            return Some(format!("it is about {}", named.join(", ")));
        }
        E::OtherDocuments { .. } => {
            "a folder (a new one with / at its end) takes in all that the file is about"
        }
        E::NoDocument(_) => "the file has no text to make it of; put the document there first",
        E::DocumentName(_) => "name another document to make of the text",
        E::NoSuchKey(_, _, keys) if !keys.is_empty() => {
            let few: Vec<&str> = keys.iter().map(String::as_str).take(MAX_NAMED_KEYS).collect();
            return Some(format!(
                "there are: {}{}",
                few.join(", "),
                if keys.len() > few.len() { ", …" } else { "" }
            ));
        }
        E::NoText(_) => "`gloss import` reads it with the document, `gloss export` writes it again",
        E::SeveralStrays(..) => "rename the right one",
        E::NoSuchCoder(_, known) if !known.is_empty() => {
            return Some(format!("there are: {}", known.join(", ")));
        }
        E::NoSuchCoder(..) => "without --as the glosses are taken that are no coder's",
        E::TooFewCoders(..) | E::NoGlosses(_) => {
            "`gloss --as NAME FILE` gives each coder a sidecar of their own: FILE.NAME.gloss.toml"
        }
        _ => return None,
    };
    Some(hint.to_owned())
}

/// What a person can do where the system can't read or write.
fn hint_on_system(error: &io::Error) -> Option<&'static str> {
    Some(match error.kind() {
        io::ErrorKind::NotFound => "check the name, and make the folder if it is not there yet",
        io::ErrorKind::PermissionDenied => "ask for permission, or name another folder",
        io::ErrorKind::StorageFull => "make room on the disk",
        _ if error.raw_os_error().is_none() => return None,
        _ => "see whether the disk is all right",
    })
}

/// What a person can do where a document can't be opened.
fn hint_on_source(kind: SourceErrorKind) -> Option<&'static str> {
    match kind {
        SourceErrorKind::NotFound => Some("check the name; `gloss FOLDER` lists the documents of a folder"),
        SourceErrorKind::PermissionDenied => Some("ask for permission to read it"),
        SourceErrorKind::Binary => Some("convert it to text first"),
        SourceErrorKind::Folder => Some("name a document in it, or open the folder itself to pick one"),
        SourceErrorKind::UnreadableMarkup => Some("`--as-format plain` shows its source"),
        _ => None,
    }
}

impl From<io::Error> for Error {
    fn from(error: io::Error) -> Self {
        Self::failed(platform::reason(&error))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_message_is_longer_than_anyone_reads() {
        let long = format!("“{}” is not in the text", "a line\n".repeat(100_000));
        let shown = Error::usage(long).detail("d".repeat(9000)).hint("h".repeat(9000)).to_string();
        assert_eq!(shown.lines().count(), 3, "{shown}");
        assert!(
            shown.starts_with("Error: “a line␊a line␊") && shown.contains("␊” is not in the text\n  dd"),
            "{shown}"
        );
        assert!(shown.len() < 3000, "{}", shown.len());
    }
}
