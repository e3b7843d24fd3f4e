use super::*;
use crate::{
    source::html::{build, hidden::HidingRules},
    text::{
        Text,
        structure::{BlockKind, LinkTarget, ListMarker, Style},
    },
};

/// The text of pages, each with its key, in one document.
fn document(pages: &[(&str, &str)]) -> Text {
    let trees: Vec<_> = pages.iter().map(|(key, source)| (*key, build(source, !key.is_empty()))).collect();
    let rules: Vec<_> = trees.iter().map(|(_, tree)| HidingRules::of_page(tree)).collect();
    let directives = HashMap::new();
    let resolve = |key: &str, address: &str| match address.split_once('#') {
        Some(("", id)) => Address::Internal(format!("{key}#{id}")),
        Some((page, _)) if pages.iter().any(|(key, _)| *key == page) => Address::Internal(address.to_owned()),
        _ => Address::External(address.to_owned()),
    };
    let mut flow = Flow::default();
    let each = |visit: &mut dyn FnMut(&Page<'_>)| {
        for ((key, tree), hiding) in trees.iter().zip(&rules) {
            let resolve = |address: &str| resolve(key, address);
            visit(&Page {
                tree,
                root: 0,
                hiding,
                key,
                resolve: &resolve,
                directives: &directives,
                quotation_depth: 0,
            });
        }
    };
    each(&mut |page| flow.announce(page));
    each(&mut |page| flow.render(page));
    let (text, markup, _) = flow.finish().finish("");
    Text::structured(text, markup)
}

fn page(source: &str) -> Text {
    document(&[("", source)])
}

fn text(source: &str) -> String {
    page(source).as_str().unwrap_or_default().to_owned()
}

fn blocks(source: &str) -> Vec<(BlockKind, u8, u8, String)> {
    let text = page(source);
    let blocks = text.structure().blocks().iter();
    blocks
        .map(|block| (block.kind.clone(), block.list_depth, block.quotation_depth, text.quote(block.span)))
        .collect()
}

#[test]
fn white_space_is_one_space_and_hints_are_out() {
    assert_eq!(text("<p> a  b\n\tc </p>d<p><b> e </b>f"), "a b c\n\nd\n\ne f");
    assert_eq!(text("a&shy;b c&#8203;d<wbr>e &nbsp;f\u{feff}"), "ab cde \u{a0}f");
    assert_eq!(text("日本\n語 の<br>one<br>\ntwo<br><br>three<br>"), "日本語 の\none\ntwo\n\nthree");
    assert_eq!(text("<p>a <!-- x --> b</p><script>c</script><template>d</template><title>e</title>"), "a b");
    assert_eq!(text("a &lt;b&gt; &notit; &euro &copy2 & < x"), "a <b> ¬it; &euro ©2 & < x");
    assert_eq!(text("<ruby>漢<rp>(</rp><rt>かん</rt><rp>)</rp>字<rt>じ</rt></ruby>だ"), "漢字だ");
    assert_eq!(
        text("He said <q>so</q>; 10<sup>-3</sup>, H<sub>2</sub>O, 1<sup>er</sup>."),
        "He said “so”; 10⁻³, H₂O, 1er."
    );
}

#[test]
fn unclosed_and_crossed_elements_lose_nothing() {
    assert_eq!(text("<p>a<p>b<ul><li>c<li>d</ul>e</p>f"), "a\n\nb\n\nc\n\nd\n\ne\n\nf");
    assert_eq!(text("<b><p>a</b>b</p>c</i></div>d"), "ab\n\ncd");
    assert_eq!(text("<table><tr><td>a<table><tr><td>b</table>c</table>d"), "a\n\nb\n\nc\n\nd");
    assert_eq!(text("<head><title>t</title>a<p>b"), "a\n\nb");
    assert_eq!(text("<dl><dt>a<dd>b<dd>c<dt>d</dl>"), "a\n\nb\n\nc\n\nd");
    assert_eq!(text("a</p>b<a href=x"), "a\n\nb");
    assert_eq!(text("<h2>a<h3>b</h2>c"), "a\n\nb\n\nc");
}

