//! What an output replaces, and what it doesn't.

use std::{fs, os::unix::fs::symlink};

use super::{LETTER, add, with_letter};
use crate::command::Desk;

/// Runs a command that must be refused as wrong use, with a reason that says this.
fn refused(desk: &Desk, args: &[&str], says: &str) {
    let done = desk.run(args);
    assert_eq!(done.code, 2, "{args:?}: {}", done.err);
    assert!(done.err.contains("is not replaced") && done.err.contains(says), "{args:?}: {}", done.err);
}

fn export<'a>(to: &'a str, out: &'a str) -> [&'a str; 6] {
    ["export", "a.txt", "--to", to, "-o", out]
}

#[test]
fn what_is_read_is_never_replaced_by_whatever_name() {
    let desk = with_letter();
    fs::create_dir(desk.path("d")).expect("made");
    symlink("../a.txt", desk.path("d/link")).expect("linked");
    fs::hard_link(desk.path("a.txt"), desk.path("d/other-name")).expect("linked");
    symlink("d", desk.path("way")).expect("linked");
    for out in ["a.txt", "./a.txt", "d/../a.txt", "d/link", "way/link", "d/other-name"] {
        refused(&desk, &export("text", out), "the same command reads it");
        refused(&desk, &[&export("text", out)[..], &["--force"]].concat(), "the same command reads it");
    }
    assert_eq!(desk.read("a.txt"), LETTER);
    desk.run(&export("jsonl", "glosses.jsonl"));
    let convert = ["convert", "glosses.jsonl", "--from", "jsonl", "--to", "text", "--force", "-o"];
    refused(&desk, &[&convert[..], &["glosses.jsonl"]].concat(), "the same command reads it");
}

#[test]
fn a_sidecar_is_never_replaced() {
    let desk = with_letter();
    add(&desk, "a.txt", &["--as", "ann"]);
    desk.write("b.txt", LETTER);
    add(&desk, "b.txt", &[]);
    // A sidecar under another name, as a person or a version control system keeps it.
    fs::copy(desk.path("b.txt.gloss.toml"), desk.path("kept")).expect("copied");
    let before = ["a.txt.gloss.toml", "a.txt.ann.gloss.toml", "b.txt.gloss.toml", "kept"]
        .map(|name| (name, desk.read(name)));
    for (name, content) in &before {
        for to in ["toml", "csv"] {
            refused(&desk, &[&export(to, name)[..], &["--force"]].concat(), "it is a sidecar");
        }
        assert_eq!(desk.read(name), *content);
    }
    for name in [".a.txt.gloss.toml.journal", ".b.txt.gloss.toml.tmp"] {
        refused(&desk, &[&export("csv", name)[..], &["--force"]].concat(), "gloss keeps a file of this name");
    }
}

#[test]
fn a_conversion_into_the_folder_of_documents_loses_no_work() {
    let desk = with_letter();
    assert_eq!(desk.run(&export("brat", "brat/")).code, 0);
    desk.write("brat/a.txt", LETTER.replace("mill", "MILL"));
    let before = desk.read("a.txt.gloss.toml");
    let into_documents = |to| desk.run(&["convert", "brat", "--from", "brat", "--to", to, "-o", "."]);
    assert_eq!(into_documents("toml").code, 2);
    assert_eq!(into_documents("brat").code, 2);
    assert_eq!((desk.read("a.txt.gloss.toml"), desk.read("a.txt")), (before, LETTER.to_owned()));
    assert!(!desk.path("a.ann").exists(), "not half of it either");
}

#[test]
fn what_may_be_somebodys_work_is_replaced_only_with_force() {
    let desk = with_letter();
    desk.write("b.txt", LETTER);
    add(&desk, "b.txt", &["--as", "ben"]);
    desk.write("list.csv", "name,mill\nIda,3\n");
    desk.write("gloss.toml", "[kind.dream]\nletter = \"Z\"\n");
    for (out, says) in [
        ("b.txt", "it has a sidecar"),
        ("list.csv", "gloss did not write it"),
        ("gloss.toml", "it is the schema"),
    ] {
        let before = desk.read(out);
        refused(&desk, &export("csv", out), says);
        assert_eq!(desk.read(out), before);
        let done = desk.run(&export("csv", out));
        assert!(done.err.contains("Hint: --force replaces it"), "{}", done.err);
        let forced = desk.run(&[&export("csv", out)[..], &["--force"]].concat());
        assert_eq!(forced.code, 0, "{}", forced.err);
        assert!(desk.read(out).contains("The mill"));
    }
    fs::remove_file(desk.path("gloss.toml")).expect("removed");
    desk.write("empty", "");
    assert_eq!(desk.run(&export("csv", "empty")).code, 0, "nothing is lost in an empty file");
}

