//! Starting the programs that show what a terminal can't: a browser, a viewer of pictures.

use std::{
    ffi::{OsStr, OsString},
    process::Command,
    sync::mpsc::Sender,
};

use super::{Message, send, worker};
use crate::{app::Event, platform};

/// Starts a program of the person's choice on one thing, an address or the path of a file, which becomes its last argument. `setting`
/// is the name of the setting with the program and its arguments. No shell reads any of it. What goes wrong is told, also after the
/// program was started.
pub fn start(program: &[String], setting: &'static str, thing: &OsStr, messages: &Sender<Message>) {
    let (program, thing) = (program.to_owned(), thing.to_owned());
    let run = move |messages: &Sender<Message>| {
        if let Err(failure) = run(&program, &thing) {
            let name = program.first().map_or("", String::as_str);
            let notice = format!("{name} {failure}; “{setting}” in the settings names another program");
            send(messages, Event::Notice(notice));
        }
    };
    // A system that can start no thread can start no program either.
    let _ = worker::spawn("launcher", "starting another program", messages, run);
}

/// Runs a program to its end. Fails with what went wrong: "can't be started: …".
fn run(program: &[String], thing: &OsString) -> Result<(), String> {
    let (name, arguments) = program.split_first().ok_or("is not set")?;
    let mut command = Command::new(name);
    command.args(arguments).arg(thing);
    let status = platform::apart_from_terminal(command).status();
    let status = status.map_err(|error| format!("can't be started: {}", platform::reason(&error)))?;
    if status.success() { Ok(()) } else { Err(format!("has failed ({status})")) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn run_with(program: &[&str], thing: &str) -> Result<(), String> {
        let program: Vec<String> = program.iter().map(|&part| part.to_owned()).collect();
        run(&program, &thing.into())
    }

    #[test]
    fn the_thing_is_one_argument_and_no_shell_reads_it() {
        let folder = tempfile::tempdir().expect("a folder");
        let made = folder.path().join("made");
        let address = format!("https://example.org/$(touch {0});touch {0} `touch {0}`", made.display());
        assert_eq!(run_with(&["test", "3", "-eq", "3", "-a", "-n"], &address), Ok(()));
        assert!(!made.exists());
    }

    #[test]
    fn what_goes_wrong_is_told() {
        assert_eq!(run_with(&["false"], "x"), Err("has failed (exit status: 1)".to_owned()));
        let missing = run_with(&["/nowhere/browser"], "x").expect_err("nothing is there");
        assert!(missing.starts_with("can't be started: "), "{missing}");
    }
}