#[test]
fn lists_have_the_markers_that_browsers_show() {
    let markers = |source: &str| -> Vec<String> {
        let marker = |kind| match kind {
            BlockKind::ListItem { marker: ListMarker::Number(number) } => number.into_string(),
            BlockKind::ListItem { marker: ListMarker::Task { done } } => done.to_string(),
            BlockKind::ListItem { marker: ListMarker::Bullet } => "-".to_owned(),
            _ => "no".to_owned(),
        };
        blocks(source)
            .into_iter()
            .map(|(kind, depth, _, text)| format!("{depth} {} {text}", marker(kind)))
            .collect()
    };
    assert_eq!(
        markers("<ol start=3><li>a<ol type=a><li>b<li value=7><p>c</p><p>d</ol>e<li>f</ol>"),
        ["1 3. a", "2 a. b", "2 g. c", "2 no d", "1 no e", "1 4. f"]
    );
    assert_eq!(markers("<ol reversed><li>a<li>b</ol><ol type=I><li>c</ol>"), ["1 2. a", "1 1. b", "1 I. c"]);
    assert_eq!(markers("<li>a<li><input type=checkbox checked>b</li>c"), ["1 - a", "1 true b", "0 no c"]);
}

#[test]
fn headings_quotations_code_and_captions_are_blocks() {
    let shown = blocks(
        "<h1>A<br>b</h1><blockquote>c<blockquote><cite>d said:</cite>e</blockquote></blockquote><hr>\
         <pre><code class=language-rust>\nfn a() {\n\n  b &lt; c\n}\n</code></pre><figure><img alt='A lock' src=l.png>\
         <figcaption>The lock</figcaption></figure><details><summary>f</summary>g</details>",
    );
    let expected = [
        (BlockKind::Heading { level: 1 }, 0, "A b"),
        (BlockKind::Paragraph, 1, "c"),
        (BlockKind::Paragraph, 2, "d said:"),
        (BlockKind::Paragraph, 2, "e"),
        (BlockKind::Rule, 0, "* * *"),
        (BlockKind::Code { language: "rust".into() }, 0, "fn a() {\n\n  b < c\n}"),
        (BlockKind::Paragraph, 0, "[A lock]"),
        (BlockKind::Caption, 0, "The lock"),
        (BlockKind::Paragraph, 0, "f"),
        (BlockKind::Paragraph, 0, "g"),
    ];
    assert_eq!(shown, expected.map(|(kind, quotations, text)| (kind, 0, quotations, text.to_owned())));
}

#[test]
fn tables_have_a_line_for_each_row() {
    let table = |source: &str| {
        let found = blocks(source);
        let kinds: Vec<_> = found.iter().map(|(kind, ..)| kind.clone()).collect();
        (kinds, found.into_iter().map(|(.., text)| text).collect::<Vec<_>>())
    };
    let (kinds, texts) = table(
        "<table><caption>C</caption><thead><tr><th rowspan=2>Queue<th colspan=2>Cost<tr><th>push<th>pop<tbody>\
         <tr><td>ring<td align=right>1<br>a<td><p>2</p><p>b</p><tr><td> <tr><td>list<td>3<td>4</table>",
    );
    assert_eq!(texts, ["C", "Queue\tCost\t\n\tpush\tpop\nring\t1 a\t2 b\nlist\t3\t4"]);
    assert!(matches!(&kinds[1], BlockKind::Table { head: 2, columns } if columns.len() == 3));
    // Tables that only place things side by side are unrolled.
    let (_, texts) = table("<table><tr><td><h1>A</h1><td>b</table><table role=none><tr><td>c<td>d</table>");
    assert_eq!(texts, ["A", "b", "c", "d"]);
    let (_, texts) = table("<table><tr><td>a<td>b<tr>x<td>c<td>d</table>");
    assert_eq!(texts, ["a\tb\nx\tc\td"]);
}

#[test]
fn styles_and_links_end_with_their_blocks() {
    let text = page(
        "<em>a <i>b</i><p>c</p></em> <a href='#x'>d</a> <a href=y>e<p>f</p></a><p id=x>g<a href='javascript:x'>h</a>",
    );
    let styles: Vec<_> =
        text.structure().styles().as_slice().iter().map(|s| (s.style, text.quote(s.span))).collect();
    assert_eq!(styles, [(Style::Emphasis, "a b".to_owned()), (Style::Emphasis, "c".to_owned())]);
    let links: Vec<_> = text
        .structure()
        .links()
        .as_slice()
        .iter()
        .map(|link| (text.quote(link.span), link.target.clone()))
        .collect();
    let at = text.as_str().and_then(|text| text.find('g')).unwrap_or_default();
    let expected = [
        ("d", LinkTarget::Place(at)),
        ("e", LinkTarget::Address("y".into())),
        ("f", LinkTarget::Address("y".into())),
    ];
    assert_eq!(links, expected.map(|(text, target)| (text.to_owned(), target)));
}

