//! Adoption: finding the sidecar of a document that was renamed or moved while the sidecar stayed behind.
//!
//! A stray sidecar belongs to the document if its old document had the same content; it is looked for in the same
//! folder and wherever the state folder knows of one. If there is none, the document may have been edited as well:
//! then the sidecar in the same folder counts most of whose glosses are found in the text.

use std::path::{Path, PathBuf};

use super::{AnnotatedDocument, Error, Host, RecordedGlosses, document::digest};
use crate::{
    gloss::{Glosses, Placed, State},
    platform::folder_of,
    sidecar::{Sidecar, StateFolder, Stray},
    source::{self, Document},
};

/// The least share of a sidecar's glosses, in percent, that must be found in a document with other content. Chosen by
/// hand: a thoroughly edited article may lose a quarter of them, while next to none are found in another article.
const MIN_STANDING_PERCENT: usize = 60;

/// How many sidecars are compared with a document of other content. Chosen by hand: each is a search of the whole
/// text.
const MAX_COMPARED_SIDECARS: usize = 20;

/// A document without a sidecar, for which a stray one is looked for.
#[derive(Debug)]
pub struct Adoption {
    document: Document,
    /// The path that its sidecar would have.
    own: PathBuf,
    coder: Option<String>,
    state: Option<StateFolder>,
}

/// A stray sidecar that may be the document's, with its glosses placed in the text.
#[derive(Debug)]
pub struct StrayMatch {
    /// The path of the sidecar.
    pub path: PathBuf,
    /// Its glosses, placed in the document's text.
    pub glosses: Glosses,
    /// The path that its old document had.
    document: PathBuf,
    /// Whether the old document had the same content.
    is_same: bool,
}

impl StrayMatch {
    /// How many glosses have a place, and how many there are.
    fn standing(&self) -> (usize, usize) {
        let stands = |placed: &&Placed| placed.place.state <= State::Changed;
        (self.glosses.iter().filter(stands).count(), self.glosses.len())
    }

    /// Why this is probably the document's sidecar.
    pub fn reason(&self) -> String {
        if self.is_same {
            return "its text was the same".to_owned();
        }
        match self.standing() {
            (_, 1) => "its gloss stands in this text".to_owned(),
            (standing, all) => format!("{standing} of its {all} glosses stand in this text"),
        }
    }

    /// The name of the old document: a bare name if it was in the same folder as `own`, else its path.
    pub fn document_name(&self, own: &Path) -> String {
        let is_here = self.document.parent() == Some(&whole_folder(own));
        let name = self.document.file_name().filter(|_| is_here);
        name.map_or_else(|| self.document.as_path(), Path::new).display().to_string()
    }
}

impl Adoption {
    /// The adoption for the document at `path`; `None` if it has a sidecar or is a stream.
    pub fn of_path(path: &Path, coder: Option<&str>, host: &Host) -> Result<Option<Self>, Error> {
        let own = Sidecar::path_for(path, coder)?;
        if own.exists() || source::is_stream(path) {
            return Ok(None);
        }
        let (document, state) = (host.readers.open(path)?, host.state.clone());
        Ok(Some(Self { document, own, coder: coder.map(str::to_owned), state }))
    }

    /// The adoption for an open document; `None` if it has a sidecar or is not a file.
    pub fn of_document(opened: &AnnotatedDocument, coder: Option<String>) -> Option<Self> {
        let own = opened.sidecar_path()?.to_owned();
        if own.exists() || opened.document.path.is_none() {
            return None;
        }
        Some(Self { document: opened.document.clone(), own, coder, state: opened.state.clone() })
    }

    /// The path that the document's sidecar would have.
    pub fn own(&self) -> &Path {
        &self.own
    }

    /// Gives the document its stray sidecar, if there is one, and returns that. Fails if several could be it.
    pub fn adopt(&self) -> Result<Option<StrayMatch>, Error> {
        let mut found = self.matches()?;
        if found.len() > 1 {
            let path = self.document.path.clone().unwrap_or_default();
            return Err(Error::SeveralStrays(path, found.into_iter().map(|found| found.path).collect()));
        }
        let Some(found) = found.pop() else { return Ok(None) };
        let Some(document) = &self.document.path else { return Ok(None) };
        take_over(document, self.coder.as_deref(), &found.path, self.state.as_ref())?;
        Ok(Some(found))
    }

    /// The sidecars that may be the document's; if any have the same content, only those.
    pub fn matches(&self) -> Result<Vec<StrayMatch>, Error> {
        let coder = self.coder.as_deref();
        let strays = Stray::all_in(&whole_folder(&self.own), coder);
        let sha256 = digest(&self.document)?;
        let known: Vec<PathBuf> = self.state.iter().flat_map(|state| state.sidecars(sha256)).collect();
        let is_same =
            |stray: &Stray| stray.source.sha256.as_deref() == Some(sha256) || known.contains(&stray.path);
        let (same, others): (Vec<Stray>, Vec<Stray>) = strays.into_iter().partition(is_same);
        let elsewhere = || known.iter().filter_map(|path| Stray::at(path, coder));
        let same = if same.is_empty() { elsewhere().collect() } else { same };
        if !same.is_empty() {
            return Ok(same.into_iter().filter_map(|stray| self.compare(stray, true)).collect());
        }
        let compared = others.into_iter().take(MAX_COMPARED_SIDECARS);
        let is_likely = |found: &StrayMatch| {
            let (standing, all) = found.standing();
            standing * 100 >= all * MIN_STANDING_PERCENT
        };
        Ok(compared.filter_map(|stray| self.compare(stray, false)).filter(is_likely).collect())
    }

    /// The glosses of a sidecar placed in the document; `None` if there are none or the sidecar cannot be read.
    fn compare(&self, stray: Stray, is_same: bool) -> Option<StrayMatch> {
        let sidecar = Sidecar::open(stray.path.clone()).ok()?;
        let glosses = RecordedGlosses::of(self.document.clone(), sidecar, self.state.clone()).locate();
        let Stray { path, document, .. } = stray;
        (!glosses.is_empty()).then_some(StrayMatch { path, glosses, document, is_same })
    }
}

/// Makes the sidecar at `stray` that of the document, for this coder, along with its files in the state folder.
pub(super) fn take_over(
    document: &Path,
    coder: Option<&str>,
    stray: &Path,
    state: Option<&StateFolder>,
) -> Result<(), Error> {
    let mut own = Sidecar::beside(document, coder)?;
    own.take_over(stray)?;
    if let Some(state) = state {
        state.move_state(stray, own.path());
    }
    Ok(())
}

/// The absolute folder of a file, under which the state folder records what is in it.
fn whole_folder(file: &Path) -> PathBuf {
    let folder = folder_of(file);
    folder.canonicalize().unwrap_or_else(|_| folder.to_owned())
}
