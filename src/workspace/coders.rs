//! The coders who have glosses of a document.

use std::path::{Path, PathBuf};

use super::Error;
use crate::{
    corpus::{self, Coders},
    gloss::Gloss,
    sidecar::Sidecar,
};

/// The coder whose sidecar has what coders agree on in the end, where nobody is named.
pub const OUTCOME: &str = "adjudicated";

/// The coders who have a sidecar of the document at `path`, by name, in order. What others were settled to in an earlier
/// comparison is nobody's own work: it is left out unless it is among those `named`.
pub fn coders_of(path: &Path, named: &[String]) -> Result<Vec<String>, Error> {
    let sidecars = corpus::beside(path, &Coders::All)?.sidecars.into_iter();
    let own = sidecars.filter_map(|(coder, sidecar)| Some((coder?, sidecar)));
    let is_coder =
        |(name, sidecar): &(String, PathBuf)| named.contains(name) || name != OUTCOME && !is_outcome(sidecar);
    let mut coders: Vec<String> = own.filter(is_coder).map(|(name, _)| name).collect();
    coders.sort();
    Ok(coders)
}

/// Whether a sidecar has glosses, and all of them were taken from what coders made. One that can't be read is somebody's:
/// whoever needs it says why it can't be.
fn is_outcome(sidecar: &Path) -> bool {
    let Ok(sidecar) = Sidecar::open(sidecar.to_owned()) else { return false };
    let mut glosses = sidecar.glosses().peekable();
    glosses.peek().is_some() && glosses.all(Gloss::is_outcome)
}
