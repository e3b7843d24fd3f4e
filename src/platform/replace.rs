//! Replacing a file, so that at every moment, even after a crash, either the old file or the new one is there as a whole.

use std::{
    ffi::OsStr,
    fs::{self, File},
    io::{self, BufWriter, Write},
    path::{Path, PathBuf},
};

use super::{
    FileStamp, FolderLock, Readership,
    comparison::FileComparison,
    copy_metadata, create_new, hidden_beside,
    new_file::sync_name,
    open_file, random_bits, rename_new, swap,
    swap_record::{SwapRecord, forget_swap, version_left_by_swap},
    temporary::{TEMPORARY, TemporaryPath},
};

/// How many names are tried for a temporary file, at most. Chosen by hand: two random names of 64 bits are never the same by chance.
const MAX_NAMES: usize = 100;

/// The people who may read a file that is written.
#[derive(Clone, Copy, Debug)]
pub enum Audience<'a> {
    /// The owner alone.
    Owner,
    /// Those of the readership who may read the file at this path, whose other metadata are copied, too. If there is none, those
    /// who may usually read a new file.
    Like(&'a Path, Readership),
}

/// The failures that a replacement survives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Durability {
    /// A crash of the program; for files that can be made again.
    Crash,
    /// A power cut, too: the file and the names in its folder are synced.
    PowerCut,
}

/// A file that is written beside its target and takes its place once it is whole; it is removed if it never does.
pub struct Replacement {
    file: File,
    target: PathBuf,
    /// The path of the temporary file. `None` once the file has taken the target's place.
    temporary: Option<TemporaryPath>,
}

impl Replacement {
    /// Creates an empty file beside `target`.
    pub fn new(target: &Path, audience: Audience<'_>) -> io::Result<Self> {
        Self::beside(target, audience, None)
    }

    /// Creates an empty file beside `target`, whose folder is locked.
    fn beside(target: &Path, audience: Audience<'_>, lock: Option<&FolderLock>) -> io::Result<Self> {
        let old = match audience {
            Audience::Owner => None,
            Audience::Like(path, _) => fs::metadata(path).ok().map(|meta| (path, meta)),
        };
        let readership = match audience {
            // Nobody else may read the file before it has the metadata of the old one.
            Audience::Like(_, readership) if old.is_none() => Some(readership),
            _ => None,
        };
        let (file, path) = create_beside(target, readership, lock)?;
        let replacement = Self { file, target: target.to_owned(), temporary: Some(path) };
        if let (Some((path, meta)), Audience::Like(_, readership)) = (old, audience) {
            copy_metadata(path, &meta, &replacement.file, readership);
        }
        Ok(replacement)
    }

    /// The file that is being written.
    pub fn file(&self) -> &File {
        &self.file
    }

    /// Whether a program that opens the file by its name finds in it what `write` writes.
    fn reads_back_as(&self, write: impl Fn(&mut dyn Write) -> io::Result<()>) -> io::Result<bool> {
        let Some(temporary) = &self.temporary else { return Ok(false) };
        let mut comparison = FileComparison::with(open_file(temporary.as_ref())?);
        write(&mut comparison)?;
        comparison.finish()
    }

    /// Puts the file in its target's place, and returns it, still open.
    pub fn publish(mut self, durability: Durability) -> io::Result<File> {
        let file = self.file.try_clone()?;
        let Some(temporary) = &self.temporary else { return Ok(file) };
        if durability == Durability::PowerCut {
            file.sync_all()?;
        }
        fs::rename(temporary, &self.target)?;
        self.temporary = None;
        if durability == Durability::PowerCut {
            sync_name(&self.target)?;
        }
        Ok(file)
    }

    /// Puts the file in its target's place if that still has the stamp `expected`.
    fn publish_over(mut self, expected: Option<FileStamp>) -> io::Result<Replaced> {
        let done = Replaced::Done(FileStamp::of_file(&self.file)?);
        let Some(temporary) = &self.temporary else { return Ok(done) };
        // After the swap another program's file may have the temporary name for a moment.
        let placed = temporary.hold(|temporary| put_over(temporary, &self.target, expected, swap));
        if !matches!(placed, Ok(PutOver::Back) | Err(_)) {
            self.temporary = None;
        }
        match placed? {
            PutOver::There => Ok(done),
            PutOver::Back => Ok(Replaced::Changed),
            PutOver::Over(error) => Err(error),
        }
    }
}

/// Where a file is after the attempt to put it in its target's place.
#[derive(Debug)]
enum PutOver {
    /// In its target's place.
    There,
    /// Where it was: the target is another program's, and stays.
    Back,
    /// In its target's place, in which it should not be: what another program has written there could not be put back, and is
    /// kept beside it, as this error says.
    Over(io::Error),
}

