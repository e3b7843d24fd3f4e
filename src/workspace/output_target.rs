//! Where documents are written: standard output, a file or a stream, or a folder.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use super::{Error, OutputPolicy};
use crate::platform;

/// The path that stands for standard output.
const STANDARD_OUTPUT: &str = "-";

/// The number of standard output among the open files of the process.
const STANDARD_OUTPUT_NUMBER: u32 = 1;

/// Where documents are written.
#[derive(Debug)]
pub enum OutputTarget {
    /// To standard output.
    Stdout,
    /// Into one file, or to a stream.
    File(PathBuf, OutputPolicy),
    /// Into a folder, a file for each document.
    Folder(PathBuf, OutputPolicy),
}

impl OutputTarget {
    /// The target that `out` names: a folder if it exists as one or ends in `/`, else a file; standard output if
    /// there is no name, or `-`. A missing folder is made.
    pub fn new(out: Option<&Path>, policy: OutputPolicy) -> Result<Self, Error> {
        let Some(out) = out.filter(|out| !is_standard_output(out)) else { return Ok(Self::Stdout) };
        if out.is_dir() || out.as_os_str().as_encoded_bytes().ends_with(b"/") {
            make_folder(out).map_err(|error| Error::MakeFolder(out.to_owned(), error))?;
            return Ok(Self::Folder(out.to_owned(), policy));
        }
        // What must stay is told before anything is read.
        policy.check(out)?;
        Ok(Self::File(out.to_owned(), policy))
    }
}

/// Whether `path` names standard output: `-`, or a name like `/dev/stdout`.
pub fn is_standard_output(path: &Path) -> bool {
    path == Path::new(STANDARD_OUTPUT) || platform::descriptor(path) == Some(STANDARD_OUTPUT_NUMBER)
}

fn make_folder(path: &Path) -> io::Result<()> {
    match file_on_the_way(path) {
        Some(file) => Err(io::Error::other(format!("{} is no folder", file.display()))),
        None => fs::create_dir_all(path),
    }
}

/// What stands at `path`, or on the way to it, and is no folder.
pub(super) fn file_on_the_way(path: &Path) -> Option<PathBuf> {
    // Without the slash at its end, by which a file would not be found.
    let path: PathBuf = path.components().collect();
    let there = path.ancestors().find(|ancestor| ancestor.symlink_metadata().is_ok());
    there.filter(|there| !there.is_dir()).map(Path::to_owned)
}
