//! The sidecars below a folder whose documents are gone, and the documents there that they are known to belong to.
//!
//! Nobody named a document here, so only the same content counts: to compare every document with every sidecar that is
//! left would take too long, and what fits by chance would be one among many. `adopt` looks closer at one document.

use std::{
    fmt,
    path::{Path, PathBuf},
};

use super::{adopt, environment, error::Error};
use crate::{
    corpus,
    sidecar::{Sidecar, Stray},
    source,
};

/// A sidecar that was left behind.
pub struct Left {
    stray: Stray,
    /// The documents without a sidecar that have the content its document had.
    documents: Vec<PathBuf>,
}

impl Left {
    /// Those of a coder below the folders, by folder and name; `bare` are the documents there that have no sidecar.
    pub fn below(folders: &[&Path], bare: &[&Path], coder: Option<&str>) -> Vec<Self> {
        let folders = folders.iter().flat_map(|folder| corpus::folders(folder));
        let strays: Vec<Stray> = folders.flat_map(|folder| Stray::all_in(&folder, coder)).collect();
        let mut left: Vec<Self> =
            strays.into_iter().map(|stray| Self { stray, documents: Vec::new() }).collect();
        if left.is_empty() {
            return left;
        }
        for path in bare {
            // What can't be read has no content to be known by.
            let Ok(document) = source::open(path) else { continue };
            let Ok(sha256) = document.compute_sha256() else { continue };
            for one in left.iter_mut().filter(|one| one.stray.source.sha256.as_deref() == Some(sha256)) {
                one.documents.push((*path).to_owned());
            }
        }
        left
    }

    /// The document it belongs to, if that is certain: no other has its content, and no other sidecar was left by it.
    pub fn document<'a>(&'a self, all: &[Self]) -> Option<&'a Path> {
        let [document] = &*self.documents else { return None };
        let claims = all.iter().filter(|other| other.documents.contains(document)).count();
        (claims == 1).then_some(document)
    }

    /// Gives it to the document.
    pub fn give_to(&self, document: &Path, coder: Option<&str>) -> Result<(), Error> {
        let own = Sidecar::open(Sidecar::path_for(document, coder)?)?;
        adopt::take_over(own, &self.stray.path, environment::state_folder().as_ref())
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.stray.path
    }
}

/// What it is, and what a person can do.
impl fmt::Display for Left {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = self.stray.document.file_name().unwrap_or_default().display();
        write!(f, "{}: left behind, {name} is not there any more; ", self.stray.path.display())?;
        let documents: Vec<_> = self.documents.iter().map(|path| path.display().to_string()).collect();
        match &*documents {
            [] => f.write_str("gloss check DOCUMENT --adopt, if it was renamed and edited, gives it to it"),
            [document] => write!(f, "{document} has its text, and --adopt gives it to it"),
            several => write!(f, "{} have its text: rename it after the right one", several.join(", ")),
        }
    }
}
