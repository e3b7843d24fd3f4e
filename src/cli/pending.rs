//! A file that takes the place of another one only once it is whole, so that a failure leaves what was there.

use std::{
    fs::{self, Permissions},
    io::{self, BufWriter, Write},
    os::unix::fs::PermissionsExt,
    path::{Path, PathBuf},
};

use tempfile::NamedTempFile;

use super::error::Error;

/// A file beside its target, gone unless it is published.
pub struct Pending {
    target: PathBuf,
    out: BufWriter<NamedTempFile>,
}

impl Pending {
    /// An empty one, as readable as the file that it will replace, or as a new file usually is. A link stays a link.
    pub fn new(target: &Path) -> Result<Self, Error> {
        let target = fs::canonicalize(target).unwrap_or_else(|_| target.to_owned());
        let folder =
            target.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let usual = tempfile::Builder::new().permissions(Permissions::from_mode(0o666)).tempfile_in(folder);
        let temporary = usual.map_err(|error| failed(&target, &error))?;
        if let Ok(known) = fs::metadata(&target) {
            let kept = temporary.as_file().set_permissions(known.permissions());
            kept.map_err(|error| failed(&target, &error))?;
        }
        Ok(Self { target, out: BufWriter::with_capacity(1 << 16, temporary) })
    }

    /// Gives `write` the file to write to.
    pub fn write(&mut self, write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> Result<(), Error> {
        write(&mut self.out).map_err(|error| failed(&self.target, &error))
    }

    /// Puts it in its target's place.
    pub fn publish(self) -> Result<(), Error> {
        let temporary = self.out.into_inner().map_err(|error| failed(&self.target, error.error()))?;
        temporary.persist(&self.target).map_err(|error| failed(&self.target, &error.error))?;
        Ok(())
    }
}

fn failed(target: &Path, error: &io::Error) -> Error {
    // The name of the file beside it says nothing to a person.
    let why = error
        .raw_os_error()
        .map_or_else(|| error.to_string(), |code| io::Error::from_raw_os_error(code).to_string());
    Error::failed(format!("cannot write {}: {why}", target.display()))
}

/// Writes all of a file at once.
pub fn to_file(target: &Path, bytes: &[u8]) -> Result<(), Error> {
    let mut file = Pending::new(target)?;
    file.write(|out| out.write_all(bytes))?;
    file.publish()
}
