//! A lock on a folder, between programs that replace files in it.

use std::{
    fs::{File, TryLockError},
    io,
    path::Path,
    thread,
    time::{Duration, Instant},
};

use super::{lock_holder, open_folder, sync_folder};

/// A lock on a folder, held while a file in it is read and replaced. If the file system has no locks, the folder is not locked,
/// and only the comparison before a replacement protects two programs from each other.
pub struct FolderLock {
    folder: File,
    is_exclusive: bool,
}

impl FolderLock {
    /// How long another program that has locked the folder is waited for, unless the caller says otherwise. Chosen by hand:
    /// saving takes milliseconds.
    pub const USUAL_WAIT: Duration = Duration::from_secs(2);

    /// Locks a folder, waiting for another program that has locked it, but not for ever.
    pub fn acquire(folder: &Path) -> io::Result<Self> {
        Self::acquire_within(folder, Self::USUAL_WAIT)
    }

    /// Locks a folder, waiting at most this long for another program that has locked it. The error has the kind
    /// [`io::ErrorKind::TimedOut`] then, and names that program if the system tells it.
    pub fn acquire_within(folder: &Path, max_wait: Duration) -> io::Result<Self> {
        let folder = open_folder(folder)?;
        let start = Instant::now();
        loop {
            match folder.try_lock() {
                Ok(()) => return Ok(Self { folder, is_exclusive: true }),
                Err(TryLockError::Error(_)) => return Ok(Self { folder, is_exclusive: false }),
                Err(TryLockError::WouldBlock) if start.elapsed() >= max_wait => {
                    let who = lock_holder(&folder).unwrap_or_else(|| "another program".to_owned());
                    let why = format!("{who} has locked the folder and does not let go of it");
                    return Err(io::Error::new(io::ErrorKind::TimedOut, why));
                }
                Err(TryLockError::WouldBlock) => thread::sleep(Duration::from_millis(1)),
            }
        }
    }

    /// Whether no other program can be saving in the folder.
    pub fn is_exclusive(&self) -> bool {
        self.is_exclusive
    }

    /// Makes the names in the folder survive a power cut, if the file system can promise that.
    pub fn sync(&self) -> io::Result<()> {
        sync_folder(&self.folder)
    }
}