#[test]
fn what_an_export_wrote_is_replaced_until_somebody_edits_it() {
    let desk = with_letter();
    fs::create_dir(desk.path("d")).expect("made");
    symlink("d/report.md", desk.path("link.md")).expect("linked");
    assert_eq!(desk.run(&export("markdown", "d/report.md")).code, 0);
    for out in ["d/report.md", "link.md", "d/../d/report.md"] {
        assert_eq!(desk.run(&export("markdown", out)).code, 0, "{out}");
    }
    assert!(desk.path("link.md").is_symlink(), "a link is written through");
    fs::rename(desk.path("d"), desk.path("moved")).expect("moved");
    refused(&desk, &export("markdown", "moved/report.md"), "gloss did not write it");
    fs::rename(desk.path("moved"), desk.path("d")).expect("moved");
    desk.write("d/report.md", desk.read("d/report.md") + "My conclusion.\n");
    refused(&desk, &export("markdown", "d/report.md"), "gloss did not write it");
    assert!(desk.read("d/report.md").ends_with("My conclusion.\n"));
}

/// An export that was saved again by another program can be replaced, also where it lies in the folder that is exported.
#[test]
fn an_edited_export_is_replaced_with_force_wherever_it_lies() {
    let desk = Desk::empty();
    desk.write("d/a.txt", LETTER);
    add(&desk, "d/a.txt", &[]);
    for (to, out, file) in [
        ("csv", "d/all.csv", "d/all.csv"),
        ("markdown", "d/report.md", "d/report.md"),
        ("csv", "d/out/", "d/out/a.txt.csv"),
        ("text", "d", "d/a.txt.txt"),
        ("brat", "d/brat/", "d/brat/a.txt"),
        ("csv", "elsewhere.csv", "elsewhere.csv"),
    ] {
        let export = ["export", "d", "--to", to, "-o", out];
        assert_eq!(desk.run(&export).code, 0, "{out}");
        let written = desk.read(file);
        desk.write(file, format!("{written}saved again\n"));
        refused(&desk, &export, "gloss did not write it");
        let done = desk.run(&[&export[..], &["--force"]].concat());
        assert_eq!((done.code, desk.read(file)), (0, written), "{out}: {}", done.err);
    }
    // Nor does a file count as read by the command that replaces it, if no export is known to have written it.
    desk.write("d/list.csv", "name,mill\n");
    refused(&desk, &["export", "d", "--to", "csv", "-o", "d/list.csv"], "gloss did not write it");
    assert_eq!(desk.run(&["export", "d", "--to", "csv", "-o", "d/list.csv", "--force"]).code, 0);
    // What has glosses is a document wherever it lies, and so is what is named.
    add(&desk, "d/out/a.txt.csv", &[]);
    desk.write("d/b.txt", LETTER);
    for (from, out, says) in [
        ("d", "d/out/a.txt.csv", "the same command reads it"),
        ("d/b.txt", "d/b.txt", "the same command reads it"),
    ] {
        refused(&desk, &["export", from, "--to", "csv", "-o", out, "--force"], says);
    }
}

#[test]
fn a_folder_leaves_its_exports_out() {
    let desk = Desk::empty();
    desk.write("d/a.txt", LETTER);
    add(&desk, "d/a.txt", &[]);
    for to in ["csv", "text", "markdown", "html", "brat", "latex", "toml", "conll"] {
        let into = format!("d/{to}/");
        for time in ["first", "second"] {
            let done = desk.run(&["export", "d", "--to", to, "-o", &into]);
            assert_eq!(done.code, 0, "{to}, {time}: {}", done.err);
        }
        assert_eq!(desk.run(&["export", "d", "--to", "jsonl"]).out.lines().count(), 1, "{to}");
    }
    let listed = desk.run(&["list", "d"]);
    assert!(listed.err.contains("files that gloss export wrote were passed over"), "{}", listed.err);
    assert_eq!(desk.run(&["check", "d"]).code, 0, "no sidecar was left behind");
    add(&desk, "d/text/a.txt.txt", &[]);
    assert_eq!(desk.run(&["list", "d", "--count"]).out, "2\n", "with glosses it is a document");
    let again = desk.run(&["export", "d/a.txt", "--to", "text", "-o", "d/text/"]);
    assert!(again.code == 2 && again.err.contains("it has a sidecar"), "{}", again.err);
}

