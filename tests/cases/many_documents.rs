//! Files of many documents, and coders.

use std::{collections::BTreeSet, fs, os::unix::fs::symlink, path::Path};

use serde_json::{Value as Json, json};

use super::command::Desk;

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

/// The files below a folder with their contents, but for sidecars and hidden ones.
fn documents(folder: &Path) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(at) = folders.pop() {
        for entry in fs::read_dir(at).expect("a folder").filter_map(Result::ok) {
            let name = entry.path().strip_prefix(folder).expect("below").to_string_lossy().into_owned();
            if entry.file_type().expect("a type").is_dir() {
                folders.push(entry.path());
            } else if !name.ends_with(".gloss.toml") && !name.starts_with('.') {
                found.push((name, fs::read_to_string(entry.path()).expect("text")));
            }
        }
    }
    found.sort();
    found
}

/// What the glosses of a folder are: the document, the coder, the kind, the words and where they begin.
fn glosses(desk: &Desk, folder: &str) -> Vec<String> {
    let done = desk.run(&["export", folder, "--to", "jsonl", "--all-coders"]);
    let line = |line: &str| {
        let gloss: Json = serde_json::from_str(line).expect("JSON");
        let span = &gloss["spans"][0];
        json!([gloss["file"], gloss["coder"], gloss["tag"], span["exact"], span["start"]]).to_string()
    };
    let mut found: Vec<String> = done.out.lines().map(line).collect();
    found.sort();
    found
}

fn jsonl(text: &str) -> Vec<Json> {
    text.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect()
}

