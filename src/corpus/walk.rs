//! The documents below a folder, each with the sidecars that stand beside it: one reading of each folder tells both.

use std::{
    collections::HashMap,
    fs, io,
    path::{Path, PathBuf},
};

use crate::sidecar::{self, Sidecar};

/// The extensions of files that are no text to read.
const NO_TEXT: &[&str] = &[
    "toml", "json", "jsonl", "png", "jpg", "jpeg", "gif", "webp", "svg", "ico", "zip", "gz", "xz", "zst",
    "tar", "pdf", "epub", "docx", "odt", "mp3", "mp4", "wav", "so", "o", "a", "exe", "bin", "lock", "tmp",
];

/// What the name of every sidecar ends with.
const SIDECAR: &str = ".gloss.toml";

/// Whose glosses are meant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Coders {
    /// One coder's; or, without a name, those of the sidecar that is nobody's own.
    One(Option<String>),
    /// Everybody's.
    All,
}

/// A document, and the sidecars beside it that are meant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Member {
    /// Where the document is.
    pub path: PathBuf,
    /// The sidecars, each with the coder whose own it is.
    pub sidecars: Vec<(Option<String>, PathBuf)>,
}

/// The documents below a folder, in the order of their paths. Hidden files and folders are left out, and links to folders,
/// which may lead in circles. A file whose name doesn't look like a text is a document if it has a sidecar. What can't be
/// read has no documents to offer.
pub fn below<'a>(folder: &Path, coders: &'a Coders) -> impl Iterator<Item = Member> + use<'a> {
    let mut stack = vec![Listing::of(folder, coders).into_iter()];
    std::iter::from_fn(move || {
        loop {
            match stack.last_mut()?.next() {
                Some(Node::Folder(path)) => stack.push(Listing::of(&path, coders).into_iter()),
                Some(Node::Document(member)) => return Some(member),
                None => drop(stack.pop()),
            }
        }
    })
}

/// The folder and all below it that [`below`] looks into.
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

/// A document that is named, with its sidecars.
pub fn beside(path: &Path, coders: &Coders) -> Result<Member, sidecar::Error> {
    Siblings::default().member(path, coders)
}

/// The names in the folders of documents that are named one by one: each folder is read once.
#[derive(Debug, Default)]
pub struct Siblings(HashMap<PathBuf, Listing>);

impl Siblings {
    /// A document that is named, with its sidecars.
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

    /// The names in the folder of the document at `path`; none if it can't be read.
    fn listing(&mut self, path: &Path) -> &Listing {
        let folder = path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let read = || Listing::read(folder).unwrap_or_default();
        self.0.entry(folder.to_owned()).or_insert_with(read)
    }
}

/// What is in a folder.
enum Node {
    Folder(PathBuf),
    Document(Member),
}

/// The names in a folder; those of files and of sidecars in order.
#[derive(Debug, Default)]
struct Listing {
    files: Vec<String>,
    folders: Vec<String>,
    sidecars: Vec<String>,
}

impl Listing {
    fn read(folder: &Path) -> io::Result<Self> {
        let mut listing = Self::default();
        for entry in fs::read_dir(folder)?.filter_map(Result::ok) {
            // A name that is no text can't be typed, and has no sidecar that could be told from another's.
            let Ok(name) = entry.file_name().into_string() else { continue };
            let Ok(kind) = entry.file_type() else { continue };
            if kind.is_dir() {
                listing.folders.push(name);
            } else if name.ends_with(SIDECAR) {
                listing.sidecars.push(name);
            } else if kind.is_file() || kind.is_symlink() && entry.path().is_file() {
                listing.files.push(name);
            }
        }
        listing.files.sort_unstable();
        listing.sidecars.sort_unstable();
        Ok(listing)
    }

