//! Readers whose parsers are not trusted: they run in a child process with little memory and time, or at least in a thread.
//!
//! The child is this same program with two arguments: the name of the format and the size of the document. It limits itself
//! before it reads a byte, gets the document through its standard input, and answers with the rendered text (`wire`). Whatever
//! happens to it, its parent goes on.

use std::{
    ffi::OsString,
    io::{self, Read, Write},
    panic, thread,
    time::Duration,
};

use super::{DocumentReader, READERS, ReadError, Rendered, wire};
use crate::platform::{ChildFailure, ChildLimits, ChildProgram, limit_resources, run_child};

/// The formats that are read apart.
const ISOLATED: &[&str] = &["pdf"];

/// The stack of the thread that reads, in bytes: parsers descend into what is nested. Chosen by hand, as 512 levels with 128 KiB each.
const STACK_BYTES: usize = 64 * 1024 * 1024;

/// The address space of a child, in bytes: for the program, the stack and small documents, and beyond that as a multiple of the size
/// of the document.
const MIN_MEMORY_BYTES: u64 = 640 * 1024 * 1024;
const MEMORY_PER_BYTE: u64 = 4;

/// The processor time of a child, in seconds, for any document, and how many bytes may take a second more. A page takes about 3 ms
/// and is seldom less than 5 KB; a build that isn't optimised takes ten times as long.
const MIN_SECONDS: u64 = 4;
const BYTES_PER_SECOND: u64 = 100_000;

/// How much longer than its processor time a child is waited for, on a machine that does other work, too.
const WAIT_FACTOR: u32 = 8;

/// The longest answer, in bytes: a library of a thousand books.
const MAX_ANSWER_BYTES: u64 = 1024 * 1024 * 1024;

/// Makes the text of `bytes`, apart from this process if the format asks for that and `child` is known.
pub(super) fn read(
    reader: &DocumentReader,
    bytes: &[u8],
    child: Option<&ChildProgram>,
) -> Result<Rendered, ReadError> {
    if !ISOLATED.contains(&reader.name) {
        return (reader.read)(bytes);
    }
    match child.map(|child| read_in_child(reader, bytes, child)) {
        // The program may have been replaced by another version while it runs.
        None | Some(Err(ChildFailure::NotStarted(_))) => read_in_thread(reader, bytes),
        Some(Ok(rendered)) => rendered,
        Some(Err(failure)) => Err(failed().caused_by(failure)),
    }
}

fn failed() -> ReadError {
    ReadError::new(
        "it is damaged, or takes too much time or memory; `qpdf in.pdf out.pdf` or `mutool clean in.pdf out.pdf` may repair it",
    )
}

fn seconds(len: u64) -> u64 {
    MIN_SECONDS + len / BYTES_PER_SECOND
}

fn read_in_child(
    reader: &DocumentReader,
    bytes: &[u8],
    child: &ChildProgram,
) -> Result<Result<Rendered, ReadError>, ChildFailure> {
    let len = bytes.len() as u64;
    let wait = Duration::from_secs(seconds(len)) * WAIT_FACTOR;
    let arguments = [OsString::from(reader.name), OsString::from(len.to_string())];
    let answer = run_child(child, &arguments, bytes, ChildLimits { output_bytes: MAX_ANSWER_BYTES, wait })?;
    wire::parse(&answer).ok_or(ChildFailure::Ended)
}

fn read_in_thread(reader: &DocumentReader, bytes: &[u8]) -> Result<Rendered, ReadError> {
    thread::scope(|scope| {
        let reading =
            thread::Builder::new().stack_size(STACK_BYTES).spawn_scoped(scope, || (reader.read)(bytes));
        let reading = reading.map_err(|error| failed().caused_by(error))?;
        reading.join().unwrap_or_else(|_| Err(failed()))
    })
}

/// Does the work of a child: reads a document of the format `name` and of `len` bytes from standard input and writes its text to
/// standard output. This process must be for nothing else, since its memory and time are limited from now on.
///
/// # Errors
///
/// Fails if there is no such format, or if the limits can't be set or the answer not written.
pub fn serve(name: &str, len: u64) -> io::Result<()> {
    let reader = READERS.iter().find(|reader| reader.name == name);
    let reader = reader.ok_or(io::ErrorKind::InvalidInput)?;
    limit_resources(MIN_MEMORY_BYTES.saturating_add(len.saturating_mul(MEMORY_PER_BYTE)), seconds(len))?;
    // The parent says that the document can't be read, which is all there is to say of a panic.
    panic::set_hook(Box::new(|_| {}));
    let mut bytes = Vec::new();
    io::stdin().lock().take(len).read_to_end(&mut bytes)?;
    let answer = wire::write(&read_in_thread(reader, &bytes))?;
    io::stdout().lock().write_all(&answer)
}
