//! The package file of a book: what the book is, which files it has, and in which order they are read.

use std::collections::{HashMap, HashSet};

use super::{
    contents::{self, BookContents},
    files::{BookFiles, BookPlace},
    metadata::MetadataReader,
    xml::{self, XmlPart, XmlTag},
};
use crate::{archive::ArchiveError, source::Metadata};

/// How many replacements of a file of another format are looked at, one for the other. Chosen by hand: more than any book has.
const MAX_FALLBACKS: usize = 8;

/// A book as its package file describes it.
#[derive(Debug, Default)]
pub struct BookPackage {
    /// The metadata.
    pub metadata: Metadata,
    /// The files that are read, in order, each once: first those that the text leads through, then those that it refers to.
    pub spine: Vec<SpineItem>,
    /// The parts and pages.
    pub contents: BookContents,
}

/// A file that is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SpineItem {
    /// Its number.
    pub file: usize,
    /// Whether the text leads through it; otherwise it is only referred to, as are answers to questions or notes.
    pub is_linear: bool,
}

/// A file that the package file lists.
#[derive(Default)]
struct ManifestItem {
    file: Option<usize>,
    media_type: String,
    /// The identifier of the file that may be read instead.
    fallback: Option<String>,
}

/// The package file as it is read.
struct PackageReader<'a, 'b> {
    files: &'a BookFiles<'b>,
    /// The number of the package file.
    from: usize,
    metadata: MetadataReader,
    items: HashMap<String, ManifestItem>,
    /// The identifiers of the files, in the order of the list.
    listed: Vec<String>,
    /// The identifiers of the files that are read, and whether the text leads through them.
    references: Vec<(String, bool)>,
    nav: Option<usize>,
    /// The identifier of the table of contents of an EPUB 2.
    ncx: Option<String>,
    guide: Vec<(String, BookPlace)>,
}

/// Reads the package file `from` and the contents that it names.
pub fn read(files: &mut BookFiles<'_>, from: usize) -> Result<BookPackage, ArchiveError> {
    let bytes = files.bytes(from)?;
    let mut reader = PackageReader::new(files, from);
    xml::read(bytes, |part| reader.take(part));
    let spine = reader.spine();
    let (nav, ncx) = (reader.nav, reader.ncx_file());
    let (metadata, guide) = (reader.metadata.finish(), reader.guide);
    let mut contents = BookContents::default();
    if let Some(nav) = nav
        && let Some(bytes) = readable(files.bytes(nav))?
    {
        contents = contents::from_nav(files, nav, bytes);
    }
    if let Some(ncx) = ncx
        && (contents.parts.is_empty() || contents.pages.is_empty())
        && let Some(bytes) = readable(files.bytes(ncx))?
    {
        contents = contents.or(contents::from_ncx(files, ncx, bytes));
    }
    contents.landmarks.extend(guide);
    Ok(BookPackage { metadata, spine, contents })
}

/// The bytes of a file; `None` if it is damaged or not there. Fails if no other file can be had either.
pub fn readable(bytes: Result<Vec<u8>, ArchiveError>) -> Result<Option<Vec<u8>>, ArchiveError> {
    match bytes {
        Err(error) if error.is_too_large() => Err(error),
        bytes => Ok(bytes.ok()),
    }
}

impl<'a, 'b> PackageReader<'a, 'b> {
    fn new(files: &'a BookFiles<'b>, from: usize) -> Self {
        Self {
            files,
            from,
            metadata: MetadataReader::default(),
            items: HashMap::new(),
            listed: Vec::new(),
            references: Vec::new(),
            nav: None,
            ncx: None,
            guide: Vec::new(),
        }
    }

