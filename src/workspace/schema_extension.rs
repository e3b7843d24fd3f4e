//! Kinds that come with foreign files, taken into a person's own schema.

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
    platform::{self, Audience, Durability},
};

/// What is to be added to the `gloss.toml` that counts for a document or a folder.
#[derive(Debug)]
pub struct SchemaExtension {
    /// The file: the one that counts, or a new one in the folder.
    pub file: PathBuf,
    /// Whether the file is new.
    pub is_new: bool,
    /// What is to be added at its end, as TOML; empty where it has all of it.
    pub addition: String,
    /// All of the file as it will be.
    text: String,
    /// What is found, and what the file says without it.
    found: Schema,
    base: Schema,
}

/// How much of a schema is new to another one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct SchemaGrowth {
    /// Kinds that were added.
    pub kinds: usize,
    /// Attributes that were added to kinds.
    pub attributes: usize,
    /// Links that were added.
    pub links: usize,
    /// Kinds that were there already.
    pub known_kinds: usize,
}

impl SchemaExtension {
    /// What `found` has and the schema that counts for `target`, a document or a folder, has not.
    pub fn new(target: &Path, found: &Schema) -> Result<Self, Error> {
        let file = file_for(target);
        let failed = |cause: Box<dyn std::error::Error + Send + Sync>| Error::Extension(file.clone(), cause);
        let is_new = !file.exists();
        let old = if is_new {
            String::new()
        } else {
            fs::read_to_string(&file).map_err(|error| failed(error.into()))?
        };
        let base = Schema::builtin().layered(&old).map_err(|error| failed(error.into()))?;
        let addition = found.beyond(&base);
        let gap = match old.as_str() {
            "" => "",
            old if old.ends_with('\n') => "\n",
            _ => "\n\n",
        };
        let text = format!("{old}{gap}{addition}");
        Ok(Self { file, is_new, addition, text, found: found.clone(), base })
    }

    /// Writes it, if there is anything to add and the whole can be read, and returns how much was added.
    pub fn write(&self, target: &Path, schemas: &Schemas) -> Result<SchemaGrowth, Error> {
        if !target.exists() {
            return Err(Error::NoTarget(target.to_owned()));
        }
        let extended = Schema::builtin().layered(&self.text);
        let extended = extended.map_err(|why| Error::Conflict(self.file.clone(), Box::new(why)))?;
        if !self.addition.is_empty() {
            // A link stays a link: what it points to is replaced.
            let file = fs::canonicalize(&self.file).unwrap_or_else(|_| self.file.clone());
            platform::replace(&file, Audience::Like(&file), Durability::PowerCut, self.text.as_bytes())
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

/// The `gloss.toml` that counts for a document or a folder, or the one that would.
fn file_for(target: &Path) -> PathBuf {
    let folder = if target.is_dir() { target } else { target.parent().unwrap_or(target) };
    let own = folder.join(SCHEMA_FILE);
    if own.is_file() {
        return own;
    }
    std::path::absolute(folder.join(".")).ok().and_then(|folder| schema_file(&folder)).unwrap_or(own)
}
