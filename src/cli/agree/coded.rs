//! The coders of documents: those who have a sidecar of their own beside one of them.

use std::{
    collections::BTreeSet,
    path::{Path, PathBuf},
};

use super::super::{coders::coders_of, environment, error::Error, open::Opened};
use crate::{
    agree::Document,
    gloss::{Glosses, Schema},
    sidecar::Sidecar,
    source,
};

/// How the sidecar that is no coder's own is called.
const SHARED: &str = "shared";

/// Documents with the glosses of coders.
pub struct Coded {
    /// The coders' names.
    pub coders: Vec<String>,
    /// The documents.
    pub documents: Vec<Document>,
    /// What can be said of each of them.
    pub schemas: Vec<Schema>,
    /// Sidecars that are no coder's own, and not taken in.
    pub left_out: Vec<String>,
}

impl Coded {
    /// Opens the documents with the glosses of all coders, or of those wanted. What they agree on in the end is taken in only
    /// if it is wanted; a sidecar that is no coder's own if it is wanted, or there are not two others.
    pub fn open(files: &[PathBuf], wanted: &[String]) -> Result<Self, Error> {
        let documents = files.iter().map(|file| source::open(file)).collect::<Result<Vec<_>, _>>()?;
        let mut named: BTreeSet<String> = BTreeSet::new();
        for file in files {
            named.extend(coders_of(file, wanted)?);
        }
        let shared = |file: &&PathBuf| Sidecar::path_for(file, None).is_ok_and(|path| path.exists());
        let has_shared = files.iter().any(|file| shared(&file));
        let takes_shared = match wanted {
            [] => named.len() < 2,
            _ => wanted.iter().any(|name| name == SHARED) && !named.contains(SHARED),
        };
        let mut coders: Vec<Option<String>> = named.iter().cloned().map(Some).collect();
        if has_shared && takes_shared {
            coders.push(None);
        }
        let name = |coder: &Option<String>| coder.clone().unwrap_or_else(|| SHARED.to_owned());
        if let Some(missing) =
            wanted.iter().find(|wanted| !coders.iter().any(|coder| name(coder) == **wanted))
        {
            let known: Vec<String> =
                named.iter().cloned().chain(has_shared.then(|| SHARED.to_owned())).collect();
            let error = Error::usage(format!("“{missing}” has glossed none of these documents"));
            return Err(if known.is_empty() {
                error
            } else {
                error.hint(format!("there are: {}", known.join(", ")))
            });
        }
        coders.retain(|coder| wanted.is_empty() || wanted.contains(&name(coder)));
        if coders.len() < 2 {
            return Err(too_few(files, coders.first().map(name)));
        }
        let left_out = files.iter().filter(|file| !coders.contains(&None) && shared(file));
        let left_out = left_out.map(|file| format!("{}.gloss.toml", file.display())).collect();
        let mut coded = Self {
            coders: coders.iter().map(name).collect(),
            documents: Vec::new(),
            schemas: Vec::new(),
            left_out,
        };
        for (file, document) in files.iter().zip(&documents) {
            coded.add(file, document, &coders)?;
        }
        Ok(coded)
    }

    fn add(
        &mut self,
        file: &Path,
        document: &source::Document,
        coders: &[Option<String>],
    ) -> Result<(), Error> {
        let schema = environment::schema(Some(file))?;
        let glosses = |coder: &Option<String>| -> Result<Option<Glosses>, Error> {
            let path = Sidecar::path_for(file, coder.as_deref())?;
            if !path.exists() {
                return Ok(None);
            }
            let sidecar = Some(Sidecar::open(path)?);
            let opened = Opened { document: document.clone(), schema: schema.clone(), sidecar };
            Ok(Some(opened.glosses()))
        };
        let coders = coders.iter().map(glosses).collect::<Result<_, _>>()?;
        self.documents.push(Document { text: document.text.clone(), coders });
        self.schemas.push(schema);
        Ok(())
    }
}

fn too_few(files: &[PathBuf], one: Option<String>) -> Error {
    let what = match files {
        [file] => file.display().to_string(),
        _ => "these documents".to_owned(),
    };
    let message = match one {
        Some(name) => format!("agreement takes two coders, and of {what} there is only one: {name}"),
        None => format!("agreement takes two coders, and nobody has glossed {what}"),
    };
    Error::usage(message)
        .hint("`gloss --as NAME FILE` gives each coder a sidecar of their own: FILE.NAME.gloss.toml")
}
