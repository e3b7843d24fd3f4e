//! Streams: what is read or written once, from its start to its end, and is never replaced by a file. Pipes, sockets and devices
//! are streams, and so are the names of files that the process has open, such as `/dev/stdout` and `/dev/fd/63`.

use std::{
    fs::{self, File, OpenOptions},
    io::{self, Read, Write},
    os::fd::AsFd,
    path::Path,
    time::Duration,
};

use super::{
    super::{folder_of, within},
    kind::{FileKind, kind_of},
};

/// How long the program at the other end of a named pipe is waited for. Chosen by hand: long enough for one that is started at the
/// same moment, and no command waits for ever.
const MAX_PIPE_WAIT: Duration = Duration::from_secs(5);

/// How many links are followed in a row, as by Linux (`MAXSYMLINKS`).
const MAX_LINKS: usize = 40;

/// The number of standard input, output and error among the open files of the process.
const STANDARD: [u32; 3] = [0, 1, 2];

/// Whether what is at `path`, following links, is a stream. What isn't there is none.
pub fn is_stream(path: &Path) -> bool {
    let is_kind = |meta| !matches!(kind_of(&meta), FileKind::Regular | FileKind::Folder);
    !is_plain(path) && (descriptor(path).is_some() || fs::metadata(path).is_ok_and(is_kind))
}

/// Whether there is a regular file or a folder at `path`, and no link: as almost always, which one look tells.
fn is_plain(path: &Path) -> bool {
    fs::symlink_metadata(path).is_ok_and(|meta| meta.is_file() || meta.is_dir())
}

/// The number of the open file of this process that `path` is a name of: 0 for `/dev/stdin`, 63 for `/dev/fd/63`.
pub fn descriptor(path: &Path) -> Option<u32> {
    if is_plain(path) {
        return None;
    }
    let own = [Path::new("/proc/self/fd"), Path::new("/dev/fd")].map(|folder| fs::canonicalize(folder).ok());
    let mut path = path.to_owned();
    for _ in 0..MAX_LINKS {
        let folder = fs::canonicalize(folder_of(&path)).ok()?;
        if own.iter().flatten().any(|own| *own == folder) {
            return path.file_name()?.to_str()?.parse().ok();
        }
        path = folder.join(fs::read_link(&path).ok()?);
    }
    None
}

/// Opens the stream at `path` for reading. A named pipe is waited for, but not for ever.
pub fn open_input(path: &Path) -> io::Result<Box<dyn Read>> {
    if descriptor(path) == Some(STANDARD[0]) {
        return Ok(Box::new(io::stdin()));
    }
    Ok(Box::new(open(OpenOptions::new().read(true), path)?))
}

/// Opens the stream at `path` for writing. A named pipe is waited for, but not for ever. What is written to a file that the process
/// has open goes to its end.
pub fn open_output(path: &Path) -> io::Result<Box<dyn Write + Send>> {
    let number = descriptor(path);
    // Not the handles that the whole process shares: whoever has locked one of them would wait for a thread that logs to it.
    let own = if number == Some(STANDARD[1]) {
        io::stdout().as_fd().try_clone_to_owned()?.into()
    } else if number == Some(STANDARD[2]) {
        io::stderr().as_fd().try_clone_to_owned()?.into()
    } else {
        open(OpenOptions::new().append(true), path)?
    };
    Ok(Box::new(own))
}

fn open(options: &OpenOptions, path: &Path) -> io::Result<File> {
    let kind = kind_of(&fs::metadata(path)?);
    if kind != FileKind::Pipe {
        return options.open(path).map_err(|error| {
            let is_absent = error.raw_os_error() == Some(rustix::io::Errno::NXIO.raw_os_error());
            if is_absent { io::Error::other("it is a socket, or a device that is not there") } else { error }
        });
    }
    // Opening a pipe waits for its other end, and can't be told how long.
    let (options, path) = (options.clone(), path.to_owned());
    within(MAX_PIPE_WAIT, move || options.open(path)).unwrap_or_else(|| {
        let seconds = MAX_PIPE_WAIT.as_secs();
        let why = format!("it is a pipe, and no program has opened its other end within {seconds} seconds");
        Err(io::Error::new(io::ErrorKind::TimedOut, why))
    })
}

#[cfg(test)]
mod tests {
    use std::thread;

    use super::*;
    use crate::platform::testing::{fifo, symlink};

    #[test]
    fn an_open_file_is_known_by_its_names() {
        let folder = tempfile::tempdir().expect("a folder");
        let (link, again) = (folder.path().join("link"), folder.path().join("again"));
        symlink(Path::new("/dev/stdout"), &link);
        symlink(Path::new("link"), &again);
        let of = |path: &str| descriptor(Path::new(path));
        assert_eq!([of("/dev/stdin"), of("/dev/fd/1"), of("/dev/fd/63")], [Some(0), Some(1), Some(63)]);
        assert_eq!([descriptor(&link), descriptor(&again)], [Some(1), Some(1)]);
        assert_eq!([of("/dev/null"), of("/dev/fd"), of("missing"), of("")], [None; 4]);
    }

    #[test]
    fn a_loop_of_links_is_no_stream() {
        let folder = tempfile::tempdir().expect("a folder");
        let (one, other) = (folder.path().join("one"), folder.path().join("other"));
        symlink(&one, &other);
        symlink(&other, &one);
        assert!(!is_stream(&one) && !is_stream(folder.path()));
    }

    #[test]
    fn both_ends_of_a_pipe_wait_for_each_other() {
        let folder = tempfile::tempdir().expect("a folder");
        let pipe = folder.path().join("pipe");
        fifo(&pipe);
        assert!(is_stream(&pipe));
        let there = pipe.clone();
        let writer = thread::spawn(move || open_output(&there).and_then(|mut end| end.write_all(b"words")));
        let mut read = String::new();
        open_input(&pipe).and_then(|mut end| end.read_to_string(&mut read)).expect("read");
        writer.join().expect("ended").expect("written");
        assert_eq!(read, "words");
    }

    #[test]
    fn a_pipe_that_nobody_opens_is_given_up() {
        let folder = tempfile::tempdir().expect("a folder");
        let pipe = folder.path().join("pipe");
        fifo(&pipe);
        let given_up = open_input(&pipe).err().map(|error| error.kind());
        assert_eq!(given_up, Some(io::ErrorKind::TimedOut));
    }
}
