//! Packages: archives of XML parts.

use std::collections::HashMap;

use crate::{
    archive::Archive,
    source::{ReadError, beginning, decode},
};

/// The first bytes of the containers of older office documents, which hold encrypted newer ones, too.
const OLE_MARK: &[u8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1";

/// How much of the XML of a document is read as its beginning, in bytes. Chosen by hand: XML is ten times as long as its text.
const MAX_BEGINNING_BYTES: usize = 4 * beginning::BEGINNING_BYTES;

/// A package whose parts can be read.
pub struct Package<'a> {
    archive: Archive<'a>,
    /// The names of the parts, by their names in lower case with slashes.
    names: HashMap<String, String>,
}

impl<'a> Package<'a> {
    /// Reads the table of contents of a package.
    pub fn open(bytes: &'a [u8]) -> Result<Self, ReadError> {
        if bytes.starts_with(OLE_MARK) {
            return Err(of_old_container(bytes));
        }
        let archive =
            Archive::open(bytes).map_err(|error| ReadError::new(error.to_string()).caused_by(error))?;
        let names = archive.names().map(|name| (key(&name), name)).collect();
        Ok(Self { archive, names })
    }

    /// The text of the part of this name; `None` if there is none.
    pub fn part(&mut self, name: &str) -> Result<Option<String>, ReadError> {
        let Some(name) = self.names.get(&key(name)) else { return Ok(None) };
        let bytes =
            self.archive.bytes(name).map_err(|error| ReadError::new(error.to_string()).caused_by(error))?;
        Ok(Some(decode::decode(bytes).text))
    }

    /// The beginning of the text of the part of this name, which ends before a tag; `None` if there is none, or no more than a
    /// beginning.
    pub fn beginning_of_part(&mut self, name: &str) -> Option<String> {
        let name = self.names.get(&key(name))?;
        let bytes = self.archive.first_bytes(name, MAX_BEGINNING_BYTES as u64 + 1).ok()?;
        let first = beginning::first_of(&bytes, MAX_BEGINNING_BYTES, b"<")?;
        Some(decode::decode(first.to_vec()).text)
    }
}

/// The part at this address in a package, such as a picture; `None` if there is none, or it can't be extracted.
pub fn resource(bytes: &[u8], address: &str) -> Option<Vec<u8>> {
    let mut package = Package::open(bytes).ok()?;
    let name = package.names.get(&key(address.trim_start_matches("./")))?;
    package.archive.bytes(name).ok()
}

/// The name by which a part is found: names differ in case between programs, and some write backslashes.
fn key(name: &str) -> String {
    name.trim_start_matches('/').replace('\\', "/").to_lowercase()
}

/// The error of a document in a container of the older kind.
fn of_old_container(bytes: &[u8]) -> ReadError {
    let wide: Vec<u8> = "EncryptedPackage".bytes().flat_map(|byte| [byte, 0]).collect();
    if memchr::memmem::find(bytes, &wide).is_some() {
        return ReadError::new(
            "it is encrypted with a password; open it in Word or LibreOffice and save it without a password",
        );
    }
    ReadError::new(
        "it is a document of the older format .doc; `libreoffice --headless --convert-to docx FILE` converts it",
    )
}
