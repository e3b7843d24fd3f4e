//! The work of a child process that reads a document for its parent.

use std::{
    io::{self, Read, Write},
    panic,
};

use super::{READERS, isolated, wire};

/// Does the work of a child: reads a document of the format `name` and of `len` bytes from standard input and writes its text to
/// standard output. This process must be for nothing else, since its memory and time are limited from now on.
///
/// # Errors
///
/// Fails if there is no such format, or if the limits can't be set or the answer not written.
pub fn serve(name: &str, len: u64) -> io::Result<()> {
    let reader = READERS.iter().find(|reader| reader.name == name);
    let reader = reader.ok_or(io::ErrorKind::InvalidInput)?;
    isolated::limit_child(len)?;
    // The parent says that the document can't be read, which is all there is to say of a panic.
    panic::set_hook(Box::new(|_| {}));
    let mut bytes = Vec::new();
    io::stdin().lock().take(len).read_to_end(&mut bytes)?;
    let answer = wire::write(&isolated::read_in_thread(reader, &bytes))?;
    io::stdout().lock().write_all(&answer)
}
