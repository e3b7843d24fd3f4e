//! The README says what is so: its table of keys is the program's, its commands run, its settings and schema are read.

use std::{
    ffi::OsStr,
    fs,
    path::{Path, PathBuf},
    process::Command,
    sync::Mutex,
};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn readme() -> String {
    fs::read_to_string(root().join("README.md")).expect("the README")
}

/// Holds that the README has the table called `name`, which `command` prints, or writes it.
fn holds(name: &str, command: &str, made: &str) {
    // The tests of one file run side by side.
    static WRITING: Mutex<()> = Mutex::new(());
    let _writing = WRITING.lock();
    let begin = format!("<!-- {name}: made by `{command} --markdown`; a test holds it -->\n");
    let end = format!("<!-- /{name} -->");
    let readme = readme();
    let (before, rest) = readme.split_once(&begin).expect("where the table begins");
    let (table, after) = rest.split_once(&end).expect("where it ends");
    if std::env::var_os("GLOSS_UPDATE").is_some() {
        fs::write(root().join("README.md"), format!("{before}{begin}{made}{end}{after}")).expect("written");
    } else {
        assert_eq!(table, made, "GLOSS_UPDATE=1 cargo test --test readme writes it anew");
    }
}

/// The code blocks in this language.
fn blocks(language: &str) -> Vec<String> {
    let fence = format!("```{language}\n");
    let readme = readme();
    readme.split(&fence).skip(1).filter_map(|rest| Some(rest.split_once("\n```")?.0.to_owned())).collect()
}

/// `GLOSS_UPDATE=1 cargo test --test readme` writes the table.
#[test]
fn the_table_of_keys_is_the_programs() {
    let mut made = Vec::new();
    glossator::cli::keys_table(&mut made, &glossator::command::Keymap::default()).expect("written");
    holds("keys", "gloss keys", &String::from_utf8(made).expect("text"));
}

/// `GLOSS_UPDATE=1 cargo test --test readme` writes the table.
#[test]
fn the_table_of_formats_is_the_programs() {
    let mut made = Vec::new();
    glossator::cli::formats_table(&mut made).expect("written");
    holds("formats", "gloss formats", &String::from_utf8(made).expect("text"));
}

/// `GLOSS_UPDATE=1 cargo test --test readme` writes the table.
#[test]
fn the_table_of_documents_is_the_readers() {
    let mut made = Vec::new();
    glossator::cli::documents_table(&mut made).expect("written");
    holds("documents", "gloss formats --documents", &String::from_utf8(made).expect("text"));
}

#[test]
fn its_commands_run() {
    let folder = tempfile::tempdir().expect("a folder");
    let annotations = folder.path().join("annotations");
    fs::create_dir(&annotations).expect("made");
    for file in fs::read_dir(root().join("annotations")).expect("the examples").filter_map(Result::ok) {
        fs::copy(file.path(), annotations.join(file.file_name())).expect("copied");
    }
    let commands: Vec<String> = blocks("sh")
        .iter()
        .flat_map(|b| b.lines())
        .filter(|l| l.starts_with("gloss "))
        .map(str::to_owned)
        .collect();
    assert!(commands.len() >= 7, "{commands:?}");
    for command in commands {
        let line = command.replacen("gloss", env!("CARGO_BIN_EXE_gloss"), 1);
        let done = Command::new("sh").arg("-c").arg(&line).current_dir(folder.path()).output().expect("run");
        assert!(done.status.success(), "{command}: {}", String::from_utf8_lossy(&done.stderr));
        assert!(!done.stdout.is_empty(), "{command} prints nothing");
    }
}

#[test]
fn its_schema_and_settings_are_read() {
    for block in blocks("toml") {
        if block.contains("[kind.") {
            glossator::gloss::Schema::builtin().layered(&block).expect("a schema");
        } else {
            let (settings, warnings) = glossator::command::Settings::parse(&block);
            assert_eq!(warnings, []);
            assert_eq!(settings.coder.as_deref(), Some("alice"));
        }
    }
}

#[test]
fn the_examples_are_in_place() {
    let files = fs::read_dir(root().join("annotations")).expect("the examples").filter_map(Result::ok);
    let is_example = |path: &PathBuf| {
        let extension = path.extension().and_then(OsStr::to_str);
        extension.is_some_and(|e| matches!(e, "txt" | "md" | "epub") || (e == "pdf" && cfg!(feature = "pdf")))
    };
    let examples: Vec<_> = files.map(|f| f.path()).filter(is_example).collect();
    assert!(examples.len() >= 5);
    let done = Command::new(env!("CARGO_BIN_EXE_gloss")).arg("check").args(&examples).output().expect("run");
    let report = String::from_utf8_lossy(&done.stdout).into_owned();
    assert!(done.status.success(), "{report}");
    assert!(report.lines().all(|line| line.ends_with("unchanged")), "{report}");
}

#[test]
fn the_changelog_says_nothing_twice() {
    let changelog = fs::read_to_string(root().join("CHANGELOG.md")).expect("the changelog");
    let mut lines: Vec<&str> = changelog.lines().filter(|line| line.starts_with("- ")).collect();
    assert!(lines.len() > 100, "its lines are found");
    lines.sort_unstable();
    let doubled: Vec<&str> = lines.windows(2).filter(|two| two[0] == two[1]).map(|two| two[0]).collect();
    assert!(doubled.is_empty(), "{}", doubled.join("\n"));
}
