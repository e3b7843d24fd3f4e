//! The command line: a file for each subcommand, with its arguments and its output.

mod add;
mod agree;
pub mod args;
mod batch;
mod check;
mod coder;
mod compare;
mod completions;
mod condition_names;
mod context;
mod convert;
mod delete;
mod diagnose;
mod diff;
mod document_path;
mod edit;
mod environment;
mod error;
mod export;
mod folder;
mod forget;
mod format;
mod formats;
mod git_setup;
mod gloss_args;
mod headings;
mod import;
mod keys;
mod lines;
mod list;
mod man;
mod merge;
mod meta;
mod output;
mod progress;
mod read;
mod reader_child;
mod reading;
mod schema;
mod selection;
mod sequence;
mod settings_file;
mod spelling;
mod stats;
mod suggest;
mod target;
mod text;
mod unread;
mod usage;
mod words;

pub use crate::exchange::write_markdown as formats_table;
use crate::platform;
use args::{Args, Command};
use clap::CommandFactory;
use context::Context;
pub use error::{Error, Exit};
pub use formats::documents_table;
pub use keys::write_markdown as keys_table;
pub use reader_child::serve;
pub use usage::parse;

/// Runs the command that the command line names.
pub fn run(args: Args) -> Result<Exit, Error> {
    let _log = diagnose::start(args.log.as_deref())?;
    let context = Context::new(&args.coder, &args.reading, args.command.is_some(), args.escapes);
    let context = &context;
    let Some(command) = args.command else {
        return folder::open(&args.paths, args.name.as_deref(), context);
    };
    if !command.is_interactive() {
        // Without it, a signal leaves a temporary file behind, and no more than that.
        let _ = platform::remove_temporary_files_at_end();
    }
    if command.writes() {
        context.settings_file.check()?;
    }
    context.settings_file.warn();
    let exit = run_command(command, context);
    let met = context.tell_passed_over();
    exit.map(|exit| exit.max(met)).map_err(|error| Error { exit: error.exit.max(met), ..error })
}

fn run_command(command: Command, context: &Context) -> Result<Exit, Error> {
    match command {
        Command::Text(args) => Ok(text::run(&args, context)),
        Command::Add(args) => add::run(&args, context),
        Command::Edit(args) => edit::run(&args, context),
        Command::Delete(args) => delete::run(&args, context),
        Command::List(args) => list::run(&args, context),
        Command::Stats(args) => stats::run(&args, context),
        Command::Suggest(args) => suggest::run(&args, context),
        Command::Check(args) => check::run(&args, context),
        Command::Agree(args) => agree::run(&args, context),
        Command::Export(args) => export::run(&args, context),
        Command::Import(args) => import::run(&args, context),
        Command::Convert(args) => convert::run(&args, context),
        Command::Formats(args) => formats::run(args, context),
        Command::Compare(args) => compare::run(&args, context),
        Command::Merge(args) => merge::run(&args, context),
        Command::Meta(args) => meta::run(&args, context),
        Command::Diff(args) => diff::run(&args, context),
        Command::Forget(args) => forget::run(&args, context),
        Command::GitSetup(args) => git_setup::run(args, context),
        Command::Keys(args) => keys::run(args, context),
        Command::Schema(args) => schema::run(&args, context),
        Command::Completions(args) => completions::run(args, Args::command(), context),
        Command::Man(_) => man::run(Args::command(), context),
    }
}
