//! What every command needs, made once when the program starts.

use super::{coder::CoderArgs, environment, output::Output};
use crate::{
    text::cells::printable,
    workspace::{Clock, Host, Random},
};

/// What every command needs.
#[derive(Debug)]
pub struct Context {
    /// The clock, random bits, settings, state folder and schemas.
    pub host: Host,
    /// The problems of the settings file, a sentence each.
    pub warnings: Vec<String>,
    /// The coder named on the command line.
    pub named_coder: Option<String>,
    /// Standard output.
    pub output: Output,
}

impl Context {
    /// The context of this process, with the coder and the reader named on the command line. `is_command` says whether a
    /// subcommand runs, rather than the interface.
    pub fn new(coder: &CoderArgs, format: Option<&str>, is_command: bool) -> Self {
        let (settings, warnings) = environment::settings();
        let (clock, random) = (Clock::new(environment::now), Random::new(environment::bits));
        let host = Host::new(clock, random, environment::state_folder(), settings);
        Self {
            host: reading(host, format, is_command),
            warnings,
            named_coder: coder.as_.clone(),
            output: Output::of_process(),
        }
    }

    /// The coder on the command line, or else in the settings; `None` for the sidecar without a coder.
    pub fn coder(&self) -> Option<&str> {
        self.named_coder.as_deref().or(self.host.settings.coder.as_deref())
    }
}

/// The host, with the reader named on the command line. A command reports on standard error which documents are shown as
/// their source; the interface reports that in its own way.
fn reading(host: Host, format: Option<&str>, is_command: bool) -> Host {
    // The parser accepts only names of readers, so this cannot fail.
    let insisting = format.map(|format| host.clone().insisting_on(format));
    let host = insisting.and_then(Result::ok).unwrap_or(host);
    if is_command {
        host.telling_of_unrendered(|name, what| eprintln!("{}: {what}", printable(name)))
    } else {
        host
    }
}
