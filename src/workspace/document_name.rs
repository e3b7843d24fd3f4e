//! The names of documents in foreign files. They are never trusted: a name leads to nothing outside of the folder that it is
//! looked for in, to no hidden file, and to no file of this program.

use std::{
    collections::HashMap,
    path::{Path, PathBuf},
};

use super::schemas::SCHEMA_FILE;
use crate::{exchange::Export, sidecar::Sidecar};

/// The longest part of a new path, in bytes. File systems take 255; the names of a sidecar with its coder and of its journal
/// are longer than that of the document. Chosen by hand.
const MAX_PART_BYTES: usize = 160;

/// The most folders in a new path. Chosen by hand.
const MAX_FOLDERS: usize = 16;

/// The names that Windows keeps for devices, whatever follows after a dot.
const DEVICES: [&str; 22] = [
    "con", "prn", "aux", "nul", "com1", "com2", "com3", "com4", "com5", "com6", "com7", "com8", "com9",
    "lpt1", "lpt2", "lpt3", "lpt4", "lpt5", "lpt6", "lpt7", "lpt8", "lpt9",
];

/// The path below a folder that a name is, as it stands; `None` if it leads out of the folder or can't be a document's.
pub fn as_said(name: &str) -> Option<PathBuf> {
    let parts: Vec<&str> = name.split('/').collect();
    let is_bad = |part: &&str| part.is_empty() || part.starts_with('.') || part.contains(['\0', '\\']);
    let is_document = !parts.iter().any(is_bad) && !is_own(parts.last()?);
    is_document.then(|| parts.iter().collect())
}

/// The path below a folder for a new document of this name, with every part such that all systems take it; `None` if
/// nothing is left of the name. Of a name that leads out of the folder only the last part counts.
pub fn clean(name: &str) -> Option<PathBuf> {
    let parts: Vec<&str> = name.split(['/', '\\']).collect();
    let leads_out = name.starts_with(['/', '\\'])
        || parts.contains(&"..")
        || parts.first().is_some_and(|first| first.ends_with(':'))
        || parts.len() > MAX_FOLDERS;
    let kept = if leads_out { &parts[parts.len() - 1..] } else { &parts[..] };
    let mut kept: Vec<String> = kept.iter().filter_map(|part| clean_part(part)).collect();
    let last = kept.last_mut()?;
    if is_own(last) {
        last.push_str(".txt");
    }
    Some(kept.iter().collect())
}

/// The name of a document that a file does not name: the file's, with the document's id there.
pub fn of_record(file: &str, id: &str) -> String {
    format!("{file}-{}.txt", id.replace(['/', '\\'], "-"))
}

/// Whether a name is that of a plain text, by its ending.
pub fn is_text(name: &str) -> bool {
    Path::new(name).extension().is_some_and(|extension| extension.eq_ignore_ascii_case("txt"))
}

/// The name with `.txt` at its end, unless it has an extension: up to five letters and digits, with a letter among them.
pub fn with_extension(name: &str) -> String {
    let is_extension = |end: &str| {
        (1..=5).contains(&end.len())
            && end.chars().all(|c| c.is_ascii_alphanumeric())
            && end.chars().any(|c| c.is_ascii_alphabetic())
    };
    let has_one = Path::new(name).extension().and_then(|end| end.to_str()).is_some_and(is_extension);
    if has_one { name.to_owned() } else { format!("{name}.txt") }
}

/// The path with something at the end of its stem: `talks-2.txt`.
pub fn with_suffix(path: &Path, suffix: &str) -> PathBuf {
    let stem = path.file_stem().unwrap_or_default().to_string_lossy();
    let name = match path.extension() {
        Some(extension) => format!("{stem}-{suffix}.{}", extension.to_string_lossy()),
        None => format!("{stem}-{suffix}"),
    };
    path.with_file_name(name)
}

/// The document and the coder in a name that [`Export::coded_name`] gives, with `.txt` at its end where a text stands beside the file.
pub fn split_coder(name: &str) -> Option<(&str, &str)> {
    let (document, coder) = name.strip_suffix(".txt").unwrap_or(name).rsplit_once('.')?;
    (Sidecar::can_name(coder) && !document.is_empty()).then_some((document, coder))
}

/// The names of documents that are written together, so that no two are called the same.
#[derive(Debug, Default)]
pub struct DocumentNames(HashMap<(Option<String>, String), usize>);

impl DocumentNames {
    /// The document, under another name if a document of its name was there already: with its id, or a number.
    pub fn tell_apart(&mut self, mut export: Export) -> Export {
        let key = |export: &Export| (export.coder.clone(), export.name.clone());
        let base = PathBuf::from(&export.name);
        let mut suffix = export.record.id().map(|id| id.replace(['/', '\\'], "-"));
        while let Some(count) = self.0.get_mut(&key(&export)) {
            *count += 1;
            let suffix = suffix.take().unwrap_or_else(|| count.to_string());
            export.name = with_suffix(&base, &suffix).to_string_lossy().into_owned();
        }
        self.0.insert(key(&export), 1);
        export
    }
}

