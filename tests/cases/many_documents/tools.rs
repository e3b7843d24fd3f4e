//! What other tools write of many documents.

use serde_json::{Value as Json, json};

use super::{super::command::Desk, documents, glosses, jsonl};

/// What other tools write of two texts, one of them with a label: the format, the file, and where the record of the first
/// has the id 71 and the page “p. 9” once it is exported again.
const TOOLS: [(&str, &str, &str, &str); 5] = [
    (
        "doccano",
        r#"{"id": 71, "text": "Ines Palm keeps the lock.", "label": [[0, 9, "PER"]], "page": "p. 9", "Comments": []}
{"id": 72, "text": "Nobody answered.", "label": [], "Comments": []}
"#,
        "/id",
        "/page",
    ),
    (
        "labelstudio",
        r#"[{"id": 71, "annotations": [{"id": 5, "completed_by": 2, "result": [{"id": "Xq", "from_name": "label",
"to_name": "text", "type": "labels", "value": {"start": 0, "end": 9, "text": "Ines Palm", "labels": ["PER"]}}]}],
"predictions": [], "data": {"text": "Ines Palm keeps the lock.", "page": "p. 9"}, "meta": {}, "total_annotations": 1},
{"id": 72, "annotations": [{"id": 6, "result": []}], "predictions": [], "data": {"text": "Nobody answered."}}]"#,
        "/id",
        "/data/page",
    ),
    (
        "prodigy",
        r#"{"text": "Ines Palm keeps the lock.", "meta": {"id": 71, "page": "p. 9"}, "_input_hash": -3, "answer": "accept", "spans": [{"start": 0, "end": 9, "label": "PER", "token_start": 0, "token_end": 1}]}
{"text": "Nobody answered.", "meta": {"id": 72}, "answer": "accept", "spans": []}
"#,
        "/meta/id",
        "/meta/page",
    ),
    (
        "spacy",
        r#"{"id": 71, "text": "Ines Palm keeps the lock.", "page": "p. 9", "ents": [{"start": 0, "end": 9, "label": "PER"}], "tokens": []}
{"id": 72, "text": "Nobody answered.", "ents": []}
"#,
        "/id",
        "/page",
    ),
    (
        "pubannotation",
        r#"[{"sourcedb": "Town", "sourceid": "71", "page": "p. 9", "text": "Ines Palm keeps the lock.",
"denotations": [{"id": "T1", "span": {"begin": 0, "end": 9}, "obj": "PER"}]},
{"sourcedb": "Town", "sourceid": "72", "text": "Nobody answered.", "denotations": []}]"#,
        "/sourceid",
        "/page",
    ),
];

