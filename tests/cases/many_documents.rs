//! Files of many documents, and coders.

mod matching;
mod teams;
mod tools;

use std::{fs, path::Path};

use serde_json::{Value as Json, json};

use super::command::Desk;

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
