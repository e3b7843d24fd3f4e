//! `gloss list` and `gloss stats` on folders with several documents.

#[path = "support/command.rs"]
mod command;

use std::{fs, path::PathBuf};

use serde_json::Value as Json;

/// A folder with three documents by two coders.
struct Desk(command::Desk);

impl Desk {
    fn new() -> Self {
        let desk = Self(command::Desk::empty());
        desk.write("mill.txt", "“It turns,” Ada said. “It stands,” Ben said. The wheel is new.\n");
        desk.write("north/weir.txt", "“It leaks,” Ada said.\n\nNobody mends it.\n");
        desk.write("north/empty.txt", "Nothing was said.\n");
        desk.write("north/picture.txt", b"\x89PNG\0\0");
        desk.add("mill.txt", "quote", "“It turns,”", "speaker=Ada", &[]);
        desk.add("mill.txt", "quote", "“It stands,”", "speaker=Ben", &[]);
        desk.add("mill.txt", "claim", "The wheel is new.", "checkable=yes", &["--as", "eve"]);
        desk.add("north/weir.txt", "quote", "“It leaks,”", "speaker=Ada", &[]);
        desk.add("north/weir.txt", "claim", "Nobody mends it.", "checkable=no", &[]);
        desk
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path(name)
    }

    fn write(&self, name: &str, content: impl AsRef<[u8]>) {
        self.0.write(name, content);
    }

    fn add(&self, file: &str, tag: &str, exact: &str, set: &str, more: &[&str]) {
        let args = ["add", file, "--tag", tag, "--exact", exact, "--set", set];
        assert_eq!(self.run(&[&args, more].concat()).0, 0);
    }

    /// Runs the program; returns exit code, output and errors.
    fn run(&self, args: &[&str]) -> (i32, String, String) {
        let done = self.0.run(args);
        (done.code, done.out, done.err)
    }

    /// The first words of each listed gloss.
    fn listed(&self, args: &[&str]) -> Vec<String> {
        let (code, out, err) = self.run(&[&["list", "."], args].concat());
        assert_eq!(code, 0, "{err}");
        out.lines().map(|line| line.split('\t').nth(2).unwrap_or_default().to_owned()).collect()
    }

    fn json(&self, args: &[&str]) -> Json {
        let (code, out, err) = self.run(args);
        assert_eq!(code, 0, "{err}");
        serde_json::from_str(&out).expect("JSON")
    }
}

#[test]
fn a_folders_glosses_are_listed_document_by_document() {
    let desk = Desk::new();
    let (code, out, _) = desk.run(&["list", "."]);
    assert_eq!(code, 0);
    let places: Vec<&str> = out.lines().filter_map(|line| line.split('\t').next()).collect();
    assert_eq!(places, ["./mill.txt:¶ 1", "./mill.txt:¶ 1", "./north/weir.txt:¶ 1", "./north/weir.txt:¶ 2"]);
    assert_eq!(desk.listed(&["--where", "speaker=Ada"]), ["“It turns,”", "“It leaks,”"]);
    assert_eq!(desk.listed(&["--where", "speaker!=Ada", "--tag", "quote,claim"]).len(), 2);
    assert_eq!(desk.listed(&["--where", "exact*=MENDS", "--where", "checkable=no"]), ["Nobody mends it."]);
    assert_eq!(desk.listed(&["--where", "file~^./north/"]).len(), 2);
    assert_eq!(desk.run(&["list", ".", "--where", "speaker=Ada", "--count"]).1, "2\n");
    assert_eq!(desk.run(&["list", "north", "--where", "tag~(", "--count"]).0, 2);
    assert_eq!(desk.run(&["list", ".", "--tag", "qoute"]).0, 2);
    assert_eq!(desk.run(&["list", ".", "--tag", "note"]).0, 0, "a kind that the schema has need not be used");
}

#[test]
fn glosses_are_sorted_by_what_is_said_of_them() {
    let desk = Desk::new();
    let by_speaker = ["“It turns,”", "“It leaks,”", "“It stands,”", "Nobody mends it."];
    assert_eq!(desk.listed(&["--sort", "speaker"]), by_speaker);
    let reverse = ["“It stands,”", "“It turns,”", "“It leaks,”", "Nobody mends it."];
    assert_eq!(desk.listed(&["--sort", "speaker", "--reverse"]), reverse);
    assert_eq!(desk.listed(&["--reverse"])[0], "Nobody mends it.");
}

#[test]
fn everybodys_glosses_say_whose_they_are() {
    let desk = Desk::new();
    let all = desk.json(&["list", ".", "--all-coders", "--json"]);
    let coders: Vec<Option<&str>> =
        all.as_array().expect("an array").iter().map(|gloss| gloss["coder"].as_str()).collect();
    assert_eq!(coders, [Some("eve"), None, None, None, None]);
    assert_eq!(desk.listed(&["--all-coders", "--where", "coder=eve"]), ["The wheel is new."]);
    assert_eq!(desk.listed(&["--as", "eve"]), ["The wheel is new."]);
}

