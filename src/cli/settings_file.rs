//! The settings file of the person, and what is wrong in it: told by every command, and the end of one that writes glosses.

use std::{io, path::PathBuf};

use super::{environment, error::Error, lines::tell};
use crate::{
    command::{BindError, Settings, Warning},
    platform::{self, MAX_SETTINGS_BYTES},
};

/// The settings file, as far as it could be read.
#[derive(Clone, Debug, Default)]
pub struct SettingsFile {
    /// The path; empty if there is no home folder.
    path: PathBuf,
    /// What is wrong in it.
    warnings: Vec<Warning>,
    /// Why it could not be read.
    unreadable: Option<String>,
}

impl SettingsFile {
    /// Reads the settings. What is wrong has its default in them.
    pub fn read() -> (Settings, Self) {
        let Some(path) = environment::config_path() else { return Default::default() };
        match platform::read_text_file(&path, MAX_SETTINGS_BYTES) {
            Ok(text) => {
                let (settings, warnings) = Settings::parse(&text);
                (settings, Self { path, warnings, unreadable: None })
            }
            Err(error) if error.kind() == io::ErrorKind::NotFound && path.symlink_metadata().is_err() => {
                Default::default()
            }
            Err(error) => {
                let unreadable = Some(platform::reason(&error));
                (Settings::default(), Self { path, warnings: Vec::new(), unreadable })
            }
        }
    }

    /// What is wrong, for the interface: a sentence each, with what matters first.
    pub fn notices(&self) -> Vec<String> {
        let name = self.path.file_name().unwrap_or_default().display();
        let unreadable = self.unreadable.iter().map(|why| format!("{name} can't be read: {why}"));
        let wrong = self.warnings.iter().map(|wrong| format!("{name}, line {}: {}", wrong.line, told(wrong)));
        unreadable.chain(wrong).collect()
    }

    /// Tells what is wrong on standard error.
    pub fn warn(&self) {
        self.unreadable.iter().for_each(|why| tell(format_args!("Warning: {}", self.unreadable(why))));
        self.warnings.iter().for_each(|wrong| tell(format_args!("Warning: {}", self.wrong(wrong))));
    }

    /// Fails if something is wrong that could make a command write what it should not: whose glosses would they be? Keys
    /// could not.
    pub fn check(&self) -> Result<(), Error> {
        let hint = "nothing was written; commands that only read go on with the defaults";
        if let Some(why) = &self.unreadable {
            return Err(Error::failed(self.unreadable(why)).hint(hint));
        }
        let mut wrong = self.warnings.iter().filter(|wrong| !wrong.is_about_key);
        let Some(first) = wrong.next() else { return Ok(()) };
        let error = Error::failed(self.wrong(first));
        let others = wrong.map(|wrong| format!("line {}, too: {}", wrong.line, told(wrong)));
        Err(others.fold(error, Error::hint).hint(hint))
    }

    fn unreadable(&self, why: &str) -> String {
        format!("the settings {} can't be read: {why}", self.path.display())
    }

    fn wrong(&self, wrong: &Warning) -> String {
        let Warning { line, column, .. } = wrong;
        format!("{}, line {line}, column {column}: {}", self.path.display(), told(wrong))
    }
}

/// What is wrong, with what a person can do at the command line.
fn told(wrong: &Warning) -> String {
    let hint = match wrong.cause {
        Some(BindError::UnknownCommand { similar: None, .. }) => "; `gloss keys` lists them",
        _ => "",
    };
    format!("{}{hint}", wrong.message)
}
