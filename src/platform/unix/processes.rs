//! Other programs, started beside this one.

use std::{
    os::unix::process::CommandExt,
    process::{Command, Stdio},
};

/// The same command for a program that has nothing to do with the terminal: it reads and writes none of it, and keys that interrupt
/// programs there don't reach it.
pub fn apart_from_terminal(mut command: Command) -> Command {
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).process_group(0);
    command
}
