//! Stray sidecars, which stayed behind when their documents were renamed or moved.

use std::{
    collections::HashSet,
    ffi::{OsStr, OsString},
    fs,
    io::Read,
    path::{Path, PathBuf},
};

use super::{
    Access, ENDING, Error, Sidecar, SidecarText, SourceInfo, StateFolder, merge, state::name_for,
    version_log::VERSION_FOLDER,
};
use crate::{
    gloss::Transaction,
    platform::{self, folder_of, path_from_bytes},
};

/// How many files of a folder are examined; chosen by hand.
const MAX_FILES: usize = 50_000;

/// Within how many bytes of a sidecar the description of its document must be; chosen by hand.
const MAX_HEAD_BYTES: u64 = 64 * 1024;

/// A sidecar without its document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stray {
    /// Its path.
    pub path: PathBuf,
    /// The path at which its document was.
    pub document: PathBuf,
    /// The description of its document.
    pub source: SourceInfo,
}

impl Stray {
    /// The sidecar at `path`, if it is this coder's and its document is gone.
    pub fn at(path: &Path, coder: Option<&str>) -> Option<Self> {
        let document = path.with_file_name(document_name(path.file_name()?, coder)?);
        if document.exists() || path.is_dir() {
            return None;
        }
        // One that can't be read is left behind as well.
        let source = source_of(path).unwrap_or_default();
        let stray = Self { path: path.to_owned(), document, source };
        (!stray.is_somebody_elses(coder)).then_some(stray)
    }

    /// The strays of this coder in a folder, ordered by name.
    pub fn all_in(folder: &Path, coder: Option<&str>) -> Vec<Self> {
        let files = fs::read_dir(folder).into_iter().flatten().take(MAX_FILES).filter_map(Result::ok);
        let names: HashSet<OsString> = files.map(|file| file.file_name()).collect();
        let is_alone =
            |name: &&OsString| document_name(name, coder).is_some_and(|document| !names.contains(&document));
        let alone = names.iter().filter(is_alone);
        let mut found: Vec<Self> = alone.filter_map(|name| Self::at(&folder.join(name), coder)).collect();
        found.sort_by(|a, b| a.path.cmp(&b.path));
        found
    }

    /// Whether it is another coder's: `talks.txt.alice.gloss.toml` is Alice's, not the sidecar of a document
    /// `talks.txt.alice`.
    fn is_somebody_elses(&self, coder: Option<&str>) -> bool {
        let (None, Some(name)) = (coder, self.document.file_name()) else { return false };
        let file = self.source.file.as_str();
        let rest = name.as_encoded_bytes().strip_prefix(file.as_bytes());
        let has_coder = !file.is_empty() && rest.is_some_and(|rest| rest.starts_with(b"."));
        has_coder || name != file && self.document.with_extension("").is_file()
    }
}

/// The name of the document that a coder's sidecar of this name belongs to; `None` if it is not such a sidecar.
fn document_name(sidecar: &OsStr, coder: Option<&str>) -> Option<OsString> {
    let ending = coder.map_or_else(|| ENDING.to_owned(), |coder| format!(".{coder}{ENDING}"));
    let name = sidecar.as_encoded_bytes().strip_suffix(ending.as_bytes())?;
    let name = path_from_bytes(name).into_os_string();
    (!name.is_empty()).then_some(name)
}

/// The description of the document in a sidecar; only the head of the file is read.
pub(super) fn source_of(path: &Path) -> Option<SourceInfo> {
    let mut head = Vec::new();
    platform::open_file(path).ok()?.take(MAX_HEAD_BYTES).read_to_end(&mut head).ok()?;
    let (document, _) = SidecarText::parse_anyway(path, &String::from_utf8_lossy(&head));
    Some(document.source().unwrap_or_default())
}

impl Sidecar {
    /// Takes over the sidecar at `stray`, or a conflict copy, with everything that a person wrote into it, and removes that. At any
    /// time, even after a power cut, one of the two is complete. Returns the changes that the caller doesn't have yet.
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
        let before = self.with_pending();
        let lock = self.lock()?;
        let _other = if is_same_folder(self.path(), left.path()) { None } else { Some(left.lock()?) };
        left.merge_external()?;
        self.merge_external()?;
        let like = if self.path().exists() { self.path() } else { left.path() }.to_owned();
        self.write(&lock, &like, |own| {
            merge::documents(&SidecarText::default(), &left.document, &own.with_pending()).document
        })?;
        // What both had is in no version of one file.
        self.versions.forget();
        self.untold = Transaction::default();
        // If it can't be removed, it stays and is ignored.
        let _ = fs::remove_file(stray).and_then(|()| left.journal.remove());
        Ok(merge::difference(&before, &self.document))
    }
}

fn is_same_folder(one: &Path, other: &Path) -> bool {
    let whole = |path: &Path| fs::canonicalize(folder_of(path)).ok();
    whole(one) == whole(other)
}

impl StateFolder {
    /// Moves the history and the unsaved changes of the sidecar at `from`, which is at `to` now. What can't be renamed
    /// stays.
    pub fn move_state(&self, from: &Path, to: &Path) {
        let (old, new) = (name_for(from), name_for(to));
        for kept in ["history", "recovery", VERSION_FOLDER] {
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
