//! The option that says whose glosses a command works on.

use clap::Args;

use super::headings::ALL_COMMANDS;

/// The coder whose glosses a command works on.
#[derive(Clone, Debug, Default, Args)]
pub struct CoderArgs {
    /// Coder (annotator) whose glosses to use; each has a sidecar of their own, FILE.CODER.gloss.toml
    #[arg(long = "as", value_name = "CODER", global = true, allow_hyphen_values = true, help_heading = ALL_COMMANDS)]
    pub as_: Option<String>,
}
