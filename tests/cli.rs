//! The command line: what scripts rely on.

#[path = "support/command.rs"]
mod command;
#[path = "support/require.rs"]
mod require;

use std::{fs, os::unix::fs::PermissionsExt, process::Command};

use command::{Desk, Done};

const ARTICLE: &str = "A deal\n\n“We agreed,” Mara said, “and we meant it.”\n\nNobody agreed. We agreed.\n";

#[test]
fn text_is_what_offsets_refer_to() {
    let desk = Desk::with_document(ARTICLE);
    desk.write("b.txt", b"\xef\xbb\xbfcaf\xc3\xa9\r\n");
    let done = desk.run(&["text", "b.txt", "-"]);
    assert_eq!((done.code, done.out.as_str()), (0, "café\r\n"));
    assert_eq!(desk.run_with(&["text", "-"], "from a pipe").out, "from a pipe");
}

#[test]
fn add_refuses_what_is_ambiguous_and_lists_the_places() {
    let desk = Desk::with_document(ARTICLE);
    let done = desk.run(&["add", "a.txt", "--tag", "claim", "--exact", "We agreed"]);
    assert_eq!(done.code, 2);
    assert!(done.err.contains("--start 9  ¶ 2") && done.err.contains("--start 67  ¶ 3"), "{}", done.err);
    assert!(done.err.contains("Hint: --start N"));
    assert!(!desk.path("a.txt.gloss.toml").exists());
    let done = desk.run(&["add", "a.txt", "--tag", "claim", "--exact", "We agreed", "--start", "67"]);
    assert_eq!(done.code, 0, "{}", done.err);
    assert_eq!(done.out.trim().len(), 10);
}

#[test]
fn add_takes_parts_attributes_links_and_a_note() {
    let desk = Desk::with_document(ARTICLE);
    let first = desk.run(&["add", "a.txt", "--tag", "claim", "--exact", "Nobody agreed."]).out;
    let link = format!("contradicts={}", first.trim());
    let quote =
        ["add", "a.txt", "--tag", "quote", "--exact", "“We agreed,”", "--exact", "“and we meant it.”"];
    let done =
        desk.run(&[&quote[..], &["--set", "speaker=Mara", "--note", "two\nlines", "--link", &link]].concat());
    assert_eq!(done.code, 0, "{}", done.err);
    let listed: serde_json::Value =
        serde_json::from_str(&desk.run(&["list", "a.txt", "--json"]).out).expect("JSON");
    assert_eq!(listed[0]["spans"][1]["exact"], "“and we meant it.”");
    assert_eq!(listed[0]["links"][0]["as"], "contradicts");
    assert_eq!((&listed[0]["file"], &listed[1]["tag"]), (&"a.txt".into(), &"claim".into()));
    for (wrong, says) in [
        (["--set", "form=shouted"], "direct, partial, indirect"),
        (["--set", "speaker"], "NAME=VALUE"),
        (["--link", "contradicts=nosuchgloss"], "no gloss nosuchgloss"),
        (["--link", "mocks=x"], "contradicts"),
        (["--exact", "missing words"], "is not in the text"),
    ] {
        let done = desk.run(&[&quote[..4], &["--exact", "“We agreed,”"], &wrong[..]].concat());
        assert_eq!(done.code, 2);
        assert!(done.err.starts_with("Error: ") && done.err.contains(says), "{}", done.err);
    }
}

#[test]
fn list_filters() {
    let desk = Desk::with_document(ARTICLE);
    for (tag, exact, set) in [
        ("quote", "“We agreed,”", "speaker=Mara"),
        ("quote", "“and we meant it.”", "speaker=Jo"),
        ("claim", "Nobody agreed.", "checkable=yes"),
    ] {
        assert_eq!(desk.run(&["add", "a.txt", "--tag", tag, "--exact", exact, "--set", set]).code, 0);
    }
    let lines = |args: &[&str]| desk.run(&[&["list", "a.txt"], args].concat()).out.lines().count();
    assert_eq!(lines(&[]), 3);
    assert_eq!(lines(&["--tag", "quote"]), 2);
    assert_eq!(lines(&["--tag", "quote,claim"]), 3);
    assert_eq!(lines(&["--where", "speaker=Mara"]), 1);
    assert_eq!(lines(&["--where", "checkable=true"]), 1);
    assert_eq!(lines(&["--tag", "claim", "--where", "speaker=Mara"]), 0);
}

#[test]
fn check_tells_what_needs_a_person_and_fixes_what_does_not() {
    let desk = Desk::with_document(ARTICLE);
    desk.run(&["add", "a.txt", "--tag", "quote", "--exact", "“and we meant it.”"]);
    assert_eq!(desk.run(&["check", "a.txt"]).out, "a.txt: 1 unchanged\n");
    desk.write("a.txt", format!("New.\n\n{ARTICLE}"));
    let before = desk.read("a.txt.gloss.toml");
    let state = |desk: &Desk| -> serde_json::Value {
        serde_json::from_str(&desk.run(&["check", "a.txt", "--json"]).out).expect("JSON")
    };
    assert_eq!(state(&desk)[0]["state"], "moved");
    assert_eq!(state(&desk)[0]["spans"][0]["start"], 38);
    assert_eq!(desk.read("a.txt.gloss.toml"), before, "a check writes nothing");
    let fixed = desk.run(&["check", "a.txt", "--fix"]);
    assert!(
        fixed.code == 0 && fixed.out.ends_with("a.txt: 1 written down where they are\n"),
        "{}",
        fixed.out
    );
    assert_eq!(state(&desk)[0]["state"], "unchanged");
    desk.write("a.txt", "Something else.\n");
    let done = desk.run(&["check", "a.txt", "missing.txt"]);
    assert_eq!(done.code, 3, "the worst of all files");
    assert!(
        done.out.contains("1 orphan") && done.err.contains("missing.txt: there is no such file"),
        "{}",
        done.err
    );
    assert_eq!(desk.run(&["check", "a.txt"]).code, 1);
    assert!(desk.read("a.txt.gloss.toml").contains("and we meant it"), "an orphan is kept");
}

#[test]
fn export_goes_to_standard_output_a_file_or_a_folder() {
    let desk = Desk::with_document(ARTICLE);
    desk.write("b.txt", ARTICLE);
    for file in ["a.txt", "b.txt"] {
        desk.run(&["add", file, "--tag", "quote", "--exact", "“We agreed,”", "--set", "speaker=Mara"]);
    }
    assert!(desk.run(&["export", "a.txt", "--to", "markdown"]).out.contains("— **Mara**"));
    assert_eq!(desk.run(&["export", "a.txt", "--to", "csv", "-o", "a.csv"]).code, 0);
    assert!(desk.read("a.csv").contains("“We agreed,”"));
    assert_eq!(desk.run(&["export", "a.txt", "b.txt", "--to", "jsonl"]).out.lines().count(), 2);
    assert_eq!(desk.run(&["export", "a.txt", "b.txt", "--to", "pandoc"]).code, 2, "of one document");
    fs::create_dir(desk.path("out")).expect("made");
    assert_eq!(desk.run(&["export", "a.txt", "b.txt", "--to", "jsonl", "-o", "out"]).code, 0);
    assert_eq!(desk.read("out/b.txt.jsonl").lines().count(), 1);
    assert_eq!(desk.run(&["export", ".", "--to", "csv", "-o", "new/"]).code, 0, "a folder is made");
    assert!(desk.read("new/b.txt.csv").contains("Mara"));
    let done = desk.run(&["export", "a.txt", "--to", "text", "-o", "a.txt"]);
    assert_eq!((done.code, desk.read("a.txt").as_str()), (2, ARTICLE), "the source is never written to");
    assert!(desk.run(&["export", "a.txt", "--to", "wordstar"]).err.contains("toml, json, jsonl, csv, tsv"));
}

