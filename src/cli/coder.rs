//! Whose glosses a command is about.

use clap::Args;

use crate::command::Settings;

/// Whose glosses are meant.
#[derive(Clone, Debug, Default, Args)]
pub struct Coder {
    /// Whose glosses: each coder has a sidecar of their own
    #[arg(long = "as", value_name = "CODER", global = true)]
    pub as_: Option<String>,
}

impl Coder {
    /// The coder of the command line, or of the settings.
    pub fn name(&self, settings: &Settings) -> Option<String> {
        self.as_.clone().or_else(|| settings.coder.clone())
    }
}
