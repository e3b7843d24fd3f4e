//! What the state folder keeps of documents: finding it, and forgetting it.

use std::{
    collections::BTreeSet,
    ffi::OsStr,
    fs,
    io::ErrorKind,
    path::{Path, PathBuf},
};

use super::{
    ENDING, Error, StateFolder,
    state::{KeptPlace, name_for},
    stray::source_of,
    version_log::VERSION_FOLDER,
};
use crate::platform::{self, Audience, Durability, path_to_bytes};

/// The folders with records that belong to no kind of [`Kept`] of its own: indices, and reports of panics.
const RECORD_FOLDERS: [&str; 4] = ["sidecars", "exports", "reports", VERSION_FOLDER];

/// The logs.
const LOGS: [&str; 2] = ["gloss.log", "gloss.old.log"];

/// The documents that something may be kept of: all at a path or below it, whether they are there or not.
#[derive(Debug)]
pub struct DocumentScope {
    /// The whole path of a document or a folder.
    pub root: PathBuf,
    /// The documents that are there.
    pub documents: Vec<PathBuf>,
    /// The sidecars that are there, or may be.
    pub sidecars: Vec<PathBuf>,
    /// The folders that are there.
    pub folders: Vec<PathBuf>,
}

/// What is kept of some documents.
#[derive(Debug, Default)]
pub struct Kept {
    /// Texts in which glosses were recorded.
    pub texts: BTreeSet<PathBuf>,
    /// Undo histories.
    pub histories: BTreeSet<PathBuf>,
    /// Reading positions.
    pub positions: BTreeSet<PathBuf>,
    /// Work that could not be saved.
    pub unsaved: BTreeSet<PathBuf>,
    /// Records of exports, of where sidecars are, of the versions of sidecars, and of the program itself.
    pub records: BTreeSet<PathBuf>,
    /// Entries of the index of sidecars that name others, too, with the paths of those.
    shared_entries: Vec<(PathBuf, Vec<PathBuf>)>,
}

impl DocumentScope {
    /// Whether what is at this path, a document or a sidecar, belongs to the scope.
    fn covers(&self, path: &Path) -> bool {
        path.starts_with(&self.root)
            || self.sidecars.iter().any(|sidecar| sidecar == path)
            || self.is_beside_root(path)
    }

    /// Whether this is the path of a sidecar of the document at the root, whosever it is.
    fn is_beside_root(&self, path: &Path) -> bool {
        let names =
            path.file_name().and_then(OsStr::to_str).zip(self.root.file_name().and_then(OsStr::to_str));
        let Some((sidecar, document)) = names.filter(|_| path.parent() == self.root.parent()) else {
            return false;
        };
        let Some(of) = sidecar.strip_suffix(ENDING) else { return false };
        let is_coders = || of.strip_prefix(document).is_some_and(|rest| rest.starts_with('.'));
        of == document || is_coders() && !path.with_file_name(of).exists()
    }
}

