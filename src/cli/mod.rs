//! The command line: a file for each subcommand.

pub mod args;
pub mod environment;
pub mod error;
pub mod open;
mod read;

use std::path::Path;

use args::{Args, Command};
use error::{Error, Exit};

/// Does what the command line says.
pub fn run(args: Args) -> Result<Exit, Error> {
    let coder = args.coder;
    match args.command {
        None => {
            let path = args.path.unwrap_or_default();
            read::run(&path, args.name.as_deref(), &coder)
        }
        Some(_) => Err(Error::usage(format!("not yet: {}", Path::new("").display()))),
    }
}
