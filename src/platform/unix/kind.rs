//! What a file is.

use std::{fs::Metadata, os::unix::fs::FileTypeExt};

/// What a file is, links followed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileKind {
    /// A regular file.
    Regular,
    /// A folder.
    Folder,
    /// A named pipe: it can be read once, to its end.
    Pipe,
    /// A device or a socket.
    Device,
}

/// The kind of the file that has this metadata.
pub fn kind_of(meta: &Metadata) -> FileKind {
    let kind = meta.file_type();
    if kind.is_dir() {
        FileKind::Folder
    } else if kind.is_fifo() {
        FileKind::Pipe
    } else if kind.is_char_device() || kind.is_block_device() || kind.is_socket() {
        FileKind::Device
    } else {
        FileKind::Regular
    }
}
