use serde_json::{Value as Json, json};

use super::*;
use crate::gloss::{Gloss, Id};

fn read(file: &Json) -> (Vec<Imported>, String) {
    let bytes = file.to_string().into_bytes();
    let mut loss = Loss::default();
    let input = ForeignFile::new("x.jsonld", &bytes);
    let read = webannotation::FORMAT.read.expect("read")(&input, &mut loss).expect("annotations");
    (read, loss.to_string())
}

fn one(annotation: &Json) -> Gloss {
    read(annotation).0.remove(0).glosses.remove(0)
}

fn quote(exact: &str) -> Json {
    json!({ "type": "TextQuoteSelector", "exact": exact })
}

#[test]
fn a_split_gloss_has_a_target_for_each_span() {
    let bytes = tests::bytes(&webannotation::FORMAT, tests::article());
    let file: Json = serde_json::from_slice(&bytes).expect("JSON");
    let quotation = &file["first"]["items"][0];
    assert_eq!((&file["type"], &file["total"]), (&"AnnotationCollection".into(), &4.into()));
    assert_eq!(quotation["target"].as_array().map(Vec::len), Some(2));
    assert_eq!(quotation["target"][1]["source"], "urn:gloss:source:a.txt");
    assert_eq!(
        quotation["target"][1]["selector"][1],
        json!({ "type": "TextPositionSelector", "start": 36, "end": 53 })
    );
    let speaker = json!({
        "type": "TextualBody", "purpose": "describing", "format": "text/plain", "value": "Mara",
        "label": "speaker",
    });
    assert_eq!((&quotation["body"][0]["purpose"], &quotation["body"][1]), (&"tagging".into(), &speaker));
    let link = &file["first"]["items"][1]["body"][1];
    assert_eq!((&link["label"], &link["purpose"]), (&"contradicts".into(), &"linking".into()));
    assert_eq!(link["source"], file["first"]["items"][2]["id"]);
}

#[test]
fn choices_classify_and_other_shapes_are_json() {
    let mut article = tests::article();
    let claim = &mut article.glosses[1].gloss;
    claim.attributes.set("certainty", "hedged".into());
    claim.attributes.set("topics", crate::gloss::Value::List(vec!["thaw".into(), "hills".into()]));
    let bytes = tests::bytes(&webannotation::FORMAT, article);
    let file: Json = serde_json::from_slice(&bytes).expect("JSON");
    let body = &file["first"]["items"][1]["body"];
    assert_eq!((&body[1]["purpose"], &body[1]["value"]), (&"classifying".into(), &"hedged".into()));
    assert_eq!(
        (&body[2]["format"], &body[2]["value"]),
        (&"application/json".into(), &"[\"thaw\",\"hills\"]".into())
    );
    let again = read(&file).0.remove(0).glosses.remove(1);
    assert_eq!(again.attributes.get("topics").map(ToString::to_string).as_deref(), Some("thaw; hills"));
}

#[test]
fn other_programs_annotations_are_read() {
    let gloss = one(&json!({
        "@context": "http://www.w3.org/ns/anno.jsonld",
        "id": "#4f1c",
        "type": "Annotation",
        "body": [
            { "type": "TextualBody", "purpose": "commenting", "value": "Is it so?" },
            { "type": "TextualBody", "purpose": "tagging", "value": "Place" },
            { "type": "TextualBody", "purpose": "tagging", "value": "river" },
            { "purpose": "identifying", "source": "https://example.org/rivers/12" },
        ],
        "creator": "https://example.org/people/mara",
        "target": { "source": "https://example.org/news/thaw%20today.html", "selector": [
            quote("the Aare"),
            { "type": "TextPositionSelector", "start": 7, "end": 15 },
        ] },
    }));
    assert_eq!((gloss.tag.as_str(), gloss.note.as_deref()), ("Place", Some("Is it so?")));
    assert_eq!((gloss.selectors[0].start, gloss.selectors[0].end), (7, 15));
    assert_eq!(gloss.attributes.get("tags").map(ToString::to_string).as_deref(), Some("river"));
    assert_eq!(gloss.attributes.text("identifying"), Some("https://example.org/rivers/12"));
    assert_eq!(gloss.creator.as_deref(), Some("https://example.org/people/mara"));
}

