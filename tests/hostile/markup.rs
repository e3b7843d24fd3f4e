//! Markup that is nested a hundred thousand deep, and entities that stand for each other.

use super::{
    parts::{docx, epub, odt},
    text,
};

/// How deep markup is nested.
const DEPTH: usize = 100_000;

/// These words within elements of this name.
fn nested(element: &str, words: &str) -> String {
    let name = element.split(' ').next().unwrap_or_default();
    [format!("<{element}>").repeat(DEPTH), words.to_owned(), format!("</{name}>").repeat(DEPTH)].concat()
}

#[test]
fn elements_of_a_page_may_be_nested_as_deep_as_they_like() {
    for element in ["div", "blockquote", "b", "ul", "table", "math", "ruby", "sup", "span class=\"a b\""] {
        let words = text("a.html", format!("<!DOCTYPE html><body>{}", nested(element, "It held.")));
        assert!(words.contains("It held."), "{element}: {words:.80}");
        let words = text("a.epub", epub(&nested(element, "It held.")));
        assert!(words.contains("It held."), "{element}: {words:.80}");
    }
}

#[test]
fn elements_of_office_documents_may_be_nested_as_deep_as_they_like() {
    for element in ["w:sdt", "w:ins", "w:tbl", "w:txbxContent", "w:hyperlink"] {
        let body = nested(element, "<w:p><w:r><w:t>It held.</w:t></w:r></w:p>");
        let words = text("a.docx", docx("", &body));
        assert!(words.contains("It held."), "{element}: {words:.80}");
    }
    for element in ["text:section", "text:list", "text:list-item", "table:table", "text:span"] {
        let words = text("a.odt", odt("", &nested(element, "<text:p>It held.</text:p>")));
        assert!(words.contains("It held."), "{element}: {words:.80}");
    }
}

#[test]
fn marks_of_markdown_may_be_nested_as_deep_as_they_like() {
    for mark in ["> ", "- ", "1. ", "*", "[", "![", "(", "` ", "^[", "|", "<div>\n"] {
        let words = text("a.md", format!("{}It held.\n", mark.repeat(DEPTH)));
        assert!(words.contains("It held."), "{mark}: {words:.80}");
    }
}

#[test]
fn entities_of_a_document_stand_for_nothing() {
    let entities: String = ('b'..='z')
        .zip('a'..)
        .map(|(name, of)| format!("<!ENTITY {name} \"{}\">", format!("&{of};").repeat(10)))
        .collect();
    let doctype = format!("<!DOCTYPE x [<!ENTITY a \"lol\">{entities}<!ENTITY f SYSTEM \"/etc/hosts\">]>");
    let cases = [
        ("a.html", format!("{doctype}<p>It held. &z;&f;</p>").into_bytes()),
        ("a.epub", epub(&format!("{doctype}<p>It held. &z;&f;</p>"))),
        ("a.docx", docx(&doctype, "<w:p><w:r><w:t>It held. &z;&f;</w:t></w:r></w:p>")),
        ("a.odt", odt(&doctype, "<text:p>It held. &z;&f;</text:p>")),
    ];
    for (name, bytes) in cases {
        let words = text(name, bytes);
        assert!(words.contains("It held.") && !words.contains("lol"), "{name}: {words:.200}");
        assert!(words.len() < 400 && !words.contains("localhost"), "{name}: {words:.200}");
    }
}
