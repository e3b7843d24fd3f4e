//! The terminal: signals, keys that are never whole, kinds of terminals, sizes.

use std::{fs, process::Command, thread, time::Duration};

use crate::{
    command::Desk as Folder,
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

/// Sends the signal of this number.
fn send(screen: &Screen, number: u32) {
    let command = format!("kill -{number} {}", screen.child.process_id().expect("a process"));
    let sent = Command::new("sh").args(["-c", &command]).status().expect("run");
    assert!(sent.success(), "{command}");
}

#[cfg(target_os = "linux")]
#[test]
fn whatever_signal_ends_it_the_terminal_is_given_back_and_the_note_kept() {
    // QUIT, TRAP, ABRT, USR1, USR2, ALRM, STKFLT, XCPU, VTALRM, PROF, IO, PWR, SYS, and two that have no meaning.
    for number in [3, 5, 6, 10, 12, 14, 16, 24, 26, 27, 29, 30, 31, 35, 64] {
        let desk = Desk::new();
        let mut screen = desk.open();
        screen.wait_for("ferry.txt").keys("jc").wait_for("C1").keys("m").wait_for("Note on this claim");
        screen.keys("Ask them").wait_for("Ask them");
        send(&screen, number);
        assert_eq!(screen.ended(), 128 + number);
        screen.wait_until("the terminal given back", is_given_back).wait_for("ended by the signal ");
        assert!(screen.is_in_line_mode(), "{number}");
        assert!(desk.sidecar().contains("note = \"Ask them\""), "{number}: {}", desk.sidecar());
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_signal_that_tells_of_a_file_ends_nothing_and_those_that_stop_it_give_the_terminal_back() {
    let desk = Desk::new();
    let mut screen = desk.open();
    screen.wait_for("ferry.txt").signal(Signal::XFSZ);
    screen.keys("G").wait_for("¶ 4/4");
    for signal in [Signal::TTIN, Signal::TTOU] {
        screen.signal(signal);
        screen.wait_until("a stopped process", |screen| screen.state() == 'T');
        assert!(screen.is_in_line_mode(), "{signal:?}");
        screen.signal(Signal::CONT);
        screen.wait_until("the modes", |screen| !screen.is_in_line_mode());
    }
    screen.wait_until("the terminal given back", is_given_back).keys("g").wait_for("¶ 1/4").keys("q");
    assert_eq!(screen.ended(), 0);
}

#[test]
fn a_terminal_that_cannot_show_it_is_told_what_can() {
    for (terminal, told) in [
        ("dumb", "TERM=dumb can't show this"),
        ("", "TERM=\"\" can't show this"),
        ("unknown", "TERM=unknown can't show this"),
        ("vt52", "TERM=vt52 can't show this"),
    ] {
        let desk = Desk::new();
        for args in [&["ferry.txt"][..], &["."]] {
            let mut screen = desk.open_with(args, (100, 30), &[("TERM", terminal)]);
            assert_eq!(screen.ended(), 2);
            screen.wait_for(told).wait_for("Hint: `gloss");
            assert!(!screen.raw().contains(&0x1b));
        }
    }
}

#[test]
fn a_terminal_gets_no_sequences_but_those_that_its_kind_understands() {
    /// What xterm's kind alone understands: the alternate screen, pastes, mouse reports, frames, and strings.
    const OF_XTERM: [&str; 6] =
        ["\u{1b}[?1049", "\u{1b}[?2004", "\u{1b}[?1000", "\u{1b}[?1006", "\u{1b}[?2026", "\u{1b}]11"];
    for (terminal, colors, is_like_xterm) in [
        ("linux", "", false),
        ("vt220", "", false),
        ("mine-9000", "", false),
        ("mine-9000", "truecolor", true),
        ("xterm", "", true),
        ("screen-256color", "", true),
    ] {
        for (args, seen) in [(&["ferry.txt"][..], "¶ 1/4"), (&["."], "Documents 1")] {
            let desk = Desk::new();
            let env = [("TERM", terminal), ("COLORTERM", colors), ("COLORFGBG", "")];
            let mut screen = desk.open_with(args, (100, 30), &env);
            screen.wait_for(seen);
            if args == ["ferry.txt"] {
                screen.keys("y").wait_for("copied");
            }
            screen.keys("\u{3}");
            assert_eq!(screen.ended(), 0, "{terminal}");
            screen.wait_until("the cursor", |screen| screen.raw().windows(6).any(|six| six == b"\x1b[?25h"));
            let raw = String::from_utf8_lossy(&screen.raw()).into_owned();
            for sequence in OF_XTERM {
                assert_eq!(raw.contains(sequence), is_like_xterm, "{terminal} {colors} {sequence:?}");
            }
            assert!(is_like_xterm || !raw.contains("38;") || terminal == "linux", "{terminal}");
        }
    }
}

#[test]
fn a_screen_that_was_small_for_a_moment_is_whole_again() {
    let desk = Desk::new();
    let mut screen = desk.open();
    screen.wait_for("¶ 1/4");
    for _ in 0..30 {
        // The program may see the second size only.
        screen.resize(3, 2).resize(100, 30).wait_for("¶ 1/4").wait_for("The ferry company and its crews");
    }
    screen.keys("q");
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