#[test]
fn pictures_are_their_descriptions() {
    assert_eq!(text("<p>a <img alt=''><img> b</p>"), "a b");
    assert_eq!(text("<p>a <img alt='A  key' src=k> b</p>"), "a [A key] b");
    assert_eq!(text("<p>Photo: <a href=l.jpg><img alt='A lock'></a></p>"), "Photo:\n\n[A lock]");
    assert_eq!(text("<p><img alt='A lock'>Text"), "[A lock]\n\nText");
    assert_eq!(
        text("<p>Fine <img class=emoji alt=':)'>!<p><img alt=O class=dropcap>nce"),
        "Fine :)!\n\nOnce"
    );
    assert_eq!(text("<svg><title>Plan</title><text>x</text></svg>a"), "[Plan]\n\na");
}

#[test]
fn notes_stand_at_the_end_in_the_order_of_their_marks() {
    let notes = |text: &Text| -> Vec<(String, String)> {
        let notes = text.structure().notes().as_slice().iter();
        notes.map(|note| (text.quote(note.reference), text.quote(note.body))).collect()
    };
    let body = |mark: &str, text: &str| (mark.to_owned(), text.to_owned());
    let one = page(
        "<p>A<sup><a href='#fn2' id=r2>2</a></sup> b<sup>[<a href='#fn1' id=r1>1</a>]</sup>.</p><ol>\
         <li id=fn1><p>One. <a href='#r1'>↩</a></p><p>More.</p></li><li id=fn2>Two.</li></ol><p>End",
    );
    assert_eq!(one.as_str(), Some("A¹ b².\n\nEnd\n\nTwo.\n\nOne.\n\nMore."));
    assert_eq!(notes(&one), [body("¹", "Two."), body("²", "One.\n\nMore.")]);
    // Plain paragraphs that are linked back and forth, in another page, the second with more than one paragraph.
    let book = document(&[
        (
            "a.xhtml",
            "<p>A<a id='r1' href='n.xhtml#n1'><sup>1</sup></a> b<a id='r2' href='n.xhtml#n2'><sup>2</sup></a></p>",
        ),
        (
            "n.xhtml",
            "<h2>Notes</h2><p><a id='n1' href='a.xhtml#r1'>1</a>. One.</p><p>More.</p><p id='n2'><a href='a.xhtml#r2'>2.</a> Two.</p><p>End</p>",
        ),
    ]);
    assert_eq!(book.as_str(), Some("A¹ b²\n\nNotes\n\nEnd\n\nOne.\n\nMore.\n\nTwo."));
    assert_eq!(notes(&book).len(), 2);
    // A note that pops up, and is hidden until then.
    let aside = page(
        "<p>A<a epub:type='noteref' href='#x'>see</a></p><aside epub:type='footnote' id='x' hidden>One</aside>",
    );
    assert_eq!(aside.as_str(), Some("A¹\n\nOne"));
    // Links that refer to no note are links.
    assert_eq!(text("<p>a <a href='#b'>1</a> <sup><a href=x>2</a></sup></p><p id=b>c"), "a 1 2\n\nc");
}

#[test]
fn pages_of_a_print_are_located() {
    let text = page(
        "<p>a<span role=doc-pagebreak aria-label='Page 3.' id=p3></span>b</p><div epub:type=pagebreak title=iv>x</div><p>c",
    );
    let pages: Vec<_> =
        text.structure().locators().as_slice().iter().map(|l| (&*l.label, text.quote(l.span))).collect();
    assert_eq!(
        pages.iter().map(|(label, text)| (*label, text.trim())).collect::<Vec<_>>(),
        [("3", "b"), ("iv", "c")]
    );
}

#[test]
fn a_note_may_begin_with_its_own_mark() {
    let source =
        "<p>It held<sup><a id=r href=#n>1</a></sup>.</p><p id=n><sup><a id=r href=#n>1</a></sup> So Lund.";
    let page = page(source);
    let marks: Vec<String> =
        page.structure().notes().as_slice().iter().map(|note| page.quote(note.reference)).collect();
    assert_eq!(page.as_str(), Some("It held¹.\n\nSo Lund."));
    assert_eq!(marks, ["¹"]);
}
