//! What every command needs, made once when the program starts.

use super::{args::Args, environment, output::Output};
use crate::{
    text::cells::printable,
    workspace::{Clock, Host, Random},
};

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
    /// That of this process, for the coder and the format of the command line.
    pub fn new(args: &Args) -> Self {
        let (settings, warnings) = environment::settings();
        let (clock, random) = (Clock::new(environment::now), Random::new(environment::bits));
        let host = Host::new(clock, random, environment::state_folder(), settings);
        Self {
            host: reading(host, args),
            warnings,
            named_coder: args.coder.as_.clone(),
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

/// The host with the switches of the command line. A command says on standard error which documents it reads as their source;
/// the interface says so in its own way.
fn reading(host: Host, args: &Args) -> Host {
    // The argument takes nothing but names of formats.
    let insisting = args.as_format.as_deref().map(|format| host.clone().insisting_on(format));
    let host = insisting.and_then(Result::ok).unwrap_or(host);
    let host = if args.no_ignore { host.with_ignored_files() } else { host };
    match args.command {
        Some(_) => host.telling_of_unrendered(|name, what| eprintln!("{}: {what}", printable(name))),
        None => host,
    }
}
