//! What every command needs, made once when the program starts.

use super::{coder::CoderArgs, environment, output::Output, reading::ReadingArgs};
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
    /// That of this process, for the coder and the ways of reading that the command line names. `is_command` says whether a subcommand
    /// runs, rather than the interface.
    pub fn new(coder: &CoderArgs, reading: &ReadingArgs, is_command: bool) -> Self {
        let (settings, warnings) = environment::settings();
        let host = Host::new(Clock::default(), Random::default(), environment::state_folder(), settings);
        Self {
            host: reading.applied_to(host, is_command),
            warnings,
            named_coder: coder.as_.clone(),
            output: Output::of_process(),
        }
    }

    /// Whose glosses are meant: those of the coder on the command line, or in the settings; else those that are nobody's own.
    pub fn coder(&self) -> Option<&str> {
        self.named_coder.as_deref().or(self.host.settings.coder.as_deref())
    }

    /// Says how many documents of folders were passed over, if some were.
    pub fn tell_passed_over(&self) {
        let what = match self.host.walk_filter.passed_over() {
            0 => return,
            1 => "1 file that .gitignore leaves out was".to_owned(),
            count => format!("{count} files that .gitignore leaves out were"),
        };
        eprintln!("{what} passed over; --no-ignore takes them");
    }
}
