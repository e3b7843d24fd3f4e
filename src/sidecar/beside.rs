//! The sidecar of a document: its name beside the document, and who may read it.

use std::path::{Path, PathBuf};

use super::{ENDING, Error, Sidecar};
use crate::{
    platform::{FileStamp, Readership},
    text::normal_form::continues_character,
};

impl Sidecar {
    /// The path of a document's glosses: `talks.txt.gloss.toml`, or `talks.txt.alice.gloss.toml` for a coder. Fails where the name of
    /// the coder can't be a part of it, and for a sidecar, which is no document.
    pub fn path_for(source: &Path, coder: Option<&str>) -> Result<PathBuf, Error> {
        let mut name = source.file_name().unwrap_or_default().to_owned();
        if name.as_encoded_bytes().ends_with(ENDING.as_bytes()) {
            return Err(Error::no_document(source));
        }
        if let Some(coder) = coder {
            if !Self::can_name(coder) {
                return Err(Error::name(source, format!("“{coder}” can't be a coder's name in a file name")));
            }
            name.push(format!(".{coder}"));
        }
        name.push(ENDING);
        Ok(source.with_file_name(name))
    }

    /// Whether this can be a coder's name in the name of a sidecar.
    pub fn can_name(coder: &str) -> bool {
        let good = |c: char| c.is_alphanumeric() || c == '-' || c == '_' || continues_character(c);
        coder.starts_with(|c| good(c) && !continues_character(c)) && coder.chars().all(good)
    }

    /// Opens a coder's sidecar of the document at `document`; it need not exist. Who may not read the document may not read
    /// what is saved. Fails if the sidecar is a link to the document, or is that of another document.
    pub fn beside(document: &Path, coder: Option<&str>) -> Result<Self, Error> {
        Self::beside_with(document, coder, Self::open)
    }

    /// Opens a coder's sidecar of the document at `document` even if only a part of it can be read.
    pub fn beside_anyway(document: &Path, coder: Option<&str>) -> Result<Self, Error> {
        Self::beside_with(document, coder, Self::open_anyway)
    }

    fn beside_with(
        document: &Path,
        coder: Option<&str>,
        open: impl FnOnce(PathBuf) -> Result<Self, Error>,
    ) -> Result<Self, Error> {
        let path = Self::path_for(document, coder)?;
        if let Some(other) = coder.and_then(|coder| document_called(document, coder)) {
            return Err(Error::not_ours(&path, format!("it is the sidecar of the document {other}")));
        }
        let identity = |path: &Path| FileStamp::of_path(path).ok().flatten().map(|stamp| stamp.identity);
        let own = identity(&path);
        if own.is_some() && own == identity(document) {
            return Err(Error::not_ours(&path, "it is a link to the document itself"));
        }
        let mut sidecar = open(path)?;
        sidecar.document_path = Some(document.to_owned());
        Ok(sidecar)
    }

    /// The people who may read the sidecar at most.
    pub(super) fn readership(&self) -> Readership {
        self.document_path.as_deref().map_or(Readership::EVERYBODY, Readership::of)
    }
}

/// The name of another document beside this one whose sidecar a coder of this name would have: `talks.txt.md` for the coder `md`.
fn document_called(document: &Path, coder: &str) -> Option<String> {
    let mut name = document.file_name()?.to_owned();
    name.push(format!(".{coder}"));
    document.with_file_name(&name).is_file().then(|| name.to_string_lossy().into_owned())
}
