//! Where documents are written: standard output, a file, or a folder. Files that are read are never overwritten.

use std::{
    collections::HashSet,
    fs,
    path::{Path, PathBuf},
};

use super::Error;

/// Where documents are written.
#[derive(Debug)]
pub enum OutputTarget {
    /// To standard output.
    Stdout,
    /// Into one file.
    File(PathBuf),
    /// Into a folder, a file for each document, but never over the protected files.
    Folder(PathBuf, ProtectedFiles),
}

impl OutputTarget {
    /// The target that `out` names: a folder if it exists as one or ends in `/`, else a file; standard output if
    /// there is no name. `sources` are the files that are read. A missing folder is made.
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

/// The files that are never overwritten: those that are read, and all their sidecars.
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

    /// Whether the file at this path is protected.
    pub(super) fn contains(&self, path: &Path) -> bool {
        let Ok(path) = fs::canonicalize(path) else { return false };
        let is_sidecar = path.to_string_lossy().ends_with(".gloss.toml");
        self.files.contains(&path)
            || (is_sidecar && path.parent().is_some_and(|folder| self.folders.contains(folder)))
    }

    /// Fails if the file at this path is protected.
    pub(super) fn check(&self, path: &Path) -> Result<(), Error> {
        if self.contains(path) { Err(Error::Protected(path.to_owned())) } else { Ok(()) }
    }
}
