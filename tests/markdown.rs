//! Markdown through the program: what is read of it, and glosses that were made on its source.

#[path = "support/command.rs"]
mod command;

use std::{fs, path::PathBuf};

use serde_json::Value as Json;

const SOURCE: &str = "\
---
title: The mill
author: Nell Ort
date: 2026-11-20
---

# The *mill*

\"It turns,\" **Ada** said, \"and it
has turned for years.\"

- It [leaks](https://example.org/a_b).
- Nobody mends it.

```sh
run the wheel
```
";

const TEXT: &str = "\
The mill

\"It turns,\" Ada said, \"and it has turned for years.\"

It leaks.

Nobody mends it.

run the wheel";

struct Desk(command::Desk);

impl Desk {
    fn new() -> Self {
        let desk = Self(command::Desk::empty());
        fs::write(desk.path("mill.md"), SOURCE).expect("written");
        desk
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path(name)
    }

    fn sidecar(&self) -> String {
        fs::read_to_string(self.path("mill.md.gloss.toml")).unwrap_or_default()
    }

    /// Exit code, output, errors.
    fn run(&self, args: &[&str]) -> (i32, String, String) {
        let done = self.0.run(args);
        (done.code, done.out, done.err)
    }

    fn done(&self, args: &[&str]) -> String {
        let (code, out, err) = self.run(args);
        assert_eq!(code, 0, "{args:?}: {out}{err}");
        out
    }

    /// Glosses of the source, as a version of the program recorded them that showed the source.
    fn gloss_source(&self, exact: &[&str]) {
        fs::write(self.path("mill.txt"), fs::read(self.path("mill.md")).expect("read")).expect("written");
        for exact in exact {
            self.done(&["add", "mill.txt", "--tag", "claim", "--exact", exact]);
        }
        let made = fs::read_to_string(self.path("mill.txt.gloss.toml")).expect("made");
        fs::write(self.path("mill.md.gloss.toml"), made.replace("mill.txt", "mill.md")).expect("written");
        fs::remove_file(self.path("mill.txt")).expect("removed");
        fs::remove_file(self.path("mill.txt.gloss.toml")).expect("removed");
        // The old text must be made of the source alone.
        fs::remove_dir_all(self.path(".state")).expect("removed");
    }

    /// The state of each gloss, and where it stands.
    fn states(&self) -> Vec<(String, Vec<(usize, usize)>)> {
        let (_, out, err) = self.run(&["check", "mill.md", "--json"]);
        let states: Json = serde_json::from_str(&out).unwrap_or_else(|_| panic!("{out}{err}"));
        let number = |json: &Json| json.as_u64().and_then(|n| usize::try_from(n).ok()).unwrap_or(usize::MAX);
        let span = |span: &Json| (number(&span["start"]), number(&span["end"]));
        let state = |gloss: &Json| {
            let spans = gloss["spans"].as_array().map(|spans| spans.iter().map(span).collect());
            (gloss["state"].as_str().unwrap_or_default().to_owned(), spans.unwrap_or_default())
        };
        states.as_array().map(|all| all.iter().map(state).collect()).unwrap_or_default()
    }
}

fn span(words: &str) -> Vec<(usize, usize)> {
    let start = TEXT.find(words).expect("in the text");
    vec![(start, start + words.len())]
}

#[test]
fn glosses_of_the_source_are_carried_to_the_rendered_text() {
    let desk = Desk::new();
    let words = ["has turned for years", "leaks", "Nobody mends it.", "run the wheel"];
    desk.gloss_source(&words);
    assert!(!desk.sidecar().contains("reader"));
    let found = |state: &str| words.map(|words| (state.to_owned(), span(words))).to_vec();
    assert_eq!(desk.states(), found("moved"));
    // Looking changes nothing.
    assert!(!desk.sidecar().contains("reader"));
    let told = desk.done(&["check", "mill.md", "--fix"]);
    assert!(told.contains("4 written down"), "{told}");
    let sidecar = desk.sidecar();
    for line in [
        "reader = \"markdown/2\"",
        "title = \"The mill\"",
        "author = [\"Nell Ort\"]",
        "published = 2026-11-20",
    ] {
        assert!(sidecar.contains(line), "{line} in {sidecar}");
    }
    assert_eq!(desk.states(), found("unchanged"));
    desk.done(&["check", "mill.md", "--fix"]);
    assert_eq!(desk.sidecar(), sidecar);
}

#[test]
fn marks_within_a_gloss_of_the_source_are_no_reason_to_lose_it() {
    let desk = Desk::new();
    desk.gloss_source(&[
        "author: Nell Ort",
        "**Ada** said, \"and it\nhas",
        "It [leaks](https://example.org/a_b).",
    ]);
    let moved = |words: &str| ("moved".to_owned(), span(words));
    let shown = [moved("Ada said, \"and it has"), moved("It leaks.")];
    let states = desk.states();
    assert_eq!(states[..2], shown, "nobody has edited them");
    assert_eq!(states[2], ("orphan".to_owned(), Vec::new()), "metadata is not in the text");
    desk.run(&["check", "mill.md", "--fix"]);
    assert!(desk.sidecar().contains("reader = \"markdown/2\""), "{}", desk.sidecar());
}

/// Offsets of the source and of the rendered text are never mixed: in a text that repeats itself nothing would tell them apart.
#[test]
fn a_sidecar_of_the_source_is_converted_as_a_whole() {
    let desk = Desk::new();
    let line = "He said it aloud today in the hall.\n\n";
    let link = "[L](https://example.org/a-path-as-long-as-two-lines-of-the-text-below-it)\n\n";
    fs::write(desk.path("mill.md"), format!("{link}{}All is *well* now.\n", line.repeat(12)))
        .expect("written");
    let start = link.len() + 5 * line.len() + "He said it ".len();
    desk.gloss_source(&["well* now"]);
    fs::copy(desk.path("mill.md"), desk.path("mill.txt")).expect("copied");
    fs::rename(desk.path("mill.md.gloss.toml"), desk.path("mill.txt.gloss.toml")).expect("moved");
    desk.done(&["add", "mill.txt", "--tag", "claim", "--exact", "aloud", "--start", &start.to_string()]);
    let made = fs::read_to_string(desk.path("mill.txt.gloss.toml")).expect("made");
    fs::write(desk.path("mill.md.gloss.toml"), made.replace("mill.txt", "mill.md")).expect("written");
    fs::remove_dir_all(desk.path(".state")).expect("removed");
    let rendered = "L\n\n".len() + 5 * line.len() + "He said it ".len();
    let expected = vec![(rendered, rendered + 5)];
    for _ in 0..3 {
        let states = desk.states();
        assert!(states.iter().any(|(_, spans)| *spans == expected), "{states:?}");
        desk.run(&["check", "mill.md", "--fix"]);
    }
    assert!(desk.states().iter().all(|(state, _)| state == "unchanged"), "{:?}", desk.states());
}

#[test]
fn the_same_words_at_the_same_place_of_another_readers_text_are_not_taken_on_trust() {
    let desk = Desk::new();
    // Without a mark before it the text begins as the source does; what comes later has moved.
    fs::write(desk.path("mill.md"), "It turns.\n\nIt turns.\n\n**It** turns. It turns.\n").expect("written");
    desk.gloss_source(&["It turns.\n\nIt turns."]);
    assert_eq!(
        desk.states(),
        [("moved".to_owned(), vec![(0, 20)])].map(|(_, spans)| ("unchanged".to_owned(), spans))
    );
    desk.done(&["check", "mill.md", "--fix"]);
    assert!(desk.sidecar().contains("reader = \"markdown/2\""), "{}", desk.sidecar());
}

#[test]
fn a_gloss_of_the_rendered_text_says_which_reader_made_it() {
    let desk = Desk::new();
    desk.done(&["add", "mill.md", "--tag", "claim", "--exact", "it has turned for years"]);
    let sidecar = desk.sidecar();
    assert!(sidecar.contains("reader = \"markdown/2\""), "{sidecar}");
    assert!(sidecar.contains(&format!("start = {}", span("it has turned")[0].0)), "{sidecar}");
    assert_eq!(desk.states(), [("unchanged".to_owned(), span("it has turned for years"))]);
}

#[test]
fn an_edited_source_is_carried_over_by_the_text_that_was_kept() {
    let desk = Desk::new();
    desk.done(&["add", "mill.md", "--tag", "claim", "--exact", "It leaks."]);
    desk.done(&["check", "mill.md"]);
    let edited = SOURCE.replace("# The *mill*", "# The old *mill*\n\nIt *leaks* elsewhere.");
    fs::write(desk.path("mill.md"), edited).expect("written");
    let states = desk.states();
    assert_eq!(states[0].0, "moved", "{states:?}");
    let start = span("It leaks.")[0].0 + "old \n\nIt leaks elsewhere.".len();
    assert_eq!(states[0].1, [(start, start + 9)]);
}

#[test]
fn the_text_and_the_source_can_be_printed_and_the_format_insisted_on() {
    let desk = Desk::new();
    assert_eq!(desk.done(&["text", "mill.md"]), TEXT);
    assert_eq!(desk.done(&["text", "--source", "mill.md"]), SOURCE);
    assert_eq!(desk.done(&["text", "mill.md", "--as-format", "plain"]), SOURCE);
    fs::rename(desk.path("mill.md"), desk.path("mill.txt")).expect("renamed");
    assert_eq!(desk.done(&["text", "mill.txt"]), SOURCE);
    assert_eq!(desk.done(&["text", "--as-format", "markdown", "mill.txt"]), TEXT);
    let (code, _, err) = desk.run(&["text", "--as-format", "opera", "mill.txt"]);
    assert_eq!(code, 2);
    assert!(err.contains("markdown"), "{err}");
}

#[test]
fn a_format_that_is_insisted_on_is_recorded_and_another_carries_the_glosses_over() {
    let desk = Desk::new();
    desk.done(&["add", "mill.md", "--as-format", "plain", "--tag", "claim", "--exact", "Nobody mends it."]);
    assert!(!desk.sidecar().contains("reader"), "{}", desk.sidecar());
    desk.done(&["check", "mill.md", "--fix"]);
    assert!(desk.sidecar().contains("reader = \"markdown/2\""), "{}", desk.sidecar());
    assert_eq!(desk.states(), [("unchanged".to_owned(), span("Nobody mends it."))]);
}

#[test]
fn a_file_that_is_too_large_is_its_source_and_says_so() {
    let desk = Desk::new();
    let source = "A *word* of many.\n\n".repeat(300_000);
    fs::write(desk.path("mill.md"), &source).expect("written");
    let (code, out, err) = desk.run(&["text", "mill.md"]);
    assert_eq!((code, out.len()), (0, source.len()));
    assert!(err.contains("mill.md: too large to be shown as markdown"), "{err}");
    let (_, out, err) = desk.run(&["text", "--source", "mill.md"]);
    assert_eq!((out.len(), err.as_str()), (source.len(), ""));
    let insisted = desk.done(&["text", "mill.md", "--as-format", "markdown"]);
    assert!(insisted.starts_with("A word of many.\n\nA word"), "{}", &insisted[..40]);
}

#[test]
fn exports_have_the_text_that_offsets_refer_to() {
    let desk = Desk::new();
    desk.done(&["add", "mill.md", "--tag", "claim", "--exact", "Nobody mends it."]);
    desk.done(&["export", "mill.md", "--to", "brat", "-o", "brat/"]);
    let files: Vec<_> = fs::read_dir(desk.path("brat")).expect("a folder").filter_map(Result::ok).collect();
    let text = files.iter().find(|file| file.path().extension().is_some_and(|e| e == "txt")).expect("a text");
    assert_eq!(fs::read_to_string(text.path()).expect("read"), TEXT);
    let toml = desk.done(&["export", "mill.md", "--to", "toml"]);
    assert!(toml.contains("reader = \"markdown/2\""), "{toml}");
    let html = desk.done(&["export", "mill.md", "--to", "html"]);
    assert!(html.contains("<title>The mill"), "{html}");
}

#[test]
fn an_export_that_lies_beside_its_document_refers_to_the_text_that_is_shown() {
    let desk = Desk::new();
    desk.done(&["add", "mill.md", "--tag", "claim", "--exact", "Nobody mends it."]);
    let recorded = fs::read_to_string(desk.path("mill.md.gloss.toml")).expect("a sidecar");
    let spans = |sidecar: &str| {
        let line = sidecar.lines().find(|line| line.contains("start = ")).expect("a span");
        line.to_owned()
    };
    desk.done(&["export", "mill.md", "--to", "slate", "-o", "out/"]);
    for file in ["out/mill.md.annotations", "mill.md.annotations"] {
        fs::copy(desk.path("out/mill.md.annotations"), desk.path("mill.md.annotations")).expect("copied");
        for target in ["mill.md", "."] {
            fs::remove_file(desk.path("mill.md.gloss.toml")).expect("removed");
            let done = desk.done(&["import", target, file, "--from", "slate"]);
            assert!(done.contains("1 added"), "{done}");
            let imported = fs::read_to_string(desk.path("mill.md.gloss.toml")).expect("a sidecar");
            assert_eq!(spans(&imported), spans(&recorded), "{file} into {target}");
        }
    }
}
