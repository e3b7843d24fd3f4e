//! A file that must not be there yet.

use std::{
    fs::{self, File},
    io::{self, Write},
    path::Path,
};

/// Makes a file with this content, synced. Fails if there is anything at its path, a link among it; if the content can't be
/// written whole, nothing of it is left.
pub fn make_file(path: &Path, content: &[u8]) -> io::Result<()> {
    let mut file = File::create_new(path)?;
    let written = file.write_all(content).and_then(|()| file.sync_all());
    written.inspect_err(|_| {
        let _ = fs::remove_file(path);
    })
}
