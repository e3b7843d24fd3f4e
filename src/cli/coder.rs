//! The option that says whose glosses a command works on.

use clap::Args;

use super::headings::ALL_COMMANDS;
use crate::{text::normal_form::composed, workspace::is_coder_name};

/// The coder whose glosses a command works on.
#[derive(Clone, Debug, Default, Args)]
pub struct CoderArgs {
    /// Coder (annotator) whose glosses to use; each has a sidecar of their own, FILE.CODER.gloss.toml
    #[arg(long = "as", value_name = "CODER", global = true, allow_hyphen_values = true, value_parser = coder, help_heading = ALL_COMMANDS)]
    pub as_: Option<String>,
}

/// Parses the name of a coder.
fn coder(typed: &str) -> Result<String, String> {
    let name = composed(typed);
    if is_coder_name(&name) {
        Ok(name.into_owned())
    } else {
        Err("a coder's name is a part of file names, and has letters, digits, - and _".to_owned())
    }
}
