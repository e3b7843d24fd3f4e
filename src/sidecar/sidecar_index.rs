//! An index of where sidecars were last seen, by the content of their documents, so that a document that was moved to
//! another folder finds its glosses again. Losing the index loses no gloss.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use super::{
    StateFolder,
    state::{is_hash, keep_newest},
};
use crate::platform::{self, path_from_bytes, path_to_bytes};

/// How many documents, by content, are remembered; chosen by hand.
const MAX_CONTENTS: usize = 10_000;

/// How many documents are added, on average, between two scans of the whole folder, whose time grows with their number;
/// chosen by hand.
const CONTENTS_BETWEEN_SCANS: u64 = 1024;

/// How many sidecars are remembered for the same content, such as those of several coders and of copies; chosen by
/// hand.
const MAX_SIDECARS: usize = 8;

impl StateFolder {
    /// Records that the glosses of a document with this hash are in the sidecar at `path`.
    pub fn note_sidecar(&self, sha256: &str, path: &Path) -> io::Result<()> {
        let path = fs::canonicalize(path)?;
        let mut all = self.sidecars(sha256);
        if all.contains(&path) || !is_hash(sha256) {
            return Ok(());
        }
        all.insert(0, path);
        all.truncate(MAX_SIDECARS);
        let paths: Vec<&[u8]> = all.iter().map(|path| path_to_bytes(path)).collect();
        if !self.put(&self.index_path(sha256), &paths.join(&0))? {
            return Ok(());
        }
        // Hashes are evenly distributed, so on average one in this many meets the condition.
        let number = sha256.get(..8).and_then(|digits| u64::from_str_radix(digits, 16).ok());
        if number.is_some_and(|number| number.is_multiple_of(CONTENTS_BETWEEN_SCANS)) {
            keep_newest(&self.index_folder(), MAX_CONTENTS)?;
        }
        Ok(())
    }

    /// The paths where sidecars of documents with this hash were seen, the latest first. They may not be there any
    /// more.
    pub fn sidecars(&self, sha256: &str) -> Vec<PathBuf> {
        let bytes = platform::read_file(&self.index_path(sha256)).unwrap_or_default();
        let paths = bytes.split(|&byte| byte == 0).filter(|path| !path.is_empty());
        paths.map(path_from_bytes).collect()
    }

    /// The folder with a file of paths for each content of a document.
    pub(super) fn index_folder(&self) -> PathBuf {
        self.path().join("sidecars")
    }

    /// The file with the paths of the sidecars of documents with this hash.
    pub(super) fn index_path(&self, sha256: &str) -> PathBuf {
        self.index_folder().join(sha256)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_few_sidecars_of_a_content_are_known() {
        let folder = tempfile::tempdir().expect("a folder");
        let state = StateFolder::new(folder.path().join("gloss"));
        let hash = "ab".repeat(32);
        assert_eq!(state.sidecars(&hash), Vec::<PathBuf>::new());
        for n in 0..20 {
            // Not every name is text.
            let name = [b"a\nb\xff".as_slice(), n.to_string().as_bytes()].concat();
            let path = folder.path().join(path_from_bytes(&name));
            fs::write(&path, "").expect("written");
            state.note_sidecar(&hash, &path).expect("noted");
            state.note_sidecar(&hash, &path).expect("nothing to do");
            let known = state.sidecars(&hash);
            assert_eq!(known.first(), Some(&fs::canonicalize(path).expect("there")));
            assert_eq!(known.len(), MAX_SIDECARS.min(n + 1));
        }
        state.note_sidecar("../outside", folder.path()).expect("nothing to do");
        assert!(!folder.path().join("gloss/outside").exists());
    }
}
