//! Wrong use: told with what to do, and by the exit code.

use std::fs;

use crate::command::Desk;

pub(super) const LETTER: &str = "The mill burned down. Ida Brock saw it.\n";

pub(super) fn desk() -> Desk {
    let desk = Desk::with_document(LETTER);
    assert_eq!(desk.run(&["add", "a.txt", "--tag", "note", "--exact", "The mill"]).code, 0);
    desk
}

#[test]
fn the_help_and_the_readme_list_every_exit_code() {
    let help = desk().run(&["--help"]).out;
    let man = desk().run(&["man"]).out;
    let readme = fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/README.md")).expect("read");
    let codes = help.split("Exit codes:\n").nth(1).expect("a list").split("\n\n").next().expect("its end");
    assert_eq!(codes.lines().count(), 5, "{codes}");
    for line in codes.lines() {
        let (code, means) = line.trim().split_once(' ').expect("a code");
        let row = format!("| {code} | {} |", means.trim());
        assert!(readme.contains(&row), "{row}");
        // What a manual page does to an apostrophe is its own.
        let start = means.trim().split('\'').next().unwrap_or_default();
        assert!(man.contains(start), "{start}");
    }
}

#[test]
fn what_means_nothing_is_wrong_use_in_every_command() {
    let desk = desk();
    let before = desk.read("a.txt.gloss.toml");
    let commands: [&[&str]; 9] = [
        &["list", "a.txt"],
        &["stats", "a.txt"],
        &["check", "a.txt"],
        &["suggest", "a.txt"],
        &["export", "a.txt", "--to", "json"],
        &["agree", "a.txt"],
        &["compare", "a.txt"],
        &["add", "a.txt", "--tag", "note", "--exact", "Ida"],
        &["import", "a.txt", "--from", "toml", "a.txt.gloss.toml"],
    ];
    for command in commands {
        for coder in ["", " ", "a b", "a/b", "..", "a.b", "a\u{7}"] {
            let done = desk.run(&[command, &["--as", coder]].concat());
            assert_eq!(done.code, 2, "{command:?} --as {coder:?}: {done:?}");
            assert!(done.err.contains("--as <CODER>") && done.out.is_empty(), "{done:?}");
        }
    }
    for condition in
        ["kind>claim", "nosuch=1", "", "=", "kind", "kind=nosuch", "state=fine", "created>soon", "exact~("]
    {
        for command in ["list", "stats"] {
            let done = desk.run(&[command, "a.txt", "--where", condition]);
            assert_eq!((done.code, done.out.as_str()), (2, ""), "{command} {condition}: {done:?}");
        }
    }
    for args in [
        &["add", "a.txt", "--tag", "/", "--exact", "Ida", "--force"][..],
        &["add", "a.txt", "--tag", "frame//x", "--exact", "Ida", "--force"],
        &["add", "a.txt", "--tag", " ", "--exact", "Ida", "--force"],
        &["add", "a.txt", "--tag", "a\u{1b}b", "--exact", "Ida", "--force"],
        &["add", "a.txt", "--tag", "note", "--exact", "Ida", "--force", "--set", " =x"],
        &["add", "a.txt", "--tag", "note", "--exact", "Ida", "--force", "--link", " =aaaaaaaaaa"],
        &["add", "a.txt", "--tag", "note", "--exact", "Ida", "--start", "one"],
        &["suggest", "a.txt", "--min-score", "2"],
        &["export", "a.txt", "--to", "nothing"],
        &["list", "a.txt", "--sort", "nosuch"],
        &["stats", "a.txt", "--by", "nosuch"],
        &["list", "-"],
        &["add", "a.txt", "--tag", "note", "--exact", ""],
        &["add", "a.txt", "--tag", "note", "--exact", "nowhere"],
        &["add", "a.txt", "--tag", "note", "--exact", "Ida", "--set", "speaker"],
        &["add", "a.txt", "--tag", "note", "--exact", "Ida", "--link", "supports=a b"],
        &["edit", "a.txt", "zzzz", "--note", "x"],
        &["compare", "a.txt", "--coders", "zz"],
        &["export", "a.txt", "--to", "json", "--bom"],
        &["agree", "a.txt", "--coders", "zz"],
    ] {
        let done = desk.run(args);
        assert_eq!((done.code, done.out.as_str()), (2, ""), "{args:?}: {done:?}");
        assert!(done.err.starts_with("Error: ") && done.err.contains("\nHint: "), "{args:?}: {}", done.err);
    }
    assert_eq!(desk.read("a.txt.gloss.toml"), before);
}

