//! Pipes, devices and open files: written to as they are, read once, never waited for in a folder.

use std::{
    fs::{self, File},
    io::{Read, Write},
    os::unix::fs::FileTypeExt,
    path::PathBuf,
    process::Stdio,
    thread::{self, JoinHandle},
};

use super::{LETTER, ended, pipe, wait, with_letter};
use crate::{
    command::Desk,
    support::{self, GLOSS},
};

/// Reads a pipe to its end on another thread.
fn reader(path: PathBuf) -> JoinHandle<String> {
    thread::spawn(move || {
        let mut read = String::new();
        File::open(path).expect("opened").read_to_string(&mut read).expect("read");
        read
    })
}

/// Writes into a pipe on another thread.
fn writer(path: PathBuf, words: &'static str) -> JoinHandle<()> {
    thread::spawn(move || {
        let mut end = File::options().write(true).open(path).expect("opened");
        // Whoever reads may have read enough.
        let _ = end.write_all(words.as_bytes());
    })
}

#[test]
fn a_pipe_gets_what_is_written_and_stays_a_pipe() {
    let desk = with_letter();
    fs::copy(desk.path("a.txt.gloss.toml"), desk.path("side")).expect("copied");
    pipe(&desk.path("pipe"));
    desk.run(&["export", "a.txt", "--to", "doccano", "-o", "a.jsonl"]);
    let convert = ["convert", "a.jsonl", "--from", "doccano", "--to", "csv", "-o", "pipe"];
    let merge = ["merge", "side", "side", "side", "-o", "pipe"];
    for args in [&["export", "a.txt", "--to", "csv", "-o", "pipe"][..], &convert, &merge] {
        let reader = reader(desk.path("pipe"));
        let (code, done) = ended(&desk, args);
        assert_eq!(code, 0, "{args:?}: {}", String::from_utf8_lossy(&done.stderr));
        assert!(reader.join().expect("read").contains("The mill"), "{args:?}");
        assert!(fs::metadata(desk.path("pipe")).expect("there").file_type().is_fifo());
    }
}

#[test]
fn a_device_stays_one() {
    let desk = with_letter();
    let (null, full) = (desk.path("null"), desk.path("full"));
    for (path, minor) in [(&null, 3), (&full, 7)] {
        let device = rustix::fs::makedev(1, minor);
        let kind = rustix::fs::FileType::CharacterDevice;
        if rustix::fs::mknodat(rustix::fs::CWD, path, kind, rustix::fs::Mode::RWXU, device).is_err()
            || File::options().write(true).open(path).is_err()
        {
            println!("skipped: this user can't make devices");
            return;
        }
    }
    let export = |out| ["export", "a.txt", "--to", "csv", "-o", out];
    assert_eq!(ended(&desk, &export("null")).0, 0);
    let (code, done) = ended(&desk, &export("full"));
    assert_eq!(code, 3);
    assert!(String::from_utf8_lossy(&done.stderr).contains("can't write full: No space left on device"));
    for path in [null, full] {
        assert!(fs::metadata(path).expect("there").file_type().is_char_device());
    }
}

#[test]
fn a_dash_and_the_names_of_standard_output_are_standard_output() {
    let desk = with_letter();
    let plain = desk.run(&["export", "a.txt", "--to", "csv"]).out;
    for out in ["-", "/dev/stdout", "/dev/fd/1"] {
        let done = desk.run(&["export", "a.txt", "--to", "csv", "-o", out]);
        assert_eq!((done.code, &done.out), (0, &plain), "{out}: {}", done.err);
    }
    assert!(!desk.path("-").exists());
    // A file that standard output was sent to is not replaced, so that what others write there stays.
    let log = File::create(desk.path("log")).expect("created");
    (&log).write_all(b"before\n").expect("written");
    let args = ["export", "a.txt", "--to", "csv", "-o", "/dev/stdout"];
    let child = desk.command(&args).stdout(Stdio::from(log)).spawn().expect("started");
    assert!(wait(child, &args).status.success());
    assert_eq!(desk.read("log"), format!("before\n{plain}"));
    let shown = desk.run(&["export", "a.txt", "--to", "csv", "-o", "/dev/stderr"]);
    assert_eq!(shown.err, plain);
}

