//! The path of a document as it is typed. “é” is one code point or two, which nobody can see, and a file system may have the other way.

use std::{
    ffi::OsStr,
    fs,
    path::{Component, Path, PathBuf},
};

use clap::builder::{PathBufValueParser, TypedValueParser};

use crate::text::normal_form::composed;

/// A parser of the path of a document or a folder: that which is there, if one is there by this name.
pub fn document_path() -> impl TypedValueParser<Value = PathBuf> {
    PathBufValueParser::new().map(|typed| existing(&typed).unwrap_or(typed))
}

/// The path that is there, and is the same but for how its characters are written; `None` if the path is there itself, or no
/// other one, or several are.
fn existing(typed: &Path) -> Option<PathBuf> {
    if typed.symlink_metadata().is_ok() || typed.to_str().is_none_or(str::is_ascii) {
        return None;
    }
    let mut path = PathBuf::new();
    for component in typed.components() {
        let here = path.join(component);
        path = match component {
            Component::Normal(name) if here.symlink_metadata().is_err() => equal_name(&path, name)?,
            _ => here,
        };
    }
    Some(path)
}

/// The path of the one file in a folder whose name is equal to this one but for how its characters are written.
fn equal_name(folder: &Path, name: &OsStr) -> Option<PathBuf> {
    let wanted = composed(name.to_str()?);
    let listed = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    let names = fs::read_dir(listed).ok()?.filter_map(|entry| Some(entry.ok()?.file_name()));
    let mut equal = names.filter(|other| other.to_str().is_some_and(|other| composed(other) == wanted));
    let found = equal.next()?;
    equal.next().is_none().then(|| folder.join(found))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_in_another_form_is_found_if_it_is_the_only_one() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = |name: &str| folder.path().join(name);
        let (one, two, both) = ("gr\u{f6}\u{df}e", "gro\u{308}\u{df}e", "\u{1ec7}");
        fs::create_dir(path(two)).expect("made");
        fs::write(path(two).join("\u{e9}.txt"), "").expect("written");
        let there = path(two).join("\u{e9}.txt");
        assert_eq!(existing(&path(one)), Some(path(two)));
        assert_eq!(existing(&path(one).join("e\u{301}.txt")), Some(there.clone()));
        assert_eq!(existing(&there), None, "it is there itself");
        assert_eq!(existing(&path(one).join("none.txt")), None);
        for form in ["e\u{323}\u{302}", "e\u{302}\u{323}"] {
            fs::write(path(form), "").expect("written");
        }
        assert_eq!(existing(&path(both)), None, "which of the two?");
    }
}
