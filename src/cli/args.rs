//! The command line as clap reads it: the options before the subcommand, and the subcommands.

use std::path::PathBuf;

use clap::{Parser, Subcommand, ValueHint};

use super::{
    add::AddArgs, agree::AgreeArgs, check::CheckArgs, coder::CoderArgs, compare::CompareArgs,
    completions::CompletionsArgs, convert::ConvertArgs, delete::DeleteArgs, diff::DiffArgs,
    document_path::document_path, edit::EditArgs, error::EXIT_CODES, export::ExportArgs, forget::ForgetArgs,
    formats::FormatsArgs, git_setup::GitSetupArgs, headings::ALL_COMMANDS, import::ImportArgs,
    keys::KeysArgs, list::ListArgs, man::ManArgs, merge::MergeArgs, meta::MetaArgs, reading::ReadingArgs,
    schema::SchemaArgs, stats::StatsArgs, suggest::SuggestArgs, text::TextArgs,
};

const AFTER_HELP: &str = r"Exit codes:
{EXIT_CODES}

Examples:
  gloss article.txt          read and tag an article
  gloss *.txt                the first of several; :n goes to the next one
  gloss notes/               choose a document of a folder
  curl … | gloss - --name talks.txt

A gloss is a tag on words of a document: a kind, such as claim or quote, with attributes, links and a note. The document is never changed: its glosses are saved in a file beside it, its sidecar, here article.txt.gloss.toml. Press ? in the program for its keys.";

/// The end of the help, with the exit codes.
fn after_help() -> String {
    AFTER_HELP.replace("{EXIT_CODES}", EXIT_CODES)
}

/// The version with the features that this build has.
const LONG_VERSION: &str = match (cfg!(feature = "git-history"), cfg!(feature = "sqlite")) {
    (true, true) => concat!(env!("CARGO_PKG_VERSION"), "\nfeatures: git-history, sqlite"),
    (true, false) => concat!(env!("CARGO_PKG_VERSION"), "\nfeatures: git-history"),
    (false, true) => concat!(env!("CARGO_PKG_VERSION"), "\nfeatures: sqlite"),
    (false, false) => concat!(env!("CARGO_PKG_VERSION"), "\nfeatures: none"),
};

/// Read a document in the terminal and tag its claims, quotes and sentiment by keyboard.
#[derive(Debug, Parser)]
#[command(name = "gloss", version, long_version = LONG_VERSION, subcommand_negates_reqs = true)]
#[command(override_usage = "gloss [OPTIONS] <FILE|FOLDER>...\n       gloss [OPTIONS] <COMMAND>", after_help = after_help())]
pub struct Args {
    /// Documents to read one after the other, a folder to choose one from, or - for standard input
    #[arg(value_name = "FILE|FOLDER", value_parser = document_path(), value_hint = ValueHint::AnyPath, required = true)]
    pub paths: Vec<PathBuf>,
    /// Name of a new file in which standard input is kept, for glosses on it
    #[arg(long, value_name = "NAME", allow_hyphen_values = true)]
    pub name: Option<String>,
    /// Coder whose glosses are shown
    #[command(flatten)]
    pub coder: CoderArgs,
    /// File for a log without words of documents or notes; `GLOSS_LOG` sets its level
    #[arg(long, value_name = "FILE", global = true, help_heading = ALL_COMMANDS, value_hint = ValueHint::FilePath)]
    pub log: Option<PathBuf>,
    /// Print control characters of documents and names into a pipe as they are; otherwise they are shown as pictures
    #[arg(long, global = true, help_heading = ALL_COMMANDS)]
    pub escapes: bool,
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
    Edit(EditArgs),
    Delete(DeleteArgs),
    List(ListArgs),
    Meta(MetaArgs),
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

impl Command {
    /// Whether it shows a document in the interface, which handles signals itself.
    pub fn is_interactive(&self) -> bool {
        matches!(self, Self::Compare(_))
    }

    /// Whether it changes glosses or the schema of a folder.
    pub fn writes(&self) -> bool {
        match self {
            Self::Add(_) | Self::Edit(_) | Self::Delete(_) | Self::Compare(_) | Self::Forget(_) => true,
            Self::Import(args) => args.writes(),
            Self::Meta(args) => args.writes(),
            Self::Suggest(args) => args.writes(),
            Self::Check(args) => args.writes(),
            // A merge takes no setting into account, and git calls it.
            Self::Merge(_)
            | Self::Text(_)
            | Self::List(_)
            | Self::Stats(_)
            | Self::Agree(_)
            | Self::Export(_)
            | Self::Convert(_)
            | Self::Formats(_)
            | Self::Diff(_)
            | Self::GitSetup(_)
            | Self::Keys(_)
            | Self::Schema(_)
            | Self::Completions(_)
            | Self::Man(_) => false,
        }
    }
}
