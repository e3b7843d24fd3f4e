//! Finding the documents below a folder with the sidecars beside them; each folder is read once.

use std::{
    collections::HashMap,
    fs, io,
    path::{Path, PathBuf},
};

use super::{
    ignore_rules::GIT_FOLDER,
    walk_filter::{Exclusion, PassedOver, WalkFilter},
};
use crate::{
    platform,
    sidecar::{self, Sidecar},
};

/// The extensions of files that hold no readable text.
const BINARY_EXTENSIONS: &[&str] = &[
    "toml", "json", "jsonl", "png", "jpg", "jpeg", "gif", "webp", "svg", "ico", "zip", "gz", "xz", "zst",
    "tar", "pdf", "epub", "docx", "odt", "mp3", "mp4", "wav", "so", "o", "a", "exe", "bin", "lock", "tmp",
];

/// The coders whose sidecars are looked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Coders {
    /// The coder of this name; `None` for the sidecar that belongs to no coder.
    One(Option<String>),
    /// All coders.
    All,
}

/// A document and the sidecars beside it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Member {
    /// The path of the document.
    pub path: PathBuf,
    /// The paths of the sidecars, each with its coder, if it has one.
    pub sidecars: Vec<(Option<String>, PathBuf)>,
}

/// The documents below a folder, in the order of their paths. Hidden files and folders are left out, and links to folders,
/// which may lead in circles. A file whose name doesn't look like a text is a document if it has a sidecar. What the filter
/// passes over is no document, unless it has a sidecar, whosever that is: folders that are passed over are looked through for
/// those. The same holds for what an export wrote. What can't be read has no documents to offer.
pub fn below<'a>(
    folder: &Path,
    coders: &'a Coders,
    filter: &'a WalkFilter,
) -> impl Iterator<Item = Member> + use<'a> {
    let nodes = |folder: &Path, exclusion: Exclusion| {
        let (nodes, passed_over) = Listing::of(folder, coders, exclusion, filter);
        filter.count(folder, passed_over);
        nodes.into_iter()
    };
    let mut stack = vec![nodes(folder, filter.exclusion(folder))];
    std::iter::from_fn(move || {
        loop {
            match stack.last_mut()?.next() {
                Some(Node::Folder(path, exclusion)) => stack.push(nodes(&path, exclusion)),
                Some(Node::Document(member)) => return Some(member),
                None => drop(stack.pop()),
            }
        }
    })
}

/// The folder and all folders below it that [`below`] reads.
pub fn folders(folder: &Path) -> Vec<PathBuf> {
    let mut found = vec![folder.to_owned()];
    let mut next = 0;
    while let Some(folder) = found.get(next).cloned() {
        let mut names = Listing::read(&folder).unwrap_or_default().folders;
        names.retain(|name| !name.starts_with('.'));
        names.sort_unstable();
        found.extend(names.into_iter().map(|name| folder.join(name)));
        next += 1;
    }
    found
}

/// The document at `path`, with its sidecars.
pub fn beside(path: &Path, coders: &Coders) -> Result<Member, sidecar::Error> {
    Siblings::default().member(path, coders)
}

/// A cache of folder listings for documents that are named one by one, so that each folder is read once.
#[derive(Debug, Default)]
pub struct Siblings(HashMap<PathBuf, Listing>);

impl Siblings {
    /// The document at `path`, with its sidecars.
    pub fn member(&mut self, path: &Path, coders: &Coders) -> Result<Member, sidecar::Error> {
        let sidecars = match coders {
            Coders::One(coder) => vec![(coder.clone(), Sidecar::path_for(path, coder.as_deref())?)],
            Coders::All => {
                let name = path.file_name().unwrap_or_default().to_string_lossy();
                let found = self.listing(path).sidecars(&name, coders).into_iter();
                found.map(|(coder, beside)| (coder, path.with_file_name(beside))).collect()
            }
        };
        Ok(Member { path: path.to_owned(), sidecars })
    }

    /// The listing of the folder of the document at `path`; empty if it cannot be read.
    fn listing(&mut self, path: &Path) -> &Listing {
        let folder = path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let read = || Listing::read(folder).unwrap_or_default();
        self.0.entry(folder.to_owned()).or_insert_with(read)
    }
}

/// An entry of a folder.
enum Node {
    Folder(PathBuf, Exclusion),
    Document(Member),
}

/// The names in a folder; those of files and of sidecars are sorted.
#[derive(Debug, Default)]
struct Listing {
    files: Vec<String>,
    folders: Vec<String>,
    sidecars: Vec<String>,
    /// Pipes, sockets and devices.
    streams: Vec<String>,
}

