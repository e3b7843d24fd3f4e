//! Who may read what is made of a document, and what is kept of it outside of its folder.

use std::{
    fs::{self, Permissions},
    os::unix::fs::PermissionsExt,
    path::{Path, PathBuf},
};

use super::{LETTER, add, with_letter};
use crate::{command::Desk, support};

fn mode(path: &Path) -> u32 {
    fs::metadata(path).expect("there").permissions().mode() & 0o777
}

fn set_mode(path: &Path, mode: u32) {
    fs::set_permissions(path, Permissions::from_mode(mode)).expect("set");
}

/// All files below a folder, with its folders.
fn all_below(folder: &Path) -> Vec<PathBuf> {
    let mut found = vec![folder.to_owned()];
    let mut next = 0;
    while let Some(path) = found.get(next).cloned() {
        found.extend(fs::read_dir(path).into_iter().flatten().map(|entry| entry.expect("an entry").path()));
        next += 1;
    }
    found.retain(|path| path.exists());
    found
}

fn files_below(folder: &Path) -> usize {
    all_below(folder).iter().filter(|path| path.is_file()).count()
}

#[test]
fn who_may_not_read_a_document_may_not_read_what_is_made_of_it() {
    for (document, made) in [(0o600, 0o600), (0o640, 0o640), (0o644, 0o644), (0o400, 0o600)] {
        let desk = Desk::with_document(LETTER);
        set_mode(&desk.path("a.txt"), document);
        add(&desk, "a.txt", &[]);
        assert_eq!(desk.run(&["export", "a.txt", "--to", "csv", "-o", "a.csv"]).code, 0);
        assert_eq!(desk.run(&["export", "a.txt", "--to", "brat", "-o", "brat/"]).code, 0);
        for file in ["a.txt.gloss.toml", "a.csv", "brat/a.ann", "brat/a.txt"] {
            assert_eq!(mode(&desk.path(file)) & !made, 0, "{file} of a document of mode {document:o}");
        }
        for path in all_below(&desk.path(".state/gloss")) {
            assert_eq!(mode(&path) & 0o077, 0, "{}", path.display());
        }
    }
}

#[test]
fn an_export_of_several_is_for_those_who_may_read_all() {
    let desk = with_letter();
    desk.write("b.txt", LETTER);
    set_mode(&desk.path("b.txt"), 0o600);
    assert_eq!(desk.run(&["export", "a.txt", "b.txt", "--to", "jsonl", "-o", "both.jsonl"]).code, 0);
    assert_eq!(mode(&desk.path("both.jsonl")), 0o600);
}

#[test]
fn a_sidecar_that_others_could_read_is_narrowed_when_it_is_saved() {
    let desk = with_letter();
    set_mode(&desk.path("a.txt"), 0o600);
    set_mode(&desk.path("a.txt.gloss.toml"), 0o644);
    assert_eq!(desk.run(&["add", "a.txt", "--tag", "note", "--exact", "burned"]).code, 0);
    assert_eq!(mode(&desk.path("a.txt.gloss.toml")), 0o600);
    // A text that nobody may edit may have glosses that a group writes together.
    set_mode(&desk.path("a.txt"), 0o444);
    set_mode(&desk.path("a.txt.gloss.toml"), 0o664);
    assert_eq!(desk.run(&["add", "a.txt", "--tag", "note", "--exact", "down"]).code, 0);
    assert_eq!(mode(&desk.path("a.txt.gloss.toml")), 0o664);
}

#[test]
fn the_journal_and_all_that_the_interface_keeps_are_as_private() {
    let desk = support::Desk::new();
    let sidecar = desk.path("ferry.txt.gloss.toml");
    let padding = "# a line that only makes it long\n".repeat(40_000);
    fs::write(&sidecar, format!("format = \"gloss/1\"\n{padding}")).expect("written");
    set_mode(&desk.path("ferry.txt"), 0o600);
    set_mode(&sidecar, 0o644);
    fs::create_dir_all(desk.path(".state/gloss/history")).expect("made");
    set_mode(&desk.path(".state/gloss"), 0o755);
    set_mode(&desk.path(".state/gloss/history"), 0o755);
    let mut screen = desk.open();
    screen.wait_for("0 glosses").keys("jc").wait_for("C1");
    assert_eq!(mode(&desk.path(".ferry.txt.gloss.toml.journal")), 0o600);
    screen.keys("q");
    assert_eq!(screen.ended(), 0);
    assert_eq!(mode(&sidecar), 0o600);
    let kept = all_below(&desk.path(".state/gloss"));
    assert!(kept.iter().any(|path| path.to_string_lossy().contains("history/")), "{kept:?}");
    for path in kept {
        assert_eq!(mode(&path) & 0o077, 0, "{}", path.display());
    }
}

