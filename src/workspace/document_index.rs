//! The documents of a folder by their texts, their names and their ids, each looked through once it is needed.

use std::{
    collections::HashMap,
    hash::{DefaultHasher, Hash, Hasher},
    path::{Path, PathBuf},
};

use super::Host;
use crate::{
    corpus::{self, Coders, Member},
    exchange::DocumentRecord,
    sidecar,
    text::Text,
};

/// The documents of a folder.
#[derive(Debug)]
pub struct DocumentIndex<'a> {
    folder: &'a Path,
    host: &'a Host,
    by_text: Option<HashMap<u64, Vec<PathBuf>>>,
    by_name: Option<HashMap<String, Vec<PathBuf>>>,
    by_id: Option<HashMap<String, Vec<PathBuf>>>,
}

impl<'a> DocumentIndex<'a> {
    /// The documents of a folder, none of which was looked at.
    pub fn new(folder: &'a Path, host: &'a Host) -> Self {
        Self { folder, host, by_text: None, by_name: None, by_id: None }
    }

    /// The documents whose text has this [`hash`].
    pub fn with_text(&mut self, text: u64) -> &[PathBuf] {
        let (folder, host) = (self.folder, self.host);
        let hash = |path: &Path| hash_of(&host.readers.open(path).ok()?.text);
        let read =
            || grouped(documents(folder, host).filter_map(|member| Some((hash(&member.path)?, member.path))));
        found(self.by_text.get_or_insert_with(read), &text)
    }

    /// The documents whose files have this name, in any folder.
    pub fn with_name(&mut self, name: &str) -> &[PathBuf] {
        let (folder, host) = (self.folder, self.host);
        let named = |path: &Path| path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let read = || grouped(documents(folder, host).map(|member| (named(&member.path), member.path)));
        found(self.by_name.get_or_insert_with(read), name)
    }

    /// The documents that were imported with this id, as their sidecars have it.
    pub fn with_id(&mut self, id: &str) -> &[PathBuf] {
        let (folder, host) = (self.folder, self.host);
        let of =
            |member: &Member| ids(member).into_iter().map(|id| (id, member.path.clone())).collect::<Vec<_>>();
        let read = || grouped(documents(folder, host).flat_map(|member| of(&member)));
        found(self.by_id.get_or_insert_with(read), id)
    }

    /// Adds a document that is about to be made. One that is made before the texts are looked through is found there.
    pub fn add(&mut self, text: u64, path: PathBuf) {
        if let Some(known) = &mut self.by_text {
            known.entry(text).or_default().push(path);
        }
    }
}

/// The hash of a text that is in memory.
pub fn hash_of(text: &Text) -> Option<u64> {
    text.as_str().map(hash)
}

/// The hash by which texts are compared.
pub fn hash(text: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    text.hash(&mut hasher);
    hasher.finish()
}

fn documents<'a>(folder: &Path, host: &'a Host) -> impl Iterator<Item = Member> + use<'a> {
    // A folder that is yet to be made has none.
    let below = folder.is_dir().then(|| corpus::below(folder, &Coders::All, &host.walk_filter));
    below.into_iter().flatten()
}

fn ids(member: &Member) -> Vec<String> {
    let id = |path: &Path| sidecar::record_in(path).and_then(|record| DocumentRecord(record).id());
    member.sidecars.iter().filter_map(|(_, sidecar)| id(sidecar)).collect()
}

fn grouped<K: Eq + Hash>(paths: impl Iterator<Item = (K, PathBuf)>) -> HashMap<K, Vec<PathBuf>> {
    let mut groups: HashMap<K, Vec<PathBuf>> = HashMap::new();
    for (key, path) in paths {
        let group = groups.entry(key).or_default();
        // Two coders may have the same id for one document.
        if group.last() != Some(&path) {
            group.push(path);
        }
    }
    groups
}

fn found<'a, K, Q>(groups: &'a HashMap<K, Vec<PathBuf>>, key: &Q) -> &'a [PathBuf]
where
    K: Eq + Hash + std::borrow::Borrow<Q>,
    Q: Eq + Hash + ?Sized,
{
    groups.get(key).map(Vec::as_slice).unwrap_or_default()
}
