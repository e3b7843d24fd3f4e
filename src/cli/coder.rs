//! The option that says whose glosses a command is about.

use clap::Args;

/// Whose glosses are meant.
#[derive(Clone, Debug, Default, Args)]
pub struct CoderArgs {
    /// Whose glosses: each coder has a sidecar of their own
    #[arg(long = "as", value_name = "CODER", global = true)]
    pub as_: Option<String>,
}