#[test]
fn arrays_pages_and_collections_are_read() {
    let of = |exact: &str| json!({ "type": "Annotation", "target": { "source": "a.txt", "selector": quote(exact) } });
    let page = json!({ "type": "AnnotationPage", "items": [of("two"), of("three")], "next": "urn:x:page:2" });
    let (read_page, loss) = read(&json!({ "type": "AnnotationCollection", "total": 9, "first": page }));
    assert_eq!((read_page[0].glosses.len(), loss.as_str()), (2, "1 linked page"));
    let (read_array, _) = read(&json!([of("one"), page]));
    assert_eq!(read_array[0].name.as_deref(), Some("a.txt"));
    let words: Vec<String> = read_array[0].glosses.iter().map(Gloss::exact).collect();
    assert_eq!(words, ["one", "two", "three"]);
    let ids: std::collections::HashSet<&Id> = read_array[0].glosses.iter().map(|gloss| &gloss.id).collect();
    assert_eq!(ids.len(), 3);
}

#[test]
fn sets_and_refined_selectors_are_read() {
    let part = |exact: &str| {
        json!({ "source": "a.txt", "selector": {
        "type": "XPathSelector", "value": "/html/body/p[2]", "refinedBy": quote(exact),
    } })
    };
    let set = json!({ "type": "Composite", "items": [part("one"), part("two")] });
    assert_eq!(one(&json!({ "target": set })).exact(), "one … two");
    let choice = json!({ "type": "Choice", "items": [part("one"), part("two")] });
    assert_eq!(one(&json!({ "target": choice })).exact(), "one");
    let fragment =
        json!({ "source": "a.txt", "selector": { "type": "FragmentSelector", "value": "char=3,8" } });
    let gloss = one(&json!({ "target": fragment, "bodyValue": "Hm." }));
    assert_eq!((gloss.selectors[0].start, gloss.selectors[0].end), (3, 8));
    assert_eq!((gloss.tag.as_str(), gloss.note.as_deref()), ("note", Some("Hm.")));
    let tagged = one(&json!({ "target": fragment, "body": "church", "motivation": "tagging" }));
    assert_eq!(tagged.tag, "church");
}

#[test]
fn what_has_no_words_is_counted_and_what_is_none_refused() {
    let whole = json!({ "type": "Annotation", "body": "https://example.org/1", "target": "https://example.org/a.txt" });
    let (none, loss) = read(&whole);
    assert_eq!((none.len(), loss.as_str()), (0, "1 wordless annotation"));
    let bytes = br#"{"name": "something else"}"#;
    let input = ForeignFile::new("x", bytes);
    let refused = webannotation::FORMAT.read.expect("read")(&input, &mut Loss::default());
    assert!(refused.is_err_and(|error| error.message.contains("neither an annotation")));
}

#[test]
fn a_place_in_a_page_is_selected_after_the_quote_and_the_position_and_read_by_these() {
    let page = b"<html><head><title>Locks</title></head><body><p>At night.</p><p>The lock is <b>open</b>.</p></body></html>";
    let readers = crate::source::Readers::default().with_whole_pages();
    let document = readers.read("a.html", page.to_vec()).expect("a page");
    let start = document.text.as_str().and_then(|text| text.find("open")).expect("the word");
    let selector = crate::anchor::selector(&document.text, crate::text::Span::new(start, start + 4));
    let gloss = Gloss::new(Id::from_bits(1), "claim", vec![selector]);
    let place = crate::gloss::Place::unchanged(vec![crate::text::Span::new(start, start + 4)]);
    let placed = crate::gloss::Placed { gloss, place };
    let export = Export::new("a.html", document.text, [placed], crate::gloss::Schema::builtin().into());
    let export = Export { rendering: document.rendering, ..export };
    let file: Json = serde_json::from_slice(&tests::bytes(&webannotation::FORMAT, export)).expect("JSON");
    let annotation = &file["first"]["items"][0];
    assert_eq!(
        annotation["target"][0]["selector"][2],
        json!({
            "type": "CssSelector", "value": "body > p:nth-of-type(2) > b:nth-of-type(1)",
            "refinedBy": { "type": "TextPositionSelector", "start": 0, "end": 4 },
        })
    );
    let again = read(&file).0.remove(0).glosses.remove(0);
    assert_eq!((again.selectors[0].start, again.exact().as_str()), (start, "open"));
}
