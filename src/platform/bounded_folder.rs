//! Folders whose files may take only so much room together.

use std::{fs, io, path::Path};

/// The unit of space on disk, in bytes, on most file systems.
const BLOCK_BYTES: u64 = 4096;

/// Removes the oldest files of a folder as far as all of them take more than `max_bytes` on disk. Another program may be doing the
/// same.
pub fn remove_oldest(folder: &Path, max_bytes: u64) -> io::Result<()> {
    let mut files: Vec<_> = fs::read_dir(folder)?
        .filter_map(|file| file.ok().and_then(|file| Some((file.metadata().ok()?, file.path()))))
        .collect();
    files.sort_by_key(|(meta, _)| std::cmp::Reverse(meta.modified().ok()));
    let mut room = max_bytes;
    for (meta, path) in files {
        if let Some(left) = room.checked_sub(bytes_on_disk(meta.len())) {
            room = left;
        } else if let Err(error) = fs::remove_file(path)
            && error.kind() != io::ErrorKind::NotFound
        {
            return Err(error);
        }
    }
    Ok(())
}

/// The space that a file of this length takes on disk, in bytes.
pub fn bytes_on_disk(length: u64) -> u64 {
    length.next_multiple_of(BLOCK_BYTES)
}
