//! Which document of a folder each document in a foreign file is: the one with the same text, else the one of its name,
//! else the one with its id; where there is none, the path of a new one. Nothing that is there is ever written over.

use std::{
    collections::{HashMap, HashSet},
    fs,
    path::{Path, PathBuf},
};

use super::{
    Error, ForeignPath, Host,
    document_index::{DocumentIndex, hash, hash_of},
    document_name as names,
};
use crate::{
    exchange::{Format, Imported},
    text::Text,
};

/// What tells the documents in foreign files apart.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
struct Subject {
    name: Option<String>,
    id: Option<String>,
    text: Option<u64>,
}

impl Subject {
    fn of(imported: &Imported) -> Self {
        let text = imported.text.as_ref().and_then(Text::as_str).filter(|text| !text.trim().is_empty());
        Self { name: imported.name.clone(), id: imported.record.id(), text: text.map(hash) }
    }

    /// Whether these are two documents for sure, though their texts may be the same.
    fn is_another(&self, other: &Self) -> bool {
        let differ =
            |one: &Option<String>, other: &Option<String>| one.is_some() && other.is_some() && one != other;
        match (&self.name, &other.name) {
            (Some(_), Some(_)) => self.name != other.name,
            _ => differ(&self.id, &other.id),
        }
    }
}

/// Where the glosses of a document in a foreign file go.
#[derive(Debug)]
pub struct ImportPlace {
    /// The path of the document.
    pub path: PathBuf,
    /// Whether it must be made.
    pub is_new: bool,
}

/// A document in a foreign file, with its place.
pub type PlacedDocument = (Result<ImportPlace, Error>, Imported);

/// The folder that files are imported into, with what earlier ones of them were about.
#[derive(Debug)]
pub struct ImportFolder<'a> {
    folder: &'a Path,
    host: &'a Host,
    places: HashMap<Subject, PathBuf>,
    taken: HashMap<PathBuf, Vec<Subject>>,
    new: HashSet<PathBuf>,
    /// For each text the first of its documents that may be free.
    next: HashMap<u64, usize>,
    index: DocumentIndex<'a>,
    /// How many documents of each name were made under other ones.
    renamed: HashMap<PathBuf, usize>,
}

impl<'a> ImportFolder<'a> {
    /// A folder that nothing was imported into yet.
    pub fn new(folder: &'a Path, host: &'a Host) -> Self {
        Self {
            folder,
            host,
            places: HashMap::new(),
            taken: HashMap::new(),
            new: HashSet::new(),
            next: HashMap::new(),
            index: DocumentIndex::new(folder, host),
            renamed: HashMap::new(),
        }
    }

    /// The documents in a file of this format, with their places.
    pub fn place(
        &mut self,
        file: &ForeignPath,
        format: &Format,
        mut documents: Vec<Imported>,
    ) -> Vec<PlacedDocument> {
        for imported in documents.iter_mut().filter(|imported| imported.coder.is_none()) {
            self.split_coder(imported);
        }
        let subjects: Vec<Subject> = documents.iter().map(Subject::of).collect();
        self.find(&subjects, &documents);
        let place = |(number, (subject, imported)): (usize, (Subject, &Imported))| {
            let path = match self.places.get(&subject) {
                Some(path) => path.clone(),
                None => self.make(&subject, imported, file, file.stem(format), number)?,
            };
            // Only the first one of several about a new document makes it.
            Ok(ImportPlace { is_new: self.new.remove(&path), path })
        };
        let places: Vec<_> = (1..).zip(subjects.into_iter().zip(&documents)).map(place).collect();
        places.into_iter().zip(documents).collect()
    }

    /// Takes the coder out of the name of an export, which a format may have no other place for.
    fn split_coder(&self, imported: &mut Imported) {
        let is_there = |name: &str| names::as_said(name).is_some_and(|path| self.folder.join(path).is_file());
        let said = imported.name.as_deref().filter(|name| !is_there(name)).and_then(names::split_coder);
        let own = said.filter(|(document, _)| names::is_text(document) || is_there(document));
        if let Some((document, coder)) = own.map(|(document, coder)| (document.to_owned(), coder.to_owned()))
        {
            (imported.name, imported.coder) = (Some(document), Some(coder));
        }
    }

