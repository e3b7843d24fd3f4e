//! What is taken from the environment: folders, settings, properties of the terminal.

use std::{env, ffi::OsString, path::PathBuf};

use crate::{command::Settings, term::Dialect, ui::Depth};

/// The program's folder by the XDG Base Directory Specification: below `$XDG_…_HOME`, or below its default in the
/// home folder.
pub fn xdg(variable: &str, default: &str, program: &str) -> Option<PathBuf> {
    let set = env::var_os(variable).map(PathBuf::from).filter(|path| path.is_absolute());
    let base = set.or_else(|| {
        Some(PathBuf::from(env::var_os("HOME").filter(|home| !home.is_empty())?).join(default))
    })?;
    Some(base.join(program))
}

/// The folder for undo histories, reading positions and old texts.
pub fn state_folder() -> Option<PathBuf> {
    xdg("XDG_STATE_HOME", ".local/state", "gloss")
}

/// The folder for what readers have made of large documents.
pub fn cache_folder() -> Option<PathBuf> {
    xdg("XDG_CACHE_HOME", ".cache", "gloss")
}

/// The path of the configuration, if a home folder is known.
pub fn config_path() -> Option<PathBuf> {
    xdg("XDG_CONFIG_HOME", ".config", "gloss").map(|folder| folder.join("config.toml"))
}

/// The settings for the screen; a theme that is not set follows the environment, as far as that tells.
pub fn on_screen(settings: Settings) -> Settings {
    Settings { dark: settings.dark.or_else(background), ..settings }
}

/// Whether the background is dark by the last number of `COLORFGBG`, which is the background.
fn background() -> Option<bool> {
    let set = env::var("COLORFGBG").ok()?;
    let number: u8 = set.rsplit(';').next()?.parse().ok()?;
    Some(number < 7 || number == 8)
}

/// The dialect of the terminal; what `TERM` says, where that is no terminal on which a cursor can be moved.
pub fn dialect() -> Result<Dialect, String> {
    let term = env::var("TERM").map_err(|_| "a terminal without TERM".to_owned())?;
    let has_many_colors = !matches!(named_depth(&term), Depth::Sixteen);
    Dialect::of(&term, has_many_colors).ok_or_else(|| {
        let shown = if term.is_empty() { "\"\"" } else { &term };
        format!("TERM={shown}")
    })
}

/// How many colours the terminal has.
pub fn depth() -> Depth {
    let term = env::var("TERM").unwrap_or_default();
    let is_plain = env::var_os("NO_COLOR").is_some_and(|set| !set.is_empty());
    match (named_depth(&term), dialect()) {
        _ if is_plain => Depth::None,
        // What such a terminal makes of a colour isn't known, except for one.
        (Depth::Sixteen, Ok(Dialect::Plain) | Err(_)) if !term.starts_with("linux") => Depth::None,
        (depth, _) => depth,
    }
}

/// How many colours a terminal has by its name and by `COLORTERM`.
fn named_depth(term: &str) -> Depth {
    let colors = env::var("COLORTERM").unwrap_or_default();
    if matches!(colors.as_str(), "truecolor" | "24bit") || term.ends_with("-direct") {
        Depth::True
    } else if term.contains("256color") {
        Depth::Many
    } else {
        Depth::Sixteen
    }
}

/// The command of the person's editor.
pub fn editor() -> OsString {
    let set = |name| env::var_os(name).filter(|value| !value.is_empty());
    set("VISUAL").or_else(|| set("EDITOR")).unwrap_or_else(|| "vi".into())
}
