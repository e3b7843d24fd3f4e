//! EPUB 2 and 3: books as ZIP archives of XHTML files.

mod book;
mod cfi;
mod container;
mod contents;
mod file_plan;
mod files;
mod metadata;
mod outline;
mod package;
mod page_marks;
mod part_starts;
mod verse;
mod xml;

use super::{DocumentReader, ReadError, ReadExtent, Rendered};
use files::BookFiles;

/// The largest book that is read, in bytes: most of a large one is pictures, which aren't extracted.
const MAX_BOOK_BYTES: u64 = 256 << 20;

/// The reader of EPUB.
pub const EPUB: DocumentReader = DocumentReader::new("epub", 1, read)
    .with_doc("books in EPUB 2 and 3")
    .with_extensions(&["epub"])
    .with_signature(is_epub)
    .with_max_bytes(MAX_BOOK_BYTES)
    .with_beginning(|bytes| read_extent(bytes, ReadExtent::Beginning).ok())
    .with_resources(resource)
    .with_places_in_source(cfi::find);

/// Whether a file begins as every EPUB shall: with a ZIP archive's first file, which says what it is.
fn is_epub(head: &[u8]) -> bool {
    const MIMETYPE: &[u8] = b"mimetypeapplication/epub+zip";
    const NAME_OFFSET: usize = 30;
    let Some(start) = head.strip_prefix(b"PK\x03\x04").and(head.get(NAME_OFFSET..)) else { return false };
    start.starts_with(MIMETYPE)
}

fn read(bytes: &[u8]) -> Result<Rendered, ReadError> {
    read_extent(bytes, ReadExtent::Whole)
}

fn read_extent(bytes: &[u8], extent: ReadExtent) -> Result<Rendered, ReadError> {
    let mut files = BookFiles::open(bytes).map_err(container::unreadable)?;
    let book = container::package(&mut files)?;
    // The source of the text is in many files, so nothing of a map to it is kept.
    book::render(&mut files, book, extent).map(|book| book.rendered)
}

/// The file of a book that the text has as the address of a picture; `None` if there is none, or it can't be extracted.
fn resource(bytes: &[u8], address: &str) -> Option<Vec<u8>> {
    let mut files = BookFiles::open(bytes).ok()?;
    let file = files.names().iter().position(|name| name == address)?;
    files.bytes(file).ok()
}

#[cfg(test)]
mod book_tests;
#[cfg(test)]
mod package_tests;
