//! The record of a swap: while a file changes places with its target, a link beside them says which version of the
//! target that is to replace. If the program is killed right after the swap, another program's version, which it has
//! not put back yet, is known by that.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use super::{FileStamp, hidden_beside, link_to_text, temporary::TEMPORARY};

/// The ending of the link's name.
const RECORD: &str = "swap";

/// The record of a swap, which is removed once it is over.
pub struct SwapRecord(Option<PathBuf>);

impl SwapRecord {
    /// Notes that the version of `target` with the stamp `expected` is about to be replaced. Where a file system has
    /// no links, nothing is noted.
    pub fn new(target: &Path, expected: FileStamp) -> Self {
        let path = hidden_beside(target, RECORD);
        let text = expected.text();
        let made = link_to_text(&text, &path).or_else(|error| {
            // A killed program has left it behind.
            if error.kind() != io::ErrorKind::AlreadyExists || !is_record(&path) {
                return Err(error);
            }
            fs::remove_file(&path)?;
            link_to_text(&text, &path)
        });
        Self(made.ok().map(|()| path))
    }

    /// Leaves the record behind, since another program's version still has the temporary name.
    pub fn keep(mut self) {
        self.0 = None;
    }
}

impl Drop for SwapRecord {
    fn drop(&mut self) {
        if let Some(path) = &self.0 {
            let _ = fs::remove_file(path);
        }
    }
}

/// The path of a version of `target` that another program has written while this one was saving, and that was left
/// beside it under a temporary name, since this program was killed at that moment.
pub fn version_left_by_swap(target: &Path) -> Option<PathBuf> {
    let record = hidden_beside(target, RECORD);
    let expected = fs::read_link(&record).ok().filter(|_| is_record(&record))?;
    let left = hidden_beside(target, TEMPORARY);
    let is_file = fs::symlink_metadata(&left).is_ok_and(|meta| meta.is_file());
    let is_expected = |path: &Path| {
        let stamp = FileStamp::of_path(path).ok().flatten();
        stamp.is_some_and(|stamp| Path::new(&stamp.text()) == expected)
    };
    // Where the expected version is in its place yet, the other file is this program's own; where it is the other
    // file, it is replaced as it should be.
    (is_file && !is_expected(&left) && !is_expected(target)).then_some(left)
}

/// Removes the record of a swap that was not finished.
pub fn forget_swap(target: &Path) {
    let record = hidden_beside(target, RECORD);
    if is_record(&record) {
        let _ = fs::remove_file(record);
    }
}

/// Whether a link is a record, and not somebody's own.
fn is_record(path: &Path) -> bool {
    let is_part = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    let text = fs::read_link(path).unwrap_or_default();
    let text = text.to_string_lossy();
    text.split('.').count() == FileStamp::TEXT_PARTS && text.split('.').all(is_part)
}
