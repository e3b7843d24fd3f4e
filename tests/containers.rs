//! Programs in containers that share a folder for state: each is process number 1 in its own.

mod support;

use std::{fs, process::Command};

use support::{Desk, GLOSS, require::require};

/// How a program is run as the first process of its own.
const PLAIN: &[&str] = &["unshare", "--pid", "--fork", "--mount-proc", "--kill-child"];

/// The same for a user who is not the superuser.
const MAPPED: &[&str] = &["unshare", "--map-root-user", "--pid", "--fork", "--mount-proc", "--kill-child"];

/// How a container can be had here, if one can.
fn container() -> Option<&'static [&'static str]> {
    let works = |way: &&[&str]| {
        let run = Command::new(way[0]).args(&way[1..]).args(["sh", "-c", "echo $$"]).output();
        run.is_ok_and(|run| run.stdout == b"1\n")
    };
    let way = [PLAIN, MAPPED].into_iter().find(works);
    require("unshare", way.is_some());
    way
}

/// A sidecar that can't be saved into until it is mended.
const BROKEN: &str = "format = \"gloss/1\"\nx = \n";

#[test]
fn what_one_container_keeps_aside_the_next_one_is_offered() {
    let Some(way) = container() else { return };
    let desk = Desk::new();
    fs::write(desk.path("ferry.txt.gloss.toml"), BROKEN).expect("written");
    let open = || desk.open_command(&[way, &[GLOSS, "ferry.txt"]].concat(), (100, 30), &[]);
    let mut first = open();
    first.wait_for("line 2, column ").keys("jc").wait_for("NOT SAVED").kill();
    let mut second = open();
    // Work of its own must not take the place of what the first one has kept.
    second.wait_for("line 2, column ").keys("jjj+").wait_for("NOT SAVED").kill();
    fs::write(desk.path("ferry.txt.gloss.toml"), "format = \"gloss/1\"\n").expect("mended");
    let mut third = open();
    third.wait_for("R takes in 2 changes that could not be saved").keys("R").wait_for("recover 2 changes");
    third.keys("q");
    assert_eq!(third.ended(), 0);
    assert!(desk.sidecar().contains("tag = \"claim\"") && desk.sidecar().contains("tag = \"sentiment\""));
}
