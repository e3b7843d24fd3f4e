//! Readers whose parsers are not trusted: they run in a child process with little memory and time, or at least in a thread.
//!
//! The child is this same program with two arguments, the name of the format and the size of the document, and a third one if only the
//! beginning is to be read. It limits itself
//! before it reads a byte, gets the document through its standard input, and answers with the rendered text (`wire`). Whatever
//! happens to it, its parent goes on.

use std::{ffi::OsString, io, thread, time::Duration};

use super::{DocumentReader, ReadError, ReadExtent, Rendered, wire};
use crate::platform::{ChildFailure, ChildLimits, ChildProgram, limit_resources, run_child};

/// The formats that are read apart.
const ISOLATED: &[&str] = &["pdf"];

/// The stack of the thread that reads, in bytes: parsers descend into what is nested. Chosen by hand, as 512 levels with 128 KiB each.
const STACK_BYTES: usize = 64 * 1024 * 1024;

/// The address space of a child, in bytes: for the program, the stack and small documents, and beyond that as a multiple of the size
/// of the document.
const MIN_MEMORY_BYTES: u64 = 560 * 1024 * 1024;
const MEMORY_PER_BYTE: u64 = 4;

/// The processor time of a child, in seconds, for any document, and how many bytes may take a second more. A page takes about 3 ms
/// and is seldom less than 5 KB; a build that isn't optimised takes ten times as long.
const MIN_SECONDS: u64 = 4;
const BYTES_PER_SECOND: u64 = 100_000;

/// How much longer than its processor time a child is waited for, on a machine that does other work, too.
const WAIT_FACTOR: u32 = 8;

/// The longest answer, in bytes: a library of two hundred books.
const MAX_ANSWER_BYTES: u64 = 256 * 1024 * 1024;

/// The argument of a child that reads the beginning alone.
const BEGINNING: &str = "beginning";

/// What a child is told to read.
pub(super) struct ReadOrder {
    /// The name of the format.
    pub format: String,
    /// The size of the document, in bytes.
    pub len: u64,
    /// How much of it is to be read.
    pub extent: ReadExtent,
}

impl ReadOrder {
    fn into_arguments(self) -> Vec<OsString> {
        let beginning = (self.extent == ReadExtent::Beginning).then(|| BEGINNING.into());
        [self.format.into(), self.len.to_string().into()].into_iter().chain(beginning).collect()
    }

    /// The order that these arguments give; `None` if they give none.
    pub fn of_arguments(arguments: impl IntoIterator<Item = OsString>) -> Option<Self> {
        let mut arguments = arguments.into_iter().map(|argument| argument.into_string().ok());
        let (format, len) = (arguments.next()??, arguments.next()??.parse().ok()?);
        let extent = match arguments.next().map(Option::unwrap_or_default).as_deref() {
            None => ReadExtent::Whole,
            Some(BEGINNING) => ReadExtent::Beginning,
            Some(_) => return None,
        };
        Some(Self { format, len, extent })
    }
}

/// Makes the text of `bytes`, apart from this process if the format asks for that and `child` is known.
pub(super) fn read(
    reader: &DocumentReader,
    extent: ReadExtent,
    bytes: &[u8],
    child: Option<&ChildProgram>,
) -> Result<Rendered, ReadError> {
    if !ISOLATED.contains(&reader.name) {
        return reader.read_extent(extent, bytes);
    }
    match child.map(|child| read_in_child(reader, extent, bytes, child)) {
        // The program may have been replaced by another version while it runs.
        None | Some(Err(ChildFailure::NotStarted(_))) => read_in_thread(reader, extent, bytes),
        Some(Ok(rendered)) => rendered,
        Some(Err(failure)) => Err(failed().caused_by(failure)),
    }
}

fn failed() -> ReadError {
    ReadError::new(
        "it is damaged, or takes too much time or memory; `qpdf in.pdf out.pdf` or `mutool clean in.pdf out.pdf` may repair it",
    )
}

/// The processor time for a document of `len` bytes, in seconds.
fn seconds(len: u64) -> u64 {
    MIN_SECONDS + len / BYTES_PER_SECOND
}

fn read_in_child(
    reader: &DocumentReader,
    extent: ReadExtent,
    bytes: &[u8],
    child: &ChildProgram,
) -> Result<Result<Rendered, ReadError>, ChildFailure> {
    let len = bytes.len() as u64;
    let wait = Duration::from_secs(seconds(len)) * WAIT_FACTOR;
    let arguments = ReadOrder { format: reader.name.to_owned(), len, extent }.into_arguments();
    let answer = run_child(child, &arguments, bytes, ChildLimits { output_bytes: MAX_ANSWER_BYTES, wait })?;
    wire::parse(&answer).ok_or(ChildFailure::Ended)
}

/// Makes the text of `bytes` in a thread with a large stack, which survives a panic of the reader.
pub(super) fn read_in_thread(
    reader: &DocumentReader,
    extent: ReadExtent,
    bytes: &[u8],
) -> Result<Rendered, ReadError> {
    thread::scope(|scope| {
        let read = || reader.read_extent(extent, bytes);
        let reading = thread::Builder::new().stack_size(STACK_BYTES).spawn_scoped(scope, read);
        let reading = reading.map_err(|error| failed().caused_by(error))?;
        reading.join().unwrap_or_else(|_| Err(failed()))
    })
}

/// Limits this process to what a child may need for a document of `len` bytes.
pub(super) fn limit_child(len: u64) -> io::Result<()> {
    limit_resources(MIN_MEMORY_BYTES.saturating_add(len.saturating_mul(MEMORY_PER_BYTE)), seconds(len))
}
