//! Other programs at the same moment, and work that can't be saved.

use std::{
    fs::{self, File},
    path::Path,
    process::Stdio,
    thread,
    time::Duration,
};

use super::{
    command::Desk,
    support::{self, Signal},
};

/// A text of a few sentences.
const TEXT: &str = "The bridge opens at noon. “Nobody waits,” Ada Lund said. The toll is four crowns.\n";

/// Locks a folder, as a program does that never lets go of it.
fn locked(folder: &Path) -> File {
    let folder = File::open(folder).expect("a folder");
    folder.lock().expect("locked");
    folder
}

fn desk_of(text: &str) -> (Desk, File) {
    let desk = Desk::with_document(text);
    let lock = locked(desk.path("a.txt").parent().expect("a folder"));
    (desk, lock)
}

fn add(exact: &str) -> [&str; 6] {
    ["add", "a.txt", "--tag", "note", "--exact", exact]
}

#[test]
fn what_a_command_could_not_save_is_kept_and_saved_later() {
    let (desk, lock) = desk_of(TEXT);
    let own = fs::read_to_string("/proc/self/comm").unwrap_or_default();
    for command in [&add("four crowns")[..], &["suggest", "a.txt", "--write", "--tag", "quote"]] {
        let done = desk.run(command);
        assert_eq!((done.code, done.out.as_str()), (3, ""), "{done:?}");
        assert!(done.err.contains("has locked the folder") && done.err.contains(own.trim()), "{done:?}");
        let kept = done.err.split("NOT SAVED, but kept in ").nth(1).and_then(|rest| rest.lines().next());
        assert!(fs::read_to_string(kept.expect("a path")).expect("kept").contains("\"changes\""), "{done:?}");
    }
    assert!(!desk.path("a.txt.gloss.toml").exists());
    drop(lock);
    let told = desk.run(&["check", "a.txt"]);
    assert!(told.code == 1 && told.err.contains("2 changes could not be saved earlier; --fix"), "{told:?}");
    let saved = desk.run(&["check", "a.txt", "--fix"]);
    assert!(saved.code == 0 && saved.err.contains("2 changes saved"), "{saved:?}");
    let listed = desk.run(&["list", "a.txt"]);
    assert!(listed.out.contains("four crowns") && listed.out.contains("“Nobody waits,”"), "{listed:?}");
    let again = desk.run(&["check", "a.txt"]);
    assert_eq!((again.code, again.err.as_str()), (0, ""), "{again:?}");
}

#[test]
fn an_import_and_new_positions_are_kept_as_well() {
    let desk = Desk::with_document(TEXT);
    assert_eq!(desk.run(&add("four crowns")).code, 0);
    let exported = desk.run(&["export", "a.txt", "--to", "json"]).out;
    desk.write("in.json", exported);
    desk.write("a.txt", format!("A new first line.\n\n{TEXT}"));
    let before = desk.read("a.txt.gloss.toml");
    let lock = locked(desk.path("a.txt").parent().expect("a folder"));
    let fixed = desk.run(&["check", "a.txt", "--fix"]);
    assert!(fixed.code == 3 && fixed.err.contains("NOT SAVED, but kept in"), "{fixed:?}");
    desk.write("b.txt", TEXT);
    let imported = desk.run(&["import", "b.txt", "--from", "json", "in.json"]);
    assert!(imported.code == 3 && imported.err.contains("NOT SAVED, but kept in"), "{imported:?}");
    assert_eq!(desk.read("a.txt.gloss.toml"), before);
    drop(lock);
    let saved = desk.run(&["check", "b.txt", "--fix"]);
    assert!(saved.code == 0 && saved.err.contains("1 change saved"), "{saved:?}");
    assert!(desk.run(&["list", "b.txt"]).out.contains("four crowns"));
}

#[test]
fn where_nothing_can_be_kept_either_that_is_said() {
    let (desk, _lock) = desk_of(TEXT);
    desk.write("taken", "");
    let mut command = desk.command(&add("four crowns"));
    let done = command.env("XDG_STATE_HOME", desk.path("taken")).output().expect("run");
    let told = String::from_utf8_lossy(&done.stderr);
    assert!(done.status.code() == Some(3) && told.contains("NOT SAVED, and not kept either: "), "{told}");
}

#[test]
fn a_sidecar_that_is_blank_for_a_moment_is_waited_for_by_commands() {
    let desk = Desk::with_document(TEXT);
    assert_eq!(desk.run(&add("four crowns")).code, 0);
    let whole = desk.read("a.txt.gloss.toml");
    for command in [&["list", "a.txt"][..], &add("opens at noon"), &["export", "a.txt", "--to", "csv"]] {
        desk.write("a.txt.gloss.toml", "");
        let child = desk.command(command).spawn().expect("started");
        thread::sleep(Duration::from_millis(100));
        desk.write("a.txt.gloss.toml", &whole);
        let done = child.wait_with_output().expect("run");
        assert!(done.status.success(), "{command:?}");
        let out = String::from_utf8_lossy(&done.stdout).into_owned() + &desk.read("a.txt.gloss.toml");
        assert!(out.matches("four crowns").count() > usize::from(command[0] != "add"), "{command:?} {out}");
        assert!(command[0] != "add" || out.contains("opens at noon"), "{out}");
    }
}

