//! The beginnings that readers make of large documents.

use std::fs;

use super::*;
use crate::archive::archive_of;

/// What `paragraph` makes of the numbers of many paragraphs.
fn many(paragraph: impl Fn(&str) -> String) -> String {
    (0..12_000)
        .map(|i| paragraph(&format!("Entry {i}: the lamp burned, and the keeper wrote it down.")))
        .collect()
}

fn archive(files: &[(&str, &str)]) -> Vec<u8> {
    archive_of(files.iter().map(|(name, text)| ((*name).to_owned(), text.as_bytes()))).expect("an archive")
}

/// Holds that the beginning of a document is short, and stands at the start of its text but for the block at which it ends.
fn assert_begins(reader: &DocumentReader, bytes: &[u8]) {
    let whole = (reader.read)(bytes).expect("a document").text;
    let beginning = reader.beginning.and_then(|beginning| beginning(bytes)).expect("a beginning").text;
    let known = beginning.trim_end().rsplit_once("\n\n").map_or("", |(known, _)| known);
    assert!(known.len() > 2000, "{}: {} bytes", reader.name, beginning.len());
    assert!(3 * beginning.len() < whole.len(), "{}: {} of {}", reader.name, beginning.len(), whole.len());
    assert!(whole.starts_with(known), "{}: {:?}", reader.name, &beginning[..200]);
}

#[test]
fn a_beginning_stands_at_the_start_of_the_whole() {
    let markdown = format!("# The log\n\n{}", many(|text| format!("{text}\n\n")));
    assert_begins(&MARKDOWN, markdown.as_bytes());
    assert_begins(&MARKDOWN, markdown.replace('\n', "\r\n").as_bytes());
    let page = format!(
        "<!doctype html><title>The log</title><nav><a href=/>Home</a></nav><article><h1>The log</h1>{}</article>",
        many(|text| format!("<p>{text}</p>\n"))
    );
    assert_begins(&HTML, page.as_bytes());
    assert_begins(&HTML_WHOLE, page.as_bytes());
    let cues = many(|text| {
        format!(
            "00:00:01.000 --> 00:00:02.000\n<v Ida>{text}\n\n00:00:20.000 --> 00:00:21.000\n<v Bo>Yes.\n\n"
        )
    });
    assert_begins(&VTT, format!("WEBVTT\n\n{cues}").as_bytes());
    let message = "From ida@example.org Mon Nov 30 10:00:00 2026\nFrom: Ida <ida@example.org>\nDate: Mon, 30 Nov 2026 10:00:00 +0000\nSubject: Log\n\n";
    assert_begins(&MBOX, many(|text| format!("{message}{text}\n\n")).as_bytes());
}

#[test]
fn the_beginning_of_an_office_document_is_read_alone() {
    let body = many(|text| format!("<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"));
    let document = format!(
        "<w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:body>{body}</w:body></w:document>"
    );
    assert_begins(&DOCX, &archive(&[("word/document.xml", &document)]));
    let body = many(|text| format!("<text:p>{text}</text:p>"));
    let content = format!(
        "<office:document-content xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" \
         xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\"><office:body><office:text>{body}</office:text></office:body></office:document-content>"
    );
    assert_begins(&ODT, &archive(&[("content.xml", &content)]));
}

#[test]
fn the_beginning_of_a_book_are_its_first_files() {
    let chapter = many(|text| format!("<p>{text}</p>"));
    let chapter = format!("<html><body><h1>One</h1>{chapter}</body></html>");
    let package = "<package><manifest><item id=\"a\" href=\"a.xhtml\" media-type=\"application/xhtml+xml\"/>\
        <item id=\"b\" href=\"b.xhtml\" media-type=\"application/xhtml+xml\"/></manifest>\
        <spine><itemref idref=\"a\"/><itemref idref=\"b\"/></spine></package>";
    let container = "<container><rootfiles><rootfile full-path=\"OPS/book.opf\"/></rootfiles></container>";
    let files = [
        ("META-INF/container.xml", container),
        ("OPS/book.opf", package),
        ("OPS/a.xhtml", &chapter),
        ("OPS/b.xhtml", &chapter),
    ];
    assert_begins(&EPUB, &archive(&files));
}

#[test]
fn a_beginning_is_read_of_what_takes_long() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("a.md");
    let readers = Readers::default();
    let begun = |text: &str| {
        fs::write(&path, text).expect("written");
        readers.begin(&path).expect("begun")
    };
    assert!(begun("# Short\n\nText.\n").beginning().is_none());
    let long = many(|text| format!("{text}\n\n"));
    let large = begun(&long);
    let beginning = large.beginning().expect("a beginning");
    let whole = large.finish().expect("read");
    assert_eq!((beginning.path.as_ref(), whole.path.as_ref()), (Some(&path), Some(&path)));
    assert!(beginning.text.len() < whole.text.len());
    // What is in the cache is not read in two steps.
    let cached = readers.keeping_renderings_in(RenderingCache::new(folder.path().join("cache")));
    cached.open(&path).expect("opened");
    assert!(cached.begin(&path).expect("begun").beginning().is_none());
    // Plain text is its own source.
    fs::write(folder.path().join("a.txt"), &long).expect("written");
    assert!(cached.begin(&folder.path().join("a.txt")).expect("begun").beginning().is_none());
}
