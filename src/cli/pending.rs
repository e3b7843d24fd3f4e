//! A file that takes the place of another one only once it is whole, so that a failure leaves what was there.

use std::{
    fs::File,
    io::{self, BufWriter, Write},
    path::Path,
};

use tempfile::NamedTempFile;

use super::error::Error;

/// A file beside its target, gone unless it is published.
pub struct Pending<'a> {
    target: &'a Path,
    out: BufWriter<NamedTempFile>,
}

impl<'a> Pending<'a> {
    /// An empty one.
    pub fn new(target: &'a Path) -> Result<Self, Error> {
        let folder =
            target.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let temporary = NamedTempFile::new_in(folder).map_err(|error| failed(target, &error))?;
        Ok(Self { target, out: BufWriter::with_capacity(1 << 16, temporary) })
    }

    /// Gives `write` the file to write to.
    pub fn write(&mut self, write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> Result<(), Error> {
        write(&mut self.out).map_err(|error| failed(self.target, &error))
    }

    /// Puts it in its target's place.
    pub fn publish(self) -> Result<(), Error> {
        let temporary = self.out.into_inner().map_err(|error| failed(self.target, error.error()))?;
        readable(temporary.as_file()).map_err(|error| failed(self.target, &error))?;
        temporary.persist(self.target).map_err(|error| failed(self.target, &error.error))?;
        Ok(())
    }
}

fn failed(target: &Path, error: &io::Error) -> Error {
    Error::failed(format!("cannot write {}: {error}", target.display()))
}

/// A temporary file is for its owner alone; an export is as readable as a new file usually is.
#[cfg(unix)]
fn readable(file: &File) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    file.set_permissions(std::fs::Permissions::from_mode(0o644))
}

/// Writes all of a file at once.
pub fn to_file(target: &Path, bytes: &[u8]) -> Result<(), Error> {
    let mut file = Pending::new(target)?;
    file.write(|out| out.write_all(bytes))?;
    file.publish()
}
