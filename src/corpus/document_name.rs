//! What the name of a file tells of whether it is a document.

use std::{ffi::OsStr, path::Path};

use crate::sidecar;

/// The extensions of files that nobody would read as documents: pictures, recordings, archives, data, fonts, programs.
const OTHER_EXTENSIONS: &[&str] = &[
    "png", "jpg", "jpeg", "gif", "webp", "svg", "ico", "bmp", "tif", "tiff", "heic", "heif", "avif", "psd",
    "mp3", "m4a", "wav", "flac", "ogg", "opus", "aac", "mp4", "mkv", "webm", "avi", "mov", "m4v", "zip",
    "xz", "zst", "bz2", "7z", "rar", "tar", "tgz", "iso", "dmg", "deb", "rpm", "jar", "json", "jsonl",
    "sqlite", "sqlite3", "db", "parquet", "woff", "woff2", "ttf", "otf", "so", "o", "a", "dll", "dylib",
    "lib", "exe", "bin", "class", "pyc", "wasm",
];

/// The extensions of what editors, merges and downloads leave beside a file, or write before they put it in its place, and of
/// what programs keep for themselves.
const LEFTOVER_EXTENSIONS: &[&str] = &[
    "bak",
    "backup",
    "orig",
    "rej",
    "swp",
    "swo",
    "swn",
    "tmp",
    "temp",
    "part",
    "crdownload",
    "toml",
    "lock",
];

/// What the name of a file, which has no sidecar, tells of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NameKind {
    /// It may be a document.
    Document,
    /// It is a file that nobody would read as a document.
    Other,
    /// It is what a program left there or keeps there for itself, another version of a sidecar among it.
    Leftover,
}

/// What this name of a file tells. What is packed by gzip is what is in it.
pub fn kind_of_name(name: &OsStr) -> NameKind {
    let bytes = name.as_encoded_bytes();
    let is_backup = bytes.ends_with(b"~") || bytes.starts_with(b"#") && bytes.ends_with(b"#");
    // An office program names an open document so.
    let is_in_use = bytes.starts_with(b"~$");
    let is_of_sidecar = memchr::memmem::find(bytes, sidecar::ENDING.as_bytes()).is_some();
    let has = |extensions: &[&str]| {
        extension(Path::new(name)).is_some_and(|extension| extensions.contains(&&*extension))
    };
    if is_backup || is_in_use || is_of_sidecar || has(LEFTOVER_EXTENSIONS) {
        NameKind::Leftover
    } else if has(OTHER_EXTENSIONS) {
        NameKind::Other
    } else {
        NameKind::Document
    }
}

/// The extension in lower case; that of what is in it for a file packed by gzip.
fn extension(name: &Path) -> Option<String> {
    let of = |name: &Path| Some(name.extension()?.to_string_lossy().to_ascii_lowercase());
    match of(name)?.as_str() {
        "gz" => of(Path::new(name.file_stem()?)),
        extension => Some(extension.to_owned()),
    }
}