#[test]
fn a_normal_export_of_every_tool_makes_its_documents() {
    for (format, file, id, page) in TOOLS {
        let desk = Desk::empty();
        desk.write("all.json", file);
        let dry = desk.run(&["import", "corpus/", "--from", format, "all.json", "--dry-run"]);
        assert!(dry.out.contains("corpus/all-71.txt (new): 1 added"), "{format}: {dry:?}");
        assert!(!desk.path("corpus").exists(), "{format}: a dry run writes nothing");
        let done = desk.run(&["import", "corpus/", "--from", format, "all.json"]);
        assert_eq!((done.code, &done.out), (0, &dry.out), "{format}: {done:?}");
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
fn documents_are_found_by_text_then_by_name_then_by_id() {
    let desk = Desk::empty();
    desk.write("corpus/other.txt", "The lock was shut.");
    desk.write("corpus/named.txt", "The lock was opened at dawn, and closed.");
    desk.write(
        "all.jsonl",
        r#"{"text": "The lock was shut.", "file": "named.txt", "label": [[4, 8, "THING"]]}
{"text": "The lock was opened at dawn.", "file": "named.txt", "label": [[23, 27, "TIME"]]}
{"id": 5, "text": "Rain fell on the roof all day.", "label": [[0, 4, "RAIN"]]}
"#,
    );
    assert_eq!(desk.run(&["import", "corpus", "--from", "doccano", "all.jsonl"]).code, 0);
    // The name is that of two documents, so it names neither, and the second one's text is a new one.
    let expected = [
        r#"["all-5.txt","","RAIN","Rain",0]"#,
        r#"["named-2.txt","","TIME","dawn",23]"#,
        r#"["other.txt","","THING","lock",4]"#,
    ];
    assert_eq!(glosses(&desk, "corpus"), expected);
    desk.write("one.jsonl", r#"{"text": "The lock was opened at dawn, at last.", "file": "named.txt", "label": [[23, 27, "TIME"]]}"#);
    desk.run(&["import", "corpus", "--from", "doccano", "one.jsonl"]);
    assert!(glosses(&desk, "corpus").contains(&r#"["named.txt","","TIME","dawn",23]"#.to_owned()));
    // A document that was edited since is known by its id in the file that it came from, whatever that is called now; one
    // of the same id that has nothing in common with it is another one.
    desk.write("corpus/all-5.txt", "Rain fell on the roof all night, and no one slept.");
    desk.write(
        "later.jsonl",
        r#"{"id": 5, "text": "Rain fell on the roof all day.", "label": [[17, 21, "ROOF"]]}"#,
    );
    desk.write(
        "foreign.jsonl",
        r#"{"id": 5, "text": "Wholly different words here.", "label": [[0, 6, "X"]]}"#,
    );
    desk.run(&["import", "corpus", "--from", "doccano", "later.jsonl"]);
    desk.run(&["import", "corpus", "--from", "doccano", "foreign.jsonl"]);
    let found = glosses(&desk, "corpus");
    assert!(found.contains(&r#"["all-5.txt","","ROOF","roof",17]"#.to_owned()), "{found:?}");
    assert!(found.contains(&r#"["foreign-5.txt","","X","Wholly",0]"#.to_owned()), "{found:?}");
}

#[test]
fn texts_that_are_the_same_stay_documents_of_their_own() {
    let desk = Desk::empty();
    let lines: Vec<String> =
        (1..=3).map(|id| format!(r#"{{"id": {id}, "text": "Yes.", "label": [[0, 3, "L{id}"]]}}"#)).collect();
    desk.write("a.jsonl", lines.join("\n"));
    for _ in 0..2 {
        desk.run(&["import", "corpus/", "--from", "doccano", "a.jsonl"]);
        let found = glosses(&desk, "corpus");
        let expected = (1..=3).map(|id| format!(r#"["a-{id}.txt","","L{id}","Yes",0]"#));
        assert_eq!(found, expected.collect::<Vec<_>>());
    }
    // What is about one document is one, however often: a person's file after the other's.
    desk.write("b.jsonl", r#"{"id": 2, "text": "Yes.", "label": [[0, 3, "OTHER"]]}"#);
    desk.run(&["import", "corpus", "--from", "doccano", "b.jsonl", "--as", "ben"]);
    assert!(glosses(&desk, "corpus").contains(&r#"["a-2.txt","ben","OTHER","Yes",0]"#.to_owned()));
    assert!(desk.read("corpus/a-2.txt.ben.gloss.toml").contains("creator = \"ben\""));
}

#[test]
fn no_name_in_a_file_leads_out_of_the_folder_or_over_what_is_there() {
    let desk = Desk::empty();
    desk.write("outside/secret.txt", "secret");
    desk.write("corpus/here.txt", "This is here already.");
    fs::create_dir_all(desk.path("corpus")).expect("made");
    symlink(desk.path("outside"), desk.path("corpus/way")).expect("linked");
    symlink(desk.path("outside/nothing.txt"), desk.path("corpus/dangling.txt")).expect("linked");
    let long = "n".repeat(400);
    let names = [
        "../outside/up.txt",
        "/tmp/absolute.txt",
        "way/through.txt",
        "dangling.txt",
        "a\u{0}b.txt",
        "con.txt",
        ".hidden.txt",
        "gloss.toml",
        "x.gloss.toml",
        "here.txt",
        "q?.txt",
        "q*.txt",
        "here.txt/below.txt",
        "sub/..\\..\\win.txt",
        "line\nbreak.txt",
        &long,
    ];
    let line = |(number, name): (usize, &&str)| {
        json!({ "file": name, "text": format!("<b>Text</b> number {number} of the file."), "label": [[0, 7, "T"]] })
            .to_string()
    };
    let lines: Vec<String> = names.iter().enumerate().map(line).collect();
    desk.write("all.jsonl", lines.join("\n"));
    // Of these names one is there with another text, which is what it names.
    let done = desk.run(&["import", "corpus", "--from", "doccano", "all.jsonl"]);
    assert!(done.code <= 1, "{done:?}");
    assert_eq!(documents(&desk.path("outside")), [("secret.txt".to_owned(), "secret".to_owned())]);
    assert_eq!(fs::read_dir(desk.path("outside")).expect("a folder").count(), 1, "no sidecar either");
    assert_eq!(desk.read("corpus/here.txt"), "This is here already.");
    assert!(!desk.path("corpus/gloss.toml").exists() && !desk.path("corpus/x.gloss.toml").exists());
    let expected: BTreeSet<String> = [
        "up.txt",
        "absolute.txt",
        "through.txt",
        "dangling-2.txt",
        "a-b.txt",
        "_con.txt",
        "hidden.txt",
        "gloss.toml.txt",
        "x.gloss.toml.txt",
        "here.txt",
        "q-.txt",
        "q--2.txt",
        "below.txt",
        "win.txt",
        "line-break.txt",
    ]
    .map(str::to_owned)
    .into();
    fs::remove_file(desk.path("corpus/way")).expect("removed");
    fs::remove_file(desk.path("corpus/dangling.txt")).expect("removed");
    let there = documents(&desk.path("corpus"));
    let (long, short): (Vec<_>, Vec<_>) =
        there.into_iter().map(|(name, _)| name).partition(|name| name.len() > 100);
    assert_eq!(short.into_iter().collect::<BTreeSet<_>>(), expected);
    assert!(long.len() == 1 && long[0].len() < 200, "{long:?}");
    let before = glosses(&desk, "corpus");
    desk.run(&["import", "corpus", "--from", "doccano", "all.jsonl"]);
    assert_eq!(glosses(&desk, "corpus"), before, "a second import finds them all");
}

/// A folder in which two documents have one name, and some have glosses of coders: of nobody, of Ann, of Ben.
fn team() -> Desk {
    let desk = Desk::empty();
    for name in ["corpus/x/a.txt", "corpus/y/a.txt", "corpus/y/same.txt", "corpus/z/same.txt"] {
        let is_shared = name.ends_with("same.txt");
        let text = if is_shared {
            "The same.
"
            .to_owned()
        } else {
            format!(
                "The text in {} says “no”.
",
                &name[7..8]
            )
        };
        desk.write(name, text);
    }
    let add = |file: &str, exact: &str, coder: &[&str]| {
        let args =
            [&["add", file, "--tag", "claim", "--exact", exact, "--set", "verdict=false"], coder].concat();
        let done = desk.run(&args);
        assert_eq!(done.code, 0, "{done:?}");
    };
    add("corpus/x/a.txt", "text", &[]);
    add("corpus/x/a.txt", "no", &["--as", "ann"]);
    add("corpus/x/a.txt", "The", &["--as", "ben"]);
    add("corpus/y/a.txt", "says", &[]);
    add("corpus/y/a.txt", "no", &["--as", "ben"]);
    add("corpus/y/same.txt", "The", &["--as", "ann"]);
    add("corpus/z/same.txt", "same", &["--as", "ann"]);
    desk
}

/// Removes all sidecars below a folder.
fn strip(desk: &Desk, folder: &str) {
    for sub in ["x", "y", "z"] {
        for entry in fs::read_dir(desk.path(folder).join(sub)).expect("a folder").filter_map(Result::ok) {
            if entry.file_name().to_string_lossy().ends_with(".gloss.toml") {
                fs::remove_file(entry.path()).expect("removed");
            }
        }
    }
}

#[test]
fn every_format_gives_a_team_s_folder_back() {
    let desk = team();
    let before = glosses(&desk, "corpus");
    assert_eq!(before.len(), 7);
    let with_text: &[&str] = if cfg!(feature = "sqlite") {
        &["doccano", "labelstudio", "prodigy", "spacy", "refi", "sqlite"]
    } else {
        &["doccano", "labelstudio", "prodigy", "spacy", "refi"]
    };
    let without = ["csv", "tsv", "json", "jsonl", "parquet", "webannotation", "hypothesis", "claimreview"];
    let by_document = ["brat", "cas-json", "cas-xmi", "pubannotation", "slate", "toml"];
    for format in with_text.iter().chain(&without).chain(&by_document) {
        let out = format!("out-{format}{}", if by_document.contains(format) { "/" } else { "" });
        let done = desk.run(&["export", "corpus", "--to", format, "--all-coders", "-o", &out]);
        assert_eq!(done.code, 0, "{format}: {done:?}");
    }
    strip(&desk, "corpus");
    let texts = documents(&desk.path("corpus"));
    for format in with_text.iter().chain(&without).chain(&by_document) {
        let done = desk.run(&["import", "corpus", "--from", format, &format!("out-{format}")]);
        assert_eq!(done.code, 0, "{format}: {done:?}");
        assert_eq!(glosses(&desk, "corpus"), before, "{format}: {done:?}");
        assert_eq!(documents(&desk.path("corpus")), texts, "{format} makes no document that is there");
        strip(&desk, "corpus");
    }
    for format in with_text.iter().chain(&by_document).filter(|format| **format != "toml") {
        let new = format!("new-{format}/");
        let done = desk.run(&["import", &new, "--from", format, &format!("out-{format}")]);
        assert_eq!(done.code, 0, "{format}: {done:?}");
        assert_eq!(glosses(&desk, &new), before, "{format}: {done:?}");
        assert_eq!(documents(&desk.path(&new)), texts, "{format} makes each document once");
    }
}

#[test]
fn names_tell_documents_apart_in_every_file_of_many() {
    let desk = team();
    for format in [
        "csv",
        "tsv",
        "json",
        "jsonl",
        "doccano",
        "prodigy",
        "spacy",
        "labelstudio",
        "webannotation",
        "hypothesis",
        "claimreview",
    ] {
        for files in [&["corpus"][..], &["corpus/x", "corpus/y"], &["corpus/x/a.txt", "corpus/y/a.txt"]] {
            let done = desk.run(&[&["export"], files, &["--to", format]].concat());
            let has = |name: &str| done.out.contains(name) || done.out.contains(&name.replace('/', "%2F"));
            assert!(has("x/a.txt") && has("y/a.txt") && !has("corpus/x"), "{format} {files:?}: {}", done.out);
        }
    }
    let done = desk.run(&["export", "corpus/x/a.txt", "--to", "csv"]);
    assert!(done.out.contains("\na.txt,"), "a file that is named alone needs no folder: {}", done.out);
    let done = desk.run(&["export", "corpus", "--to", "markdown", "-o", "reports/"]);
    assert_eq!(done.code, 0, "{done:?}");
    assert!(desk.path("reports/x/a.txt.md").exists() && desk.path("reports/y/a.txt.md").exists());
}

#[test]
fn tables_say_whose_glosses_they_are() {
    let desk = team();
    let done = desk.run(&["export", "corpus", "--to", "csv", "--all-coders"]);
    let mut table = csv::Reader::from_reader(done.out.as_bytes());
    let header = table.headers().expect("a header").clone();
    let at = |name: &str| header.iter().position(|column| column == name).expect("a column");
    let rows: Vec<(String, String)> = table
        .records()
        .map(|row| row.expect("a row"))
        .map(|row| (row[at("file")].to_owned(), row[at("coder")].to_owned()))
        .collect();
    let count = |file: &str, coder: &str| {
        rows.iter().filter(|row| **row == (file.to_owned(), coder.to_owned())).count()
    };
    assert_eq!((count("x/a.txt", ""), count("x/a.txt", "ann"), count("x/a.txt", "ben")), (1, 1, 1));
    assert_eq!((count("y/a.txt", ""), count("y/a.txt", "ann"), count("y/a.txt", "ben")), (1, 0, 1));
    let own = desk.run(&["export", "corpus", "--to", "csv", "--as", "ann"]);
    assert_eq!(own.out.lines().filter(|line| line.contains(",ann,")).count(), 3, "{}", own.out);
}

#[test]
fn an_export_of_nothing_says_so() {
    let desk = Desk::with_document("The text.\n");
    let nothing = desk.run(&["export", "a.txt", "--to", "csv"]);
    assert_eq!((nothing.code, nothing.err.trim()), (0, "There are no glosses in these documents."));
    for coder in ["ann", "ben"] {
        desk.run(&["add", "a.txt", "--tag", "claim", "--exact", "text", "--as", coder]);
    }
    let others = desk.run(&["export", "a.txt", "--to", "csv"]);
    assert!(others.err.contains("only glosses of ann, ben: --as NAME"), "{others:?}");
    assert!(others.err.contains("--all-coders"), "{others:?}");
    let misspelt = desk.run(&["export", "a.txt", "--to", "csv", "--as", "anne"]);
    assert_eq!((misspelt.code, misspelt.out.as_str()), (2, ""));
    assert!(misspelt.err.contains("“anne”") && misspelt.err.contains("there are: ann, ben"), "{misspelt:?}");
    let all = desk.run(&["export", "a.txt", "--to", "csv", "--all-coders"]);
    assert_eq!((all.out.lines().count(), all.err.as_str()), (3, ""));
    desk.write("empty.jsonl", "");
    let converted = desk.run(&["convert", "empty.jsonl", "--from", "doccano", "--to", "csv"]);
    assert_eq!(converted.err.trim(), "There are no glosses in these files.");
}

#[test]
fn a_coder_who_is_named_owns_what_is_imported() {
    let desk = Desk::with_document("One and two.\n");
    desk.write(
        "rows.csv",
        "file,id,tag,start,end,exact,coder,creator\na.txt,,claim,0,3,One,ann,\na.txt,,claim,8,11,two,,cleo\n",
    );
    desk.run(&["import", "a.txt", "--from", "csv", "rows.csv"]);
    assert_eq!(
        glosses(&desk, "."),
        [r#"["a.txt","","claim","two",8]"#, r#"["a.txt","ann","claim","One",0]"#]
    );
    desk.run(&["import", "a.txt", "--from", "csv", "rows.csv", "--as", "ben"]);
    let ben = desk.read("a.txt.ben.gloss.toml");
    assert!(ben.contains("creator = \"ben\"") && ben.contains("creator = \"cleo\""), "{ben}");
    desk.run(&["import", "a.txt", "--from", "csv", "rows.csv", "--by-coder"]);
    assert!(desk.read("a.txt.cleo.gloss.toml").contains("two"));
}

#[test]
fn a_new_document_is_named_by_what_the_file_says_of_it() {
    let desk = Desk::empty();
    let line = |title: &str, text: &str| json!({ "text": text, "meta": { "title": title } }).to_string();
    let lines = [
        line("The lock", "First."),
        line("The lock", "Second."),
        line("../up", "Third."),
        line("notes.md", "# Fourth"),
    ];
    desk.write("all.jsonl", format!("{}\n{}", lines.join("\n"), r#"{"text": "Fifth."}"#));
    let done = desk.run(&["import", "corpus/", "--from", "doccano", "all.jsonl", "--name-by", "title"]);
    assert_eq!(done.code, 0, "{done:?}");
    let names: Vec<String> = documents(&desk.path("corpus")).into_iter().map(|(name, _)| name).collect();
    assert_eq!(names, ["The lock-2.txt", "The lock.txt", "all-5.txt", "notes.md.txt", "up.txt"]);
    let by_path =
        desk.run(&["convert", "all.jsonl", "--from", "doccano", "--to", "spacy", "--name-by", "meta.title"]);
    let files: Vec<Json> = jsonl(&by_path.out).into_iter().map(|line| line["file"].clone()).collect();
    assert_eq!(files, ["The lock.txt", "The lock-2.txt", "../up.txt", "notes.md", "all-5.txt"]);
    let wrong = desk.run(&["import", "corpus", "--from", "doccano", "all.jsonl", "--name-by", "titel"]);
    assert_eq!(wrong.code, 2);
    assert!(wrong.err.contains("“titel”") && wrong.err.contains("there are: title"), "{wrong:?}");
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

#[test]
fn one_document_of_many_is_taken_by_its_text_or_its_name() {
    let desk = team();
    desk.run(&["export", "corpus", "--to", "doccano", "--all-coders", "-o", "all.jsonl"]);
    desk.run(&["export", "corpus", "--to", "csv", "--all-coders", "-o", "all.csv"]);
    strip(&desk, "corpus");
    for (format, file) in [("doccano", "all.jsonl"), ("csv", "all.csv")] {
        let done = desk.run(&["import", "corpus/y/a.txt", "--from", format, file]);
        assert_eq!(done.code, 0, "{format}: {done:?}");
        let expected = [r#"["y/a.txt","","claim","says",14]"#, r#"["y/a.txt","ben","claim","no",20]"#];
        assert_eq!(glosses(&desk, "corpus"), expected, "{format}");
        strip(&desk, "corpus");
    }
    desk.write("corpus/none.txt", "Not among them.");
    let none = desk.run(&["import", "corpus/none.txt", "--from", "csv", "all.csv"]);
    assert!(none.code == 3 && none.err.contains("nothing about none.txt"), "{none:?}");
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
fn files_of_one_document_are_called_by_their_folders_too() {
    let desk = team();
    for format in ["brat", "slate", "pubannotation", "cas-json"] {
        let (out, table) = (format!("{format}/"), format!("{format}.csv"));
        assert_eq!(desk.run(&["export", "corpus", "--to", format, "-o", &out]).code, 0, "{format}");
        let done = desk.run(&["convert", &out, "--from", format, "--to", "csv", "-o", &table]);
        assert_eq!(done.code, 0, "{format}: {done:?}");
        let rows = desk.read(&table);
        assert!(rows.contains("\nx/a.txt,") && rows.contains("\ny/a.txt,"), "{format}: {rows}");
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
