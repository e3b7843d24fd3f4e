//! Adoption: a document was renamed or moved, and its sidecar stayed behind. Which one is it?
//!
//! The one whose document had the same content, in the same folder or wherever the state folder knows of one. Else, in the
//! same folder, the one most of whose glosses stand in the document: it was edited, too.

use std::path::{Path, PathBuf};

use super::{AnnotatedDocument, Error, Host, RecordedGlosses, document::digest};
use crate::{
    gloss::{Glosses, Placed, State},
    sidecar::{Sidecar, StateFolder, Stray},
    source::Document,
};

/// The least part of its glosses, in percent, that must stand in a document for a sidecar to be its own where the contents
/// differ. An article that was thoroughly edited may have lost a quarter of them; in another article next to none stands.
const MIN_STANDING_PERCENT: usize = 60;

/// How many sidecars are compared with a document that none is known to belong to: each is a search of the whole text.
const MAX_COMPARED_SIDECARS: usize = 20;

/// A document without a sidecar, which looks for the one it left behind.
#[derive(Debug)]
pub struct Adoption {
    document: Document,
    /// Where its sidecar would be.
    own: PathBuf,
    coder: Option<String>,
    state: Option<StateFolder>,
}

/// A sidecar that a document may have left behind, with its glosses as they stand in the document.
#[derive(Debug)]
pub struct StrayMatch {
    /// The sidecar.
    pub path: PathBuf,
    /// Its glosses.
    pub glosses: Glosses,
    /// Where its document was.
    document: PathBuf,
    /// Whether its document had the same content.
    is_same: bool,
}

impl StrayMatch {
    /// How many glosses have their place, of how many.
    fn standing(&self) -> (usize, usize) {
        let stands = |placed: &&Placed| placed.place.state <= State::Changed;
        (self.glosses.iter().filter(stands).count(), self.glosses.len())
    }

    /// Why this is likely the one.
    pub fn reason(&self) -> String {
        if self.is_same {
            return "its text was the same".to_owned();
        }
        match self.standing() {
            (_, 1) => "its gloss stands in this text".to_owned(),
            (standing, all) => format!("{standing} of its {all} glosses stand in this text"),
        }
    }

    /// What its document was called: a bare name where it was in the same folder as `own`, else its path.
    pub fn document_name(&self, own: &Path) -> String {
        let is_here = self.document.parent() == Some(&whole_folder(own));
        let name = self.document.file_name().filter(|_| is_here);
        name.map_or_else(|| self.document.as_path(), Path::new).display().to_string()
    }
}

impl Adoption {
    /// That of the document at `path`; none if it has a sidecar.
    pub fn of_path(path: &Path, coder: Option<&str>, host: &Host) -> Result<Option<Self>, Error> {
        let own = Sidecar::path_for(path, coder)?;
        if own.exists() {
            return Ok(None);
        }
        let (document, state) = (host.readers.open(path)?, host.state.clone());
        Ok(Some(Self { document, own, coder: coder.map(str::to_owned), state }))
    }

    /// That of a document that is open; none if it has a sidecar, or is no file that could have left one behind.
    pub fn of_document(opened: &AnnotatedDocument, coder: Option<String>) -> Option<Self> {
        let own = opened.sidecar_path()?.to_owned();
        if own.exists() || opened.document.path.is_none() {
            return None;
        }
        Some(Self { document: opened.document.clone(), own, coder, state: opened.state.clone() })
    }

    /// Where the document's own sidecar would be.
    pub fn own(&self) -> &Path {
        &self.own
    }

    /// Gives the document the sidecar that it left behind, if there is one, and returns that. Fails if several could be it.
    pub fn adopt(&self) -> Result<Option<StrayMatch>, Error> {
        let mut found = self.matches()?;
        if found.len() > 1 {
            let path = self.document.path.clone().unwrap_or_default();
            return Err(Error::SeveralStrays(path, found.into_iter().map(|found| found.path).collect()));
        }
        let Some(found) = found.pop() else { return Ok(None) };
        take_over(self.own.clone(), &found.path, self.state.as_ref())?;
        Ok(Some(found))
    }

    /// The sidecars that may be the document's: those of the same content if there are any.
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

    /// The glosses of a sidecar in the document; none if it has none or can't be read.
    fn compare(&self, stray: Stray, is_same: bool) -> Option<StrayMatch> {
        let sidecar = Sidecar::open(stray.path.clone()).ok()?;
        let recorded = RecordedGlosses {
            document: self.document.clone(),
            source: sidecar.source().unwrap_or_default(),
            glosses: sidecar.into_glosses(),
            state: self.state.clone(),
        };
        let glosses = recorded.locate();
        let Stray { path, document, .. } = stray;
        (!glosses.is_empty()).then_some(StrayMatch { path, glosses, document, is_same })
    }
}

/// Makes the sidecar at `stray` that at `own`, with what the state folder keeps of it.
pub(super) fn take_over(own: PathBuf, stray: &Path, state: Option<&StateFolder>) -> Result<(), Error> {
    let mut own = Sidecar::open(own)?;
    own.take_over(stray)?;
    if let Some(state) = state {
        state.follow(stray, own.path());
    }
    Ok(())
}

/// The folder of a file, by the path by which the state folder knows what is in it.
fn whole_folder(file: &Path) -> PathBuf {
    let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    folder.canonicalize().unwrap_or_else(|_| folder.to_owned())
}
