//! The work of a child process that reads a document for its parent.

use std::{
    ffi::OsString,
    io::{self, Read, Write},
    panic,
};

use super::{READERS, isolated, wire};

/// Does the work of a child: reads a document from standard input, as its parent's `arguments` say, and writes its text to standard
/// output. This process must be for nothing else, since its memory and time are limited from now on.
///
/// # Errors
///
/// Fails if these are no such arguments, or if the limits can't be set or the answer not written.
pub fn serve(arguments: impl IntoIterator<Item = OsString>) -> io::Result<()> {
    let order = isolated::ReadOrder::of_arguments(arguments).ok_or(io::ErrorKind::InvalidInput)?;
    let reader = READERS.iter().find(|reader| reader.name == order.format);
    let reader = reader.ok_or(io::ErrorKind::InvalidInput)?;
    isolated::limit_child(order.len)?;
    // The parent says that the document can't be read, which is all there is to say of a panic.
    panic::set_hook(Box::new(|_| {}));
    let mut bytes = Vec::new();
    io::stdin().lock().take(order.len).read_to_end(&mut bytes)?;
    let answer = wire::write(&isolated::read_in_thread(reader, order.extent, &bytes))?;
    io::stdout().lock().write_all(&answer)
}
