//! Versions of one sidecar: reading, comparing and merging them.

use std::{
    fs,
    io::{self, Write},
    path::{Path, PathBuf},
};

use super::{Error, Host, OutputPolicy, OutputTarget};
use crate::{
    gloss::{Dismissal, Gloss, Transaction},
    platform,
    sidecar::{self, Conflict, Problem, Sidecar},
    source,
};

/// A version of a sidecar, whatever its file is called.
#[derive(Debug)]
pub struct SidecarVersion(Sidecar);

impl SidecarVersion {
    /// The path of a version: the path itself if it is a sidecar's, or that of the named document's sidecar, if it
    /// has one. A file of another name without a sidecar may be a version itself.
    pub fn path_of(path: &Path, coder: Option<&str>) -> Result<PathBuf, Error> {
        if path.to_string_lossy().ends_with(sidecar::ENDING) || source::is_stream(path) {
            return Ok(path.to_owned());
        }
        let beside = Sidecar::path_for(path, coder)?;
        Ok(if beside.exists() { beside } else { path.to_owned() })
    }

    /// Reads the version at this path.
    pub fn open(path: PathBuf) -> Result<Self, Error> {
        Ok(Self(if source::is_stream(&path) { Sidecar::of_stream(path)? } else { Sidecar::open(path)? }))
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

/// Merges the sidecars at `ours` and `theirs`, both made from that at `base`, into the one at `out`, or into that at `ours`.
/// Nothing is written if one of them cannot be read, or if `out` must stay. Returns the conflicts that a person must decide.
pub fn merge_sidecars(
    [base, ours, theirs]: [&Path; 3],
    out: Option<&Path>,
    force: bool,
    host: &Host,
) -> Result<Vec<Conflict>, Error> {
    let is_ours = |out: &Path| {
        fs::canonicalize(out).is_ok_and(|out| fs::canonicalize(ours).is_ok_and(|ours| ours == out))
    };
    let other = out.filter(|out| !is_ours(out));
    if other.is_none() && source::is_stream(ours) {
        return Err(Error::NoSidecar);
    }
    let policy = OutputPolicy::new([base, ours, theirs], force, host);
    let target = other.map(|out| OutputTarget::new(Some(out), policy)).transpose()?;
    let merged = sidecar::merge_files(base, ours, theirs)?;
    let text = merged.text();
    match target {
        None if platform::read_file(ours).is_ok_and(|there| there == text.as_bytes()) => {}
        None => sidecar::replace_file(ours, &text)?,
        Some(OutputTarget::Stdout) => {
            let mut stdout = io::stdout().lock();
            stdout.write_all(text.as_bytes()).and_then(|()| stdout.flush()).map_err(Error::Stdout)?;
        }
        Some(OutputTarget::File(out, policy)) => policy.write_all(&out, text.as_bytes())?,
        Some(OutputTarget::Folder(out, _)) => {
            return Err(Error::Write(out, io::ErrorKind::IsADirectory.into()));
        }
    }
    Ok(merged.conflicts)
}
