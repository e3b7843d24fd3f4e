//! Setting what is known of the document, which no save changes once it is written.

use super::{Access, Error, Sidecar, SourceInfo};
use crate::source::MetadataField;

impl Sidecar {
    /// Sets parts of the document's metadata durably, and takes out those of which there are no values. `source` describes the document
    /// with them. Fails if the file can't be written, or if what it calls source is no description of a document.
    pub fn set_metadata(
        &mut self,
        parts: &[(MetadataField, Vec<String>)],
        source: &SourceInfo,
    ) -> Result<(), Error> {
        if let Access::ReadOnly(reason) = self.access() {
            return Err(Error::read_only(&self.path, reason));
        }
        let lock = self.lock()?;
        self.merge_external()?;
        self.source = Some(source.clone());
        let is_described = {
            let mut document = self.with_pending();
            document.set_source(source);
            document.source().is_some()
        };
        if !is_described {
            let reason = "what it calls source is not a table that describes a document".to_owned();
            return Err(Error::read_only(&self.path, reason));
        }
        self.write(&lock, &self.path.clone(), |sidecar| {
            let mut document = sidecar.with_pending();
            document.set_source(source);
            document.set_metadata(parts);
            document
        })
    }
}
