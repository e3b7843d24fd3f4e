//! The stray sidecars in folders, and the documents to which they belong.
//!
//! No document was named here, so only equal content counts: comparing the glosses of every sidecar with every
//! document would take too long, and find matches by chance. [`Adoption`](super::Adoption) looks closer at one
//! document.

use std::{
    collections::HashMap,
    path::{Path, PathBuf},
};

use super::{Error, Host, adoption::take_over};
use crate::{corpus, sidecar::Stray, source};

/// A sidecar whose document is gone.
#[derive(Debug)]
pub struct StraySidecar {
    /// The path of the sidecar.
    pub path: PathBuf,
    /// The path that its document had.
    pub document: PathBuf,
    /// The documents without a sidecar that have the same content as its document had.
    pub candidates: Vec<PathBuf>,
    /// The document to which it certainly belongs: no other document has its content, and no other sidecar fits that
    /// document.
    pub owner: Option<PathBuf>,
}

impl StraySidecar {
    /// The stray sidecars of a coder in these folders, by folder and name, without those that an export wrote. `bare`
    /// are the documents there that have no sidecar.
    pub fn below(folders: &[&Path], bare: &[&Path], coder: Option<&str>, host: &Host) -> Vec<Self> {
        let folders = folders.iter().flat_map(|folder| corpus::folders(folder));
        let strays_in = |folder: PathBuf| {
            let mut strays = Stray::all_in(&folder, coder);
            // An export in the format of sidecars left no document.
            let exports = host
                .state
                .as_ref()
                .filter(|_| !strays.is_empty())
                .and_then(|state| state.exports_in(&folder));
            let is_export = |stray: &Stray| {
                stray
                    .path
                    .file_name()
                    .is_some_and(|name| exports.as_ref().is_some_and(|exports| exports.has(name)))
            };
            strays.retain(|stray| !is_export(stray));
            strays
        };
        let strays: Vec<Stray> = folders.flat_map(strays_in).collect();
        if strays.is_empty() {
            return Vec::new();
        }
        let mut by_content: HashMap<String, Vec<PathBuf>> = HashMap::new();
        for path in bare {
            // A document that cannot be read has no content to compare.
            if let Ok(sha256) = source::sha256_of_file(path) {
                by_content.entry(sha256).or_default().push((*path).to_owned());
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

    /// Gives the sidecar to a document.
    pub fn give_to(&self, document: &Path, coder: Option<&str>, host: &Host) -> Result<(), Error> {
        take_over(document, coder, &self.path, host.state.as_ref())
    }
}
