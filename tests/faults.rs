//! Every system call of a save is made to fail, or the program is killed at it. Afterwards the sidecar is complete,
//! either the old or the new one, and contains whatever was reported as saved.
//!
//! `strace` injects the faults; see `support::require` for machines without it.

mod support;

use std::process::{Command, Output};

use support::{Desk, require::require};

/// The system calls by which a save touches the disk.
const CALLS: &[&str] = &[
    "openat",
    "write",
    "fsync",
    "rename",
    "renameat2",
    "ftruncate",
    "flock",
    "unlink",
    "fchmod",
    "statx",
    "read",
];

/// The words that are tagged; the sidecar has a gloss on other words before.
const WORDS: &str = "Nobody will be left";

/// Adds a gloss under `strace` with these options.
fn straced(desk: &Desk, options: &[&str]) -> Option<Output> {
    let mut command = Command::new("strace");
    command.args(["-f", "-qq"]).args(options);
    command.arg(env!("CARGO_BIN_EXE_gloss")).args(["add", "ferry.txt", "--tag", "note", "--exact", WORDS]);
    on(desk, &mut command).output().ok()
}

/// `command` in the desk's folder, with settings and state of its own.
fn on<'a>(desk: &Desk, command: &'a mut Command) -> &'a mut Command {
    command.current_dir(desk.folder.path());
    command.env("XDG_STATE_HOME", desk.path(".state")).env("XDG_CONFIG_HOME", desk.path(".config"))
}

/// A desk with one gloss.
fn desk(large: bool) -> Desk {
    let desk = Desk::new();
    let mut sidecar = String::from(
        "format = \"gloss/1\"\n\n[[annotation]]\nid = \"one\"\ntag = \"claim\"\nspans = [{ start = 0, end = 5, exact = \"Ferry\" }]\n",
    );
    if large {
        sidecar.push_str(&"# a long comment, so that changes go to the journal\n".repeat(30_000));
    }
    std::fs::write(desk.path("ferry.txt.gloss.toml"), sidecar).expect("written");
    desk
}

/// How many glosses the sidecar has; `None` if it is damaged.
fn count(desk: &Desk) -> Option<usize> {
    desk.sidecar().parse::<toml_edit::DocumentMut>().ok()?;
    let mut list = Command::new(env!("CARGO_BIN_EXE_gloss"));
    let list = on(desk, list.args(["list", "ferry.txt"])).output().expect("run");
    list.status.success().then(|| String::from_utf8_lossy(&list.stdout).lines().count())
}

fn is_possible() -> bool {
    let nothing = ["-o", "/dev/null", "-e", "inject=unlink:error=EIO:when=1000"];
    require("strace", straced(&desk(false), &nothing).is_some_and(|run| run.status.success()))
}

/// How many calls of this name a save makes.
fn calls(large: bool, call: &str) -> usize {
    let desk = desk(large);
    let trace = desk.path("trace");
    let options = ["-o", &*trace.to_string_lossy(), "-e", &format!("trace={call}")];
    straced(&desk, &options).expect("run");
    std::fs::read_to_string(trace).unwrap_or_default().lines().count()
}

/// Injects a fault into each call in turn. Returns how many calls there were.
fn sweep(large: bool, fault: &str) -> usize {
    let mut tried = 0;
    for call in CALLS {
        for when in 1..=calls(large, call) {
            let desk = desk(large);
            let inject = format!("inject={call}:{fault}:when={when}");
            let run = straced(&desk, &["-o", "/dev/null", "-e", &inject]).expect("run");
            let count = count(&desk);
            let case = format!("{inject}\n{}", String::from_utf8_lossy(&run.stderr));
            assert!(matches!(count, Some(1 | 2)), "{count:?} glosses after {case}");
            if !run.stdout.is_empty() {
                assert_eq!(count, Some(2), "answered as done and not there: {case}");
            }
            tried += 1;
        }
    }
    tried
}

