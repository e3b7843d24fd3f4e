//! Opening files and folders.

use std::{
    fs::{self, DirBuilder, File, Metadata, OpenOptions, Permissions},
    io,
    os::unix::fs::{DirBuilderExt, FileExt, MetadataExt, OpenOptionsExt, PermissionsExt},
    path::Path,
};

use rustix::{fs::OFlags, io::Errno};

use super::{
    super::folder_of,
    identity::{FileIdentity, FileStamp},
    kind::{FileKind, kind_of},
    readership::Readership,
};

/// The mode of files that only their owner may read.
const PRIVATE_MODE: u32 = 0o600;

/// The mode of new files, from which the system takes the bits of the user's mask.
const USUAL_MODE: u32 = 0o666;

/// The bit of a folder that gives its group to the files in it.
const SET_GROUP: u32 = 0o2000;

/// Creates a file for writing. Fails if the name exists. A new file is read by nobody but its owner, or by nobody but these people.
pub fn create_new(path: &Path, readership: Option<Readership>) -> io::Result<File> {
    let create = |mode| OpenOptions::new().write(true).create_new(true).mode(mode).open(path);
    let Some(readership) = readership else { return create(PRIVATE_MODE) };
    let group = group_of_new_file(path);
    let file = create(readership.of_new(USUAL_MODE, group))?;
    if file.metadata()?.gid() != group {
        file.set_permissions(Permissions::from_mode(PRIVATE_MODE))?;
    }
    Ok(file)
}

/// The group that a new file at `path` will have: that of the folder if this says so, as the BSDs always do, else the user's.
fn group_of_new_file(path: &Path) -> u32 {
    let is_of_folder = |meta: &Metadata| cfg!(not(target_os = "linux")) || meta.mode() & SET_GROUP != 0;
    let folder = fs::metadata(folder_of(path)).ok().filter(is_of_folder);
    folder.map_or_else(|| rustix::process::getegid().as_raw(), |meta| meta.gid())
}

/// Opens a file for appending; only the owner may read a new one. A link, or anything else that is no regular file, is refused,
/// since somebody else may have put it there.
pub fn append(path: &Path) -> io::Result<File> {
    open_itself(OpenOptions::new().create(true).append(true).mode(PRIVATE_MODE), path)
}

/// Opens the file with this identity for appending. Anything else at `path` is refused. Without an identity a file is created,
/// which only the owner may read, and whatever is there is refused.
pub fn append_to(path: &Path, known: Option<FileIdentity>) -> io::Result<File> {
    let Some(known) = known else {
        return open_itself(OpenOptions::new().create_new(true).append(true).mode(PRIVATE_MODE), path);
    };
    let file = open_itself(OpenOptions::new().append(true), path)?;
    if FileStamp::of_file(&file)?.identity == known {
        Ok(file)
    } else {
        Err(io::Error::other("another program has replaced it"))
    }
}

/// Opens a regular file for reading. A link or anything else is refused, as by [`append`].
pub fn open_regular(path: &Path) -> io::Result<File> {
    open_itself(OpenOptions::new().read(true), path)
}

fn open_itself(options: &mut OpenOptions, path: &Path) -> io::Result<File> {
    open_with(options, OFlags::NOFOLLOW, path)
}

/// Opens the regular file at `path`, to which links may lead, for reading. Anything else is refused: a named pipe would be
/// waited for, and a device may have no end.
pub fn open_file(path: &Path) -> io::Result<File> {
    open_with(OpenOptions::new().read(true), OFlags::empty(), path)
}

