//! `gloss merge`: what two sides made of one sidecar, in one; git calls it as its merge driver.

use std::path::PathBuf;

use clap::{Args, ValueHint};

use super::error::{Error, Exit};
use crate::{text::cells, workspace::merge_sidecars};

const AFTER_HELP: &str = r"Example:
  gloss merge base.gloss.toml mine.gloss.toml theirs.gloss.toml -o merged.gloss.toml

Where both sides changed the same thing both versions are kept and marked for review. Exits with 1 where there is something to review, and with 3, having written nothing, where a file can't be read. After gloss git-setup, git merge does this by itself.";

/// Merge what two sides made of one sidecar, gloss by gloss
#[derive(Clone, Debug, Args)]
#[command(after_help = AFTER_HELP)]
pub struct MergeArgs {
    /// The sidecar that both were made from; it may be missing or empty
    #[arg(value_hint = ValueHint::FilePath)]
    base: PathBuf,
    /// One side's sidecar; the result is written to it if no other place is given
    #[arg(value_hint = ValueHint::FilePath)]
    ours: PathBuf,
    /// The other side's sidecar
    #[arg(value_hint = ValueHint::FilePath)]
    theirs: PathBuf,
    /// Where the result goes
    #[arg(short, long, value_name = "OUT", value_hint = ValueHint::FilePath)]
    output: Option<PathBuf>,
    /// The name to show for the result
    #[arg(short = 'L', long, value_name = "NAME")]
    label: Option<String>,
}

/// Merges the sidecars. The result's file is left as it is where something can't be read. The label is the name that is shown:
/// git gives its files names of its own.
pub fn run(args: &MergeArgs) -> Result<Exit, Error> {
    let out = args.output.as_ref().unwrap_or(&args.ours);
    let conflicts = merge_sidecars(&args.base, &args.ours, &args.theirs, out);
    let conflicts = conflicts.map_err(|error| match &args.label {
        Some(label) => Error { message: format!("cannot merge {label}: {error}"), ..Error::from(error) },
        None => Error::from(error),
    })?;
    let label = args.label.as_deref().map_or_else(|| out.to_string_lossy(), Into::into);
    for conflict in &conflicts {
        let place = conflict.id.iter().fold(label.to_string(), |label, id| format!("{label}: {id}"));
        eprintln!("{}", cells::printable(&format!("{place}: {}", conflict.message)));
    }
    Ok(if conflicts.is_empty() { Exit::Done } else { Exit::Found })
}
