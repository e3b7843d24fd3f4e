//! Opening a document in two steps, so that a front end can show its beginning before the whole is read.

use std::{
    path::{Path, PathBuf},
    sync::Arc,
};

use super::{AnnotatedDocument, Error, Host, document::begin_document};
use crate::{
    gloss::Schema,
    sidecar::Sidecar,
    source::{self, BegunDocument, Document},
};

/// A document that is being opened with its glosses.
#[derive(Debug)]
pub struct Opening {
    begun: BegunDocument,
    /// The path that its sidecar follows from.
    named: Option<PathBuf>,
    coder: Option<String>,
    host: Host,
}

impl Opening {
    /// Begins to open the document at `path`, or standard input if that is `-`, with the glosses of a coder. A stream has none.
    pub fn begin(path: &Path, coder: Option<&str>, host: &Host) -> Result<Self, Error> {
        let named = Some(path).filter(|path| !source::is_stream(path));
        Ok(Self {
            begun: begin_document(path, named, host)?,
            named: named.map(Path::to_owned),
            coder: coder.map(str::to_owned),
            host: host.clone(),
        })
    }

    /// The beginning of the document and the schema that applies to it, if the whole takes longer to read. Nothing may be recorded on it.
    pub fn beginning(&self) -> Option<(Document, Arc<Schema>)> {
        let document = self.begun.beginning()?;
        let schema = self.host.schemas.of_document(self.named.as_deref().unwrap_or(Path::new(""))).ok()?;
        Some((document, schema))
    }

    /// Reads the whole document, and its glosses even if only part of its sidecar can be read.
    pub fn finish(self) -> Result<AnnotatedDocument, Error> {
        let Self { begun, named, coder, host } = self;
        let document = begun.finish()?;
        AnnotatedDocument::annotated(
            document,
            named.as_deref(),
            coder.as_deref(),
            &host,
            Sidecar::beside_anyway,
        )
    }
}