#[test]
fn names_that_a_file_can_hold_are_taken_by_force() {
    let desk = desk();
    let add = |args: &[&str]| desk.run(&[&["add", "a.txt", "--exact", "Ida", "--force"], args].concat()).code;
    assert_eq!(add(&["--tag", "frame/loss", "--set", "who says=ann", "--set", "größe=1"]), 0);
    let listed = desk.run(&["list", "a.txt", "--where", "kind=frame"]).out;
    assert!(listed.contains("who says=ann") && listed.contains("größe=1"), "{listed}");
}

/// What belongs to Rust and means nothing to a person.
const NAMES_OF_RUST: [&str; 12] = [
    "os error",
    "Os {",
    "Error(",
    "Utf8Error",
    "ParseIntError",
    "invalid digit",
    "stream did not contain",
    "struct ",
    "Error code",
    "EOF while",
    "at line 1 column",
    "unwrap",
];

#[test]
fn errors_name_the_file_and_no_type_of_the_program() {
    let desk = desk();
    fs::create_dir(desk.path("folder.toml")).expect("made");
    desk.write("bad", b"fine\nab\xffcd\n");
    desk.write("list.jsonl", "[]\n");
    desk.write("cut.json", "[{\"tag\": ");
    desk.write("typed.json", "[{\"tag\": 3}]");
    desk.write("empty", "");
    for args in [
        &["text", "none.txt"][..],
        &["text", "folder.toml"],
        &["list", "none.txt"],
        &["check", "none.txt"],
        &["export", "none.txt", "--to", "csv"],
        &["import", "a.txt", "--from", "csv", "none.csv"],
        &["import", "a.txt", "--from", "json", "folder.toml/none"],
        &["convert", "none.csv", "--from", "csv", "--to", "json"],
        &["merge", "none", "none", "none"],
        &["diff", "none.txt"],
        &["schema", "none"],
        &["export", "a.txt", "--to", "csv", "-o", "none/a.csv"],
        &["import", "a.txt", "--from", "jsonl", "list.jsonl"],
        &["import", "a.txt", "--from", "json", "cut.json"],
        &["import", "a.txt", "--from", "json", "typed.json"],
        &["import", "a.txt", "--from", "sqlite", "empty"],
    ] {
        let done = desk.run(args);
        assert!(matches!(done.code, 2 | 3), "{args:?}: {done:?}");
        assert!(done.err.starts_with("Error: "), "{args:?}: {}", done.err);
        let named = args.iter().skip(1).any(|word| {
            let name = word.rsplit('/').next().unwrap_or(word);
            done.err.contains(name) && !name.starts_with('-')
        });
        assert!(named, "{args:?}: {}", done.err);
        assert!(done.err.contains("\nHint: "), "{args:?}: what next? {}", done.err);
        for name in NAMES_OF_RUST {
            assert!(!done.err.contains(name), "{args:?}: {name}: {}", done.err);
        }
    }
    for format in ["toml", "json", "jsonl", "brat", "slate", "webannotation", "doccano", "cas-xmi"] {
        let done = desk.run(&["import", "a.txt", "--from", format, "bad"]);
        assert_eq!(done.code, 3, "{format}: {done:?}");
        assert!(
            done.err.contains("bad can't be read") && done.err.contains("line 2, byte 3"),
            "{format}: {}",
            done.err
        );
    }
}

#[test]
fn rubbish_is_no_file_of_any_format() {
    let desk = desk();
    desk.write("rubbish", "complete rubbish\nsecond line, 5\n\n");
    let before = desk.read("a.txt.gloss.toml");
    for format in [
        "toml",
        "json",
        "jsonl",
        "csv",
        "tsv",
        "webannotation",
        "hypothesis",
        "brat",
        "brat-config",
        "cas-json",
        "cas-xmi",
        "refi",
        "refi-codebook",
        "labelstudio",
        "doccano",
        "prodigy",
        "spacy",
        "pubannotation",
        "slate",
        "conll",
        "claimreview",
        "parquet",
    ] {
        let done = desk.run(&["import", "a.txt", "--from", format, "rubbish"]);
        assert_eq!(done.code, 3, "{format}: {done:?}");
        assert!(done.err.contains("rubbish can't be read as"), "{format}: {}", done.err);
    }
    // Where some of it can be read, the rest is counted and named.
    desk.write("some.ann", "T1\tnote 9 15\tburned\ncomplete rubbish\n");
    let done = desk.run(&["import", "a.txt", "--from", "brat", "some.ann"]);
    assert!(done.code == 1 && done.err.contains("line 2: “complete rubbish” is of no sort"), "{done:?}");
    assert!(desk.read("a.txt.gloss.toml").len() > before.len());
}
