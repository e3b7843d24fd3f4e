//! Tests of the imports between files: none of them go in a circle, so that each file can be read after those it builds on.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
};

/// The path of a module, from the crate's root: `["text", "span"]`.
type ModulePath = Vec<String>;

/// The modules with their code, without tests and comments. A folder's `mod.rs` is left out: it names what is below it.
fn modules() -> BTreeMap<ModulePath, String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut found = BTreeMap::new();
    let mut folders = vec![root.clone()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).expect("a folder").filter_map(Result::ok) {
            let path = entry.path();
            if path.is_dir() {
                folders.push(path);
            } else if let Some(module) = module_path(path.strip_prefix(&root).expect("below the root")) {
                let text = fs::read_to_string(&path).expect("a source file");
                found.insert(module, code(&text));
            }
        }
    }
    found
}

/// The path of the module in a file; `None` for a `mod.rs`, the crate's roots and tests.
fn module_path(file: &Path) -> Option<ModulePath> {
    let name = file.file_stem()?.to_str()?;
    let is_source = file.extension().is_some_and(|extension| extension == "rs");
    let is_module = is_source && !name.ends_with("tests") && name != "mod";
    let parts: PathBuf = file.with_extension("");
    let parts: ModulePath = parts.iter().map(|part| part.to_string_lossy().into_owned()).collect();
    (is_module && parts.len() > 1).then_some(parts)
}

/// What is neither a test nor a comment.
fn code(text: &str) -> String {
    let code = text.split("#[cfg(test)]\nmod tests {").next().unwrap_or_default();
    code.lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n")
}

/// The paths that begin with `crate` or `super`, with the groups of imports written out.
fn paths(code: &str) -> Vec<String> {
    let mut found = Vec::new();
    for root in ["crate::", "super::"] {
        for (at, _) in code.match_indices(root) {
            let before = code[..at].chars().next_back();
            if !before.is_some_and(|c| c == ':' || c.is_alphanumeric() || c == '_') {
                write_out("", &code[at..], &mut found);
            }
        }
    }
    found
}

/// Adds the paths of the import at the start of `code`, each behind `stem`. Returns what follows the import.
fn write_out<'a>(stem: &str, code: &'a str, found: &mut Vec<String>) -> &'a str {
    let code = code.trim_start();
    let end = code.find(|c: char| !c.is_alphanumeric() && !matches!(c, '_' | ':')).unwrap_or(code.len());
    let path = format!("{stem}{}", &code[..end]);
    let Some(mut rest) = code[end..].strip_prefix('{').filter(|_| path.ends_with("::")) else {
        found.push(path);
        return &code[end..];
    };
    loop {
        rest = rest.trim_start_matches(|c: char| c.is_whitespace() || c == ',');
        if let Some(after) = rest.strip_prefix('}') {
            return after;
        }
        let after = write_out(&path, rest, found);
        // What is imported by another name: `Value as Toml`.
        rest = after.find([',', '}']).map_or("", |end| &after[end..]);
    }
}

/// The module that `path`, written in `module`, leads into.
fn target(path: &str, module: &ModulePath, all: &BTreeMap<ModulePath, String>) -> Option<ModulePath> {
    let mut parts: Vec<&str> = path.split("::").filter(|part| !part.is_empty()).collect();
    let supers = parts.iter().take_while(|part| **part == "super").count();
    let kept = if parts.first() == Some(&"crate") { 0 } else { module.len().checked_sub(supers)? };
    parts.drain(..supers.max(1));
    let whole: ModulePath =
        module[..kept].iter().cloned().chain(parts.into_iter().map(str::to_owned)).collect();
    let prefixes = (1..=whole.len()).rev().map(|length| whole[..length].to_vec());
    prefixes.into_iter().find(|prefix| all.contains_key(prefix)).filter(|found| found != module)
}

/// Each module with those that it imports.
fn imports() -> BTreeMap<ModulePath, BTreeSet<ModulePath>> {
    let all = modules();
    let of = |module: &ModulePath, code: &str| {
        paths(code).iter().filter_map(|path| target(path, module, &all)).collect()
    };
    all.iter().map(|(module, code)| (module.clone(), of(module, code))).collect()
}

#[test]
fn no_imports_go_in_a_circle() {
    let mut left = imports();
    assert!(left.values().filter(|imported| !imported.is_empty()).count() > 100, "imports are found");
    // What imports nothing that is left is in no circle; what stays is, or imports what is.
    loop {
        let names: BTreeSet<ModulePath> = left.keys().cloned().collect();
        let before = left.len();
        left.retain(|_, imported| imported.iter().any(|module| names.contains(module)));
        if left.len() == before {
            break;
        }
    }
    let named = |module: &ModulePath| module.join("::");
    let kept: Vec<String> = left
        .iter()
        .map(|(module, imported)| {
            let circular: Vec<String> =
                imported.iter().filter(|to| left.contains_key(*to)).map(named).collect();
            format!("{} → {}", named(module), circular.join(", "))
        })
        .collect();
    assert!(kept.is_empty(), "in a circle, or building on one:\n{}", kept.join("\n"));
}

#[test]
fn groups_of_imports_are_written_out() {
    let code =
        "use super::{a::{B, C as D}, e};\nuse crate::{\n    f::G,\n    h,\n};\nlet x = super::i::j(1);";
    let expected = ["crate::f::G", "crate::h", "super::a::B", "super::a::C", "super::e", "super::i::j"];
    assert_eq!(paths(code), expected);
}