#[test]
fn what_is_kept_is_forgotten_on_request() {
    let desk = support::Desk::new();
    let commands = |args: &[&str]| {
        let done = std::process::Command::new(support::GLOSS)
            .args(args)
            .current_dir(desk.folder.path())
            .env("XDG_STATE_HOME", desk.path(".state"))
            .env("XDG_CONFIG_HOME", desk.path(".config"))
            .output()
            .expect("run");
        (
            done.status.code(),
            String::from_utf8_lossy(&done.stdout).into_owned() + &String::from_utf8_lossy(&done.stderr),
        )
    };
    fs::create_dir(desk.path("d")).expect("made");
    fs::write(desk.path("d/b.txt"), LETTER).expect("written");
    assert_eq!(commands(&["add", "d/b.txt", "--tag", "note", "--exact", "The mill"]).0, Some(0));
    let mut screen = desk.open();
    screen.wait_for("ferry.txt").keys("jc").wait_for("C1").keys("q");
    assert_eq!(screen.ended(), 0);
    let (code, said) = commands(&["forget", "ferry.txt"]);
    assert_eq!(code, Some(0));
    for what in ["1 text", "1 undo history", "1 reading position"] {
        assert!(said.contains(what), "{said}");
    }
    assert!(desk.sidecar().contains("[[annotation]]"), "glosses stay");
    assert!(commands(&["forget", "ferry.txt"]).1.contains("nothing is kept"));
    fs::remove_dir_all(desk.path("d")).expect("removed");
    assert!(commands(&["forget", "d"]).1.contains("1 text"), "a folder that is gone");
    assert_eq!(files_below(&desk.path(".state")), 0);
    assert_eq!(commands(&["forget"]).0, Some(2));
    commands(&["check", "ferry.txt"]);
    assert_ne!(files_below(&desk.path(".state")), 0);
    assert_eq!(commands(&["forget", "--all"]).0, Some(0));
    assert_eq!(files_below(&desk.path(".state")), 0);
}

#[test]
fn work_that_could_not_be_saved_is_forgotten_only_with_force() {
    let desk = support::Desk::new();
    let mut screen = desk.open();
    screen.wait_for("ferry.txt");
    fs::create_dir(desk.path("ferry.txt.gloss.toml")).expect("made");
    screen.keys("jc").wait_for("NOT SAVED");
    screen.kill();
    let forget = |more: &[&str]| {
        let done = std::process::Command::new(support::GLOSS)
            .args(["forget", "ferry.txt"])
            .args(more)
            .current_dir(desk.folder.path())
            .env("XDG_STATE_HOME", desk.path(".state"))
            .output()
            .expect("run");
        (done.status.code(), String::from_utf8_lossy(&done.stderr).into_owned())
    };
    let (code, said) = forget(&[]);
    assert!(code == Some(3) && said.contains("could not be saved") && said.contains("recovery"), "{said}");
    assert_eq!(forget(&["--force"]).0, Some(0));
    assert_eq!(files_below(&desk.path(".state")), 0);
}

#[test]
fn with_keep_off_nothing_of_a_document_stays_outside_its_folder() {
    let desk = support::Desk::new();
    fs::create_dir_all(desk.path(".config/gloss")).expect("made");
    fs::write(desk.path(".config/gloss/config.toml"), "keep = false\n").expect("written");
    let mut screen = desk.open();
    screen.wait_for("ferry.txt").keys("jc").wait_for("C1").keys("u").wait_for("undo").keys("q");
    assert_eq!(screen.ended(), 0);
    for args in [["check", "ferry.txt"], ["export", "ferry.txt"]] {
        std::process::Command::new(support::GLOSS)
            .args(args)
            .args(if args[0] == "export" { &["--to", "csv", "-o", "ferry.csv"][..] } else { &[] })
            .current_dir(desk.folder.path())
            .env("XDG_STATE_HOME", desk.path(".state"))
            .env("XDG_CONFIG_HOME", desk.path(".config"))
            .output()
            .expect("run");
    }
    assert!(desk.path("ferry.csv").exists());
    assert_eq!(files_below(&desk.path(".state")), 0);
    // Work that can't be saved is not kept either, and that is not hidden.
    fs::create_dir(desk.path("other")).expect("made");
    fs::rename(desk.path("ferry.txt.gloss.toml"), desk.path("other/kept")).expect("moved");
    let mut screen = desk.open();
    screen.wait_for("ferry.txt");
    fs::create_dir(desk.path("ferry.txt.gloss.toml")).expect("made");
    screen.keys("jc").wait_for("NOT SAVED");
    screen.kill();
    assert_eq!(files_below(&desk.path(".state")), 0);
}

/// A document that an import makes is for those who may read the file that it is made of.
#[test]
fn a_document_that_an_import_makes_is_as_private_as_the_file() {
    let desk = Desk::empty();
    desk.write("all.jsonl", r#"{"id":1,"text":"Rain fell.","label":[[0,4,"claim"]]}"#);
    set_mode(&desk.path("all.jsonl"), 0o600);
    let done = desk.run(&["import", "new/", "--from", "doccano", "all.jsonl"]);
    assert_eq!(done.code, 0, "{done:?}");
    let made: Vec<_> =
        fs::read_dir(desk.path("new")).expect("made").map(|entry| entry.expect("read").path()).collect();
    assert_eq!(made.len(), 2, "{made:?}");
    assert!(made.iter().all(|path| mode(path) == 0o600), "{made:?}");
}

#[test]
fn what_is_read_of_a_large_document_is_kept_privately_and_forgotten_on_request() {
    let desk = Desk::with_document(LETTER);
    desk.write("long.md", "One *word* and another.\n\n".repeat(4000));
    let shown = desk.run(&["text", "long.md"]).out;
    let cache = desk.path(".cache/gloss");
    assert_eq!(files_below(&cache), 1);
    for path in all_below(&cache) {
        assert_eq!(mode(&path) & 0o077, 0, "{}", path.display());
    }
    assert_eq!(desk.run(&["text", "long.md"]).out, shown);
    assert_eq!(desk.run(&["forget", "long.md"]).out, "long.md: forgot 1 text\n");
    assert_eq!(files_below(&cache), 0);
    desk.write(".config/gloss/config.toml", "keep = false\n");
    assert_eq!(desk.run(&["text", "long.md"]).out, shown);
    assert_eq!(files_below(&cache), 0);
}
