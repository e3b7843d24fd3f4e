//! The `gloss` command: parse, run, print the error, exit code.

use std::process::ExitCode;

use clap::Parser;
use glossator::cli::{self, args::Args};

fn main() -> ExitCode {
    match cli::run(Args::parse()) {
        Ok(exit) => ExitCode::from(exit as u8),
        Err(error) => {
            error.report();
            ExitCode::from(error.exit as u8)
        }
    }
}