/// Puts the file at `temporary` in the place of `target` if that still has the stamp `expected`. The two are swapped, so that the
/// old file can be looked at once nobody finds it by its name any more: whatever another program does before is seen.
fn put_over(
    temporary: &Path,
    target: &Path,
    expected: Option<FileStamp>,
    swap: impl Fn(&Path, &Path) -> io::Result<()>,
) -> io::Result<PutOver> {
    if FileStamp::of_path(target)? != expected {
        return Ok(PutOver::Back);
    }
    let record = expected.map(|expected| SwapRecord::new(target, expected));
    let placed = match expected {
        Some(_) => swap(temporary, target),
        None => rename_new(temporary, target),
    };
    match placed {
        Err(error) if error.kind() == io::ErrorKind::Unsupported => fs::rename(temporary, target)?,
        Err(error) if matches!(error.kind(), io::ErrorKind::AlreadyExists | io::ErrorKind::NotFound) => {
            return Ok(PutOver::Back);
        }
        Err(error) => return Err(error),
        Ok(()) if expected.is_some() => match FileStamp::of_path(temporary) {
            Ok(old) if old == expected => fs::remove_file(temporary).unwrap_or_default(),
            old => {
                if let Err(error) = swap(temporary, target) {
                    let error = kept_beside(temporary, target, &error);
                    if temporary.exists() {
                        record.into_iter().for_each(SwapRecord::keep);
                    }
                    return Ok(PutOver::Over(error));
                }
                return old.map(|_| PutOver::Back);
            }
        },
        Ok(()) => {}
    }
    Ok(PutOver::There)
}

/// Gives another program's file, which has the name `temporary` since it could not be put back at `target` for this reason, a
/// name under which nobody removes it: like those that programs for synchronising give to conflict copies. The error says where
/// it is.
fn kept_beside(temporary: &Path, target: &Path, why: &io::Error) -> io::Error {
    let kept = as_conflict_copy(temporary, target);
    let what = format!(
        "another program has written it at the same time, and its version could not be put back ({why}); it is kept as {}",
        kept.display()
    );
    io::Error::new(why.kind(), what)
}

/// Gives a version of `target` that has the name `temporary` the name of a conflict copy, and returns its path.
fn as_conflict_copy(temporary: &Path, target: &Path) -> PathBuf {
    let text = |part: Option<&OsStr>| part.unwrap_or_default().to_string_lossy().into_owned();
    let extension =
        target.extension().map_or(String::new(), |extension| format!(".{}", text(Some(extension))));
    let name = format!("{} (conflict {:016x}){extension}", text(target.file_stem()), random_bits());
    let copy = target.with_file_name(name);
    match rename_new(temporary, &copy) {
        Ok(()) => copy,
        Err(_) => temporary.to_owned(),
    }
}

impl Write for Replacement {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.file.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

impl Drop for Replacement {
    fn drop(&mut self) {
        if let Some(temporary) = &self.temporary {
            let _ = fs::remove_file(temporary);
        }
    }
}

/// Replaces the file at `target` by one with this content. Returns the new file, open.
pub fn replace(
    target: &Path,
    audience: Audience<'_>,
    durability: Durability,
    content: &[u8],
) -> io::Result<File> {
    let mut replacement = Replacement::new(target, audience)?;
    replacement.write_all(content)?;
    replacement.publish(durability)
}

/// What became of an attempt to replace a file that other programs write, too.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Replaced {
    /// The new file is in its place, and has this stamp.
    Done(FileStamp),
    /// Another program has written or removed the old file meanwhile: that is left as it is, and there is no new one.
    Changed,
}

/// Replaces the file at `target`, whose folder is locked, by one with what `write` writes for these people: written beside it, synced,
/// read back, renamed, and the folder synced. `write` is called twice, to write and to compare. The target is replaced only if it still has the stamp `expected` (`None`: if there
/// is no file). Other programs need not ask for the lock, so this is looked at last.
pub fn replace_locked(
    lock: &FolderLock,
    target: &Path,
    audience: Audience<'_>,
    expected: Option<FileStamp>,
    write: impl Fn(&mut dyn Write) -> io::Result<()>,
) -> io::Result<Replaced> {
    let mut replacement = Replacement::beside(target, audience, Some(lock))?;
    let mut buffered = BufWriter::new(&mut replacement);
    write(&mut buffered)?;
    buffered.flush()?;
    drop(buffered);
    replacement.file.sync_all()?;
    if !replacement.reads_back_as(write)? {
        return Err(io::Error::other("what was written reads back differently"));
    }
    let replaced = replacement.publish_over(expected)?;
    if let Replaced::Done(_) = replaced {
        lock.sync()?;
    }
    Ok(replaced)
}

/// Creates a file beside `target`, which only the owner or these people may read. If nobody else can be writing in
/// the folder, its name is the same each time, so that a file that a killed program left behind is removed by the
/// next save (or kept as a conflict copy, if it is another program's); otherwise the name is random. A link or a
/// folder of that name, which this program doesn't leave behind, stays.
fn create_beside(
    target: &Path,
    readership: Option<Readership>,
    lock: Option<&FolderLock>,
) -> io::Result<(File, TemporaryPath)> {
    let fixed = lock.filter(|lock| lock.is_exclusive()).map(|_| hidden_beside(target, TEMPORARY));
    if let Some(left_behind) = &fixed
        && fs::symlink_metadata(left_behind).is_ok_and(|meta| meta.is_file())
    {
        match version_left_by_swap(target) {
            Some(theirs) => _ = as_conflict_copy(&theirs, target),
            None => _ = fs::remove_file(left_behind),
        }
        forget_swap(target);
    }
    let random = || hidden_beside(target, &format!("{:016x}.{TEMPORARY}", random_bits()));
    for path in fixed.into_iter().chain(std::iter::repeat_with(random).take(MAX_NAMES)) {
        match TemporaryPath::create(path, |path| create_new(path, readership)) {
            Ok(created) => return Ok(created),
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
            Err(error) => return Err(error),
        }
    }
    Err(io::Error::new(io::ErrorKind::AlreadyExists, "no name is free for a temporary file"))
}

#[cfg(test)]
#[path = "replace_tests.rs"]
mod tests;
