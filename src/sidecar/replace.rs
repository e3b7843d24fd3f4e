//! Putting a file in another one's place, so that at every moment, also after a power cut, one of the two is there whole.

use std::{
    fs::{self, File, OpenOptions},
    io::{self, Read, Write},
    path::{Path, PathBuf},
    time::{Duration, Instant},
};

/// How long another program is waited for that is just saving.
const PATIENCE: Duration = Duration::from_secs(2);

/// A folder that is held while a file in it is read and replaced. Where the file system has no locks it is not held,
/// and only the comparison before the replacement stands between two programs.
pub struct Held {
    folder: File,
}

impl Held {
    /// Holds a folder; waits for whoever holds it.
    pub fn new(folder: &Path) -> io::Result<Self> {
        let folder = File::open(folder)?;
        let start = Instant::now();
        while let Err(fs::TryLockError::WouldBlock) = folder.try_lock() {
            if start.elapsed() > PATIENCE {
                return Err(io::Error::new(
                    io::ErrorKind::TimedOut,
                    "another program has been saving in this folder for too long",
                ));
            }
            std::thread::sleep(Duration::from_millis(1));
        }
        Ok(Self { folder })
    }

    /// The folder.
    pub fn folder(&self) -> &File {
        &self.folder
    }

    /// Replaces `path`, a file in this folder, by one with `content`: written beside it, synced, read back, renamed,
    /// and the folder synced. The mode and, where allowed, the owner of the old file are kept.
    pub fn replace(&self, path: &Path, content: &[u8]) -> io::Result<()> {
        let temporary = Temporary::create(path)?;
        let mut file = &temporary.file;
        if let Ok(old) = fs::metadata(path) {
            file.set_permissions(old.permissions())?;
            keep_owner(file, &old);
        }
        file.write_all(content)?;
        file.sync_all()?;
        let mut written = Vec::with_capacity(content.len());
        File::open(&temporary.path)?.read_to_end(&mut written)?;
        if written != content {
            return Err(io::Error::other("what was written reads back differently"));
        }
        temporary.rename(path)?;
        self.folder.sync_all()
    }
}

#[cfg(unix)]
fn keep_owner(file: &File, old: &fs::Metadata) {
    use std::os::unix::fs::{MetadataExt, fchown};
    let own = file.metadata().map(|new| (new.uid(), new.gid())).ok();
    if own != Some((old.uid(), old.gid())) {
        // Only the superuser may give files away; a group may be one's own. Neither is worth losing the save for.
        let _ =
            fchown(file, Some(old.uid()), Some(old.gid())).or_else(|_| fchown(file, None, Some(old.gid())));
    }
}

/// A file beside another one, gone unless it takes that one's place.
struct Temporary {
    file: File,
    path: PathBuf,
    renamed: bool,
}

impl Temporary {
    fn create(target: &Path) -> io::Result<Self> {
        let name = target.file_name().unwrap_or_default().to_string_lossy();
        for attempt in 0..100_u32 {
            let path = target.with_file_name(format!(".{name}.{}-{attempt}.tmp", std::process::id()));
            match OpenOptions::new().write(true).create_new(true).open(&path) {
                Ok(file) => return Ok(Self { file, path, renamed: false }),
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
                Err(error) => return Err(error),
            }
        }
        Err(io::Error::new(io::ErrorKind::AlreadyExists, "no name is free for a temporary file"))
    }

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
