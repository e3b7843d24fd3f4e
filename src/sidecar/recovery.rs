//! What could not be saved: kept in the state folder until it can be.

use std::{
    fs::{self, File},
    io::{self, Write},
    path::{Path, PathBuf},
};

use sha2::{Digest, Sha256};

use super::StateFolder;
use crate::gloss::Transaction;

/// The changes to one sidecar that could not be saved.
#[derive(Clone, Debug)]
pub struct Recovery(PathBuf);

impl StateFolder {
    /// What could not be saved into the sidecar at `path`.
    pub fn recovery(&self, path: &Path) -> Recovery {
        let path = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
        let digest = Sha256::digest(path.as_os_str().as_encoded_bytes());
        let name: String = digest.iter().take(16).map(|byte| format!("{byte:02x}")).collect();
        Recovery(self.path().join("recovery").join(format!("{name}.json")))
    }
}

impl Recovery {
    /// What was kept; nothing, usually.
    pub fn load(&self) -> Transaction {
        let text = fs::read_to_string(&self.0).unwrap_or_default();
        serde_json::from_str(&text).unwrap_or_default()
    }

    /// Keeps these changes, and only these; when this returns they would survive a power cut.
    pub fn keep(&self, changes: &Transaction) -> io::Result<()> {
        if changes.is_empty() {
            return match fs::remove_file(&self.0) {
                Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
                _ => Ok(()),
            };
        }
        let folder = self.0.parent().unwrap_or(Path::new("."));
        fs::create_dir_all(folder)?;
        let mut temporary = tempfile::NamedTempFile::new_in(folder)?;
        temporary.write_all(&serde_json::to_vec(changes)?)?;
        temporary.as_file().sync_all()?;
        temporary.persist(&self.0).map_err(|error| error.error)?;
        File::open(folder)?.sync_all()
    }
}
