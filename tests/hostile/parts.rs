//! Documents that are archives, of parts that a test gives.

use std::io::{Cursor, Write};

use zip::{ZipWriter, write::SimpleFileOptions};

const CONTAINER: &str = "<container><rootfiles><rootfile full-path=\"book/a.opf\"/></rootfiles></container>";
const RELATIONSHIPS: &str = "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">\
<Relationship Id=\"a\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\" Target=\"word/document.xml\"/>\
</Relationships>";
const WORD: &str = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"";
const OPEN_DOCUMENT: &str = "xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" \
xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\" xmlns:table=\"urn:oasis:names:tc:opendocument:xmlns:table:1.0\"";

/// An archive of files with these names.
pub fn archive<'a>(files: impl IntoIterator<Item = (&'a str, &'a str)>) -> Vec<u8> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in files {
        archive.start_file(name, SimpleFileOptions::default()).expect("a name of its own");
        archive.write_all(text.as_bytes()).expect("written");
    }
    archive.finish().expect("an archive").into_inner()
}

/// The files of a book that has these pages, all in a folder `book`.
pub fn book_files<'a>(package: &'a str, pages: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let head = [
        ("mimetype", "application/epub+zip"),
        ("META-INF/container.xml", CONTAINER),
        ("book/a.opf", package),
    ];
    head.into_iter().chain(pages.iter().copied()).collect()
}

/// The package of a book with pages at these addresses.
pub fn package<'a>(pages: impl IntoIterator<Item = &'a str>) -> String {
    let (mut manifest, mut spine) = (String::new(), String::new());
    for (number, href) in pages.into_iter().enumerate() {
        manifest += &format!("<item id=\"i{number}\" href=\"{href}\" media-type=\"application/xhtml+xml\"/>");
        spine += &format!("<itemref idref=\"i{number}\"/>");
    }
    format!(
        "<package version=\"3.0\"><metadata/><manifest>{manifest}</manifest><spine>{spine}</spine></package>"
    )
}

/// A book with one page, which is this source.
pub fn epub(page: &str) -> Vec<u8> {
    archive(book_files(&package(["a.xhtml"]), &[("book/a.xhtml", page)]))
}

/// A document of Word with this body; `before` stands before its root.
pub fn docx(before: &str, body: &str) -> Vec<u8> {
    let document = format!("{before}<w:document {WORD}><w:body>{body}</w:body></w:document>");
    archive([
        ("[Content_Types].xml", "<Types/>"),
        ("_rels/.rels", RELATIONSHIPS),
        ("word/document.xml", &document),
    ])
}

/// An `OpenDocument` text with this body; `before` stands before its root.
pub fn odt(before: &str, body: &str) -> Vec<u8> {
    let content = format!(
        "{before}<office:document-content {OPEN_DOCUMENT}><office:body><office:text>{body}</office:text></office:body>\
</office:document-content>"
    );
    archive([("mimetype", "application/vnd.oasis.opendocument.text"), ("content.xml", &content)])
}