#[test]
fn a_standard_error_or_output_that_is_full_is_no_panic() {
    let desk = Desk::with_document(TEXT);
    assert_eq!(desk.run(&add("four crowns")).code, 0);
    let full = || File::options().write(true).open("/dev/full").expect("a device");
    let code = |args: &[&str], out: Stdio, err: Stdio| {
        desk.command(args).stdout(out).stderr(err).status().expect("run").code()
    };
    assert_eq!(code(&["list", "a.txt"], full().into(), Stdio::null()), Some(3));
    assert_eq!(code(&["list", "a.txt"], full().into(), full().into()), Some(3));
    assert_eq!(code(&["list", "none.txt"], Stdio::null(), full().into()), Some(3));
    assert_eq!(
        code(&["add", "a.txt", "--tag", "nonsense", "--exact", "x"], Stdio::null(), full().into()),
        Some(2)
    );
    assert_eq!(code(&["no\u{7}such\u{7}file"], Stdio::null(), full().into()), Some(2));
    // A gloss that was saved stays saved, though its id could not be printed.
    assert_eq!(code(&add("opens at noon"), full().into(), full().into()), Some(3));
    assert!(desk.read("a.txt.gloss.toml").contains("opens at noon"));
}

/// Opens the article with one gloss of each of its first sentences, and returns the sidecar's text after each.
fn tagged(desk: &support::Desk, count: usize) -> (support::Screen, Vec<String>) {
    let mut screen = desk.open();
    screen.wait_for("saved");
    let mut texts = vec![desk.sidecar()];
    for number in 1..=count {
        screen.keys("jc");
        screen.wait_until("a gloss", |_| desk.sidecar().matches("[[annotation]]").count() == number);
        texts.push(desk.sidecar());
    }
    (screen, texts)
}

#[test]
fn an_editors_older_buffer_takes_no_new_tags_away() {
    let desk = support::Desk::new();
    let (mut screen, texts) = tagged(&desk, 4);
    fs::write(desk.path("ferry.txt.gloss.toml"), texts[1].clone() + "# by hand\n").expect("written");
    screen.wait_for("an older copy").keys("k").wait_for("C4");
    assert_eq!(desk.sidecar().matches("[[annotation]]").count(), 4);
    assert!(desk.sidecar().contains("# by hand"), "{}", desk.sidecar());
    screen.keys("q");
    assert_eq!(screen.ended(), 0);
}

#[test]
fn a_return_to_an_earlier_version_is_taken_and_undone_with_one_key() {
    let desk = support::Desk::new();
    let (mut screen, texts) = tagged(&desk, 3);
    fs::write(desk.path("ferry.txt.gloss.toml"), &texts[1]).expect("written");
    screen.wait_for("u undoes that").keys("j").wait_for("C1");
    assert_eq!(desk.sidecar(), texts[1]);
    screen.keys("u").wait_for("undo return").keys("j").wait_for("C3");
    assert_eq!(desk.sidecar().matches("[[annotation]]").count(), 3);
}

#[test]
fn a_sidecar_that_is_removed_is_written_again_and_that_is_said() {
    let desk = support::Desk::new();
    let (mut screen, texts) = tagged(&desk, 2);
    fs::remove_file(desk.path("ferry.txt.gloss.toml")).expect("removed");
    screen.wait_for("was removed");
    assert_eq!(desk.sidecar(), texts[2]);
    // Moved away together with its document, it stays away.
    fs::rename(desk.path("ferry.txt"), desk.path("boat.txt")).expect("moved");
    fs::rename(desk.path("ferry.txt.gloss.toml"), desk.path("boat.txt.gloss.toml")).expect("moved");
    let says_so = |screen: &support::Screen| {
        screen.text().contains("are gone") || screen.text().contains("no such file")
    };
    screen.wait_until("a word on it", says_so).keys("q");
    assert_eq!(screen.ended(), 0);
    assert_eq!(desk.sidecar(), "");
}

#[test]
fn a_folder_that_is_removed_takes_no_work_along() {
    let desk = support::Desk::new();
    let folder = desk.path("inner");
    fs::create_dir(&folder).expect("made");
    fs::write(folder.join("a.txt"), support::ARTICLE).expect("written");
    let mut screen = desk.open_with(&["inner/a.txt"], (100, 30), &[]);
    screen.wait_for("saved").keys("jc").wait_for("C1");
    fs::remove_dir_all(&folder).expect("removed");
    screen.keys("jc").wait_for("NOT SAVED").keys("q").wait_for("quit again").keys("q");
    assert_eq!(screen.ended(), 3);
    fs::create_dir(&folder).expect("made");
    fs::write(folder.join("a.txt"), support::ARTICLE).expect("written");
    let mut screen = desk.open_with(&["inner/a.txt"], (100, 30), &[]);
    screen
        .wait_for("2 changes that could not be saved")
        .keys("R")
        .wait_for("recover 2")
        .keys("k")
        .wait_for("C2");
}

