//! The contents of a book: its parts with their titles, and the pages of the printed edition.

use super::{
    files::{BookFiles, BookPlace},
    xml::{self, XmlPart, XmlTag},
};

/// How deep entries of the contents are told apart. Chosen by hand: deeper ones count as of this depth.
const MAX_DEPTH: u8 = 6;

/// The contents of a book, as it states them.
#[derive(Debug, Default)]
pub struct BookContents {
    /// The parts, in the order in which they are listed.
    pub parts: Vec<BookPart>,
    /// The pages of the printed edition: labels with places.
    pub pages: Vec<(String, BookPlace)>,
    /// The places that the book names by their kind: "cover", "toc", "endnotes".
    pub landmarks: Vec<(String, BookPlace)>,
}

/// A part of a book: a chapter, or a group of chapters.
#[derive(Debug, PartialEq, Eq)]
pub struct BookPart {
    /// The title.
    pub title: String,
    /// 1 for a part that is in no other one.
    pub depth: u8,
    /// The place at which it begins; `None` for a group of parts that has no place of its own.
    pub place: Option<BookPlace>,
}

/// The list that is being read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum ContentsList {
    Parts,
    Pages,
    Landmarks,
}

/// An entry that is being read.
#[derive(Default)]
struct OpenEntry {
    title: String,
    /// The kind of a landmark.
    kind: String,
    address: Option<String>,
    depth: u8,
}

/// The contents from the table of an EPUB 2, the file `from`.
pub fn from_ncx(files: &BookFiles<'_>, from: usize, bytes: Vec<u8>) -> BookContents {
    let mut contents = BookContents::default();
    let mut list = None;
    let mut entry: Option<OpenEntry> = None;
    let (mut depth, mut is_text) = (0_usize, false);
    xml::read(bytes, |part| match part {
        XmlPart::Start(tag) => match tag.name.as_str() {
            "navmap" => list = Some(ContentsList::Parts),
            "pagelist" => list = Some(ContentsList::Pages),
            "navlist" => list = None,
            "navpoint" | "pagetarget" => {
                // An entry is complete before those within it begin.
                contents.add(files, from, list, entry.take());
                depth += 1;
                let value = tag.get("value").unwrap_or_default().to_owned();
                entry = Some(OpenEntry { kind: value, depth: capped(depth), ..OpenEntry::default() });
            }
            "text" => is_text = true,
            "content" => {
                if let Some(entry) = &mut entry {
                    entry.address = entry.address.take().or_else(|| tag.get("src").map(str::to_owned));
                }
            }
            _ => {}
        },
        XmlPart::Text(text) => {
            if let Some(entry) = entry.as_mut().filter(|_| is_text) {
                entry.title.push_str(text);
            }
        }
        XmlPart::End("navpoint" | "pagetarget") => {
            contents.add(files, from, list, entry.take());
            depth = depth.saturating_sub(1);
        }
        XmlPart::End("navmap" | "pagelist") => list = None,
        XmlPart::End("text") => is_text = false,
        XmlPart::End(_) => {}
    });
    contents
}

/// The contents from the navigation document of an EPUB 3, the file `from`.
pub fn from_nav(files: &BookFiles<'_>, from: usize, bytes: Vec<u8>) -> BookContents {
    let mut contents = BookContents::default();
    let mut list = None;
    let mut entry: Option<OpenEntry> = None;
    let mut depth = 0_usize;
    xml::read(bytes, |part| match part {
        XmlPart::Start(tag) => match tag.name.as_str() {
            "nav" => (list, depth) = (list_of(tag), 0),
            "ol" | "ul" => {
                contents.add(files, from, list, entry.take());
                depth += 1;
            }
            "a" | "span" if depth > 0 && entry.as_ref().is_none_or(|entry| entry.address.is_none()) => {
                let entry =
                    entry.get_or_insert_with(|| OpenEntry { depth: capped(depth), ..OpenEntry::default() });
                entry.address = tag.get("href").map(str::to_owned);
                entry.kind.push_str(tag.get("type").unwrap_or_default());
            }
            "img" => {
                if let (Some(entry), Some(description)) = (&mut entry, tag.get("alt")) {
                    entry.title.push_str(description);
                }
            }
            _ => {}
        },
        XmlPart::Text(text) => {
            if let Some(entry) = &mut entry {
                entry.title.push_str(text);
            }
        }
        XmlPart::End("li" | "a") => contents.add(files, from, list, entry.take()),
        XmlPart::End("ol" | "ul") => depth = depth.saturating_sub(1),
        XmlPart::End("nav") => list = None,
        XmlPart::End(_) => {}
    });
    contents
}

/// The list that a navigation element holds, if it is one of those that are needed. One that doesn't say what it holds has the parts.
fn list_of(nav: &XmlTag) -> Option<ContentsList> {
    let is = |kind: &str, role: &str| nav.has_word("type", kind) || nav.has_word("role", role);
    if is("toc", "doc-toc") || nav.get("type").or_else(|| nav.get("role")).is_none() {
        Some(ContentsList::Parts)
    } else if is("page-list", "doc-pagelist") {
        Some(ContentsList::Pages)
    } else {
        is("landmarks", "").then_some(ContentsList::Landmarks)
    }
}

fn capped(depth: usize) -> u8 {
    u8::try_from(depth).unwrap_or(MAX_DEPTH).min(MAX_DEPTH)
}

impl BookContents {
    /// These contents, with lists that are missing filled in from `other`.
    #[must_use]
    pub fn or(self, other: Self) -> Self {
        Self {
            parts: if self.parts.is_empty() { other.parts } else { self.parts },
            pages: if self.pages.is_empty() { other.pages } else { self.pages },
            landmarks: self.landmarks,
        }
    }

    fn add(
        &mut self,
        files: &BookFiles<'_>,
        from: usize,
        list: Option<ContentsList>,
        entry: Option<OpenEntry>,
    ) {
        let (Some(list), Some(OpenEntry { title, kind, address, depth })) = (list, entry) else { return };
        let title = title.split_whitespace().collect::<Vec<_>>().join(" ");
        let place = address.and_then(|address| files.resolve(from, &address));
        match (list, place) {
            (ContentsList::Parts, place) if !title.is_empty() => {
                self.parts.push(BookPart { title, depth, place })
            }
            (ContentsList::Pages, Some(place)) => {
                self.pages.push((if title.is_empty() { kind } else { title }, place));
            }
            (ContentsList::Landmarks, Some(place)) => self.landmarks.push((kind, place)),
            _ => {}
        }
    }
}
