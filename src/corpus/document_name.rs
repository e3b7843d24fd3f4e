//! What the name of a file tells of whether it is a document.

use std::{ffi::OsStr, path::Path};

use crate::sidecar;

/// The extensions of files that hold no text to read.
const BINARY_EXTENSIONS: &[&str] = &[
    "toml", "json", "jsonl", "png", "jpg", "jpeg", "gif", "webp", "svg", "ico", "zip", "gz", "xz", "zst",
    "tar", "pdf", "epub", "docx", "odt", "mp3", "mp4", "wav", "so", "o", "a", "exe", "bin", "lock",
];

/// The extensions of what editors, merges and downloads leave beside a file, or write before they put it in its place.
const BACKUP_EXTENSIONS: &[&str] =
    &["bak", "backup", "orig", "rej", "swp", "swo", "swn", "tmp", "temp", "part", "crdownload"];

/// Whether a file of this name, which has no sidecar, may be a document. Other versions of a sidecar are none.
pub fn is_like_document(name: &OsStr) -> bool {
    let extension = Path::new(name).extension().map(|ending| ending.to_string_lossy().to_ascii_lowercase());
    let is_listed =
        |extension: &String| [BINARY_EXTENSIONS, BACKUP_EXTENSIONS].concat().contains(&extension.as_str());
    let bytes = name.as_encoded_bytes();
    let is_backup = bytes.ends_with(b"~") || bytes.starts_with(b"#") && bytes.ends_with(b"#");
    let is_of_sidecar = memchr::memmem::find(bytes, sidecar::ENDING.as_bytes()).is_some();
    !extension.as_ref().is_some_and(is_listed) && !is_backup && !is_of_sidecar
}
