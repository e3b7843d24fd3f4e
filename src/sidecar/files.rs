//! Sidecars as files that a tool names, whatever they are called: merged, and put in place.

use std::{fs, path::Path};

use toml_edit::DocumentMut;

use super::{Error, Merged, SidecarText, merge, store};
use crate::platform::{self, FolderLock};

/// Merges three files: what was made of `base` on either side. Where there is no `base` both sides have added all they have.
pub fn merge_files(base: &Path, ours: &Path, theirs: &Path) -> Result<Merged, Error> {
    let base = match read(base) {
        Err(error) if error.is_missing() => SidecarText::default(),
        other => other?,
    };
    Ok(merge::documents(&base, &read(ours)?, &read(theirs)?))
}

/// Puts a text in a file's place, so that at every moment one of the two is there whole. A link stays a link.
pub fn replace_file(path: &Path, text: &str) -> Result<(), Error> {
    let file = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let replace = || {
        let lock = FolderLock::acquire(store::folder(&file))?;
        platform::replace_locked(&lock, &file, &file, text.as_bytes())
    };
    replace().map_err(|error| Error::write(path, error))
}

fn read(path: &Path) -> Result<SidecarText, Error> {
    let bytes = fs::read(path).map_err(|error| Error::read(path, error))?;
    let text = store::decoded(path, bytes)?;
    // Entries that are sound one by one may not be so together; then nothing sound can be made of them.
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
