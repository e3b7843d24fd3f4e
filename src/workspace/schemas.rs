//! The schemas of documents: the built-in one, extended by the nearest `gloss.toml` in the folder or above it.

use std::{
    collections::HashMap,
    path::{Path, PathBuf},
    sync::{Arc, Mutex, PoisonError},
};

use super::Error;
use crate::{
    gloss::Schema,
    platform::{self, MAX_SETTINGS_BYTES},
};

/// The name of the file with a folder's schema.
pub(super) const SCHEMA_FILE: &str = "gloss.toml";

/// The schemas of folders. Each folder is searched and each file is read once, however many documents there are,
/// until [`forget`](Self::forget) is called. Clones share what was read.
#[derive(Clone, Debug, Default)]
pub struct Schemas(Arc<Mutex<SchemaCache>>);

/// The schemas already read.
#[derive(Debug, Default)]
struct SchemaCache {
    builtin: Option<Arc<Schema>>,
    /// The schema of each folder, by absolute path.
    folders: HashMap<PathBuf, Arc<Schema>>,
    /// The schema in each `gloss.toml`.
    files: HashMap<PathBuf, Arc<Schema>>,
}

impl Schemas {
    /// The built-in schema, which applies if there is no `gloss.toml`.
    pub fn builtin(&self) -> Arc<Schema> {
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        known.builtin()
    }

    /// The schema for the document at `path`, which need not exist.
    pub fn of_document(&self, path: &Path) -> Result<Arc<Schema>, Error> {
        self.of_folder(path.parent().unwrap_or(Path::new("")))
    }

    /// The schema for the documents in a folder; the empty path is the current folder. Fails if the `gloss.toml` that
    /// applies cannot be read.
    pub fn of_folder(&self, folder: &Path) -> Result<Arc<Schema>, Error> {
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let Ok(folder) = std::path::absolute(folder.join(".")) else { return Ok(known.builtin()) };
        if let Some(schema) = known.folders.get(&folder) {
            return Ok(schema.clone());
        }
        let schema = match schema_file(&folder) {
            Some(file) => known.read(file)?,
            None => known.builtin(),
        };
        known.folders.insert(folder, schema.clone());
        Ok(schema)
    }

    /// Forgets what was read, since files may have changed.
    pub fn forget(&self) {
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        (known.folders, known.files) = Default::default();
    }
}

impl SchemaCache {
    fn builtin(&mut self) -> Arc<Schema> {
        self.builtin.get_or_insert_with(|| Arc::new(Schema::builtin())).clone()
    }

    fn read(&mut self, file: PathBuf) -> Result<Arc<Schema>, Error> {
        if let Some(schema) = self.files.get(&file) {
            return Ok(schema.clone());
        }
        let text = platform::read_text_file(&file, MAX_SETTINGS_BYTES)
            .map_err(|error| Error::Schema(file.clone(), error.into()))?;
        let layered = Schema::builtin().layered(&text);
        let schema = layered.map_err(|error| Error::Schema(file.clone(), error.into()))?;
        Ok(self.files.entry(file).or_insert(Arc::new(schema)).clone())
    }
}

/// The path of the `gloss.toml` for a folder, given by its absolute path: its own, or the nearest above it. It may be something that
/// can't be read, which is then told.
pub(super) fn schema_file(folder: &Path) -> Option<PathBuf> {
    let mut files = folder.ancestors().map(|folder| folder.join(SCHEMA_FILE));
    files.find(|file| file.symlink_metadata().is_ok())
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    #[test]
    fn a_folder_is_read_once_until_it_is_forgotten() {
        let folder = tempfile::tempdir().expect("a folder");
        let write = |kind: &str| {
            let text = format!("[kind.{kind}]\nletter = \"X\"\ndoc = \"for a test\"\n");
            fs::write(folder.path().join(SCHEMA_FILE), text).expect("written");
        };
        let inside = folder.path().join("below/talks.txt");
        fs::create_dir(folder.path().join("below")).expect("made");
        let schemas = Schemas::default();
        write("promise");
        assert!(schemas.of_document(&inside).expect("a schema").kind("promise").is_some());
        write("threat");
        assert!(schemas.of_folder(folder.path()).expect("a schema").kind("promise").is_some());
        schemas.forget();
        assert!(schemas.of_document(&inside).expect("a schema").kind("threat").is_some());
    }
}
