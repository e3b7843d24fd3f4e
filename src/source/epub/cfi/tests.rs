//! Identifiers are followed by a resolver of the tests' own, which knows nothing of how they are made.

use super::find;
use crate::{
    source::{EPUB, SourcePlace},
    text::Span,
};

/// A node of a small document object model.
#[derive(Debug)]
enum TextNode {
    Element(Vec<TextNode>),
    Text(Vec<u16>),
}

/// The children of an element, or of a file, from `at` on up to its end tag.
fn parse(source: &[char], at: &mut usize) -> Vec<TextNode> {
    let mut children: Vec<TextNode> = Vec::new();
    while *at < source.len() {
        let rest: String = source[*at..].iter().take(12).collect();
        let until = |end: &str| {
            let rest: String = source[*at..].iter().collect();
            rest[..rest.find(end).expect("an end") + end.len()].chars().count()
        };
        let mut text = None;
        if rest.starts_with("<!--") {
            *at += until("-->");
        } else if rest.starts_with("<?") {
            *at += until(">");
        } else if rest.starts_with("</") {
            *at += until(">");
            return children;
        } else if rest.starts_with('<') {
            let len = until(">");
            let is_closed = source[*at + len - 2] == '/';
            *at += len;
            children.push(TextNode::Element(if is_closed { Vec::new() } else { parse(source, at) }));
        } else if rest.starts_with('&') {
            *at += until(";");
            text = Some(if rest.starts_with("&amp;") { '&' } else { '\u{a0}' });
        } else {
            text = Some(source[*at]);
            *at += 1;
        }
        if let Some(c) = text {
            let mut units = [0; 2];
            let units = c.encode_utf16(&mut units);
            match children.last_mut() {
                Some(TextNode::Text(text)) => text.extend_from_slice(units),
                _ => children.push(TextNode::Text(units.to_vec())),
            }
        }
    }
    children
}

fn len(node: &TextNode) -> usize {
    match node {
        TextNode::Text(text) => text.len(),
        TextNode::Element(children) => children.iter().map(len).sum(),
    }
}

fn content(node: &TextNode, out: &mut Vec<u16>) {
    match node {
        TextNode::Text(text) => out.extend(text),
        TextNode::Element(children) => children.iter().for_each(|child| content(child, out)),
    }
}

/// The offset in the text of the root element to which a path leads, such as `/4/2/1:3`.
fn offset(root: &TextNode, path: &str) -> usize {
    let mut without_ids = String::new();
    let mut is_id = false;
    for c in path.chars() {
        is_id = (is_id || c == '[') && c != ']';
        if !is_id && c != ']' {
            without_ids.push(c);
        }
    }
    let (path, units) = without_ids.split_once(':').unwrap_or((&without_ids, "0"));
    let (mut node, mut before) = (root, 0);
    for step in path.split('/').skip(1).map(|step| step.parse::<usize>().expect("a number")) {
        let TextNode::Element(children) = node else { panic!("a step into a text") };
        let (mut elements, mut last) = (0, None);
        for child in children {
            let is_element = matches!(child, TextNode::Element(_));
            let number = if is_element { (elements + 1) * 2 } else { elements * 2 + 1 };
            if number == step {
                last = Some(child);
                break;
            }
            elements += usize::from(is_element);
            before += len(child);
        }
        node = last.expect("a node");
    }
    before + units.parse::<usize>().expect("a number")
}

