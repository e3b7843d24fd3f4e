use std::time::{Duration, Instant};

use super::{EPUB, package_tests::book};
use crate::{
    source::Rendered,
    text::{Span, Text, structure::BlockKind},
};

const CONTAINER: &str =
    r#"<container><rootfiles><rootfile full-path="OPS/book.opf"/></rootfiles></container>"#;

/// A book of these files, which are read in this order, with a navigation document.
fn bytes(nav: &str, files: &[(&str, &str)]) -> Vec<u8> {
    let (mut manifest, mut spine) = (String::new(), String::new());
    for (at, (name, _)) in files.iter().enumerate() {
        manifest.push_str(&format!(r#"<item id="f{at}" href="{name}" media-type="application/xhtml+xml"/>"#));
        if name.ends_with("html") {
            spine.push_str(&format!(r#"<itemref idref="f{at}"/>"#));
        }
    }
    let opf = format!(
        r#"<package><manifest><item id="nav" properties="nav" href="nav.xhtml"/>{manifest}</manifest><spine>{spine}</spine></package>"#
    );
    let pages = files.iter().map(|(name, body)| {
        let content = if name.ends_with("html") {
            format!("<html><body>{body}</body></html>")
        } else {
            (*body).to_owned()
        };
        (format!("OPS/{name}"), content)
    });
    let nav = format!("<html><body>{nav}</body></html>");
    let mut all = vec![
        ("META-INF/container.xml".to_owned(), CONTAINER.to_owned()),
        ("OPS/book.opf".to_owned(), opf),
        ("OPS/nav.xhtml".to_owned(), nav),
    ];
    all.extend(pages);
    book(&all.iter().map(|(name, content)| (name.as_str(), content.as_str())).collect::<Vec<_>>())
}

fn rendered(nav: &str, files: &[(&str, &str)]) -> Rendered {
    (EPUB.read)(&bytes(nav, files)).expect("a book")
}

fn read(nav: &str, files: &[(&str, &str)]) -> Text {
    let Rendered { text, markup, .. } = rendered(nav, files);
    Text::structured(text, markup)
}

fn quote(text: &Text, span: Span) -> &str {
    &text.as_str().expect("in memory")[span.range()]
}

/// The level and the title of each heading.
fn outline(text: &Text) -> Vec<String> {
    let entries = text.structure().outline();
    entries.iter().map(|entry| format!("{} {}", entry.level, quote(text, entry.heading))).collect()
}

/// The place of `words` as people cite it.
fn place(text: &Text, words: &str) -> String {
    let start = text.as_str().and_then(|text| text.find(words)).expect("there");
    let cited = text.structure().citation(Span::new(start, start + words.len()));
    cited.iter().map(|place| format!("{} {place}", place.kind.name())).collect::<Vec<_>>().join(", ")
}

#[test]
fn the_headings_agree_with_the_contents() {
    let nav = r#"<nav epub:type="toc"><ol><li><a href="p.xhtml">Part One</a><ol><li><a href="1.xhtml">Chapter 1: The Gate</a><ol>
        <li><a href="1.xhtml#s">A section</a></li></ol></li><li><a href="2.xhtml#c">Chapter 2</a></li></ol></li><li><a href="3.xhtml">Epilogue</a></li>
        <li><a href="4.xhtml">Cover</a></li></ol></nav>"#;
    let files = [
        ("p.xhtml", "<h1>Part One</h1>"),
        (
            "1.xhtml",
            r#"<p>Chapter 1</p><h1>The Gate</h1><p>It stood open.</p><h2 id="s">A section</h2><p>Rain.</p><h3>Deeper</h3><p>More.</p>"#,
        ),
        ("2.xhtml", r#"<div id="c"><p class="t"><b>CHAPTER 2</b></p><p>Nobody came.</p></div>"#),
        ("3.xhtml", "<p>It ends.</p>"),
        ("4.xhtml", "<p>Weir Press</p>"),
    ];
    let text = read(nav, &files);
    let expected = ["1 Part One", "2 The Gate", "3 A section", "4 Deeper", "2 CHAPTER 2", "1 Epilogue"];
    assert_eq!(outline(&text), expected);
    assert_eq!(place(&text, "stood open"), "chapter 1");
    assert_eq!(place(&text, "More."), "chapter 1, section A section");
    assert_eq!(place(&text, "Nobody came"), "chapter 2");
    assert_eq!(place(&text, "It ends"), "chapter Epilogue");
}

#[test]
fn pages_begin_within_words_and_are_cited() {
    let nav = r#"<nav epub:type="page-list"><ol><li><a href="a.xhtml#p7">7</a></li><li><a href="a.xhtml#p8">8</a></li><li><a href="b.xhtml#x">9</a></li></ol></nav>"#;
    let files = [
        (
            "a.xhtml",
            r#"<p>On six, won<span epub:type="pagebreak" id="p7" title="seven"/>derful, and <a id="p8"/>on eight.</p>"#,
        ),
        (
            "b.xhtml",
            r#"<p id="x">On nine <span class="pagenum" id="q">[Pg 10]</span>and ten, <span class="pagenum">not</span> eleven.</p>
            <p class="off">Off</p><div style="display:none" epub:type="pagebreak" title="12"></div><p>On twelve.</p>"#,
        ),
        ("c.xhtml", "<p>Still there.</p>"),
    ];
    let text = read(nav, &files);
    assert_eq!(quote(&text, text.structure().blocks()[0].span), "On six, wonderful, and on eight.");
    let pages = ["On six", "derful", "on eight", "On nine", "and ten", "On twelve", "Still there"]
        .map(|words| place(&text, words));
    assert_eq!(pages, ["", "page 7", "page 8", "page 9", "page 10", "page 12", "page 12"]);
    assert!(!text.as_str().is_some_and(|text| text.contains("Pg")));
}

#[test]
fn notes_of_any_form_stand_at_the_end_with_their_labels() {
    let files = [
        (
            "a.xhtml",
            r##"<p>Said<a epub:type="noteref" href="#f1">1</a> and done.<sup><a id="r2" href="n.xhtml#n2">2</a></sup></p><aside epub:type="footnote" id="f1"><p>Popped up.</p></aside>"##,
        ),
        (
            "b.xhtml",
            r#"<p>Again <a id="r3" href="n.xhtml#n3">[1]</a> and <a id="r4" href="N.xhtml#n4">*</a>.</p><p>See <a href="n.xhtml#n2">5</a>.</p>"#,
        ),
        (
            "n.xhtml",
            r#"<hr/><h2>Notes</h2><p id="n2"><a href="a.xhtml#r2">2.</a> Two.</p><p>More of two.</p><h3>To b</h3><p><a id="n3"/><a href="b.xhtml#r3">[1]</a> One of b.</p>
            <p id="n4">Starred. <a href="b.xhtml#r4">↩</a></p>"#,
        ),
    ];
    let text = read("", &files);
    let expected = "Said¹ and done.²\n\nAgain ¹ and *.\n\nSee 5.\n\nPopped up.\n\n2. Two.\n\nMore of two.\n\n[1] One of b.\n\nStarred.";
    assert_eq!(text.as_str(), Some(expected));
    let notes = text.structure().notes().as_slice();
    let bodies: Vec<_> = notes.iter().map(|note| (&*note.label, quote(&text, note.body))).collect();
    assert_eq!(
        bodies,
        [("1", "Popped up."), ("2", "2. Two.\n\nMore of two."), ("1", "[1] One of b."), ("*", "Starred.")]
    );
    let drawn = text.structure().blocks().iter().filter_map(|block| match &block.kind {
        BlockKind::Note { label } => Some(&**label),
        _ => None,
    });
    assert_eq!(drawn.collect::<Vec<_>>(), ["1", "", "", "*"]);
}

#[test]
fn hidden_text_contents_and_missing_files_are_left_out() {
    let nav = r#"<nav epub:type="toc"><ol><li><a href="a.xhtml">A</a></li></ol></nav>"#;
    let files = [
        (
            "a.xhtml",
            r#"<link rel="stylesheet" href="b.css"/><p class="web">Buy now.</p><p>Kept <ruby>long<rt>x</rt></ruby>.</p>"#,
        ),
        ("toc.xhtml", nav),
        ("b.css", "/* .a{display:none} */ .web { display: none }"),
        ("c.xhtml", "<p>Last &nbsp;word, <b>never <i>closed &amp; <p>next<br>line"),
    ];
    let text = read(nav, &files);
    assert_eq!(
        text.as_str().map(|text| text.replace('\u{a0}', "_")).as_deref(),
        Some("A\n\nKept long.\n\nLast _word, never closed &\n\nnext\nline")
    );
}

#[test]
fn lines_of_verse_are_lines_of_one_block() {
    let poem = r#"<p>She read:</p><div class="poem"><div class="stanza"><p class="line">Here the <i>water</i> sleeps,</p>
        <p class="line">here the boats go;</p></div><div class="stanza"><p>what I keep</p><p>is you.</p></div></div>
        <blockquote epub:type="z3998:verse"><p><span>One</span><br/><span>two.</span></p></blockquote><p>She left.</p>"#;
    let text = read("", &[("a.xhtml", poem)]);
    let blocks = text.structure().blocks().iter();
    let blocks: Vec<_> =
        blocks.map(|block| (block.kind == BlockKind::Verse, quote(&text, block.span))).collect();
    let expected = [
        (false, "She read:"),
        (true, "Here the water sleeps,\nhere the boats go;"),
        (true, "what I keep\nis you."),
        (true, "One\ntwo."),
        (false, "She left."),
    ];
    assert_eq!(blocks, expected);
}

#[test]
fn links_between_files_lead_to_places() {
    let files = [
        (
            "a.xhtml",
            r#"<p>See <a href="b.xhtml#x">there</a>, <a href="B.xhtml">all of it</a>, <a href="https://example.org/">the site</a>.</p>"#,
        ),
        ("b.xhtml", r#"<h1>B</h1><p id="x">There.</p>"#),
    ];
    let text = read("", &files);
    let targets: Vec<String> =
        text.structure().links().as_slice().iter().map(|link| format!("{:?}", link.target)).collect();
    let place =
        |words: &str| format!("Place({})", text.as_str().and_then(|text| text.find(words)).expect("there"));
    assert_eq!(targets, [place("There."), place("B\n"), r#"Address("https://example.org/")"#.to_owned()]);
}

#[test]
fn a_book_without_text_that_can_be_read_is_refused() {
    let files = [("a.xhtml", "\u{1}\0\0\0\u{2}\0\0\0\0")];
    let error = (EPUB.read)(&bytes("", &files)).err().map(|error| error.to_string()).unwrap_or_default();
    assert!(error.contains("none of its files"), "{error}");
}

/// How long reading a book takes.
fn time(bytes: &[u8]) -> Duration {
    let start = Instant::now();
    drop((EPUB.read)(bytes));
    start.elapsed()
}

/// Holds that a book that is four times as large takes no more than some twelve times as long: not sixteen times.
fn assert_linear(what: &str, make: impl Fn(usize) -> Vec<u8>) {
    let (small, large) = (make(1), make(4));
    let least = |bytes: &[u8]| (0..3).map(|_| time(bytes)).min().unwrap_or_default();
    let (small, large) = (least(&small), least(&large));
    assert!(large < small * 12 + Duration::from_millis(20), "{what}: {small:?}, then {large:?}");
}

#[test]
fn hostile_books_take_linear_time() {
    let page = |body: String| bytes("", &[("a.xhtml", &body)]);
    assert_linear("parts at one place", |times| {
        let nav: String =
            (0..500 * times).map(|at| format!(r#"<li><a href="a.xhtml#p">{at}</a></li>"#)).collect();
        bytes(&format!(r#"<nav epub:type="toc"><ol>{nav}</ol></nav>"#), &[("a.xhtml", r#"<p id="p">x</p>"#)])
    });
    assert_linear("parts without headings", |times| {
        let nav: String =
            (0..500 * times).map(|at| format!(r#"<li><a href="a.xhtml#p{at}">{at}</a></li>"#)).collect();
        let body: String = (0..500 * times).map(|at| format!(r#"<span id="p{at}"/>"#)).collect();
        bytes(&format!(r#"<nav epub:type="toc"><ol>{nav}</ol></nav>"#), &[("a.xhtml", &body)])
    });
    assert_linear("nested verse", |times| page(r#"<div class="poem">"#.repeat(2_000 * times)));
    assert_linear("marks back and forth", |times| {
        page(
            (0..1_000 * times)
                .map(|at| format!(r##"<a id="r{at}" href="#n{at}">1</a><a id="n{at}" href="#r{at}">1</a>"##))
                .collect(),
        )
    });
    assert_linear("marks in one block", |times| page(r##"<a href="#n">1</a>"##.repeat(1_000 * times)));
    assert_linear("notes of one page", |times| {
        page(
            (0..500 * times)
                .map(|at| format!(r##"<p>x<sup><a href="#fn{at}">{at}</a></sup></p><p id="fn{at}">y</p>"##))
                .collect(),
        )
    });
    assert_linear("files of the spine", |times| {
        let opf = format!(
            "<package><manifest><item id='a' href='a.xhtml'/></manifest><spine>{}</spine></package>",
            "<itemref idref='a'/>".repeat(20_000 * times)
        );
        book(&[("book.opf", &opf), ("a.xhtml", "<p>x</p>")])
    });
}

#[test]
fn traps_are_refused() {
    let large = "<p>All work and no play.</p>".repeat(400 << 10);
    let error = (EPUB.read)(&bytes("", &[("a.xhtml", &large)])).err().map(|error| error.to_string());
    assert!(error.is_some_and(|error| error.contains("trap")), "a file that is packed a thousandfold");
    let bomb = r#"<!DOCTYPE html [<!ENTITY a "lol"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]><p>&b;</p>"#;
    assert!(rendered("", &[("a.xhtml", bomb)]).text.len() < 100);
    let outside = r#"<package><manifest><item id="a" href="../../../etc/hosts.xhtml"/></manifest><spine><itemref idref="a"/></spine></package>"#;
    assert!(
        (EPUB.read)(&book(&[("book.opf", outside), ("mimetype", "application/epub+zip")]))
            .is_ok_and(|book| book.text.is_empty())
    );
}

#[test]
fn pictures_are_found_by_their_names_alone() {
    let book = bytes("", &[("a.xhtml", "<p>A gate.</p>"), ("gate.png", "\u{89}PNG")]);
    let resource = EPUB.resource.expect("a book has pictures");
    assert_eq!(resource(&book, "OPS/gate.png").as_deref(), Some("\u{89}PNG".as_bytes()));
    for nowhere in ["gate.png", "../OPS/gate.png", "/OPS/gate.png", "", "https://example.org/OPS/gate.png"] {
        assert_eq!(resource(&book, nowhere), None, "{nowhere}");
    }
}
