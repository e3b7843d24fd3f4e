//! The command line as clap reads it: the options before the subcommand, and the subcommands.

use std::path::PathBuf;

use clap::{Parser, Subcommand, ValueHint};

use super::{
    add::AddArgs, agree::AgreeArgs, check::CheckArgs, coder::CoderArgs, compare::CompareArgs,
    completions::CompletionsArgs, convert::ConvertArgs, diff::DiffArgs, export::ExportArgs,
    forget::ForgetArgs, formats::FormatsArgs, git_setup::GitSetupArgs, headings::ALL_COMMANDS,
    import::ImportArgs, keys::KeysArgs, list::ListArgs, man::ManArgs, merge::MergeArgs, reading::ReadingArgs,
    schema::SchemaArgs, stats::StatsArgs, suggest::SuggestArgs, text::TextArgs,
};

const AFTER_HELP: &str = r"Examples:
  gloss article.txt          read and tag an article
  gloss notes/               choose a document of a folder
  curl … | gloss - --name talks.txt

A gloss is a tag on words of a document: a kind, such as claim or quote, with attributes, links and a note. The document is never changed: its glosses are saved in a file beside it, its sidecar, here article.txt.gloss.toml. Press ? in the program for its keys.";

/// The version with the features that this build has.
const LONG_VERSION: &str = match (cfg!(feature = "git-history"), cfg!(feature = "sqlite")) {
    (true, true) => concat!(env!("CARGO_PKG_VERSION"), "\nfeatures: git-history, sqlite"),
    (true, false) => concat!(env!("CARGO_PKG_VERSION"), "\nfeatures: git-history"),
    (false, true) => concat!(env!("CARGO_PKG_VERSION"), "\nfeatures: sqlite"),
    (false, false) => concat!(env!("CARGO_PKG_VERSION"), "\nfeatures: none"),
};

/// Read a document in the terminal and tag its claims, quotes and sentiment by keyboard.
#[derive(Debug, Parser)]
#[command(name = "gloss", version, long_version = LONG_VERSION, args_conflicts_with_subcommands = true, subcommand_negates_reqs = true)]
#[command(after_help = AFTER_HELP)]
pub struct Args {
    /// Document to read, folder to choose one from, or - for standard input
    #[arg(value_hint = ValueHint::AnyPath, required = true)]
    pub path: Option<PathBuf>,
    /// Name under which glosses of standard input are saved
    #[arg(long, value_name = "NAME")]
    pub name: Option<String>,
    /// Coder whose glosses are shown
    #[command(flatten)]
    pub coder: CoderArgs,
    /// File for a log without words of documents or notes; `GLOSS_LOG` sets its level
    #[arg(long, value_name = "FILE", global = true, help_heading = ALL_COMMANDS, value_hint = ValueHint::FilePath)]
    pub log: Option<PathBuf>,
    /// How documents are read
    #[command(flatten)]
    pub reading: ReadingArgs,
    /// What to do instead of reading
    #[command(subcommand)]
    pub command: Option<Command>,
}

/// The subcommands. Each is documented at its arguments.
#[derive(Debug, Subcommand)]
#[expect(
    missing_docs,
    reason = "the documentation of a variant would be its help, in place of its arguments'"
)]
pub enum Command {
    Text(TextArgs),
    Add(AddArgs),
    List(ListArgs),
    Stats(StatsArgs),
    Suggest(SuggestArgs),
    Check(CheckArgs),
    Agree(AgreeArgs),
    Export(ExportArgs),
    Import(ImportArgs),
    Convert(ConvertArgs),
    Formats(FormatsArgs),
    Compare(CompareArgs),
    Merge(MergeArgs),
    Diff(DiffArgs),
    Forget(ForgetArgs),
    GitSetup(GitSetupArgs),
    Keys(KeysArgs),
    Schema(SchemaArgs),
    Completions(CompletionsArgs),
    Man(ManArgs),
}
