//! Putting a file in another one's place, so that at every moment, also after a power cut, one of the two is there whole.

use std::{
    fs::{self, File, OpenOptions},
    io::{self, Read, Write},
    os::unix::fs::OpenOptionsExt,
    path::{Path, PathBuf},
    time::{Duration, Instant},
};

use super::attributes;

/// How long another program is waited for that is just saving.
const PATIENCE: Duration = Duration::from_secs(2);

/// A folder that is held while a file in it is read and replaced. Where the file system has no locks it is not held,
/// and only the comparison before the replacement stands between two programs.
pub struct FolderLock {
    folder: File,
    /// Whether nobody else can be saving in it.
    alone: bool,
}

impl FolderLock {
    /// Holds a folder; waits for whoever holds it.
    pub fn new(folder: &Path) -> io::Result<Self> {
        let folder = File::open(folder)?;
        let start = Instant::now();
        loop {
            match folder.try_lock() {
                Ok(()) => return Ok(Self { folder, alone: true }),
                Err(fs::TryLockError::Error(_)) => return Ok(Self { folder, alone: false }),
                Err(fs::TryLockError::WouldBlock) if start.elapsed() > PATIENCE => {
                    return Err(io::Error::new(
                        io::ErrorKind::TimedOut,
                        "another program has been saving in this folder for too long",
                    ));
                }
                Err(fs::TryLockError::WouldBlock) => std::thread::sleep(Duration::from_millis(1)),
            }
        }
    }

    /// The folder.
    pub fn folder(&self) -> &File {
        &self.folder
    }

    /// Replaces `path`, a file in this folder, by one with `content`: written beside it, synced, read back, renamed,
    /// and the folder synced. What else the old file has is [carried over](attributes::carry_over).
    pub fn replace(&self, path: &Path, content: &[u8]) -> io::Result<()> {
        self.replace_like(path, path, content)
    }

    /// The same with what else the file at `like` has.
    pub fn replace_like(&self, path: &Path, like: &Path, content: &[u8]) -> io::Result<()> {
        let old = fs::metadata(like).ok();
        let temporary = self.create_beside(path, old.is_some())?;
        let mut file = &temporary.file;
        if let Some(old) = old {
            attributes::carry_over(like, &old, file);
        }
        file.write_all(content)?;
        file.sync_all()?;
        let mut written = Vec::with_capacity(content.len());
        File::open(&temporary.path)?.read_to_end(&mut written)?;
        if written != content {
            return Err(io::Error::other("what was written reads back differently"));
        }
        temporary.rename(path)?;
        sync_folder(&self.folder)
    }

    /// A file beside `target`. A private one is its owner's alone, until it gets the mode of another file.
    fn create_beside(&self, target: &Path, private: bool) -> io::Result<Temporary> {
        let mode = if private { 0o600 } else { 0o666 };
        let name = target.file_name().unwrap_or_default().to_string_lossy();
        // Its name is the same each time, so that what a killed program leaves is gone with the next save; but only while
        // nobody else can be writing to it.
        let alone = self.alone.then(|| target.with_file_name(format!(".{name}.tmp")));
        if let Some(left) = &alone {
            let _ = fs::remove_file(left);
        }
        let others =
            (0..100).map(|n| target.with_file_name(format!(".{name}.{}-{n}.tmp", std::process::id())));
        for path in alone.into_iter().chain(others) {
            match OpenOptions::new().write(true).create_new(true).mode(mode).open(&path) {
                Ok(file) => return Ok(Temporary { file, path, renamed: false }),
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
                Err(error) => return Err(error),
            }
        }
        Err(io::Error::new(io::ErrorKind::AlreadyExists, "no name is free for a temporary file"))
    }
}

/// Has the names in a folder survive a power cut, where the file system can promise that: some of other machines can't.
pub fn sync_folder(folder: &File) -> io::Result<()> {
    match folder.sync_all() {
        Err(error) if matches!(error.kind(), io::ErrorKind::InvalidInput | io::ErrorKind::Unsupported) => {
            Ok(())
        }
        outcome => outcome,
    }
}

/// A file beside another one, gone unless it takes that one's place.
struct Temporary {
    file: File,
    path: PathBuf,
    renamed: bool,
}

impl Temporary {
    fn rename(mut self, target: &Path) -> io::Result<()> {
        fs::rename(&self.path, target)?;
        self.renamed = true;
        Ok(())
    }
}

impl Drop for Temporary {
    fn drop(&mut self) {
        if !self.renamed {
            let _ = fs::remove_file(&self.path);
        }
    }
}
