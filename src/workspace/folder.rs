//! A folder as its view needs it: its documents with the numbers of their glosses, and the glosses that are looked for.

use std::{
    fs,
    path::{Path, PathBuf},
    thread,
};

use super::{Error, GlossReader, Host, in_order};
use crate::{
    corpus::{self, Coders, Member, WalkFilter},
    gloss::{Gloss, Query},
    sidecar::{self, Sidecar, StateFolder},
    source::{self, Readers},
};

/// How many documents of a folder are listed.
const MAX_DOCUMENTS: usize = 100_000;

/// How many items the first batch of news has: a screen of them.
const FIRST_BATCH: usize = 50;

/// How many items each batch has after that.
const BATCH: usize = 1000;

/// A folder of documents, and whose glosses of them are meant.
#[derive(Clone, Debug)]
pub struct Folder {
    /// Where it is.
    pub path: PathBuf,
    /// Whose glosses.
    coders: Coders,
    /// Where old texts are kept.
    state: Option<StateFolder>,
    /// What makes the texts of documents.
    readers: Readers,
    /// Which documents are passed over.
    walk_filter: WalkFilter,
}

impl Folder {
    /// The folder at `path`, with the glosses of a coder.
    pub fn new(path: &Path, coder: Option<String>, host: &Host) -> Self {
        Self {
            path: path.to_owned(),
            coders: Coders::One(coder),
            state: host.state.clone(),
            readers: host.readers.clone(),
            walk_filter: host.walk_filter.clone(),
        }
    }

    /// Lists the documents, each with the number of its glosses, batch by batch as they are found, until `take` returns false.
    pub fn list(&self, mut take: impl FnMut(Vec<(String, usize)>) -> bool) {
        let counted = |member: Member| {
            let count: usize = member.sidecars.iter().map(|(_, path)| count(path)).sum();
            (count > 0 || source::is_text(&member.path)).then(|| (self.name(&member), count))
        };
        let members = self.members().take(MAX_DOCUMENTS);
        let mut batch = Vec::new();
        let mut full = FIRST_BATCH;
        thread::scope(|scope| {
            for document in in_order(scope, members, counted) {
                batch.extend(document);
                if batch.len() >= full {
                    full = BATCH;
                    if !take(std::mem::take(&mut batch)) {
                        return;
                    }
                }
            }
            take(batch);
        });
    }

    /// Looks for the glosses that are asked for, document by document, and gives them to `take` batch by batch with the names
    /// of their documents, until it returns false or `is_wanted` does. The last batch is marked as such. What can't be read
    /// has nothing to show here: opening it tells why.
    pub fn find(
        &self,
        query: &Query,
        is_wanted: impl Fn() -> bool,
        mut take: impl FnMut(Vec<(String, Gloss)>, bool) -> bool,
    ) {
        let reader =
            GlossReader { query, places: false, state: self.state.clone(), readers: self.readers.clone() };
        let found = |member: Member| -> Vec<(String, Gloss)> {
            let file = self.name(&member);
            let entries = reader.read(&member, &|_| ()).unwrap_or_default();
            entries.into_iter().map(|entry| (file.clone(), entry.gloss)).collect()
        };
        let mut batch = Vec::new();
        let mut full = FIRST_BATCH;
        thread::scope(|scope| {
            for glosses in in_order(scope, self.members(), found) {
                batch.extend(glosses);
                if batch.len() >= full {
                    full = BATCH;
                    if !take(std::mem::take(&mut batch), false) {
                        return;
                    }
                }
                if !is_wanted() {
                    break;
                }
            }
            take(batch, true);
        });
    }

    fn members(&self) -> impl Iterator<Item = Member> {
        corpus::below(&self.path, &self.coders, &self.walk_filter)
    }

    /// A document as the view names it: its path below the folder.
    fn name(&self, member: &Member) -> String {
        member.path.strip_prefix(&self.path).unwrap_or(&member.path).to_string_lossy().into_owned()
    }
}

/// How many glosses of a coder the document at `path` has, as it seems without reading what they say.
pub fn count_glosses(path: &Path, coder: Option<&str>) -> Result<usize, Error> {
    Ok(count(&Sidecar::path_for(path, coder)?))
}

fn count(sidecar: &Path) -> usize {
    fs::read(sidecar).map_or(0, |bytes| sidecar::count(&bytes))
}