    /// The folders and documents of a folder, in the order of their names.
    fn of(folder: &Path, coders: &Coders) -> Vec<Node> {
        let listing = Self::read(folder).unwrap_or_default();
        let is_shown = |name: &&String| !name.starts_with('.');
        let document = |name: &String| {
            let sidecars = listing.sidecars(name, coders);
            let path = folder.join(name);
            let is_meant = !sidecars.is_empty()
                || is_like_text(&path)
                || !listing.sidecars(name, &Coders::All).is_empty();
            let sidecars = sidecars.into_iter().map(|(coder, beside)| (coder, folder.join(beside))).collect();
            is_meant.then_some((name.clone(), Node::Document(Member { path, sidecars })))
        };
        let documents = listing.files.iter().filter(is_shown).filter_map(document);
        let folders = listing
            .folders
            .iter()
            .filter(is_shown)
            .map(|name| (name.clone(), Node::Folder(folder.join(name))));
        let mut nodes: Vec<(String, Node)> = documents.chain(folders).collect();
        nodes.sort_unstable_by(|(one, _), (other, _)| one.cmp(other));
        nodes.into_iter().map(|(_, node)| node).collect()
    }

    /// The sidecars of a file that are meant. `talks.txt.alice.gloss.toml` is Alice's, unless there is a `talks.txt.alice`.
    fn sidecars(&self, file: &str, coders: &Coders) -> Vec<(Option<String>, String)> {
        let begin = format!("{file}.");
        let from = self.sidecars.partition_point(|sidecar| *sidecar < begin);
        let own = self.sidecars[from..].iter().take_while(|sidecar| sidecar.starts_with(&begin));
        let coder = |sidecar: &String| {
            let whose = sidecar.strip_prefix(file)?.strip_suffix(SIDECAR)?;
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
    ending.is_none_or(|ending| !NO_TEXT.contains(&ending.as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Documents below a folder with these files, each with the coders of its sidecars.
    fn found(files: &[&str], coders: &Coders) -> Vec<String> {
        let folder = tempfile::tempdir().expect("a folder");
        for file in files {
            let path = folder.path().join(file);
            fs::create_dir_all(path.parent().expect("a folder")).expect("made");
            fs::write(path, "").expect("written");
        }
        let shown = |member: Member| {
            let path = member.path.strip_prefix(folder.path()).expect("below it").display().to_string();
            let coder = |(coder, _): &(Option<String>, PathBuf)| coder.clone().unwrap_or("-".to_owned());
            format!("{path} {}", member.sidecars.iter().map(coder).collect::<Vec<_>>().join(" "))
        };
        below(folder.path(), coders).map(shown).map(|line| line.trim_end().to_owned()).collect()
    }

    const FILES: &[&str] = &[
        "b.txt",
        "b.txt.gloss.toml",
        "b.txt.ada.gloss.toml",
        "b.txt.a b.gloss.toml",
        "b.txt.old",
        "b.txt.old.gloss.toml",
        "b",
        "a/c.md",
        "a/.d.md",
        ".e/f.md",
        "z.png",
        "y.json",
        "y.json.eve.gloss.toml",
        "gone.txt.gloss.toml",
    ];

    #[test]
    fn documents_stand_in_order_with_their_own_sidecars() {
        let all = ["a/c.md", "b", "b.txt ada -", "b.txt.old -", "y.json eve"];
        assert_eq!(found(FILES, &Coders::All), all);
        let nobodys = ["a/c.md", "b", "b.txt -", "b.txt.old -", "y.json"];
        assert_eq!(found(FILES, &Coders::One(None)), nobodys);
        let adas = ["a/c.md", "b", "b.txt ada", "b.txt.old", "y.json"];
        assert_eq!(found(FILES, &Coders::One(Some("ada".to_owned()))), adas);
    }

    #[test]
    fn links_are_followed_to_files_only() {
        use crate::platform::testing::symlink;
        let folder = tempfile::tempdir().expect("a folder");
        fs::write(folder.path().join("a.txt"), "").expect("written");
        symlink(&folder.path().join("a.txt"), &folder.path().join("b.txt"));
        symlink(folder.path(), &folder.path().join("circle"));
        assert_eq!(below(folder.path(), &Coders::All).count(), 2);
    }
}
