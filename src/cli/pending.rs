//! A file that takes the place of another one only once it is whole, so that a failure leaves what was there.

use std::{
    fs,
    io::{self, BufWriter, Write},
    path::{Path, PathBuf},
};

use super::error::Error;
use crate::platform::{Audience, Durability, Replacement};

/// A file beside its target, gone unless it is published.
pub struct Pending {
    target: PathBuf,
    out: BufWriter<Replacement>,
}

impl Pending {
    /// An empty one, as readable as the file that it will replace, or as a new file usually is. A link stays a link.
    pub fn new(target: &Path) -> Result<Self, Error> {
        let target = fs::canonicalize(target).unwrap_or_else(|_| target.to_owned());
        let file =
            Replacement::new(&target, Audience::Like(&target)).map_err(|error| failed(&target, &error))?;
        Ok(Self { target, out: BufWriter::with_capacity(1 << 16, file) })
    }

    /// Gives `write` the file to write to.
    pub fn write(&mut self, write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> Result<(), Error> {
        write(&mut self.out).map_err(|error| failed(&self.target, &error))
    }

    /// Puts it in its target's place.
    pub fn publish(self) -> Result<(), Error> {
        let file = self.out.into_inner().map_err(|error| failed(&self.target, error.error()))?;
        file.publish(Durability::Crash).map_err(|error| failed(&self.target, &error))?;
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
