//! The terminal, signals, and text that is not to be trusted.

use std::{fs, thread, time::Duration};

use crate::{
    command::{Desk as Folder, Done},
    support::{Desk, Screen, Signal},
};

/// Parts of keys and of a paste, as they have arrived when the rest is late or never comes.
const HALVES: [&[u8]; 8] =
    [b"", b"\x1b", b"\x1b[", b"\x1b[1;", b"\x1bO", b"\xe2\x82", b"\x1b[200~half a paste", b"\x1b]11;rgb:ff"];

fn is_given_back(screen: &Screen) -> bool {
    let raw = String::from_utf8_lossy(&screen.raw()).into_owned();
    ["\u{1b}[?1049l", "\u{1b}[?25h", "\u{1b}[?1002l", "\u{1b}[?2004l"].iter().all(|mode| raw.contains(mode))
}

#[test]
fn a_signal_ends_it_also_within_a_key_and_keeps_the_note() {
    let ends = [(Signal::TERM, 15), (Signal::HUP, 1), (Signal::INT, 2), (Signal::QUIT, 3)];
    for (at, half) in HALVES.into_iter().enumerate() {
        let (signal, number) = ends[at % ends.len()];
        let desk = Desk::new();
        let mut screen = desk.open();
        screen.wait_for("ferry.txt").keys("jc").wait_for("C1").keys("m").wait_for("Note on this claim");
        screen.keys("Ask them").wait_for("Ask them").bytes(half);
        // A lone escape is a key, and keeps the note as well.
        thread::sleep(Duration::from_millis(50));
        screen.signal(signal);
        assert_eq!(screen.ended(), 128 + number, "{half:?} {signal:?}");
        screen.wait_until("the terminal given back", is_given_back).wait_for("ended by the signal SIG");
        assert!(desk.sidecar().contains("note = \"Ask them\""), "{half:?} {signal:?}: {}", desk.sidecar());
    }
}

#[test]
fn a_signal_ends_a_comparison_as_it_ends_reading() {
    let desk = Desk::new();
    for (coder, kind) in [("ann", "claim"), ("ben", "note")] {
        let mut screen = desk.open_with(
            &["add", "ferry.txt", "--as", coder, "--tag", kind, "--exact", "nine days"],
            (80, 20),
            &[],
        );
        assert_eq!(screen.ended(), 0);
    }
    let mut screen = desk.open_with(&["compare", "ferry.txt"], (100, 30), &[]);
    screen.wait_for("goes to the one open difference").keys(">1").wait_for("version 1 is taken").keys("m");
    screen.wait_for("Note on this claim").keys("Ask them").wait_for("Ask them").signal(Signal::TERM);
    assert_eq!(screen.ended(), 143);
    screen.wait_until("the terminal given back", is_given_back);
    let outcome = fs::read_to_string(desk.path("ferry.txt.adjudicated.gloss.toml")).expect("read");
    assert!(outcome.contains("note = \"Ask them\""), "{outcome}");
}

#[test]
fn a_signal_ends_the_folder_view_within_a_key() {
    // A lone escape is a key there, which quits.
    for half in HALVES.into_iter().filter(|half| *half != b"\x1b") {
        let desk = Desk::new();
        let mut screen = desk.open_with(&["."], (80, 20), &[]);
        screen.wait_for("Documents 1").bytes(half).signal(Signal::TERM);
        assert_eq!(screen.ended(), 143, "{half:?}");
        screen.wait_until("the terminal given back", is_given_back);
    }
}

#[test]
fn the_end_of_the_terminal_ends_it_within_a_key() {
    for half in HALVES {
        let desk = Desk::new();
        let mut screen = desk.open();
        screen.wait_for("ferry.txt").keys("jc").wait_for("C1").keys("m").wait_for("Note on this claim");
        screen.keys("Ask them").wait_for("Ask them").bytes(half);
        screen.hang_up();
        screen.ended();
        assert!(desk.sidecar().contains("note = \"Ask them"), "{half:?}: {}", desk.sidecar());
    }
}

#[test]
fn it_stops_within_a_key_and_goes_on() {
    for half in HALVES {
        let desk = Desk::new();
        let mut screen = desk.open();
        screen.wait_for("ferry.txt").bytes(half).signal(Signal::TSTP);
        screen.wait_until("a stopped process", |screen| screen.state() == 'T');
        screen.wait_until("the terminal given back", is_given_back);
        screen.signal(Signal::CONT);
        // Whatever was begun is ended by this: a paste, or a key that means nothing.
        screen.keys("\u{1b}[201~\u{1b}\u{1b}").keys("jc").wait_for("C1").keys("q");
        assert_eq!(screen.ended(), 0, "{half:?}");
    }
}

