//! The pictures of a document as files that another program can open.
//!
//! A picture that lies in the document's folder is opened there. One that is part of the document is written into a private folder,
//! which is removed with the terminal's modes. Whatever else a document calls a picture is not handed to any program.

use std::{
    fs,
    io::{self, Read, Write},
    path::{Path, PathBuf},
};

use tempfile::TempDir;

use crate::{
    app::Address,
    platform::{self, folder_of},
    source::Document,
};

/// How much of a file shows that it is a picture, in bytes. Chosen by hand: the longest head of a vector drawing.
const HEAD_BYTES: u64 = 1024;

/// The largest picture that is taken out of a document, in bytes: what some seconds of a camera's work give.
const MAX_PICTURE_BYTES: usize = 64 * 1024 * 1024;

/// The endings of the names of pictures, in lower case.
const EXTENSIONS: [&str; 12] =
    ["png", "jpg", "jpeg", "gif", "webp", "bmp", "tif", "tiff", "avif", "heic", "svg", "jfif"];

/// The pictures that were taken out of documents.
#[derive(Debug, Default)]
pub struct PictureFolder {
    /// The private folder, once there is a picture in it.
    folder: Option<TempDir>,
    /// How many pictures were written.
    count: usize,
}

impl PictureFolder {
    /// The path of the picture that the document has at an address. Fails with a sentence for the person.
    pub fn path_of(&mut self, document: &Document, address: &str) -> Result<PathBuf, String> {
        match document.resource(address) {
            Some(bytes) => self.keep(&bytes),
            None => beside(document, address),
        }
    }

    /// Writes a picture into the private folder.
    fn keep(&mut self, bytes: &[u8]) -> Result<PathBuf, String> {
        let extension = extension_of(bytes).filter(|_| bytes.len() <= MAX_PICTURE_BYTES);
        let extension = extension.ok_or("this is no picture that can be opened")?;
        self.write(bytes, extension)
            .map_err(|error| format!("the picture can't be written: {}", platform::reason(&error)))
    }

    fn write(&mut self, bytes: &[u8], extension: &str) -> io::Result<PathBuf> {
        let folder = match &self.folder {
            Some(folder) => folder.path(),
            None => {
                let folder = tempfile::Builder::new().prefix("gloss-").tempdir()?;
                platform::make_private(folder.path())?;
                self.folder.insert(folder).path()
            }
        };
        self.count += 1;
        let name = format!("picture-{}.", self.count);
        let mut file = tempfile::Builder::new()
            .prefix(&name)
            .suffix(&format!(".{extension}"))
            .disable_cleanup(true)
            .tempfile_in(folder)?;
        file.write_all(bytes)?;
        Ok(file.path().to_owned())
    }
}

/// The path of a picture that lies in the document's folder, or in a folder there.
fn beside(document: &Document, address: &str) -> Result<PathBuf, String> {
    let Address::File { path, .. } = Address::parse(address) else {
        return Err("this picture is in no file beside the document".to_owned());
    };
    let own =
        document.path.as_deref().ok_or("standard input is in no folder, so its pictures are nowhere")?;
    let missing =
        |error: &io::Error| format!("{} can't be opened: {}", path.display(), platform::reason(error));
    let folder = fs::canonicalize(folder_of(own)).map_err(|error| missing(&error))?;
    let file = fs::canonicalize(folder.join(&path)).map_err(|error| missing(&error))?;
    if !file.starts_with(&folder) {
        return Err(format!("{} is outside of the document's folder, so it is not opened", path.display()));
    }
    let is_picture = has_extension_of_picture(&file)
        && head_of(&file).map_err(|error| missing(&error)).map(|head| extension_of(&head).is_some())?;
    if is_picture { Ok(file) } else { Err(format!("{} is no picture that can be opened", path.display())) }
}

fn has_extension_of_picture(path: &Path) -> bool {
    let extension = path.extension().map(|extension| extension.to_string_lossy().to_ascii_lowercase());
    extension.is_some_and(|extension| EXTENSIONS.contains(&&*extension))
}

fn head_of(path: &Path) -> io::Result<Vec<u8>> {
    let mut head = Vec::new();
    platform::open_file(path)?.take(HEAD_BYTES).read_to_end(&mut head)?;
    Ok(head)
}

