//! Tests of the layers: a lower one never imports a higher one, and each library stays in its place.

use std::{
    fs,
    path::{Path, PathBuf},
};

/// Each layer with those it may import, lowest first. (`text` and `gloss` are pure: they use no file, clock or
/// terminal.)
const LAYERS: &[(&str, &[&str])] = &[
    ("unwind", &[]),
    ("archive", &[]),
    ("utf8", &[]),
    ("text", &[]),
    ("gloss", &["text"]),
    ("anchor", &["text", "gloss"]),
    ("agree", &["text", "gloss", "anchor"]),
    ("suggest", &["unwind", "text", "gloss", "anchor"]),
    ("command", &["text", "suggest"]),
    ("platform", &["utf8"]),
    ("logging", &["unwind", "platform"]),
    ("source", &["archive", "text", "platform"]),
    ("sidecar", &["utf8", "text", "gloss", "anchor", "platform", "source"]),
    ("exchange", &["archive", "utf8", "text", "gloss", "anchor", "source", "sidecar"]),
    ("corpus", &["platform", "sidecar"]),
    (
        "workspace",
        &[
            "text", "gloss", "anchor", "agree", "suggest", "command", "platform", "source", "sidecar",
            "exchange", "corpus",
        ],
    ),
    ("app", &["text", "gloss", "anchor", "agree", "suggest", "command", "source", "workspace"]),
    ("ui", &["text", "gloss", "agree", "suggest", "command", "app"]),
    (
        "term",
        &[
            "unwind",
            "text",
            "gloss",
            "suggest",
            "command",
            "platform",
            "logging",
            "source",
            "workspace",
            "app",
            "ui",
        ],
    ),
    (
        "cli",
        &[
            "text",
            "gloss",
            "agree",
            "suggest",
            "command",
            "platform",
            "logging",
            "exchange",
            "corpus",
            "workspace",
            "app",
            "ui",
            "term",
        ],
    ),
];

/// A layer that takes only these things of another one: the program in `app` and the formats know no files, and the command line
/// opens the screen and no more.
const NARROW: &[(&str, &str, &[&str])] = &[
    ("app", "workspace", &["Clock", "Random"]),
    ("exchange", "source", &["Metadata", "MetadataField", "Rendering", "SourcePlace"]),
    (
        "cli",
        "term",
        &[
            "self",
            "Dialect",
            "FolderSession",
            "GlossLoader",
            "NextView",
            "Session",
            "StraySearch",
            "Terminal",
            "WholeReading",
        ],
    ),
];

/// A library or a call, with the layers that may use it.
const HELD: &[(&str, &[&str])] = &[
    ("ratatui::", &["ui", "term"]),
    ("crossterm::", &["term"]),
    ("clap::", &["cli"]),
    ("std::env", &["cli"]),
    ("env::var", &["cli"]),
    ("SystemTime::now", &[]),
    ("Timestamp::now", &["platform"]),
    ("getrandom::", &["platform"]),
    ("os::unix", &["platform"]),
    ("os::fd", &["platform"]),
    ("rustix::", &["platform"]),
    ("signal_hook::", &["platform"]),
    ("process::id", &[]),
    ("tracing_subscriber::", &["logging"]),
    ("fs::write", &[]),
    ("fs::rename", &["platform", "logging", "sidecar"]),
    ("fs::remove_file", &["platform", "sidecar"]),
    ("File::create", &[]),
    ("OpenOptions", &["platform", "cli"]),
    ("unsafe ", &[]),
    ("static mut", &[]),
];

/// The files of a layer with their code, without tests, comments and documentation.
fn files(layer: &str) -> Vec<(PathBuf, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src").join(layer);
    let mut found = Vec::new();
    let mut folders = vec![root];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).expect("a layer's folder").filter_map(Result::ok) {
            let path = entry.path();
            let name = entry.file_name().to_string_lossy().into_owned();
            if path.is_dir() {
                folders.push(path);
            } else if !name.ends_with("tests.rs") && name != "testing.rs" {
                let text = fs::read_to_string(&path).expect("a source file");
                let code = text.split("#[cfg(test)]\nmod tests {").next().unwrap_or_default();
                let lines = code.lines().filter(|line| !line.trim_start().starts_with("//"));
                found.push((path, lines.collect::<Vec<_>>().join("\n")));
            }
        }
    }
    assert!(!found.is_empty(), "the layer {layer} has no files");
    found
}