#[test]
fn a_normal_export_of_every_tool_makes_its_documents() {
    for (format, file, id, page) in TOOLS {
        let desk = Desk::empty();
        desk.write("all.json", file);
        let dry = desk.run(&["import", "corpus/", "--from", format, "all.json", "--dry-run"]);
        assert!(dry.out.contains("corpus/all-71.txt (would be made): 1 would be added"), "{format}: {dry:?}");
        assert!(!desk.path("corpus").exists(), "{format}: a dry run writes nothing");
        let done = desk.run(&["import", "corpus/", "--from", format, "all.json"]);
        let said = dry.out.replace("(would be made)", "(new)").replace(" would be ", " ");
        assert_eq!((done.code, &done.out), (0, &said), "{format}: {done:?}");
        let made = [("all-71.txt", "Ines Palm keeps the lock."), ("all-72.txt", "Nobody answered.")];
        let made = made.map(|(name, text)| (name.to_owned(), text.to_owned()));
        assert_eq!(documents(&desk.path("corpus")), made, "{format}");
        assert_eq!(glosses(&desk, "corpus"), [r#"["all-71.txt","","PER","Ines Palm",0]"#], "{format}");
        let before = desk.read("corpus/all-71.txt.gloss.toml");
        let again = desk.run(&["import", "corpus", "--from", format, "all.json"]);
        assert!(again.out.contains("corpus/all-71.txt: 1 there already"), "{format}: {again:?}");
        assert_eq!(desk.read("corpus/all-71.txt.gloss.toml"), before, "{format}");
        assert_eq!(documents(&desk.path("corpus")).len(), 2, "{format}: nothing is made twice");
        let out = desk.run(&["export", "corpus/all-71.txt", "--to", format]).out;
        let out: Json = serde_json::from_str(&out).expect("JSON");
        let out = if out.is_array() { &out[0] } else { &out };
        let id = out.pointer(id).unwrap_or_else(|| panic!("{format}: no id in {out}"));
        assert!(*id == json!(71) || *id == json!("71"), "{format}: {out}");
        assert_eq!(out.pointer(page), Some(&json!("p. 9")), "{format}: {out}");
    }
}

#[test]
fn ids_and_fields_survive_a_way_through_all_tools() {
    for (format, file, ..) in TOOLS {
        let desk = Desk::empty();
        desk.write("step0", file);
        let mut from = format;
        for (step, to) in ["doccano", "labelstudio", "prodigy", "spacy", "doccano"].into_iter().enumerate() {
            let (input, output) = (format!("step{step}"), format!("step{}", step + 1));
            let done = desk.run(&["convert", &input, "--from", from, "--to", to, "-o", &output]);
            assert_eq!(done.code, 0, "{format}: {from} to {to}: {done:?}");
            from = to;
        }
        let last = jsonl(&desk.read("step5"));
        assert_eq!(last.len(), 2, "{format}");
        assert!(last[0]["id"] == 71 || last[0]["id"] == "71", "{format}: {}", last[0]);
        assert_eq!(last[0]["file"], "step0-71.txt", "{format}");
        let page = last[0].pointer("/page").or_else(|| last[0].pointer("/meta/page"));
        assert_eq!(page, Some(&json!("p. 9")), "{format}: {}", last[0]);
        assert_eq!(last[0]["entities"][0]["label"], "PER", "{format}");
    }
}

#[test]
fn several_people_s_tasks_on_one_text_are_about_one_document() {
    let desk = Desk::empty();
    let task = |who: &str, text: &str, spans: Json| {
        let meta = json!({ "source": "The Harbour Post" });
        json!({ "text": text, "_annotator_id": who, "answer": "accept", "spans": spans, "meta": meta })
            .to_string()
    };
    let span = |label: &str| json!([{ "start": 0, "end": 4, "label": label }]);
    let lines = [
        task("ann", "Rain fell.", span("A")),
        task("ben", "Rain fell.", span("B")),
        task("ann", "Snow fell.", span("A")),
        task("ben", "Snow fell.", json!([])),
    ];
    desk.write("tasks.jsonl", lines.join("\n"));
    let done = desk.run(&["import", "corpus/", "--from", "prodigy", "tasks.jsonl", "--by-coder"]);
    assert_eq!(done.code, 0, "{done:?}");
    // A newspaper is the source of many texts, and names none of them.
    let expected = [
        r#"["tasks-1.txt","ann","A","Rain",0]"#,
        r#"["tasks-1.txt","ben","B","Rain",0]"#,
        r#"["tasks-3.txt","ann","A","Snow",0]"#,
    ];
    assert_eq!(glosses(&desk, "corpus"), expected);
    assert!(desk.read("corpus/tasks-1.txt.ann.gloss.toml").contains("The Harbour Post"));
}

#[test]
fn one_bad_line_refuses_no_file() {
    for (format, bad) in
        [("doccano", "{\"text\": "), ("prodigy", "null"), ("spacy", "{}"), ("doccano", "\u{1}")]
    {
        let desk = Desk::empty();
        let good =
            |text: &str| json!({ "text": text, "label": [[0, 3, "X"]], "spans": [], "ents": [] }).to_string();
        desk.write("all.jsonl", [good("One."), bad.to_owned(), good("Two.")].join("\n"));
        let done = desk.run(&["import", "corpus/", "--from", format, "all.jsonl"]);
        assert_eq!(done.code, 1, "{format}: {done:?}");
        assert!(
            done.err.contains("1 that can't be read (line 2") || done.err.contains("(document 2"),
            "{done:?}"
        );
        assert_eq!(documents(&desk.path("corpus")).len(), 2, "{format}");
        let converted = desk.run(&["convert", "all.jsonl", "--from", format, "--to", "doccano"]);
        assert_eq!((converted.code, converted.out.lines().count()), (1, 2), "{format}: {converted:?}");
        let strict = desk.run(&["import", "new/", "--from", format, "all.jsonl", "--strict"]);
        assert!(strict.code == 3 && !desk.path("new").exists(), "{format}: {strict:?}");
    }
}

#[test]
fn a_file_of_nothing_says_so() {
    let desk = Desk::with_document("The text.\n");
    for (format, content) in
        [("doccano", ""), ("labelstudio", "[]"), ("jsonl", "\n"), ("csv", "file,tag,exact\n")]
    {
        desk.write("nothing", content);
        let done = desk.run(&["import", ".", "--from", format, "nothing"]);
        assert_eq!((done.code, done.out.as_str()), (0, "nothing: nothing to import\n"), "{format}: {done:?}");
    }
    desk.write("many.jsonl", "{\"id\": 1, \"text\": \"One.\"}\n{\"id\": 2, \"text\": \"Two.\"}\n");
    let done = desk.run(&["import", "new", "--from", "doccano", "many.jsonl"]);
    assert!(done.code == 3 && done.err.contains("a new one with / at its end"), "{done:?}");
}

#[test]
fn an_id_that_is_there_twice_is_imported_the_same_way_each_time() {
    let desk = Desk::with_document("One and two and three.\n");
    let gloss = |exact: &str, start: usize| {
        json!({ "id": "7k3q9xw2mf", "tag": "claim", "file": "a.txt", "attributes": {},
            "spans": [{ "start": start, "end": start + exact.len(), "exact": exact, "prefix": "", "suffix": "" }] })
    };
    let (one, two) = (gloss("One", 0), gloss("two", 8));
    desk.write("twice.json", json!([one, two, one]).to_string());
    let first = desk.run(&["import", "a.txt", "--from", "json", "twice.json"]);
    assert_eq!(first.code, 1, "{first:?}");
    assert!(first.out.contains("2 added, 1 with the id of another, 1 repeated"), "{first:?}");
    let sidecar = desk.read("a.txt.gloss.toml");
    for _ in 0..2 {
        let again = desk.run(&["import", "a.txt", "--from", "json", "twice.json"]);
        assert!(again.out.contains("2 there already"), "{again:?}");
        assert_eq!(desk.read("a.txt.gloss.toml"), sidecar);
    }
}