    /// Looks for the documents of all subjects that have one.
    fn find(&mut self, subjects: &[Subject], documents: &[Imported]) {
        let mut names: HashMap<&str, HashSet<&Subject>> = HashMap::new();
        for subject in subjects {
            names.entry(subject.name.as_deref().unwrap_or_default()).or_default().insert(subject);
        }
        // What has its own name and text takes its document before others look for one.
        for subject in subjects {
            if let Some(path) = self.named(subject).filter(|path| self.has_text(path, subject)) {
                self.take(subject, path);
            }
        }
        for (subject, imported) in subjects.iter().zip(documents) {
            // A name that several documents have names none of them.
            let is_only =
                names.get(subject.name.as_deref().unwrap_or_default()).is_some_and(|all| all.len() == 1);
            if self.places.contains_key(subject) {
                continue;
            }
            let found = self.with_text(subject);
            let found = found.or_else(|| self.with_name(subject, is_only));
            if let Some(path) = found.or_else(|| self.with_id(subject, imported)) {
                self.take(subject, path);
            }
        }
    }

    fn take(&mut self, subject: &Subject, path: PathBuf) {
        self.taken.entry(path.clone()).or_default().push(subject.clone());
        self.places.insert(subject.clone(), path);
    }

    /// Whether a document was taken for another one of the file.
    fn is_taken(&self, path: &Path, subject: &Subject) -> bool {
        is_taken(&self.taken, path, subject)
    }

    /// The document of the subject's name, if it is there.
    fn named(&self, subject: &Subject) -> Option<PathBuf> {
        let name = subject.name.as_deref()?;
        let paths = [names::as_said(name), names::clean(name)].into_iter().flatten();
        paths.map(|path| self.folder.join(path)).find(|path| path.is_file() && self.is_inside(path))
    }

    /// Whether a document that is there has the subject's text.
    fn has_text(&self, path: &Path, subject: &Subject) -> bool {
        subject.text.is_some()
            && self.host.readers.open(path).is_ok_and(|document| hash_of(&document.text) == subject.text)
    }

    /// A document with the subject's text, before others one with its id.
    fn with_text(&mut self, subject: &Subject) -> Option<PathBuf> {
        let text = subject.text?;
        if self.index.with_text(text).len() > 1
            && let Some(own) = self.with_text_and_id(subject)
        {
            return Some(own);
        }
        // What was taken stays taken, so that each document is asked once.
        let next = self.next.entry(text).or_default();
        let known = &self.index.with_text(text)[*next..];
        let free = known.iter().position(|path| !is_taken(&self.taken, path, subject)).unwrap_or(known.len());
        *next += free;
        known.get(free).cloned()
    }

    fn with_text_and_id(&mut self, subject: &Subject) -> Option<PathBuf> {
        let same = self.index.with_id(subject.id.as_ref()?).to_vec();
        same.into_iter().find(|path| !self.is_taken(path, subject) && self.has_text(path, subject))
    }

    /// The document of the subject's name. What comes without a text may be the only one of its name in any folder below.
    fn with_name(&mut self, subject: &Subject, is_only: bool) -> Option<PathBuf> {
        if !is_only && subject.text.is_some() {
            return None;
        }
        if let Some(path) = self.named(subject) {
            return Some(path).filter(|path| !self.is_taken(path, subject));
        }
        let name = subject.name.as_deref().filter(|_| subject.text.is_none())?;
        let last = names::clean(name)?.file_name()?.to_string_lossy().into_owned();
        match self.index.with_name(&last) {
            [one] => Some(one.clone()).filter(|path| !self.is_taken(path, subject)),
            _ => None,
        }
    }

    /// The document that was imported with the subject's id, if its text is a version of the subject's.
    fn with_id(&mut self, subject: &Subject, imported: &Imported) -> Option<PathBuf> {
        let text = imported.text.as_ref().and_then(Text::as_str)?;
        let same = self.index.with_id(subject.id.as_ref()?).to_vec();
        same.into_iter().filter(|path| !self.is_taken(path, subject)).find(|path| {
            let document = self.host.readers.open(path).ok();
            document.is_some_and(|document| document.text.as_str().is_some_and(|now| is_version(now, text)))
        })
    }

