//! Tests of the doc comments: whatever another file may use has one.

#[path = "support/sources.rs"]
mod sources;

use std::{fs, path::Path};

use sources::sources;

/// What a public item is declared by.
const KEYWORDS: &[&str] = &["fn", "struct", "enum", "trait", "const", "static", "type"];

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