#[test]
fn the_file_beside_the_output_is_somebodys_too() {
    let desk = with_letter();
    desk.write("brat/a.txt", "Somebody else's letter.\n");
    desk.write("brat/annotation.conf", "[entities]\nmine\n");
    let done = desk.run(&export("brat", "brat/"));
    assert_eq!(done.code, 2, "{}", done.err);
    assert!(!desk.path("brat/a.ann").exists());
    let forced = desk.run(&[&export("brat", "brat/")[..], &["--force"]].concat());
    assert_eq!((forced.code, desk.read("brat/a.txt").as_str()), (0, LETTER));
    assert!(desk.read("brat/annotation.conf").contains("note"));
    let desk = with_letter();
    desk.write("brat/annotation.conf", "[entities]\nmine\n");
    let done = desk.run(&export("brat", "brat/"));
    assert_eq!((done.code, desk.read("brat/annotation.conf").as_str()), (0, "[entities]\nmine\n"));
    assert!(done.err.contains("was left as it is"), "{}", done.err);
}

#[test]
fn a_merge_writes_to_ours_or_to_what_is_nobodys() {
    let desk = with_letter();
    desk.write("b.txt", LETTER);
    add(&desk, "b.txt", &[]);
    desk.write("c.txt", "A text without glosses.\n");
    for side in ["base", "ours", "theirs"] {
        fs::copy(desk.path("a.txt.gloss.toml"), desk.path(side)).expect("copied");
    }
    let merge = |out| ["merge", "base", "ours", "theirs", "--force", "-o", out];
    for (out, says) in [("base", "reads it"), ("theirs", "reads it"), ("b.txt.gloss.toml", "a sidecar")] {
        refused(&desk, &merge(out), says);
    }
    for (out, says) in [("b.txt", "it has a sidecar"), ("c.txt", "gloss did not write it")] {
        refused(&desk, &["merge", "base", "ours", "theirs", "-o", out], says);
    }
    let ours = desk.read("ours");
    for out in ["ours", "./ours", "new", "new", "c.txt"] {
        let done = desk.run(&merge(out));
        assert_eq!((done.code, desk.read(out).as_str()), (0, ours.as_str()), "{out}: {}", done.err);
    }
    assert_eq!(desk.run(&merge("-")).out, ours);
}

#[test]
fn what_can_not_be_written_is_said_without_the_names_of_temporary_files() {
    let desk = with_letter();
    symlink("nowhere", desk.path("dangling")).expect("linked");
    fs::create_dir(desk.path("d")).expect("made");
    for (out, says) in [
        ("dangling", "it is a link to nowhere, which is not there"),
        ("missing/a.csv", "there is no folder missing"),
        ("a.txt/a.csv", "a.txt is no folder"),
        ("a.txt/", "a.txt is no folder"),
        ("a.txt/d/", "a.txt is no folder"),
    ] {
        let done = desk.run(&export("csv", out));
        assert_eq!(done.code, 3, "{out}: {}", done.err);
        assert!(done.err.contains(says) && !done.err.contains(".tmp"), "{out}: {}", done.err);
    }
    assert!(desk.path("dangling").is_symlink() && !desk.path("nowhere").exists());
    assert_eq!(desk.run(&export("csv", "d")).code, 0, "a folder takes a file for each document");
    assert!(desk.path("d/a.txt.csv").exists());
}

#[test]
fn a_log_is_appended_to_a_log_only() {
    let desk = with_letter();
    for file in ["a.txt", "a.txt.gloss.toml"] {
        let before = desk.read(file);
        let done = desk.run(&["list", "a.txt", "--log", file]);
        assert_eq!((done.code, desk.read(file)), (2, before), "{file}");
        assert!(done.err.contains("is no log of gloss"), "{}", done.err);
    }
    for _ in 0..2 {
        assert_eq!(desk.run(&["list", "a.txt", "--log", "gloss.log"]).code, 0);
    }
    assert_eq!(desk.read("gloss.log").matches("begins").count(), 2);
    let shown = desk.run(&["list", "a.txt", "--log", "/dev/stderr"]);
    assert!(shown.code == 0 && shown.err.contains("begins"), "{}", shown.err);
}
