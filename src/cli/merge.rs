//! `gloss merge`: merges two versions of a sidecar; git calls it as its merge driver.

use std::path::PathBuf;

use clap::{Args, ValueHint};

use super::{
    context::Context,
    error::{Error, Exit},
    lines::tell,
};
use crate::workspace::merge_sidecars;

const AFTER_HELP: &str = r"Example:
  gloss merge base.gloss.toml mine.gloss.toml theirs.gloss.toml -o merged.gloss.toml

If both sides changed the same thing, both versions are kept and marked for review. The exit code is 1 if there is something to review, and 3 if a file can't be read; then nothing is written. After gloss git-setup, git merge does this by itself.";

/// Merge two versions of a sidecar gloss by gloss
#[derive(Clone, Debug, Args)]
#[command(after_help = AFTER_HELP)]
pub struct MergeArgs {
    /// Sidecar from which both versions were made; may be missing or empty
    #[arg(value_hint = ValueHint::FilePath)]
    base: PathBuf,
    /// One version; the result is written to it unless another path is given
    #[arg(value_hint = ValueHint::FilePath)]
    ours: PathBuf,
    /// The other version
    #[arg(value_hint = ValueHint::FilePath)]
    theirs: PathBuf,
    /// File to which the result is written, or - for standard output
    #[arg(short, long, value_name = "OUT", value_hint = ValueHint::FilePath)]
    output: Option<PathBuf>,
    /// Replace a file that gloss did not write; files that are read and sidecars are never replaced
    #[arg(long)]
    force: bool,
    /// Name of the result in messages
    #[arg(short = 'L', long, value_name = "NAME")]
    label: Option<String>,
}

/// Merges two versions of a sidecar. If one cannot be read, the result's file is left as it is. The label is the name
/// shown, since git gives its files names of its own.
pub fn run(args: &MergeArgs, context: &Context) -> Result<Exit, Error> {
    let out = args.output.as_ref().unwrap_or(&args.ours);
    let sides = [&*args.base, &*args.ours, &*args.theirs];
    let conflicts = merge_sidecars(sides, args.output.as_deref(), args.force, &context.host);
    let conflicts = conflicts.map_err(|error| match &args.label {
        Some(label) => Error { message: format!("can't merge {label}: {error}"), ..Error::from(error) },
        None => Error::from(error),
    })?;
    let label = args.label.as_deref().map_or_else(|| out.to_string_lossy(), Into::into);
    for conflict in &conflicts {
        let place = conflict.id.iter().fold(label.to_string(), |label, id| format!("{label}: {id}"));
        tell(format_args!("{place}: {}", conflict.message));
    }
    Ok(if conflicts.is_empty() { Exit::Done } else { Exit::Found })
}
