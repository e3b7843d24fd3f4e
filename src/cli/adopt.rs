//! A document was renamed or moved, and its glosses stayed behind: which sidecar is its own?
//!
//! The one whose document had the same content, in the same folder or wherever the state folder knows of one. Else, in
//! the same folder, the one most of whose glosses stand in the document: it was edited, too.

use std::path::{Path, PathBuf};

use super::{environment, error::Error};
use crate::{
    app::Stray as Offer,
    corpus::Finder,
    gloss::{Glosses, Placed, State},
    sidecar::{Sidecar, StateFolder, Stray},
    source::{self, Document},
};

/// So many of a hundred glosses must stand in a document whose content is another one now: of an article that was
/// thoroughly edited a quarter may be gone, in another article next to none stands.
const MOST: usize = 60;

/// So many sidecars are compared with a document that none is known to belong to.
const COMPARED: usize = 20;

/// A document without a sidecar.
pub struct Bereft {
    /// The document.
    pub document: Document,
    /// Where its sidecar would be.
    pub own: PathBuf,
    /// Whose.
    pub coder: Option<String>,
    /// Where it is known what was seen where.
    pub state: Option<StateFolder>,
}

/// A sidecar that was left behind, and its glosses as they stand in the document.
struct Found {
    stray: Stray,
    glosses: Glosses,
    /// Whether its document had the same content.
    same: bool,
}

impl Found {
    /// How many glosses have their place, of how many.
    fn sure(&self) -> (usize, usize) {
        let sure = |placed: &&Placed| placed.place.state <= State::Changed;
        (self.glosses.iter().filter(sure).count(), self.glosses.len())
    }

    /// How sure it is that this is the one.
    fn reason(&self) -> String {
        let (sure, all) = self.sure();
        let its = if all == 1 { "its gloss stands" } else { &*format!("{sure} of its {all} glosses stand") };
        if self.same { "its text was the same".to_owned() } else { format!("{its} in this text") }
    }
}

/// Gives the document at `path` the sidecar that was left behind, if it has none. Returns where that was, and how sure it
/// is that it was the right one.
pub fn adopt(path: &Path, coder: Option<&str>) -> Result<Option<(PathBuf, String)>, Error> {
    let Some(bereft) = bereft(path, coder)? else { return Ok(None) };
    let mut found = bereft.find()?;
    if found.len() > 1 {
        let names: Vec<_> = found.iter().map(|found| found.stray.path.display().to_string()).collect();
        let what = format!("several could be the glosses of {}: {}", path.display(), names.join(", "));
        return Err(Error::failed(what).hint("rename the right one"));
    }
    let Some(found) = found.pop() else { return Ok(None) };
    take_over(Sidecar::open(bereft.own)?, &found.stray.path, bereft.state.as_ref())?;
    let reason = found.reason();
    Ok(Some((found.stray.path, reason)))
}

/// Makes the sidecar at `stray` a document's own, with what the state folder keeps of it.
pub fn take_over(mut own: Sidecar, stray: &Path, state: Option<&StateFolder>) -> Result<(), Error> {
    own.take_over(stray)?;
    if let Some(state) = state {
        state.follow(stray, own.path());
    }
    Ok(())
}

/// The sidecars that the document at `path` may have left behind, if it has none, each with how sure that is.
pub fn left_behind(path: &Path, coder: Option<&str>) -> Result<Vec<(PathBuf, String)>, Error> {
    let Some(bereft) = bereft(path, coder)? else { return Ok(Vec::new()) };
    Ok(bereft.find()?.into_iter().map(|found| (found.stray.path.clone(), found.reason())).collect())
}

/// The document at `path`, if it has no sidecar.
fn bereft(path: &Path, coder: Option<&str>) -> Result<Option<Bereft>, Error> {
    let own = Sidecar::path_for(path, coder)?;
    if own.exists() {
        return Ok(None);
    }
    let (document, state) = (source::open(path)?, environment::state_folder());
    Ok(Some(Bereft { document, own, coder: coder.map(str::to_owned), state }))
}

impl Bereft {
    /// What there is to offer to somebody who opens the document, if it is clear which sidecar that is.
    pub fn offer(&self) -> Option<Offer> {
        let mut found = self.find().ok()?;
        let found = if found.len() == 1 { found.pop()? } else { return None };
        let here = found.stray.document.parent() == Some(&self.folder());
        let name = if here { found.stray.document.file_name()?.as_ref() } else { &*found.stray.document };
        let notice = format!("{} is gone, and {}; R takes over its glosses", name.display(), found.reason());
        Some(Offer { path: found.stray.path, glosses: found.glosses, notice })
    }

    /// Its folder, by the path by which the state folder knows sidecars.
    fn folder(&self) -> PathBuf {
        let folder = self.own.parent().filter(|folder| !folder.as_os_str().is_empty());
        let folder = folder.unwrap_or(Path::new("."));
        folder.canonicalize().unwrap_or_else(|_| folder.to_owned())
    }

    /// The sidecars that may be the document's: those of the same content if there are any.
    fn find(&self) -> Result<Vec<Found>, Error> {
        let coder = self.coder.as_deref();
        let strays = Stray::all_in(&self.folder(), coder);
        let sha256 = self.document.compute_sha256()?;
        let known: Vec<PathBuf> = self.state.iter().flat_map(|state| state.sidecars(sha256)).collect();
        let is_same =
            |stray: &Stray| stray.source.sha256.as_deref() == Some(sha256) || known.contains(&stray.path);
        let (same, others): (Vec<Stray>, Vec<Stray>) = strays.into_iter().partition(is_same);
        let elsewhere = || known.iter().filter_map(|path| Stray::at(path, coder));
        let same = if same.is_empty() { elsewhere().collect() } else { same };
        if !same.is_empty() {
            return Ok(same.into_iter().filter_map(|stray| self.compare(stray, true)).collect());
        }
        let compared = others.into_iter().take(COMPARED).filter_map(|stray| self.compare(stray, false));
        let fits = |found: &Found| {
            let (sure, all) = found.sure();
            sure * 100 >= all * MOST
        };
        Ok(compared.filter(fits).collect())
    }

    /// The glosses of a sidecar in the document; none if it has none or can't be read.
    fn compare(&self, stray: Stray, same: bool) -> Option<Found> {
        let sidecar = Sidecar::open(stray.path.clone()).ok()?;
        let finder = Finder {
            document: self.document.clone(),
            source: sidecar.source().unwrap_or_default(),
            glosses: sidecar.glosses().cloned().collect(),
            state: self.state.clone(),
        };
        let glosses = finder.find();
        (!glosses.is_empty()).then_some(Found { stray, glosses, same })
    }
}
