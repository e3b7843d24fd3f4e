//! The command line in a folder of its own.
#![allow(dead_code, reason = "each test file uses a part of it")]

use std::{
    fs,
    io::Write,
    path::PathBuf,
    process::{Command, Stdio},
};

use tempfile::TempDir;

/// A folder in which commands are run, with settings and state folders of its own.
pub struct Desk(TempDir);

/// What a command that has ended left behind.
#[derive(Debug)]
pub struct Done {
    /// The exit code; -1 if a signal ended it.
    pub code: i32,
    /// What it wrote to standard output.
    pub out: String,
    /// What it wrote to standard error.
    pub err: String,
}

impl Desk {
    /// An empty folder.
    pub fn empty() -> Self {
        Self(TempDir::new().expect("a folder"))
    }

    /// A folder with one document, `a.txt`.
    pub fn with_document(text: &str) -> Self {
        let desk = Self::empty();
        desk.write("a.txt", text);
        desk
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    /// Writes a file, with the folders on its way.
    pub fn write(&self, name: &str, content: impl AsRef<[u8]>) {
        let path = self.path(name);
        fs::create_dir_all(path.parent().expect("a folder")).expect("made");
        fs::write(path, content).expect("written");
    }

    pub fn read(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).expect("read")
    }

    /// The program with these arguments, to be run in this folder.
    pub fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_gloss"));
        command
            .args(args)
            .current_dir(self.0.path())
            .env("XDG_CONFIG_HOME", self.path(".config"))
            .env("XDG_STATE_HOME", self.path(".state"))
            .env("XDG_CACHE_HOME", self.path(".cache"))
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        command
    }

    pub fn run(&self, args: &[&str]) -> Done {
        self.run_with(args, "")
    }

    /// Runs the program with this standard input.
    pub fn run_with(&self, args: &[&str], input: impl AsRef<[u8]>) -> Done {
        let mut child = self.command(args).spawn().expect("started");
        // A program that doesn't read its input may have ended before all of it was written.
        let _ = child.stdin.take().expect("its input").write_all(input.as_ref());
        let done = child.wait_with_output().expect("run");
        Done {
            code: done.status.code().unwrap_or(-1),
            out: String::from_utf8(done.stdout).expect("text"),
            err: String::from_utf8(done.stderr).expect("text"),
        }
    }
}
