//! The annotations that a command had to leave out, since they can't be used.

use std::sync::Mutex;

use super::{error::Exit, lines};

/// A line on each sidecar with such annotations, from any thread.
#[derive(Debug, Default)]
pub struct Unread(Mutex<Vec<String>>);

impl Unread {
    /// Adds a line.
    pub fn add(&self, line: String) {
        self.0.lock().unwrap_or_else(std::sync::PoisonError::into_inner).push(line);
    }

    /// Prints the lines on standard error, sorted, and returns the exit code that they mean.
    pub fn tell(self) -> Exit {
        let mut all = self.0.into_inner().unwrap_or_else(std::sync::PoisonError::into_inner);
        all.sort();
        all.iter().for_each(lines::tell);
        if all.is_empty() { Exit::Done } else { Exit::Found }
    }
}