#[test]
fn what_cannot_be_read_is_said_and_does_not_stop_the_others() {
    let desk = Desk::with_document(ARTICLE);
    desk.write("binary", b"\x7fELF\0\0\0");
    desk.write("empty.txt", "");
    desk.write("bad.txt", "x");
    desk.write("bad.txt.gloss.toml", "format = \"gloss/1\"\n[[annotation]]\nid = \n");
    let done = desk.run(&["check", "binary", "no.txt", "bad.txt", "empty.txt", "a.txt"]);
    assert_eq!(done.code, 3);
    for says in ["binary data", "no such file", "line 3, column 6"] {
        assert!(done.err.contains(says), "{says} in {}", done.err);
    }
    let done = desk.run(&["list", "binary", "no.txt", "bad.txt", "empty.txt", "a.txt"]);
    assert_eq!(done.code, 3);
    for says in ["binary data", "no such file", "line 3, column 6"] {
        assert!(done.err.contains(says), "{says} in {}", done.err);
    }
    assert_eq!(desk.run(&["list", "empty.txt"]).code, 0);
    assert_eq!(desk.run(&["no-such-command", "x"]).code, 2);
    for typed in [&["exprot", "a.txt"][..], &["exprot"]] {
        let done = desk.run(typed);
        assert!(done.code == 2 && done.err.contains("Hint: did you mean `gloss export`?"), "{}", done.err);
    }
    assert!(desk.run(&["a.txt"]).err.contains("not a terminal"));
}

#[test]
fn a_projects_schema_counts_and_its_errors_are_named() {
    let desk = Desk::with_document(ARTICLE);
    desk.write("gloss.toml", "[kind.promise]\nkey = \"P\"\nletter = \"P\"\n");
    assert_eq!(desk.run(&["add", "a.txt", "--tag", "promise", "--exact", "A deal"]).code, 0);
    assert!(desk.run(&["schema"]).out.contains("P promise"));
    desk.write("gloss.toml", "[kind.promise]\ncolour = \"red\"\n");
    let done = desk.run(&["check", "a.txt"]);
    assert_eq!(done.code, 3);
    assert!(done.err.contains("line 2, column 1: kind “promise” has no “colour”"), "{}", done.err);
}

#[test]
fn coders_have_sidecars_of_their_own() {
    let desk = Desk::with_document(ARTICLE);
    desk.run(&["add", "a.txt", "--tag", "note", "--exact", "A deal", "--as", "alice"]);
    assert!(desk.read("a.txt.alice.gloss.toml").contains("creator = \"alice\""));
    assert_eq!(desk.run(&["list", "a.txt"]).out, "");
    assert_eq!(desk.run(&["list", "a.txt", "--as", "alice"]).out.lines().count(), 1);
    assert_eq!(desk.run(&["list", "a.txt", "--as", "../x"]).code, 2);
}

const BASE: &str = "format = \"gloss/1\"\n\n[[annotation]]\nid = \"a\"\ntag = \"quote\"\nattributes = { speaker = \"Jo\" }\nspans = [{ start = 0, end = 6, exact = \"A deal\" }]\n";

#[test]
fn merge_writes_to_ours_or_elsewhere_and_says_what_to_review() {
    let desk = Desk::with_document(ARTICLE);
    desk.write("base", BASE);
    desk.write("ours", BASE.replace("Jo", "Jo Ek"));
    desk.write("theirs", BASE.replace("quote", "claim"));
    assert_eq!(desk.run(&["merge", "base", "ours", "theirs", "-o", "out"]).code, 0);
    assert_eq!(desk.read("out"), BASE.replace("Jo", "Jo Ek").replace("quote", "claim"));
    assert_eq!(desk.read("ours"), BASE.replace("Jo", "Jo Ek"));
    // Without a base what differs is in conflict.
    let done = desk.run(&["merge", "missing", "ours", "theirs", "-L", "talks"]);
    assert_eq!(done.code, 1, "{}", done.err);
    assert!(
        done.err.starts_with("talks: a: both sides changed tag, speaker: the other version is "),
        "{}",
        done.err
    );
    assert_eq!(desk.read("ours").matches("[[annotation]]").count(), 2);
    let before = desk.read("ours");
    for (wrong, says) in [
        ("format = ", "is not valid TOML"),
        ("format = \"gloss/1\"\na = 1\n[a]\n", "is not valid TOML"),
        ("format = \"gloss/1\"\nannotation = 3\n", "headed [[annotation]]"),
        ("format = \"gloss/9\"\n", "newer than this version"),
    ] {
        desk.write("wrong", wrong);
        let done = desk.run(&["merge", "base", "ours", "wrong"]);
        assert!(done.code == 3 && done.err.contains(says), "{}", done.err);
    }
    assert_eq!(desk.run(&["merge", "base", "ours", "missing"]).code, 3);
    assert_eq!(desk.read("ours"), before, "left as it was");
}

#[test]
fn diff_shows_what_differs_and_exits_as_diff_does() {
    let desk = Desk::with_document(ARTICLE);
    desk.write("a.gloss.toml", BASE);
    let added = BASE.replace("Jo", "Jo Ek").replace("start = 0, end = 6", "start = 1, end = 7")
        + "\n[[annotation]]\nid = \"b\"\ntag = \"claim\"\nnote = \"one\\ntwo\"\nspans = [{ start = 8, end = 9, exact = \"\\u001b\" }]\n";
    desk.write("b.gloss.toml", &added);
    let done = desk.run(&["diff", "a.gloss.toml", "b.gloss.toml"]);
    let shown = "~ quote: a\n    words: A deal\n-   speaker: Jo\n+   speaker: Jo Ek\n~   code points: 0–6 → 1–7\n\n+ claim: b\n+   words: ␛\n+   note: one\n+   note: two\n";
    assert_eq!((done.code, done.out.as_str()), (1, shown));
    let done = desk.run(&["diff", "b.gloss.toml", "a.gloss.toml", "--json"]);
    let changes: serde_json::Value = serde_json::from_str(&done.out).expect("JSON");
    assert_eq!((&changes[0]["change"], &changes[1]["change"]), (&"changed".into(), &"removed".into()));
    assert_eq!(changes[0]["after"]["attributes"]["speaker"], "Jo");
    let done = desk.run(&["diff", "a.gloss.toml", "a.gloss.toml"]);
    assert_eq!((done.code, done.out.as_str()), (0, ""));
    assert_eq!(desk.run(&["diff", "a.gloss.toml", "missing.gloss.toml"]).code, 3);
    assert_eq!(desk.run(&["diff", "a.gloss.toml"]).out, "quote: a\n  words: A deal\n  speaker: Jo\n");
    // Git shows nothing of a file for which this fails.
    desk.write("c.gloss.toml", "<<<<<<< ours\n");
    let done = desk.run(&["diff", "c.gloss.toml"]);
    assert!(done.code == 0 && done.out.ends_with("<<<<<<< ours\n"), "{}", done.out);
}

#[test]
fn the_reference_is_printed() {
    let desk = Desk::with_document(ARTICLE);
    assert!(desk.run(&["keys"]).out.contains("[keys.article]"));
    assert!(desk.run(&["schema", "--default"]).out.contains("[kind.claim]"));
    assert!(desk.run(&["completions", "bash"]).out.contains("_gloss"));
    let man = desk.run(&["man"]).out;
    assert!(man.contains(".TH") && man.contains(".SH KEYS"));
    for command in [
        "text",
        "add",
        "list",
        "check",
        "compare",
        "export",
        "import",
        "convert",
        "formats",
        "merge",
        "diff",
        "git-setup",
        "keys",
        "schema",
        "completions",
        "man",
    ] {
        assert!(desk.run(&[command, "--help"]).out.contains("Example"), "{command} --help has no example");
    }
}

