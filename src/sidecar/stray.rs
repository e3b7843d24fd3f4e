//! Stray sidecars: their documents were renamed or moved, and they stayed behind.

use std::{
    collections::HashSet,
    ffi::{OsStr, OsString},
    fs::{self, File},
    io::Read,
    path::{Path, PathBuf},
};

use super::{
    Access, Error, Sidecar, SidecarText, SourceInfo, StateFolder, merge, state::name_for, store::folder,
};
use crate::gloss::Transaction;

/// What every sidecar's name ends with.
const ENDING: &str = ".gloss.toml";

/// So many files of a folder are looked at; a folder with more has other means.
const FILES: usize = 50_000;

/// What a sidecar says of its document stands within so many bytes.
const HEAD: u64 = 64 * 1024;

/// A sidecar without its document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stray {
    /// Where it is.
    pub path: PathBuf,
    /// Where its document was.
    pub document: PathBuf,
    /// What it says of its document.
    pub source: SourceInfo,
}

impl Stray {
    /// The sidecar at `path`, if it is a coder's and its document is gone.
    pub fn at(path: &Path, coder: Option<&str>) -> Option<Self> {
        let document = path.with_file_name(document_name(path.file_name()?, coder)?);
        if document.exists() {
            return None;
        }
        let source = source_of(path)?;
        let stray = Self { path: path.to_owned(), document, source };
        (!stray.is_somebody_elses(coder)).then_some(stray)
    }

    /// The strays of a coder in a folder, by name.
    pub fn all_in(folder: &Path, coder: Option<&str>) -> Vec<Self> {
        let files = fs::read_dir(folder).into_iter().flatten().take(FILES).filter_map(Result::ok);
        let names: HashSet<OsString> = files.map(|file| file.file_name()).collect();
        let is_alone = |name: &&OsString| {
            document_name(name, coder).is_some_and(|document| !names.contains(OsStr::new(document)))
        };
        let alone = names.iter().filter(is_alone);
        let mut found: Vec<Self> = alone.filter_map(|name| Self::at(&folder.join(name), coder)).collect();
        found.sort_by(|a, b| a.path.cmp(&b.path));
        found
    }

    /// `talks.txt.alice.gloss.toml` is Alice's, not that of a document `talks.txt.alice`.
    fn is_somebody_elses(&self, coder: Option<&str>) -> bool {
        let (None, Some(name)) = (coder, self.document.file_name().and_then(OsStr::to_str)) else {
            return false;
        };
        let file = self.source.file.as_str();
        let has_coder = !file.is_empty() && name.strip_prefix(file).is_some_and(|rest| rest.starts_with('.'));
        has_coder || name != file && self.document.with_extension("").is_file()
    }
}

/// The name of the document that a coder's sidecar of this name is for; none if it is no such sidecar.
fn document_name<'a>(sidecar: &'a OsStr, coder: Option<&str>) -> Option<&'a str> {
    let name = sidecar.to_str()?.strip_suffix(ENDING)?;
    let name = match coder {
        Some(coder) => name.strip_suffix(coder)?.strip_suffix('.')?,
        None => name,
    };
    (!name.is_empty()).then_some(name)
}

/// What a sidecar says of its document; no more than its head is read.
fn source_of(path: &Path) -> Option<SourceInfo> {
    let mut head = Vec::new();
    File::open(path).ok()?.take(HEAD).read_to_end(&mut head).ok()?;
    let (document, _) = SidecarText::parse_anyway(path, &String::from_utf8_lossy(&head));
    Some(document.source().unwrap_or_default())
}

impl Sidecar {
    /// Takes over the sidecar at `stray`, with all that a person wrote into it; it is gone then. At every moment, also
    /// after a power cut, one of the two has everything. Returns what the caller doesn't have yet.
    pub fn take_over(&mut self, stray: &Path) -> Result<Transaction, Error> {
        if let Access::ReadOnly(reason) = self.access() {
            return Err(Error::read_only(self.path(), reason));
        }
        let mut left = Self::open(stray.to_owned())?;
        if let Some(format) = left.document.newer() {
            return Err(Error::read_only(
                stray,
                format!("its format, {format}, is newer than this version of gloss"),
            ));
        }
        let mut before = self.document.clone();
        merge::apply(&mut before, &self.pending);
        let lock = self.lock()?;
        let _other = if is_same_folder(self.path(), left.path()) { None } else { Some(left.lock()?) };
        left.take_in()?;
        self.take_in()?;
        let mut whole = merge::documents(&SidecarText::default(), &left.document, &self.document).document;
        merge::apply(&mut whole, &self.pending);
        self.write_like(&lock, left.path(), whole)?;
        self.pending = Transaction::default();
        // Where it may not be removed it stays, and is nobody's.
        let _ = fs::remove_file(stray).and_then(|()| left.journal.remove());
        Ok(merge::difference(&before, &self.document))
    }
}

fn is_same_folder(one: &Path, other: &Path) -> bool {
    let whole = |path: &Path| fs::canonicalize(folder(path)).ok();
    whole(one) == whole(other)
}

impl StateFolder {
    /// The sidecar at `from` is at `to` now: its history and what could not be saved into it go along. What can't be
    /// renamed stays.
    pub fn follow(&self, from: &Path, to: &Path) {
        let (old, new) = (name_for(from), name_for(to));
        for kept in ["history", "recovery"] {
            let files = fs::read_dir(self.path().join(kept)).into_iter().flatten().filter_map(Result::ok);
            for file in files.map(|file| file.path()) {
                let name = file.file_name().and_then(OsStr::to_str);
                if let Some(rest) = name.and_then(|name| name.strip_prefix(&old)) {
                    let target = file.with_file_name(format!("{new}{rest}"));
                    if !target.exists() {
                        let _ = fs::rename(&file, target);
                    }
                }
            }
        }
    }
}
