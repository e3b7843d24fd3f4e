//! The container of a book: where its package file is, and whether its files are encrypted.

use std::collections::HashSet;

use super::{
    files::BookFiles,
    package::{self, BookPackage, all_texts},
    xml::{self, XmlPart},
};
use crate::{archive::ArchiveError, source::ReadError};

/// The ways of encrypting that every program undoes: those of fonts, which aren't read here.
const FONT_OBFUSCATIONS: [&str; 2] = ["http://www.idpf.org/2008/embedding", "http://ns.adobe.com/pdf/enc#rc"];

/// The files by which a kind of copy protection is known, and what it is called.
const PROTECTIONS: [(&str, &str); 4] = [
    ("META-INF/license.lcpl", "Readium LCP"),
    ("META-INF/sinf.xml", "Apple FairPlay"),
    ("META-INF/rights.xml", "Adobe ADEPT"),
    ("META-INF/encryption.xml", "an unknown kind"),
];

/// Reads the description of the book in an archive.
pub fn package(files: &mut BookFiles<'_>) -> Result<BookPackage, ReadError> {
    let found = package_file(files).map_err(unreadable)?;
    let mut book = match found {
        Some(file) => package::read(files, file).map_err(unreadable)?,
        None => BookPackage::default(),
    };
    if book.spine.is_empty() && found.is_none() && files.find("mimetype").is_none() {
        let message = "it is a ZIP archive, but no book: no file in it ends in .opf";
        return Err(ReadError::new(message));
    }
    if book.spine.is_empty() {
        book.spine = all_texts(files);
    }
    let encrypted = encrypted(files).map_err(unreadable)?;
    if book.spine.iter().any(|item| encrypted.contains(&item.file)) {
        return Err(protected(files));
    }
    Ok(book)
}

/// The error of a book whose files can't be extracted.
pub fn unreadable(error: ArchiveError) -> ReadError {
    ReadError::new(error.to_string()).caused_by(error)
}

/// The error of a book whose files are encrypted.
pub fn protected(files: &BookFiles<'_>) -> ReadError {
    let kind = PROTECTIONS
        .iter()
        .find(|(name, _)| files.find(name).is_some())
        .map_or("an unknown kind", |(_, kind)| kind);
    ReadError::new(format!(
        "its text is encrypted by copy protection (DRM: {kind}); only the programs of its seller can read it, or ask them for a \
         copy without protection"
    ))
}

/// Whether the book has a file that copy protection leaves.
pub fn has_protection(files: &BookFiles<'_>) -> bool {
    PROTECTIONS.iter().any(|(name, _)| files.find(name).is_some())
}

/// The package file: the one that the container names, or else the one that is least deep in folders.
pub fn package_file(files: &mut BookFiles<'_>) -> Result<Option<usize>, ArchiveError> {
    let is_container =
        |name: &String| name.to_lowercase().replace('\\', "/").ends_with("meta-inf/container.xml");
    let container =
        files.find("META-INF/container.xml").or_else(|| files.names().iter().position(is_container));
    if let Some(container) = container
        && let Some(bytes) = package::readable(files.bytes(container))?
    {
        let mut named = Vec::new();
        xml::read(&bytes, |part| {
            if let XmlPart::Start(tag) = part
                && tag.name == "rootfile"
                && tag.get("media-type").is_none_or(|kind| kind.contains("oebps-package"))
            {
                named.extend(tag.get("full-path").map(|path| format!("/{path}")));
            }
        });
        if let Some(place) = named.iter().find_map(|path| files.resolve(container, path)) {
            return Ok(Some(place.file));
        }
    }
    let is_package = |name: &String| name.to_lowercase().ends_with(".opf") && !name.contains("__MACOSX");
    let packages = files.names().iter().enumerate().filter(|(_, name)| is_package(name));
    Ok(packages.min_by_key(|(_, name)| (name.matches(['/', '\\']).count(), *name)).map(|(file, _)| file))
}

/// The files that are encrypted, but for fonts.
fn encrypted(files: &mut BookFiles<'_>) -> Result<HashSet<usize>, ArchiveError> {
    let mut encrypted = HashSet::new();
    let Some(list) = files.find("META-INF/encryption.xml") else { return Ok(encrypted) };
    let Some(bytes) = package::readable(files.bytes(list))? else { return Ok(encrypted) };
    let mut is_font = false;
    xml::read(&bytes, |part| {
        let XmlPart::Start(tag) = part else { return };
        match tag.name.as_str() {
            "encrypteddata" => is_font = false,
            // The first one is that of the file, others are those of its key.
            "encryptionmethod" => {
                let method = tag.get("algorithm").unwrap_or_default().to_ascii_lowercase();
                is_font |= FONT_OBFUSCATIONS.contains(&method.as_str());
            }
            "cipherreference" if !is_font => {
                let address = tag.get("uri").map(|uri| format!("/{}", uri.trim_start_matches('/')));
                encrypted.extend(address.and_then(|uri| files.resolve(list, &uri)).map(|place| place.file));
            }
            _ => {}
        }
    });
    Ok(encrypted)
}