/// Whether a file of this name belongs to this program.
fn is_own(name: &str) -> bool {
    let name = name.to_lowercase();
    name == SCHEMA_FILE || name.ends_with(".gloss.toml")
}

fn clean_part(part: &str) -> Option<String> {
    let is_odd = |c: char| {
        c.is_control()
            || "<>:\"|?*".contains(c)
            || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    let part = part.replace(is_odd, "-");
    // Hidden files are no documents, and Windows drops what stands at the end.
    let part = part.trim_start_matches(['.', ' ']).trim_end_matches(['.', ' ']);
    let first = part.split('.').next()?.to_lowercase();
    let part = if DEVICES.contains(&first.trim_end()) { format!("_{part}") } else { part.to_owned() };
    (!part.is_empty()).then(|| cut(&part))
}

/// The part of a path, cut in its stem if it is too long.
fn cut(part: &str) -> String {
    if part.len() <= MAX_PART_BYTES {
        return part.to_owned();
    }
    let extension = part.rsplit_once('.').map_or("", |(_, extension)| extension);
    let extension = if extension.len() <= 10 && extension.len() < part.len() - 1 { extension } else { "" };
    let dot = if extension.is_empty() { "" } else { "." };
    let room = MAX_PART_BYTES - extension.len() - dot.len();
    let end = (0..=room).rev().find(|&end| part.is_char_boundary(end)).unwrap_or(0);
    format!("{}{dot}{extension}", part[..end].trim_end_matches(['.', ' ']))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cleaned(name: &str) -> Option<String> {
        clean(name).map(|path| path.to_string_lossy().into_owned())
    }

    #[test]
    fn a_new_path_stays_below_its_folder_and_all_systems_take_it() {
        for (name, expected) in [
            ("talks.txt", "talks.txt"),
            ("x/a.txt", "x/a.txt"),
            ("x\\a.txt", "x/a.txt"),
            ("./x//a.txt", "x/a.txt"),
            ("../../etc/passwd", "passwd"),
            ("x/../../a.txt", "a.txt"),
            ("/etc/passwd", "passwd"),
            ("\\\\server\\share\\a.txt", "a.txt"),
            ("C:\\notes\\a.txt", "a.txt"),
            ("https://example.org/news/a.html", "a.html"),
            (".git/hooks/post-commit", "git/hooks/post-commit"),
            ("..hidden.txt", "hidden.txt"),
            ("a\0b\nc?.txt", "a-b-c-.txt"),
            ("\u{202e}txt.exe", "-txt.exe"),
            ("con.txt", "_con.txt"),
            ("x/NUL", "x/_NUL"),
            ("gloss.toml", "gloss.toml.txt"),
            ("x/A.TXT.GLOSS.TOML", "x/A.TXT.GLOSS.TOML.txt"),
            ("a. . .", "a"),
        ] {
            assert_eq!(cleaned(name).as_deref(), Some(expected), "{name:?}");
        }
        for nothing in ["", "/", "..", "...", "x/..", " "] {
            assert_eq!(cleaned(nothing), None, "{nothing:?}");
        }
        assert_eq!(cleaned(&"x/".repeat(100)), None);
        let long = cleaned(&format!("{}é.text", "é".repeat(500))).expect("a name");
        assert!(long.len() <= MAX_PART_BYTES && long.ends_with("é.text"), "{long}");
        assert!(cleaned(&"x".repeat(5000)).is_some_and(|name| name.len() == MAX_PART_BYTES));
    }

    #[test]
    fn what_is_there_is_named_as_it_is_called() {
        for name in ["talks.txt", "x/y/what? no.txt", "été.md", "README"] {
            assert_eq!(as_said(name), Some(PathBuf::from(name)), "{name}");
        }
        for name in [
            "../a",
            "/a",
            "a/../b",
            ".git/config",
            "x/.hidden",
            "gloss.toml",
            "a.txt.gloss.toml",
            "a\0",
            "",
            "a//b",
        ] {
            assert_eq!(as_said(name), None, "{name:?}");
        }
    }

    #[test]
    fn names_are_made_of_ids_and_told_apart() {
        assert_eq!(of_record("all", "PMC/12"), "all-PMC-12.txt");
        assert_eq!(with_suffix(Path::new("x/a.txt"), "2"), Path::new("x/a-2.txt"));
        assert_eq!(with_suffix(Path::new("README"), "2"), Path::new("README-2"));
        for (name, expected) in [
            ("a", "a.txt"),
            ("a.md", "a.md"),
            ("p. 3", "p. 3.txt"),
            ("3.14", "3.14.txt"),
            ("v1.a b", "v1.a b.txt"),
        ] {
            assert_eq!(with_extension(name), expected);
        }
    }

    #[test]
    fn a_coder_is_told_by_the_name_of_an_export() {
        assert_eq!(split_coder("x/talks.txt.anna"), Some(("x/talks.txt", "anna")));
        assert_eq!(split_coder("x/talks.txt.anna.txt"), Some(("x/talks.txt", "anna")));
        assert_eq!(
            (split_coder("x/talks"), split_coder("talks.a b"), split_coder("talks..txt")),
            (None, None, None)
        );
    }
}