/// Opens a regular file. Anything else is refused without waiting for it.
fn open_with(options: &mut OpenOptions, flags: OFlags, path: &Path) -> io::Result<File> {
    let refused = || io::Error::other(format!("it is {} where a file should be", what_is_at(path)));
    let flags = flags | OFlags::NONBLOCK;
    let file = options.custom_flags(flags.bits().cast_signed()).open(path).map_err(|error| {
        // What a link, a pipe that nobody reads, and a folder that is to be written to are answered with.
        let of_others = [Errno::LOOP, Errno::NXIO, Errno::ISDIR].map(|errno| Some(errno.raw_os_error()));
        if of_others.contains(&error.raw_os_error()) { refused() } else { error }
    })?;
    if file.metadata()?.is_file() { Ok(file) } else { Err(refused()) }
}

/// What there is at a path instead of a file, with its article.
fn what_is_at(path: &Path) -> &'static str {
    match fs::metadata(path).map(|meta| kind_of(&meta)) {
        Ok(FileKind::Folder) => "a folder",
        Ok(FileKind::Pipe) => "a pipe",
        Ok(FileKind::Device) => "a device or a socket",
        Ok(FileKind::Regular) => "a link",
        Err(_) => "a link that leads nowhere",
    }
}

/// Opens a folder, to lock or to sync it.
pub fn open_folder(path: &Path) -> io::Result<File> {
    File::open(path)
}

/// Creates a folder, and those above it that are missing, for its owner alone.
pub fn create_private_folder(path: &Path) -> io::Result<()> {
    DirBuilder::new().recursive(true).mode(0o700).create(path)
}

/// Takes the rights on a folder from everybody but its owner. Somebody else's folder stays as it is.
pub fn make_private(folder: &Path) -> io::Result<()> {
    let mode = fs::metadata(folder)?.mode() & 0o777;
    let own = mode & 0o700;
    if mode == own {
        return Ok(());
    }
    match fs::set_permissions(folder, Permissions::from_mode(own)) {
        Err(error) if error.kind() == io::ErrorKind::PermissionDenied => Ok(()),
        outcome => outcome,
    }
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

/// Makes a link at `path` that leads nowhere and holds a text.
pub fn link_to_text(text: &str, path: &Path) -> io::Result<()> {
    std::os::unix::fs::symlink(text, path)
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

/// Names are never swapped on this system.
#[cfg(not(any(target_os = "linux", target_os = "android", target_vendor = "apple")))]
pub fn swap(_one: &Path, _other: &Path) -> io::Result<()> {
    Err(io::ErrorKind::Unsupported.into())
}

/// A file is never renamed so that it replaces none on this system.
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
    use crate::platform::testing::{fifo, mode, set_mode};

    #[test]
    fn what_somebody_put_in_a_files_place_is_refused() {
        let folder = tempfile::tempdir().expect("a folder");
        let (target, link, pipe) =
            (folder.path().join("target"), folder.path().join("link"), folder.path().join("pipe"));
        fs::write(&target, "theirs").expect("written");
        symlink(&target, &link).expect("linked");
        fifo(&pipe);
        for path in [&link, &pipe, &folder.path().to_owned()] {
            assert!(append(path).is_err() && open_regular(path).is_err(), "{}", path.display());
            assert!(append_to(path, None).is_err(), "{}", path.display());
        }
        assert!(append(&target).is_ok() && open_regular(&target).is_ok());
        assert!(open_file(&pipe).is_err() && open_file(folder.path()).is_err() && open_file(&link).is_ok());
    }

    #[test]
    fn only_the_file_that_is_known_is_appended_to() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("journal");
        let new = append_to(&path, None).expect("created");
        let known = Some(FileStamp::of_file(&new).expect("looked").identity);
        assert!(append_to(&path, None).is_err() && append_to(&path, known).is_ok());
        fs::rename(&path, folder.path().join("other")).expect("renamed");
        fs::write(&path, "theirs").expect("written");
        assert!(append_to(&path, known).is_err());
    }

    #[test]
    fn a_folder_that_others_could_read_is_narrowed() {
        let folder = tempfile::tempdir().expect("a folder");
        set_mode(folder.path(), 0o755);
        make_private(folder.path()).expect("narrowed");
        assert_eq!(mode(folder.path()), 0o700);
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
