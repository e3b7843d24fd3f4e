//! The option that says whose glosses a command works on.

use clap::Args;

/// The coder whose glosses a command works on.
#[derive(Clone, Debug, Default, Args)]
pub struct CoderArgs {
    /// Coder whose glosses to use; each coder has a sidecar of their own
    #[arg(long = "as", value_name = "CODER", global = true)]
    pub as_: Option<String>,
}
