//! Settings and schemas that are wrong, and keys that two things want.

use std::fs;

use crate::{command, support};

/// A folder with a document and these settings.
fn with_settings(text: impl AsRef<[u8]>) -> command::Desk {
    let desk = command::Desk::with_document("A ferry came in. The crew went home.\n");
    desk.write(".config/gloss/config.toml", text);
    desk
}

#[test]
fn wrong_settings_stop_what_writes_glosses() {
    let reading: [&[&str]; 4] =
        [&["list", "a.txt"], &["stats", "a.txt"], &["check", "a.txt"], &["suggest", "a.txt"]];
    let writing: [&[&str]; 5] = [
        &["add", "a.txt", "--tag", "note", "--exact", "ferry"],
        &["suggest", "a.txt", "--write"],
        &["check", "a.txt", "--fix"],
        &["import", "a.txt", "--from", "json", "b.json"],
        &["compare", "a.txt"],
    ];
    for (settings, place, what) in [
        (&b"coder = \"ben\nhints = true\n"[..], "config.toml, line 1, column 13: ", "invalid basic string"),
        (
            b"hints = true\n  measure = 7\n",
            "config.toml, line 2, column 13: ",
            "a number of cells from 20 to 300",
        ),
        (
            b"codr = \"ben\"\n",
            "config.toml, line 1, column 1: ",
            "there is no setting “codr”; there are theme",
        ),
        (b"coder = \"b\xe9n\"\n", "config.toml can't be read: ", "UTF-8"),
    ] {
        let desk = with_settings(settings);
        for args in writing {
            let done = desk.run(args);
            // A schema that is wrong ends with the same code.
            assert_eq!(done.code, 3, "{args:?}: {done:?}");
            assert!(done.err.starts_with("Error: ") && done.err.contains(place), "{args:?}: {}", done.err);
            assert!(done.err.contains(what) && done.err.contains("nothing was written"), "{}", done.err);
        }
        assert!(!desk.path("a.txt.gloss.toml").exists());
        for args in reading {
            let done = desk.run(args);
            assert_eq!(done.code, 0, "{args:?}: {}", done.err);
            assert!(done.err.starts_with("Warning: ") && done.err.contains(place), "{}", done.err);
        }
    }
}

#[test]
fn a_wrong_key_stops_no_command() {
    let desk = with_settings("coder = \"ben\"\n[keys.article]\nj = \"nexxt\"\n");
    let done = desk.run(&["add", "a.txt", "--tag", "note", "--exact", "ferry"]);
    assert_eq!(done.code, 0, "{}", done.err);
    assert!(done.err.contains("line 3, column 5: there is no command “nexxt”"), "{}", done.err);
    assert!(desk.read("a.txt.ben.gloss.toml").contains("creator = \"ben\""));
}

#[test]
fn every_wrong_setting_is_named_at_once() {
    let desk = with_settings("measure = 7\nhints = 1\n");
    let done = desk.run(&["add", "a.txt", "--tag", "note", "--exact", "ferry"]);
    assert!(done.err.contains("line 1, column 11: measure") && done.err.contains("line 2, too: hints"));
    let done = desk.run(&["list", "a.txt"]);
    assert_eq!(done.err.lines().filter(|line| line.starts_with("Warning: ")).count(), 2, "{}", done.err);
}

