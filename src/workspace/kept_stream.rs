//! Standard input, or another stream, that is kept as a document, so that glosses on it have their text.

use std::{io, path::Path};

use super::{Error, Host};
use crate::{
    platform::{self, Readership},
    sidecar::Sidecar,
    source,
};

/// Reads the stream at `path` to its end and makes the file `name` of its bytes, which survives a power cut. Nothing is replaced: a file
/// that is there with these bytes is taken as it is, one with others is an error. Binary data that no reader knows are not kept.
pub fn keep_stream(path: &Path, name: &Path, host: &Host) -> Result<(), Error> {
    if source::is_stream(name) {
        return Err(Error::NoSidecar);
    }
    Sidecar::path_for(name, None)?;
    let bytes = host.readers.read_stream(path, &name.to_string_lossy())?;
    if bytes.is_empty() {
        return Err(Error::EmptyStream(name.to_owned()));
    }
    let made =
        platform::make_file(name, Readership::EVERYBODY, &bytes).and_then(|()| platform::sync_name(name));
    match made {
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => match platform::read_file(name) {
            Ok(there) if there != bytes => Err(Error::OtherContent(name.to_owned())),
            // If it can't be read, whoever opens it says why.
            _ => Ok(()),
        },
        made => made.map_err(|error| Error::Write(name.to_owned(), error)),
    }
}

#[cfg(test)]
mod tests {
    use std::{fs, thread};

    use super::*;
    use crate::platform::testing::{fifo, symlink};

    #[test]
    fn a_stream_is_kept_once_and_replaces_nothing() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = |name: &str| folder.path().join(name);
        let host = Host::default();
        fifo(&path("pipe"));
        let keep = |bytes: &'static [u8], name: &str| {
            let pipe = path("pipe");
            let writer = thread::spawn(move || fs::write(pipe, bytes).expect("written"));
            let kept = keep_stream(&path("pipe"), &path(name), &host);
            writer.join().expect("written");
            kept
        };
        keep(b"one\r\n\xff", "a.txt").expect("kept");
        assert_eq!(fs::read(path("a.txt")).expect("read"), b"one\r\n\xff", "as it came");
        keep(b"one\r\n\xff", "a.txt").expect("the same again");
        assert!(matches!(keep(b"two", "a.txt"), Err(Error::OtherContent(_))));
        assert_eq!(fs::read(path("a.txt")).expect("read"), b"one\r\n\xff");
        assert!(matches!(keep(b"", "b.txt"), Err(Error::EmptyStream(_))));
        assert!(matches!(keep(b"\x7fELF\x02\x01\0\0", "b.txt"), Err(Error::Source(_))));
        assert!(matches!(keep(b"three", "none/b.txt"), Err(Error::Write(..))));
        let never_read = |name: &str| keep_stream(Path::new("-"), &path(name), &host);
        assert!(matches!(never_read("b.txt.gloss.toml"), Err(Error::Sidecar(_))));
        assert!(matches!(never_read("pipe"), Err(Error::NoSidecar)));
        symlink(&path("gone"), &path("link.txt"));
        keep(b"three", "link.txt").expect("for whoever opens it");
        assert!(!path("gone").exists(), "a link is not followed");
        assert!(!path("b.txt").exists() && !path("b.txt.gloss.toml").exists());
    }
}
