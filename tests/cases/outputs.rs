//! Outputs, names of ours in a folder, and what is kept of a document.

mod names_of_ours;
mod policy;
mod privacy;
mod streams;

use std::{
    path::Path,
    process::{Child, Output},
    thread,
    time::{Duration, Instant},
};

use crate::command::Desk;

/// How long a command may take before a test fails: far longer than any pipe is waited for.
const MAX_WAIT: Duration = Duration::from_mins(1);

const LETTER: &str = "The mill burned down.\n\n“We saw it,” Ida Brock said.\n";

/// A folder with a letter that has a gloss.
fn with_letter() -> Desk {
    let desk = Desk::with_document(LETTER);
    add(&desk, "a.txt", &[]);
    desk
}

/// Adds a gloss to a document.
fn add(desk: &Desk, document: &str, more: &[&str]) {
    let done = desk.run(&[&["add", document, "--tag", "note", "--exact", "The mill"], more].concat());
    assert_eq!(done.code, 0, "{}", done.err);
}

/// Makes a named pipe.
fn pipe(path: &Path) {
    rustix::fs::mknodat(rustix::fs::CWD, path, rustix::fs::FileType::Fifo, rustix::fs::Mode::RWXU, 0)
        .expect("a pipe");
}

/// The exit code and the output of a command that must not wait for ever.
fn ended(desk: &Desk, args: &[&str]) -> (i32, Output) {
    let child = desk.command(args).spawn().expect("started");
    let done = wait(child, args);
    (done.status.code().unwrap_or(-1), done)
}

fn wait(mut child: Child, args: &[&str]) -> Output {
    drop(child.stdin.take());
    let start = Instant::now();
    while child.try_wait().expect("asked").is_none() {
        if start.elapsed() > MAX_WAIT {
            child.kill().expect("ended");
            panic!("{args:?} waits for ever");
        }
        thread::sleep(Duration::from_millis(2));
    }
    child.wait_with_output().expect("its output")
}