#[test]
fn a_strict_export_that_would_lose_something_leaves_the_file_that_was_there() {
    let desk = Desk::with_document(ARTICLE);
    desk.run(&["add", "a.txt", "--tag", "quote", "--exact", "“We agreed,”", "--set", "speaker=Mara"]);
    assert_eq!(desk.run(&["export", "a.txt", "--to", "csv", "-o", "a.conll"]).code, 0);
    let as_it_was = desk.read("a.conll");
    for out in [&["-o", "a.conll"][..], &[]] {
        let done = desk.run(&[&["export", "a.txt", "--to", "conll", "--strict"], out].concat());
        assert_eq!((done.code, done.out.as_str()), (3, ""), "{}", done.err);
        assert!(done.err.contains("does not carry: 1 attribute"), "{}", done.err);
    }
    assert_eq!(desk.read("a.conll"), as_it_was);
    assert_eq!(desk.run(&["export", "a.txt", "--to", "conll", "-o", "a.conll"]).code, 0);
    assert!(desk.read("a.conll").contains("We\tI-quote"));
}

#[test]
fn a_review_and_a_decision_are_carried_or_refused() {
    let desk = Desk::with_document(ARTICLE);
    let kind = "[kind.\"frame/economic\"]\nletter = \"Z\"\nattributes.speaker.type = \"text\"\n";
    desk.write("gloss.toml", kind);
    desk.run(&[
        "add",
        "a.txt",
        "--tag",
        "frame/economic",
        "--exact",
        "“We agreed,”",
        "--set",
        "speaker=Mara",
    ]);
    let marked = "generator = \"spaCy 3.8\"\nreview = \"is it all?\"\norphaned = true\ntag = ";
    desk.write("a.txt.gloss.toml", desk.read("a.txt.gloss.toml").replace("tag = ", marked));
    for format in ["csv", "tsv", "json", "jsonl", "toml", "sqlite", "parquet", "html"] {
        if format == "sqlite" && cfg!(not(feature = "sqlite")) {
            continue;
        }
        let done = desk.run(&["export", "a.txt", "--to", format, "--strict", "-o", "out"]);
        assert_eq!(done.code, 0, "{format}: {}", done.err);
        let bytes = fs::read(desk.path("out")).expect("read");
        let text = String::from_utf8_lossy(&bytes);
        assert!(text.contains("is it all?") && text.contains("frame/economic"), "{format}");
    }
    let csv = desk.run(&["export", "a.txt", "--to", "csv"]).out;
    assert!(csv.contains(",spaCy 3.8,\"[{\"\"why\"\":\"\"is it all?\"\"}]\",true\n"), "{csv}");
    for format in ["hypothesis", "webannotation", "markdown", "brat", "refi"] {
        let done = desk.run(&["export", "a.txt", "--to", format, "--strict", "-o", "none"]);
        assert!(done.code == 3 && done.err.contains("does not carry"), "{format}: {}", done.err);
    }
    let done = desk.run(&["list", "a.txt", "--tag", "frame", "--where", "review*=all", "--count"]);
    assert_eq!((done.code, done.out.as_str()), (0, "1\n"), "{}", done.err);
    assert!(desk.run(&["list", "--help"]).out.contains("orphaned"));
}

#[test]
fn what_is_imported_is_found_by_its_words_and_not_added_twice() {
    let desk = Desk::with_document(ARTICLE);
    desk.run(&["add", "a.txt", "--tag", "quote", "--exact", "“We agreed,”", "--set", "speaker=Mara"]);
    desk.run(&["export", "a.txt", "--to", "json", "-o", "a.json"]);
    let report = desk.run(&["import", "a.txt", "a.json", "--from", "json"]);
    assert_eq!((report.code, report.out.as_str()), (0, "a.txt: 1 there already\n"));

    // The same under another id, with more said of it; and one that is only somewhere else by now.
    let more = r#"[{"id":"x1","tag":"quote","attributes":{"cue":"said"},"spans":[{"start":0,"end":12,"exact":"“We agreed,”","prefix":"","suffix":""}]},
        {"id":"x2","tag":"place","spans":[{"start":0,"end":9,"exact":"nowhere at all","prefix":"","suffix":""}]}]"#;
    desk.write("more.json", more);
    let told = desk.run(&["import", "a.txt", "more.json", "--from", "json", "--dry-run"]);
    assert_eq!(told.out, "a.txt: 1 would be added, 1 would be updated, 1 without a place\n");
    assert!(!desk.read("a.txt.gloss.toml").contains("cue"), "a dry run writes nothing");
    let done = desk.run(&["import", "a.txt", "more.json", "--from", "json"]);
    let said = "a.txt: 1 added, 1 updated, 1 without a place\n";
    assert_eq!((done.code, done.out.as_str()), (1, said), "what has no place needs a person");
    assert!(done.err.contains("no place"), "{}", done.err);
    let sidecar = desk.read("a.txt.gloss.toml");
    assert!(
        sidecar.contains(r#"speaker = "Mara", cue = "said""#) && sidecar.contains("nowhere at all"),
        "{sidecar}"
    );
    assert_eq!(sidecar.matches("[[annotation]]").count(), 2);
}

