//! What the commands take from the environment: folders, the configuration, the terminal's abilities, the time.

use std::{
    env,
    ffi::OsString,
    io::IsTerminal,
    path::{Path, PathBuf},
};

use crate::{app::Outside, command::Settings, gloss::Schema, sidecar::StateFolder, ui::Depth};

use super::error::Error;

/// A folder of the XDG Base Directory Specification: `$XDG_…_HOME`, or its default below the home folder, and of that the
/// one for a program.
pub fn xdg(variable: &str, default: &str, program: &str) -> Option<PathBuf> {
    let set = env::var_os(variable).map(PathBuf::from).filter(|path| path.is_absolute());
    let base = set.or_else(|| {
        Some(PathBuf::from(env::var_os("HOME").filter(|home| !home.is_empty())?).join(default))
    })?;
    Some(base.join(program))
}

/// Where undo histories and reading positions are kept.
pub fn state_folder() -> Option<StateFolder> {
    xdg("XDG_STATE_HOME", ".local/state", "gloss").map(StateFolder::new)
}

/// Where the configuration is, if there is a place for it.
pub fn config_path() -> Option<PathBuf> {
    xdg("XDG_CONFIG_HOME", ".config", "gloss").map(|folder| folder.join("config.toml"))
}

/// The settings, and what is wrong with them.
pub fn settings() -> (Settings, Vec<String>) {
    let Some(path) = config_path() else { return (Settings::default(), Vec::new()) };
    match std::fs::read_to_string(&path) {
        Ok(text) => {
            let (settings, warnings) = Settings::parse(&text);
            let name = path.display();
            (
                settings,
                warnings.into_iter().map(|w| format!("{name}, line {}: {}", w.line, w.message)).collect(),
            )
        }
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => (Settings::default(), Vec::new()),
        Err(error) => (Settings::default(), vec![format!("{} can't be read: {error}", path.display())]),
    }
}

/// The `gloss.toml` that counts for a document: the nearest, in its folder or one above it.
pub fn schema_file(document: &Path) -> Option<PathBuf> {
    let absolute = std::path::absolute(document).ok()?;
    let mut folders = absolute.ancestors().skip(1);
    folders.find_map(|folder| Some(folder.join("gloss.toml")).filter(|path| path.is_file()))
}

/// The schema for a document: the built-in one with the `gloss.toml` that counts.
pub fn schema(document: Option<&Path>) -> Result<Schema, Error> {
    let Some(path) = document.and_then(schema_file) else { return Ok(Schema::builtin()) };
    let wrong = |why: &dyn std::fmt::Display| {
        Error::failed(format!("the schema {} can't be used: {why}", path.display()))
            .hint("`gloss schema --default` prints a schema to begin with")
    };
    let text = std::fs::read_to_string(&path).map_err(|error| wrong(&error))?;
    Schema::builtin().layered(&text).map_err(|error| wrong(&error))
}

/// The settings for the screen: where none is set, the theme is that of the terminal as far as the environment tells.
pub fn on_screen(settings: Settings) -> Settings {
    Settings { dark: settings.dark.or_else(background), ..settings }
}

/// Whether the background is dark, where `COLORFGBG` tells: its last number is the background.
fn background() -> Option<bool> {
    let set = env::var("COLORFGBG").ok()?;
    let number: u8 = set.rsplit(';').next()?.parse().ok()?;
    Some(number < 7 || number == 8)
}

/// How many colours the terminal has.
pub fn depth() -> Depth {
    let set = |name: &str| env::var(name).unwrap_or_default();
    let term = set("TERM");
    if !set("NO_COLOR").is_empty() || term == "dumb" {
        Depth::None
    } else if matches!(set("COLORTERM").as_str(), "truecolor" | "24bit") || term.ends_with("-direct") {
        Depth::True
    } else if term.contains("256color") {
        Depth::Many
    } else {
        Depth::Sixteen
    }
}

/// The person's editor.
pub fn editor() -> OsString {
    let set = |name| env::var_os(name).filter(|value| !value.is_empty());
    set("VISUAL").or_else(|| set("EDITOR")).unwrap_or_else(|| "vi".into())
}

/// The time and randomness.
pub fn outside() -> Outside {
    Outside { now: Box::new(now), bits: Box::new(bits) }
}

/// The time now: RFC 3339, in UTC, to the second.
pub fn now() -> String {
    jiff::Timestamp::now().strftime("%Y-%m-%dT%H:%M:%SZ").to_string()
}

/// Random bits.
pub fn bits() -> u64 {
    // Without the system's randomness the time still tells two glosses apart.
    getrandom::u64().unwrap_or_else(|_| jiff::Timestamp::now().as_nanosecond().unsigned_abs() as u64)
}

/// Whether standard output is a terminal.
pub fn is_terminal() -> bool {
    std::io::stdout().is_terminal()
}
