//! Hostile documents through the program: whatever a file holds, reading it ends in the right text or the right refusal, within little
//! memory and processor time, and nothing is written beside it.

#[path = "../support/command.rs"]
mod command;

mod archives;
mod floods;
mod mail;
mod markup;
mod parts;
mod pdf;

use std::{fs, process::Command};

use command::Desk;

/// The address space that a document may take, in KiB, with that of the program itself.
const MEMORY_KIB: u32 = 720 * 1024;

/// The processor time in seconds after which the program is stopped. A build that isn't optimised takes ten times as long.
const SECONDS: u32 = 60;

/// The exit code for a document that can't be read.
const REFUSED: i32 = 3;

/// The text of a document of this name.
#[track_caller]
fn text(name: &str, bytes: impl AsRef<[u8]>) -> String {
    let (code, out, err) = read(name, bytes);
    assert_eq!(code, Some(0), "{name}: {err}");
    out
}

/// Why a document of this name can't be read.
#[track_caller]
fn refusal(name: &str, bytes: impl AsRef<[u8]>) -> String {
    let (code, out, err) = read(name, bytes);
    assert_eq!(code, Some(REFUSED), "{name}: {err}{out:.200}");
    err
}

/// Reads a document of this name with little memory and time. The result is the exit code, the text and the messages.
fn read(name: &str, bytes: impl AsRef<[u8]>) -> (Option<i32>, String, String) {
    let desk = Desk::empty();
    desk.write(name, bytes);
    let program = env!("CARGO_BIN_EXE_gloss");
    let script = format!("ulimit -v {MEMORY_KIB}; ulimit -t {SECONDS}; exec '{program}' text '{name}'");
    let mut command = Command::new("sh");
    command.args(["-c", &script]).current_dir(desk.path(""));
    for (variable, folder) in
        [("XDG_CONFIG_HOME", ".config"), ("XDG_STATE_HOME", ".state"), ("XDG_CACHE_HOME", ".cache")]
    {
        command.env(variable, desk.path(folder));
    }
    let done = command.output().expect("run");
    let entries = fs::read_dir(desk.path("")).expect("a folder").flatten();
    let visible =
        entries.map(|entry| entry.file_name()).filter(|name| !name.to_string_lossy().starts_with('.'));
    assert_eq!(visible.collect::<Vec<_>>(), [name], "nothing else is written");
    let lossy = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    (done.status.code(), lossy(&done.stdout), lossy(&done.stderr))
}
