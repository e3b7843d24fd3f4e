//! Which files of a folder a walk passes over: those that files like `.gitignore` leave out, and what exports wrote.

use std::{
    collections::{BTreeMap, HashMap},
    ffi::OsStr,
    fmt, fs, io,
    path::{Path, PathBuf},
    sync::{Arc, Mutex, PoisonError},
};

use super::ignore_rules::IgnoreRules;
use crate::{
    platform::FileKind,
    sidecar::{ExportRecord, StateFolder},
};

/// Whether a walk passes over what `.gitignore` and `.ignore` files leave out, and how much was passed over. Clones count
/// together. It also keeps what a walk met that can't be read.
#[derive(Clone, Debug, Default)]
pub struct WalkFilter {
    takes_ignored: bool,
    /// The state folder, which knows what exports wrote.
    state: Option<StateFolder>,
    /// The file that is written, or the folder with the files that are, by its whole path without links.
    output: Option<PathBuf>,
    /// Whether what an export wrote is passed over also if it was edited since.
    passes_edited: bool,
    /// What was passed over in each folder, so that nothing is counted twice where folders are walked twice.
    passed_over: Arc<Mutex<HashMap<PathBuf, PassedOver>>>,
    obstacles: Arc<Mutex<BTreeMap<PathBuf, Obstacle>>>,
}

/// How many files were passed over.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PassedOver {
    /// How many that may be documents `.gitignore` and `.ignore` files leave out.
    pub ignored: usize,
    /// How many of them an export wrote.
    pub exports: usize,
    /// How many others tell by their names that nobody would read them as documents: pictures, archives, programs.
    pub others: usize,
}

/// Why something in a folder is neither read nor walked through.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Obstacle {
    /// It is no file but a pipe, a socket or a device, on which a walk might wait for ever.
    NoFile(FileKind),
    /// It is a link to nothing.
    DeadLink,
    /// It is a folder that can't be read.
    Unreadable(io::ErrorKind),
    /// It is a file in a format that no reader has; why it can't be read, and what helps.
    Unsuitable(String),
}

impl Obstacle {
    /// Whether there are, or should be, documents which were not read.
    pub fn hides_documents(&self) -> bool {
        matches!(self, Self::DeadLink | Self::Unreadable(_))
    }
}

impl fmt::Display for Obstacle {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoFile(FileKind::Pipe) => f.write_str("it is a named pipe"),
            Self::NoFile(_) => f.write_str("it is a device or a socket, not a file"),
            Self::DeadLink => f.write_str("it is a link that leads nowhere"),
            Self::Unreadable(error) => write!(f, "it can't be read: {error}"),
            Self::Unsuitable(why) => f.write_str(why),
        }
    }
}

impl WalkFilter {
    /// A filter that passes over all of these; the state folder knows what exports wrote.
    pub fn new(state: Option<StateFolder>) -> Self {
        Self { state, ..Self::default() }
    }

    /// This filter, which takes what `.gitignore` and `.ignore` files leave out.
    #[must_use]
    pub fn with_ignored_files(self) -> Self {
        Self { takes_ignored: true, ..self }
    }

    /// This filter, for a command that writes to `output` what it reads in `folders`. What stands there without glosses is no
    /// document to read: neither that file, nor what is in that folder, as far as it is not one of those that are read;
    /// in these, what an export wrote is not, even if it was edited since.
    #[must_use]
    pub fn with_output(self, output: &Path, folders: &[PathBuf]) -> Self {
        let Ok(output) = fs::canonicalize(output) else { return self };
        let mut whole = folders.iter().filter_map(|folder| fs::canonicalize(folder).ok());
        let is_read = output.is_dir() && whole.any(|folder| folder.starts_with(&output));
        Self { output: Some(output).filter(|_| !is_read), passes_edited: true, ..self }
    }

    /// Whether what is in this folder, or the file of this name in it, is written by the command.
    pub(super) fn is_output(&self, folder: &Path, name: &OsStr) -> bool {
        let Some(output) = &self.output else { return false };
        fs::canonicalize(folder.join(name)).is_ok_and(|path| path.starts_with(output))
    }

    /// How much has been passed over in all folders.
    pub fn passed_over(&self) -> PassedOver {
        self.passed_over_below(Path::new(""))
    }

    /// How much has been passed over in the folder at `path` and in those below it.
    pub fn passed_over_below(&self, path: &Path) -> PassedOver {
        let folders = self.passed_over.lock().unwrap_or_else(PoisonError::into_inner);
        let below = folders.iter().filter(|(folder, _)| folder.starts_with(path));
        below.fold(PassedOver::default(), |sum, (_, folder)| PassedOver {
            ignored: sum.ignored + folder.ignored,
            exports: sum.exports + folder.exports,
            others: sum.others + folder.others,
        })
    }

    /// What was met that can't be read, by path.
    pub fn obstacles(&self) -> Vec<(PathBuf, Obstacle)> {
        let obstacles = self.obstacles.lock().unwrap_or_else(PoisonError::into_inner);
        obstacles.iter().map(|(path, obstacle)| (path.clone(), obstacle.clone())).collect()
    }

    /// Keeps what was met at `path`.
    pub fn meet(&self, path: &Path, obstacle: Obstacle) {
        self.obstacles.lock().unwrap_or_else(PoisonError::into_inner).insert(path.to_owned(), obstacle);
    }

    /// Keeps the number of what is passed over in a folder, unless that is nothing. A second walk through the folder
    /// replaces it.
    pub(super) fn count(&self, folder: &Path, passed_over: PassedOver) {
        if passed_over != PassedOver::default() {
            let mut folders = self.passed_over.lock().unwrap_or_else(PoisonError::into_inner);
            folders.insert(folder.to_owned(), passed_over);
        }
    }

    /// The exports in a folder.
    pub(super) fn exports_in(&self, folder: &Path) -> Option<ExportRecord> {
        self.state.as_ref()?.exports_in(folder)
    }

    /// Whether the file of this name is passed over as one that an export wrote.
    pub(super) fn passes_export(&self, exports: &ExportRecord, name: &OsStr) -> bool {
        if self.passes_edited { exports.names(name) } else { exports.has(name) }
    }

    /// What is passed over in the folder where a walk begins.
    pub(super) fn exclusion(&self, folder: &Path) -> Exclusion {
        if self.takes_ignored { Exclusion::Nothing } else { Exclusion::Rules(IgnoreRules::around(folder)) }
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
