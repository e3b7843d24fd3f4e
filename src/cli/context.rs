//! What every command needs, made once when the program starts.

use super::{coder::CoderArgs, environment, error::Exit, output::Output, reading::ReadingArgs};
use crate::{
    corpus::Obstacle,
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
    /// The context of this process, with the coder and the ways of reading that the command line names. `is_command` says
    /// whether a subcommand runs, rather than the interface.
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

    /// The coder on the command line, or else in the settings; `None` for the sidecar without a coder.
    pub fn coder(&self) -> Option<&str> {
        self.named_coder.as_deref().or(self.host.settings.coder.as_deref())
    }

    /// Reports what of the folders was passed over. Returns whether some of it could not be read.
    pub fn tell_passed_over(&self) -> Exit {
        let obstacles = self.host.walk_filter.obstacles();
        for (path, obstacle) in &obstacles {
            eprintln!("{}", printable(&format!("{}: passed over, {obstacle}", path.display())));
        }
        let (what, them) = match self.host.walk_filter.passed_over() {
            0 => (None, ""),
            1 => (Some("1 file that .gitignore leaves out was".to_owned()), "it"),
            count => (Some(format!("{count} files that .gitignore leaves out were")), "them"),
        };
        if let Some(what) = what {
            eprintln!("{what} passed over; --no-ignore takes {them}");
        }
        let is_unread = |(_, obstacle): &(_, Obstacle)| matches!(obstacle, Obstacle::Unreadable(_));
        if obstacles.iter().any(is_unread) { Exit::Failed } else { Exit::Done }
    }
}
