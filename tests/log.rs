//! The log: only on request, its owner's alone, and without words of documents and notes.

mod support;

use std::{
    fs,
    os::unix::fs::PermissionsExt,
    path::Path,
    process::{Command, Output},
};

use support::{Desk, GLOSS};

/// The program with these arguments, and `GLOSS_LOG` if it is given.
fn run(desk: &Desk, args: &[&str], level: Option<&str>) -> Output {
    let mut command = Command::new(GLOSS);
    command.args(args).current_dir(desk.folder.path());
    command.env("XDG_STATE_HOME", desk.path(".state")).env("XDG_CONFIG_HOME", desk.path(".config"));
    match level {
        Some(level) => command.env("GLOSS_LOG", level),
        None => command.env_remove("GLOSS_LOG"),
    };
    command.output().expect("run")
}

/// A log, which must have all of these in it.
fn log(path: &Path, parts: &[&str]) -> String {
    let log = fs::read_to_string(path).expect("a log");
    for part in parts {
        assert!(log.contains(part), "no {part:?} in\n{log}");
    }
    assert_eq!(fs::metadata(path).expect("there").permissions().mode() & 0o777, 0o600);
    log
}

const ADD: &[&str] =
    &["add", "ferry.txt", "--tag", "quote", "--exact", "“We were close at midnight,”", "--note", "a secret"];

#[test]
fn the_log_tells_what_was_done_and_no_words() {
    let desk = Desk::new();
    assert!(run(&desk, ADD, Some("debug")).status.success());
    assert!(run(&desk, &["suggest", "ferry.txt"], Some("debug")).status.success());
    assert!(run(&desk, &["check", "ferry.txt"], Some("debug")).status.success());
    let mut screen = desk.open_with(&["ferry.txt"], (100, 30), &[("GLOSS_LOG", "debug")]);
    screen.wait_for("saved").keys("/Nobody\r").wait_for("match 1 of 1").keys("jc").wait_for("C1").keys("q");
    assert_eq!(screen.ended(), 0);
    let parts = [
        "opened",
        "save sidecar",
        "suggest",
        "anchored",
        "search",
        "worker begins",
        "ferry.txt",
        "time.busy",
    ];
    let log = log(&desk.path(".state/gloss/gloss.log"), &parts);
    for words in ["midnight", "Nobody", "secret", "Holt"] {
        assert!(!log.contains(words), "{words:?} is in\n{log}");
    }
}

#[test]
fn there_is_a_log_only_where_one_is_asked_for() {
    let desk = Desk::new();
    assert!(run(&desk, ADD, None).status.success());
    assert!(!desk.path(".state/gloss/gloss.log").exists());
    assert!(run(&desk, &["list", "ferry.txt", "--log", "own.log"], None).status.success());
    log(&desk.path("own.log"), &["open sidecar"]);
    assert!(!desk.path(".state/gloss/gloss.log").exists());
}

#[test]
fn what_is_no_level_and_what_is_no_file_is_said() {
    let desk = Desk::new();
    for (args, level, why) in [
        (
            &["list", "ferry.txt"][..],
            Some("loud"),
            "“loud” is no level; the levels are error, warn, info, debug and trace",
        ),
        (&["list", "ferry.txt", "--log", "no/"], None, "the log no/ can't be written"),
        (&["list", "ferry.txt", "--log", "/dev/null/x"], None, "the log /dev/null/x can't be written"),
    ] {
        let run = run(&desk, args, level);
        let told = String::from_utf8_lossy(&run.stderr).into_owned();
        assert!(run.status.code() == Some(2) && told.contains(why) && told.contains("Hint: "), "{told}");
    }
}
