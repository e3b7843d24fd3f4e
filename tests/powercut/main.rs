//! The power is cut after each system call of a save: whatever is left on the disk then opens with the old glosses or the
//! new ones, and what was told as saved is there.
//!
//! The calls are recorded by `strace`; where it is not installed (or may not trace) the tests say so and pass.

mod disk;
#[path = "../support/saver.rs"]
mod saver;
mod trace;

use std::{collections::HashSet, fs, path::Path};

use disk::{Disk, State};
use glossator::sidecar::Sidecar;

const SIDECAR: &str = "a.txt.gloss.toml";

/// How many glosses are saved, one by one.
const SAVES: u64 = 4;

/// Does what is left open, and with how many glosses?
fn count(state: &State) -> Result<u64, String> {
    let folder = tempfile::tempdir().map_err(|error| error.to_string())?;
    for (name, content) in state {
        fs::write(folder.path().join(name), content).map_err(|error| error.to_string())?;
    }
    let file = state.get(SIDECAR).ok_or("the sidecar is gone")?;
    let text = str::from_utf8(file).map_err(|error| error.to_string())?;
    text.parse::<toml_edit::DocumentMut>().map_err(|error| error.to_string())?;
    let sidecar = Sidecar::open(folder.path().join(SIDECAR)).map_err(|error| error.to_string())?;
    Ok(sidecar.glosses().count() as u64)
}

fn files(folder: &Path) -> State {
    let entries = fs::read_dir(folder).expect("a folder").filter_map(Result::ok);
    let file = |entry: fs::DirEntry| {
        (entry.file_name().to_string_lossy().into_owned(), fs::read(entry.path()).expect("read"))
    };
    entries.map(file).collect()
}

/// Saves, and cuts the power after each call. Returns how many different states that has left.
fn replay(large: bool) -> Option<usize> {
    let desk = tempfile::tempdir().expect("a folder");
    let folder = fs::canonicalize(desk.path()).expect("a folder").join("desk");
    fs::create_dir(&folder).expect("made");
    fs::write(folder.join(SIDECAR), saver::sidecar(large)).expect("written");
    let before = files(&folder);
    let saving = saver::command(saver::myself(), &folder.join(SIDECAR), 1, SAVES);
    let Some(calls) = trace::record(&saving, &desk.path().join("log")) else {
        println!("skipped: strace is not installed, or may not trace");
        return None;
    };
    let mut disk = Disk::new(&folder, before);
    let mut told = 0;
    let mut seen: HashSet<(u64, State)> = HashSet::new();
    for call in &calls {
        let news = call.name == "write" && call.texts[0].starts_with(saver::SAVED.as_bytes());
        told += u64::from(news);
        if !disk.carry_out(call) && !news {
            continue;
        }
        for state in disk.left() {
            if seen.contains(&(told, state.clone())) {
                continue;
            }
            let count = count(&state);
            let may_be = told..=(told + 1).min(SAVES);
            assert!(
                count.as_ref().is_ok_and(|count| may_be.contains(count)),
                "{count:?} glosses, {told} told as saved, after {}({:.200})\n{:#?}",
                call.name,
                call.arguments,
                state
                    .iter()
                    .map(|(name, content)| (name, String::from_utf8_lossy(content)))
                    .collect::<Vec<_>>()
            );
            seen.insert((told, state));
        }
    }
    assert_eq!(told, SAVES, "every save was seen");
    assert_eq!(count(&files(&folder)), Ok(SAVES));
    Some(seen.len())
}

#[test]
fn a_power_cut_during_a_save_leaves_the_old_glosses_or_the_new() {
    if let Some(states) = replay(false) {
        println!("{states} states after a power cut, all of them whole");
    }
}

#[test]
fn a_power_cut_while_a_journal_is_written_leaves_the_old_glosses_or_the_new() {
    if let Some(states) = replay(true) {
        println!("{states} states after a power cut, all of them whole");
    }
}

#[test]
#[ignore = "the program that the others trace"]
fn the_saver() {
    saver::run();
}
