//! `gloss check --adopt`: a document was renamed, and its glosses stayed behind under the old name.

use std::{
    fs,
    path::{Path, PathBuf},
};

use super::{environment, error::Error};
use crate::{
    corpus::Finder,
    gloss::State,
    sidecar::Sidecar,
    source::{self, Document},
};

/// So many of a hundred glosses must stand in a document whose content is another one now.
const MOST: usize = 80;

/// Gives the document at `path` the sidecar that was left behind in its folder, if it has none: the one whose document
/// had the same content, else the only one most of whose glosses stand in it. Returns where that was.
pub fn adopt(path: &Path, coder: Option<&str>) -> Result<Option<PathBuf>, Error> {
    let own = Sidecar::path_for(path, coder)?;
    if own.exists() {
        return Ok(None);
    }
    let document = source::open(path)?;
    let sha256 = document.compute_sha256()?.to_owned();
    let mut alike = Vec::new();
    for left in left_behind(&own, coder)? {
        let sidecar = Sidecar::open(left.clone())?;
        let recorded = sidecar.source().unwrap_or_default();
        if recorded.sha256.as_deref() == Some(&sha256) {
            return take_over(&left, &own).map(Some);
        }
        if stands_in(&document, &sidecar) {
            alike.push(left);
        }
    }
    match &alike[..] {
        [] => Ok(None),
        [one] => take_over(one, &own).map(Some),
        several => {
            let names: Vec<_> = several.iter().map(|path| path.display().to_string()).collect();
            Err(Error::failed(format!(
                "several could be the glosses of {}: {}",
                path.display(),
                names.join(", ")
            ))
            .hint("rename the right one"))
        }
    }
}

/// The sidecars in the folder of `own` whose documents are not there.
fn left_behind(own: &Path, coder: Option<&str>) -> Result<Vec<PathBuf>, Error> {
    let ending = coder.map_or_else(|| ".gloss.toml".to_owned(), |coder| format!(".{coder}.gloss.toml"));
    let folder = own.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut found = Vec::new();
    for entry in fs::read_dir(folder)?.filter_map(Result::ok) {
        let name = entry.file_name().to_string_lossy().into_owned();
        if let Some(document) = name.strip_suffix(&ending).filter(|document| !document.is_empty())
            // `talks.txt.alice.gloss.toml` is Alice's, not that of a document `talks.txt.alice`.
            && !folder.join(document).exists()
            && !Path::new(document).file_stem().is_some_and(|stem| coder.is_none() && folder.join(stem).is_file())
        {
            found.push(entry.path());
        }
    }
    found.sort();
    Ok(found)
}

/// Whether most glosses of a sidecar are found in a document without any doubt.
fn stands_in(document: &Document, sidecar: &Sidecar) -> bool {
    let finder = Finder {
        document: document.clone(),
        source: sidecar.source().unwrap_or_default(),
        glosses: sidecar.glosses().cloned().collect(),
        state: environment::state_folder(),
    };
    let glosses = finder.find();
    let sure = glosses.iter().filter(|placed| placed.place.state <= State::Changed).count();
    !glosses.is_empty() && sure * 100 >= glosses.len() * MOST
}

/// Moves a sidecar to where its document expects it; never onto another one.
fn take_over(left: &Path, own: &Path) -> Result<PathBuf, Error> {
    if own.exists() {
        return Err(Error::failed(format!("{} is there already", own.display())));
    }
    fs::rename(left, own)?;
    Ok(left.to_owned())
}
