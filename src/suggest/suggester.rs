//! What a suggester is: the one door for whatever finds something that might be tagged.

use std::error;
use std::fmt;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use super::{Analysis, Suggestion};

/// Finds what might be tagged. A suggester is a source of its own: it fails, or is slow, without harm to the others.
pub trait Suggester: Send + Sync {
    /// The name of the source, in the plural where it has one ("quotes"). The status line calls it so, and a gloss that
    /// is made of a suggestion names it as its generator.
    fn name(&self) -> &str;

    /// The kinds and relations that it may suggest, by the schema's names. It is not asked where none of them is wanted,
    /// and what it suggests of another kind is dropped.
    fn kinds(&self) -> &[Arc<str>];

    /// The names of the sources whose results it uses. They must have been added to the engine before it.
    fn needs(&self) -> &[&str] {
        &[]
    }

    /// What it finds, in any order; spans are in bytes of the text that was analysed. Long work asks [`Task::check`] now
    /// and then whether it is still wanted.
    fn suggest(&self, analysis: &Analysis, task: &Task) -> Result<Vec<Suggestion>, Error>;
}

/// One run of an engine, as a suggester sees it: whether to go on, and what was found before.
pub struct Task<'a> {
    cancel: &'a Cancel,
    found: &'a [(Arc<str>, Vec<Suggestion>)],
}

impl<'a> Task<'a> {
    /// A run that can be ended by `cancel`, after these sources have found this.
    pub(super) fn new(cancel: &'a Cancel, found: &'a [(Arc<str>, Vec<Suggestion>)]) -> Self {
        Self { cancel, found }
    }

    /// Fails if the run was cancelled: to be used with `?` between two pieces of work.
    pub fn check(&self) -> Result<(), Error> {
        if self.cancel.is_cancelled() { Err(Error::Cancelled) } else { Ok(()) }
    }

    /// Whether a source of this name was asked before, whatever came of it.
    pub(super) fn has(&self, source: &str) -> bool {
        self.found.iter().any(|(name, _)| **name == *source)
    }

    /// What the source of this name found, likely or not; nothing if it failed. The source must be among those that
    /// [`Suggester::needs`] names.
    pub fn found_by(&self, source: &str) -> &'a [Suggestion] {
        self.found.iter().find(|(name, _)| **name == *source).map_or(&[], |(_, found)| found)
    }
}

/// A switch that ends a run from another thread. Clones are the same switch.
#[derive(Clone, Debug, Default)]
pub struct Cancel(Arc<AtomicBool>);

impl Cancel {
    /// Ends the run; it can't be taken back.
    pub fn cancel(&self) {
        self.0.store(true, Ordering::Relaxed);
    }

    /// Whether the run is to end.
    pub fn is_cancelled(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}

/// Why a source has no results.
#[derive(Debug)]
#[non_exhaustive]
pub enum Error {
    /// The run was cancelled.
    Cancelled,
    /// The source says why.
    Failed(Box<dyn error::Error + Send + Sync>),
    /// The source panicked, with this message.
    Panicked(String),
    /// No source of this name, whose results it uses, stands before it in the engine.
    Missing(String),
    /// It suggested something that is no place in the text: from and to, in bytes.
    OutOfText(usize, usize),
}

impl Error {
    /// A failure with this reason: a text, or another error.
    pub fn failed(reason: impl Into<Box<dyn error::Error + Send + Sync>>) -> Self {
        Self::Failed(reason.into())
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Cancelled => f.write_str("cancelled"),
            Self::Failed(reason) => reason.fmt(f),
            Self::Panicked(message) => write!(f, "a fault in the program ({message})"),
            Self::Missing(name) => write!(f, "it needs the source “{name}”, which is not there"),
            Self::OutOfText(start, end) => {
                write!(f, "it suggested bytes {start} to {end}, which are no passage of the text")
            }
        }
    }
}

impl error::Error for Error {
    fn source(&self) -> Option<&(dyn error::Error + 'static)> {
        match self {
            Self::Failed(reason) => Some(&**reason),
            _ => None,
        }
    }
}

#[cfg(test)]
pub(super) mod testing {
    use super::*;

    /// What `suggester` finds in `text` when it is run alone.
    pub(in crate::suggest) fn found_in(suggester: &dyn Suggester, text: &str) -> Vec<Suggestion> {
        let cancel = Cancel::default();
        suggester.suggest(&Analysis::new(text), &Task::new(&cancel, &[])).expect("found")
    }
}
