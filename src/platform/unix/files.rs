//! Opening files and folders.

use std::{
    fs::{DirBuilder, File, OpenOptions},
    io,
    os::unix::fs::{DirBuilderExt, FileExt, OpenOptionsExt},
    path::Path,
};

use rustix::fs::OFlags;

/// The mode of files that only their owner may read.
const PRIVATE_MODE: u32 = 0o600;

/// The mode of new files, from which the system takes the bits of the user's mask.
const USUAL_MODE: u32 = 0o666;

/// Creates a file for writing. Fails if the name exists. Only the owner may read a private file.
pub fn create_new(path: &Path, is_private: bool) -> io::Result<File> {
    let mode = if is_private { PRIVATE_MODE } else { USUAL_MODE };
    OpenOptions::new().write(true).create_new(true).mode(mode).open(path)
}

/// Opens a file for appending; only the owner may read a new one. A link, or anything else that is no regular file, is refused,
/// since somebody else may have put it there.
pub fn append(path: &Path) -> io::Result<File> {
    open_without_following(OpenOptions::new().create(true).append(true).mode(PRIVATE_MODE), path)
}

/// Opens a regular file for reading. A link or anything else is refused, as by [`append`].
pub fn open_regular(path: &Path) -> io::Result<File> {
    open_without_following(OpenOptions::new().read(true), path)
}

fn open_without_following(options: &mut OpenOptions, path: &Path) -> io::Result<File> {
    let refused = || io::Error::other("it is a link or a device where a file should be");
    // Opening a named pipe must not wait for its other end.
    let flags = OFlags::NOFOLLOW | OFlags::NONBLOCK;
    let file = options.custom_flags(flags.bits().cast_signed()).open(path).map_err(|error| {
        let is_link = error.raw_os_error() == Some(rustix::io::Errno::LOOP.raw_os_error());
        if is_link { refused() } else { error }
    })?;
    if file.metadata()?.is_file() { Ok(file) } else { Err(refused()) }
}

/// Opens a folder, to lock or to sync it.
pub fn open_folder(path: &Path) -> io::Result<File> {
    File::open(path)
}

/// Creates a folder, and those above it that are missing, for its owner alone.
pub fn create_private_folder(path: &Path) -> io::Result<()> {
    DirBuilder::new().recursive(true).mode(0o700).create(path)
}

/// Makes the names in a folder survive a power cut, if the file system can promise that. It is no error if it can't, as with some
/// network file systems.
pub fn sync_folder(folder: &File) -> io::Result<()> {
    match folder.sync_all() {
        Err(error) if matches!(error.kind(), io::ErrorKind::InvalidInput | io::ErrorKind::Unsupported) => {
            Ok(())
        }
        outcome => outcome,
    }
}

/// Swaps the files at two paths of one folder, in one step. Fails with [`io::ErrorKind::Unsupported`] where the system or the
/// file system can't.
#[cfg(any(target_os = "linux", target_os = "android", target_vendor = "apple"))]
pub fn swap(one: &Path, other: &Path) -> io::Result<()> {
    rename_with(one, other, rustix::fs::RenameFlags::EXCHANGE)
}

/// Gives the file at `from` the name `to` unless that is taken. Fails with [`io::ErrorKind::Unsupported`] where the system or
/// the file system can't.
#[cfg(any(target_os = "linux", target_os = "android", target_vendor = "apple"))]
pub fn rename_new(from: &Path, to: &Path) -> io::Result<()> {
    rename_with(from, to, rustix::fs::RenameFlags::NOREPLACE)
}

#[cfg(any(target_os = "linux", target_os = "android", target_vendor = "apple"))]
fn rename_with(from: &Path, to: &Path, flags: rustix::fs::RenameFlags) -> io::Result<()> {
    use rustix::{fs::CWD, io::Errno};
    rustix::fs::renameat_with(CWD, from, CWD, to, flags).map_err(|error| match error {
        Errno::INVAL | Errno::NOSYS | Errno::OPNOTSUPP => io::ErrorKind::Unsupported.into(),
        error => error.into(),
    })
}

#[cfg(not(any(target_os = "linux", target_os = "android", target_vendor = "apple")))]
pub fn swap(_one: &Path, _other: &Path) -> io::Result<()> {
    Err(io::ErrorKind::Unsupported.into())
}

#[cfg(not(any(target_os = "linux", target_os = "android", target_vendor = "apple")))]
pub fn rename_new(_from: &Path, _to: &Path) -> io::Result<()> {
    Err(io::ErrorKind::Unsupported.into())
}

/// Reads into `buffer` from `offset` (in bytes) on. Returns the number of bytes that were read; 0 at the end of the file.
pub fn read_at(file: &File, buffer: &mut [u8], offset: u64) -> io::Result<usize> {
    file.read_at(buffer, offset)
}

#[cfg(test)]
mod tests {
    use std::{fs, os::unix::fs::symlink};

    use super::*;
    use crate::platform::testing::mode;

    #[test]
    fn what_somebody_put_in_a_files_place_is_refused() {
        let folder = tempfile::tempdir().expect("a folder");
        let (target, link, pipe) =
            (folder.path().join("target"), folder.path().join("link"), folder.path().join("pipe"));
        fs::write(&target, "theirs").expect("written");
        symlink(&target, &link).expect("linked");
        rustix::fs::mknodat(
            rustix::fs::CWD,
            &pipe,
            rustix::fs::FileType::Fifo,
            rustix::fs::Mode::RUSR | rustix::fs::Mode::WUSR,
            0,
        )
        .expect("a named pipe");
        for path in [&link, &pipe, &folder.path().to_owned()] {
            assert!(append(path).is_err() && open_regular(path).is_err(), "{}", path.display());
        }
        assert!(append(&target).is_ok() && open_regular(&target).is_ok());
        assert_eq!(fs::read_to_string(&target).expect("read"), "theirs");
    }

    #[test]
    fn what_is_private_is_its_owners_alone() {
        let folder = tempfile::tempdir().expect("a folder");
        let inner = folder.path().join("a/b");
        create_private_folder(&inner).expect("created");
        create_private_folder(&inner).expect("there already");
        append(&inner.join("file")).expect("created");
        assert_eq!((mode(&inner), mode(&inner.join("file"))), (0o700, 0o600));
    }
}
