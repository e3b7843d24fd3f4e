//! Tests of the doc comments: whatever another file may use has one.

use std::{
    fs,
    path::{Path, PathBuf},
};

/// What a public item is declared by.
const KEYWORDS: &[&str] = &["fn", "struct", "enum", "trait", "const", "static", "type"];

/// The source files of the package, without those that only test.
fn sources() -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("src")];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).expect("a folder").filter_map(Result::ok) {
            let path = entry.path();
            let name = entry.file_name().to_string_lossy().into_owned();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs")
                && !name.ends_with("tests.rs")
                && name != "testing.rs"
            {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}

/// Whether a line declares an item or a field that other files may use. Modules say at their head what they are.
fn is_public(line: &str) -> bool {
    let Some(rest) = line.trim_start().strip_prefix("pub") else { return false };
    let rest = match rest.strip_prefix('(') {
        Some(scope) => scope.split_once(')').map_or("", |(_, rest)| rest),
        None => rest,
    };
    let Some(rest) = rest.strip_prefix(' ') else { return false };
    let mut words = rest.split_whitespace();
    let first = words.next().unwrap_or_default();
    KEYWORDS.contains(&first) || first.ends_with(':') && !first.ends_with("::")
}

/// The numbers of the lines, from 1, that declare something public without a doc comment before it and its attributes.
fn undocumented(code: &str) -> Vec<usize> {
    let mut found = Vec::new();
    let (mut is_documented, mut in_attribute) = (false, false);
    for (number, line) in (1..).zip(code.lines()) {
        let text = line.trim();
        if in_attribute || text.starts_with("#[") {
            in_attribute = !text.ends_with(']');
            continue;
        }
        if is_public(line) && !is_documented {
            found.push(number);
        }
        is_documented = text.starts_with("///");
    }
    found
}

#[test]
fn what_other_files_use_has_a_doc_comment() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut offenders = Vec::new();
    for path in sources() {
        let text = fs::read_to_string(&path).expect("source text");
        let code = text.split("mod tests {").next().unwrap_or_default();
        let file = path.strip_prefix(root).unwrap_or(&path).display().to_string();
        offenders.extend(undocumented(code).iter().map(|line| format!("{file}:{line}")));
    }
    assert!(offenders.is_empty(), "no doc comment:\n{}", offenders.join("\n"));
}

#[test]
fn undocumented_items_are_told_from_others() {
    let code = "\
/// Words.
#[derive(
    Debug
)]
pub struct Words {
    /// How many.
    pub count: usize,
    pub(super) first: usize,
    own: usize,
}
pub use words::Words;
pub(crate) const fn empty() {}
pub mod parts;
";
    assert_eq!(undocumented(code), [8, 12]);
}
