//! Conflict copies of sidecars: finding them, and merging them into the sidecar.

use std::{
    collections::HashMap,
    path::{Path, PathBuf},
};

use super::{Error, Host, RecordedGlosses, adoption::take_over};
use crate::{
    gloss::{Gloss, Glosses, Id},
    sidecar::{self, Sidecar, StateFolder},
    source::Document,
};

/// A finder of the conflict copies of documents' sidecars, which reads each folder once.
#[derive(Debug, Default)]
pub struct ConflictCopies(sidecar::ConflictCopies);

/// A conflict copy with glosses that the document's own sidecar doesn't have, placed in the text.
#[derive(Debug)]
pub struct ConflictCopy {
    /// The path of the copy.
    pub path: PathBuf,
    /// The glosses that are missing or different in the document's own sidecar.
    pub glosses: Glosses,
}

impl ConflictCopies {
    /// The paths of the conflict copies of a coder's sidecar of the document at `path`, ordered by name.
    pub fn of(&mut self, path: &Path, coder: Option<&str>) -> Result<Vec<PathBuf>, Error> {
        let document = path.file_name().unwrap_or_default().to_string_lossy();
        Ok(self.0.of(&Sidecar::path_for(path, coder)?, &document))
    }
}

impl ConflictCopy {
    /// The first conflict copy of the sidecar at `own` that has glosses which are missing or different there, if there is one.
    pub fn first(document: &Document, own: &Path, state: Option<&StateFolder>) -> Option<Self> {
        let found = sidecar::ConflictCopies::default().of(own, &document.name);
        if found.is_empty() {
            return None;
        }
        let own = Sidecar::open(own.to_owned()).ok()?.into_glosses();
        let own: HashMap<&Id, &Gloss> = own.iter().map(|gloss| (&gloss.id, gloss)).collect();
        found.into_iter().find_map(|path| {
            let copy = Sidecar::open(path.clone()).ok()?;
            let mut recorded = RecordedGlosses::of(document.clone(), copy, state.cloned());
            recorded.glosses.retain(|gloss| own.get(&gloss.id) != Some(&gloss));
            let glosses = recorded.locate();
            (!glosses.is_empty()).then_some(Self { path, glosses })
        })
    }
}

/// Merges a conflict copy into a coder's sidecar of the document at `path`, and removes the copy once what it said is durable there.
pub fn merge_conflict_copy(path: &Path, coder: Option<&str>, copy: &Path, host: &Host) -> Result<(), Error> {
    take_over(path, coder, copy, host.state.as_ref())
}