/// The first names of the paths below `root::` that a file names: in paths, and in the groups of a `use root::{…}`.
fn names_below(root: &str, code: &str) -> Vec<String> {
    let mut found = Vec::new();
    for (at, _) in code.match_indices(&format!("{root}::")) {
        let rest = &code[at + root.len() + "::".len()..];
        match rest.strip_prefix('{') {
            Some(group) => found.extend(items(group)),
            None => found.push(rest.to_owned()),
        }
    }
    let name = |path: &String| path.trim().chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
    found.iter().map(name).filter(|name: &String| !name.is_empty()).collect()
}

/// The items of a group, up to its closing brace.
fn items(group: &str) -> Vec<String> {
    let mut depth = 0;
    let mut items = vec![String::new()];
    for c in group.chars() {
        match c {
            '}' if depth == 0 => break,
            ',' if depth == 0 => items.push(String::new()),
            c => {
                depth += i32::from(c == '{') - i32::from(c == '}');
                items.last_mut().expect("one at least").push(c);
            }
        }
    }
    items
}

/// The layers that a file names.
fn imports(code: &str) -> Vec<String> {
    names_below("crate", code)
}

#[test]
fn lower_never_imports_higher() {
    let layers: Vec<&str> = LAYERS.iter().map(|(layer, _)| *layer).collect();
    for (layer, allowed) in LAYERS {
        for (path, code) in files(layer) {
            for import in imports(&code).iter().filter(|import| layers.contains(&import.as_str())) {
                let fine = import == layer || allowed.contains(&import.as_str());
                assert!(fine, "{} imports {import}, which {layer} may not", path.display());
            }
        }
    }
}

#[test]
fn a_narrow_door_lets_nothing_else_through() {
    for (layer, other, allowed) in NARROW {
        for (path, code) in files(layer) {
            // In a group of imports, the other layer's own group follows its name.
            for name in names_below(other, &code) {
                let fine = allowed.contains(&name.as_str());
                assert!(fine, "{} takes {name} of {other}, which {layer} may not", path.display());
            }
        }
    }
}

#[test]
fn the_order_has_no_circle() {
    for (i, (layer, allowed)) in LAYERS.iter().enumerate() {
        let lower: Vec<&str> = LAYERS[..i].iter().map(|(layer, _)| *layer).collect();
        assert!(allowed.iter().all(|other| lower.contains(other)), "{layer} may import what stands above it");
    }
}

#[test]
fn every_module_is_a_layer() {
    let library =
        fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("src/lib.rs")).expect("the library");
    for line in library.lines().filter_map(|line| line.strip_prefix("pub mod ")) {
        let name = line.trim_end_matches(';');
        assert!(LAYERS.iter().any(|(layer, _)| *layer == name), "{name} is in no layer");
    }
}

#[test]
fn the_map_of_the_architecture_has_these_layers() {
    let architecture = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("ARCHITECTURE.md"))
        .expect("the architecture");
    let map = architecture.split("\n## ").find(|section| section.starts_with("The map")).expect("the map");
    let rows = map.lines().filter_map(|line| line.strip_prefix("| `")?.split_once("` |"));
    let layers = LAYERS.iter().map(|(layer, _)| *layer);
    assert_eq!(rows.map(|(layer, _)| layer).collect::<Vec<_>>(), layers.collect::<Vec<_>>());
}

#[test]
fn libraries_stay_in_their_layer() {
    for (what, allowed) in HELD {
        for (layer, _) in LAYERS.iter().filter(|(layer, _)| !allowed.contains(layer)) {
            for (path, code) in files(layer) {
                assert!(!code.contains(what), "{} uses {what}, which {layer} may not", path.display());
            }
        }
    }
}

/// The files of `cli` that write to standard error or say what else is printed: the lines that people read, and a bar that is
/// drawn over itself.
const PRINTERS: [&str; 2] = ["lines.rs", "progress.rs"];

#[test]
fn what_people_read_goes_through_one_writer() {
    for (path, code) in files("cli") {
        if PRINTERS.iter().all(|printer| !path.ends_with(printer)) {
            for around in ["print!(", "println!(", "dbg!(", "write!(io::stderr", "writeln!(io::stderr"] {
                assert!(!code.contains(around), "{} prints with {around}…)", path.display());
            }
        }
    }
}
