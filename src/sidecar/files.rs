//! Operations on sidecar files with any name, for tools: merging and replacing.

use std::{
    fs,
    io::{self, Read},
    path::Path,
};

use toml_edit::DocumentMut;

use super::{Error, Merged, SidecarText, merge, sidecar_file::decoded};
use crate::{
    platform::{self, Audience, FileStamp, FolderLock, Readership, Replaced, folder_of},
    source,
};

/// Within how many bytes of a sidecar its format must be named; chosen by hand.
const MAX_HEAD_BYTES: u64 = 64 * 1024;

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
        let lock = FolderLock::acquire(folder_of(&file))?;
        let seen = FileStamp::of_path(&file)?;
        let audience = Audience::Like(&file, Readership::EVERYBODY);
        let replaced =
            platform::replace_locked(&lock, &file, audience, seen, |out| out.write_all(text.as_bytes()));
        match replaced? {
            Replaced::Done(_) => Ok(()),
            Replaced::Changed => Err(io::Error::other("another program is writing it at the same time")),
        }
    };
    replace().map_err(|error| Error::write(path, error))
}

/// Whether the file at `path` says that it is a sidecar, whatever its name.
pub fn is_sidecar(path: &Path) -> io::Result<bool> {
    let mut head = Vec::new();
    platform::open_file(path)?.take(MAX_HEAD_BYTES).read_to_end(&mut head)?;
    let head = String::from_utf8_lossy(&head);
    let says_so = |line: &str| {
        let value = line.trim_start_matches('\u{feff}').trim_start().strip_prefix("format")?;
        let value = value.trim_start().strip_prefix('=')?.trim_start();
        Some(value.starts_with(['"', '\'']) && value[1..].starts_with("gloss/"))
    };
    Ok(head.lines().any(|line| says_so(line) == Some(true)))
}

fn read(path: &Path) -> Result<SidecarText, Error> {
    let bytes = source::read_bytes(path).map_err(|error| Error::read(path, error))?;
    let text = decoded(path, bytes)?;
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
