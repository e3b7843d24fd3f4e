//! The identity of a file, by which it is told from another file with the same name.

use std::{
    fs::{self, File, Metadata},
    io,
    os::unix::fs::MetadataExt,
    path::Path,
    time::SystemTime,
};

/// The identity of a file, whatever its name. The time of creation is part of it, since a system gives the number of a removed
/// file to a new one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct FileIdentity {
    device: u64,
    inode: u64,
    created: Option<SystemTime>,
}

/// The stamp of a file at a moment, which shows whether the file must be read again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FileStamp {
    /// The identity of the file.
    pub identity: FileIdentity,
    /// The time of the last change, if the system knows it.
    pub modified: Option<SystemTime>,
    /// The length in bytes.
    pub length: u64,
}

impl FileStamp {
    /// The stamp of the file at `path`, following links. `None` if there is no file, or can be none, since its name is too long.
    pub fn of_path(path: &Path) -> io::Result<Option<Self>> {
        match fs::metadata(path) {
            Ok(meta) => Ok(Some(Self::of(&meta))),
            Err(error)
                if matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::InvalidFilename) =>
            {
                Ok(None)
            }
            Err(error) => Err(error),
        }
    }

    /// The stamp of an open file.
    pub fn of_file(file: &File) -> io::Result<Self> {
        Ok(Self::of(&file.metadata()?))
    }

    /// How many numbers [`text`](Self::text) has.
    pub const TEXT_PARTS: usize = 5;

    /// The stamp as numbers with dots between them, by which it is told from any other.
    pub fn text(&self) -> String {
        let nanoseconds = |time: Option<SystemTime>| {
            let since = time.and_then(|time| time.duration_since(SystemTime::UNIX_EPOCH).ok());
            since.map_or(0, |since| since.as_nanos())
        };
        let FileIdentity { device, inode, created } = self.identity;
        format!("{device}.{inode}.{}.{}.{}", nanoseconds(created), nanoseconds(self.modified), self.length)
    }

    fn of(meta: &Metadata) -> Self {
        let identity = FileIdentity { device: meta.dev(), inode: meta.ino(), created: meta.created().ok() };
        Self { identity, modified: meta.modified().ok(), length: meta.len() }
    }
}

/// The number of names (hard links) of the file at `path`.
pub fn count_names(path: &Path) -> io::Result<u64> {
    Ok(fs::metadata(path)?.nlink())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_the_same_under_another_name_and_another_one_after_a_replacement() {
        let folder = tempfile::tempdir().expect("a folder");
        let (one, other) = (folder.path().join("one"), folder.path().join("other"));
        let stamp = |path: &Path| FileStamp::of_path(path).expect("looked");
        assert_eq!(stamp(&one), None);
        fs::write(&one, "words").expect("written");
        let before = stamp(&one).expect("a file");
        fs::rename(&one, &other).expect("renamed");
        assert_eq!(stamp(&other), Some(before));
        fs::write(&one, "words").expect("written");
        assert_ne!(stamp(&one).expect("a file").identity, before.identity);
        fs::hard_link(&one, folder.path().join("third")).expect("linked");
        assert_eq!((count_names(&one).expect("counted"), count_names(&other).expect("counted")), (2, 1));
    }
}
