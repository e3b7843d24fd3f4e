//! What every command needs, made once when the program starts.

use std::sync::atomic::{AtomicBool, Ordering};

use super::{
    coder::CoderArgs, environment, error::Exit, lines::tell, output::Output, reader_child,
    reading::ReadingArgs, settings_file::SettingsFile,
};
use crate::{
    app::kind_keys,
    corpus::{Obstacle, PassedOver},
    gloss::Schema,
    workspace::{Clock, Host, Random},
};

/// How many files that can't be read are named one by one. Chosen by hand: as many as are read through.
const MAX_TOLD_FILES: usize = 10;

/// What every command needs.
#[derive(Debug)]
pub struct Context {
    /// The clock, random bits, settings, state folder and schemas.
    pub host: Host,
    /// The settings file, and what is wrong in it.
    pub settings_file: SettingsFile,
    /// The coder named on the command line.
    pub named_coder: Option<String>,
    /// Standard output.
    pub output: Output,
    /// Whether the first document was opened.
    is_told: AtomicBool,
}

impl Context {
    /// The context of this process, with the coder and the ways of reading that the command line names. `is_command` says
    /// whether a subcommand runs, rather than the interface; `escapes` whether control characters are printed into a pipe as
    /// they are.
    pub fn new(coder: &CoderArgs, reading: &ReadingArgs, is_command: bool, escapes: bool) -> Self {
        let (settings, settings_file) = SettingsFile::read();
        let host = Host::new(Clock::default(), Random::default(), environment::state_folder(), settings)
            .caching_in(environment::cache_folder());
        Self {
            host: reading.applied_to(reader_child::applied_to(host), is_command),
            settings_file,
            named_coder: coder.as_.clone(),
            output: Output::of_process(escapes),
            is_told: AtomicBool::new(false),
        }
    }

    /// The coder on the command line, or else in the settings; `None` for the sidecar without a coder.
    pub fn coder(&self) -> Option<&str> {
        self.named_coder.as_deref().or(self.host.settings.coder.as_deref())
    }

    /// What there is to say of the settings and of the keys of a schema when the first document is opened; nothing later.
    pub fn notices(&self, schema: &Schema) -> Vec<String> {
        if self.is_told.swap(true, Ordering::Relaxed) {
            return Vec::new();
        }
        let keys = kind_keys::notice(schema, &self.host.settings.keymap);
        self.settings_file.notices().into_iter().chain(keys).collect()
    }

    /// Reports what of the folders was passed over. Returns whether some of it could not be read.
    pub fn tell_passed_over(&self) -> Exit {
        let obstacles = self.host.walk_filter.obstacles();
        let (unsuitable, others): (Vec<_>, Vec<_>) =
            obstacles.iter().partition(|(_, obstacle)| matches!(obstacle, Obstacle::Unsuitable(_)));
        for (path, obstacle) in others.iter().chain(unsuitable.iter().take(MAX_TOLD_FILES)) {
            tell(format_args!("{}: passed over, {obstacle}", path.display()));
        }
        if unsuitable.len() > MAX_TOLD_FILES {
            let more = unsuitable.len() - MAX_TOLD_FILES;
            tell(format_args!(
                "{more} more files that can't be read were passed over; gloss FOLDER lists them"
            ));
        }
        let PassedOver { ignored, exports, .. } = self.host.walk_filter.passed_over();
        if let Some((what, them)) = counted(ignored, "that .gitignore leaves out") {
            tell(format_args!("{what} passed over; --no-ignore takes {them}"));
        }
        if let Some((what, _)) = counted(exports, "that gloss export wrote") {
            tell(format_args!("{what} passed over"));
        }
        if obstacles.iter().any(|(_, obstacle)| obstacle.hides_documents()) {
            Exit::Failed
        } else {
            Exit::Done
        }
    }
}

/// The beginning of a sentence about so many files of a kind, and the word for them after it; `None` if there are none.
fn counted(count: usize, kind: &str) -> Option<(String, &'static str)> {
    match count {
        0 => None,
        1 => Some((format!("1 file {kind} was"), "it")),
        _ => Some((format!("{count} files {kind} were"), "them")),
    }
}
