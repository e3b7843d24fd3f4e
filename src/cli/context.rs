//! What every command needs, made once when the program starts.

use super::{coder::CoderArgs, environment, output::Output};
use crate::workspace::{Clock, Host, Random};

/// What every command needs.
#[derive(Debug)]
pub struct Context {
    /// The time, random bits, the settings, the state, the schemas.
    pub host: Host,
    /// What is wrong with the settings, a sentence each.
    pub warnings: Vec<String>,
    /// The coder who is named on the command line.
    pub named_coder: Option<String>,
    /// Standard output.
    pub output: Output,
}

impl Context {
    /// That of this process, for the coder of the command line.
    pub fn new(coder: &CoderArgs) -> Self {
        let (settings, warnings) = environment::settings();
        let (clock, random) = (Clock::new(environment::now), Random::new(environment::bits));
        Self {
            host: Host::new(clock, random, environment::state_folder(), settings),
            warnings,
            named_coder: coder.as_.clone(),
            output: Output::of_process(),
        }
    }

    /// Whose glosses are meant: those of the coder on the command line, or in the settings; else those that are nobody's own.
    pub fn coder(&self) -> Option<&str> {
        self.named_coder.as_deref().or(self.host.settings.coder.as_deref())
    }
}
