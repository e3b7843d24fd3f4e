use super::*;
use crate::{
    anchor,
    gloss::{Gloss, Id, Link, Place, Placed, Schema, fields},
    text::{Span, Text},
};

/// A page about `text` with a gloss for each kind and words.
fn export(text: &str, glosses: &[(&str, &str)]) -> Export {
    let document = Text::new(text);
    let placed = |(number, (tag, words)): (usize, &(&str, &str))| {
        let start = text.find(words).expect("in the text");
        let span = Span::new(start, start + words.len());
        let gloss = Gloss::new(Id::from_bits(number as u64), *tag, vec![anchor::selector(&document, span)]);
        Placed { gloss, place: Place::unchanged(vec![span]) }
    };
    let glosses: Vec<Placed> = glosses.iter().enumerate().map(placed).collect();
    let title = "A title".to_owned();
    Export { title, ..Export::new("a.txt", document, glosses, Schema::builtin().into()) }
}

fn page(export: Export) -> String {
    String::from_utf8(tests::bytes(&html::FORMAT, export)).expect("text")
}

fn article(page: &str) -> &str {
    let from = page.find("<p id=\"p1\"").expect("a paragraph");
    &page[from..page.find("</main>").expect("an article")]
}

#[test]
fn spans_that_nest_and_overlap_have_lanes_of_their_own() {
    let page = page(export(
        "one two three four",
        &[("claim", "one two three"), ("quote", "two"), ("note", "three four")],
    ));
    insta::assert_snapshot!(article(&page), @r#"
    <p id="p1" dir="auto"><mark class="hue-blue lane-0" data-gloss="0" data-label="C1" id="s0">one </mark><mark class="hue-blue lane-0" data-gloss="0"><mark class="hue-green lane-1" data-gloss="1" data-label="Q1" id="s1">two</mark></mark><mark class="hue-blue lane-0" data-gloss="0"> </mark><mark class="hue-blue lane-0" data-gloss="0"><mark class="hue-purple lane-1" data-gloss="2" data-label="N1" id="s2">three</mark></mark><mark class="hue-purple lane-1" data-gloss="2"> four</mark></p>
    "#);
}

#[test]
fn a_span_over_paragraphs_is_marked_in_each() {
    let page = page(export("one\r\n\r\n  two  three", &[("claim", "one\r\n\r\n  two")]));
    insta::assert_snapshot!(article(&page), @r#"
    <p id="p1" dir="auto"><mark class="hue-blue lane-0" data-gloss="0" data-label="C1" id="s0">one</mark></p>
    <p id="p2" class="spaced" dir="auto"><mark class="hue-blue lane-0" data-gloss="0">  two</mark>  three</p>
    "#);
}

#[test]
fn nothing_that_is_said_becomes_markup() {
    let hostile = "\"'><script>alert(1)</script><img src=x onerror=alert(1)>\u{1b}\0";
    let mut export = export(&format!("one {hostile}"), &[("claim", "one"), (hostile, "<img src=x")]);
    export.name = hostile.to_owned();
    export.title = hostile.to_owned();
    for placed in &mut export.glosses {
        let gloss = &mut placed.gloss;
        gloss.id = "\"><i>".parse().expect("an id");
        gloss.attributes.set(hostile, hostile.into());
        gloss.links.push(Link { role: hostile.to_owned(), to: "</li><i>".parse().expect("an id") });
        gloss.links.push(Link { role: hostile.to_owned(), to: gloss.id.clone() });
        for field in fields::metadata() {
            field.set_text(gloss, hostile);
        }
    }
    let page = page(export);
    assert_eq!(page.matches("<script").count(), 1, "only the page's own");
    for markup in ["<img", "<i>", "\"'>", "\u{1b}", "\0"] {
        assert!(!page.contains(markup), "{markup:?}");
    }
}

#[test]
fn colours_of_a_projects_own_are_in_the_style() {
    let mut export = export("one", &[("promise", "one")]);
    let schema =
        Schema::builtin().layered("[kind.promise]\nkey = \"P\"\ncolor = \"#12ab9f\"\n").expect("a schema");
    export.schema = schema.into();
    let page = page(export);
    assert!(page.contains(".own-12ab9f{--hue:#12ab9f}") && page.contains("class=\"own-12ab9f lane-0\""));
}

#[test]
fn several_documents_are_one_page() {
    let (one, mut other) =
        (export("one two", &[("claim", "two")]), export("three four", &[("claim", "four")]));
    other.name = "b <i>.txt".to_owned();
    let to = other.glosses[0].gloss.id.clone();
    other.glosses[0].gloss.links.push(Link { role: "doubts".to_owned(), to });
    let Some(Write::All(write)) = html::FORMAT.write else { panic!("of several") };
    let mut out = Vec::new();
    write(&mut [one, other].into_iter(), &mut out, &mut Loss::default()).expect("written");
    let page = String::from_utf8(out).expect("text");
    for there in [
        "<title>2 documents</title>",
        "<p class=\"document\"><bdi>b &lt;i&gt;.txt</bdi></p>",
        "data-gloss=\"1\" data-label=\"C2\" id=\"s1\">four</mark>",
        "<p id=\"d1p1\"",
        "<bdi>b &lt;i&gt;.txt</bdi> ¶ 1",
        "<a href=\"#g1\">C2 <bdi>four</bdi></a>",
    ] {
        assert!(page.contains(there), "{there} in {page}");
    }
    let ids: Vec<&str> = page.split(" id=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    let distinct: std::collections::HashSet<&&str> = ids.iter().collect();
    assert_eq!(distinct.len(), ids.len(), "{ids:?}");
}
