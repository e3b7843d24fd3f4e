//! The child process in which documents are read whose parsers are not trusted: this program with a hidden first argument.

use std::env;

use super::error::Exit;
use crate::{
    platform::ChildProgram,
    workspace::{Host, serve_reader},
};

/// The first argument of a child; what it is to read follows.
const ARGUMENT: &str = "__read-document";

/// The host, which reads such documents in children of this program, if it knows where the program lies.
pub fn applied_to(host: Host) -> Host {
    match env::current_exe() {
        Ok(program) => host.reading_in(ChildProgram { program, arguments: vec![ARGUMENT.into()] }),
        Err(_) => host,
    }
}

/// Does the work of a child and returns its exit code; `None` if this process is none.
pub fn serve() -> Option<Exit> {
    let mut arguments = env::args_os().skip(1);
    if arguments.next()? != ARGUMENT {
        return None;
    }
    Some(serve_reader(arguments).map_or(Exit::Failed, |()| Exit::Done))
}
