//! Who has glosses of a document.

use std::{fs, path::Path};

use super::error::Error;

/// Whose sidecar has what coders agree on in the end, where nobody is named.
pub const OUTCOME: &str = "adjudicated";

/// The coders who have a sidecar of the document at `path`, by name, in order.
pub fn coders_of(path: &Path) -> Result<Vec<String>, Error> {
    let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let entries = fs::read_dir(folder)
        .map_err(|error| Error::failed(format!("{} can't be read: {error}", folder.display())))?;
    let names = entries.filter_map(Result::ok).map(|entry| entry.file_name().to_string_lossy().into_owned());
    let coder = |file: String| {
        let coder = file.strip_prefix(&name)?.strip_prefix('.')?.strip_suffix(".gloss.toml")?;
        // What looks like a coder may be another document's ending: `talks.txt` and `talks.txt.old`.
        let is_coder = !coder.contains('.') && !folder.join(format!("{name}.{coder}")).exists();
        is_coder.then(|| coder.to_owned())
    };
    let mut coders: Vec<String> = names.filter_map(coder).collect();
    coders.sort();
    Ok(coders)
}