#[test]
fn json_of_a_folder_is_the_arrays_of_its_documents_in_one() {
    let desk = Desk::new();
    let all = desk.json(&["list", "mill.txt", "north", "--json"]);
    let mut one_by_one = desk.json(&["list", "mill.txt", "--json"]).as_array().expect("an array").clone();
    one_by_one.extend(desk.json(&["list", "north/weir.txt", "--json"]).as_array().expect("an array").clone());
    assert_eq!(all, Json::Array(one_by_one));
    assert_eq!(desk.json(&["list", ".", "--where", "speaker=Nobody", "--json"]), Json::Array(Vec::new()));
}

#[test]
fn a_document_that_has_changed_tells_where_its_glosses_stand_now() {
    let desk = Desk::new();
    desk.write("north/weir.txt", "A new line.\n\n“It leaks,” Ada said.\n\nNobody mends it.\n");
    assert_eq!(desk.listed(&["--where", "state=moved"]), ["“It leaks,”", "Nobody mends it."]);
    assert_eq!(desk.run(&["list", ".", "--where", "state=unchanged", "--count"]).1, "2\n");
    let moved = desk.json(&["list", "north/weir.txt", "--json"]);
    assert_eq!((&moved[0]["state"], &moved[0]["spans"][0]["start"]), (&"moved".into(), &13.into()));
    assert!(!desk.path(".state/gloss/texts").exists() || desk.listed(&[]).len() == 4);
}

#[test]
fn stats_count_glosses_words_and_documents() {
    let desk = Desk::new();
    let (_, out, _) = desk.run(&["stats", ".", "--by", "speaker", "--tag", "quote"]);
    assert_eq!(out, "all\t\t3\t6\t2\nspeaker\tAda\t2\t4\t2\nspeaker\tBen\t1\t2\t1\n");
    let stats = desk.json(&["stats", ".", "--by", "tag,speaker", "--json"]);
    assert_eq!((&stats["glosses"], &stats["documents"]), (&4.into(), &2.into()));
    assert_eq!(
        stats["by"]["tag"][0],
        serde_json::json!({"value": "quote", "glosses": 3, "words": 6, "documents": 2})
    );
    assert_eq!(stats["by"]["speaker"][2]["value"], Json::Null, "claims have no speaker");
    let (_, out, _) = desk.run(&["stats", ".", "--all-coders"]);
    for row in ["coder\teve\t1\t4\t1", "checkable\tyes\t1\t4\t1", "tag\tclaim\t2\t7\t2"] {
        assert!(out.lines().any(|line| line == row), "{row} in {out}");
    }
}

#[test]
fn stats_by_what_nothing_is_called_are_refused() {
    let desk = Desk::new();
    let (code, out, err) = desk.run(&["stats", ".", "--by", "tag,speeker"]);
    assert!(code == 2 && out.is_empty() && err.contains("“speeker”"), "{err}");
    assert_eq!(desk.run(&["stats", ".", "--by", "polarity,note"]).0, 0, "what a schema has need not be used");
    desk.add("mill.txt", "quote", "“It turns,”", "mood=dry", &["--as", "eve", "--force"]);
    assert_eq!(desk.run(&["stats", ".", "--by", "mood", "--as", "eve"]).0, 0);
}

#[test]
fn where_only_others_have_glosses_they_are_named() {
    let desk = Desk::new();
    fs::remove_file(desk.path("mill.txt.gloss.toml")).expect("there");
    for command in ["list", "stats"] {
        let (code, _, err) = desk.run(&[command, "mill.txt"]);
        assert!(code == 0 && err.contains("there are glosses of eve: --as NAME"), "{err}");
        assert_eq!(desk.run(&[command, "mill.txt", "--as", "eve"]).2, "");
        assert_eq!(desk.run(&[command, "north/empty.txt"]).2, "");
    }
}

#[test]
fn what_gitignore_leaves_out_is_passed_over_and_counted() {
    let desk = Desk::new();
    desk.write(".gitignore", "north/\nold.txt\n");
    desk.write("old.txt", "Nobody came.\n");
    desk.write("north/new.txt", "Nobody went.\n");
    let told = |count: usize, args: &[&str]| {
        let (code, out, err) = desk.run(args);
        assert_eq!(err.matches("passed over; --no-ignore takes ").count(), usize::from(count > 0), "{err}");
        let what = if count == 1 { "1 file that".to_owned() } else { format!("{count} files that") };
        assert!(count == 0 || err.contains(&format!("{what} .gitignore leaves out")), "{err}");
        (code, out)
    };
    // In the folder that is left out `weir.txt` has glosses; three others are passed over, and `old.txt`.
    let (code, out) = told(4, &["list", "."]);
    assert!(code == 0 && out.contains("./north/weir.txt"), "{out}");
    told(4, &["check", "."]);
    told(4, &["export", ".", "--to", "json"]);
    told(0, &["list", ".", "--no-ignore"]);
    // What is named is never left out.
    told(0, &["export", "old.txt", "--to", "json"]);
    fs::remove_file(desk.path("north/picture.txt")).expect("a picture");
    fs::remove_file(desk.path("north/empty.txt")).expect("a text");
    fs::remove_file(desk.path("old.txt")).expect("a text");
    told(1, &["list", "."]);
}
