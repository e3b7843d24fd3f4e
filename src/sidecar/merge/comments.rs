//! Comments, which are not part of the data: those that one side wrote must not be lost in a merge.

use std::{borrow::Cow, collections::HashSet};

use crate::sidecar::entries;

/// The core of an entry: its text without the blank lines around it and the comments that stand apart after it, with
/// `\n` as line breaks. Two equal cores are the same entry.
pub fn core(text: &str) -> Cow<'_, str> {
    let core = text[..text.len() - entries::tail(text).len()].trim_start_matches('\u{feff}').trim();
    if core.contains('\r') { Cow::Owned(core.replace("\r\n", "\n")) } else { Cow::Borrowed(core) }
}

/// The text of a new core in place of an old entry: with the blank lines that were around it, and the comments that
/// stood apart after it.
pub fn in_place(core: &str, old: &str) -> String {
    let lead = old.len() - old.trim_start_matches(['\u{feff}', '\r', '\n']).len();
    format!("{}{}\n{}", &old[..lead], core.trim(), entries::tail(old))
}

/// The comment lines of `text` that are not in `known`, as text.
pub fn new_comments(text: &str, known: &HashSet<&str>) -> String {
    entries::comments(text)
        .filter(|comment| !known.contains(comment))
        .map(|comment| format!("{comment}\n"))
        .collect()
}

/// The lines that are comments.
pub fn all<'a>(texts: impl Iterator<Item = &'a str>) -> HashSet<&'a str> {
    texts.flat_map(entries::comments).collect()
}

/// The lines of `text` that are not in `known`, made comments.
pub fn commented(text: &str, known: &[&str]) -> String {
    let known: HashSet<&str> = known.iter().flat_map(|text| text.lines()).map(str::trim).collect();
    let new = text.lines().map(str::trim).filter(|line| !line.is_empty() && !known.contains(line));
    let new = new.map(|line| if line.starts_with('#') { format!("{line}\n") } else { format!("# {line}\n") });
    new.collect()
}