/// The ending of the name of a picture with these first bytes; `None` if they are those of no picture.
fn extension_of(bytes: &[u8]) -> Option<&'static str> {
    let at = |from: usize, mark: &[u8]| bytes.get(from..).is_some_and(|rest| rest.starts_with(mark));
    let marks: [(&'static str, bool); 9] = [
        ("png", at(0, b"\x89PNG\r\n\x1a\n")),
        ("jpg", at(0, b"\xff\xd8\xff")),
        ("gif", at(0, b"GIF8")),
        ("webp", at(0, b"RIFF") && at(8, b"WEBP")),
        ("bmp", at(0, b"BM")),
        ("tif", at(0, b"II*\0") || at(0, b"MM\0*")),
        ("avif", at(4, b"ftypavif") || at(4, b"ftypavis")),
        ("heic", at(4, b"ftyphei") || at(4, b"ftypmif1")),
        ("svg", is_drawing(bytes)),
    ];
    marks.into_iter().find(|(_, is_it)| *is_it).map(|(extension, _)| extension)
}

/// Whether the bytes begin a vector drawing: XML in which `svg` is the first element of those named early.
fn is_drawing(bytes: &[u8]) -> bool {
    let head = &bytes[..bytes.len().min(HEAD_BYTES as usize)];
    let head = head.trim_ascii_start();
    head.starts_with(b"<") && memchr::memmem::find(head, b"<svg").is_some()
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::{PermissionsExt, symlink};

    use super::*;
    use crate::{
        source::{DocumentReader, Readers, Rendered},
        text::structure::Markup,
    };

    const PNG: &[u8] = b"\x89PNG\r\n\x1a\nand more";

    fn document_in(folder: &Path) -> Document {
        let path = folder.join("a.md");
        fs::write(&path, "A [lock](lock.png).\n").expect("written");
        Readers::default().open(&path).expect("a document")
    }

    #[test]
    fn a_picture_beside_the_document_is_opened_where_it_is() {
        let folder = tempfile::tempdir().expect("a folder");
        let inner = folder.path().join("notes");
        fs::create_dir(&inner).expect("made");
        let document = document_in(&inner);
        fs::write(inner.join("a lock.PNG"), PNG).expect("written");
        fs::write(inner.join("run.desktop"), PNG).expect("written");
        fs::write(inner.join("no.png"), "#!/bin/sh").expect("written");
        fs::write(folder.path().join("out.png"), PNG).expect("written");
        symlink(folder.path().join("out.png"), inner.join("link.png")).expect("linked");
        let mut pictures = PictureFolder::default();
        let mut path = |address: &str| pictures.path_of(&document, address);
        let found = path("./a%20lock.PNG").expect("a picture");
        assert!(found.is_absolute() && found.ends_with("notes/a lock.PNG"));
        for (address, reason) in [
            ("run.desktop", "no picture"),
            ("no.png", "no picture"),
            ("../out.png", "outside of the document's folder"),
            ("link.png", "outside of the document's folder"),
            ("missing.png", "can't be opened"),
            ("/etc/x.png", "in no file beside"),
            ("https://example.org/x.png", "in no file beside"),
        ] {
            let told = path(address).expect_err(address);
            assert!(told.contains(reason), "{told}");
        }
        assert!(pictures.folder.is_none());
    }

    #[test]
    fn a_picture_in_the_document_is_a_private_file_for_a_while() {
        fn resource(_: &[u8], address: &str) -> Option<Vec<u8>> {
            (address != "none.png")
                .then(|| if address == "lock.png" { PNG.to_vec() } else { b"text".to_vec() })
        }
        const LOCKS: DocumentReader =
            DocumentReader::new("locks", 1, |_| Ok(Rendered::new("A lock.", Markup::default())))
                .with_extensions(&["locks"])
                .with_resources(resource);
        let document = Readers::default().with(LOCKS).read("a.locks", b"x".to_vec()).expect("a document");
        let mut pictures = PictureFolder::default();
        let path = pictures.path_of(&document, "lock.png").expect("a picture");
        let mode = |path: &Path| fs::metadata(path).expect("there").permissions().mode() & 0o777;
        let folder = path.parent().expect("a folder").to_owned();
        assert_eq!((mode(&path), mode(&folder)), (0o600, 0o700));
        assert_eq!(fs::read(&path).expect("read"), PNG);
        assert!(
            pictures.path_of(&document, "words.png").is_err()
                && pictures.path_of(&document, "none.png").is_err()
        );
        drop(pictures);
        assert!(!folder.exists());
    }
}