/// The words of a file between the ends of an identifier, without the steps to the file.
fn words(file: &str, range: &str) -> String {
    // The end of a line is one character in XML.
    let characters: Vec<char> = file.replace("\r\n", "\n").chars().collect();
    let root = parse(&characters, &mut 0)
        .into_iter()
        .find(|node| matches!(node, TextNode::Element(_)))
        .expect("a root");
    let parts: Vec<&str> = range.split(',').collect();
    let [parent, start, end] = parts[..] else { panic!("{range} is no range") };
    let mut text = Vec::new();
    content(&root, &mut text);
    let at = |local: &str| offset(&root, &format!("{parent}{local}"));
    let words = String::from_utf16(&text[at(start)..at(end)]).expect("text");
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

const ONE: &str = "<?xml version=\"1.0\"?>\n<html xmlns=\"http://www.w3.org/1999/xhtml\"><head><title>One</title></head>\n<body>\
<h1>The lock</h1>\n<p>A short walk.</p></body></html>";

const TWO: &str = "<html xmlns=\"http://www.w3.org/1999/xhtml\"><head><title>Two</title></head>\r\n<body id=\"b,1\">\r\n\
<h1>The gate</h1>\r\n<p>It rained 🌧 and <em>the keeper</em> of Locks &amp; Gates<!-- a remark --> said\r\n   nothing&nbsp;at all.</p>\
<p id=\"p2\">He waited. <img src=\"gate.png\" alt=\"An open gate\"/> He left.</p></body></html>";

fn book() -> Vec<u8> {
    let opf = "<package><metadata><title>Locks</title></metadata><manifest><item id=\"a\" href=\"1.xhtml\" media-type=\"application/xhtml+xml\"/>\
               <item id=\"b\" href=\"2.xhtml\" media-type=\"application/xhtml+xml\"/></manifest>\
               <spine><itemref idref=\"a\"/><itemref idref=\"b\" id=\"ref[b]\"/></spine></package>";
    let container = "<container><rootfiles><rootfile full-path=\"OPS/book.opf\"/></rootfiles></container>";
    super::super::package_tests::book(&[
        ("META-INF/container.xml", container),
        ("OPS/book.opf", opf),
        ("OPS/1.xhtml", ONE),
        ("OPS/2.xhtml", TWO),
    ])
}

fn identifier(book: &[u8], words: &str) -> Option<String> {
    let text = (EPUB.read)(book).expect("a book").text;
    let start = text.find(words).unwrap_or_else(|| panic!("{words:?} is not in {text:?}"));
    match find(book, &text, &[Span::new(start, start + words.len())]).pop()?? {
        SourcePlace::Cfi(identifier) => Some(identifier),
        SourcePlace::Element { .. } => None,
    }
}

#[test]
fn identifiers_lead_to_the_words() {
    let book = book();
    for (file, step, passages) in [
        (ONE, "/6/2!", &["The lock", "short"][..]),
        (
            TWO,
            "/6/4[ref^[b^]]!",
            &[
                "It rained 🌧 and the keeper",
                "🌧",
                "the keeper",
                "keeper of Locks & Gates said nothing",
                "& Gates said",
                "Locks &",
                "at all.",
                "said",
                "gate",
                "He left",
            ],
        ),
    ] {
        for passage in passages {
            let found = identifier(&book, passage).unwrap_or_else(|| panic!("no identifier of {passage}"));
            let range = found.strip_prefix("epubcfi(").and_then(|found| found.strip_suffix(')'));
            let range = range.and_then(|range| range.strip_prefix(step)).unwrap_or_else(|| panic!("{found}"));
            let range = range.replace("[b^,1]", "");
            assert_eq!(words(file, &range), *passage, "{found}");
        }
    }
}

#[test]
fn identifiers_are_written_as_the_standard_says() {
    let book = book();
    let found = |words: &str| identifier(&book, words);
    assert_eq!(found("short").as_deref(), Some("epubcfi(/6/2!/4/4,/1:2,/1:7)"));
    assert_eq!(
        found("rained 🌧 and the").as_deref(),
        Some("epubcfi(/6/4[ref^[b^]]!/4[b^,1]/4,/1:3,/2/1:3)"),
        "an emoji is two units"
    );
    assert_eq!(
        found("[An open gate]").as_deref(),
        Some("epubcfi(/6/4[ref^[b^]]!/4[b^,1]/6[p2]/2)"),
        "a picture is an element"
    );
    assert_eq!(found("walk.\n\nThe gate"), None, "in two files");
}

#[test]
fn a_file_that_is_no_xml_has_no_identifiers() {
    let damaged = TWO.replace("</em>", "");
    let files = [
        (
            "a.opf",
            "<package><manifest><item id=\"b\" href=\"2.xhtml\" media-type=\"application/xhtml+xml\"/></manifest><spine><itemref idref=\"b\"/></spine></package>",
        ),
        ("2.xhtml", &damaged),
    ];
    assert_eq!(identifier(&super::super::package_tests::book(&files), "He left"), None);
}

#[test]
fn a_text_that_is_not_the_books_has_no_identifiers() {
    assert_eq!(find(&book(), "Another text", &[Span::new(0, 7)]), [None]);
}