#[test]
fn what_is_never_finished_takes_no_key_along() {
    // The rest of the halves, and other beginnings of what terminals send.
    let others: [&[u8]; 6] = [b"\x1b]11;rgb:", b"\x1b[<0;1", b"\x1b[M!", b"\x1bP1$r", b"\x1b[[", b"\xf0"];
    let desk = Desk::new();
    let mut screen = desk.open();
    for half in HALVES.into_iter().chain(others) {
        screen.press_until("g", "¶ 1/4").bytes(half).press_until("G", "¶ 4/4");
        // Without a pause, too: whatever comes next is taken for the rest at most once.
        screen.bytes(half).keys("\u{1b}[A\u{c}");
    }
    screen.keys("q");
    assert_eq!(screen.ended(), 0);
}

#[test]
fn its_modes_are_set_again_after_a_stop_that_it_could_not_see() {
    let desk = Desk::new();
    let mut screen = desk.open();
    screen.wait_for("ferry.txt").signal(Signal::STOP);
    screen.wait_until("a stopped process", |screen| screen.state() == 'T');
    // What the shell does meanwhile.
    screen.set_line_mode();
    screen.signal(Signal::CONT);
    screen.wait_until("the modes", |screen| !screen.is_in_line_mode());
    screen.keys("jc").wait_for("C1").keys("q");
    assert_eq!(screen.ended(), 0);
}

#[test]
fn keys_of_the_editor_are_not_ours() {
    let desk = Desk::new();
    let editor = desk.path("editor.sh");
    let script = "touch open\nwhile [ ! -e go ]; do sleep 0.01; done\nprintf ' and more' >> \"$1\"\n";
    fs::write(&editor, script).expect("written");
    let command = format!("sh {}", editor.display());
    let mut screen = desk.open_with(&["ferry.txt"], (100, 30), &[("VISUAL", &command)]);
    screen.wait_for("ferry.txt").keys("jc").wait_for("C1").keys("m").wait_for("Note on this claim");
    screen.keys("One").wait_for("One").keys("\u{5}");
    let is_open = desk.path("open");
    screen.wait_until("the editor", |_| is_open.exists());
    for signal in [Signal::INT, Signal::QUIT] {
        screen.signal(signal);
    }
    screen.signal(Signal::TSTP);
    screen.wait_until("a stopped process", |screen| screen.state() == 'T');
    screen.signal(Signal::CONT);
    fs::write(desk.path("go"), "").expect("written");
    screen.wait_for("✎ One and more").keys("q");
    assert_eq!(screen.ended(), 0);
}

#[test]
fn a_terminal_that_cannot_show_it_is_told_what_can() {
    for (terminal, told) in [("dumb", "TERM=dumb can't show this"), ("", "TERM=\"\" can't show this")] {
        let desk = Desk::new();
        for args in [&["ferry.txt"][..], &["."]] {
            let mut screen = desk.open_with(args, (100, 30), &[("TERM", terminal)]);
            assert_eq!(screen.ended(), 2);
            screen.wait_for(told).wait_for("Hint: `gloss");
            assert!(!screen.raw().contains(&0x1b));
        }
    }
    // Terminals that are not known by their names are usual ones.
    let desk = Desk::new();
    let mut screen = desk.open_with(&["ferry.txt"], (100, 30), &[("TERM", "mine-9000")]);
    screen.wait_for("ferry.txt").keys("q");
    assert_eq!(screen.ended(), 0);
}

#[test]
fn a_command_that_is_interrupted_leaves_no_temporary_file() {
    let desk = Folder::empty();
    for number in 0..400 {
        desk.write(&format!("in/{number}.txt"), "A ferry came in. The crew went home.\n".repeat(40));
    }
    let is_temporary = |name: &str| {
        let is_tmp = std::path::Path::new(name).extension().is_some_and(|extension| extension == "tmp");
        is_tmp && name.starts_with('.')
    };
    let temporary = || -> Vec<String> {
        let entries = fs::read_dir(desk.path("out")).into_iter().flatten().filter_map(Result::ok);
        let names = entries.map(|entry| entry.file_name().to_string_lossy().into_owned());
        names.filter(|name| is_temporary(name)).collect()
    };
    let mut child = desk.command(&["export", "in", "--to", "html", "-o", "out/"]).spawn().expect("started");
    // On a machine where no temporary file is ever seen, it ends by itself.
    while temporary().is_empty() && child.try_wait().expect("asked").is_none() {
        thread::yield_now();
    }
    let pid = rustix::process::Pid::from_raw(child.id().cast_signed()).expect("a process");
    // It may have ended.
    let _ = rustix::process::kill_process(pid, Signal::INT);
    let status = child.wait().expect("ended");
    assert!(status.code().is_none() || status.success(), "{status:?}");
    assert_eq!(temporary(), Vec::<String>::new());
}

/// A sidecar with names that try to be more than names.
const HOSTILE: &str = r#"format = "gloss/1"

