//! Files of other formats, as the command line names them: read, one after the other.

use std::{
    fs,
    path::{Path, PathBuf},
};

use super::error::Error;
use crate::{
    exchange::{Format, Given, Imported, Loss},
    source::Document,
};

/// Folders below the one named that are looked into.
const DEPTH: usize = 8;

/// The files to read: those named, and in folders those whose names end as the format's do.
pub fn files(paths: &[PathBuf], format: &Format) -> Result<Vec<PathBuf>, Error> {
    let mut files = Vec::new();
    for path in paths {
        if !path.is_dir() {
            files.push(path.clone());
            continue;
        }
        let before = files.len();
        collect(path, format, DEPTH, &mut files);
        if files.len() == before {
            let why = format!("there are no files of {} (.{}) in", format.name, format.extension);
            return Err(Error::failed(format!("{why} {}", path.display())));
        }
        files[before..].sort();
    }
    Ok(files)
}

fn collect(folder: &Path, format: &Format, depth: usize, files: &mut Vec<PathBuf>) {
    // A folder that can't be read has nothing to offer.
    let Ok(entries) = fs::read_dir(folder) else { return };
    for entry in entries.filter_map(Result::ok) {
        let name = entry.file_name().to_string_lossy().into_owned();
        match entry.file_type() {
            Ok(kind) if kind.is_dir() && depth > 0 && !name.starts_with('.') => {
                collect(&entry.path(), format, depth - 1, files);
            }
            Ok(kind) if !kind.is_dir() && format.is_named_like(&name) => files.push(entry.path()),
            _ => {}
        }
    }
}

/// Reads one file. A document that has no name in it is called as the file says.
pub fn read(path: &Path, format: &Format, lost: &mut Loss) -> Result<Vec<Imported>, Error> {
    let Some(read) = format.read else {
        return Err(Error::usage(format!("{} is written only, not read", format.name)));
    };
    let failed = |error: &dyn std::fmt::Display| {
        Error::failed(format!("{} can't be read as {}: {error}", path.display(), format.name))
    };
    let bytes = fs::read(path).map_err(|error| failed(&error))?;
    let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let text = text_beside(path, format).as_deref().and_then(text_of);
    let given = Given { name: &name, bytes: &bytes, text: text.as_deref() };
    let mut read = read(&given, lost).map_err(|error| failed(&error))?;
    // Of a path only the last part counts: no file leads out of the folder that is named for what comes of it.
    for imported in &mut read {
        imported.name = imported.name.take().and_then(|name| last_part(&name).map(str::to_owned));
    }
    if let [one] = &mut read[..] {
        let ending = format!(".{}", format.extension);
        one.name.get_or_insert_with(|| name.strip_suffix(&ending).unwrap_or(&name).to_owned());
    }
    Ok(read)
}

/// The last part of a path, on whatever system it was written; none where that names no file.
fn last_part(path: &str) -> Option<&str> {
    path.rsplit(['/', '\\']).next().filter(|name| !matches!(*name, "" | "." | ".."))
}

/// Where the text of a document is, in formats that keep it in a file of its own.
pub fn text_beside(path: &Path, format: &Format) -> Option<PathBuf> {
    let name = path.file_name()?.to_string_lossy();
    Some(path.with_file_name((format.companion?.text?)(&name)))
}

/// The text beside a file, if it is there.
fn text_of(path: &Path) -> Option<String> {
    let bytes = fs::read(path).ok()?;
    let document = Document::from_bytes("", bytes).ok()?;
    document.text.as_str().map(str::to_owned)
}
