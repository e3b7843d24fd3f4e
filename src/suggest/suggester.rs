//! The trait of a suggester: whatever suggests something to tag implements it.

use std::error;
use std::fmt;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use super::{Analysis, Suggestion};

/// Suggests what a person might tag. Each suggester is a source of its own: if it fails or is slow, the others are not
/// affected.
pub trait Suggester: Send + Sync {
    /// The name of the source, preferably in the plural ("quotes"). The status line shows it, and a gloss that is made
    /// from a suggestion names it as its generator.
    fn name(&self) -> &str;

    /// The kinds and relations that it may suggest, by the schema's names. The suggester is not run if none of them is
    /// wanted, and its suggestions of other kinds are dropped.
    fn kinds(&self) -> &[Arc<str>];

    /// The names of the sources whose results it uses. They must have been added to the engine before it.
    fn needs(&self) -> &[&str] {
        &[]
    }

    /// Its suggestions, in any order; spans are in bytes of the text that was analysed. Long work should call
    /// [`Task::check`] now and then, to see whether the run was cancelled.
    fn suggest(&self, analysis: &Analysis, task: &Task) -> Result<Vec<Suggestion>, Error>;
}

/// One run of an engine as a suggester sees it: whether it was cancelled, and the results of the sources before.
pub struct Task<'a> {
    cancel: &'a Cancel,
    found: &'a [(Arc<str>, Vec<Suggestion>)],
}

impl<'a> Task<'a> {
    /// A run that `cancel` can end; `found` holds the results of the sources that have run.
    pub(super) fn new(cancel: &'a Cancel, found: &'a [(Arc<str>, Vec<Suggestion>)]) -> Self {
        Self { cancel, found }
    }

    /// Returns [`Error::Cancelled`] if the run was cancelled. Call it with `?` between two pieces of work.
    pub fn check(&self) -> Result<(), Error> {
        if self.cancel.is_cancelled() { Err(Error::Cancelled) } else { Ok(()) }
    }

    /// Whether a source of this name has run before, with or without results.
    pub(super) fn has(&self, source: &str) -> bool {
        self.found.iter().any(|(name, _)| **name == *source)
    }

    /// The results of the source of this name, likely or not; empty if it failed. [`Suggester::needs`] must name the
    /// source.
    pub fn found_by(&self, source: &str) -> &'a [Suggestion] {
        self.found.iter().find(|(name, _)| **name == *source).map_or(&[], |(_, found)| found)
    }
}

/// A switch that ends a run from another thread. All clones are the same switch.
#[derive(Clone, Debug, Default)]
pub struct Cancel(Arc<AtomicBool>);

impl Cancel {
    /// Ends the run. This can't be undone.
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
    /// The source failed, for this reason.
    Failed(Box<dyn error::Error + Send + Sync>),
    /// The source panicked, with this message.
    Panicked(String),
    /// It needs the results of the source of this name, and the engine has none before it.
    Missing(String),
    /// It suggested a span, from and to in bytes, that is not in the text.
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

    /// The suggestions of `suggester` for `text`, run alone.
    pub(in crate::suggest) fn found_in(suggester: &dyn Suggester, text: &str) -> Vec<Suggestion> {
        let cancel = Cancel::default();
        suggester.suggest(&Analysis::new(text), &Task::new(&cancel, &[])).expect("found")
    }
}
