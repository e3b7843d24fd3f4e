//! A program that does nothing but save: it is killed, traced, or run beside others like it.
#![allow(dead_code, reason = "each test file uses a part of it")]

use std::{
    env,
    io::{Write, stdout},
    path::Path,
    process::Command,
    thread,
    time::Duration,
};

use glossator::{
    gloss::{Change, Gloss, Id, Selector, Transaction},
    sidecar::{Sidecar, SourceInfo},
};

/// The word that is printed before the id of a gloss once the gloss is saved.
pub const SAVED: &str = "saved ";

/// The time between two saves: a program that never releases the lock on the folder would keep all others from saving.
const PAUSE: Duration = Duration::from_micros(500);

/// The name of the test that is the program. A test file that uses this module has a test of this name, which calls [`run`].
pub const TEST: &str = "the_saver";

/// The arguments by which a test file's own program becomes a saver: it adds `count` glosses, whose ids follow from
/// `first`, to the sidecar at `path`, and tells each id once it is saved.
pub fn command(mut command: Command, path: &Path, first: u64, count: u64) -> Command {
    command.args(["--exact", TEST, "--ignored", "--nocapture"]);
    command
        .env("GLOSS_SAVER", path)
        .env("GLOSS_FIRST", first.to_string())
        .env("GLOSS_COUNT", count.to_string());
    command
}

/// The arguments by which it takes over the sidecar at `stray`, and tells so.
pub fn taker(path: &Path, stray: &Path) -> Command {
    let mut command = command(myself(), path, 0, 0);
    command.env("GLOSS_STRAY", stray);
    command
}

/// This test file's own program.
pub fn myself() -> Command {
    Command::new(env::current_exe().expect("a program"))
}

/// The ids that were told as saved.
pub fn saved(told: &str) -> Vec<&str> {
    told.lines().filter_map(|line| line.split_once(SAVED).map(|(_, id)| id)).collect()
}

/// Saves glosses as the environment says; does nothing where it says nothing.
pub fn run() {
    let number = |name: &str| env::var(name).ok()?.parse::<u64>().ok();
    let (Some(path), Some(first), Some(count)) =
        (env::var_os("GLOSS_SAVER"), number("GLOSS_FIRST"), number("GLOSS_COUNT"))
    else {
        return;
    };
    let mut sidecar = Sidecar::open(path.into()).expect("opened");
    if let Some(stray) = env::var_os("GLOSS_STRAY") {
        sidecar.take_over(Path::new(&stray)).expect("taken over");
        stdout().write_all(format!("{SAVED}all\n").as_bytes()).expect("told");
    }
    let info = SourceInfo { file: "a.txt".into(), length: Some(100_000), ..SourceInfo::default() };
    for n in first..first + count {
        let selector = Selector {
            start: n as usize % 90_000,
            end: n as usize % 90_000 + 5,
            exact: "words".into(),
            ..Selector::default()
        };
        let gloss = Gloss::new(Id::from_bits(n), "note", vec![selector]);
        let id = gloss.id.clone();
        sidecar.save(&Transaction::new("tag", vec![Change::add(gloss)]), &info).expect("saved");
        // One write, so that a program killed at it has told all or nothing.
        stdout().write_all(format!("{SAVED}{id}\n").as_bytes()).expect("told");
        thread::sleep(PAUSE);
    }
    sidecar.settle().expect("settled");
}

/// A sidecar without glosses; a large one has a journal.
pub fn sidecar(large: bool) -> String {
    let head = "format = \"gloss/1\"\n\n[source]\nfile = \"a.txt\"\n";
    let comments = if large { 30_000 } else { 1 };
    head.to_owned() + &"# a long comment, so that changes go to the journal\n".repeat(comments)
}
