//! Standard streams that are closed or full, and files that are too large to be read.

use std::{fs::File, path::Path, process::Command};

use crate::{
    command::Desk,
    support::{self, GLOSS},
};

/// A device that takes nothing.
const FULL: &str = "/dev/full";

/// Runs a line of a shell in the folder, in which `$G` is the program. Returns the exit code and what was written to both streams.
fn shell(desk: &Desk, line: &str) -> (i32, String) {
    let mut command = desk.command(&[]);
    let environment: Vec<_> =
        command.get_envs().map(|(name, value)| (name.to_owned(), value.map(ToOwned::to_owned))).collect();
    command = Command::new("sh");
    command.args(["-c", line]).env("G", GLOSS).current_dir(desk.path("."));
    for (name, value) in environment {
        command.env(name, value.unwrap_or_default());
    }
    let done = command.output().expect("run");
    let told = [done.stdout, done.stderr].concat();
    (done.status.code().unwrap_or(-1), String::from_utf8_lossy(&told).into_owned())
}

/// Commands of all kinds, each of which writes something to standard output.
const COMMANDS: [&str; 14] = [
    "--help",
    "--version",
    "list --help",
    "list a.txt",
    "list . --json",
    "text a.txt",
    "stats .",
    "check .",
    "suggest a.txt",
    "export a.txt --to csv",
    "export . --to markdown",
    "schema",
    "keys",
    "completions bash",
];

fn desk() -> Desk {
    let desk = Desk::with_document("A ferry came in. “We were close,” Dana Holt said.\n");
    assert_eq!(desk.run(&["add", "a.txt", "--tag", "note", "--exact", "ferry"]).code, 0);
    desk
}

#[test]
fn what_cannot_be_written_is_an_error_and_no_panic() {
    if !Path::new(FULL).exists() {
        return;
    }
    let desk = desk();
    for command in COMMANDS {
        let (code, told) = shell(&desk, &format!("$G {command} >{FULL}"));
        assert!(code == 3 && told.contains("Error: can't write the results: "), "{command}: {code} {told}");
        let (code, told) = shell(&desk, &format!("$G {command} 2>{FULL}"));
        assert!(code == 0 && !told.is_empty(), "{command}: {code} {told}");
        assert_eq!(shell(&desk, &format!("$G {command} >{FULL} 2>{FULL}")).0, 3, "{command}");
    }
    for wrong in ["list nosuch.txt", "nosuch", "export a.txt --to nosuch", "a.txt"] {
        let code = shell(&desk, &format!("$G {wrong}")).0;
        assert!((2..=3).contains(&code), "{wrong}: {code}");
        assert_eq!(shell(&desk, &format!("$G {wrong} 2>{FULL}")).0, code, "{wrong}");
    }
}

#[test]
fn closed_streams_are_no_mistake_in_the_program() {
    let desk = desk();
    for command in COMMANDS {
        for closed in ["<&-", ">&-", "2>&-", "<&- >&- 2>&-"] {
            let (code, told) = shell(&desk, &format!("$G {command} {closed}"));
            assert_eq!(code, 0, "{command} {closed}: {told}");
        }
    }
    for command in ["text -", "a.txt", ".", "suggest --jsonl"] {
        for closed in ["<&-", "<&- >&-", "<&- >&- 2>&-"] {
            let code = shell(&desk, &format!("$G {command} {closed}")).0;
            assert!((0..=3).contains(&code), "{command} {closed}: {code}");
        }
    }
}

#[test]
fn a_log_that_cannot_be_written_is_told_and_one_among_the_results_stops_nothing() {
    let desk = desk();
    let (code, told) = shell(&desk, "$G --log out/no/log.txt list . && $G --log /dev/stdout list . --json");
    assert!(code == 0 && told.contains("begins version="), "{code} {told}");
    if Path::new(FULL).exists() {
        let (code, told) = shell(&desk, &format!("$G --log {FULL} list a.txt"));
        assert!(
            code == 0 && told.contains(&format!("Warning: the log {FULL} is not whole: ")),
            "{code} {told}"
        );
        assert_eq!(shell(&desk, &format!("$G --log {FULL} list a.txt 2>{FULL}")).0, 0);
        let reading = support::Desk::new();
        let mut screen = reading.open_with(&["--log", FULL, "ferry.txt"], (100, 30), &[]);
        screen.wait_for("¶ 1/4").keys("q").wait_for("Warning: the log /dev/full is not whole: ");
        assert_eq!(screen.ended(), 0);
    }
}

/// Makes a file of 3 GiB, of which nothing is on the disk.
fn make_large(desk: &Desk, name: &str) {
    desk.write(name, "");
    File::options().write(true).open(desk.path(name)).and_then(|file| file.set_len(3 << 30)).expect("made");
}

#[test]
fn a_file_that_is_too_large_is_refused_before_it_is_read() {
    for (name, limit, commands) in [
        (
            "a.txt.gloss.toml",
            512,
            &["list a.txt", "check a.txt", "export a.txt --to csv", "add a.txt --tag note --exact came"][..],
        ),
        ("gloss.toml", 4, &["schema", "suggest a.txt", "add a.txt --tag note --exact came"]),
        (".a.txt.gloss.toml.journal", 512, &["list a.txt", "add a.txt --tag note --exact came"]),
        (".config/gloss/config.toml", 4, &["add a.txt --tag note --exact came"]),
        ("in.json", 512, &["import a.txt --from json in.json", "import . --from webannotation in.json"]),
    ] {
        let desk = desk();
        make_large(&desk, name);
        for command in commands {
            let done = desk.run(&command.split(' ').collect::<Vec<_>>());
            let told = format!("3072 MiB or more, and at most {limit} MiB are read");
            assert!(
                done.code == 3 && done.err.contains(&told),
                "{name} {command}: {} {}",
                done.code,
                done.err
            );
            let file = Path::new(name).file_name().expect("a name").to_string_lossy().into_owned();
            assert!(done.err.contains(&file), "{name} {command}: {}", done.err);
        }
    }
}