#[test]
fn a_lock_that_nobody_lets_go_of_freezes_no_key_and_hides_behind_no_message() {
    let desk = support::Desk::new();
    let mut screen = desk.open();
    screen.wait_for("saved");
    let lock = locked(desk.folder.path());
    screen.keys("jc").wait_for("NOT SAVED").wait_for("has locked the folder");
    // Each key is answered, and no message or prompt hides that the work is not saved.
    screen.keys(&"tc".repeat(15)).wait_for("Glosses 16").keys("\u{1}").wait_for("means nothing here");
    assert!(screen.text().contains("NOT SAVED"), "{}", screen.text());
    screen.keys("/crews").wait_for("/crews");
    assert!(screen.text().contains("NOT SAVED"), "{}", screen.text());
    screen.keys("\u{1b}");
    drop(lock);
    screen.wait_for("saved again");
    assert!(desk.sidecar().contains("tag = \"claim\""));
    let lock = locked(desk.folder.path());
    screen.keys("ggc").wait_for("NOT SAVED").keys("q").wait_for("quit again").keys("q");
    assert_eq!(screen.ended(), 3, "what was not saved");
    drop(lock);
    desk.open().wait_for("could not be saved").keys("R").wait_for("recover");
}

#[test]
fn a_signal_with_unsaved_work_ends_with_its_code_and_keeps_it() {
    let desk = support::Desk::new();
    let mut screen = desk.open();
    screen.wait_for("saved");
    let lock = locked(desk.folder.path());
    screen.keys("jc").wait_for("NOT SAVED").signal(Signal::TERM);
    assert_eq!(screen.ended(), 3);
    drop(lock);
    desk.open().wait_for("1 change that could not be saved");
}

#[test]
fn unsaved_work_of_a_document_in_the_folder_view_counts_at_the_end() {
    let desk = support::Desk::new();
    let mut screen = desk.open_with(&["."], (100, 30), &[]);
    screen.wait_for("Documents 1").keys("\r").wait_for("saved");
    let lock = locked(desk.folder.path());
    screen
        .keys("jc")
        .wait_for("NOT SAVED")
        .keys("q")
        .wait_for("quit again")
        .keys("q")
        .wait_for("Documents 1");
    screen.keys("\u{1b}");
    assert_eq!(screen.ended(), 3);
    drop(lock);
    desk.open().wait_for("1 change that could not be saved");
}

/// The words that a sidecar has recorded.
fn recorded(sidecar: &str) -> Vec<String> {
    let exact = |line: &str| Some(line.split_once("exact = \"")?.1.split('"').next()?.to_owned());
    sidecar.lines().filter_map(exact).collect()
}

#[test]
fn a_document_that_is_emptied_cut_short_or_gone_takes_no_recorded_words_along() {
    let long = "A line of filling that says nothing.\n\n".repeat(130_000);
    for filling in ["", &long] {
        let desk = support::Desk::new();
        let text = filling.to_owned() + support::ARTICLE;
        fs::write(desk.path("ferry.txt"), &text).expect("written");
        let mut screen = desk.open();
        screen.wait_for("saved").keys("Gkc").wait_for("C1");
        let before = recorded(&desk.sidecar());
        assert_eq!(before.len(), 1);
        let file = File::options().write(true).open(desk.path("ferry.txt")).expect("there");
        for length in [text.len() / 2, 1, 0] {
            // Another message, so that the next one is known to be new.
            screen.keys("\u{1}").wait_for("means nothing");
            file.set_len(length as u64).expect("cut short");
            // Keys that come before the program has seen it, and after.
            screen.keys("Gtc").wait_for("read again").keys("Gtcggtc/crews").wait_for("/crews").keys("\u{1b}");
            screen.wait_until("all keys are taken", |screen| !screen.text().contains("/crews"));
        }
        fs::write(desk.path("ferry.txt"), &text).expect("written");
        screen.wait_for("read again").keys("qq");
        screen.ended();
        let after = recorded(&desk.sidecar());
        assert!(after.contains(&before[0]), "{after:?}");
        assert!(after.iter().all(|words| !words.trim().is_empty()), "{after:?}");
        let check = std::process::Command::new(support::GLOSS)
            .args(["list", "ferry.txt"])
            .current_dir(desk.folder.path())
            .env("XDG_STATE_HOME", desk.path(".state"))
            .output()
            .expect("run");
        assert!(check.status.success() && check.stderr.is_empty(), "{check:?}");
    }
}
