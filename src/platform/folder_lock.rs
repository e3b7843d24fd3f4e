//! A lock on a folder, between programs that replace files in it.

use std::{
    fs::{File, TryLockError},
    io,
    path::Path,
    thread,
    time::{Duration, Instant},
};

use super::{open_folder, sync_folder};

/// How long to wait for another program that is saving; saving takes milliseconds.
const MAX_WAIT: Duration = Duration::from_secs(2);

/// A folder that is locked while a file in it is read and replaced. Where the file system has no locks it is not
/// locked, and only the comparison before a replacement stands between two programs.
pub struct FolderLock {
    folder: File,
    is_exclusive: bool,
}

impl FolderLock {
    /// Locks a folder, waiting for whoever has locked it.
    pub fn acquire(folder: &Path) -> io::Result<Self> {
        let folder = open_folder(folder)?;
        let start = Instant::now();
        loop {
            match folder.try_lock() {
                Ok(()) => return Ok(Self { folder, is_exclusive: true }),
                Err(TryLockError::Error(_)) => return Ok(Self { folder, is_exclusive: false }),
                Err(TryLockError::WouldBlock) if start.elapsed() > MAX_WAIT => {
                    return Err(io::Error::new(
                        io::ErrorKind::TimedOut,
                        "another program has been saving in this folder for too long",
                    ));
                }
                Err(TryLockError::WouldBlock) => thread::sleep(Duration::from_millis(1)),
            }
        }
    }

    /// Whether nobody else can be saving in the folder.
    pub fn is_exclusive(&self) -> bool {
        self.is_exclusive
    }

    /// Makes the names in the folder survive a power cut, where the file system can promise that.
    pub fn sync(&self) -> io::Result<()> {
        sync_folder(&self.folder)
    }
}