    fn take(&mut self, part: XmlPart<'_>) {
        self.metadata.take(&part);
        let XmlPart::Start(tag) = part else { return };
        match tag.name.as_str() {
            "item" => self.list(tag),
            "itemref" => {
                if let Some(id) = tag.get("idref") {
                    self.references.push((id.to_owned(), tag.get("linear") != Some("no")));
                }
            }
            "spine" => self.ncx = tag.get("toc").map(str::to_owned),
            "reference" => {
                let place = tag.get("href").and_then(|href| self.files.resolve(self.from, href));
                self.guide.extend(tag.get("type").map(str::to_ascii_lowercase).zip(place));
            }
            _ => {}
        }
    }

    fn list(&mut self, tag: &XmlTag) {
        let place = tag.get("href").and_then(|href| self.files.resolve(self.from, href));
        let file = place.map(|place| place.file);
        let id = tag.get("id").unwrap_or_default().to_owned();
        let media_type = tag.get("media-type").unwrap_or_default().to_ascii_lowercase();
        if tag.has_word("properties", "nav") {
            self.nav = self.nav.or(file);
        }
        let fallback = tag.get("fallback").map(str::to_owned);
        self.listed.push(id.clone());
        self.items.entry(id).or_insert(ManifestItem { file, media_type, fallback });
    }

    /// The table of contents of an EPUB 2: the one that is named, or else any.
    fn ncx_file(&self) -> Option<usize> {
        let named = self.ncx.as_ref().and_then(|id| self.items.get(id));
        let is_ncx = |item: &&ManifestItem| item.media_type == "application/x-dtbncx+xml";
        let listed = || self.listed.iter().filter_map(|id| self.items.get(id)).find(is_ncx);
        let by_name =
            || self.files.names().iter().position(|name| name.to_ascii_lowercase().ends_with(".ncx"));
        named.or_else(listed).and_then(|item| item.file).or_else(by_name)
    }

    /// The files that are read, in order. If the package file names none that is there, all files of the book with text.
    fn spine(&self) -> Vec<SpineItem> {
        let named = self.references.iter().filter_map(|(id, is_linear)| {
            Some(SpineItem { file: self.text_file(id)?, is_linear: *is_linear })
        });
        let mut spine: Vec<SpineItem> = named.collect();
        if spine.is_empty() {
            let listed = self.listed.iter().filter_map(|id| self.text_file(id));
            spine = listed.map(|file| SpineItem { file, is_linear: true }).collect();
        }
        if spine.is_empty() {
            spine = all_texts(self.files);
        }
        // A stable sort: the order within both groups stays.
        spine.sort_by_key(|item| !item.is_linear);
        let mut known = HashSet::new();
        spine.retain(|item| known.insert(item.file));
        spine
    }

    /// The file with this identifier, or the one that may be read instead of it, if it is text.
    fn text_file(&self, id: &str) -> Option<usize> {
        let mut id = id;
        for _ in 0..MAX_FALLBACKS {
            let item = self.items.get(id)?;
            if let Some(file) = item.file.filter(|&file| self.is_text(&item.media_type, file)) {
                return Some(file);
            }
            id = item.fallback.as_deref()?;
        }
        None
    }

    fn is_text(&self, media_type: &str, file: usize) -> bool {
        let is_other =
            ["image/", "font/", "audio/", "video/"].iter().any(|kind| media_type.starts_with(kind));
        media_type == "image/svg+xml"
            || media_type.contains("html")
            || media_type.contains("x-oeb1-document")
            || media_type.contains("dtbook")
            || (!is_other && has_text_name(&self.files.names()[file]))
    }
}

/// All files of a book that have text by their names, in the order of their names.
pub fn all_texts(files: &BookFiles<'_>) -> Vec<SpineItem> {
    let names = files.names().iter().enumerate();
    let mut texts: Vec<(usize, &String)> = names.filter(|(_, name)| has_text_name(name)).collect();
    texts.sort_by_key(|(_, name)| *name);
    texts.into_iter().map(|(file, _)| SpineItem { file, is_linear: true }).collect()
}

fn has_text_name(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    [".xhtml", ".html", ".htm", ".xml"].iter().any(|ending| name.ends_with(ending))
        && !name.starts_with("meta-inf/")
}
