//! What annotation tools export, as they do it, and what becomes of it here.

use super::*;
use crate::gloss::{Gloss, Value};

const TEXT: &str = "Mara 🐟 sold both boats.";

fn read(format: &Format, file: &str, text: Option<&str>) -> (Vec<Imported>, Loss) {
    let mut loss = Loss::default();
    let input = ForeignFile { text, ..ForeignFile::new("fish.x", file.as_bytes()) };
    (format.read.expect("read")(&input, &mut loss).expect("read"), loss)
}

/// The glosses of one document, each as `kind: words`, and whom it links to.
fn shown(glosses: &[Gloss]) -> Vec<String> {
    let to = |link: &crate::gloss::Link| {
        let to = glosses.iter().find(|gloss| gloss.id == link.to).map(Gloss::exact).unwrap_or_default();
        format!(" {} {to}", link.role)
    };
    let show = |gloss: &Gloss| {
        let links: String = gloss.links.iter().map(to).collect();
        format!("{}: {}{links}", gloss.tag, gloss.exact())
    };
    glosses.iter().map(show).collect()
}

#[test]
fn doccano_exports_sequences_and_relations() {
    let file = format!(
        "{}\n{}\n",
        serde_json::json!({ "id": 4, "text": TEXT, "label": [[0, 4, "Person"], [12, 22, "Goods"]], "Comments": ["look"] }),
        serde_json::json!({
            "id": 5, "text": TEXT,
            "entities": [
                { "id": 71, "label": "Person", "start_offset": 0, "end_offset": 4 },
                { "id": 72, "label": "Goods", "start_offset": 12, "end_offset": 99 },
                { "id": 73, "label": "Goods", "start_offset": 12, "end_offset": 22 },
            ],
            "relations": [{ "id": 1, "from_id": 71, "to_id": 73, "type": "sold" }],
        }),
    );
    let (read, loss) = read(&doccano::FORMAT, &file, None);
    assert_eq!(shown(&read[0].glosses), ["Person: Mara", "Goods: both boats"]);
    assert_eq!(shown(&read[1].glosses), ["Person: Mara sold both boats", "Goods: both boats"]);
    assert_eq!(loss.to_string(), "1 that can't be read (document 2: 72: 12 to 99 is no part of the text)");
    assert_eq!(read[0].record.0["Comments"], serde_json::json!(["look"]));
}

#[test]
fn what_is_kept_counts_while_its_spans_are_there() {
    let mut task: serde_json::Value =
        serde_json::from_slice(&tests::bytes(&doccano::FORMAT, tests::article())).expect("JSON");
    let entities = task["entities"].as_array_mut().expect("entities");
    // Somebody takes the second part of the quotation away, and gives the claim another label.
    entities.retain(|entity| entity["start_offset"] != 36);
    entities[1]["label"] = "note".into();
    let (read, _) = read(&doccano::FORMAT, &task.to_string(), None);
    let glosses = &read[0].glosses;
    let mut words = shown(glosses);
    words.sort();
    assert_eq!(
        words,
        [
            "claim: Nobody agreed.",
            "note: We agreed,” Mara contradicts Nobody agreed.",
            "note: thaw",
            "quote: “We agreed,”"
        ]
    );
    assert!(glosses.iter().filter(|gloss| gloss.tag == "quote").all(|gloss| gloss.note.is_none()));
}

#[test]
fn prodigy_exports_tasks() {
    let span = |start, end, label| serde_json::json!({ "start": start, "end": end, "label": label });
    let (mara, boats) = (span(0, 4, "Person"), span(12, 22, "Goods"));
    let task = serde_json::json!({
        "text": TEXT, "spans": [mara, boats], "_annotator_id": "fish-ada", "answer": "accept",
        "relations": [{ "head": 0, "child": 4, "head_span": mara, "child_span": boats, "label": "sold" }],
    });
    let mut rejected = task.clone();
    rejected["answer"] = "reject".into();
    let (read, loss) = read(&prodigy::FORMAT, &format!("{task}\n{rejected}\n"), None);
    assert_eq!(shown(&read[0].glosses), ["Person: Mara sold both boats", "Goods: both boats"]);
    assert_eq!(read[0].glosses[0].creator.as_deref(), Some("fish-ada"));
    assert_eq!((read.len(), loss.to_string()), (1, "1 rejected or ignored task".to_owned()));
}

