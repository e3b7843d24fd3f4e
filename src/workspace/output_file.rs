//! A file that replaces another one only once it is complete, so that a failure leaves the old one; or a stream, which is written to
//! as it is.

use std::{
    fs,
    io::{self, BufWriter, Write},
    path::{Path, PathBuf},
};

use sha2::{Digest, Sha256};

use super::Error;
use crate::{
    platform::{self, Audience, Durability, Readership, Replacement},
    sidecar::StateFolder,
};

/// How many bytes are buffered before they are written. Chosen by hand.
const BUFFER_BYTES: usize = 1 << 16;

/// An output in progress. A new file beside its target is removed unless it is published.
pub struct OutputFile {
    target: PathBuf,
    out: BufWriter<OpenOutput>,
    digest: Sha256,
}

/// Where an output goes.
enum OpenOutput {
    File(Replacement),
    Stream(Box<dyn Write>),
}

impl Write for OpenOutput {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self {
            Self::File(file) => file.write(bytes),
            Self::Stream(stream) => stream.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match self {
            Self::File(file) => file.flush(),
            Self::Stream(stream) => stream.flush(),
        }
    }
}

impl OutputFile {
    /// An empty file with the permissions of the file at `target` that it will replace, or of a new one, for no more people than
    /// the readership. `target` is no link.
    pub(super) fn replacing(target: &Path, readership: Readership) -> Result<Self, Error> {
        let failed = |error| Error::Write(target.to_owned(), error);
        if target.exists() {
            platform::check_writable(target).map_err(failed)?;
        }
        let file = Replacement::new(target, Audience::Like(target, readership)).map_err(failed)?;
        Ok(Self::new(target, OpenOutput::File(file)))
    }

    /// The stream at `path`.
    pub(super) fn stream(path: &Path) -> Result<Self, Error> {
        let stream = platform::open_output(path).map_err(|error| Error::Write(path.to_owned(), error))?;
        Ok(Self::new(path, OpenOutput::Stream(stream)))
    }

    fn new(target: &Path, destination: OpenOutput) -> Self {
        let out = BufWriter::with_capacity(BUFFER_BYTES, destination);
        Self { target: target.to_owned(), out, digest: Sha256::new() }
    }

    /// Lets `write` write to the output.
    pub fn write(&mut self, write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> Result<(), Error> {
        let written = write(&mut Hashing { out: &mut self.out, digest: &mut self.digest });
        written.or_else(|error| self.excuse(error))
    }

    /// Replaces the target with the file; the record of exports, if there is one, says so. A stream is finished.
    pub fn publish(mut self, record: Option<&StateFolder>) -> Result<(), Error> {
        if let Err(error) = self.out.flush() {
            return self.excuse(error);
        }
        let Self { target, out, digest } = self;
        let (destination, _) = out.into_parts();
        let OpenOutput::File(file) = destination else { return Ok(()) };
        file.publish(Durability::Crash).map_err(|error| Error::Write(target.clone(), error))?;
        let whole = fs::canonicalize(&target);
        if let (Some(record), Ok(whole)) = (record, whole) {
            let sha256: String = digest.finalize().iter().map(|byte| format!("{byte:02x}")).collect();
            // If it can't be noted, the file counts as somebody's own.
            let _ = record.note_export(&whole, &sha256);
        }
        Ok(())
    }

    /// The error, unless the reader of a pipe has read enough.
    fn excuse(&self, error: io::Error) -> Result<(), Error> {
        match self.out.get_ref() {
            OpenOutput::Stream(_) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
            _ => Err(Error::Write(self.target.clone(), error)),
        }
    }
}

/// A writer that computes the digest of what passes through.
struct Hashing<'a, W> {
    out: W,
    digest: &'a mut Sha256,
}

impl<W: Write> Write for Hashing<'_, W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.out.write(bytes)?;
        self.digest.update(&bytes[..written]);
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}
