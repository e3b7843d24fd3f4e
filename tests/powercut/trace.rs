//! The system calls of a program that concern the disk, as recorded by `strace`.

use std::{collections::HashMap, fs, path::Path, process::Command};

/// A call that succeeded.
#[derive(Debug)]
pub struct Call {
    /// Its name.
    pub name: String,
    /// Its arguments as `strace` writes them.
    pub arguments: String,
    /// The arguments that are strings.
    pub texts: Vec<Vec<u8>>,
    /// What it returned.
    pub result: usize,
}

impl Call {
    /// The numeric argument at this index, from 0.
    pub fn number(&self, at: usize) -> Option<usize> {
        self.arguments.split(", ").nth(at)?.parse().ok()
    }

    /// The string argument at this index, as a path.
    pub fn path(&self, at: usize) -> &Path {
        use std::os::unix::ffi::OsStrExt;
        Path::new(std::ffi::OsStr::from_bytes(self.texts.get(at).map_or(&[], Vec::as_slice)))
    }
}

/// The recorded calls; `None` where `strace` is not installed or may not trace.
pub fn record(program: &Command, log: &Path) -> Option<Vec<Call>> {
    let calls = "trace=openat,write,fsync,fdatasync,ftruncate,?rename,?renameat,?renameat2,?unlink,?unlinkat";
    let mut traced = Command::new("strace");
    traced.args(["-f", "-qq", "-xx", "-s", "100000000", "-e", "signal=none", "-e", calls, "-o"]).arg(log);
    traced.arg(program.get_program()).args(program.get_args());
    traced.envs(program.get_envs().filter_map(|(name, value)| Some((name, value?))));
    let run = traced.output().ok().filter(|run| run.status.success())?;
    drop(run);
    let mut unfinished: HashMap<String, String> = HashMap::new();
    let text = fs::read_to_string(log).expect("a log");
    let calls = text.lines().filter_map(|line| {
        let (thread, line) = line.split_once(' ')?;
        let line = line.trim_start();
        if let Some(begun) = line.strip_suffix("<unfinished ...>") {
            unfinished.insert(thread.to_owned(), begun.to_owned());
            return None;
        }
        let whole = match line.split_once(" resumed>") {
            Some((_, rest)) => unfinished.remove(thread)? + rest,
            None => line.to_owned(),
        };
        call(&whole)
    });
    Some(calls.collect())
}

fn call(line: &str) -> Option<Call> {
    let (name, rest) = line.split_once('(')?;
    let (arguments, result) = rest.rsplit_once(") = ").or_else(|| rest.rsplit_once(')'))?;
    // A failed call returned a negative number.
    let result = result.trim_start_matches([' ', '=']).split(' ').next()?.parse().ok()?;
    let texts = arguments.split('"').skip(1).step_by(2).map(unescaped).collect();
    Some(Call { name: name.to_owned(), arguments: arguments.to_owned(), texts, result })
}

/// The bytes of `\x61\x62`.
fn unescaped(text: &str) -> Vec<u8> {
    text.split("\\x").filter_map(|digits| u8::from_str_radix(digits, 16).ok()).collect()
}
