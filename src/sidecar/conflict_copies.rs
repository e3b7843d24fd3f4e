//! Conflict copies: where two machines have changed a sidecar, programs that synchronise folders keep one version under the sidecar's
//! name, and the other one beside it under a name that they make of it.

use std::{
    collections::HashMap,
    ffi::{OsStr, OsString},
    fs,
    io::{ErrorKind, Read},
    path::{Path, PathBuf},
};

use super::{ENDING, SidecarText};
use crate::platform;

/// The extension of a sidecar.
const EXTENSION: &str = ".toml";

/// Within how many bytes of a file it must say that it is a sidecar, and of which document; chosen by hand.
const MAX_HEAD_BYTES: u64 = 64 * 1024;

/// A finder of conflict copies, which reads each folder once.
#[derive(Debug, Default)]
pub struct ConflictCopies(HashMap<PathBuf, Vec<OsString>>);

impl ConflictCopies {
    /// The paths of the conflict copies of the sidecar at `sidecar`, which belongs to a document of this name, ordered by name. A file
    /// is one by its name and by what it says.
    pub fn of(&mut self, sidecar: &Path, document: &str) -> Vec<PathBuf> {
        let folder = platform::folder_of(sidecar);
        let names = self.0.entry(folder.to_owned()).or_insert_with(|| candidates(folder));
        let own = sidecar.file_name().unwrap_or_default();
        let named = names.iter().filter(|name| is_name_of_copy(name, own)).map(|name| folder.join(name));
        // What another program has written while a save was killed has no such name yet.
        let named = named.chain(platform::version_left_by_swap(sidecar));
        named.filter(|path| is_sidecar_of(path, document)).collect()
    }
}

/// The names in a folder that may be those of conflict copies, in order.
fn candidates(folder: &Path) -> Vec<OsString> {
    let stem = ENDING.strip_suffix(EXTENSION).unwrap_or(ENDING);
    let is_candidate = |name: &OsString| {
        let bytes = name.as_encoded_bytes();
        memchr::memmem::find(bytes, stem.as_bytes()).is_some() && !bytes.ends_with(ENDING.as_bytes())
    };
    let entries = fs::read_dir(folder).into_iter().flatten().filter_map(Result::ok);
    let mut names: Vec<OsString> = entries.map(|entry| entry.file_name()).filter(is_candidate).collect();
    names.sort_unstable();
    names
}

/// Whether a file of this name may be a conflict copy of the sidecar that is called `sidecar`. Most programs put words or numbers before
/// the extension: `a.txt.gloss (Ann's conflicted copy 2026-11-29).toml`, `a.txt.gloss.sync-conflict-20261129-214622-ABCDEFG.toml`,
/// `a.txt.gloss-LAPTOP.toml`, `a.txt.gloss 2.toml`. Some put them after it: `a.txt.gloss.toml.conflict1`.
fn is_name_of_copy(name: &OsStr, sidecar: &OsStr) -> bool {
    let (name, sidecar) = (name.as_encoded_bytes(), sidecar.as_encoded_bytes());
    let Some(stem) = sidecar.strip_suffix(EXTENSION.as_bytes()) else { return false };
    let before_extension = || {
        let added = name.strip_prefix(stem)?.strip_suffix(EXTENSION.as_bytes())?;
        added.first().map(|first| !first.is_ascii_alphanumeric())
    };
    let after_extension = || {
        let added = name.strip_prefix(sidecar)?.to_ascii_lowercase();
        Some(memchr::memmem::find(&added, b"conflict").is_some())
    };
    before_extension().or_else(after_extension).unwrap_or(false)
}

/// Whether a file says that it is a sidecar, and names no other document than this one. One that may not be read counts by its name.
fn is_sidecar_of(path: &Path, document: &str) -> bool {
    let mut head = Vec::new();
    let file = match platform::open_regular(path) {
        Ok(file) => file,
        Err(error) => return error.kind() == ErrorKind::PermissionDenied,
    };
    if file.take(MAX_HEAD_BYTES).read_to_end(&mut head).is_err() {
        return false;
    }
    let head = String::from_utf8_lossy(&head);
    let is_format = |line: &str| line.trim_start().starts_with("format") && line.contains("gloss/");
    let (text, _) = SidecarText::parse_anyway(path, &head);
    let is_of_document = text.source().is_none_or(|source| source.file.is_empty() || source.file == document);
    head.lines().any(is_format) && is_of_document
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_copy(name: &str) -> bool {
        is_name_of_copy(OsStr::new(name), OsStr::new("a.txt.gloss.toml"))
    }

    #[test]
    fn the_names_that_programs_give() {
        for name in [
            "a.txt.gloss (Ann's conflicted copy 2026-11-29).toml",
            "a.txt.gloss (Konfliktkopie von Ann 2026-11-29).toml",
            "a.txt.gloss (conflicted copy 2026-11-29 214622).toml",
            "a.txt.gloss_conflict-20261129-214622.toml",
            "a.txt.gloss.sync-conflict-20261129-214622-ABCDEFG.toml",
            "a.txt.gloss (SFConflict ann@example.org 2026-11-29-21-46-22).toml",
            "a.txt.gloss-LAPTOP.toml",
            "a.txt.gloss (1).toml",
            "a.txt.gloss 2.toml",
            "a.txt.gloss [conflicted].toml",
            "a.txt.gloss copy.toml",
            "a.txt.gloss.toml.conflict1",
            "a.txt.gloss.toml (Case Conflict)",
        ] {
            assert!(is_copy(name), "{name}");
        }
        for name in [
            "a.txt.gloss.toml",
            "a.txt.glossary.toml",
            "a.txt.ann.gloss (1).toml",
            "b.txt.gloss (1).toml",
            "a.txt.gloss.toml.bak",
            "a.txt.gloss.toml~",
            "a.txt.gloss (1).txt",
        ] {
            assert!(!is_copy(name), "{name}");
        }
    }
}
