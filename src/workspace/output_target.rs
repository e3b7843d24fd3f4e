//! Where documents are written to: standard output, a file, or a folder. What is read is never written to.

use std::{
    collections::HashSet,
    fs,
    path::{Path, PathBuf},
};

use super::Error;

/// Where documents are written to.
#[derive(Debug)]
pub enum OutputTarget {
    /// To standard output.
    Stdout,
    /// Into one file.
    File(PathBuf),
    /// Into a folder, a file for each; never over these.
    Folder(PathBuf, ProtectedFiles),
}

impl OutputTarget {
    /// The target that `out` names: a folder where there is one, or where it ends in `/`; standard output where nothing is
    /// named. `sources` are the files that are read. The folder is made if it is not there.
    pub fn new(out: Option<&Path>, sources: &[&Path]) -> Result<Self, Error> {
        let Some(out) = out else { return Ok(Self::Stdout) };
        let protected = ProtectedFiles::new(sources);
        if out.is_dir() || out.as_os_str().as_encoded_bytes().ends_with(b"/") {
            fs::create_dir_all(out).map_err(|error| Error::MakeFolder(out.to_owned(), error))?;
            return Ok(Self::Folder(out.to_owned(), protected));
        }
        protected.check(out)?;
        Ok(Self::File(out.to_owned()))
    }
}

/// Files that are never written to: those that are read, and the sidecars beside them, whoever's they are.
#[derive(Debug)]
pub struct ProtectedFiles {
    files: HashSet<PathBuf>,
    folders: HashSet<PathBuf>,
}

impl ProtectedFiles {
    fn new(sources: &[&Path]) -> Self {
        let files: HashSet<PathBuf> = sources.iter().filter_map(|path| fs::canonicalize(path).ok()).collect();
        let folders = files.iter().filter_map(|file| file.parent()).map(Path::to_owned).collect();
        Self { files, folders }
    }

    /// Whether there is a protected file at this path.
    pub(super) fn contains(&self, path: &Path) -> bool {
        let Ok(path) = fs::canonicalize(path) else { return false };
        let is_sidecar = path.to_string_lossy().ends_with(".gloss.toml");
        self.files.contains(&path)
            || (is_sidecar && path.parent().is_some_and(|folder| self.folders.contains(folder)))
    }

    /// Fails if there is a protected file at this path.
    pub(super) fn check(&self, path: &Path) -> Result<(), Error> {
        if self.contains(path) { Err(Error::Protected(path.to_owned())) } else { Ok(()) }
    }
}