impl StateFolder {
    /// All that is kept of the documents of a scope. A text that no known sidecar goes with belongs to it as well, since it may
    /// be one of theirs.
    pub fn kept_of(&self, scope: &DocumentScope) -> Result<Kept, Error> {
        let mut kept = Kept::default();
        let mut sidecars: BTreeSet<PathBuf> = scope.sidecars.iter().cloned().collect();
        let mut named: BTreeSet<String> = BTreeSet::new();
        for entry in files_in(&self.index_folder())? {
            let Some(sha256) = entry.file_name().and_then(OsStr::to_str) else { continue };
            let (meant, others): (Vec<_>, Vec<_>) =
                self.sidecars(sha256).into_iter().partition(|path| scope.covers(path));
            if meant.is_empty() {
                named.insert(sha256.to_owned());
            } else if others.is_empty() {
                kept.records.insert(entry);
            } else {
                kept.shared_entries.push((entry, others));
            }
            sidecars.extend(meant);
        }
        let recorded = scope.sidecars.iter().filter_map(|path| source_of(path)?.sha256);
        recorded.for_each(|sha256| {
            named.remove(&sha256);
        });
        let is_of_others = |path: &PathBuf| stem(path).is_some_and(|sha256| named.contains(sha256));
        kept.texts = files_in(&self.text_folder())?.filter(|path| !is_of_others(path)).collect();
        let names: BTreeSet<String> = sidecars.iter().map(|path| name_for(path)).collect();
        let is_theirs = |path: &PathBuf| stem(path).is_some_and(|name| names.contains(name));
        kept.histories = files_in(&self.path().join("history"))?.filter(is_theirs).collect();
        kept.unsaved = files_in(&self.path().join("recovery"))?.filter(is_theirs).collect();
        let places: BTreeSet<PathBuf> = scope.documents.iter().map(|path| self.place_path(path)).collect();
        let is_place = |file: &PathBuf| {
            let read = || serde_json::from_slice::<KeptPlace>(&platform::read_file(file).ok()?).ok();
            places.contains(file) || read().is_some_and(|place| scope.covers(&place.document))
        };
        kept.positions = files_in(&self.path().join("places"))?.filter(is_place).collect();
        let exports = scope.folders.iter().map(|folder| self.export_record_path(folder));
        kept.records.extend(exports.filter(|path| path.exists()));
        kept.records.extend(files_in(&self.path().join(VERSION_FOLDER))?.filter(is_theirs));
        Ok(kept)
    }

    /// All that is kept of any document.
    pub fn all_kept(&self) -> Result<Kept, Error> {
        let files = |name: &str| Ok(files_in(&self.path().join(name))?.collect());
        let mut kept = Kept {
            texts: files("texts")?,
            histories: files("history")?,
            positions: files("places")?,
            unsaved: files("recovery")?,
            ..Kept::default()
        };
        for name in RECORD_FOLDERS {
            kept.records.extend(files_in(&self.path().join(name))?);
        }
        let logs = LOGS.into_iter().map(|name| self.path().join(name)).filter(|path| path.is_file());
        kept.records.extend(logs);
        Ok(kept)
    }
}

impl Kept {
    /// Whether there is nothing.
    pub fn is_empty(&self) -> bool {
        self.files().next().is_none() && self.shared_entries.is_empty()
    }

    /// Removes all of it.
    pub fn forget(&self) -> Result<(), Error> {
        for (entry, others) in &self.shared_entries {
            let others: Vec<&[u8]> = others.iter().map(|path| path_to_bytes(path)).collect();
            platform::replace(entry, Audience::Owner, Durability::Crash, &others.join(&0))
                .map_err(|error| Error::write(entry, error))?;
        }
        for file in self.files() {
            match fs::remove_file(file) {
                Err(error) if error.kind() != ErrorKind::NotFound => return Err(Error::remove(file, error)),
                _ => {}
            }
        }
        Ok(())
    }

    fn files(&self) -> impl Iterator<Item = &PathBuf> {
        let kinds = [&self.texts, &self.histories, &self.positions, &self.unsaved, &self.records];
        kinds.into_iter().flatten()
    }
}

/// The files in a folder of the state folder; none if it isn't there.
fn files_in(folder: &Path) -> Result<impl Iterator<Item = PathBuf> + use<>, Error> {
    let entries = match fs::read_dir(folder) {
        Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => None,
        other => Some(other.map_err(|error| Error::read(folder, error))?),
    };
    Ok(entries.into_iter().flatten().filter_map(Result::ok).map(|entry| entry.path()))
}

