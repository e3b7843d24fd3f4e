//! A file that must not be there yet.

use std::{
    fs,
    io::{self, Write},
    path::Path,
};

use super::{Readership, create_new, folder_of, open_folder, sync_folder};

/// Makes a file with this content for these readers, synced. Fails if there is anything at its path, a link among it; if the
/// content can't be written whole, nothing of it is left.
pub fn make_file(path: &Path, readership: Readership, content: &[u8]) -> io::Result<()> {
    let mut file = create_new(path, Some(readership))?;
    let written = file.write_all(content).and_then(|()| file.sync_all());
    written.inspect_err(|_| {
        let _ = fs::remove_file(path);
    })
}

/// Makes the name of the file at `path` survive a power cut.
pub fn sync_name(path: &Path) -> io::Result<()> {
    sync_folder(&open_folder(folder_of(path))?)
}
