//! The source files of the package.

use std::{
    fs,
    path::{Path, PathBuf},
};

/// The source files of the package, without those that only test.
pub fn sources() -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("src")];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).expect("a folder").filter_map(Result::ok) {
            let path = entry.path();
            let name = entry.file_name().to_string_lossy().into_owned();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs")
                && !name.ends_with("tests.rs")
                && name != "testing.rs"
            {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}