    /// The path for a new document. `number` is its place in the file, from 1.
    fn make(
        &mut self,
        subject: &Subject,
        imported: &Imported,
        file: &ForeignPath,
        stem: &str,
        number: usize,
    ) -> Result<PathBuf, Error> {
        let Some(text) = imported.text.as_ref().and_then(Text::as_str) else {
            let missing = |name: &String| Error::NoDocument(self.folder.join(name));
            return Err(imported.name.as_ref().map_or_else(|| Error::Unnamed(file.path.clone()), missing));
        };
        let own = imported.name.as_deref().and_then(names::clean);
        let of_record =
            || names::clean(&names::of_record(stem, subject.id.as_deref().unwrap_or(&number.to_string())));
        let path = own.or_else(of_record).ok_or_else(|| Error::DocumentName(self.folder.join(stem)))?;
        let path = if self.has_place_for(&path) {
            path
        } else {
            PathBuf::from(path.file_name().unwrap_or_default())
        };
        let path = self.free(self.readable(path, text), subject);
        if let Some(text) = subject.text {
            self.index.add(text, path.clone());
        }
        self.new.insert(path.clone());
        self.take(subject, path.clone());
        Ok(path)
    }

    /// The path with `.txt` at its end where a document of its name would be read as something else than plain text.
    fn readable(&self, path: PathBuf, text: &str) -> PathBuf {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let read = self.host.readers.read(&name, text.as_bytes().to_vec());
        if read.is_ok_and(|read| read.text.as_str() == Some(text)) {
            return path;
        }
        path.with_file_name(format!("{name}.txt"))
    }

    /// The first free path of this name: with the subject's id at its end, or with a number.
    fn free(&mut self, path: PathBuf, subject: &Subject) -> PathBuf {
        let is_free = |path: &Path| fs::symlink_metadata(path).is_err() && !self.taken.contains_key(path);
        let path = self.folder.join(path);
        if is_free(&path) {
            return path;
        }
        let id =
            subject.id.as_deref().and_then(names::clean).map(|id| id.to_string_lossy().replace('/', "-"));
        if let Some(path) = id.map(|id| names::with_suffix(&path, &id)).filter(|path| is_free(path)) {
            return path;
        }
        let number = self.renamed.entry(path.clone()).or_insert(1);
        loop {
            *number += 1;
            let numbered = names::with_suffix(&path, &number.to_string());
            if is_free(&numbered) {
                return numbered;
            }
        }
    }

    /// Whether a file at this path, from the folder, would lie in it: no part of the path is a file or leads elsewhere.
    fn has_place_for(&self, path: &Path) -> bool {
        let folders: Vec<PathBuf> = path.ancestors().skip(1).map(|above| self.folder.join(above)).collect();
        let is_no_folder =
            |folder: &PathBuf| self.taken.contains_key(folder) || folder.exists() && !folder.is_dir();
        let there = folders.iter().find(|folder| fs::symlink_metadata(folder).is_ok());
        !folders.iter().any(is_no_folder) && there.is_none_or(|folder| self.is_inside(folder))
    }

    /// Whether what is at this path lies in the folder, whatever links are on the way. The file itself may be a link.
    fn is_inside(&self, path: &Path) -> bool {
        let above = if path.is_dir() { Some(path) } else { path.parent() };
        let real = |path: &Path| fs::canonicalize(path).ok();
        let (Some(above), Some(folder)) = (above.and_then(real), real(self.folder)) else { return false };
        above.starts_with(folder)
    }
}

fn is_taken(taken: &HashMap<PathBuf, Vec<Subject>>, path: &Path, subject: &Subject) -> bool {
    taken.get(path).is_some_and(|others| others.iter().any(|other| subject.is_another(other)))
}

/// Whether two texts may be versions of one: at least half of the words of the one with fewer are in the other.
fn is_version(one: &str, other: &str) -> bool {
    let words = |text: &'_ str| text.split_whitespace().map(str::to_owned).collect::<HashSet<_>>();
    let (one, other) = (words(one), words(other));
    one.intersection(&other).count() * 2 >= one.len().min(other.len())
}
