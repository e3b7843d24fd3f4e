//! PDF: characters in their places become text in reading order.
//!
//! A PDF has no paragraphs, and often not even spaces: it says where each character is drawn. The content of each page is read as
//! characters with boxes (`content`), these are put together as words and rows (`row`), rows that come again on all pages are
//! removed (`running`), the rest is cut along the strips between columns (`columns`) and into tables and paragraphs (`tables`,
//! `paragraphs`). Then the document is put together (`document`): footnotes, paragraphs that go on over a page, headings, words
//! without the hyphens of line ends.

mod catalog;
mod columns;
mod content;
mod contents;
mod destinations;
mod document;
mod drop_caps;
mod font;
mod frame;
mod geometry;
mod glyph;
mod grids;
mod headings;
mod hyphens;
mod information;
mod inline;
mod joins;
mod labels;
mod leftward;
mod line_numbers;
mod lists;
mod marked;
mod markers;
mod notes;
mod page;
mod paragraphs;
mod part;
mod row;
mod running;
mod script;
mod strings;
mod tables;
mod tags;
#[cfg(test)]
mod testing;
mod text_state;
mod word;

use hayro_syntax::{DecryptionError, LoadPdfError, Pdf, object::Dict};

use super::{DocumentReader, ReadError, ReadExtent, Rendered};
use catalog::CatalogData;
use content::Interpreter;
use destinations::Destinations;
use page::PageRows;
use tags::Tags;

/// The largest PDF that is read, in bytes, unless a person insists.
const MAX_BYTES: u64 = 512 * 1024 * 1024;

/// How far from the start of a file its mark may be: some have the head of a mail or of a printer before it.
const MAX_SIGNATURE_OFFSET: usize = 1024;

/// How many pages are read of a document at most.
const MAX_PAGES: usize = 100_000;

/// How many characters must be known for each that isn't, or a person is told: a few signs without a name are nobody's words.
const MIN_KNOWN: usize = 200;

/// Why characters are not known, and what helps.
const UNKNOWN: &str = "their fonts do not say what they are; `ocrmypdf --force-ocr in.pdf out.pdf` makes a copy with the text recognised";

/// How many pages are read as the beginning of a document. Chosen by hand: what begins and ends them alike tells that it is no text.
const BEGINNING_PAGES: usize = 4;

/// How much of a page pictures must cover to be a scan of it.
const MIN_SCAN: f32 = 0.3;

/// The reader of PDF.
pub const PDF: DocumentReader = DocumentReader::new("pdf", 1, read)
    .with_doc("PDF with text, also over columns")
    .with_extensions(&["pdf"])
    .with_signature(is_pdf)
    .with_max_bytes(MAX_BYTES)
    .with_beginning(|bytes| read_pages(bytes, ReadExtent::Beginning).ok());

fn is_pdf(head: &[u8]) -> bool {
    let head = head.get(..MAX_SIGNATURE_OFFSET.min(head.len())).unwrap_or_default();
    memchr::memmem::find(head, b"%PDF-").is_some()
}

fn read(bytes: &[u8]) -> Result<Rendered, ReadError> {
    read_pages(bytes, ReadExtent::Whole)
}

fn read_pages(bytes: &[u8], extent: ReadExtent) -> Result<Rendered, ReadError> {
    let pdf = Pdf::new(bytes.to_vec()).map_err(refusal)?;
    let catalog = pdf.xref().get::<Dict<'_>>(pdf.xref().root_id()).unwrap_or_default();
    let pages = pdf.pages();
    let destinations = Destinations::new(&catalog, pages);
    let (count, tags) = match extent {
        ReadExtent::Whole => (MAX_PAGES, Tags::new(&catalog, &destinations.pages, pdf.xref())),
        // Paragraphs are told by their look alone, since the tree of tags is that of the whole document.
        ReadExtent::Beginning => (BEGINNING_PAGES, Tags::default()),
    };
    let mut interpreter = Interpreter::new(&catalog);
    let mut laid_out = Vec::with_capacity(pages.len().min(count));
    let (mut has_text, mut scans) = (false, 0);
    let (mut known, mut unknown) = (0, 0);
    for (i, page) in pages.iter().take(count).enumerate() {
        let mut content = interpreter.read(page);
        content.links = destinations.links(page);
        for glyph in &mut content.glyphs {
            glyph.block = glyph.block.and_then(|number| tags.block(i, number));
        }
        known += content.glyphs.len();
        unknown += content.unknown;
        let is_text = document::is_text(&content.glyphs);
        has_text |= is_text;
        scans += usize::from(!is_text && content.pictures > MIN_SCAN);
        laid_out.push(PageRows::new(content, i));
    }
    if !has_text {
        return Err(without_text(pages.len(), scans, unknown));
    }
    let stated = CatalogData {
        labels: labels::page_labels(&catalog, laid_out.len()),
        bookmarks: destinations.bookmarks(&catalog),
        headings: tags.headings(),
    };
    let (text, markup) = document::text(laid_out, &stated);
    let notice =
        (unknown > known / MIN_KNOWN).then(|| format!("{unknown} characters are missing, since {UNKNOWN}"));
    Ok(Rendered { metadata: information::metadata(&pdf, &catalog), notice, ..Rendered::new(text, markup) })
}

/// Why a document can't be opened, and what helps.
fn refusal(error: LoadPdfError) -> ReadError {
    ReadError::new(match error {
        LoadPdfError::Decryption(DecryptionError::PasswordProtected) => {
            "it is protected by a password; `qpdf --decrypt --password=PASSWORD in.pdf out.pdf` makes a copy that can be read"
        }
        LoadPdfError::Decryption(_) => {
            "it is encrypted in a way that isn't known here; `qpdf --decrypt --password=PASSWORD in.pdf out.pdf` may make a copy that can be read"
        }
        LoadPdfError::Invalid => {
            "it is damaged, or no PDF at all; `qpdf in.pdf out.pdf` or `mutool clean in.pdf out.pdf` may repair it"
        }
    })
}

fn without_text(pages: usize, scans: usize, unknown: usize) -> ReadError {
    ReadError::new(match (pages, scans) {
        (0, _) => "it has no pages".to_owned(),
        _ if unknown > 0 => format!("its characters can't be told: {UNKNOWN}"),
        (_, 0) => "it has no text".to_owned(),
        _ => "it is a scan, pictures of pages without text; `ocrmypdf in.pdf out.pdf` makes a copy with the text recognised \
              (so does `tesseract`, for single pictures)"
            .to_owned(),
    })
}

#[cfg(test)]
mod layout_tests;
#[cfg(test)]
mod tests;
