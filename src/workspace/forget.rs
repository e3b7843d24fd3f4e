//! What is kept of documents outside of their folders, for whoever wants it forgotten.

use std::{
    fs,
    path::{Path, PathBuf},
};

use super::{Error, Host};
use crate::{
    corpus::{self, Coders},
    sidecar::{self, DocumentScope, Kept, Sidecar, StateFolder},
};

/// How many folders deep files are looked for. Chosen by hand.
const MAX_DEPTH_FOLDERS: usize = 64;

/// All that is kept of the document at `path`, or of the documents below the folder there. Neither need exist any more. Unsaved work
/// is found for this coder, and for those with sidecars.
pub fn kept_of(path: &Path, coder: Option<&str>, host: &Host) -> Result<Kept, Error> {
    let root = whole(path);
    let mut scope = DocumentScope { root, documents: Vec::new(), sidecars: Vec::new(), folders: Vec::new() };
    if path.is_dir() {
        collect(&scope.root.clone(), MAX_DEPTH_FOLDERS, &mut scope);
    } else {
        scope.documents.push(scope.root.clone());
        let beside =
            corpus::beside(&scope.root, &Coders::All).map_or_else(|_| Vec::new(), |member| member.sidecars);
        scope.sidecars.extend(beside.iter().map(|(_, sidecar)| whole(sidecar)));
    }
    // Work may be kept for a sidecar that was never saved.
    let unsaved = scope.documents.iter().filter_map(|document| Sidecar::path_for(document, coder).ok());
    scope.sidecars.extend(unsaved.collect::<Vec<_>>());
    let mut kept = host.state.as_ref().map_or_else(|| Ok(Kept::default()), |state| state.kept_of(&scope))?;
    let renderings =
        host.cache.iter().flat_map(|cache| cache.files_of(|document| document.starts_with(&scope.root)));
    kept.texts.extend(renderings);
    Ok(kept)
}

/// All that is kept of any document.
pub fn all_kept(host: &Host) -> Result<Kept, Error> {
    let mut kept = host.state.as_ref().map_or_else(|| Ok(Kept::default()), StateFolder::all_kept)?;
    kept.texts.extend(host.cache.iter().flat_map(|cache| cache.files_of(|_| true)));
    Ok(kept)
}

/// Adds what is in a folder. Hidden folders may have been worked in as well. A folder that cannot be read counts as empty.
fn collect(folder: &Path, depth: usize, scope: &mut DocumentScope) {
    scope.folders.push(folder.to_owned());
    for entry in fs::read_dir(folder).into_iter().flatten().filter_map(Result::ok) {
        let path = entry.path();
        match entry.file_type() {
            Ok(kind) if kind.is_dir() && depth > 0 => collect(&path, depth - 1, scope),
            Ok(kind) if kind.is_dir() => {}
            _ if path.to_string_lossy().ends_with(sidecar::ENDING) => scope.sidecars.push(whole(&path)),
            _ => scope.documents.push(path),
        }
    }
}

/// The path under which the state folder knows what is at `path`: with links followed, as far as it is there.
fn whole(path: &Path) -> PathBuf {
    let there = || {
        let path = std::path::absolute(path).ok()?;
        let folder =
            path.ancestors().find_map(|ancestor| fs::canonicalize(ancestor).ok().zip(Some(ancestor)));
        let (whole, ancestor) = folder?;
        let rest = path.strip_prefix(ancestor).ok()?;
        Some(if rest.as_os_str().is_empty() { whole } else { whole.join(rest) })
    };
    there().unwrap_or_else(|| path.to_owned())
}
