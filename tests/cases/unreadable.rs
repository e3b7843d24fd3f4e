//! What can't be read in a folder: it is named, the rest is done, and the exit status tells.

use std::{
    fs,
    os::unix::fs::{PermissionsExt, symlink},
    path::Path,
};

use crate::{
    command::{Desk, Done},
    support,
};

const LETTER: &str = "The mill burned down. Ida Brock saw it.\n";

/// The commands that walk a folder and read what is beside its documents.
const WALKS: [&[&str]; 7] = [
    &["check", "."],
    &["check", ".", "--json"],
    &["list", "."],
    &["stats", "."],
    &["suggest", "."],
    &["export", ".", "--to", "json"],
    &["edit", ".", "aaaaaaaaaa", "--note", "x"],
];

/// The first bytes of an old Word document.
const OLD_WORD: &[u8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\0\0W\0o\0r\0d\0D\0o\0c\0u\0m\0e\0n\0t\0";

/// A folder with a letter, documents that no reader has, and files that nobody would read.
fn with_other_formats() -> Desk {
    let desk = Desk::with_document(LETTER);
    desk.write("b", LETTER);
    desk.write("old.doc", OLD_WORD);
    desk.write("blob", b"\x01\x02\0\x03\xff\xfe\0\0\x04");
    desk.write("program", b"\x7fELF\x02\x01\0\0");
    desk.write("scan", b"\x89PNG\r\n\x1a\n\0\0");
    desk.write("photo.jpg", b"\xff\xd8\xff\xe0");
    desk
}

#[test]
fn what_no_reader_has_is_passed_over_in_a_folder_with_the_reason() {
    let desk = with_other_formats();
    for walk in [&["suggest", "."][..], &["meta", "."], &["export", ".", "--to", "json"]] {
        let done = desk.run(walk);
        let told: Vec<&str> = done.err.lines().filter(|line| line.contains("passed over")).collect();
        assert_eq!(done.code, 0, "{walk:?}: {done:?}");
        let [blob, old] = told[..] else { panic!("{walk:?}: {done:?}") };
        assert_eq!(blob, "./blob: passed over, it is binary data, not text");
        assert!(
            old.starts_with("./old.doc: passed over, it is an old Word document; this may help: "),
            "{old}"
        );
        assert!(old.ends_with("--convert-to docx ./old.doc"), "{old}");
    }
    for walk in [&["list", "."][..], &["stats", "."], &["check", "."]] {
        let done = desk.run(walk);
        assert_eq!((done.code, done.err.as_str()), (0, ""), "{walk:?}: what has no glosses is not opened");
    }
    let exported = desk.run(&["export", ".", "--to", "text"]).out;
    assert_eq!(exported.matches("Ida Brock").count(), 2, "{exported}");
    assert_eq!(desk.run(&["export", "old.doc", "--to", "json"]).code, 3, "it is named");
    // A name that promises a text is held to it.
    desk.write("c.txt", OLD_WORD);
    assert_eq!(desk.run(&["export", ".", "--to", "json"]).code, 3);
}

#[test]
fn the_source_is_offered_only_where_it_is_text() {
    let desk = Desk::with_document(LETTER);
    desk.write("named.epub", LETTER);
    desk.write("cut.epub", b"PK\x03\x04\x14\0\0\0\x08\0cut short");
    let [named, cut] =
        ["named.epub", "cut.epub"].map(|name| desk.run(&["text", name, "--as-format", "epub"]));
    assert!(named.err.contains("can't read named.epub as epub") && named.code == 3, "{named:?}");
    assert!(named.err.ends_with("Hint: `--as-format plain` shows its source\n"), "{named:?}");
    assert!(cut.err.contains("can't read cut.epub as epub") && !cut.err.contains("plain"), "{cut:?}");
}

#[test]
fn many_files_that_no_reader_has_are_counted() {
    let desk = Desk::with_document(LETTER);
    for number in 0..13 {
        desk.write(&format!("old{number}.doc"), OLD_WORD);
    }
    let told = desk.run(&["export", ".", "--to", "json"]).err;
    assert_eq!(told.matches("old Word document").count(), 10, "{told}");
    assert!(told.contains("3 more files that can't be read were passed over"), "{told}");
}

#[test]
fn the_folder_view_lists_what_it_cannot_read_and_says_what_helps() {
    let desk = support::Desk::new();
    let other = with_other_formats();
    for name in ["a.txt", "blob", "old.doc", "program", "scan", "photo.jpg"] {
        fs::copy(other.path(name), desk.path(name)).expect("copied");
    }
    let mut program = desk.open_with(&["."], (90, 16), &[]);
    program.wait_for("3 other files").keys("old");
    program.wait_for("1 of 4").keys("\r").wait_for("--convert-to docx");
    assert!(program.text().contains("an old Word document"), "{}", program.text());
    program.keys("\x1b").wait_for("binary data").keys("\r").wait_for("Ida Brock");
}

/// Puts something that can't be read at a path.
type Put = fn(&Path);

/// A document with glosses, and another one with this in the place of its sidecar.
fn with_sidecar(put: Put) -> Desk {
    let desk = Desk::with_document(LETTER);
    assert_eq!(desk.run(&["add", "a.txt", "--tag", "note", "--exact", "The mill"]).code, 0);
    desk.write("b.txt", LETTER);
    put(&desk.path("b.txt.gloss.toml"));
    desk
}

#[test]
fn a_sidecar_that_can_not_be_read_is_named_by_whatever_walks() {
    let puts: [(&str, Put); 5] = [
        ("a folder", |at| fs::create_dir(at).expect("made")),
        ("a pipe", |at| {
            let (kind, mode) = (rustix::fs::FileType::Fifo, rustix::fs::Mode::RWXU);
            rustix::fs::mknodat(rustix::fs::CWD, at, kind, mode, 0).expect("made");
        }),
        ("a link to nothing", |at| symlink("nowhere", at).expect("linked")),
        ("a link to itself", |at| symlink("b.txt.gloss.toml", at).expect("linked")),
        ("bytes", |at| fs::write(at, b"format = \"gloss/1\"\n\xff").expect("written")),
    ];
    for (what, put) in puts {
        let desk = with_sidecar(put);
        for args in WALKS {
            let done = desk.run(args);
            assert_eq!(done.code, 3, "{what}, {args:?}: {done:?}");
            assert!(done.err.contains("b.txt.gloss.toml"), "{what}, {args:?}: {}", done.err);
        }
        let done = desk.run(&["add", "b.txt", "--tag", "note", "--exact", "The mill"]);
        assert!(done.code == 3 && done.err.contains("b.txt.gloss.toml"), "{what}: {done:?}");
        assert!(!desk.path("nowhere").exists(), "{what}: nothing is written through a dead link");
        assert!(desk.run(&["list", "."]).out.contains("The mill"), "{what}: the rest is listed");
    }
}

/// What `gloss` does as somebody for whom permissions count; whoever runs the tests may be root.
fn as_nobody(desk: &Desk, args: &[&str]) -> Option<Done> {
    let is_root = rustix::process::getuid().is_root();
    let mut command = desk.command(args);
    if is_root {
        use std::os::unix::process::CommandExt;
        command.uid(65534).gid(65534);
    }
    let done = command.output().ok()?;
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("text");
    Some(Done { code: done.status.code().unwrap_or(-1), out: text(done.stdout), err: text(done.stderr) })
}

/// A document, a sidecar or a folder that may not be read ends every command that walks with 3; the rest is done.
#[test]
fn what_may_not_be_read_is_named_by_whatever_walks() {
    let open = |desk: &Desk, name: &str, mode| {
        fs::set_permissions(desk.path(name), fs::Permissions::from_mode(mode)).expect("set");
    };
    for closed in ["c.txt", "a.txt.gloss.toml", "d"] {
        let desk = Desk::with_document(LETTER);
        for name in ["b.txt", "c.txt", "d/e.txt"] {
            desk.write(name, LETTER);
        }
        for name in ["a.txt", "b.txt"] {
            assert_eq!(desk.run(&["add", name, "--tag", "note", "--exact", "The mill"]).code, 0);
        }
        fs::remove_dir_all(desk.path(".state")).expect("removed");
        for (name, mode) in
            [(".", 0o777), ("a.txt.gloss.toml", 0o666), ("b.txt.gloss.toml", 0o666), (closed, 0)]
        {
            open(&desk, name, mode);
        }
        // The program itself may be where nobody else may look.
        let Some(first) = as_nobody(&desk, &["--version"]) else { return };
        if first.code != 0 {
            return;
        }
        for args in WALKS {
            // What reads no texts needs not read this one.
            if closed == "c.txt" && !matches!(args[0], "suggest" | "export") {
                continue;
            }
            let done = as_nobody(&desk, args).expect("run");
            assert_eq!(done.code, 3, "{closed}, {args:?}: {done:?}");
            assert!(done.err.contains(closed), "{closed}, {args:?}: {}", done.err);
            let is_done =
                done.out.contains("The mill") || matches!(args[0], "check" | "stats" | "suggest" | "edit");
            assert!(is_done, "{closed}, {args:?}: the rest is done: {done:?}");
        }
        open(&desk, closed, 0o755);
    }
}

#[test]
fn a_document_that_is_a_link_to_nothing_is_named() {
    let desk = with_sidecar(|at| drop(fs::remove_file(at)));
    symlink("nowhere", desk.path("c.txt")).expect("linked");
    symlink("nowhere", desk.path(".hidden.txt")).expect("linked");
    for args in [&["check", "."][..], &["list", "."], &["stats", "."]] {
        let done = desk.run(args);
        assert!(
            done.code == 3 && done.err.contains("c.txt: passed over, it is a link"),
            "{args:?}: {done:?}"
        );
        assert!(!done.err.contains("hidden"), "{}", done.err);
    }
}

#[test]
fn a_stray_that_can_not_be_read_is_named() {
    let desk = with_sidecar(|at| drop(fs::remove_file(at)));
    symlink("nowhere", desk.path("gone.txt.gloss.toml")).expect("linked");
    let done = desk.run(&["check", "."]);
    assert!(done.code != 0 && done.out.contains("gone.txt.gloss.toml: left behind"), "{done:?}");
}

#[test]
fn a_sidecar_is_no_document() {
    let desk = with_sidecar(|at| drop(fs::remove_file(at)));
    let sidecar = "a.txt.gloss.toml";
    let before = desk.read(sidecar);
    for args in [
        &["add", sidecar, "--tag", "note", "--exact", "note"][..],
        &["list", sidecar],
        &["check", sidecar],
        &["stats", sidecar],
        &["suggest", sidecar],
        &["suggest", sidecar, "--write"],
        &["export", sidecar, "--to", "csv"],
        &["edit", sidecar, "aaaaaaaaaa", "--note", "x"],
        &["compare", sidecar],
        &["agree", sidecar],
        &["import", sidecar, "--from", "toml", sidecar],
        &["import", "new.gloss.toml", "--from", "toml", sidecar],
    ] {
        let done = desk.run(args);
        assert_eq!(done.code, 2, "{args:?}: {done:?}");
        assert!(
            done.err.contains("it is a sidecar") && done.err.contains("name its document"),
            "{args:?}: {done:?}"
        );
    }
    assert_eq!(desk.read(sidecar), before);
    assert!(!desk.path("a.txt.gloss.toml.gloss.toml").exists() && !desk.path("new.gloss.toml").exists());
    // To read it is no harm.
    assert_eq!(desk.run(&["text", sidecar]).out, before);
    assert_eq!(desk.run(&["diff", sidecar, sidecar]).code, 0);
}

/// Annotations that can't be used stay out of what is printed and exported, which is said.
#[test]
fn annotations_that_cannot_be_used_are_told_by_every_command_that_leaves_them_out() {
    let desk = Desk::with_document(LETTER);
    desk.write("d/a.txt", "The lock was shut. The boats were sold.");
    desk.run(&["add", "d/a.txt", "--tag", "claim", "--exact", "The lock was shut."]);
    let sidecar = desk.read("d/a.txt.gloss.toml");
    let line = sidecar.lines().count() + 2;
    desk.write("d/a.txt.gloss.toml", format!("{sidecar}\n[[annotation]]\nid = \"x\"\ntag = 3\nspans = 7\n"));
    let said = format!("d/a.txt.gloss.toml, line {line}: an annotation can't be used");
    for words in [
        &["list", "d/a.txt"][..],
        &["list", "d", "--count"],
        &["list", "d", "--json"],
        &["list", "d", "--tag", "claim"],
        &["stats", "d"],
        &["export", "d", "--to", "csv"],
        &["export", "d/a.txt", "--to", "json", "-o", "out.json"],
    ] {
        let done = desk.run(words);
        assert!(done.code == 1 && done.err.contains(&said), "{words:?}: {done:?}");
        assert_eq!(done.err.matches("can't be used").count(), 1, "{words:?}: {done:?}");
    }
}

/// A repository in which a pipe stands where a file should be is left alone: nothing waits for it.
#[test]
fn a_repository_with_pipes_in_it_keeps_no_command_waiting() {
    for name in ["HEAD", "config", "packed-refs", "shallow", "objects/info/alternates", "refs/heads/main"] {
        let desk = Desk::with_document(LETTER);
        assert_eq!(desk.run(&["add", "a.txt", "--tag", "note", "--exact", "The mill"]).code, 0);
        assert_eq!(desk.run(&["forget", "--all"]).code, 0);
        for folder in [".git/objects/info", ".git/refs/heads"] {
            fs::create_dir_all(desk.path(folder)).expect("made");
        }
        desk.write(".git/HEAD", "ref: refs/heads/main\n");
        desk.write(".git/config", "[core]\n\trepositoryformatversion = 0\n");
        let at = desk.path(".git").join(name);
        let _ = fs::remove_file(&at);
        let (kind, mode) = (rustix::fs::FileType::Fifo, rustix::fs::Mode::RWXU);
        rustix::fs::mknodat(rustix::fs::CWD, &at, kind, mode, 0).expect("a pipe");
        desk.write("a.txt", "The old mill burned down. Ida Brock saw it.\n");
        let done = desk.run(&["check", "a.txt"]);
        assert!(done.code <= 1 && done.out.contains("a.txt"), "{name}: {done:?}");
    }
}
