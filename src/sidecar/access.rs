//! Whether a sidecar can be saved.

use std::path::Path;

use super::Sidecar;
use crate::platform::{self, MAX_FILE_NAME_BYTES};

/// Whether glosses can be saved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Access {
    /// They can be saved.
    ReadWrite,
    /// They can't be saved, for this reason.
    ReadOnly(String),
}

impl Sidecar {
    /// Whether it can be saved.
    pub fn access(&self) -> Access {
        if let Some(format) = self.document.newer() {
            let reason = format!("its format, {format}, is newer than this version of gloss");
            return Access::ReadOnly(reason);
        }
        let length = self.path.file_name().unwrap_or_default().len();
        if length > MAX_FILE_NAME_BYTES {
            let reason = format!(
                "its name would have {length} bytes, and {MAX_FILE_NAME_BYTES} are the most that a file name can have"
            );
            return Access::ReadOnly(reason);
        }
        if self.path.exists() && platform::check_writable(&self.path).is_err() {
            return Access::ReadOnly(format!("you may not write {}", name(&self.path)));
        }
        match platform::check_writable(platform::folder_of(&self.path)) {
            Ok(()) => Access::ReadWrite,
            Err(error) => {
                Access::ReadOnly(format!("its folder can't be written to ({})", platform::reason(&error)))
            }
        }
    }

    /// Whether the file has other names (hard links), which keep the old content after a save.
    pub fn has_other_names(&self) -> bool {
        platform::count_names(&self.path).is_ok_and(|names| names > 1)
    }
}

fn name(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}
