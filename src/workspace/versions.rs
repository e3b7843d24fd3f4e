//! Versions of one sidecar: merged, compared, and read as they are.

use std::path::{Path, PathBuf};

use super::Error;
use crate::{
    gloss::{Dismissal, Gloss, Transaction},
    sidecar::{self, Conflict, Problem, Sidecar},
};

/// A version of a sidecar, which may be called anything.
#[derive(Debug)]
pub struct SidecarVersion(Sidecar);

impl SidecarVersion {
    /// Where a version is: at the path itself where a sidecar is named, else beside the document that is named, if it has
    /// one. A file of another name without a sidecar may be one itself.
    pub fn path_of(path: &Path, coder: Option<&str>) -> Result<PathBuf, Error> {
        if path.to_string_lossy().ends_with(".gloss.toml") {
            return Ok(path.to_owned());
        }
        let beside = Sidecar::path_for(path, coder)?;
        Ok(if beside.exists() { beside } else { path.to_owned() })
    }

    /// Reads the version at this path.
    pub fn open(path: PathBuf) -> Result<Self, Error> {
        Ok(Self(Sidecar::open(path)?))
    }

    /// The glosses in it.
    pub fn glosses(&self) -> impl Iterator<Item = &Gloss> {
        self.0.glosses()
    }

    /// The suggestions that were dismissed.
    pub fn dismissals(&self) -> impl Iterator<Item = &Dismissal> {
        self.0.dismissals()
    }

    /// The annotations that can't be read.
    pub fn problems(&self) -> &[Problem] {
        self.0.problems()
    }

    /// What makes another version of this one.
    pub fn difference(&self, other: &Self) -> Transaction {
        sidecar::difference(&self.0, &other.0)
    }
}

/// Merges the sidecars at `ours` and `theirs`, both made of that at `base`, into the one at `out`. Nothing is written where
/// one of them can't be read. Returns what a person has to look at.
pub fn merge_sidecars(base: &Path, ours: &Path, theirs: &Path, out: &Path) -> Result<Vec<Conflict>, Error> {
    let merged = sidecar::merge_files(base, ours, theirs)?;
    let text = merged.text();
    if std::fs::read(out).ok().as_deref() != Some(text.as_bytes()) {
        sidecar::replace_file(out, &text)?;
    }
    Ok(merged.conflicts)
}
