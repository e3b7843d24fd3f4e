//! Finding and reading files of foreign formats.

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};

use super::{BaseFolder, Error, Host, document_name};
use crate::{
    corpus::{Obstacle, WalkFilter},
    exchange::{ForeignFile, Format, Imported, Loss},
    platform::{self, FileKind},
    source::{self, Document},
};

/// How many folders deep files of a format are looked for. Chosen by hand.
const MAX_DEPTH_FOLDERS: usize = 8;

/// The size of the largest codebook that is read with a file, in bytes. Chosen by hand.
const MAX_CODEBOOK_BYTES: u64 = 1 << 24;

/// A file of a foreign format.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ForeignPath {
    /// Where it is.
    pub path: PathBuf,
    /// Its name: its path from the folder that is read.
    pub name: String,
}

impl ForeignPath {
    /// Its name without the ending that files of this format have.
    pub fn stem(&self, format: &Format) -> &str {
        let ending = self.name.strip_suffix(format.extension).and_then(|name| name.strip_suffix('.'));
        ending.unwrap_or_else(|| match self.name.rsplit_once('.') {
            Some((stem, ending)) if !stem.is_empty() && !ending.contains('/') => stem,
            _ => &self.name,
        })
    }
}

/// The files to read: those named, and in named folders those with the format's extension.
/// Streams in a folder are passed over, which `filter` tells.
pub fn foreign_files(
    paths: &[PathBuf],
    format: &Format,
    filter: &WalkFilter,
) -> Result<Vec<ForeignPath>, Error> {
    let base = BaseFolder::of(paths);
    let files = foreign_paths(paths, format, filter)?.into_iter();
    Ok(files.map(|path| ForeignPath { name: base.name_of(&path), path }).collect())
}

fn foreign_paths(paths: &[PathBuf], format: &Format, filter: &WalkFilter) -> Result<Vec<PathBuf>, Error> {
    let mut files = Vec::new();
    for path in paths {
        if !path.is_dir() {
            files.push(path.clone());
            continue;
        }
        let before = files.len();
        let mut collector = FileCollector { format, filter, files: &mut files };
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
struct FileCollector<'a> {
    format: &'a Format,
    filter: &'a WalkFilter,
    files: &'a mut Vec<PathBuf>,
}

impl FileCollector<'_> {
    fn collect(&mut self, folder: &Path, depth: usize) {
        let entries = match fs::read_dir(folder) {
            Ok(entries) => entries,
            Err(error) => return self.filter.meet(folder, Obstacle::Unreadable(error.kind())),
        };
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

/// Reads one file; `loss` counts what cannot be read of it. If the file is about one document that it does not name, that
/// gets the file's name.
pub fn read_foreign(
    file: &ForeignPath,
    format: &Format,
    host: &Host,
    loss: &mut Loss,
) -> Result<Vec<Imported>, Error> {
    read_with_text(file, format, companion_text(&file.path, format, None, host).as_deref(), loss)
}

/// Names documents by what their records have under a key. Fails if none has it.
pub fn name_by(key: &str, file: &ForeignPath, documents: &mut [Imported]) -> Result<(), Error> {
    let mut keys = BTreeSet::new();
    let mut is_found = documents.is_empty();
    for document in documents {
        match document.record.text(key) {
            Some(name) => {
                document.name = Some(document_name::with_extension(&name));
                is_found = true;
            }
            None => keys.extend(document.record.keys()),
        }
    }
    if is_found {
        Ok(())
    } else {
        Err(Error::NoSuchKey(file.path.clone(), key.to_owned(), keys.into_iter().collect()))
    }
}

/// Reads one file about the document at `target`, or about documents in the folder `target`. If the file needs the
/// text that it is about and has none beside it, the document's text is used.
pub fn read_foreign_about(
    target: &Path,
    file: &ForeignPath,
    format: &Format,
    host: &Host,
    loss: &mut Loss,
) -> Result<Vec<Imported>, Error> {
    let text = companion_text(&file.path, format, Some(target), host);
    let read = read_with_text(file, format, text.as_deref(), loss);
    if read.is_ok() || format.companion.is_none_or(|companion| companion.text.is_none()) {
        return read;
    }
    let Some(text) = text_of_document(target, host) else { return read };
    *loss = Loss::default();
    read_with_text(file, format, Some(&text), loss)
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
    file: &ForeignPath,
    format: &Format,
    text: Option<&str>,
    loss: &mut Loss,
) -> Result<Vec<Imported>, Error> {
    let read = format.read.ok_or(Error::NotRead(format.name))?;
    let path = &file.path;
    let bytes = source::read_bytes(path);
    let bytes = bytes.map_err(|error| Error::Read(path.to_owned(), error))?;
    let bytes = in_utf8(bytes, format);
    let codebooks = codebooks(path, format);
    let input = ForeignFile { text, codebooks: &codebooks, ..ForeignFile::new(&file.name, &bytes) };
    let read = read(&input, loss);
    let mut read = read.map_err(|error| Error::foreign(path.to_owned(), format.name, error))?;
    // Where nothing but bad lines was found, the file is of another format.
    if loss.passed_over() > 0
        && read
            .iter()
            .all(|document| document.glosses.is_empty() && (document.text.is_none() || text.is_some()))
    {
        let reason = loss.first_reason().unwrap_or_default();
        return Err(Error::foreign(path.to_owned(), format.name, reason));
    }
    if let [one] = &mut read[..]
        && one.record.id().is_none()
    {
        let stem = file.stem(format);
        let name = || if one.text.is_some() { document_name::with_extension(stem) } else { stem.to_owned() };
        one.name = one.name.take().or_else(|| Some(name()));
    }
    Ok(read)
}

/// Bytes in UTF-8, if a mark says that they are in UTF-16, as a shell or a spreadsheet may write any text, or if files of this
/// format may be in any encoding. What is no text stays as it is.
fn in_utf8(bytes: Vec<u8>, format: &Format) -> Vec<u8> {
    let has_mark = bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]);
    let is_plain = || std::str::from_utf8(&bytes).is_ok_and(|text| !text.contains('\0'));
    if !has_mark && (!format.any_encoding || is_plain()) {
        return bytes;
    }
    match Document::from_bytes("", bytes.clone()) {
        Ok(document) => document.text.quote(document.text.span()).into_bytes(),
        Err(_) => bytes,
    }
}

/// The codebooks of a format that are nearest to a file, in its folder or above it, with their names. What can't be read
/// counts as missing.
fn codebooks(path: &Path, format: &Format) -> Vec<(&'static str, String)> {
    let names = format.companion.map_or(&[][..], |companion| companion.codebooks);
    let Some(path) = std::path::absolute(path).ok().filter(|_| !names.is_empty()) else { return Vec::new() };
    let folders: Vec<&Path> = path.ancestors().skip(1).take(MAX_DEPTH_FOLDERS).collect();
    let nearest = |name: &&'static str| {
        let is_readable = |file: &PathBuf| {
            fs::metadata(file).is_ok_and(|about| about.is_file() && about.len() <= MAX_CODEBOOK_BYTES)
        };
        let file = folders.iter().map(|folder| folder.join(name)).find(is_readable)?;
        let bytes = platform::read_file(&file).ok()?;
        Some((*name, String::from_utf8_lossy(&bytes).trim_start_matches('\u{feff}').to_owned()))
    };
    names.iter().filter_map(nearest).collect()
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
