//! A file that takes the place of another one only once it is whole, so that a failure leaves what was there.

use std::{
    fs,
    io::{self, BufWriter, Write},
    path::{Path, PathBuf},
};

use super::Error;
use crate::platform::{Audience, Durability, Replacement};

/// How many bytes are gathered before they are written.
const BUFFER_BYTES: usize = 1 << 16;

/// A file beside its target, gone unless it is published.
pub struct OutputFile {
    target: PathBuf,
    out: BufWriter<Replacement>,
}

impl OutputFile {
    /// An empty one, as readable as the file that it will replace, or as a new file usually is. A link stays a link.
    pub fn new(target: &Path) -> Result<Self, Error> {
        let target = fs::canonicalize(target).unwrap_or_else(|_| target.to_owned());
        let file = Replacement::new(&target, Audience::Like(&target));
        let file = file.map_err(|error| Error::Write(target.clone(), error))?;
        Ok(Self { target, out: BufWriter::with_capacity(BUFFER_BYTES, file) })
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
        let file = self.out.into_inner().map_err(|error| failed(error.into_error()))?;
        file.publish(Durability::Crash).map_err(failed)?;
        Ok(())
    }
}
