//! The names by which a command tells its files apart: their paths from the deepest folder that has all of them.

use std::{
    fs,
    path::{Component, Path, PathBuf},
};

use crate::{platform::folder_of, source};

/// The deepest folder that has all files and folders that were named.
#[derive(Clone, Debug)]
pub struct BaseFolder(PathBuf);

impl BaseFolder {
    /// The base of these files and folders; a folder that is named alone is its own.
    pub fn of(paths: &[PathBuf]) -> Self {
        let files = paths.iter().filter(|path| !source::is_stream(path));
        let folders = files.map(|path| if path.is_dir() { real(path) } else { real_folder(path) });
        let common = |one: PathBuf, other: PathBuf| {
            one.components().zip(other.components()).take_while(|(a, b)| a == b).map(|(a, _)| a).collect()
        };
        Self(folders.reduce(common).unwrap_or_default())
    }

    /// The name of a file: its path from the base, with `/` between the parts. A stream has a name of its own.
    pub fn name_of(&self, path: &Path) -> String {
        if source::is_stream(path) {
            return source::stream_name(path);
        }
        let file = path.file_name().unwrap_or_default();
        let folder = real_folder(path);
        let below = folder.strip_prefix(&self.0).unwrap_or(Path::new(""));
        let parts = below.components().map(Component::as_os_str).chain([file]);
        parts.map(|part| part.to_string_lossy()).collect::<Vec<_>>().join("/")
    }
}

/// The folder that a file lies in, without links.
fn real_folder(path: &Path) -> PathBuf {
    real(folder_of(path))
}

/// The path without links, as far as it is there.
fn real(path: &Path) -> PathBuf {
    fs::canonicalize(path).unwrap_or_else(|_| path.to_owned())
}

#[cfg(test)]
mod tests {
    use tempfile::TempDir;

    use super::*;

    #[test]
    fn files_of_one_name_are_told_apart_by_their_folders() {
        let folder = TempDir::new().expect("a folder");
        let at = |name: &str| folder.path().join(name);
        for sub in ["x/deep", "y"] {
            fs::create_dir_all(at(sub)).expect("made");
        }
        let name = |given: &[&str], file: &str| {
            BaseFolder::of(&given.iter().map(|one| at(one)).collect::<Vec<_>>()).name_of(&at(file))
        };
        assert_eq!(name(&[""], "x/deep/a.txt"), "x/deep/a.txt");
        assert_eq!(name(&["x"], "x/deep/a.txt"), "deep/a.txt");
        assert_eq!(name(&["x", "y"], "y/a.txt"), "y/a.txt");
        assert_eq!(name(&["x/a.txt", "y/a.txt"], "x/a.txt"), "x/a.txt");
        assert_eq!(name(&["x/a.txt", "x/b.txt"], "x/a.txt"), "a.txt");
        assert_eq!(name(&["x/../y/a.txt"], "y/a.txt"), "a.txt");
    }
}
