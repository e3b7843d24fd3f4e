//! Tests of type names: each means one thing in the whole package.

#[path = "support/sources.rs"]
mod sources;

use std::{collections::BTreeMap, fs, path::Path};

use sources::sources;

/// How many types may have one name: two that never meet in one file are told apart by their modules, three are not.
const MAX_SAME_NAME: usize = 2;

/// Names that every module may use for its own.
const COMMON: &[&str] = &["Error", "Result"];

/// Names that say nothing of what the type is.
const BANNED: &[&str] = &["Wanted"];

/// The name that a line of code declares a struct, an enum, a trait or an alias by. An indented alias is an associated type,
/// which has its trait's name.
fn declared(line: &str) -> Option<&str> {
    let code = line.trim_start();
    let code = match code.strip_prefix("pub") {
        Some(rest) if rest.starts_with('(') => rest.split_once(')')?.1,
        Some(rest) => rest,
        None => code,
    };
    let (keyword, rest) = code.trim_start().split_once(' ')?;
    let declares =
        matches!(keyword, "struct" | "enum" | "trait") || (keyword == "type" && !line.starts_with(' '));
    let end = rest.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(rest.len());
    declares.then_some(&rest[..end]).filter(|name| !name.is_empty())
}

/// Each name of a type, with the files that declare it.
fn declarations() -> BTreeMap<String, Vec<String>> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut names: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for path in sources() {
        let text = fs::read_to_string(&path).expect("source text");
        let code = text.split("\n#[cfg(test)]\nmod tests {").next().unwrap_or_default();
        let file = path.strip_prefix(root).unwrap_or(&path).display().to_string();
        for name in code.lines().filter_map(declared) {
            names.entry(name.to_owned()).or_default().push(file.clone());
        }
    }
    names
}

#[test]
fn a_type_name_means_one_thing() {
    let names = declarations();
    assert!(names.contains_key("Glosses"), "the types are found");
    let common = |name: &str| COMMON.contains(&name);
    let offenders: Vec<String> = names
        .iter()
        .filter(|(name, files)| files.len() > MAX_SAME_NAME && !common(name))
        .map(|(name, files)| format!("{name}: {}", files.join(", ")))
        .collect();
    assert!(offenders.is_empty(), "declared more than {MAX_SAME_NAME} times:\n{}", offenders.join("\n"));
}

#[test]
fn no_type_has_a_name_that_says_nothing() {
    let names = declarations();
    let offenders: Vec<String> =
        BANNED.iter().filter_map(|name| Some(format!("{name}: {}", names.get(*name)?.join(", ")))).collect();
    assert!(offenders.is_empty(), "{}", offenders.join("\n"));
}

/// A message says “can't”; one word for one thing.
#[test]
fn no_message_says_cannot() {
    let mut offenders = Vec::new();
    for path in sources() {
        let text = fs::read_to_string(&path).expect("source text");
        let code = text.lines().filter(|line| !line.trim_start().starts_with("//"));
        let says =
            code.filter(|line| line.split('"').skip(1).step_by(2).any(|said| said.contains("cannot ")));
        offenders.extend(says.map(|line| format!("{}: {}", path.display(), line.trim())));
    }
    assert!(offenders.is_empty(), "{}", offenders.join("\n"));
}

#[test]
fn declarations_are_told_from_other_lines() {
    assert_eq!(declared("pub struct Text(String);"), Some("Text"));
    assert_eq!(declared("pub(super) enum Sort<T> {"), Some("Sort"));
    assert_eq!(declared("    struct Inner;"), Some("Inner"));
    assert_eq!(declared("type Keys = u8;"), Some("Keys"));
    assert_eq!(declared("    type Item = u8;"), None);
    assert_eq!(declared("/// struct of words"), None);
    assert_eq!(declared("let trait_name = 1;"), None);
}