[[annotation]]
id = "aaaaaaaaaa"
tag = "two\nkinds \u001b[31m\u009b2J\ttab <script>x</script> \\input{y}"
attributes = { "at\nname\u001b[0m" = "v\nw", "=1+1" = " =2+2" }
links = [{ as = "ro\nle", to = "bbbbbbbbbb" }]
spans = [{ start = 2, end = 7, exact = "ferry" }]
note = "x\u001b]0;title\u0007\n=3+3"
creator = "me\n\u001b[2J"
review = [{ why = "look\n\u001b[3m" }]

[[annotation]]
id = "bbbbbbbbbb"
tag = "plain"
spans = [{ start = 8, end = 12, exact = "came" }]
"#;

fn hostile() -> Folder {
    let desk = Folder::with_document("A ferry came in.\n");
    desk.write("a.txt.gloss.toml", HOSTILE);
    desk.write("b\nname\u{1b}[31m.txt", "A ferry came in.\n");
    desk.write("b\nname\u{1b}[31m.txt.gloss.toml", HOSTILE);
    desk
}

/// Checks that nothing is in it that a terminal would obey.
fn assert_is_plain(done: &Done, args: &[&str]) {
    let is_obeyed = |c: char| c.is_control() && !matches!(c, '\n' | '\t');
    for text in [&done.out, &done.err] {
        assert!(!text.contains(is_obeyed), "{args:?}: {text:?}");
    }
}

#[test]
fn names_are_one_line_and_no_more_than_text_in_every_output() {
    let desk = hostile();
    for (args, lines) in [
        (&["list", "."][..], 4),
        (&["list", "a.txt"], 2),
        (&["stats", ".", "--by", "tag"], 3),
        (&["stats", ".", "--by", "file"], 3),
        (&["check", "."], 4),
        (&["list", ".", "--count"], 1),
        (&["add", "b\nname\u{1b}[31m.txt", "--tag", "note", "--exact", "ferry"], 1),
    ] {
        let done = desk.run(args);
        assert_is_plain(&done, args);
        assert_eq!(done.out.lines().count(), lines, "{args:?}: {}", done.out);
    }
    for args in [
        &["diff", "a.txt"][..],
        &["schema"],
        &["keys"],
        &["suggest", "b\nname\u{1b}[31m.txt"],
        &["check", ".", "--json"],
        &["list", "no\nsuch\u{1b}[31m.txt"],
        &["text", "no\nsuch\u{1b}[31m.txt"],
        &["export", "no\nsuch\u{1b}[31m.txt", "--to", "json"],
        &["import", "a.txt", "--from", "json", "no\nsuch\u{1b}[31m.json"],
    ] {
        assert_is_plain(&desk.run(args), args);
    }
    let missing = desk.run(&["list", "no\nsuch.txt"]);
    assert!(missing.err.contains("no␊such.txt"), "{}", missing.err);
    let listed = desk.run(&["list", "a.txt"]);
    assert!(
        listed.out.contains("\ttwo␊kinds ␛[31m") && listed.out.contains("at␊name␛[0m=v w"),
        "{}",
        listed.out
    );
}

#[test]
fn escapes_come_through_where_they_are_asked_for_and_lines_stay_lines() {
    let desk = hostile();
    let done = desk.run(&["list", "a.txt", "--escapes"]);
    assert!(done.out.contains("two␊kinds \u{1b}[31m") && done.out.lines().count() == 2, "{}", done.out);
    // What is data stays as it is.
    desk.write("c.txt", "a\u{1b}[31mb\n");
    assert_eq!(desk.run(&["text", "c.txt"]).out, "a\u{1b}[31mb\n");
}

#[test]
fn no_name_is_markup_in_an_export() {
    let desk = hostile();
    let to = |format: &str| {
        let done = desk.run(&["export", "a.txt", "--to", format]);
        assert_eq!(done.code, 0, "{}", done.err);
        done.out
    };
    let markdown = to("markdown");
    assert!(markdown.contains("## Two kinds "), "{markdown}");
    assert!(markdown.contains("\\<script\\>") && markdown.contains("\\\\input\\{y\\}"), "{markdown}");
    for format in ["markdown", "pandoc", "notes"] {
        let text = to(format);
        assert!(!text.contains("<script>") && !text.contains('\u{1b}'), "{format}: {text}");
    }
    let latex = to("latex");
    assert!(latex.contains("\\textbackslash{}input\\{y\\}") && !latex.contains("\\input"), "{latex}");
    let html = to("html");
    assert!(!html.contains("<script>x") && html.contains("&lt;script&gt;x"), "{html}");
    for format in ["csv", "tsv"] {
        let desk = hostile();
        let table = to(format);
        assert!(table.contains("'=1+1") && table.contains("' =2+2"), "{format}: {table}");
        desk.write("table", &table);
        let done = desk.run(&["import", "a.txt", "--from", format, "table"]);
        assert_eq!(done.code, 0, "{}", done.err);
        // An attribute's name goes there and back.
        let listed = desk.run(&["list", "a.txt"]).out;
        assert!(listed.contains("\t=1+1=") && !listed.contains("'=1+1"), "{listed}");
    }
}
