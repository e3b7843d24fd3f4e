//! Documents that are read once, from their start to their end: standard input, pipes, devices.

use std::{
    io::{self, Read},
    path::Path,
};

use crate::platform;

/// The path that stands for standard input.
pub const STANDARD_INPUT: &str = "-";

/// Whether the document at `path` is a stream: standard input, a pipe, a device, or an open file of the process like
/// `/dev/fd/63`. It has no file that a sidecar could stand beside.
pub fn is_stream(path: &Path) -> bool {
    path == Path::new(STANDARD_INPUT) || platform::is_stream(path)
}

/// Opens the stream at `path`.
pub fn open_stream(path: &Path) -> io::Result<Box<dyn Read>> {
    if path == Path::new(STANDARD_INPUT) { Ok(Box::new(io::stdin())) } else { platform::open_input(path) }
}

/// The bytes of the file or the stream at `path`.
pub fn read_bytes(path: &Path) -> io::Result<Vec<u8>> {
    if !is_stream(path) {
        return platform::read_file(path);
    }
    platform::read_to_end(open_stream(path)?)
}

/// What a stream is called: a named pipe by its name, standard input and other open files of the process by what they are.
pub fn stream_name(path: &Path) -> String {
    let number = if path == Path::new(STANDARD_INPUT) { Some(0) } else { platform::descriptor(path) };
    match (number, path.file_name()) {
        (Some(0), _) | (None, None) => "standard input".to_owned(),
        (Some(number), _) => format!("input {number}"),
        (None, Some(name)) => name.to_string_lossy().into_owned(),
    }
}
