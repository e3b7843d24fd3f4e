//! Taking foreign glosses into the sidecars of the documents that they are about.

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};

use super::{
    AnnotatedDocument, Error, Host, ImportMerge, OutputPolicy,
    document::read_document,
    merge_import::{ImportTarget, merge_import},
    schemas::SCHEMA_FILE,
};
use crate::{
    exchange::{Format, Imported},
    gloss::Gloss,
    sidecar::Sidecar,
    source,
};

/// An import of foreign glosses.
#[derive(Clone, Copy, Debug)]
pub struct ImportJob<'a> {
    /// The format of the files.
    pub format: &'static Format,
    /// Whether nothing is written.
    pub dry_run: bool,
    /// Whether a document is left out if something of it would be lost.
    pub strict: bool,
    /// Whether the glosses of each coder go into a sidecar of their own.
    pub by_coder: bool,
    /// The coder into whose sidecar all others go.
    pub coder: Option<&'a str>,
    /// The clock, schemas and state folder.
    pub host: &'a Host,
}

/// The result of importing the glosses of one coder into one document.
#[derive(Debug)]
pub struct ImportReport {
    /// The coder into whose own sidecar they went; `None` for the sidecar without a coder.
    pub coder: Option<String>,
    /// Whether the document was made of the file's text.
    pub is_new: bool,
    /// The changes and counts of the merge.
    pub merge: ImportMerge,
    /// The kinds that the schema lacks.
    pub unknown_kinds: BTreeSet<String>,
}

/// The path of each document in a foreign file. If `target` is a folder, the file names the documents; if it is a
/// document, only what is about that is taken.
pub fn import_targets(
    target: &Path,
    file: &Path,
    documents: Vec<Imported>,
) -> Result<Vec<(PathBuf, Imported)>, Error> {
    if target.is_dir() {
        let place = |imported: Imported| {
            // Only the last part of a path counts, so that nothing outside of the folder is touched.
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
    /// Takes what was read about the document at `path` into its sidecars; a missing document is made of the file's
    /// text. `report` is called with the result for each coder, as soon as it is on the disk.
    pub fn take_in(
        &self,
        path: &Path,
        imported: &Imported,
        report: &mut dyn FnMut(&ImportReport),
    ) -> Result<(), Error> {
        if source::is_stream(path) {
            return Err(Error::NoSidecar);
        }
        let is_new = !path.exists();
        if is_new {
            make_document(path, imported, self.dry_run)?;
        }
        let groups = self.by_sidecar(&imported.glosses);
        if is_new && self.dry_run {
            for (coder, glosses) in groups {
                let merge = ImportMerge { added: glosses.len(), ..ImportMerge::default() };
                report(&ImportReport { coder, is_new, merge, unknown_kinds: BTreeSet::new() });
            }
            return Ok(());
        }
        if groups.is_empty() {
            return Ok(());
        }
        let document = read_document(path, Some(path), self.host)?;
        let schema = self.host.schemas.of_document(path)?;
        for (coder, glosses) in groups {
            let sidecar = Sidecar::beside(path, coder.as_deref())?;
            let mut opened =
                AnnotatedDocument::new(document.clone(), schema.clone(), Some(sidecar), self.host);
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

    /// The glosses of a document, grouped by the coder into whose sidecar they go.
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

/// Makes a document of the text that came with its glosses.
fn make_document(path: &Path, imported: &Imported, dry_run: bool) -> Result<(), Error> {
    let text = imported.text.as_ref().ok_or_else(|| Error::NoDocument(path.to_owned()))?;
    // The name comes from a foreign file, so it must not be that of a file with a meaning for this or another
    // program.
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
    OutputPolicy::for_new_files().write_all(path, text.quote(text.span()).as_bytes())
}

/// A coder's name as part of a file name.
fn file_part(name: &str) -> String {
    name.chars().map(|c| if c.is_alphanumeric() || c == '-' || c == '_' { c } else { '-' }).collect()
}
