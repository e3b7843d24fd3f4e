//! Which document of a folder each document in a file is.

use std::{collections::BTreeSet, fs, os::unix::fs::symlink};

use serde_json::{Value as Json, json};

use super::{super::command::Desk, documents, glosses, jsonl, strip, team};

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
    assert!(done.code == 3 && done.err.contains("dangling.txt: passed over"), "{done:?}");
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
