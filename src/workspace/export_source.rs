//! What is exported: documents with the glosses of a coder, by the names that tell them apart.

use std::{collections::BTreeSet, path::PathBuf};

use super::{BaseFolder, Error, members::readable_members};
use crate::{
    corpus::{Coders, WalkFilter},
    source,
};

/// A document to export, with the glosses of one coder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExportSource {
    /// The path of the document.
    pub path: PathBuf,
    /// Its name: its path from the folder that is exported.
    pub name: String,
    /// The coder; `None` for the glosses that are no coder's.
    pub coder: Option<String>,
}

/// The documents to export.
#[derive(Clone, Debug, Default)]
pub struct ExportSources {
    /// Each document, for each of its coders if all are asked for.
    pub sources: Vec<ExportSource>,
    /// The coders who have glosses of them.
    pub coders: BTreeSet<String>,
    /// Whether some have glosses of those who are asked for.
    pub have_chosen: bool,
    /// Whether some have glosses of anybody.
    pub have_any: bool,
}

impl ExportSources {
    /// The documents named and those in the folders named. One that can't be read is reported and left out.
    pub fn of(
        paths: &[PathBuf],
        coders: &Coders,
        filter: &WalkFilter,
        report: impl FnMut(Error),
    ) -> Result<Self, Error> {
        let base = BaseFolder::of(paths);
        let mut found = Self::default();
        for member in readable_members(paths, &Coders::All, filter, report)? {
            let name = base.name_of(&member.path);
            let path = member.path;
            let theirs: Vec<Option<String>> = member.sidecars.into_iter().map(|(coder, _)| coder).collect();
            found.have_any |= !theirs.is_empty();
            let chosen = match coders {
                _ if source::is_stream(&path) => vec![None],
                Coders::One(coder) => {
                    found.have_chosen |= theirs.contains(coder);
                    vec![coder.clone()]
                }
                Coders::All if theirs.is_empty() => vec![None],
                Coders::All => theirs.clone(),
            };
            found.coders.extend(theirs.into_iter().flatten());
            let source = |coder| ExportSource { path: path.clone(), name: name.clone(), coder };
            found.sources.extend(chosen.into_iter().map(source));
        }
        found.have_chosen |= *coders == Coders::All && found.have_any;
        Ok(found)
    }
}
