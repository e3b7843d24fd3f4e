//! Finding the documents below a folder with the sidecars beside them; each folder is read once.

use std::{
    collections::HashMap,
    ffi::{OsStr, OsString},
    fs, io,
    path::{Path, PathBuf},
};

use super::{
    document_name::{NameKind, kind_of_name},
    ignore_rules::GIT_FOLDER,
    walk_filter::{Exclusion, Obstacle, PassedOver, WalkFilter},
};
use crate::{
    platform::{FileKind, folder_of, kind_of},
    sidecar::{self, Sidecar},
};

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
/// which may lead in circles. A file whose name tells that it is no document is one if it has a sidecar; whether the
/// others can be read is not looked at. What the filter
/// passes over is no document, unless it has a sidecar, whosever that is: folders that are passed over are looked through for
/// those. The same holds for what an export wrote. What can't be read has no documents to offer; the filter keeps the names of such folders, and of named pipes.
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
        names.retain(|name| !is_hidden(name));
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
        let of_nobody = Sidecar::path_for(path, None)?;
        let sidecars = match coders {
            Coders::One(None) => vec![(None, of_nobody)],
            Coders::One(coder) => vec![(coder.clone(), Sidecar::path_for(path, coder.as_deref())?)],
            Coders::All => {
                let name = path.file_name().unwrap_or_default();
                let found = self.listing(path).sidecars(name, coders).into_iter();
                found.map(|(coder, beside)| (coder, path.with_file_name(beside))).collect()
            }
        };
        Ok(Member { path: path.to_owned(), sidecars })
    }

    /// The listing of the folder of the document at `path`; empty if it cannot be read.
    fn listing(&mut self, path: &Path) -> &Listing {
        let folder = folder_of(path);
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
    files: Vec<OsString>,
    folders: Vec<OsString>,
    sidecars: Vec<OsString>,
    /// The names of what can't be read as a file: pipes, sockets, devices, links that lead nowhere.
    others: Vec<(OsString, Obstacle)>,
}

impl Listing {
    fn read(folder: &Path) -> io::Result<Self> {
        let mut listing = Self::default();
        for entry in fs::read_dir(folder)? {
            let entry = entry?;
            let name = entry.file_name();
            // What is gone meanwhile is not there.
            let Ok(kind) = entry.file_type() else { continue };
            if name.as_encoded_bytes().ends_with(sidecar::ENDING.as_bytes()) {
                // Whatever it is: whoever reads it tells what is wrong.
                listing.sidecars.push(name.clone());
                if !kind.is_dir() {
                    continue;
                }
            }
            if kind.is_dir() {
                listing.folders.push(name);
            } else if kind.is_file() {
                listing.files.push(name);
            } else {
                match fs::metadata(entry.path()).map(|meta| kind_of(&meta)) {
                    Ok(FileKind::Regular) => listing.files.push(name),
                    Ok(FileKind::Folder) => {}
                    Ok(kind) => listing.others.push((name, Obstacle::NoFile(kind))),
                    Err(_) => listing.others.push((name, Obstacle::DeadLink)),
                }
            }
        }
        listing.files.sort_unstable();
        listing.sidecars.sort_unstable();
        Ok(listing)
    }

    /// The folders and documents of a folder, in the order of their names, and how much was passed over. The filter is told what
    /// can't be read.
    fn of(
        folder: &Path,
        coders: &Coders,
        exclusion: Exclusion,
        filter: &WalkFilter,
    ) -> (Vec<Node>, PassedOver) {
        let listing = Self::read(folder).unwrap_or_else(|error| {
            filter.meet(folder, Obstacle::Unreadable(error.kind()));
            Self::default()
        });
        let exclusion = if listing.has_ignore_rules() { exclusion.with_own_rules() } else { exclusion };
        let exports = filter.exports_in(folder);
        let is_export =
            |name: &OsString| exports.as_ref().is_some_and(|exports| filter.passes_export(exports, name));
        let mut passed_over = PassedOver::default();
        let document = |name: &OsString| {
            let sidecars = listing.sidecars(name, coders);
            let path = folder.join(name);
            if sidecars.is_empty() && listing.sidecars(name, &Coders::All).is_empty() {
                let kind = kind_of_name(name);
                if kind == NameKind::Leftover {
                    return None;
                }
                if kind == NameKind::Other {
                    passed_over.others += usize::from(!exclusion.has_file(name));
                    return None;
                }
                if exclusion.has_file(name) {
                    passed_over.ignored += 1;
                    return None;
                }
                if filter.is_output(folder, name) {
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
        let is_shown = |name: &&OsString| !is_hidden(name);
        let mut nodes: Vec<(OsString, Node)> =
            listing.files.iter().filter(is_shown).filter_map(document).collect();
        let node = |name: &OsString| (name.clone(), Node::Folder(folder.join(name), exclusion.below(name)));
        nodes.extend(listing.folders.iter().filter(is_shown).map(node));
        nodes.sort_unstable_by(|(one, _), (other, _)| one.cmp(other));
        for (name, obstacle) in &listing.others {
            let is_document = || {
                kind_of_name(name) == NameKind::Document && !exclusion.has_file(name)
                    || !listing.sidecars(name, &Coders::All).is_empty()
            };
            if !is_hidden(name) && is_document() {
                filter.meet(&folder.join(name), obstacle.clone());
            }
        }
        (nodes.into_iter().map(|(_, node)| node).collect(), passed_over)
    }

    /// Whether there are files here that may leave others out.
    fn has_ignore_rules(&self) -> bool {
        let is_file = |name: &str| self.has_file(OsStr::new(name));
        is_file(".gitignore")
            || is_file(".ignore")
            || is_file(GIT_FOLDER)
            || self.folders.iter().any(|name| name == GIT_FOLDER)
    }

    fn has_file(&self, name: &OsStr) -> bool {
        self.files.binary_search_by(|file| (**file).cmp(name)).is_ok()
    }

    /// The sidecars of a file for these coders. `talks.txt.alice.gloss.toml` is Alice's, unless a file
    /// `talks.txt.alice` exists.
    fn sidecars(&self, file: &OsStr, coders: &Coders) -> Vec<(Option<String>, OsString)> {
        let mut begin = file.to_owned();
        begin.push(".");
        let from = self.sidecars.partition_point(|sidecar| *sidecar < begin);
        let is_own = |name: &&OsString| name.as_encoded_bytes().starts_with(begin.as_encoded_bytes());
        let own = self.sidecars[from..].iter().take_while(is_own);
        let coder = |sidecar: &OsString| {
            let rest = sidecar.as_encoded_bytes().strip_prefix(file.as_encoded_bytes())?;
            // A coder's name is Unicode, whatever the document's is.
            let whose = std::str::from_utf8(rest).ok()?.strip_suffix(sidecar::ENDING)?;
            let coder = if whose.is_empty() { None } else { Some(whose.strip_prefix('.')?.to_owned()) };
            let mut other = file.to_owned();
            other.push(whose);
            let is_other = coder.is_some() && self.has_file(&other);
            let is_named = coder.as_deref().is_none_or(Sidecar::can_name);
            let is_meant = *coders == Coders::All || *coders == Coders::One(coder.clone());
            (is_meant && is_named && !is_other).then(|| (coder, sidecar.clone()))
        };
        own.filter_map(coder).collect()
    }
}

fn is_hidden(name: &OsStr) -> bool {
    name.as_encoded_bytes().starts_with(b".")
}