#[test]
fn a_pipe_is_read_like_standard_input() {
    let desk = with_letter();
    // These glosses are of no pipe, whatever its name.
    fs::copy(desk.path("a.txt.gloss.toml"), desk.path("pipe.gloss.toml")).expect("copied");
    pipe(&desk.path("pipe"));
    for (args, says) in [
        (&["text", "pipe"][..], "The mill burned"),
        (&["export", "pipe", "--to", "text"], "The mill burned"),
        (&["suggest", "pipe"], "Ida Brock"),
    ] {
        let writer = writer(desk.path("pipe"), LETTER);
        let (code, done) = ended(&desk, args);
        writer.join().expect("written");
        let out = String::from_utf8_lossy(&done.stdout);
        assert!(code == 0 && out.contains(says), "{args:?}: {out}");
    }
    for args in
        [["list", "pipe"], ["check", "pipe"], ["stats", "pipe"], ["list", "-"], ["list", "/dev/stdin"]]
    {
        let (code, done) = ended(&desk, &args);
        let said = String::from_utf8_lossy(&done.stderr);
        assert!(code == 2 && said.contains("is no file, and has no glosses"), "{args:?}: {said}");
    }
    let writer = writer(desk.path("pipe"), LETTER);
    let (code, _) = ended(&desk, &["add", "pipe", "--tag", "note", "--exact", "The mill"]);
    writer.join().expect("written");
    assert_eq!(code, 2, "there is nothing that glosses could be saved beside");
    assert_eq!(desk.run_with(&["text", "/dev/stdin"], LETTER).out, LETTER);
    assert_eq!(desk.run(&["text", "/dev/null"]).out, "");
    assert_eq!(ended(&desk, &["text", "/dev/zero"]).0, 3, "a device without an end");
}

#[test]
fn the_interface_reads_a_pipe() {
    let desk = support::Desk::new();
    pipe(&desk.path("pipe"));
    let writer = writer(desk.path("pipe"), LETTER);
    let mut screen = desk.open_with(&["pipe"], (100, 30), &[]);
    screen.wait_for("The mill burned down").wait_for("nothing is saved").keys("q");
    assert_eq!(screen.ended(), 0);
    writer.join().expect("written");
}

#[test]
fn standard_input_with_a_name_is_kept_beside_its_glosses() {
    let desk = support::Desk::new();
    let open = |words: &str| {
        let line = format!("printf '{words}' | {GLOSS} - --name kept.md");
        desk.open_command(&["sh", "-c", &line], (100, 30), &[])
    };
    let mut screen = open("The *mill* burned down.");
    screen.wait_for("The mill burned down").keys("jc").wait_for("C1").keys("q");
    assert_eq!(screen.ended(), 0);
    assert_eq!(fs::read_to_string(desk.path("kept.md")).expect("kept"), "The *mill* burned down.");
    assert!(desk.path("kept.md.gloss.toml").exists());
    let mut screen = open("The *mill* burned down.");
    screen.wait_for("C1").keys("q");
    assert_eq!(screen.ended(), 0, "the same again");
    let mut screen = open("The *weir* burned down.");
    screen.wait_for("is there already and is not what was read");
    assert_eq!(screen.ended(), 2);
    assert_eq!(fs::read_to_string(desk.path("kept.md")).expect("kept"), "The *mill* burned down.");
}

#[test]
fn a_pipe_that_nobody_opens_is_given_up() {
    let desk = with_letter();
    pipe(&desk.path("pipe"));
    let export = ["export", "a.txt", "--to", "csv", "-o", "pipe"];
    for args in [
        &["text", "pipe"][..],
        &export,
        &["suggest", "--jsonl", "pipe"],
        &["import", "a.txt", "--from", "csv", "pipe"],
    ] {
        let (code, done) = ended(&desk, args);
        let said = String::from_utf8_lossy(&done.stderr).into_owned();
        assert!(code == 3 && said.contains("no program has opened its other end"), "{args:?}: {said}");
    }
}

