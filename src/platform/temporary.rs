//! The temporary files of this process, which are removed when a signal ends it.

use std::{
    collections::BTreeSet,
    fs::{self, File},
    io,
    path::{Path, PathBuf},
    sync::{Mutex, PoisonError},
};

use super::{MAX_FILE_NAME_BYTES, Signal, listen, take_default_action};

/// The ending of the name of a temporary file.
pub const TEMPORARY: &str = "tmp";

/// How many bytes the name of a temporary file has more than that of its target.
const MAX_ADDED_BYTES: usize = "..0123456789abcdef.tmp".len();

/// The path of a hidden file beside `target` that is called after it, with this ending. A long name is cut, so that
/// there is room for the ending.
pub fn hidden_beside(target: &Path, ending: &str) -> PathBuf {
    let name = target.file_name().unwrap_or_default().to_string_lossy();
    let name = &name[..name.floor_char_boundary(MAX_FILE_NAME_BYTES - MAX_ADDED_BYTES)];
    target.with_file_name(format!(".{name}.{ending}"))
}

/// The paths of all temporary files that are there now.
static PATHS: Mutex<BTreeSet<PathBuf>> = Mutex::new(BTreeSet::new());

/// Remembers a temporary file while it lives.
pub struct TemporaryPath(PathBuf);

impl TemporaryPath {
    /// Makes the file at `path` by `create`, and remembers it if that succeeds. No signal comes in between.
    pub fn create(path: PathBuf, create: impl FnOnce(&Path) -> io::Result<File>) -> io::Result<(File, Self)> {
        let mut paths = PATHS.lock().unwrap_or_else(PoisonError::into_inner);
        let file = create(&path)?;
        paths.insert(path.clone());
        Ok((file, Self(path)))
    }

    /// Does something with the file, of which no signal removes anything meanwhile.
    pub fn hold<T>(&self, act: impl FnOnce(&Path) -> T) -> T {
        let _paths = PATHS.lock().unwrap_or_else(PoisonError::into_inner);
        act(&self.0)
    }
}

impl AsRef<Path> for TemporaryPath {
    fn as_ref(&self) -> &Path {
        &self.0
    }
}

impl Drop for TemporaryPath {
    fn drop(&mut self) {
        PATHS.lock().unwrap_or_else(PoisonError::into_inner).remove(&self.0);
    }
}

/// From now on, a signal that ends the program removes its temporary files first.
pub fn remove_temporary_files_at_end() -> io::Result<()> {
    listen(Signal::ends(), |signal| {
        // Nothing may be renamed or begun any more, so the lock is held to the end.
        let paths = PATHS.lock().unwrap_or_else(PoisonError::into_inner);
        for path in &*paths {
            let _ = fs::remove_file(path);
        }
        let _ = take_default_action(signal);
    })
}
