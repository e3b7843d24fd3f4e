use serde_json::{Value as Json, json};

use super::*;
use crate::gloss::Gloss;

fn read(file: &Json, text: Option<&str>) -> (Vec<Gloss>, String) {
    let bytes = file.to_string().into_bytes();
    let mut loss = Loss::default();
    let input = ForeignFile { text, ..ForeignFile::new("a.txt.hypothesis.json", &bytes) };
    let read = hypothesis::FORMAT.read.expect("read")(&input, &mut loss).expect("rows");
    (read.into_iter().flat_map(|document| document.glosses).collect(), loss.to_string())
}

fn row(id: &str, user: &str, text: &str) -> Json {
    json!({
        "id": id, "user": format!("acct:{user}@hypothes.is"), "uri": "https://example.org/thaw.html",
        "text": text, "tags": ["claim", "weak", "source: the mayor"], "group": "__world__",
        "created": "2026-11-20T09:00:00.123456+00:00", "updated": "2026-11-20T09:05:00.123456+00:00",
        "target": [{ "source": "https://example.org/thaw.html", "selector": [
            { "type": "RangeSelector", "startContainer": "/p[1]", "startOffset": 2, "endContainer": "/p[1]", "endOffset": 9 },
            { "type": "TextPositionSelector", "start": 13, "end": 23 },
            { "type": "TextQuoteSelector", "exact": "We agreed,", "prefix": "“", "suffix": "” Mara" },
        ] }],
    })
}

fn reply(to: &str, user: &str, text: &str, created: &str) -> Json {
    json!({
        "id": format!("re-{text}"), "user": format!("acct:{user}@hypothes.is"), "text": text, "tags": [],
        "uri": "https://example.org/thaw.html", "references": [to], "created": created,
        "target": [{ "source": "https://example.org/thaw.html" }],
    })
}

#[test]
fn each_part_of_a_split_gloss_is_a_row() {
    let bytes = tests::bytes(&hypothesis::FORMAT, tests::article());
    let file: Json = serde_json::from_slice(&bytes).expect("JSON");
    let rows = file["rows"].as_array().expect("rows");
    assert_eq!((rows.len(), &file["total"]), (5, &5.into()));
    assert_eq!(rows[0]["tags"], json!(["quote", "speaker: Mara", "cue: said"]));
    assert_eq!(rows[1]["tags"][3], "part of → 0000000001");
    assert_eq!((&rows[0]["text"], &rows[1]["text"]), (&"=1+1\nsecond line".into(), &"".into()));
    // Two of the five code points before it need two units each.
    assert_eq!(
        rows[1]["target"][0]["selector"][0],
        json!({ "type": "TextPositionSelector", "start": 38, "end": 55 })
    );
    assert_eq!(rows[2]["tags"], json!(["claim", "contradicts → 0000000003"]));
    assert_eq!(rows[2]["user"], "acct:@gloss.invalid");
}

#[test]
fn rows_of_hypothesis_are_read_with_their_replies() {
    let rows = json!([
        reply("x1", "ben", "Not all.", "2026-11-21T10:00:00+00:00"),
        row("x1", "ada", "Did they?"),
        reply("x1", "cy", "Most.", "2026-11-20T10:00:00+00:00"),
        reply("gone", "cy", "Hm.", "2026-11-20T10:00:00+00:00"),
        json!({ "id": "p", "uri": "https://example.org/thaw.html", "target": [{ "source": "x" }], "text": "a page" }),
    ]);
    let (glosses, loss) =
        read(&json!({ "total": 5, "rows": rows }), Some("A thaw 👩‍💻\n“We agreed,” Mara said"));
    assert_eq!(loss, "1 stray answer");
    let [gloss] = &glosses[..] else { panic!("one gloss: {glosses:?}") };
    assert_eq!(gloss.note.as_deref(), Some("Did they?\n\ncy: Most.\n\nben: Not all."));
    assert_eq!((gloss.tag.as_str(), gloss.creator.as_deref()), ("claim", Some("ada")));
    assert_eq!(gloss.attributes.text("source"), Some("the mayor"));
    assert_eq!(gloss.attributes.get("tags").map(ToString::to_string).as_deref(), Some("weak"));
    assert_eq!((gloss.selectors[0].start, gloss.selectors[0].end), (11, 21), "13 units are 11 code points");
    let (again, _) = read(&json!({ "rows": rows }), None);
    assert_eq!(again[0].id, gloss.id, "the same file gives the same glosses");
    assert_eq!((again[0].selectors[0].start, again[0].exact().as_str()), (13, "We agreed,"));
}

#[test]
fn what_is_no_annotation_is_refused() {
    let input = ForeignFile::new("x", b"{\"status\": \"failure\"}");
    assert!(hypothesis::FORMAT.read.expect("read")(&input, &mut Loss::default()).is_err());
}

#[test]
fn a_page_of_a_file_has_a_selector_with_its_number_and_its_label() {
    use crate::{
        gloss::{Id, Place, Placed, Schema},
        text::{
            Span, Text,
            structure::{Locator, LocatorKind, Markup},
        },
    };
    let label = Locator { span: Span::new(5, 10), kind: LocatorKind::Page, label: "ii".into() };
    let markup = Markup { locators: vec![label], pages: vec![0, 5], ..Markup::default() };
    let text = Text::structured("Lock. Gate", markup);
    let placed = |number, start| {
        let span = Span::new(start, start + 4);
        let gloss = Gloss::new(Id::from_bits(number), "claim", vec![crate::anchor::selector(&text, span)]);
        Placed { gloss, place: Place::unchanged(vec![span]) }
    };
    let glosses = [placed(1, 0), placed(2, 6)];
    let export = Export::new("a.pdf", text, glosses, Schema::builtin().into());
    let file: Json = serde_json::from_slice(&tests::bytes(&hypothesis::FORMAT, export)).expect("JSON");
    let page = |row: usize| &file["rows"][row]["target"][0]["selector"][2];
    assert_eq!(page(0), &json!({ "type": "PageSelector", "index": 0, "label": "1" }));
    assert_eq!(page(1), &json!({ "type": "PageSelector", "index": 1, "label": "ii" }));
}
