//! The coders who have glosses of a document.

use std::path::{Path, PathBuf};

use super::Error;
use crate::{
    corpus::{self, Coders},
    gloss::Gloss,
    sidecar::Sidecar,
};

/// The coder name under which the outcome of a comparison is saved if no coder is named.
pub const OUTCOME_CODER: &str = "adjudicated";

/// Whether this can be the name of a coder, who has sidecars of their own.
pub fn is_coder_name(name: &str) -> bool {
    Sidecar::can_name(name)
}

/// The coders with a sidecar of the document at `path`, in alphabetical order. The outcome of an earlier comparison
/// is nobody's own work, so it is left out unless it is among those `named`.
pub fn coders_of(path: &Path, named: &[String]) -> Result<Vec<String>, Error> {
    let sidecars = corpus::beside(path, &Coders::All)?.sidecars.into_iter();
    let own = sidecars.filter_map(|(coder, sidecar)| Some((coder?, sidecar)));
    let is_coder = |(name, sidecar): &(String, PathBuf)| {
        named.contains(name) || name != OUTCOME_CODER && !is_outcome(sidecar)
    };
    let mut coders: Vec<String> = own.filter(is_coder).map(|(name, _)| name).collect();
    coders.sort();
    Ok(coders)
}

/// Whether a sidecar has glosses and all of them were taken from other coders. An unreadable sidecar counts as a
/// coder's work, and whoever needs it reports the error.
fn is_outcome(sidecar: &Path) -> bool {
    let Ok(sidecar) = Sidecar::open(sidecar.to_owned()) else { return false };
    let mut glosses = sidecar.glosses().peekable();
    glosses.peek().is_some() && glosses.all(Gloss::is_outcome)
}
