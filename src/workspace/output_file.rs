//! A file that takes the place of another one only once it is whole, so that a failure leaves what was there.

use std::{
    fs::{self, Permissions},
    io::{self, BufWriter, Write},
    os::unix::fs::PermissionsExt,
    path::{Path, PathBuf},
};

use tempfile::NamedTempFile;

use super::Error;

/// How many bytes are gathered before they are written.
const BUFFER_BYTES: usize = 1 << 16;

/// A file beside its target, gone unless it is published.
#[derive(Debug)]
pub struct OutputFile {
    target: PathBuf,
    out: BufWriter<NamedTempFile>,
}

impl OutputFile {
    /// An empty one, as readable as the file that it will replace, or as a new file usually is. A link stays a link.
    pub fn new(target: &Path) -> Result<Self, Error> {
        let target = fs::canonicalize(target).unwrap_or_else(|_| target.to_owned());
        let folder =
            target.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let failed = |error| Error::Write(target.clone(), error);
        let usual = tempfile::Builder::new().permissions(Permissions::from_mode(0o666)).tempfile_in(folder);
        let temporary = usual.map_err(failed)?;
        if let Ok(known) = fs::metadata(&target) {
            temporary.as_file().set_permissions(known.permissions()).map_err(failed)?;
        }
        Ok(Self { target, out: BufWriter::with_capacity(BUFFER_BYTES, temporary) })
    }

    /// Writes all of a file at once.
    pub fn write_all(target: &Path, bytes: &[u8]) -> Result<(), Error> {
        let mut file = Self::new(target)?;
        file.write(|out| out.write_all(bytes))?;
        file.publish()
    }

    /// Gives `write` the file to write to.
    pub fn write(&mut self, write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> Result<(), Error> {
        write(&mut self.out).map_err(|error| Error::Write(self.target.clone(), error))
    }

    /// Puts it in its target's place.
    pub fn publish(self) -> Result<(), Error> {
        let failed = |error| Error::Write(self.target.clone(), error);
        let temporary = self.out.into_inner().map_err(|error| failed(error.into_error()))?;
        temporary.persist(&self.target).map_err(|error| failed(error.error))?;
        Ok(())
    }
}
