//! `gloss merge`: what two sides made of one sidecar, in one; git calls it as its merge driver.

use std::{fs, path::Path};

use super::error::{Error, Exit};
use crate::{sidecar, text::cells};

/// Merges `ours` and `theirs`, both made of `base`, into `out`. It is left as it is where something can't be read.
/// `label` is the name that is shown: git gives its files names of its own.
pub fn run(
    base: &Path,
    ours: &Path,
    theirs: &Path,
    out: Option<&Path>,
    label: Option<&str>,
) -> Result<Exit, Error> {
    let merged = sidecar::merge_files(base, ours, theirs).map_err(|error| match label {
        Some(label) => Error { message: format!("cannot merge {label}: {error}"), ..Error::from(error) },
        None => Error::from(error),
    })?;
    let out = out.unwrap_or(ours);
    let text = merged.text();
    if fs::read(out).ok().as_deref() != Some(text.as_bytes()) {
        sidecar::replace_file(out, &text)?;
    }
    let label = label.map_or_else(|| out.to_string_lossy(), Into::into);
    for conflict in &merged.conflicts {
        let place = conflict.id.iter().fold(label.to_string(), |label, id| format!("{label}: {id}"));
        eprintln!("{}", cells::printable(&format!("{place}: {}", conflict.message)));
    }
    Ok(if merged.conflicts.is_empty() { Exit::Done } else { Exit::Found })
}
