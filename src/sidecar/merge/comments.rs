//! Comments, which are a person's and in nobody's data: what one side wrote must not vanish in a merge.

use std::{borrow::Cow, collections::HashSet};

use crate::sidecar::entries;

/// An entry's text without the blank lines around it and the comments that stand apart behind it, with plain line
/// breaks: two that are equal say the same in the same words.
pub fn core(text: &str) -> Cow<'_, str> {
    let core = text[..text.len() - entries::tail(text).len()].trim_start_matches('\u{feff}').trim();
    if core.contains('\r') { Cow::Owned(core.replace("\r\n", "\n")) } else { Cow::Borrowed(core) }
}

/// A new core in the place of an old entry: with the blank lines that were around it, and what stood apart behind it.
pub fn in_place(core: &str, old: &str) -> String {
    let lead = old.len() - old.trim_start_matches(['\u{feff}', '\r', '\n']).len();
    format!("{}{}\n{}", &old[..lead], core.trim(), entries::tail(old))
}

/// The whole lines of `text` that are comments and not in `known`, as text.
pub fn new_ones(text: &str, known: &HashSet<&str>) -> String {
    entries::comments(text)
        .filter(|comment| !known.contains(comment))
        .map(|comment| format!("{comment}\n"))
        .collect()
}

/// The whole lines that are comments.
pub fn all<'a>(texts: impl Iterator<Item = &'a str>) -> HashSet<&'a str> {
    texts.flat_map(entries::comments).collect()
}

/// Lines of `text` as comments, where another side has none like them.
pub fn commented(text: &str, known: &[&str]) -> String {
    let known: HashSet<&str> = known.iter().flat_map(|text| text.lines()).map(str::trim).collect();
    let new = text.lines().map(str::trim).filter(|line| !line.is_empty() && !known.contains(line));
    let new = new.map(|line| if line.starts_with('#') { format!("{line}\n") } else { format!("# {line}\n") });
    new.collect()
}