/// The part of a file's name before the first dot: a hash.
fn stem(path: &Path) -> Option<&str> {
    path.file_name()?.to_str()?.split('.').next()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        gloss::{Change, Gloss, Id, Transaction},
        sidecar::ReadingPlace,
    };

    /// A state folder that knows two documents, `one/a.txt` and `other/b.txt`, and the folder that they are in.
    fn state_of_two() -> (tempfile::TempDir, StateFolder, PathBuf) {
        let folder = tempfile::tempdir().expect("a folder");
        let root = fs::canonicalize(folder.path()).expect("there");
        let state = StateFolder::new(root.join("state"));
        for (name, digit) in [("one/a.txt", "a"), ("other/b.txt", "b")] {
            let (document, sidecar) = (root.join(name), root.join(format!("{name}{ENDING}")));
            fs::create_dir_all(document.parent().expect("a folder")).expect("made");
            fs::write(&document, "words").expect("written");
            fs::write(&sidecar, "format = \"gloss/1\"\n").expect("written");
            state.note_sidecar(&digit.repeat(64), &sidecar).expect("noted");
            state.cache_text(&digit.repeat(64), None, "words").expect("kept");
            state.set_place(&document, &ReadingPlace { offset: 0, exact: "words".into() }).expect("stored");
            let gloss = Gloss::new(Id::from_bits(1), "note", Vec::new());
            let change = Transaction::new("tag", vec![Change::add(gloss)]);
            state.history(&sidecar).push(&change).expect("noted");
            state.recovery(&sidecar).keep(&change).expect("kept");
        }
        (folder, state, root)
    }

    fn scope(root: PathBuf) -> DocumentScope {
        DocumentScope { root, documents: Vec::new(), sidecars: Vec::new(), folders: Vec::new() }
    }

    fn counts(kept: &Kept) -> [usize; 4] {
        [&kept.texts, &kept.histories, &kept.positions, &kept.unsaved].map(BTreeSet::len)
    }

    #[test]
    fn what_is_kept_of_one_document_is_forgotten_and_the_rest_stays() {
        let (_folder, state, root) = state_of_two();
        for (forgotten, other) in [("one/a.txt", "other"), ("other", "one/a.txt")] {
            let kept = state.kept_of(&scope(root.join(forgotten))).expect("read");
            assert_eq!(counts(&kept), [1; 4], "{forgotten}");
            assert_eq!(counts(&state.kept_of(&scope(root.join("missing"))).expect("read")), [0; 4]);
            kept.forget().expect("forgotten");
            assert!(state.kept_of(&scope(root.join(forgotten))).expect("read").is_empty());
            let left = usize::from(forgotten != "other");
            assert_eq!(counts(&state.kept_of(&scope(root.join(other))).expect("read")), [left; 4], "{other}");
        }
    }

    #[test]
    fn what_is_gone_is_forgotten_too_and_a_copy_keeps_its_glosses() {
        let (_folder, state, root) = state_of_two();
        let copy = root.join(format!("other/copy.txt{ENDING}"));
        fs::write(&copy, "format = \"gloss/1\"\n").expect("written");
        state.note_sidecar(&"a".repeat(64), &copy).expect("noted");
        fs::remove_dir_all(root.join("one")).expect("removed");
        let kept = state.kept_of(&scope(root.join("one"))).expect("read");
        assert_eq!(counts(&kept), [1; 4]);
        kept.forget().expect("forgotten");
        assert_eq!(state.sidecars(&"a".repeat(64)), [copy]);
    }

    #[test]
    fn all_is_all() {
        let (_folder, state, root) = state_of_two();
        state.note_export(&root.join("a.csv"), &"c".repeat(64)).expect("noted");
        state.all_kept().expect("read").forget().expect("forgotten");
        assert!(state.all_kept().expect("read").is_empty());
        let left = fs::read_dir(state.path()).expect("a folder").filter_map(Result::ok);
        assert!(left.flat_map(|folder| files_in(&folder.path()).expect("read")).next().is_none());
    }

    #[test]
    fn a_coders_sidecar_is_told_from_that_of_another_document() {
        let folder = tempfile::tempdir().expect("a folder");
        let of = scope(folder.path().join("talks.txt"));
        let covers = |name: &str| of.covers(&folder.path().join(name));
        assert!(covers("talks.txt") && covers("talks.txt.gloss.toml") && covers("talks.txt.ann.gloss.toml"));
        assert!(!covers("talks.txt2.gloss.toml") && !covers("talks.text"));
        fs::write(folder.path().join("talks.txt.ann"), "").expect("written");
        assert!(!covers("talks.txt.ann.gloss.toml"));
    }
}
