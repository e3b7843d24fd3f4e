//! The `gloss` command: parse, run, print the error, exit code.

use std::process::ExitCode;

use glossator::cli;

fn main() -> ExitCode {
    if let Some(exit) = cli::serve() {
        return ExitCode::from(exit.code());
    }
    let run = |args| {
        cli::run(args).unwrap_or_else(|error| {
            error.report();
            error.exit
        })
    };
    ExitCode::from(cli::parse().map_or_else(|exit| exit, run).code())
}