#[test]
fn label_studio_exports_annotations_and_predictions() {
    let region = |id: &str, start: usize, end: usize, words: &str, label: &str| {
        serde_json::json!({
            "id": id, "from_name": "label", "to_name": "text", "type": "labels",
            "value": { "start": start, "end": end, "text": words, "labels": [label] },
            "meta": { "text": ["seen"] },
        })
    };
    let control = |kind: &str, name: &str, value: serde_json::Value| serde_json::json!({ "id": "a", "from_name": name, "to_name": "text", "type": kind, "value": value });
    let result = serde_json::json!([
        region("a", 0, 4, "Mara", "Person"),
        // As the editor counted before it converted UTF-16 units.
        region("b", 13, 23, "both boats", "Goods"),
        control("choices", "role", serde_json::json!({ "choices": ["skipper"] })),
        control("textarea", "alias", serde_json::json!({ "text": ["M.", "Mara V."] })),
        control("number", "age", serde_json::json!({ "number": 61 })),
        { "type": "relation", "from_id": "b", "to_id": "a", "direction": "left", "labels": ["sold"] },
    ]);
    let task = serde_json::json!([{
        "id": 1, "file_upload": "0a1b2c3d-fish.txt", "data": { "text": TEXT },
        "annotations": [{ "result": result, "completed_by": { "id": 3, "email": "ada@example.org" },
            "created_at": "2024-05-01T10:00:00.000000Z" }],
        "predictions": [{ "model_version": "m1", "result": [region("p", 7, 11, "sold", "Deed")] }],
    }]);
    let (read, loss) = read(&labelstudio::FORMAT, &task.to_string(), None);
    assert!(loss.is_empty(), "{loss}");
    assert_eq!(read[0].name.as_deref(), Some("fish.txt"));
    let glosses = &read[0].glosses;
    assert_eq!(shown(glosses), ["Person: Mara sold both boats", "Goods: both boats", "Deed: sold"]);
    let mara = &glosses[0];
    assert_eq!((mara.creator.as_deref(), mara.note.as_deref()), (Some("ada@example.org"), Some("seen")));
    assert_eq!(mara.attributes.text("role"), Some("skipper"));
    assert_eq!(mara.attributes.get("age"), Some(&Value::Number(61.0)));
    assert_eq!(mara.attributes.get("alias").map(Value::to_string).as_deref(), Some("M.; Mara V."));
    assert_eq!(glosses[2].generator, Some("m1".into()));
}

#[test]
fn pubannotation_has_chains_and_bags() {
    let file = serde_json::json!({
        "text": TEXT, "project": "fish",
        "denotations": [
            { "id": "T1", "span": { "begin": 12, "end": 16 }, "obj": "_FRAGMENT" },
            { "id": "T2", "span": { "begin": 17, "end": 22 }, "obj": "Goods" },
            { "id": "T3", "span": [{ "begin": 0, "end": 4 }, { "begin": 7, "end": 11 }], "obj": "Deed" },
        ],
        "relations": [
            { "id": "R1", "pred": "_lexicallyChainedTo", "subj": "T2", "obj": "T1" },
            { "id": "R2", "pred": "themeOf", "subj": "T2", "obj": "T3" },
        ],
        "attributes": [{ "id": "A1", "subj": "T3", "pred": "certain", "obj": true }],
        "modifications": [{ "id": "M1", "pred": "Negation", "obj": "T3" }],
    });
    let (read, loss) = read(&pubannotation::FORMAT, &file.to_string(), None);
    assert!(loss.is_empty(), "{loss}");
    let glosses = &read[0].glosses;
    assert_eq!(shown(glosses), ["Goods: both … boats themeOf Mara … sold", "Deed: Mara … sold"]);
    assert_eq!(glosses[0].creator.as_deref(), Some("fish"));
    assert_eq!(glosses[1].attributes.iter().count(), 2);
}

