//! Reliability data (K. Krippendorff, *Content Analysis*): the same documents with the glosses of several coders.

use std::{
    collections::BTreeSet,
    path::{Path, PathBuf},
    sync::Arc,
};

use super::{AnnotatedDocument, Error, Host, coders_of};
use crate::{
    agree::CodedDocument,
    gloss::{Glosses, Schema},
    sidecar::Sidecar,
    source,
};

/// The name that stands for the sidecar without a coder.
const SHARED: &str = "shared";

/// Documents with the glosses of several coders.
#[derive(Debug)]
pub struct ReliabilityData {
    /// The coders' names.
    pub coders: Vec<String>,
    /// The documents.
    pub documents: Vec<CodedDocument>,
    /// The schema of each document.
    pub schemas: Vec<Arc<Schema>>,
    /// Sidecars without a coder that were left out.
    pub left_out: Vec<String>,
}

impl ReliabilityData {
    /// Opens the documents with the glosses of all coders, or of those wanted. The outcome of a comparison is used
    /// only if wanted; the sidecar without a coder only if wanted or if there are not two others.
    pub fn open(files: &[PathBuf], wanted: &[String], host: &Host) -> Result<Self, Error> {
        let documents = files.iter().map(|file| host.readers.open(file)).collect::<Result<Vec<_>, _>>()?;
        let has_shared = |file: &&PathBuf| Sidecar::path_for(file, None).is_ok_and(|path| path.exists());
        let coders = choose(files, wanted, files.iter().any(|file| has_shared(&file)))?;
        let left_out = files.iter().filter(|file| !coders.contains(&None) && has_shared(file));
        let mut data = Self {
            coders: coders.iter().map(|coder| name(coder.as_deref())).collect(),
            documents: Vec::new(),
            schemas: Vec::new(),
            left_out: left_out.map(|file| format!("{}.gloss.toml", file.display())).collect(),
        };
        for (file, document) in files.iter().zip(&documents) {
            data.add(file, document, &coders, host)?;
        }
        Ok(data)
    }

    fn add(
        &mut self,
        file: &Path,
        document: &source::Document,
        coders: &[Option<String>],
        host: &Host,
    ) -> Result<(), Error> {
        let schema = host.schemas.of_document(file)?;
        let glosses = |coder: &Option<String>| -> Result<Option<Glosses>, Error> {
            let path = Sidecar::path_for(file, coder.as_deref())?;
            if !path.exists() {
                return Ok(None);
            }
            let sidecar = Some(Sidecar::beside(file, coder.as_deref())?);
            let opened = AnnotatedDocument::new(document.clone(), schema.clone(), sidecar, host);
            Ok(Some(opened.into_glosses()))
        };
        let coders = coders.iter().map(glosses).collect::<Result<_, _>>()?;
        self.documents.push(CodedDocument { text: document.text.clone(), coders });
        self.schemas.push(schema);
        Ok(())
    }
}

/// The coder's name, or the name of the sidecar without a coder.
fn name(coder: Option<&str>) -> String {
    coder.unwrap_or(SHARED).to_owned()
}

/// The coders whose glosses are used. Fails if a wanted one has none, or if there are fewer than two.
fn choose(files: &[PathBuf], wanted: &[String], has_shared: bool) -> Result<Vec<Option<String>>, Error> {
    let mut named: BTreeSet<String> = BTreeSet::new();
    for file in files {
        named.extend(coders_of(file, wanted)?);
    }
    let takes_shared = match wanted {
        [] => named.len() < 2,
        _ => wanted.iter().any(|name| name == SHARED) && !named.contains(SHARED),
    };
    let mut coders: Vec<Option<String>> = named.iter().cloned().map(Some).collect();
    if has_shared && takes_shared {
        coders.push(None);
    }
    if let Some(missing) =
        wanted.iter().find(|wanted| !coders.iter().any(|coder| name(coder.as_deref()) == **wanted))
    {
        let known = named.into_iter().chain(has_shared.then(|| SHARED.to_owned()));
        return Err(Error::NoSuchCoder(missing.clone(), known.collect()));
    }
    coders.retain(|coder| wanted.is_empty() || wanted.contains(&name(coder.as_deref())));
    if coders.len() < 2 {
        return Err(Error::TooFewCoders(files.to_vec(), coders.first().map(|coder| name(coder.as_deref()))));
    }
    Ok(coders)
}
