//! A sidecar that another program has read a while ago and saves later, also after this program has ended and begun again.

use std::{fs, process::Command};

use crate::{command, support};

/// Opens the article.
fn opened(desk: &support::Desk) -> support::Screen {
    let mut screen = desk.open();
    screen.wait_for("saved");
    screen
}

/// Tags so many sentences, and ends. Returns the sidecar's text after each.
fn tagged(desk: &support::Desk, count: usize) -> Vec<String> {
    let mut screen = opened(desk);
    let mut texts = vec![desk.sidecar()];
    for number in 1..=count {
        screen.keys("jc");
        screen.wait_until("a gloss", |_| desk.sidecar().matches("[[annotation]]").count() == number);
        texts.push(desk.sidecar());
    }
    screen.keys("q");
    assert_eq!(screen.ended(), 0);
    texts
}

/// Tags some words of the article on the command line.
fn add(desk: &support::Desk, exact: &str) {
    let done = Command::new(support::GLOSS)
        .args(["add", "ferry.txt", "--tag", "note", "--exact", exact])
        .current_dir(desk.folder.path())
        .env("XDG_STATE_HOME", desk.path(".state"))
        .env("XDG_CONFIG_HOME", desk.path(".config"))
        .output()
        .expect("run");
    assert!(done.status.success(), "{done:?}");
}

#[test]
fn an_older_buffer_takes_no_tags_of_an_earlier_session_away() {
    let desk = support::Desk::new();
    let texts = tagged(&desk, 3);
    let mut screen = opened(&desk);
    fs::write(desk.path("ferry.txt.gloss.toml"), texts[1].clone() + "# by hand\n").expect("written");
    screen.wait_for("an older copy").keys("k").wait_for("C3");
    assert_eq!(desk.sidecar().matches("[[annotation]]").count(), 3);
    assert!(desk.sidecar().contains("# by hand"), "{}", desk.sidecar());
}

#[test]
fn a_return_to_a_version_of_an_earlier_session_is_taken() {
    let desk = support::Desk::new();
    let texts = tagged(&desk, 3);
    let mut screen = opened(&desk);
    fs::write(desk.path("ferry.txt.gloss.toml"), &texts[1]).expect("written");
    screen.wait_for("u undoes that").keys("j").wait_for("C1");
    assert_eq!(desk.sidecar(), texts[1]);
}

#[test]
fn what_a_command_has_added_in_between_counts_as_well() {
    let desk = support::Desk::new();
    let texts = tagged(&desk, 1);
    add(&desk, support::ARTICLE.split_whitespace().next().expect("a word"));
    assert_eq!(desk.sidecar().matches("[[annotation]]").count(), 2);
    let mut screen = opened(&desk);
    fs::write(desk.path("ferry.txt.gloss.toml"), texts[1].clone() + "# by hand\n").expect("written");
    screen.wait_for("an older copy");
    screen.wait_until("both glosses", |_| desk.sidecar().matches("[[annotation]]").count() == 2);
}

#[test]
fn a_version_that_nobody_saw_being_written_is_taken_as_it_is() {
    let desk = support::Desk::new();
    let texts = tagged(&desk, 2);
    // As when git checks out another branch while nothing is open.
    fs::write(desk.path("ferry.txt.gloss.toml"), texts[1].clone() + "# of a branch\n").expect("written");
    let mut screen = opened(&desk);
    screen.wait_for("C1").keys("q");
    assert_eq!(screen.ended(), 0);
    assert_eq!(desk.sidecar(), texts[1].clone() + "# of a branch\n");
}

/// How many logs of versions are kept.
fn logs(desk: &command::Desk) -> usize {
    fs::read_dir(desk.path(".state/gloss/versions")).map_or(0, Iterator::count)
}

#[test]
fn versions_are_forgotten_and_not_kept_where_nothing_is() {
    let desk = command::Desk::with_document("The mill burned down. Ida Brock saw it.\n");
    let add = |exact: &str| desk.run(&["add", "a.txt", "--tag", "note", "--exact", exact]).code;
    assert_eq!((add("The mill"), logs(&desk)), (0, 1));
    let forgotten = desk.run(&["forget", "a.txt"]);
    assert!(forgotten.code == 0 && logs(&desk) == 0, "{forgotten:?}");
    desk.write(".config/gloss/config.toml", "keep = false\n");
    assert_eq!((add("Ida Brock"), logs(&desk)), (0, 0));
    fs::remove_file(desk.path(".config/gloss/config.toml")).expect("removed");
    assert_eq!((add("saw it"), logs(&desk)), (0, 1));
    assert_eq!(desk.run(&["forget", "--all"]).code, 0);
    assert!(logs(&desk) == 0 && desk.path("a.txt.gloss.toml").exists());
}

#[test]
fn what_can_not_be_forgotten_is_named() {
    let desk = command::Desk::with_document("The mill burned down. Ida Brock saw it.\n");
    assert_eq!(desk.run(&["add", "a.txt", "--tag", "note", "--exact", "The mill"]).code, 0);
    let history =
        fs::read_dir(desk.path(".state/gloss/history")).expect("kept").next().expect("one").expect("read");
    fs::remove_file(history.path()).expect("removed");
    fs::create_dir(history.path()).expect("made");
    for args in [["forget", "a.txt"], ["forget", "--all"]] {
        let done = desk.run(&args);
        let name = history.file_name().to_string_lossy().into_owned();
        assert!(done.code == 3 && done.err.contains(&name) && done.err.contains("\nHint: "), "{done:?}");
        assert!(!done.out.contains("forgot"), "{done:?}");
    }
}
