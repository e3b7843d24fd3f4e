//! Editing a note in the person's own editor.

use std::{ffi::OsString, io::Write, process::Command};

use crate::platform::{self, MAX_SETTINGS_BYTES};

/// Opens `text` in `editor` and returns the text as saved there, or a message about what failed.
pub fn edit(editor: &OsString, text: &str) -> Result<String, String> {
    let failed =
        |what: &str, error: &dyn std::fmt::Display| format!("{what}: {error}; the note is as it was");
    let mut file = tempfile::Builder::new()
        .prefix("gloss-note-")
        .suffix(".md")
        .tempfile()
        .map_err(|error| failed("no file could be made for the editor", &error))?;
    file.write_all(text.as_bytes()).map_err(|error| failed("the note could not be written", &error))?;
    // A shell splits the setting into the command and its arguments, as git does it.
    let mut command = OsString::from(editor);
    command.push(" \"$@\"");
    let status = Command::new("sh").arg("-c").arg(command).arg("sh").arg(file.path()).status();
    let status = status.map_err(|error| failed("the editor could not be started", &error))?;
    if !status.success() {
        return Err(failed("the editor ended with an error", &status));
    }
    // The editor may have replaced the file, so it is opened again by its name.
    platform::read_text_file(file.path(), MAX_SETTINGS_BYTES)
        .map_err(|error| failed("the note could not be read back", &error))
}
