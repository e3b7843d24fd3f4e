//! A file that replaces another one only once it is complete, so that a failure leaves the old one.

use std::{
    fs,
    io::{self, BufWriter, Write},
    path::{Path, PathBuf},
};

use super::Error;
use crate::platform::{Audience, Durability, Replacement};

/// How many bytes are buffered before they are written. Chosen by hand.
const BUFFER_BYTES: usize = 1 << 16;

/// A new file beside its target, removed unless it is published.
pub struct OutputFile {
    target: PathBuf,
    out: BufWriter<Replacement>,
}

impl OutputFile {
    /// An empty file with the permissions of the file that it will replace, or of a new one. If the target is a link,
    /// the file it points to is replaced.
    pub fn new(target: &Path) -> Result<Self, Error> {
        let target = fs::canonicalize(target).unwrap_or_else(|_| target.to_owned());
        let file = Replacement::new(&target, Audience::Like(&target));
        let file = file.map_err(|error| Error::Write(target.clone(), error))?;
        Ok(Self { target, out: BufWriter::with_capacity(BUFFER_BYTES, file) })
    }

    /// Writes a whole file at once.
    pub fn write_all(target: &Path, bytes: &[u8]) -> Result<(), Error> {
        let mut file = Self::new(target)?;
        file.write(|out| out.write_all(bytes))?;
        file.publish()
    }

    /// Lets `write` write to the file.
    pub fn write(&mut self, write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> Result<(), Error> {
        write(&mut self.out).map_err(|error| Error::Write(self.target.clone(), error))
    }

    /// Replaces the target with the file.
    pub fn publish(self) -> Result<(), Error> {
        let failed = |error| Error::Write(self.target.clone(), error);
        let file = self.out.into_inner().map_err(|error| failed(error.into_error()))?;
        file.publish(Durability::Crash).map_err(failed)?;
        Ok(())
    }
}
