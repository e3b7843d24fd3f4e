//! What a document states about itself: title, authors, date, language.

use hayro_syntax::{
    Pdf,
    object::{Dict, Stream, String as PdfString},
};

use super::strings::text_string;
use crate::source::Metadata;

/// How many bytes of XMP metadata are read.
const MAX_XMP_BYTES: usize = 1024 * 1024;

/// Endings of names of files, which programs write as titles.
const FILE_ENDINGS: &[&str] = &[
    ".doc", ".docx", ".dvi", ".odt", ".pdf", ".rtf", ".tex", ".txt", ".indd", ".qxd", ".ppt", ".pptx",
    ".xls", ".html", ".htm",
];

/// The metadata of a document.
pub(super) fn metadata(pdf: &Pdf, catalog: &Dict<'_>) -> Metadata {
    let information = pdf.metadata();
    let xmp = catalog.get::<Stream<'_>>("Metadata").and_then(|stream| stream.decoded_data().ok());
    let xmp = xmp.map(|bytes| {
        let bytes = bytes.get(..bytes.len().min(MAX_XMP_BYTES)).unwrap_or_default();
        String::from_utf8_lossy(bytes).into_owned()
    });
    let xmp = xmp.as_deref().unwrap_or_default();
    let text = |bytes: &Option<Box<[u8]>>| bytes.as_deref().map(text_string);
    let title = text(&information.title).into_iter().chain(elements(xmp, "dc:title"));
    let authors = text(&information.author)
        .map(|authors| split_authors(&authors))
        .filter(|authors| !authors.is_empty());
    let language = catalog.get::<PdfString<'_>>("Lang").map(|language| text_string(language.as_bytes()));
    let mut metadata = Metadata::default();
    metadata.take("title", title.filter(|title| is_title(title)).collect());
    metadata.take("author", authors.unwrap_or_else(|| elements(xmp, "dc:creator")));
    metadata.take("language", language.into_iter().collect());
    metadata
}

/// Whether it is a title, and not what a program put in its place.
fn is_title(title: &str) -> bool {
    let title = title.trim().to_lowercase();
    let is_file = FILE_ENDINGS.iter().any(|ending| title.ends_with(ending));
    let is_placeholder =
        matches!(title.as_str(), "untitled" | "unknown" | "title" | "(anonymous)" | "document");
    !title.is_empty()
        && !is_file
        && !is_placeholder
        && !title.starts_with("microsoft ")
        && title.chars().any(char::is_alphabetic)
}

/// The names in a list of authors.
fn split_authors(authors: &str) -> Vec<String> {
    let names = authors.split([';', '\n']).flat_map(|part| part.split(" and ")).map(str::trim);
    names
        .filter(|name| !name.is_empty() && !name.eq_ignore_ascii_case("(anonymous)"))
        .map(str::to_owned)
        .collect()
}

/// The texts of the items within the first element of this name.
fn elements(xmp: &str, name: &str) -> Vec<String> {
    let element =
        xmp.split_once(&format!("<{name}>")).and_then(|(_, rest)| rest.split_once(&format!("</{name}>")));
    let items = element.map(|(inside, _)| inside).unwrap_or_default().split("<rdf:li").skip(1);
    let text = |item: &str| {
        let text = item.split_once('>')?.1.split_once("</rdf:li>")?.0;
        quick_xml::escape::unescape(text).ok().map(|text| text.trim().to_owned())
    };
    items.filter_map(text).filter(|text| !text.is_empty()).collect()
}
