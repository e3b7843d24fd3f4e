//! Versions of one sidecar: reading, comparing and merging them.

use std::path::{Path, PathBuf};

use super::Error;
use crate::{
    gloss::{Dismissal, Gloss, Transaction},
    sidecar::{self, Conflict, Problem, Sidecar},
};

/// A version of a sidecar, whatever its file is called.
#[derive(Debug)]
pub struct SidecarVersion(Sidecar);

impl SidecarVersion {
    /// The path of a version: the path itself if it is a sidecar's, or that of the named document's sidecar, if it
    /// has one. A file of another name without a sidecar may be a version itself.
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

    /// The glosses of the version.
    pub fn glosses(&self) -> impl Iterator<Item = &Gloss> {
        self.0.glosses()
    }

    /// The dismissals of the version.
    pub fn dismissals(&self) -> impl Iterator<Item = &Dismissal> {
        self.0.dismissals()
    }

    /// The annotations that cannot be read.
    pub fn problems(&self) -> &[Problem] {
        self.0.problems()
    }

    /// The changes that turn this version into another one.
    pub fn difference(&self, other: &Self) -> Transaction {
        sidecar::difference(&self.0, &other.0)
    }
}

/// Merges the sidecars at `ours` and `theirs`, both made from that at `base`, into the one at `out`. Nothing is
/// written if one of them cannot be read. Returns the conflicts that a person must decide.
pub fn merge_sidecars(base: &Path, ours: &Path, theirs: &Path, out: &Path) -> Result<Vec<Conflict>, Error> {
    let merged = sidecar::merge_files(base, ours, theirs)?;
    let text = merged.text();
    if std::fs::read(out).ok().as_deref() != Some(text.as_bytes()) {
        sidecar::replace_file(out, &text)?;
    }
    Ok(merged.conflicts)
}
