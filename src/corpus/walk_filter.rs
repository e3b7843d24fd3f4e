//! Which documents a walk passes over: those that files like `.gitignore` leave out.

use std::{
    collections::{BTreeMap, HashMap},
    ffi::OsStr,
    fmt, io,
    path::{Path, PathBuf},
    sync::{Arc, Mutex, PoisonError},
};

use super::ignore_rules::IgnoreRules;
use crate::platform::FileKind;

/// Whether a walk passes over what `.gitignore` and `.ignore` files leave out, and how many documents those were. Clones
/// count together. It also keeps what a walk met that can't be read.
#[derive(Clone, Debug, Default)]
pub struct WalkFilter {
    is_off: bool,
    /// How many documents were passed over in each folder, so that none is counted twice where folders are walked twice.
    passed_over: Arc<Mutex<HashMap<PathBuf, usize>>>,
    obstacles: Arc<Mutex<BTreeMap<PathBuf, Obstacle>>>,
}

/// Why something in a folder is neither read nor walked through.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Obstacle {
    /// It is no file but a pipe, a socket or a device, on which a walk might wait for ever.
    NoFile(FileKind),
    /// It is a folder that can't be read.
    Unreadable(io::ErrorKind),
}

impl fmt::Display for Obstacle {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoFile(FileKind::Pipe) => f.write_str("it is a named pipe"),
            Self::NoFile(_) => f.write_str("it is a device or a socket, not a file"),
            Self::Unreadable(error) => write!(f, "it can't be read: {error}"),
        }
    }
}

impl WalkFilter {
    /// A filter that passes over nothing.
    pub fn off() -> Self {
        Self { is_off: true, ..Self::default() }
    }

    /// How many documents have been passed over.
    pub fn passed_over(&self) -> usize {
        self.passed_over.lock().unwrap_or_else(PoisonError::into_inner).values().sum()
    }

    /// What was met that can't be read, by path.
    pub fn obstacles(&self) -> Vec<(PathBuf, Obstacle)> {
        let obstacles = self.obstacles.lock().unwrap_or_else(PoisonError::into_inner);
        obstacles.iter().map(|(path, obstacle)| (path.clone(), *obstacle)).collect()
    }

    pub(super) fn meet(&self, path: &Path, obstacle: Obstacle) {
        self.obstacles.lock().unwrap_or_else(PoisonError::into_inner).insert(path.to_owned(), obstacle);
    }

    pub(super) fn count(&self, folder: &Path, passed_over: usize) {
        if passed_over > 0 {
            let mut folders = self.passed_over.lock().unwrap_or_else(PoisonError::into_inner);
            folders.insert(folder.to_owned(), passed_over);
        }
    }

    /// What is passed over in the folder where a walk begins.
    pub(super) fn exclusion(&self, folder: &Path) -> Exclusion {
        if self.is_off { Exclusion::Nothing } else { Exclusion::Rules(IgnoreRules::around(folder)) }
    }
}

/// What is passed over in a folder.
#[derive(Debug)]
pub(super) enum Exclusion {
    /// Nothing.
    Nothing,
    /// What the rules leave out.
    Rules(IgnoreRules),
    /// Everything: the folder itself is left out.
    Everything,
}

impl Exclusion {
    /// With the rules of the folder's own files.
    pub fn with_own_rules(mut self) -> Self {
        if let Self::Rules(rules) = &mut self {
            rules.add_own();
        }
        self
    }

    /// Whether the file of this name in the folder is passed over.
    pub fn has_file(&self, name: &OsStr) -> bool {
        match self {
            Self::Nothing => false,
            Self::Rules(rules) => rules.leave_out(name, false),
            Self::Everything => true,
        }
    }

    /// What is passed over in the folder of this name in this one. Rules can't take in again what is in a folder that they
    /// leave out, like with git.
    pub fn below(&self, name: &OsStr) -> Self {
        match self {
            Self::Nothing => Self::Nothing,
            Self::Rules(rules) if !rules.leave_out(name, true) => Self::Rules(rules.below(name)),
            Self::Rules(_) | Self::Everything => Self::Everything,
        }
    }
}
