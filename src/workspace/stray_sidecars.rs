//! The sidecars below folders whose documents are gone, and the documents there that they are known to belong to.
//!
//! Nobody named a document here, so only the same content counts: to compare every document with every sidecar would take
//! too long, and what fits by chance would be one among many. [`Adoption`](super::Adoption) looks closer at one document.

use std::{
    collections::HashMap,
    path::{Path, PathBuf},
};

use super::{Error, Host, adoption::take_over};
use crate::{
    corpus,
    sidecar::{Sidecar, Stray},
    source,
};

/// A sidecar that was left behind.
#[derive(Debug)]
pub struct StraySidecar {
    /// Where it is.
    pub path: PathBuf,
    /// Where its document was.
    pub document: PathBuf,
    /// The documents without a sidecar that have the content its document had.
    pub candidates: Vec<PathBuf>,
    /// The document that it belongs to for certain: no other has its content, and no other sidecar was left by it.
    pub owner: Option<PathBuf>,
}

impl StraySidecar {
    /// Those of a coder below the folders, by folder and name. `bare` are the documents there that have no sidecar.
    pub fn below(folders: &[&Path], bare: &[&Path], coder: Option<&str>) -> Vec<Self> {
        let folders = folders.iter().flat_map(|folder| corpus::folders(folder));
        let strays: Vec<Stray> = folders.flat_map(|folder| Stray::all_in(&folder, coder)).collect();
        if strays.is_empty() {
            return Vec::new();
        }
        let mut by_content: HashMap<String, Vec<PathBuf>> = HashMap::new();
        for path in bare {
            // What can't be read has no content to be known by.
            let Ok(document) = source::open(path) else { continue };
            if let Ok(sha256) = document.compute_sha256() {
                by_content.entry(sha256.to_owned()).or_default().push((*path).to_owned());
            }
        }
        let mut strays_of_content: HashMap<&str, usize> = HashMap::new();
        for sha256 in strays.iter().filter_map(|stray| stray.source.sha256.as_deref()) {
            *strays_of_content.entry(sha256).or_default() += 1;
        }
        let found = strays.iter().map(|stray| {
            let sha256 = stray.source.sha256.as_deref();
            let candidates = sha256.and_then(|sha256| by_content.get(sha256)).cloned().unwrap_or_default();
            let is_alone = sha256.is_some_and(|sha256| strays_of_content[sha256] == 1);
            let owner = match &candidates[..] {
                [document] if is_alone => Some(document.clone()),
                _ => None,
            };
            Self { path: stray.path.clone(), document: stray.document.clone(), candidates, owner }
        });
        found.collect()
    }

    /// Gives it to a document.
    pub fn give_to(&self, document: &Path, coder: Option<&str>, host: &Host) -> Result<(), Error> {
        take_over(Sidecar::path_for(document, coder)?, &self.path, host.state.as_ref())
    }
}