#[test]
fn spacy_documents_have_groups_and_entities() {
    let file = serde_json::json!({
        "text": TEXT, "tokens": [],
        "ents": [{ "start": 0, "end": 4, "label": "PERSON" }],
        "spans": { "sc": [{ "start": 12, "end": 22, "label": "Goods", "kb_id": "" }] },
    });
    let (read, _) = read(&spacy::FORMAT, &file.to_string(), None);
    let mut words = shown(&read[0].glosses);
    words.sort();
    assert_eq!(words, ["Goods: both boats", "PERSON: Mara"]);
}

#[test]
fn slate_has_lines_tokens_and_characters() {
    let text = "The quota fell\r\nby half.\n\n  Mara sold both boats.";
    let file = "((0, 1), (1, 1)) - fall\n(3, 0) - label:a b-c\n[((3, 2, 0), (3, 2, 3)), (3, 3, 0)] - goods\n\
        (1) - line\n() - all\n0 3 -\n(9, 9) - nowhere\n\
        ((3, 1, -1), (3, 2, -1)) - spaced\n(-1, 0) - none\n";
    let (read, loss) = read(&slate::FORMAT, file, Some(text));
    assert_eq!(
        shown(&read[0].glosses),
        [
            "fall: quota fell\r\nby half.".to_owned(),
            "a: Mara".to_owned(),
            "b-c: Mara".to_owned(),
            "goods: both … b".to_owned(),
            "line: by half.".to_owned(),
            format!("all: {text}"),
            "linked: The quota fell link Mara sold both boats.".to_owned(),
            "linked: Mara sold both boats.".to_owned(),
            "spaced:  sold ".to_owned(),
        ]
    );
    assert_eq!(
        loss.to_string(),
        "2 that can't be read (line 7: a position is no part of the text; line 9: a position is no part of the text)"
    );
}

#[test]
fn slate_is_given_characters() {
    let written = String::from_utf8(tests::bytes(&slate::FORMAT, tests::article())).expect("text");
    assert_eq!(
        written,
        "[((2, 0, 0), (2, 1, 7)), ((2, 4, 0), (2, 6, 3))] - quote\n\
         ((2, 0, 1), (2, 2, 3)) - claim\n((4, 0, 0), (4, 1, 6)) - claim\n"
    );
}

#[test]
fn conll_has_a_column_for_each_kind() {
    let written = String::from_utf8(tests::bytes(&conll::FORMAT, tests::article())).expect("text");
    let lines: Vec<_> = written.lines().collect();
    assert!(lines.contains(&"“\tO\tB-quote") && lines.contains(&"We\tB-claim\tI-quote"), "{written}");
    assert!(lines.contains(&"Mara\tI-claim\tO") && lines.contains(&""), "{written}");
    let (read, _) = read(&conll::FORMAT, &written, None);
    let words = shown(&read[0].glosses);
    assert_eq!(words[..2], ["quote: “ We agreed , ”", "claim: We agreed , ” Mara"]);
}

#[test]
fn conll_has_several_schemes() {
    let file = "-DOCSTART- -X- O\n\nMara NNP B-Person\nVane NNP E-Person\nsold VBD O\nboats NNS S-Goods\n\n\
        Ada NNP I-Person\nVane NNP I-Person\nBo NNP B-Person\n";
    let (read, _) = read(&conll::FORMAT, file, None);
    assert_eq!(
        shown(&read[0].glosses),
        ["Person: Mara Vane", "Goods: boats", "Person: Ada Vane", "Person: Bo"]
    );
}

#[test]
fn conll_goes_on_over_the_end_of_a_sentence() {
    let words = |file: &str| {
        let (read, _) = read(&conll::FORMAT, file, None);
        read.iter()
            .flat_map(|document| shown(&document.glosses))
            .map(|gloss| gloss.replace('\n', " "))
            .collect::<Vec<_>>()
    };
    assert_eq!(words("No\tB-quote\n\nNever\tI-quote\n"), ["quote: No Never"]);
    assert_eq!(words("No\tB-quote\n\nNever\tB-quote\n"), ["quote: No", "quote: Never"]);
    assert_eq!(words("No\tB-quote\n-DOCSTART-\tO\nNever\tI-quote\n"), ["quote: No", "quote: Never"]);
    // A column of IOB begins with I, at the beginning of a sentence, too.
    assert_eq!(words("She\tO\nNo\tI-quote\n\nNever\tI-quote\n"), ["quote: No", "quote: Never"]);
}