impl Listing {
    fn read(folder: &Path) -> io::Result<Self> {
        let mut listing = Self::default();
        for entry in fs::read_dir(folder)?.filter_map(Result::ok) {
            // A name that is not Unicode cannot be typed, and its sidecar could not be told from another's.
            let Ok(name) = entry.file_name().into_string() else { continue };
            let Ok(kind) = entry.file_type() else { continue };
            if kind.is_dir() {
                listing.folders.push(name);
            } else if name.ends_with(sidecar::ENDING) {
                listing.sidecars.push(name);
            } else if kind.is_file() || kind.is_symlink() && entry.path().is_file() {
                listing.files.push(name);
            } else if platform::is_stream(&entry.path()) {
                listing.streams.push(name);
            }
        }
        listing.files.sort_unstable();
        listing.sidecars.sort_unstable();
        listing.streams.sort_unstable();
        Ok(listing)
    }

    /// The folders and documents of a folder, in the order of their names, and what was passed over.
    fn of(
        folder: &Path,
        coders: &Coders,
        exclusion: Exclusion,
        filter: &WalkFilter,
    ) -> (Vec<Node>, PassedOver) {
        let listing = Self::read(folder).unwrap_or_default();
        let exclusion = if listing.has_ignore_rules() { exclusion.with_own_rules() } else { exclusion };
        let is_shown = |name: &&String| !name.starts_with('.');
        let exports = filter.exports_in(folder);
        let is_export = |name: &String| exports.as_ref().is_some_and(|exports| exports.has(name.as_ref()));
        let streams = listing.streams.iter().filter(is_shown).map(|name| folder.join(name)).collect();
        let mut passed_over = PassedOver { streams, ..PassedOver::default() };
        let document = |name: &String| {
            let sidecars = listing.sidecars(name, coders);
            let path = folder.join(name);
            if sidecars.is_empty() && listing.sidecars(name, &Coders::All).is_empty() {
                if !is_like_text(&path) {
                    return None;
                }
                if exclusion.has_file(name) {
                    passed_over.ignored += 1;
                    return None;
                }
                if is_export(name) {
                    passed_over.exports += 1;
                    return None;
                }
            }
            let sidecars = sidecars.into_iter().map(|(coder, beside)| (coder, folder.join(beside))).collect();
            Some((name.clone(), Node::Document(Member { path, sidecars })))
        };
        let mut nodes: Vec<(String, Node)> =
            listing.files.iter().filter(is_shown).filter_map(document).collect();
        let node = |name: &String| (name.clone(), Node::Folder(folder.join(name), exclusion.below(name)));
        nodes.extend(listing.folders.iter().filter(is_shown).map(node));
        nodes.sort_unstable_by(|(one, _), (other, _)| one.cmp(other));
        (nodes.into_iter().map(|(_, node)| node).collect(), passed_over)
    }

    /// Whether there are files here that may leave others out.
    fn has_ignore_rules(&self) -> bool {
        let is_file = |name: &str| self.files.binary_search_by(|file| (**file).cmp(name)).is_ok();
        is_file(".gitignore") || is_file(".ignore") || self.folders.iter().any(|name| name == GIT_FOLDER)
    }

    /// The sidecars of a file for these coders. `talks.txt.alice.gloss.toml` is Alice's, unless a file
    /// `talks.txt.alice` exists.
    fn sidecars(&self, file: &str, coders: &Coders) -> Vec<(Option<String>, String)> {
        let begin = format!("{file}.");
        let from = self.sidecars.partition_point(|sidecar| *sidecar < begin);
        let own = self.sidecars[from..].iter().take_while(|sidecar| sidecar.starts_with(&begin));
        let coder = |sidecar: &String| {
            let whose = sidecar.strip_prefix(file)?.strip_suffix(sidecar::ENDING)?;
            let coder = if whose.is_empty() { None } else { Some(whose.strip_prefix('.')?.to_owned()) };
            let is_other = coder.is_some() && self.files.binary_search(&format!("{file}{whose}")).is_ok();
            let is_named = coder.as_deref().is_none_or(Sidecar::can_name);
            let is_meant = *coders == Coders::All || *coders == Coders::One(coder.clone());
            (is_meant && is_named && !is_other).then(|| (coder, sidecar.clone()))
        };
        own.filter_map(coder).collect()
    }
}

fn is_like_text(path: &Path) -> bool {
    let ending = path.extension().map(|ending| ending.to_string_lossy().to_ascii_lowercase());
    ending.is_none_or(|ending| !BINARY_EXTENSIONS.contains(&ending.as_str()))
}
