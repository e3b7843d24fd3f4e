//! Operations on sidecar files with any name, for tools: merging and replacing.

use std::{fs, io, path::Path};

use toml_edit::DocumentMut;

use super::{Error, Merged, SidecarText, merge, store};
use crate::platform::{self, FileStamp, FolderLock, Replaced};

/// Merges `ours` and `theirs`, which were both made from `base`. If there is no `base`, both sides have added all they
/// have.
pub fn merge_files(base: &Path, ours: &Path, theirs: &Path) -> Result<Merged, Error> {
    let base = match read(base) {
        Err(error) if error.is_missing() => SidecarText::default(),
        other => other?,
    };
    Ok(merge::documents(&base, &read(ours)?, &read(theirs)?))
}

/// Replaces a file's content, so that at any time either the old or the new one is complete. The target of a link is
/// replaced, not the link.
pub fn replace_file(path: &Path, text: &str) -> Result<(), Error> {
    let file = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let replace = || {
        let lock = FolderLock::acquire(store::folder(&file))?;
        let seen = FileStamp::of_path(&file)?;
        match platform::replace_locked(&lock, &file, &file, seen, text.as_bytes())? {
            Replaced::Done(_) => Ok(()),
            Replaced::Changed => Err(io::Error::other("another program is writing it at the same time")),
        }
    };
    replace().map_err(|error| Error::write(path, error))
}

fn read(path: &Path) -> Result<SidecarText, Error> {
    let bytes = fs::read(path).map_err(|error| Error::read(path, error))?;
    let text = store::decoded(path, bytes)?;
    // Entries that are valid one by one may not be valid together, and then there is no valid result.
    if let Err(error) = text.trim_start_matches('\u{feff}').parse::<DocumentMut>() {
        return Err(Error::syntax(path, &text, &error));
    }
    let document = match SidecarText::parse_anyway(path, &text) {
        (document, None) => document,
        (_, Some(error)) => return Err(error),
    };
    match document.newer() {
        Some(format) => {
            Err(Error::not_ours(path, format!("its format, {format}, is newer than this version of gloss")))
        }
        None => Ok(document),
    }
}
