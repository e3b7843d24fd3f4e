//! Which files of a folder a walk passes over: those that files like `.gitignore` leave out, what exports wrote, and what is no
//! file.

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
    sync::{Arc, Mutex, PoisonError},
};

use super::ignore_rules::IgnoreRules;
use crate::sidecar::{ExportRecord, StateFolder};

/// Whether a walk passes over what `.gitignore` and `.ignore` files leave out, and what was passed over. Clones count together.
#[derive(Clone, Debug, Default)]
pub struct WalkFilter {
    takes_ignored: bool,
    /// The state folder, which knows what exports wrote.
    state: Option<StateFolder>,
    /// What was passed over in each folder, so that nothing is counted twice where folders are walked twice.
    passed_over: Arc<Mutex<BTreeMap<PathBuf, PassedOver>>>,
}

/// What was passed over.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PassedOver {
    /// How many files that may be documents `.gitignore` and `.ignore` files leave out.
    pub ignored: usize,
    /// How many files an export wrote.
    pub exports: usize,
    /// The pipes, sockets and devices, which would be waited for.
    pub streams: Vec<PathBuf>,
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

    /// What has been passed over in all folders.
    pub fn passed_over(&self) -> PassedOver {
        let folders = self.passed_over.lock().unwrap_or_else(PoisonError::into_inner);
        folders.values().fold(PassedOver::default(), |mut all, folder| {
            all.ignored += folder.ignored;
            all.exports += folder.exports;
            all.streams.extend_from_slice(&folder.streams);
            all
        })
    }

    pub(super) fn count(&self, folder: &Path, passed_over: PassedOver) {
        if passed_over != PassedOver::default() {
            let mut folders = self.passed_over.lock().unwrap_or_else(PoisonError::into_inner);
            folders.insert(folder.to_owned(), passed_over);
        }
    }

    /// Counts a stream in a folder that was passed over.
    pub fn count_stream(&self, folder: &Path, stream: PathBuf) {
        let mut folders = self.passed_over.lock().unwrap_or_else(PoisonError::into_inner);
        let streams = &mut folders.entry(folder.to_owned()).or_default().streams;
        if !streams.contains(&stream) {
            streams.push(stream);
        }
    }

    /// The exports in a folder.
    pub(super) fn exports_in(&self, folder: &Path) -> Option<ExportRecord> {
        self.state.as_ref()?.exports_in(folder)
    }

    /// What is passed over in the folder where a walk begins.
    pub(super) fn exclusion(&self, folder: &Path) -> Exclusion {
        if self.takes_ignored { Exclusion::Nothing } else { Exclusion::Rules(IgnoreRules::around(folder)) }
    }
}

/// What the rules of `.gitignore` and `.ignore` files leave out in a folder.
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
    pub fn has_file(&self, name: &str) -> bool {
        match self {
            Self::Nothing => false,
            Self::Rules(rules) => rules.leave_out(name, false),
            Self::Everything => true,
        }
    }

    /// What is passed over in the folder of this name in this one. Rules can't take in again what is in a folder that they
    /// leave out, like with git.
    pub fn below(&self, name: &str) -> Self {
        match self {
            Self::Nothing => Self::Nothing,
            Self::Rules(rules) if !rules.leave_out(name, true) => Self::Rules(rules.below(name)),
            Self::Rules(_) | Self::Everything => Self::Everything,
        }
    }
}
