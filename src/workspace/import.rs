//! Taking foreign glosses into the sidecars of the documents that they are about.

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};

use super::{
    AnnotatedDocument, Error, Host, ImportMerge, OutputFile,
    merge_import::{ImportTarget, merge_import},
    schemas::SCHEMA_FILE,
};
use crate::{
    exchange::{Format, Imported},
    gloss::Gloss,
};

/// How foreign glosses are taken in.
#[derive(Clone, Copy, Debug)]
pub struct ImportJob<'a> {
    /// The format that they come from.
    pub format: &'static Format,
    /// Whether nothing is written.
    pub dry_run: bool,
    /// Whether nothing of a document is taken in where something of it would be lost.
    pub strict: bool,
    /// Whether the glosses of each coder go into a sidecar of their own.
    pub by_coder: bool,
    /// Whose sidecar the others go into.
    pub coder: Option<&'a str>,
    /// The time, the schemas, the state.
    pub host: &'a Host,
}

/// What became of the foreign glosses of one document and one coder.
#[derive(Debug)]
pub struct ImportReport {
    /// Whose sidecar they went into, where it is a coder's own.
    pub coder: Option<String>,
    /// Whether the document was made of the file's text.
    pub is_new: bool,
    /// The numbers.
    pub merge: ImportMerge,
    /// The kinds that the schema has not.
    pub unknown_kinds: BTreeSet<String>,
}

/// Where each of the documents in a foreign file lies. Where `target` is a folder, that is said by the file; where it is a
/// document, only what is about that is taken.
pub fn import_targets(
    target: &Path,
    file: &Path,
    documents: Vec<Imported>,
) -> Result<Vec<(PathBuf, Imported)>, Error> {
    if target.is_dir() {
        let place = |imported: Imported| {
            // Of a path only the last part counts: nothing outside of the folder is touched.
            let name = imported.name.as_deref().and_then(|name| Path::new(name).file_name());
            let name = name.ok_or_else(|| Error::Unnamed(file.to_owned()))?;
            Ok((target.join(name), imported))
        };
        return documents.into_iter().map(place).collect();
    }
    let name = target.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let named: Vec<String> = documents.iter().filter_map(|document| document.name.clone()).collect();
    let is_alone = documents.len() == 1;
    let is_meant = |document: &Imported| {
        let said = document.name.as_deref().and_then(|name| Path::new(name).file_name());
        is_alone || said.is_some_and(|said| said.to_string_lossy() == name)
    };
    let chosen: Vec<_> = documents.into_iter().filter(is_meant).map(|one| (target.to_owned(), one)).collect();
    if chosen.is_empty() {
        return Err(Error::OtherDocuments { file: file.to_owned(), document: name, named });
    }
    Ok(chosen)
}

impl ImportJob<'_> {
    /// Gives the document at `path` what was read about it; where it is not there, it is made of the file's text. `report` is
    /// told what became of the glosses of each coder, as soon as they are on the disk.
    pub fn take_in(
        &self,
        path: &Path,
        imported: &Imported,
        report: &mut dyn FnMut(&ImportReport),
    ) -> Result<(), Error> {
        let is_new = !path.exists();
        if is_new {
            make_document(path, imported, self.dry_run)?;
        }
        for (coder, glosses) in self.by_sidecar(&imported.glosses) {
            if is_new && self.dry_run {
                let merge = ImportMerge { added: glosses.len(), ..ImportMerge::default() };
                report(&ImportReport { coder, is_new, merge, unknown_kinds: BTreeSet::new() });
                continue;
            }
            let mut opened = AnnotatedDocument::open(path, None, coder.as_deref(), self.host)?;
            let schema = opened.schema.clone();
            let unknown_kinds =
                glosses.iter().map(|g| &g.tag).filter(|tag| schema.kind(tag).is_none()).cloned().collect();
            let text = &opened.document.text;
            let clock = &self.host.clock;
            let target = ImportTarget { text, schema: &schema, glosses: opened.glosses(), clock };
            let mut merge = merge_import(target, glosses, imported.text.as_ref());
            if self.strict && merge.unusable > 0 {
                return Err(Error::Unusable(path.to_owned(), merge.unusable));
            }
            let changes = std::mem::take(&mut merge.changes);
            if !self.dry_run && !changes.is_empty() {
                opened.commit(format!("import {}", self.format.name), changes)?;
            }
            report(&ImportReport { coder, is_new, merge, unknown_kinds });
        }
        Ok(())
    }

    /// The glosses of a document by the coder whose sidecar they go into.
    fn by_sidecar(&self, glosses: &[Gloss]) -> Vec<(Option<String>, Vec<Gloss>)> {
        let mut groups: Vec<(Option<String>, Vec<Gloss>)> = Vec::new();
        for gloss in glosses {
            let own = gloss.creator.as_deref().filter(|_| self.by_coder).map(file_part);
            let group = own.or_else(|| self.coder.map(str::to_owned));
            match groups.iter_mut().find(|(name, _)| *name == group) {
                Some((_, glosses)) => glosses.push(gloss.clone()),
                None => groups.push((group, vec![gloss.clone()])),
            }
        }
        groups
    }
}

/// Makes the document of a text that came with its glosses.
fn make_document(path: &Path, imported: &Imported, dry_run: bool) -> Result<(), Error> {
    let text = imported.text.as_ref().ok_or_else(|| Error::NoDocument(path.to_owned()))?;
    // A foreign file names it: it must be no file that says something to gloss, or to another program.
    let name = path.file_name().unwrap_or_default().to_string_lossy().to_lowercase();
    if name.starts_with('.') || name == SCHEMA_FILE || name.ends_with(".gloss.toml") {
        return Err(Error::DocumentName(path.to_owned()));
    }
    if dry_run {
        return Ok(());
    }
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).map_err(|error| Error::MakeFolder(folder.to_owned(), error))?;
    }
    OutputFile::write_all(path, text.quote(text.span()).as_bytes())
}

/// A coder's name as a part of a file name.
fn file_part(name: &str) -> String {
    name.chars().map(|c| if c.is_alphanumeric() || c == '-' || c == '_' { c } else { '-' }).collect()
}