#[test]
fn whatever_is_imported_can_be_read_back() {
    let desk = Desk::with_document(ARTICLE);
    let span = |start: usize, end: usize, exact: &str| {
        format!(r#"{{"start":{start},"end":{end},"exact":"{exact}","prefix":"","suffix":""}}"#)
    };
    let gloss = |id: usize, tag: &str, spans: &[String]| {
        format!(
            r#"{{"id":"x{id}","tag":"{tag}","spans":[{}],"links":[{{"as":"of","to":"b c"}}]}}"#,
            spans.join(",")
        )
    };
    let rows = [
        gloss(1, "", &[span(0, 6, "A deal")]),
        gloss(2, "claim", &[]),
        gloss(3, "claim", &[span(5, 5, "")]),
        gloss(4, "claim", &[span(900, 910, "")]),
        gloss(5, "claim", &[span(5, 3, "not there")]),
        gloss(6, "claim", &[span(2, 6, "deal"), span(0, 4, "A de")]),
        gloss(7, "claim", &[span(40, 46, "nowhere"), span(42, 50, "at all")]),
        gloss(8, "claim", &[span(usize::MAX - 3, 3, "far away")]),
    ];
    desk.write("a.json", format!("[{}]", rows.join(",")));
    let done = desk.run(&["import", "a.txt", "a.json", "--from", "json"]);
    assert_eq!(
        (done.code, done.out.as_str()),
        (1, "a.txt: 3 added, 2 without a place, 4 that can't be used\n")
    );
    assert!(done.err.contains("annotation 1: its tag is empty"), "{}", done.err);
    let listed = desk.run(&["list", "a.txt", "--json"]);
    assert_eq!(listed.out.matches("\"tag\"").count(), 3, "{}{}", listed.out, listed.err);
    assert!(listed.out.contains("\"A deal\"") && !listed.out.contains("b c"), "{}", listed.out);
    let strict = desk.run(&["import", "a.txt", "a.json", "--from", "json", "--strict"]);
    assert_eq!(strict.code, 3, "{}", strict.err);
}

#[test]
fn one_bad_line_of_an_import_moves_none_of_the_good_ones() {
    let desk = Desk::with_document(ARTICLE);
    desk.write("b.txt", "At least it rained.\n\nAt least nobody came.\n\nAt least it rained.\n");
    desk.write("c.ann", "T1\tclaim 0 8\tAt least\nT2\tclaim 46 54\tnot there at all\n");
    let done = desk.run(&["import", "b.txt", "c.ann", "--from", "brat"]);
    assert_eq!(done.out, "b.txt: 2 added, 1 without a place\n");
    assert!(
        desk.read("b.txt.gloss.toml").contains("start = 0, end = 8"),
        "{}",
        desk.read("b.txt.gloss.toml")
    );
}

#[test]
fn words_of_a_table_that_stand_in_several_places_are_to_be_reviewed() {
    let desk = Desk::with_document(ARTICLE);
    desk.write("rows.csv", "tag,exact\nclaim,agreed\n");
    let done = desk.run(&["import", "a.txt", "rows.csv", "--from", "csv"]);
    assert_eq!(done.out, "a.txt: 1 added, 1 to review\n");
    let sidecar = desk.read("a.txt.gloss.toml");
    assert!(sidecar.contains("its words stand in several places"), "{sidecar}");
}

#[test]
fn an_import_into_a_folder_goes_where_the_file_says_and_nowhere_else() {
    let desk = Desk::with_document(ARTICLE);
    desk.write("b.txt", ARTICLE);
    let row = |file: &str, exact: &str| {
        format!(
            r#"{{"file":"{file}","id":"{}","tag":"note","creator":"Ann B.","spans":[{{"start":0,"end":3,"exact":"{exact}","prefix":"","suffix":""}}]}}"#,
            file.len()
        )
    };
    desk.write("rows.jsonl", [row("a.txt", "“We agreed,”"), row("../b.txt", "we meant it")].join("\n"));
    let done = desk.run(&["import", ".", "rows.jsonl", "--from", "jsonl", "--by-coder"]);
    assert_eq!(done.code, 0, "{}", done.err);
    assert!(desk.read("a.txt.Ann-B-.gloss.toml").contains("We agreed"));
    assert!(desk.read("b.txt.Ann-B-.gloss.toml").contains("we meant it"));
    let none = desk.run(&["import", "b.txt", "b.txt", "--from", "jsonl"]);
    assert_eq!(none.code, 3);
    assert!(none.err.contains("b.txt can't be read as jsonl: line 1"), "{}", none.err);
}

#[test]
fn a_codebook_goes_into_the_schema_and_what_is_there_stays() {
    let desk = Desk::with_document(ARTICLE);
    fs::create_dir_all(desk.path("b/own")).expect("a folder");
    desk.write(
        "b/own/gloss.toml",
        "# ours\n[kind.promise]\nkey = \"P\"\n[kind.claim.attributes]\ntopic = { type = \"text\" }",
    );
    desk.write("b/own/a.txt", ARTICLE);
    desk.run(&["export", "b/own/a.txt", "--to", "refi-codebook", "-o", "a.qdc"]);
    let import =
        |more: &[&str]| desk.run(&[&["import", ".", "a.qdc", "--from", "refi-codebook"], more].concat());
    let shown = import(&["--dry-run"]);
    assert_eq!(shown.code, 0, "{}", shown.err);
    assert!(shown.out.contains("[kind.claim.attributes.topic]\ntype = \"text\"\n"), "{}", shown.out);
    assert!(shown.out.contains("[kind.promise]\n") && !shown.out.contains("verdict"), "{}", shown.out);
    assert_eq!(import(&[]).out, "./gloss.toml (new): 1 kind added, 1 attribute added, 5 there already\n");
    assert_eq!(desk.read("gloss.toml"), shown.out);
    assert_eq!(import(&[]).out, "./gloss.toml: 6 there already\n");
    assert!(desk.run(&["schema"]).out.contains("promise"));

    // What is in a project that has a schema goes there, after all else.
    desk.write("b/own/gloss.toml", "# ours\n[kind.note]\ndoc = \"mine\"");
    fs::set_permissions(desk.path("b/own/gloss.toml"), fs::Permissions::from_mode(0o600)).expect("private");
    desk.run(&["import", "b/own/a.txt", "a.qdc", "--from", "refi-codebook"]);
    let own = desk.read("b/own/gloss.toml");
    assert!(own.starts_with("# ours\n[kind.note]\ndoc = \"mine\"\n\n[kind.claim.attributes.topic]"), "{own}");
    let mode = fs::metadata(desk.path("b/own/gloss.toml")).expect("there").permissions().mode();
    assert_eq!(mode & 0o777, 0o600);

    // A table that can't be added to is left alone.
    let closed = "kind.claim.attributes = { topics = { type = \"text\" } }\n";
    desk.write("b/own/gloss.toml", closed);
    let refused = desk.run(&["import", "b/own", "a.qdc", "--from", "refi-codebook"]);
    assert!(
        refused.code == 3 && refused.err.contains("--dry-run prints"),
        "{} {}",
        refused.code,
        refused.err
    );
    assert_eq!(desk.read("b/own/gloss.toml"), closed);
    let nowhere = desk.run(&["import", "nowhere/", "a.qdc", "--from", "refi-codebook"]);
    assert!(nowhere.code == 3 && nowhere.err.contains("no document or folder"), "{}", nowhere.err);
    let convert = desk.run(&["convert", "a.qdc", "--from", "refi-codebook", "--to", "json"]);
    assert!(convert.code == 2 && convert.err.contains("no glosses to convert"), "{}", convert.err);
}

#[test]
fn an_import_adds_the_kinds_it_brings_where_that_is_wanted() {
    let desk = Desk::with_document(ARTICLE);
    let rows = r#"[{"id":"x1","tag":"place","attributes":{"near":true},"spans":[{"start":0,"end":9,"exact":"“We agreed,”","prefix":"","suffix":""}]}]"#;
    desk.write("rows.json", rows);
    desk.write("note.json", rows.replace("x1", "x2").replace("place", "note").replace("\"near\":true", ""));
    let known = desk.run(&["import", "a.txt", "note.json", "--from", "json", "--schema"]);
    assert!(known.out.ends_with("\ngloss.toml: 1 there already\n"), "{}", known.out);
    assert!(!desk.path("gloss.toml").exists());
    let plain = desk.run(&["import", "a.txt", "rows.json", "--from", "json"]);
    assert!(plain.err.contains("The schema has no place: --schema adds them"), "{}", plain.err);
    let done = desk.run(&["import", "a.txt", "rows.json", "--from", "json", "--schema"]);
    assert_eq!(done.out, "a.txt: 1 there already\ngloss.toml (new): 1 kind added\n");
    assert_eq!(desk.read("gloss.toml"), "[kind.place]\n\n[kind.place.attributes.near]\ntype = \"flag\"\n");
}

#[test]
fn a_name_that_nothing_has_was_hardly_meant() {
    let desk = Desk::with_document(ARTICLE);
    desk.run(&["add", "a.txt", "--tag", "quote", "--exact", "“We agreed,”", "--set", "speaker=Mara"]);
    for args in [["--where", "speeker=Mara"], ["--sort", "speeker"]] {
        let done = desk.run(&[&["list", "a.txt"], &args[..]].concat());
        assert!(done.code == 2 && done.err.contains("nothing is called “speeker”"), "{args:?}: {}", done.err);
    }
    // The schema has it, though no gloss says anything of it here.
    assert_eq!(desk.run(&["list", "a.txt", "--where", "certainty=stated"]).code, 0);
    assert_eq!(desk.run(&["list", "a.txt", "--where", "created>2026", "--sort", "cue"]).code, 0);
}

#[test]
fn what_is_exported_takes_nobodys_place() {
    let desk = Desk::with_document(ARTICLE);
    for (coder, exact) in [("ann", "“We agreed,”"), ("ben", "Nobody agreed.")] {
        desk.run(&["add", "a.txt", "--tag", "claim", "--exact", exact, "--as", coder]);
    }
    let bens = desk.read("a.txt.ben.gloss.toml");
    let done = desk.run(&["export", "a.txt", "--as", "ann", "--to", "toml", "-o", "a.txt.ben.gloss.toml"]);
    assert_eq!((done.code, desk.read("a.txt.ben.gloss.toml")), (2, bens), "another coder's sidecar");

    fs::create_dir(desk.path("one")).expect("made");
    fs::create_dir(desk.path("two")).expect("made");
    desk.write("one/b.txt", ARTICLE);
    desk.write("two/b.txt", "Another text of that name.\n");
    let done = desk.run(&["export", "one/b.txt", "two/b.txt", "--to", "text", "-o", "out/"]);
    assert_eq!((done.code, desk.read("out/one/b.txt.txt").as_str()), (0, ARTICLE), "{}", done.err);
    assert_eq!(desk.read("out/two/b.txt.txt"), "Another text of that name.\n");

    desk.run(&["export", "one/b.txt", "--to", "text", "-o", "kept"]);
    assert_eq!(desk.run(&["export", "missing.txt", "--to", "csv", "-o", "kept"]).code, 3);
    assert_eq!(desk.read("kept"), ARTICLE, "what failed leaves what was there");
}

#[test]
fn no_name_in_a_foreign_file_leads_elsewhere() {
    let desk = Desk::with_document(ARTICLE);
    fs::create_dir(desk.path("in")).expect("made");
    desk.write("in/x.jsonl", r#"{"text":"One. Two.","meta":{"file":"../escaped.txt"},"gloss":[],"file":"../escaped.txt","spans":[{"start":0,"end":4,"label":"claim"}]}"#);
    let done = desk.run(&["convert", "in/x.jsonl", "--from", "prodigy", "--to", "text", "-o", "in/out/"]);
    assert_eq!(done.code, 0, "{}", done.err);
    let made = fs::read_dir(desk.path("in/out")).expect("made").count();
    assert_eq!(
        (made, desk.path("in/escaped.txt").exists(), desk.path("escaped.txt.txt").exists()),
        (1, false, false)
    );
}

#[test]
fn comparing_needs_a_terminal_and_two_coders() {
    let desk = Desk::with_document(ARTICLE);
    desk.run(&["add", "a.txt", "--tag", "quote", "--exact", "“We agreed,”", "--as", "ann"]);
    let alone = desk.run(&["compare", "a.txt"]);
    assert_eq!(alone.code, 2);
    assert!(alone.err.contains("ann alone has glosses of"), "{}", alone.err);
    desk.run(&["add", "a.txt", "--tag", "claim", "--exact", "“We agreed,”", "--as", "ben"]);
    assert!(desk.run(&["compare", "a.txt"]).err.contains("standard output is not a terminal"));
    assert!(desk.run(&["compare", "a.txt", "--coders", "ann,cleo"]).err.contains("no glosses of “cleo”"));
}

#[test]
fn suggestions_are_printed_written_and_not_made_twice() {
    let desk = Desk::with_document(ARTICLE);
    let printed = desk.run(&["suggest", "a.txt", "--tag", "quote"]).out;
    assert!(
        printed.contains("“We agreed,” … “and we meant it.”") && printed.contains("speaker=Mara"),
        "{printed}"
    );
    let json = desk.run(&["suggest", "a.txt", "--tag", "quote", "--json"]).out;
    let all: Vec<serde_json::Value> = serde_json::from_str(&json).expect("JSON");
    assert_eq!(all[0]["spans"], serde_json::json!([[8, 20], [32, 50]]), "{json}");
    assert_eq!((&all[0]["file"], &all[0]["attributes"]["cue"]), (&"a.txt".into(), &"said".into()));
    let would = desk.run(&["suggest", "a.txt", "--tag", "quote", "--dry-run"]).out;
    assert!(would.contains("1 gloss would be added") && !desk.path("a.txt.gloss.toml").exists(), "{would}");
    assert!(desk.run(&["suggest", "a.txt", "--tag", "quote", "--write"]).out.contains("1 gloss added"));
    let generator = "generator = { by = \"gloss 0.1\", what = \"quotes\" }";
    assert!(desk.read("a.txt.gloss.toml").contains(generator), "{}", desk.read("a.txt.gloss.toml"));
    assert_eq!(desk.run(&["suggest", "a.txt", "--tag", "quote"]).out, "");
    // What was dismissed stays so.
    desk.write(
        "a.txt.gloss.toml",
        "format = \"gloss/1\"\n\n[[dismissed]]\ntag = \"quote\"\nexact = \"“We agreed,”\"\nprefix = \"A deal\\n\\n\"\nsuffix = \" Mara\"\n",
    );
    assert_eq!(desk.run(&["suggest", "a.txt", "--tag", "quote"]).out, "");
    assert_eq!(desk.run(&["suggest"]).code, 2);
    assert_eq!(desk.run(&["suggest", "a.txt", "--tag", "qoute"]).code, 2);
    assert_eq!(desk.run(&["suggest", "a.txt", "--min-score", "5"]).code, 2);
    assert_eq!(desk.run(&["list", "a.txt", "--tag", "qoute"]).code, 2);
}

#[test]
fn glosses_are_carried_across_from_the_text_that_was_kept() {
    let desk = Desk::with_document(ARTICLE);
    desk.run(&["add", "a.txt", "--tag", "quote", "--exact", "“and we meant it.”"]);
    desk.run(&["check", "a.txt"]);
    // Nothing of the old surroundings is left near it, and its words were edited, too.
    desk.write("a.txt", ARTICLE.replace("“and we meant it.”", "“and we all meant every word of it.”"));
    let json: serde_json::Value =
        serde_json::from_str(&desk.run(&["check", "a.txt", "--json"]).out).expect("JSON");
    assert_eq!(json[0]["state"], "changed");
    let span = &json[0]["spans"][0];
    let words: String = desk.read("a.txt").chars().collect::<Vec<_>>()
        [span["start"].as_u64().unwrap_or(0) as usize..span["end"].as_u64().unwrap_or(0) as usize]
        .iter()
        .collect();
    assert_eq!(words, "“and we all meant every word of it.”");
    assert_eq!(desk.run(&["check", "a.txt", "--fix"]).code, 1);
    let sidecar = desk.read("a.txt.gloss.toml");
    assert!(sidecar.contains("and we meant it"), "what changed waits for a person: {sidecar}");
}

#[test]
#[cfg(feature = "git-history")]
fn the_old_text_comes_from_git_where_it_was_not_kept() {
    let desk = Desk::with_document(ARTICLE);
    let git = |args: &[&str]| {
        let mut command = Command::new("git");
        command.args([
            "-c",
            "user.name=a",
            "-c",
            "user.email=a@example.org",
            "-c",
            "init.defaultBranch=main",
        ]);
        let done = command.args(args).current_dir(desk.path("")).output();
        done.is_ok_and(|done| done.status.success())
    };
    if !require::require("git", git(&["init", "-q"])) {
        return;
    }
    let story = "The mill stood empty. Its wheel had been sold.\n\nThe miller came back in spring, with a wheel of \
                 iron that nobody in the valley had seen before.\n\nHe said little.\n";
    desk.write("a.txt", story);
    desk.run(&["add", "a.txt", "--tag", "claim", "--exact", "sold"]);
    assert!(git(&["add", "a.txt"]) && git(&["commit", "-qm", "one"]));
    let edited = story.replace("Its wheel had been sold.\n\n", "").replace("The mill stood empty. ", "");
    desk.write("a.txt", edited);
    assert!(git(&["commit", "-qam", "two"]));
    let reason = || {
        let json: serde_json::Value =
            serde_json::from_str(&desk.run(&["check", "a.txt", "--json"]).out).expect("JSON");
        json[0]["reason"].as_str().unwrap_or_default().to_owned()
    };
    fs::remove_dir_all(desk.path(".state")).expect("a state folder");
    // Only the old text tells that; without it the words are just not found.
    assert_eq!(reason(), "its words are gone, with those around them");
    fs::remove_dir_all(desk.path(".git")).expect("a repository");
    assert_eq!(reason(), "the recorded words are not in the text");
}

#[test]
fn the_version_lists_the_features() {
    let desk = Desk::with_document(ARTICLE);
    let long = desk.run(&["--version"]).out;
    assert_eq!(long.contains("sqlite"), cfg!(feature = "sqlite"), "{long}");
    assert_eq!(long.contains("git-history"), cfg!(feature = "git-history"), "{long}");
    assert_eq!(desk.run(&["-V"]).out.lines().count(), 1);
}

#[test]
fn an_export_to_sqlite_needs_the_feature() {
    let desk = Desk::with_document(ARTICLE);
    let done = desk.run(&["export", "a.txt", "--to", "sqlite", "-o", "a.sqlite"]);
    let formats = desk.run(&["formats"]).out;
    if cfg!(feature = "sqlite") {
        assert!(done.code == 0 && desk.path("a.sqlite").exists(), "{}", done.err);
        assert!(!formats.contains("not in this build"));
    } else {
        assert!(done.code == 2 && !desk.path("a.sqlite").exists());
        assert!(
            done.err.contains("lacks the feature sqlite") && done.err.contains("--features"),
            "{}",
            done.err
        );
        assert!(formats.contains("not in this build, which lacks the feature sqlite"));
    }
}

#[test]
fn a_build_that_cannot_read_git_says_so_once_where_that_might_help() {
    let desk = Desk::with_document(ARTICLE);
    let told = |desk: &Desk| desk.run(&["check", "."]).err.matches("lacks the feature git-history").count();
    for name in ["a.txt", "b.txt"] {
        desk.write(name, ARTICLE);
        desk.run(&["add", name, "--tag", "quote", "--exact", "“and we meant it.”"]);
    }
    assert_eq!(told(&desk), 0, "every gloss is in its place");
    for name in ["a.txt", "b.txt"] {
        desk.write(name, format!("Above.\n\n{ARTICLE}"));
    }
    assert_eq!(told(&desk), 0, "the old text was kept");
    fs::remove_dir_all(desk.path(".state")).expect("a state folder");
    assert_eq!(told(&desk), usize::from(cfg!(not(feature = "git-history"))));
}

#[test]
fn of_a_folder_those_documents_are_checked_that_have_glosses() {
    let desk = Desk::with_document(ARTICLE);
    desk.run(&["add", "a.txt", "--tag", "quote", "--exact", "“and we meant it.”"]);
    desk.write("b.txt", "Nothing is said of this.\n");
    assert_eq!(desk.run(&["check", "."]).out, "./a.txt: 1 unchanged\n");
    let review = desk.read("a.txt.gloss.toml").replace("tag = ", "review = \"is it all?\"\ntag = ");
    desk.write("a.txt.gloss.toml", review);
    let done = desk.run(&["check", "."]);
    assert!(done.code == 1 && done.out.starts_with("./a.txt: 1 marked for review\n"), "{}", done.out);
    assert!(
        done.out.contains(" marked for review quote ¶ 2: “and we meant it.” (is it all?)"),
        "{}",
        done.out
    );
}

#[test]
fn a_renamed_document_gets_its_glosses_back() {
    let desk = Desk::with_document(ARTICLE);
    desk.run(&["add", "a.txt", "--tag", "quote", "--exact", "“and we meant it.”"]);
    fs::rename(desk.path("a.txt"), desk.path("b.txt")).expect("renamed");
    let done = desk.run(&["check", "b.txt"]);
    assert_eq!((done.code, done.out.as_str()), (1, "b.txt: no glosses\n"));
    assert!(done.err.contains("a.txt.gloss.toml was left behind, and its text was the same"), "{}", done.err);
    let done = desk.run(&["check", "b.txt", "--adopt"]);
    assert_eq!((done.code, done.out.as_str()), (0, "b.txt: 1 unchanged\n"), "{}", done.err);
    assert!(
        desk.read("b.txt.gloss.toml").contains("file = \"b.txt\"") && !desk.path("a.txt.gloss.toml").exists()
    );
    // Renamed and edited at once.
    desk.write("c.txt", format!("A line above.\n\n{ARTICLE}"));
    fs::remove_file(desk.path("b.txt")).expect("gone");
    let done = desk.run(&["check", "c.txt", "--adopt"]);
    assert_eq!(
        (done.code, done.out.as_str()),
        (0, "c.txt: 1 moved\nc.txt: 1 written down where they are\n"),
        "{}",
        done.err
    );
    // Another document's glosses are nobody's to take.
    desk.write("d.txt", "Something else altogether.\n");
    assert_eq!(desk.run(&["check", "d.txt", "--adopt"]).out, "d.txt: no glosses\n");
}

const TALKS: &str = "A deal\n\nThe talks began at noon. Nobody knew why they ended.\n\n“We agreed,” Mara said. She was glad.\n\n\
The boats stayed in the harbour.\n\nThe mayor had no comment.\n";

/// A document that two coders have glossed: they agree on a quotation, and partly on two other glosses.
fn coded() -> Desk {
    let desk = Desk::with_document(ARTICLE);
    desk.write("talks.txt", TALKS);
    let add = |coder: &str, tag: &str, exact: &str, set: &str| {
        let done =
            desk.run(&["add", "talks.txt", "--as", coder, "--tag", tag, "--exact", exact, "--set", set]);
        assert_eq!(done.code, 0, "{}", done.err);
    };
    add("ann", "claim", "The talks began at noon.", "certainty=stated");
    add("bo", "claim", "talks began at noon", "certainty=hedged");
    add("ann", "quote", "“We agreed,”", "speaker=Mara");
    add("bo", "quote", "“We agreed,”", "speaker=Mara");
    add("ann", "claim", "The boats stayed in the harbour.", "certainty=stated");
    add("ann", "sentiment", "She was glad.", "intensity=2");
    add("bo", "sentiment", "She was glad.", "intensity=3");
    desk
}

fn json(done: &Done) -> serde_json::Value {
    assert_eq!(done.code, 0, "{}", done.err);
    serde_json::from_str(&done.out).expect("JSON")
}

#[test]
fn agree_measures_all_coders_of_a_document() {
    let desk = coded();
    let report = json(&desk.run(&["agree", "talks.txt", "--json"]));
    assert_eq!((&report["by"], &report["files"][0]), (&"kind".into(), &"talks.txt".into()));
    assert_eq!(report["coders"][0]["name"], "ann");
    let spans = &report["spans"][0];
    assert_eq!(
        (&spans["exact"]["both"], &spans["exact"]["one"], &spans["exact"]["other"]),
        (&2.into(), &4.into(), &3.into())
    );
    assert_eq!(
        (&spans["overlap"]["f"]["value"], &spans["overlap"]["of_other"]),
        (&0.8571.into(), &1.0.into())
    );
    assert_eq!(spans["kinds"]["claim"][1]["both"], 1);
    // Seven sentences, one of which is a claim to ann alone.
    assert_eq!((&report["labels"]["unit"], &report["labels"]["items"]), (&"sentence".into(), &7.into()));
    assert_eq!(report["labels"]["pairs"][0]["observed"], 0.8571);
    assert!(report["continuum"]["gamma"]["value"].as_f64().is_some_and(|gamma| gamma > 0.5));
    assert_eq!(report["disputed"][0]["exact"], "The boats stayed in the harbour.");
    assert_eq!(report["disputed"][0]["labels"], serde_json::json!(["claim", null]));
    let without = json(&desk.run(&["agree", "talks.txt", "--json", "--no-gamma"]));
    assert!(without["continuum"]["gamma"].is_null());
    let again = json(&desk.run(&["agree", "talks.txt", "--json"]));
    assert_eq!(report, again, "the same glosses give the same figures");
}

#[test]
fn what_was_settled_under_another_name_is_no_coder() {
    let desk = coded();
    let made = desk.read("talks.txt.ann.gloss.toml");
    let settled = made.replace("tag = ", "generator = \"gloss 0.1 compare: ann, bo\"\ntag = ");
    desk.write("talks.txt.gold.gloss.toml", settled);
    let coders = |args: &[&str]| {
        let report = json(&desk.run(&[&["agree", "talks.txt", "--json", "--no-gamma"], args].concat()));
        let names = report["coders"].as_array().expect("coders").iter().map(|coder| coder["name"].clone());
        names.collect::<serde_json::Value>()
    };
    assert_eq!(coders(&[]), serde_json::json!(["ann", "bo"]));
    assert_eq!(coders(&["--coders", "ann,gold"]), serde_json::json!(["ann", "gold"]));
    // Nor is the sidecar of a document whose name begins with this one's.
    desk.write("talks.txt.old", TALKS);
    desk.write("talks.txt.old.gloss.toml", made);
    assert_eq!(coders(&[]), serde_json::json!(["ann", "bo"]));
}

#[test]
fn agree_compares_the_values_of_an_attribute() {
    let desk = coded();
    let report = json(&desk.run(&["agree", "talks.txt", "--by", "certainty", "--json"]));
    assert_eq!((&report["labels"]["unit"], &report["labels"]["items"]), (&"passage".into(), &1.into()));
    assert_eq!(report["labels"]["labels"], serde_json::json!(["stated", "hedged"]));
    assert_eq!(report["disputed"][0]["labels"], serde_json::json!(["stated", "hedged"]));
    let numbers = json(&desk.run(&["agree", "talks.txt", "--by", "intensity", "--json"]));
    let scales: Vec<_> =
        numbers["labels"]["alpha"].as_array().expect("scales").iter().map(|a| &a["scale"]).collect();
    assert_eq!(scales, ["nominal", "ordinal", "interval", "ratio"]);
    let done = desk.run(&["agree", "talks.txt", "--by", "mood"]);
    let names = ["Hint: there is ", "kind", "certainty", "intensity", "speaker"];
    assert!(done.code == 2 && names.iter().all(|name| done.err.contains(name)), "{}", done.err);
}

#[test]
fn agree_is_read_on_lines_of_a_hundred_cells() {
    let desk = coded();
    for by in ["kind", "certainty", "speaker"] {
        let done = desk.run(&["agree", "talks.txt", "--by", by]);
        assert_eq!(done.code, 0, "{}", done.err);
        let widest = done.out.lines().map(|line| line.chars().count()).max();
        assert!(widest <= Some(100), "{}", done.out);
    }
    let out = desk.run(&["agree", "talks.txt"]).out;
    for part in ["2 coders, 1 document", "ann, bo", "Fleiss' kappa", "alpha-U", "gamma", "ann: claim; bo: –"]
    {
        assert!(out.contains(part), "{part} in {out}");
    }
}

#[test]
fn agree_takes_two_coders() {
    let desk = coded();
    for (args, says) in [
        (&["talks.txt", "--coders", "ann"][..], "there is only one: ann"),
        (&["talks.txt", "--coders", "ann,zoe"], "“zoe” has glossed none"),
        (&["a.txt"], "nobody has glossed a.txt"),
    ] {
        let done = desk.run(&[&["agree"], args].concat());
        assert!(done.code == 2 && done.err.contains(says) && done.err.contains("Hint: "), "{}", done.err);
    }
    assert_eq!(desk.run(&["agree", "missing.txt"]).code, 3);
}

#[test]
fn what_is_no_coders_own_is_taken_in_when_it_is_wanted_or_needed() {
    let desk = coded();
    desk.run(&["add", "talks.txt", "--tag", "quote", "--exact", "“We agreed,”"]);
    let done = desk.run(&["agree", "talks.txt"]);
    assert!(done.out.contains("talks.txt.gloss.toml is no coder's own"), "{}", done.out);
    let names = |args: &[&str]| {
        let report = json(&desk.run(&[&["agree", "talks.txt", "--json", "--no-gamma"], args].concat()));
        let names =
            report["coders"].as_array().expect("coders").iter().map(|coder| coder["name"].to_string());
        names.collect::<Vec<_>>().join(" ")
    };
    assert_eq!(names(&[]), "\"ann\" \"bo\"");
    assert_eq!(names(&["--coders", "bo,shared"]), "\"bo\" \"shared\"");
    fs::remove_file(desk.path("talks.txt.bo.gloss.toml")).expect("removed");
    assert_eq!(names(&[]), "\"ann\" \"shared\"");
    // A document of its own whose name only looks like a coder's.
    desk.write("talks.txt.old", TALKS);
    desk.run(&["add", "talks.txt.old", "--tag", "claim", "--exact", "She was glad."]);
    assert_eq!(names(&[]), "\"ann\" \"shared\"");
}

#[test]
fn agree_leaves_orphans_out_and_bears_a_coder_who_found_nothing() {
    let desk = coded();
    desk.write("talks.txt.cy.gloss.toml", "format = \"gloss/1\"\n");
    let report = json(&desk.run(&["agree", "talks.txt", "--json"]));
    assert_eq!(report["coders"][2]["glosses"], 0);
    assert_eq!(report["spans"][1]["overlap"]["f"]["value"], 0.0);
    assert!(report["spans"][1]["overlap"]["of_other"].is_null());
    desk.write("talks.txt", TALKS.replace("The boats stayed in the harbour.\n\n", ""));
    let report = json(&desk.run(&["agree", "talks.txt", "--json"]));
    assert_eq!((&report["coders"][0]["orphans"], &report["coders"][0]["glosses"]), (&1.into(), &3.into()));
    assert!(desk.run(&["agree", "talks.txt"]).out.contains("1 gloss has no place"));
    desk.write("talks.txt", "");
    let done = desk.run(&["agree", "talks.txt"]);
    assert!(done.code == 0 && done.out.contains("No passage is disputed."), "{}{}", done.out, done.err);
}

#[test]
fn agree_pools_documents_and_names_them() {
    let desk = coded();
    desk.write("b.txt", ARTICLE);
    desk.run(&["add", "b.txt", "--as", "ann", "--tag", "quote", "--exact", "“We agreed,”"]);
    let report = json(&desk.run(&["agree", "talks.txt", "b.txt", "--json"]));
    assert_eq!(
        (&report["documents"], &report["coders"][0]["documents"], &report["coders"][1]["documents"]),
        (&2.into(), &2.into(), &1.into())
    );
    // bo has not worked on b.txt: nothing in it counts for or against them.
    assert_eq!(
        (&report["spans"][0]["exact"]["one"], &report["continuum"]["documents"]),
        (&4.into(), &1.into())
    );
    assert!(desk.run(&["agree", "talks.txt", "b.txt"]).out.contains("talks.txt ¶ "));
}

#[test]
fn a_moved_document_gets_its_glosses_back_from_the_folder_it_was_in() {
    let desk = Desk::with_document(ARTICLE);
    fs::create_dir(desk.path("archive")).expect("made");
    desk.run(&["add", "a.txt", "--tag", "quote", "--exact", "“and we meant it.”"]);
    // Another copy keeps its own.
    desk.write("copy.txt", ARTICLE);
    desk.run(&["add", "copy.txt", "--tag", "claim", "--exact", "Nobody agreed."]);
    fs::rename(desk.path("a.txt"), desk.path("archive/b.txt")).expect("moved");
    let done = desk.run(&["check", "archive/b.txt", "--adopt"]);
    assert_eq!((done.code, done.out.as_str()), (0, "archive/b.txt: 1 unchanged\n"), "{}", done.err);
    assert!(done.err.contains("took over") && done.err.contains("its text was the same"), "{}", done.err);
    let taken = desk.read("archive/b.txt.gloss.toml");
    assert!(taken.contains("file = \"b.txt\"") && taken.contains("and we meant it"), "{taken}");
    assert!(!desk.path("a.txt.gloss.toml").exists());
    assert!(desk.read("copy.txt.gloss.toml").contains("Nobody agreed."));
}

#[test]
fn what_could_be_one_of_several_documents_glosses_is_asked_for() {
    let desk = Desk::with_document(ARTICLE);
    desk.write("b.txt", format!("{ARTICLE}More.\n"));
    for file in ["a.txt", "b.txt"] {
        desk.run(&["add", file, "--tag", "quote", "--exact", "“and we meant it.”"]);
        fs::remove_file(desk.path(file)).expect("gone");
    }
    desk.write("c.txt", format!("Less.\n\n{ARTICLE}"));
    let done = desk.run(&["check", "c.txt", "--adopt"]);
    assert!(done.code == 3 && done.err.contains("several could be the glosses of c.txt"), "{}", done.err);
    assert!(desk.path("a.txt.gloss.toml").exists() && desk.path("b.txt.gloss.toml").exists());
    // How sure it is is said.
    fs::remove_file(desk.path("a.txt.gloss.toml")).expect("gone");
    let done = desk.run(&["check", "c.txt", "--adopt"]);
    assert!(done.code == 0 && done.err.contains("its gloss stands in this text"), "{}", done.err);
}

#[test]
fn an_import_makes_no_file_that_says_something_to_a_program() {
    let desk = Desk::with_document(ARTICLE);
    for name in [".profile", "gloss.toml", "a.txt.GLOSS.toml"] {
        let task =
            format!(r#"{{"data":{{"text":"Some words of {name}.","file":"{name}"}},"annotations":[]}}"#);
        desk.write("tasks.json", format!("[{task}]"));
        let done = desk.run(&["import", ".", "tasks.json", "--from", "labelstudio"]);
        assert_eq!((done.code, desk.path(name).exists()), (0, false), "{name}: {}{}", done.out, done.err);
    }
}

#[test]
fn positions_that_need_a_text_are_counted_in_the_document() {
    let desk = Desk::with_document(ARTICLE);
    desk.write("by-mara.slate", "(2, 1) - claim\n");
    let done = desk.run(&["import", "a.txt", "by-mara.slate", "--from", "slate"]);
    assert_eq!(done.out, "a.txt: 1 added\n", "{}", done.err);
    assert!(
        desk.read("a.txt.gloss.toml").contains("exact = \"agreed,”\""),
        "{}",
        desk.read("a.txt.gloss.toml")
    );
}

#[test]
fn numbers_are_listed_before_texts() {
    let desk = Desk::with_document(ARTICLE);
    desk.write("a.csv", "tag,exact,size\nnote,deal,9\nnote,Mara,10\nnote,meant,1x\nnote,Nobody,2\n");
    desk.run(&["import", "a.txt", "a.csv", "--from", "csv"]);
    let listed = desk.run(&["list", "a.txt", "--sort", "size"]).out;
    let at = |words: &str| listed.find(words).expect("listed");
    assert!(at("Nobody") < at("deal") && at("deal") < at("Mara") && at("Mara") < at("meant"), "{listed}");
}

#[test]
fn check_counts_each_gloss_once() {
    let desk = Desk::with_document(ARTICLE);
    for words in ["A deal", "“We agreed,”", "Nobody agreed."] {
        desk.run(&["add", "a.txt", "--tag", "quote", "--exact", words]);
    }
    let sidecar = desk.read("a.txt.gloss.toml");
    let with = |line: &str, nth: usize| {
        let (at, tag) = sidecar.match_indices("tag = ").nth(nth).expect("a gloss");
        (at, format!("{line}\n{tag}"))
    };
    let mut edited = sidecar.clone();
    for (at, line) in [with("orphaned = true", 2), with("review = \"is it all?\"", 1)] {
        edited.replace_range(at..at + "tag = ".len(), &line);
    }
    desk.write("a.txt.gloss.toml", &edited);
    let done = desk.run(&["check", "a.txt"]);
    let first = done.out.lines().next();
    assert_eq!(
        first,
        Some("a.txt: 1 unchanged, 1 marked for review, 1 left without a place"),
        "{}",
        done.out
    );
    assert_eq!(done.out.lines().count(), 2, "what is left so needs nobody: {}", done.out);
}

#[test]
fn of_a_folder_it_is_told_what_renamed_documents_left_behind() {
    let desk = Desk::with_document(ARTICLE);
    desk.run(&["add", "a.txt", "--tag", "quote", "--exact", "“and we meant it.”"]);
    desk.write("c.txt", "The ferry was late.\n");
    desk.run(&["add", "c.txt", "--tag", "claim", "--exact", "The ferry was late."]);
    fs::create_dir(desk.path("old")).expect("made");
    fs::rename(desk.path("a.txt"), desk.path("old/b.txt")).expect("renamed");
    desk.write("c.txt", "Nobody waited.\n");
    fs::rename(desk.path("c.txt"), desk.path("d.txt")).expect("renamed");
    let told = |done: &Done, name: &str, what: &str| {
        let line = done.out.lines().find(|line| line.starts_with(&format!("./{name}: left behind, ")));
        assert!(line.is_some_and(|line| line.contains(what)), "{what} of {name} in {}", done.out);
    };
    let done = desk.run(&["check", "."]);
    assert_eq!((done.code, done.out.lines().count()), (1, 2), "{}", done.out);
    told(&done, "a.txt.gloss.toml", "./old/b.txt has its text");
    told(&done, "c.txt.gloss.toml", "gloss check DOCUMENT --adopt");
    let json = desk.run(&["check", ".", "--json"]);
    assert_eq!((json.code, json.out.as_str()), (1, "[]\n"));
    assert!(json.err.contains("left behind"), "{}", json.err);
    // Of two that have the text neither is it for certain.
    desk.write("old/e.txt", ARTICLE);
    let done = desk.run(&["check", ".", "--adopt"]);
    told(&done, "a.txt.gloss.toml", "./old/b.txt, ./old/e.txt have its text");
    fs::remove_file(desk.path("old/e.txt")).expect("gone");
    let done = desk.run(&["check", ".", "--adopt"]);
    assert_eq!(done.code, 1, "one is left: {}", done.out);
    assert!(done.err.contains("./old/b.txt: took over ./a.txt.gloss.toml"), "{}", done.err);
    assert!(done.out.ends_with("./old/b.txt: 1 unchanged\n"), "{}", done.out);
    assert!(desk.read("old/b.txt.gloss.toml").contains("file = \"b.txt\""));
    assert!(!desk.path("a.txt.gloss.toml").exists() && desk.path("c.txt.gloss.toml").exists());
}

#[test]
fn a_format_for_one_document_gets_no_more_than_one() {
    let desk = Desk::with_document(ARTICLE);
    let lines = ["The ferry was late.", "Nobody waited."]
        .map(|text| format!("{{\"id\": 1, \"text\": \"{text}\", \"label\": [[0, 3, \"claim\"]]}}\n"));
    desk.write("two.jsonl", lines.concat());
    let convert = ["convert", "two.jsonl", "--from", "doccano", "--to", "pandoc"];
    for more in [&[][..], &["--strict"], &["-o", "two.out"]] {
        let done = desk.run(&[&convert, more].concat());
        assert_eq!((done.code, done.out.as_str()), (2, ""), "{more:?}: {}", done.err);
        assert!(done.err.contains("several documents"), "{}", done.err);
    }
    assert!(!desk.path("two.out").exists());
    desk.write("two.jsonl", &lines[0]);
    let done = desk.run(&convert);
    assert!(done.code == 0 && done.out.contains("ferry was late"), "{}{}", done.out, done.err);
}