#[test]
fn foreign_files_are_read_from_pipes_and_pipes_among_them_passed_over() {
    let desk = with_letter();
    let csv = desk.run(&["export", "a.txt", "--to", "csv"]).out;
    fs::remove_file(desk.path("a.txt.gloss.toml")).expect("removed");
    let done = desk.run_with(&["import", "a.txt", "--from", "csv", "-"], &csv);
    assert!(done.code == 0 && done.out.contains("1 added"), "{}{}", done.out, done.err);
    let done = desk.run_with(&["convert", "/dev/stdin", "--from", "csv", "--to", "csv"], &csv);
    assert!(done.err.contains("says nothing of the text"), "{}", done.err);
    desk.write("csv/one.csv", &csv);
    pipe(&desk.path("csv/two.csv"));
    let (code, done) = ended(&desk, &["import", "a.txt", "--from", "csv", "csv"]);
    let said = String::from_utf8_lossy(&done.stderr).into_owned();
    assert!(code == 0 && said.contains("csv/two.csv: passed over"), "{said}");
}

#[test]
fn versions_of_a_sidecar_are_compared_and_merged_from_streams() {
    let desk = with_letter();
    let sidecar = desk.read("a.txt.gloss.toml");
    let done = desk.run_with(&["diff", "/dev/stdin", "a.txt.gloss.toml"], &sidecar);
    assert_eq!((done.code, done.out.as_str()), (0, ""), "{}", done.err);
    let done = desk.run_with(&["diff", "/dev/stdin"], &sidecar);
    assert!(done.code == 0 && done.out.contains("words: The mill"), "{}", done.err);
    desk.write("side", &sidecar);
    let done = desk.run_with(&["merge", "side", "side", "/dev/stdin", "-o", "-"], &sidecar);
    assert_eq!((done.code, done.out), (0, sidecar.clone()), "{}", done.err);
    let done = desk.run_with(&["merge", "side", "/dev/stdin", "side"], &sidecar);
    assert_eq!(done.code, 2, "ours is no file that could be written: {}", done.err);
}

#[test]
fn what_is_no_file_in_the_place_of_a_setting_hangs_nothing() {
    let desk = Desk::empty();
    desk.write("d/a.txt", LETTER);
    super::add(&desk, "d/a.txt", &[]);
    desk.write("d/.ignore", "b.txt\n");
    desk.write("d/b.txt", LETTER);
    fs::create_dir_all(desk.path(".config/gloss")).expect("made");
    for name in ["gloss.toml", "d/gloss.toml", "d/.gitignore", ".gitignore"] {
        pipe(&desk.path(name));
    }
    for args in [["list", "d"], ["check", "d"], ["stats", "d"], ["schema", "d"]] {
        // Where the schema matters, it is told that there is none to be read.
        assert!(matches!(ended(&desk, &args).0, 0 | 3), "{args:?}");
    }
    desk.write("codes.qdc", "<CodeBook/>");
    let (code, _) = ended(&desk, &["import", "d", "--from", "refi-codebook", "codes.qdc"]);
    assert_eq!(code, 3);
    pipe(&desk.path(".config/gloss/config.toml"));
    // Whatever is said of the settings, it is said at once.
    ended(&desk, &["list", "d"]);
    fs::create_dir(desk.path("d/.git")).expect("made");
    pipe(&desk.path("d/.git/HEAD"));
    fs::remove_file(desk.path(".config/gloss/config.toml")).expect("removed");
    desk.write("d/a.txt", "Another text. The mill burned down.\n");
    fs::remove_dir_all(desk.path(".state")).expect("removed");
    assert!(matches!(ended(&desk, &["check", "d"]).0, 0 | 1 | 3));
}
