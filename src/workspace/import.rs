//! Taking foreign glosses into the sidecars of the documents that they are about.

use std::{collections::BTreeSet, fs, path::Path};

use super::{
    AnnotatedDocument, Error, Host, ImportMerge, ImportPlace,
    document::read_document,
    merge_import::{ImportTarget, merge_import},
};
use crate::{
    exchange::{Format, Imported},
    gloss::Gloss,
    platform::{self, Readership},
    sidecar::Sidecar,
    text::Text,
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
    /// Whose glosses they are.
    pub owner: ImportOwner<'a>,
    /// The clock, schemas and state folder.
    pub host: &'a Host,
}

/// Whose glosses are imported: into whose sidecar they go.
#[derive(Clone, Copy, Debug)]
pub enum ImportOwner<'a> {
    /// All are this coder's, who made those that the file gives no creator.
    Named(&'a str),
    /// Each is its creator's; without one it is as the file says, or else this coder's.
    Creator(Option<&'a str>),
    /// They are as the file says; if it doesn't, this coder's.
    File(Option<&'a str>),
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

/// The glosses that go into one sidecar, by its coder.
type CodersGlosses = (Option<String>, Vec<Gloss>);

impl ImportJob<'_> {
    /// Takes what was read about a document from the file at `source` into its sidecars; a new document is made of the file's text,
    /// for those who may read the file. `report` is called with the result for each coder, as soon as it is on the disk.
    pub fn take_in(
        &self,
        place: &ImportPlace,
        source: &Path,
        imported: Imported,
        report: &mut dyn FnMut(&ImportReport),
    ) -> Result<(), Error> {
        let ImportPlace { ref path, is_new } = *place;
        if crate::source::is_stream(path) {
            return Err(Error::NoSidecar);
        }
        // No document is made that can have no sidecar.
        Sidecar::path_for(path, None)?;
        let Imported { coder, record, text, glosses, .. } = imported;
        if is_new && !self.dry_run {
            make_document(path, Readership::of(source), text.as_ref())?;
        }
        let groups = self.by_sidecar(glosses, coder.as_deref());
        // The document may be made by an earlier part of the file, which a dry run has not done.
        if self.dry_run && !path.exists() {
            for (coder, glosses) in groups {
                let merge = ImportMerge { added: glosses.len(), ..ImportMerge::default() };
                report(&ImportReport { coder, is_new, merge, unknown_kinds: BTreeSet::new() });
            }
            return Ok(());
        }
        let document = read_document(path, Some(path), self.host)?;
        let schema = self.host.schemas.of_document(path)?;
        for (coder, glosses) in groups {
            let sidecar = Sidecar::beside(path, coder.as_deref())?;
            let opened = AnnotatedDocument::new(document.clone(), schema.clone(), Some(sidecar), self.host);
            let unknown_kinds = glosses
                .iter()
                .map(|g| &g.tag)
                .filter(|tag| !tag.trim().is_empty() && schema.kind(tag).is_none())
                .cloned()
                .collect();
            let clock = &self.host.clock;
            let target = ImportTarget {
                text: &opened.document.text,
                schema: &schema,
                glosses: opened.glosses(),
                clock,
            };
            let mut merge = merge_import(target, glosses, text.as_ref());
            if self.strict && merge.unusable > 0 {
                return Err(Error::Unusable(path.to_owned(), merge.unusable));
            }
            let (new, changes) = (std::mem::take(&mut merge.new), std::mem::take(&mut merge.changes));
            let has_news = !new.is_empty() || !changes.is_empty() || !opened.has_record(&record);
            if !self.dry_run && has_news {
                let (label, now) = (format!("import {}", self.format.name), clock.now());
                opened.commit_import(label, &now, new, changes, &record)?;
            }
            report(&ImportReport { coder, is_new, merge, unknown_kinds });
        }
        Ok(())
    }

    /// The glosses of a document, grouped by the coder into whose sidecar they go; `said` is the coder that the file
    /// names. There is at least one group, for what else the file says of the document.
    fn by_sidecar(&self, mut glosses: Vec<Gloss>, said: Option<&str>) -> Vec<CodersGlosses> {
        let of_all = match self.owner {
            ImportOwner::Named(coder) => Some(coder.to_owned()),
            ImportOwner::Creator(other) | ImportOwner::File(other) => {
                said.map(file_part).or(other.map(str::to_owned))
            }
        };
        if let ImportOwner::Named(coder) = self.owner {
            for gloss in &mut glosses {
                gloss.creator.get_or_insert_with(|| coder.to_owned());
            }
        }
        if !matches!(self.owner, ImportOwner::Creator(_)) || glosses.is_empty() {
            return vec![(of_all, glosses)];
        }
        let mut groups: Vec<CodersGlosses> = Vec::new();
        for gloss in glosses {
            let coder = gloss.creator.as_deref().map(file_part).or_else(|| of_all.clone());
            match groups.iter_mut().find(|(name, _)| *name == coder) {
                Some((_, glosses)) => glosses.push(gloss),
                None => groups.push((coder, vec![gloss])),
            }
        }
        groups
    }
}

/// Makes a document of the text that came with its glosses, for these readers. Fails if there is anything at its path.
fn make_document(path: &Path, readership: Readership, text: Option<&Text>) -> Result<(), Error> {
    let text = text.ok_or_else(|| Error::NoDocument(path.to_owned()))?;
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).map_err(|error| Error::MakeFolder(folder.to_owned(), error))?;
    }
    let content = text.quote(text.span());
    platform::make_file(path, readership, content.as_bytes())
        .map_err(|error| Error::Write(path.to_owned(), error))
}

/// A coder's name as part of a file name.
fn file_part(name: &str) -> String {
    name.chars().map(|c| if c.is_alphanumeric() || c == '-' || c == '_' { c } else { '-' }).collect()
}