/// The screen as one line of words, whatever rows they are wrapped to.
fn words(screen: &support::Screen) -> String {
    screen.text().split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn what_is_wrong_is_told_whole_until_a_key() {
    let told = "config.toml, line 1: measure takes a number of cells from 20 to 300 \
                config.toml, line 2: theme takes \"auto\", \"light\" or \"dark\"";
    for columns in [80, 40] {
        for place in ["ferry.txt", "."] {
            let desk = support::Desk::new();
            fs::create_dir_all(desk.path(".config/gloss")).expect("made");
            let settings = "measure = 3\ntheme = \"blue\"\n";
            fs::write(desk.path(".config/gloss/config.toml"), settings).expect("written");
            let mut screen = desk.open_with(&[place], (columns, 14), &[]);
            screen.wait_until(told, |screen| words(screen).contains(told));
            screen.keys("\u{1b}[B").wait_until("it gone", |screen| !words(screen).contains("measure"));
        }
    }
}

#[test]
fn a_long_message_of_any_kind_is_shown_whole() {
    let desk = support::Desk::new();
    let name = "a-name-that-is-much-longer-than-a-row-of-a-small-terminal-can-show-at-once.txt";
    fs::write(desk.path(name), "Words.\n").expect("written");
    let mut screen = desk.open_with(&["."], (40, 14), &[]);
    screen.wait_for("Documents 2");
    fs::remove_file(desk.path(name)).expect("gone");
    screen.keys("small-terminal\r");
    screen.wait_until("the whole reason", |screen| {
        // A name without spaces is cut between any two characters.
        let text: String = screen.text().split_whitespace().collect();
        text.contains(&format!("can'topen./{name}:thereisnosuchfile"))
            || text.contains(&format!("{name}:thereisnosuchfile"))
    });
}

#[test]
fn a_broken_schema_stops_what_writes_and_is_left_as_it_is() {
    let desk = command::Desk::with_document("A ferry came in.\n");
    for (schema, place) in [
        ("[kind.demand\n", "line 1, column 13: unclosed table"),
        ("[kind.demand]\nkey = \"X\"\nkex = \"Y\"\n", "line 3, column 1: kind “demand” has no “kex”"),
        ("[kind.\"\"]\n", "line 1, column 7: the name of a kind is empty"),
        (
            "[kind.demand.attributes]\nsize = { type = \"number\", min = 3, max = 1 }\n",
            "line 2, column 33: min, 3, is above max, 1",
        ),
    ] {
        desk.write("gloss.toml", schema);
        for args in [
            &["add", "a.txt", "--tag", "note", "--exact", "ferry"][..],
            &["suggest", "a.txt", "--write"],
            &["check", "a.txt", "--fix"],
        ] {
            let done = desk.run(args);
            assert_eq!(done.code, 3, "{args:?}: {}", done.err);
            assert!(done.err.contains("gloss.toml") && done.err.contains(place), "{}", done.err);
        }
        assert_eq!(desk.read("gloss.toml"), schema);
    }
    assert!(!desk.path("a.txt.gloss.toml").exists());
}

const DEMAND: &str = "[kind.demand]\nkey = \"d\"\n[kind.rumour]\nkey = \"r\"\n";

#[test]
fn a_kinds_key_that_a_command_has_tags_after_t_and_no_hint_says_otherwise() {
    let desk = support::Desk::new();
    fs::write(desk.path("gloss.toml"), DEMAND).expect("written");
    let mut screen = desk.open_with(&["ferry.txt"], (160, 90), &[]);
    screen.wait_for("d is delete, so td tags demand; free keys: e B D E").wait_for("td demand  r rumour");
    screen.keys("jtd").wait_for("D1");
    assert!(desk.sidecar().contains("tag = \"demand\""));
    screen.keys("d").wait_for("delete demand").keys("r").wait_for("U1");
    assert!(desk.sidecar().contains("tag = \"rumour\"") && !desk.sidecar().contains("tag = \"demand\""));
    screen
        .keys("?")
        .wait_for("Move the selection")
        .keys("  ")
        .wait_for("Tag as rumour")
        .wait_for("td")
        .keys("q");
    screen.keys("q");
    assert_eq!(screen.ended(), 0);
}

#[test]
fn the_command_line_names_such_a_key_too() {
    let desk = command::Desk::with_document("A ferry came in.\n");
    desk.write("gloss.toml", DEMAND);
    let done = desk.run(&["schema"]);
    assert_eq!(done.code, 0, "{}", done.err);
    assert!(done.out.contains("D demand  demand  [td] grey\n") && done.out.contains("rumour  rumour  [r]"));
    assert_eq!(done.err, "d is delete, so td tags demand\n");
    assert!(done.out.contains("\nfree keys: e B D E I J M Q X Y Z ; $"), "{}", done.out);
    assert!(
        desk.run(&["keys"]).out.lines().any(|line| line.trim().starts_with("td ") && line.contains("demand"))
    );
    // A command that gives the key up leaves it to the kind.
    desk.write(".config/gloss/config.toml", "[keys.article]\nd = false\n");
    let done = desk.run(&["schema"]);
    assert!(done.out.contains("[d] grey") && done.err.is_empty(), "{} {}", done.out, done.err);
}

#[test]
fn keys_that_a_person_changed_are_the_ones_that_are_told() {
    let desk = support::Desk::new();
    fs::create_dir_all(desk.path(".config/gloss")).expect("made");
    let settings = "[keys.article]\nt = false\nI = \"tag\"\nu = false\nU = \"undo\"\n[keys.compare]\n\
                    \">\" = false\nX = \"next-difference\"\nA = \"tage-agreed\"\n";
    fs::write(desk.path(".config/gloss/config.toml"), settings).expect("written");
    let mut screen = desk.open_with(&["ferry.txt"], (120, 20), &[]);
    screen.wait_for("there is no command “tage-agreed”").keys("jcc").wait_for("I adds another");
    screen.keys("d").wait_for("U brings it back").keys("q");
    assert_eq!(screen.ended(), 0);
    for (coder, kind) in [("ann", "claim"), ("ben", "note")] {
        let done = std::process::Command::new(support::GLOSS)
            .args(["add", "ferry.txt", "--as", coder, "--tag", kind, "--exact", "nine days"])
            .current_dir(desk.folder.path())
            .env("XDG_STATE_HOME", desk.path(".state"))
            .env("XDG_CONFIG_HOME", desk.path(".none"))
            .output()
            .expect("run");
        assert!(done.status.success());
    }
    // The settings and the differences are both told, the latter with the key that goes there.
    let mut screen = desk.open_with(&["compare", "ferry.txt"], (120, 20), &[]);
    screen.wait_for("there is no command “tage-agreed”").wait_for("X goes to the one open difference");
    screen.wait_for("X difference").keys("X").wait_for("ann");
}

#[test]
fn an_attribute_that_is_called_like_a_field_is_told_and_reached() {
    let desk = command::Desk::with_document("A ferry came in. A tug followed.\n");
    desk.write("gloss.toml", "[kind.claim.attributes]\nnote = { type = \"text\", doc = \"of ours\" }\n");
    let add = |exact: &str, set: &str| {
        let done =
            desk.run(&["add", "a.txt", "--tag", "claim", "--exact", exact, "--set", set, "--note", "mine"]);
        assert_eq!(done.code, 0, "{}", done.err);
    };
    add("ferry", "note=one");
    add("tug", "note=two");
    assert!(desk.run(&["schema"]).out.contains("of ours  (--where attribute.note=…)"));
    let listed = |condition: &str| desk.run(&["list", "a.txt", "--where", condition]).out;
    assert!(listed("attribute.note=two").contains("tug") && !listed("attribute.note=two").contains("ferry"));
    assert_eq!(listed("note=mine").lines().count(), 2);
    assert_eq!(desk.run(&["list", "a.txt", "--where", "attribute.nope=1"]).code, 2);
    let sorted = desk.run(&["list", "a.txt", "--sort", "attribute.note", "--reverse"]);
    assert!(sorted.code == 0 && sorted.out.find("tug") < sorted.out.find("ferry"), "{sorted:?}");
    assert!(desk.run(&["stats", "a.txt", "--by", "attribute.note"]).out.contains("attribute.note\tone\t1"));
}

#[test]
fn kinds_without_letters_get_free_ones_the_same_each_time() {
    let desk = command::Desk::with_document("A ferry came in.\n");
    desk.write("gloss.toml", "[kind.cause]\n[kind.cost]\n[kind.case]\nletter = \"A\"\n");
    let letters = |out: &str| -> Vec<String> {
        let names = ["cause", "cost", "case"];
        let line =
            |name: &&str| out.lines().find(|line| line.get(2..).is_some_and(|rest| rest.starts_with(*name)));
        names.iter().filter_map(|name| Some(line(name)?.chars().take(1).collect())).collect()
    };
    let first = desk.run(&["schema"]);
    assert_eq!(letters(&first.out), ["U", "O", "A"], "{}", first.out);
    assert_eq!(desk.run(&["schema"]).out, first.out);
}

#[test]
fn a_review_without_a_reason_says_so() {
    let desk = command::Desk::with_document("A ferry came in.\n");
    for review in ["\"\"", "[{}]", "[{ why = \" \" }]"] {
        let sidecar = format!(
            "format = \"gloss/1\"\n[[annotation]]\nid = \"aaaaaaaaaa\"\ntag = \"note\"\nreview = {review}\n\
             spans = [{{ start = 2, end = 7, exact = \"ferry\" }}]\n"
        );
        desk.write("a.txt.gloss.toml", sidecar);
        let done = desk.run(&["check", "a.txt"]);
        assert!(done.out.contains("(it is marked for review, without a reason)"), "{review}: {}", done.out);
    }
}