#[test]
fn no_failing_call_loses_anything() {
    if is_possible() {
        let tried = sweep(false, "error=EIO") + sweep(false, "error=ENOSPC");
        println!("{tried} calls failed, none lost anything");
    }
}

#[test]
fn no_failing_call_loses_anything_of_a_large_sidecar() {
    if is_possible() {
        println!("{} calls failed, none lost anything", sweep(true, "error=ENOSPC"));
    }
}

#[test]
fn killed_at_any_call_nothing_is_lost() {
    if is_possible() {
        let tried = sweep(false, "signal=KILL") + sweep(true, "signal=KILL");
        println!("killed at {tried} calls, nothing was lost");
    }
}

/// Another program writes the sidecar between the moment at which a save has looked at it and the one at which it is replaced.
#[test]
fn what_another_program_writes_during_a_save_is_kept() {
    if !is_possible() {
        return;
    }
    // At each sync, and right before the two files change places.
    for delayed in ["fsync:delay_enter=400000:when=1", "renameat2:delay_enter=400000:when=1"] {
        for in_place in [false, true] {
            let desk = desk(false);
            let (path, other) = (desk.path("ferry.txt.gloss.toml"), desk.path("theirs"));
            let theirs = desk.sidecar().replace("tag = \"claim\"", "tag = \"claim\" # theirs");
            let run = std::thread::scope(|scope| {
                let inject = format!("inject={delayed}");
                let run = scope.spawn({
                    let desk = &desk;
                    move || straced(desk, &["-o", "/dev/null", "-e", &inject]).expect("run")
                });
                // The temporary file shows how far the save has come.
                while !desk.path(".ferry.txt.gloss.toml.tmp").exists() && !run.is_finished() {
                    std::thread::yield_now();
                }
                std::thread::sleep(std::time::Duration::from_millis(100));
                std::fs::write(if in_place { &path } else { &other }, &theirs).expect("written");
                if !in_place {
                    std::fs::rename(&other, &path).expect("renamed");
                }
                run.join().expect("run")
            });
            assert!(run.status.success(), "{delayed}: {}", String::from_utf8_lossy(&run.stderr));
            let sidecar = desk.sidecar();
            assert!(
                sidecar.contains("# theirs") && sidecar.contains(WORDS),
                "{delayed} {in_place}: {sidecar}"
            );
        }
    }
}

/// Some file systems have no locks and some cannot sync a folder, and each reports that in its own way.
#[test]
fn a_folder_without_locks_or_syncs_is_saved_into_all_the_same() {
    if !is_possible() {
        return;
    }
    for large in [false, true] {
        for fault in
            ["flock:error=ENOLCK", "flock:error=EBADF", "flock:error=EOPNOTSUPP", "flock:error=ENOSYS"]
        {
            let desk = desk(large);
            let inject = format!("inject={fault}");
            let run = straced(&desk, &["-o", "/dev/null", "-e", &inject]).expect("run");
            assert!(run.status.success(), "{inject}: {}", String::from_utf8_lossy(&run.stderr));
            assert_eq!(count(&desk), Some(2), "{inject}");
        }
        // Some can't swap two files.
        let without_swaps = desk(large);
        let inject = ["-o", "/dev/null", "-e", "inject=renameat2:error=EINVAL"];
        let run = straced(&without_swaps, &inject).expect("run");
        assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
        assert_eq!(count(&without_swaps), Some(2));
        // The last sync of each save is that of the folder.
        let syncs = calls(large, "fsync");
        for error in ["EINVAL", "EOPNOTSUPP"] {
            let desk = desk(large);
            let inject = format!("inject=fsync:error={error}:when={syncs}");
            let run = straced(&desk, &["-o", "/dev/null", "-e", &inject]).expect("run");
            assert!(run.status.success(), "{inject}: {}", String::from_utf8_lossy(&run.stderr));
            assert_eq!(count(&desk), Some(2), "{inject}");
        }
    }
}
