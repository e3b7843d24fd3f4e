//! Adding the kinds of foreign files to a person's own schema.

use std::{
    fs,
    path::{Path, PathBuf},
};

use super::{
    Error, Schemas,
    schemas::{SCHEMA_FILE, schema_file},
};
use crate::{
    gloss::{Kind, Schema},
    platform::{self, Audience, Durability, MAX_SETTINGS_BYTES, Readership},
};

/// An addition to the `gloss.toml` of a document or a folder.
#[derive(Debug)]
pub struct SchemaExtension {
    /// The path of the existing file, or of a new one in the folder.
    pub file: PathBuf,
    /// Whether the file is new.
    pub is_new: bool,
    /// The TOML to append to the file; empty if nothing is missing.
    pub addition: String,
    /// The whole file with the addition.
    text: String,
    /// The schema that the addition comes from.
    found: Schema,
    base: Schema,
}

/// How much a schema grew.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct SchemaGrowth {
    /// How many kinds were added.
    pub kinds: usize,
    /// How many attributes were added to kinds.
    pub attributes: usize,
    /// How many links were added.
    pub links: usize,
    /// How many kinds existed already.
    pub known_kinds: usize,
}

impl SchemaExtension {
    /// The addition of everything in `found` that the schema of `target`, a document or a folder, lacks.
    pub fn new(target: &Path, found: &Schema) -> Result<Self, Error> {
        let file = file_for(target);
        let failed = |cause: Box<dyn std::error::Error + Send + Sync>| Error::Extension(file.clone(), cause);
        let is_new = !file.exists();
        let old = if is_new {
            String::new()
        } else {
            platform::read_text_file(&file, MAX_SETTINGS_BYTES).map_err(|error| failed(error.into()))?
        };
        let base = Schema::builtin().layered(&old).map_err(|error| failed(error.into()))?;
        let addition = found.additions_to(&base);
        let gap = match old.as_str() {
            "" => "",
            old if old.ends_with('\n') => "\n",
            _ => "\n\n",
        };
        let text = format!("{old}{gap}{addition}");
        Ok(Self { file, is_new, addition, text, found: found.clone(), base })
    }

    /// Writes the addition, if there is any and the result is valid, and returns how much was added.
    pub fn write(&self, target: &Path, schemas: &Schemas) -> Result<SchemaGrowth, Error> {
        if !target.exists() {
            return Err(Error::NoTarget(target.to_owned()));
        }
        let extended = Schema::builtin().layered(&self.text);
        let extended = extended.map_err(|why| Error::Conflict(self.file.clone(), Box::new(why)))?;
        if !self.addition.is_empty() {
            // If the file is a link, the file it points to is replaced.
            let file = fs::canonicalize(&self.file).unwrap_or_else(|_| self.file.clone());
            platform::replace(
                &file,
                Audience::Like(&file, Readership::EVERYBODY),
                Durability::PowerCut,
                self.text.as_bytes(),
            )
            .map_err(|why| Error::Extension(self.file.clone(), why.into()))?;
            schemas.forget();
        }
        Ok(self.growth(&extended))
    }

    fn growth(&self, extended: &Schema) -> SchemaGrowth {
        let base = &self.base;
        let attributes = |kind: &Kind| {
            extended.kind(&kind.name).map_or(0, |now| now.attributes.len() - kind.attributes.len())
        };
        SchemaGrowth {
            kinds: extended.kinds.len() - base.kinds.len(),
            attributes: base.kinds.iter().map(attributes).sum(),
            links: extended.links.len() - base.links.len(),
            known_kinds: self.found.kinds.iter().filter(|kind| base.kind(&kind.name).is_some()).count(),
        }
    }
}

/// The path of the `gloss.toml` that applies to a document or folder, or of a new one.
fn file_for(target: &Path) -> PathBuf {
    let folder = if target.is_dir() { target } else { target.parent().unwrap_or(target) };
    let own = folder.join(SCHEMA_FILE);
    if own.is_file() {
        return own;
    }
    std::path::absolute(folder.join(".")).ok().and_then(|folder| schema_file(&folder)).unwrap_or(own)
}
