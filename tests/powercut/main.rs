//! The power is cut after each system call of a save: whatever is left on the disk then opens with the old glosses or the
//! new ones, and what was told as saved is there.
//!
//! The calls are recorded by `strace`; see `support::require` for where it can't be used.

mod disk;
#[path = "../support/require.rs"]
mod require;
#[path = "../support/saver.rs"]
mod saver;
mod trace;

use std::{collections::HashSet, fs, path::Path, process::Command};

use disk::{Disk, State};
use glossator::sidecar::Sidecar;

const SIDECAR: &str = "a.txt.gloss.toml";
const STRAY: &str = "old.txt.gloss.toml";

/// How many glosses are saved, one by one.
const SAVES: u64 = 4;

/// With how many glosses a sidecar opens in what is left, or why it doesn't.
fn count(state: &State, sidecar: &str) -> Result<u64, String> {
    let folder = tempfile::tempdir().map_err(|error| error.to_string())?;
    for (name, content) in state {
        fs::write(folder.path().join(name), content).map_err(|error| error.to_string())?;
    }
    let text =
        state.get(sidecar).map(|file| str::from_utf8(file)).transpose().map_err(|error| error.to_string())?;
    text.unwrap_or_default().parse::<toml_edit::DocumentMut>().map_err(|error| error.to_string())?;
    let sidecar = Sidecar::open(folder.path().join(sidecar)).map_err(|error| error.to_string())?;
    Ok(sidecar.glosses().count() as u64)
}

fn files(folder: &Path) -> State {
    let entries = fs::read_dir(folder).expect("a folder").filter_map(Result::ok);
    let file = |entry: fs::DirEntry| {
        (entry.file_name().to_string_lossy().into_owned(), fs::read(entry.path()).expect("read"))
    };
    entries.map(file).collect()
}

/// Runs a program that saves in a folder with these files, and cuts the power after each of its calls. What is left then is
/// looked at, with how often the program has told that something is saved.
fn replay(
    before: &[(&str, String)],
    program: impl Fn(&Path) -> Command,
    look: impl Fn(&State, u64) -> Result<(), String>,
) {
    let desk = tempfile::tempdir().expect("a folder");
    let folder = fs::canonicalize(desk.path()).expect("a folder").join("desk");
    fs::create_dir(&folder).expect("made");
    for (name, text) in before {
        fs::write(folder.join(name), text).expect("written");
    }
    let mut disk = Disk::new(&folder, files(&folder));
    let calls = trace::record(&program(&folder), &desk.path().join("log"));
    require::require("strace", calls.is_some());
    let Some(calls) = calls else { return };
    let mut told = 0;
    let mut seen: HashSet<(u64, State)> = HashSet::new();
    for call in &calls {
        let news = call.name == "write" && call.texts[0].starts_with(saver::SAVED.as_bytes());
        told += u64::from(news);
        if !disk.carry_out(call) && !news {
            continue;
        }
        for state in disk.left() {
            if !seen.contains(&(told, state.clone())) {
                if let Err(wrong) = look(&state, told) {
                    let text = |content: &[u8]| format!("{:.2000}", String::from_utf8_lossy(content));
                    let files: Vec<_> = state.iter().map(|(name, content)| (name, text(content))).collect();
                    panic!(
                        "{wrong}, {told} told as saved, after {}({:.200})\n{files:#?}",
                        call.name, call.arguments
                    );
                }
                seen.insert((told, state));
            }
        }
    }
    look(&files(&folder), told).expect("all is well in the end");
    assert!(told > 0, "something was saved");
    println!("{} states after a power cut, all of them whole", seen.len());
}

/// Saves one gloss after the other.
fn replay_saves(large: bool) {
    let before = [(SIDECAR, saver::sidecar(large))];
    let program = |folder: &Path| saver::command(saver::myself(), &folder.join(SIDECAR), 1, SAVES);
    replay(&before, program, |state, told| {
        let count = count(state, SIDECAR)?;
        let is_one = state.contains_key(SIDECAR) && (told..=told + 1).contains(&count);
        is_one.then_some(()).ok_or(format!("{count} glosses"))
    });
}

#[test]
fn a_power_cut_during_a_save_leaves_the_old_glosses_or_the_new() {
    replay_saves(false);
}

#[test]
fn a_power_cut_while_a_journal_is_written_leaves_the_old_glosses_or_the_new() {
    replay_saves(true);
}

#[test]
fn a_power_cut_while_a_sidecar_is_taken_over_leaves_one_of_the_two_with_all_glosses() {
    let gloss =
        "\n[[annotation]]\nid = \"one\"\ntag = \"note\"\nspans = [{ start = 0, end = 1, exact = \"a\" }]\n";
    for large in [false, true] {
        let before = [(STRAY, saver::sidecar(large) + gloss)];
        replay(
            &before,
            |folder| saver::taker(&folder.join(SIDECAR), &folder.join(STRAY)),
            |state, told| {
                let (own, stray) = (count(state, SIDECAR)?, count(state, STRAY)?);
                let is_there = if told > 0 { own == 1 } else { own == 1 || own == 0 && stray == 1 };
                is_there.then_some(()).ok_or(format!("{own} glosses and {stray} in the stray"))
            },
        );
    }
}

#[test]
#[ignore = "the program that the others trace"]
fn the_saver() {
    saver::run();
}
