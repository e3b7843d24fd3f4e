//! Finding and reading files of foreign formats.

use std::{
    fs,
    path::{Path, PathBuf},
};

use super::{Error, Host};
use crate::{
    corpus::{Obstacle, WalkFilter},
    exchange::{ForeignFile, Format, Imported, Loss},
    platform::{self, FileKind},
    source::{self, Document},
};

/// How many folders deep files of a format are looked for. Chosen by hand.
const MAX_DEPTH_FOLDERS: usize = 8;

/// The files to read: those named, and in named folders those with the format's extension.
/// Streams in a folder are passed over, which `filter` tells.
pub fn foreign_files(paths: &[PathBuf], format: &Format, filter: &WalkFilter) -> Result<Vec<PathBuf>, Error> {
    let mut files = Vec::new();
    for path in paths {
        if !path.is_dir() {
            files.push(path.clone());
            continue;
        }
        let before = files.len();
        let mut collector = Collector { format, filter, files: &mut files };
        collector.collect(path, MAX_DEPTH_FOLDERS);
        if files.len() == before {
            return Err(Error::NoForeignFiles {
                folder: path.clone(),
                format: format.name,
                extension: format.extension,
            });
        }
        files[before..].sort();
    }
    Ok(files)
}

/// A collector of the files of a format in folders.
struct Collector<'a> {
    format: &'a Format,
    filter: &'a WalkFilter,
    files: &'a mut Vec<PathBuf>,
}

impl Collector<'_> {
    fn collect(&mut self, folder: &Path, depth: usize) {
        // A folder that cannot be read counts as empty.
        let Ok(entries) = fs::read_dir(folder) else { return };
        for entry in entries.filter_map(Result::ok) {
            let (name, path) = (entry.file_name().to_string_lossy().into_owned(), entry.path());
            match entry.file_type() {
                Ok(kind) if kind.is_dir() && depth > 0 && !name.starts_with('.') => {
                    self.collect(&path, depth - 1);
                }
                Ok(kind) if kind.is_dir() || !self.format.is_named_like(&name) => {}
                Ok(_) if source::is_stream(&path) => {
                    self.filter.meet(&path, Obstacle::NoFile(FileKind::Pipe));
                }
                Ok(_) => self.files.push(path),
                Err(_) => {}
            }
        }
    }
}

/// Reads one file; `loss` counts what cannot be read of it. A document that the file does not name gets the file's
/// name.
pub fn read_foreign(
    path: &Path,
    format: &Format,
    host: &Host,
    loss: &mut Loss,
) -> Result<Vec<Imported>, Error> {
    read_with_text(path, format, companion_text(path, format, None, host).as_deref(), loss)
}

/// Reads one file about the document at `target`, or about documents in the folder `target`. If the file needs the
/// text that it is about and has none beside it, the document's text is used.
pub fn read_foreign_about(
    target: &Path,
    path: &Path,
    format: &Format,
    host: &Host,
    loss: &mut Loss,
) -> Result<Vec<Imported>, Error> {
    let text = companion_text(path, format, Some(target), host);
    let read = read_with_text(path, format, text.as_deref(), loss);
    if read.is_ok() || format.companion.is_none_or(|companion| companion.text.is_none()) {
        return read;
    }
    let Some(text) = text_of_document(target, host) else { return read };
    *loss = Loss::default();
    read_with_text(path, format, Some(&text), loss)
}

/// The text that the offsets in a file of this format refer to, if it is beside the file.
///
/// The document itself is read as everywhere else: it may be rendered, and offsets refer to what is shown. A text file
/// that an export wrote holds what was shown already, whatever its name says.
fn companion_text(path: &Path, format: &Format, target: Option<&Path>, host: &Host) -> Option<String> {
    let beside = text_beside(path, format)?;
    let is_written = format.companion.is_some_and(|companion| companion.writes_text);
    if is_written && !target.is_some_and(|target| is_document_of(target, &beside)) {
        return text_of(&beside);
    }
    text_of_document(&beside, host)
}

/// Whether the file at `path` is the document `target`, or the document of its name in the folder `target`.
fn is_document_of(target: &Path, path: &Path) -> bool {
    let document = match path.file_name() {
        Some(name) if target.is_dir() => target.join(name),
        _ => target.to_owned(),
    };
    let real = |path: &Path| fs::canonicalize(path).ok();
    real(&document).is_some_and(|document| real(path) == Some(document))
}

fn read_with_text(
    path: &Path,
    format: &Format,
    text: Option<&str>,
    loss: &mut Loss,
) -> Result<Vec<Imported>, Error> {
    let read = format.read.ok_or(Error::NotRead(format.name))?;
    let bytes = source::read_bytes(path);
    let bytes = bytes.map_err(|error| Error::foreign(path.to_owned(), format.name, error))?;
    let is_stream = source::is_stream(path);
    let own_name = || path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let name = if is_stream { source::stream_name(path) } else { own_name() };
    let input = ForeignFile { name: &name, bytes: &bytes, text };
    let read = read(&input, loss);
    let mut read = read.map_err(|error| Error::foreign(path.to_owned(), format.name, error))?;
    // Only the last part of a path counts, so that no file name leads out of the target folder.
    for imported in &mut read {
        imported.name = imported.name.take().and_then(|name| last_part(&name).map(str::to_owned));
    }
    if let [one] = &mut read[..] {
        let ending = format!(".{}", format.extension);
        one.name.get_or_insert_with(|| name.strip_suffix(&ending).unwrap_or(&name).to_owned());
    }
    Ok(read)
}

/// The last part of a path, with separators of any system; `None` if that is no file name.
fn last_part(path: &str) -> Option<&str> {
    path.rsplit(['/', '\\']).next().filter(|name| !matches!(*name, "" | "." | ".."))
}

/// The path of the text file that belongs to a file of this format, if the format has one.
pub fn text_beside(path: &Path, format: &Format) -> Option<PathBuf> {
    let name = path.file_name()?.to_string_lossy();
    Some(path.with_file_name((format.companion?.text?)(&name)))
}

/// The text of a document as it is shown, if it can be read.
fn text_of_document(path: &Path, host: &Host) -> Option<String> {
    if source::is_stream(path) {
        return None;
    }
    host.readers.open(path).ok()?.text.as_str().map(str::to_owned)
}

/// The text of a plain file, if it exists.
fn text_of(path: &Path) -> Option<String> {
    let bytes = platform::read_file(path).ok()?;
    let document = Document::from_bytes("", bytes).ok()?;
    document.text.as_str().map(str::to_owned)
}
