//! A folder of documents: listing them with their numbers of glosses, and searching their glosses.

use std::{
    path::{Path, PathBuf},
    thread,
};

use super::{Error, GlossReader, Host, in_order};
use crate::{
    corpus::{self, Coders, Member, WalkFilter},
    gloss::{Gloss, Query},
    platform,
    sidecar::{self, Sidecar, StateFolder},
    source::{self, Readers},
};

/// How many documents of a folder are listed at most. Chosen by hand.
const MAX_LISTED_DOCUMENTS: usize = 100_000;

/// How many items the first batch has. Chosen by hand: enough for a screen.
const FIRST_BATCH_ITEMS: usize = 50;

/// How many items each later batch has. Chosen by hand.
const BATCH_ITEMS: usize = 1000;

/// A folder of documents, and the coders whose glosses are used.
#[derive(Clone, Debug)]
pub struct Folder {
    /// The path of the folder.
    pub path: PathBuf,
    /// The coders whose glosses are used.
    coders: Coders,
    /// The state folder, in which old texts are kept.
    state: Option<StateFolder>,
    /// The readers that turn files into texts.
    readers: Readers,
    /// Which documents are passed over.
    walk_filter: WalkFilter,
}

/// A document of a folder, as it is listed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListedDocument {
    /// The path of the document below the folder.
    pub name: String,
    /// How many glosses it has.
    pub glosses: usize,
    /// Why it can't be read, in a few words; `None` if nothing at its start tells that.
    pub fault: Option<String>,
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

    /// Lists the documents in batches passed to `take` until that returns false. Returns the number of other files that were met.
    pub fn list(&self, mut take: impl FnMut(Vec<ListedDocument>) -> bool) -> usize {
        let mut others = 0;
        let members = self.members().take(MAX_LISTED_DOCUMENTS);
        let mut batch = Vec::new();
        let mut full = FIRST_BATCH_ITEMS;
        thread::scope(|scope| {
            for document in in_order(scope, members, |member| self.listed(&member)) {
                others += usize::from(document.is_none());
                batch.extend(document);
                if batch.len() >= full {
                    full = BATCH_ITEMS;
                    if !take(std::mem::take(&mut batch)) {
                        return;
                    }
                }
            }
            take(batch);
        });
        others + self.walk_filter.passed_over_below(&self.path).others
    }

    /// What is listed of a document; `None` if its bytes are those of a file that nobody would read as one.
    fn listed(&self, member: &Member) -> Option<ListedDocument> {
        let glosses = member.sidecars.iter().map(|(_, path)| count(path)).sum();
        let error = if glosses == 0 { source::check_document(&member.path).err() } else { None };
        let is_other =
            |error: &source::Error| error.is_of_no_document() && !source::is_named_document(&member.path);
        if error.as_ref().is_some_and(is_other) {
            return None;
        }
        Some(ListedDocument { name: self.name(member), glosses, fault: error.map(|error| error.brief()) })
    }

    /// Searches the glosses that match a query, document by document, and passes them in batches with the names of
    /// their documents to `take`, until that or `is_wanted` returns false. The last batch is marked. Documents that
    /// cannot be read are passed over; opening them tells why.
    pub fn find(
        &self,
        query: &Query,
        is_wanted: impl Fn() -> bool,
        mut take: impl FnMut(Vec<(String, Gloss)>, bool) -> bool,
    ) {
        let (state, readers) = (self.state.clone(), self.readers.clone());
        let reader = GlossReader { query, places: false, state, readers, unread: &|_| () };
        let found = |member: Member| -> Vec<(String, Gloss)> {
            let file = self.name(&member);
            let entries = reader.read(&member, &|_| ()).unwrap_or_default();
            entries.into_iter().map(|entry| (file.clone(), entry.gloss)).collect()
        };
        let mut batch = Vec::new();
        let mut full = FIRST_BATCH_ITEMS;
        thread::scope(|scope| {
            for glosses in in_order(scope, self.members(), found) {
                batch.extend(glosses);
                if batch.len() >= full {
                    full = BATCH_ITEMS;
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

    /// The path of the document that has this name in the view. A name that isn't Unicode is shown with U+FFFD for what can't be
    /// read of it.
    pub fn document(&self, name: &str) -> PathBuf {
        let path = self.path.join(name);
        if !name.contains('\u{fffd}') || path.exists() {
            return path;
        }
        self.members().find(|member| self.name(member) == name).map_or(path, |member| member.path)
    }

    /// The document's name in the view: its path below the folder.
    fn name(&self, member: &Member) -> String {
        member.path.strip_prefix(&self.path).unwrap_or(&member.path).to_string_lossy().into_owned()
    }
}

/// How many glosses of a coder the document at `path` has, estimated without reading what they say.
pub fn count_glosses(path: &Path, coder: Option<&str>) -> Result<usize, Error> {
    Ok(count(&Sidecar::path_for(path, coder)?))
}

fn count(sidecar: &Path) -> usize {
    platform::read_file(sidecar).map_or(0, |bytes| sidecar::count(&bytes))
}
