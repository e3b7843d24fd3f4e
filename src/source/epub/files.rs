//! The files of a book: found by the names that its other files use for them, even where those are not quite right.

use std::collections::HashMap;

use unicode_normalization::UnicodeNormalization;

use crate::archive::{Archive, ArchiveError};

/// The files of a book. A file is known by its number among them.
pub struct BookFiles<'a> {
    archive: Archive<'a>,
    names: Vec<String>,
    /// The numbers of the files, by their names as they are looked up.
    by_name: HashMap<String, usize>,
    /// The numbers of the files by their names without folders; `None` if several have the same.
    by_last_name: HashMap<String, Option<usize>>,
}

/// A place in a book that an address leads to.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct BookPlace {
    /// The number of the file.
    pub file: usize,
    /// The name of the element in it; empty for the start of the file.
    pub fragment: Box<str>,
}

impl<'a> BookFiles<'a> {
    /// Reads the table of contents of an archive.
    pub fn open(bytes: &'a [u8]) -> Result<Self, ArchiveError> {
        let archive = Archive::open(bytes)?;
        let names: Vec<String> = archive.names().filter(|name| !name.ends_with('/')).collect();
        let (mut by_name, mut by_last_name) = (HashMap::new(), HashMap::new());
        for (file, name) in names.iter().enumerate() {
            let name = looked_up(&joined("", name));
            by_last_name
                .entry(last(&name).to_owned())
                .and_modify(|known| *known = None)
                .or_insert(Some(file));
            by_name.entry(name).or_insert(file);
        }
        Ok(Self { archive, names, by_name, by_last_name })
    }

    /// The names of the files in the archive, by their numbers.
    pub fn names(&self) -> &[String] {
        &self.names
    }

    /// The number of the file with exactly these folders and this name, whatever the case of its letters.
    pub fn find(&self, name: &str) -> Option<usize> {
        self.by_name.get(&looked_up(name)).copied()
    }

    /// Extracts a file.
    pub fn bytes(&mut self, file: usize) -> Result<Vec<u8>, ArchiveError> {
        self.archive.bytes(self.names.get(file).map_or("", String::as_str))
    }

    /// The place that `address` leads to from the file `from`. `None` if it leads out of the book, or to no file in it.
    pub fn resolve(&self, from: usize, address: &str) -> Option<BookPlace> {
        let address = address.trim();
        let (path, fragment) = address.split_once('#').unwrap_or((address, ""));
        let fragment = percent_decoded(fragment).into();
        if path.is_empty() {
            return Some(BookPlace { file: from, fragment });
        }
        let path = path.split_once('?').map_or(path, |(path, _)| path);
        if has_scheme(path) {
            return None;
        }
        let folder = self.names.get(from).map_or("", |name| folder(name));
        let decoded = percent_decoded(path);
        let file = self.find(&joined(folder, &decoded));
        // A name may have a percent sign of its own; a folder may be left out, or be one too many.
        let file =
            file.or_else(|| self.find(&joined(folder, path))).or_else(|| self.find(&joined("", &decoded)));
        let by_last_name = || self.by_last_name.get(&looked_up(last(&joined("", &decoded)))).copied()?;
        Some(BookPlace { file: file.or_else(by_last_name)?, fragment })
    }
}

/// A name as it is looked up: letters in lower case and composed.
fn looked_up(name: &str) -> String {
    name.to_lowercase().nfc().collect()
}

/// The name without its folders.
fn last(name: &str) -> &str {
    name.rsplit('/').next().unwrap_or_default()
}

/// The folder of a file, without a stroke at its end.
fn folder(name: &str) -> &str {
    name.rfind(['/', '\\']).map_or("", |end| &name[..end])
}

/// The name of the file at `path` from `folder`. Steps that lead out of the archive are left out.
fn joined(folder: &str, path: &str) -> String {
    let mut parts: Vec<&str> = Vec::new();
    let folder = if path.starts_with('/') { "" } else { folder };
    for part in folder.split(['/', '\\']).chain(path.split(['/', '\\'])) {
        match part {
            "" | "." => {}
            ".." => drop(parts.pop()),
            part => parts.push(part),
        }
    }
    parts.join("/")
}

/// Whether an address begins with a scheme, such as "https:".
fn has_scheme(address: &str) -> bool {
    let scheme = address.split_once(':').map(|(scheme, _)| scheme);
    scheme.is_some_and(|scheme| {
        scheme.starts_with(|c: char| c.is_ascii_alphabetic())
            && scheme.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.'))
    })
}

/// `text` with each byte that is written as "%20" in its place. If that makes no text, `text` as it is.
pub fn percent_decoded(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((&byte, after)) = rest.split_first() {
        let code =
            after.get(..2).filter(|_| byte == b'%').and_then(|digits| std::str::from_utf8(digits).ok());
        match code.and_then(|digits| u8::from_str_radix(digits, 16).ok()) {
            Some(decoded) => {
                bytes.push(decoded);
                rest = &after[2..];
            }
            None => {
                bytes.push(byte);
                rest = after;
            }
        }
    }
    String::from_utf8(bytes).unwrap_or_else(|_| text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::archive::archive_of;

    #[test]
    fn files_are_found_by_names_that_are_nearly_right() {
        let names = [
            "OEBPS/content.opf",
            "OEBPS/Text/kniha vody.html",
            "OEBPS/100%.html",
            "Chapters\\One.xhtml",
            "a/x",
            "b/x",
        ];
        let bytes = archive_of(names.map(|name| (name.to_owned(), &b"x"[..]))).expect("an archive");
        let files = BookFiles::open(&bytes).expect("read");
        let opf = files.find("oebps/Content.OPF").expect("there");
        let found = |address: &str| {
            files
                .resolve(opf, address)
                .map(|place| (files.names()[place.file].as_str(), place.fragment.into_string()))
        };
        let at = |name: &'static str, fragment: &str| Some((name, fragment.to_owned()));
        assert_eq!(found("Text/kniha%20vody.html#a%201"), at(names[1], "a 1"));
        assert_eq!(found("./text/../TEXT/Kniha vody.html?q"), at(names[1], ""));
        assert_eq!(found("../../../OEBPS/100%.html"), at(names[2], ""));
        assert_eq!(found("one.xhtml"), at(names[3], ""), "in another folder");
        assert_eq!(found("#p"), at(names[0], "p"));
        for nowhere in ["https://example.org/content.opf", "x", "../../etc/passwd", "mailto:a@example.org"] {
            assert_eq!(found(nowhere), None, "{nowhere}");
        }
    }
}
