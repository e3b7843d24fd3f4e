//! The log and the reports of panics, as set by the command line and the environment.

use std::{env, path::Path};

use super::{environment, error::Error, lines::tell};
use crate::{
    logging::{self, LogFailure, Reports},
    platform,
};

/// The log level if only a file is named.
const DEFAULT_LEVEL: &str = "debug";

/// The log of this run; when the run ends, it is told whether a part of it could not be written.
#[derive(Default)]
pub struct Log {
    /// The path, as it is shown.
    name: String,
    failure: LogFailure,
}

impl Drop for Log {
    fn drop(&mut self) {
        if let Some(why) = self.failure.reason() {
            tell(format_args!("Warning: the log {} is not whole: {why}", self.name));
        }
    }
}

/// Starts reporting panics, and logging if `--log` names a file or `GLOSS_LOG` a level.
pub fn start(file: Option<&Path>) -> Result<Log, Error> {
    let state = environment::xdg("XDG_STATE_HOME", ".local/state", "gloss");
    logging::install_panic_hook(Reports {
        folder: state.as_ref().map(|state| state.join("reports")),
        now: platform::now,
        surroundings: surroundings(),
    });
    let level = env::var("GLOSS_LOG").ok().filter(|level| !level.is_empty());
    let Some(file) =
        file.map(Path::to_owned).or_else(|| Some(state?.join("gloss.log")).filter(|_| level.is_some()))
    else {
        return Ok(Log::default());
    };
    let level = level.as_deref().unwrap_or(DEFAULT_LEVEL);
    let name = file.display().to_string();
    let failure = logging::start_log(&file, level).map_err(|error| {
        let why = format!("the log {name} can't be written: {}", platform::reason(&error));
        Error::usage(why).hint("--log FILE writes it elsewhere; GLOSS_LOG sets its level")
    })?;
    tracing::info!(version = env!("CARGO_PKG_VERSION"), "begins");
    Ok(Log { name, failure })
}

/// Version, system and terminal, a line each.
fn surroundings() -> String {
    let set = |name| env::var(name).unwrap_or_default();
    format!(
        "gloss: {}\nsystem: {} {}\nterminal: {:?}, colours {:?}\n",
        env!("CARGO_PKG_VERSION"),
        env::consts::OS,
        env::consts::ARCH,
        set("TERM"),
        set("COLORTERM"),
    )
}
