//! The program as a person uses it: in a real pseudo-terminal, from the first key to the file on the disk.

mod support;

use std::{fs, io::Write};

use support::{ARTICLE, Desk, Signal};

const SPLIT: &str = "“We were close at midnight,”";

#[test]
fn a_quotation_is_tagged_with_one_key_and_is_in_the_file_before_it_is_on_the_screen() {
    let desk = Desk::new();
    let mut screen = desk.open();
    screen.wait_for("ferry.txt").keys("jj\"").wait_for("speaker: Dana Holt");
    let saved = desk.sidecar();
    assert!(
        saved.contains(SPLIT) && saved.contains("exact = \"“and we were far apart at noon.”\""),
        "{saved}"
    );
    assert!(saved.contains("speaker = \"Dana Holt\", cue = \"said\""), "{saved}");
    assert_eq!(saved.matches("[[annotation]]").count(), 1);
    screen.keys("q");
    assert_eq!(screen.ended(), 0);
    assert_eq!(
        fs::read_to_string(desk.path("ferry.txt")).expect("read"),
        ARTICLE,
        "the source is never written to"
    );
}

#[test]
fn undo_survives_being_killed() {
    let desk = Desk::new();
    let mut screen = desk.open();
    screen.wait_for("ferry.txt").keys("jc").wait_for("C1").keys("jjc").wait_for("C2");
    screen.kill();
    assert_eq!(desk.sidecar().matches("[[annotation]]").count(), 2);
    let mut screen = desk.open();
    screen.wait_for("C2").keys("u").wait_for("undo tag claim").keys("jk").wait_for("C1");
    assert_eq!(desk.sidecar().matches("[[annotation]]").count(), 1);
    screen.keys("U").wait_for("redo tag claim").keys("jk").wait_for("C2");
    assert_eq!(desk.sidecar().matches("[[annotation]]").count(), 2);
}

#[test]
fn reading_goes_on_where_it_ended() {
    let desk = Desk::new();
    let mut screen = desk.open();
    screen.wait_for("¶ 1/4").keys("G").wait_for("¶ 4/4").keys("q");
    screen.ended();
    desk.open().wait_for("¶ 4/4");
}

#[test]
fn every_size_is_survived() {
    let desk = Desk::new();
    let mut screen = desk.open();
    screen.wait_for("ferry.txt").keys("jj\"").wait_for("speaker: Dana Holt");
    for (columns, rows) in [(40, 10), (20, 5), (3, 3), (1, 1), (300, 80), (40, 10)] {
        screen.resize(columns, rows).keys("jk");
    }
    screen.wait_for("close at midnight").resize(100, 30).wait_for("Glosses 1").keys("q");
    assert_eq!(screen.ended(), 0);
}

#[test]
fn a_size_that_comes_back_at_once_is_drawn_anew() {
    let desk = Desk::new();
    let mut screen = desk.open();
    screen.wait_for("ferry.txt");
    for _ in 0..5 {
        // The terminal loses all but one cell, and the program may see no other size than before.
        screen.resize(1, 1).resize(100, 30).wait_for("ferry.txt");
    }
    screen.keys("q");
    assert_eq!(screen.ended(), 0);
}

#[test]
fn it_stops_for_the_shell_and_goes_on() {
    let desk = Desk::new();
    let mut screen = desk.open();
    screen
        .wait_for("ferry.txt")
        .keys("\u{1a}")
        .wait_until("a stopped process", |screen| screen.state() == 'T');
    screen.signal(Signal::CONT);
    screen.keys("jc").wait_for("C1").keys("q");
    assert_eq!(screen.ended(), 0);
}

#[test]
fn two_programs_see_each_others_glosses() {
    let desk = Desk::new();
    let (mut one, mut two) = (desk.open(), desk.open());
    one.wait_for("ferry.txt");
    two.wait_for("ferry.txt");
    one.keys("jc").wait_for("C1");
    two.keys("jj\"").wait_for("speaker: Dana Holt").keys("k").wait_for("C1 Q1");
    one.keys("k").wait_for("C1 Q1");
    assert_eq!(desk.sidecar().matches("[[annotation]]").count(), 2);
}

#[test]
fn an_edit_by_hand_is_merged_and_kept() {
    let desk = Desk::new();
    let mut screen = desk.open();
    screen.wait_for("ferry.txt").keys("jc").wait_for("C1");
    let edited = desk.sidecar().replace("tag = \"claim\"", "tag = \"note\"   # mine") + "\n# the end\n";
    fs::write(desk.path("ferry.txt.gloss.toml"), edited).expect("written");
    screen.wait_for("merged in").keys("j\"").wait_for("N1 Q1");
    let saved = desk.sidecar();
    assert!(saved.contains("# mine") && saved.contains("# the end") && saved.contains(SPLIT), "{saved}");
}

#[test]
fn a_changed_document_is_read_again() {
    let desk = Desk::new();
    let mut screen = desk.open();
    screen.wait_for("ferry.txt").keys("jj\"").wait_for("speaker: Dana Holt");
    fs::write(desk.path("ferry.txt"), format!("A new first paragraph.\n\n{ARTICLE}")).expect("written");
    screen.wait_for("was read again").wait_for("A new first paragraph.");
    // Cut short, the words are gone; the gloss is not.
    fs::write(desk.path("ferry.txt"), "A new").expect("written");
    screen.wait_for("1 gloss to review").keys("q");
    assert_eq!(screen.ended(), 0);
    assert!(desk.sidecar().contains(SPLIT));
}

#[test]
fn what_cannot_be_saved_is_said_at_once() {
    let desk = Desk::new();
    let sidecar = "format = \"gloss/2\"\n";
    fs::write(desk.path("ferry.txt.gloss.toml"), sidecar).expect("written");
    let mut screen = desk.open();
    screen.wait_for("can't be saved").keys("jc").wait_for("nothing can be changed").keys("q");
    assert_eq!(screen.ended(), 0);
    assert_eq!(desk.sidecar(), sidecar);
}

#[test]
fn work_on_a_broken_sidecar_is_kept_aside_and_taken_in_later() {
    let desk = Desk::new();
    let broken = "format = \"gloss/1\"\n\n[[annotation]]\nid = \n";
    fs::write(desk.path("ferry.txt.gloss.toml"), broken).expect("written");
    let mut screen = desk.open();
    screen
        .wait_for("line 4, column ")
        .keys("jc")
        .wait_for("NOT SAVED: line 4, column ")
        .keys("k")
        .wait_for("C1");
    screen.keys("q").wait_for("quit again to leave: changes are kept").keys("q");
    assert_eq!(screen.ended(), 3);
    assert_eq!(desk.sidecar(), broken);
    fs::write(desk.path("ferry.txt.gloss.toml"), "format = \"gloss/1\"\n# mended\n").expect("mended");
    let mut screen = desk.open();
    screen
        .wait_for("R takes in 1 change that could not be saved")
        .keys("R")
        .wait_for("recover 1 change")
        .keys("j");
    screen.wait_for("C1").keys("q");
    assert_eq!(screen.ended(), 0);
    assert!(desk.sidecar().contains("# mended") && desk.sidecar().contains("tag = \"claim\""));
    desk.open().wait_for("saved  C1");
}

#[test]
fn work_is_saved_as_soon_as_the_sidecar_is_mended() {
    let desk = Desk::new();
    fs::write(desk.path("ferry.txt.gloss.toml"), "format = \"gloss/1\"\nx = \n").expect("written");
    let mut screen = desk.open();
    screen.wait_for("line 2, column ").keys("jc").wait_for("NOT SAVED");
    fs::write(desk.path("ferry.txt.gloss.toml"), "format = \"gloss/1\"\nx = 1\n").expect("mended");
    screen.wait_for("saved again").keys("k").wait_for("saved  C1").keys("q");
    assert_eq!(screen.ended(), 0);
    assert!(desk.sidecar().contains("x = 1") && desk.sidecar().contains("tag = \"claim\""));
    desk.open().wait_for("saved  C1").wait_until("no offer", |screen| !screen.text().contains("earlier"));
}

#[test]
fn nothing_in_a_document_is_obeyed() {
    let desk = Desk::new();
    let hostile =
        "A\u{1b}]52;c;ZWNobyBwd25lZA==\u{7}B\u{1b}]0;title\u{7}C\u{1b}[2J\u{9b}31mD user\u{202e}nimda\r\n";
    fs::write(desk.path("ferry.txt"), hostile).expect("written");
    let mut screen = desk.open();
    screen.wait_for("␛[2J").wait_for("user␦nimda").keys("c").wait_for("C1").keys("q");
    screen.ended();
    let raw = String::from_utf8_lossy(&screen.raw()).into_owned();
    for obeyed in ["\u{1b}]52;c;ZW", "\u{1b}]0;", "\u{9b}", "\u{202e}", "\u{7}B"] {
        assert!(!raw.contains(obeyed), "{obeyed:?} came through");
    }
}

#[test]
fn the_terminal_is_given_back() {
    for (end, code) in [(None, 0), (Some(Signal::TERM), 143), (Some(Signal::HUP), 129)] {
        let desk = Desk::new();
        let mut screen = desk.open();
        screen.wait_for("ferry.txt");
        match end {
            None => drop(screen.keys("q")),
            Some(signal) => screen.signal(signal),
        }
        assert_eq!(screen.ended(), code, "{end:?}");
        screen.wait_until("the other screen left", |screen| {
            let raw = String::from_utf8_lossy(&screen.raw()).into_owned();
            raw.contains("\u{1b}[?1049l") && raw.contains("\u{1b}[?25h") && raw.contains("\u{1b}[?1002l")
        });
    }
}

#[test]
fn a_note_is_written_in_an_editor() {
    use std::os::unix::fs::PermissionsExt;
    let desk = Desk::new();
    let editor = desk.path("editor.sh");
    let mut file = fs::File::create(&editor).expect("created");
    file.write_all(b"#!/bin/sh\nprintf 'from the editor\\nsecond line\\n' > \"$1\"\n").expect("written");
    file.set_permissions(fs::Permissions::from_mode(0o755)).expect("set");
    drop(file);
    let editor = editor.to_string_lossy().into_owned();
    let mut screen = desk.open_with(&["ferry.txt"], (100, 30), &[("VISUAL", &editor)]);
    screen.wait_for("ferry.txt").keys("jc").wait_for("C1").keys("m").wait_for("Note on this claim");
    screen.keys("\u{5}").wait_for("✎ from the editor");
    assert!(
        desk.sidecar().contains("note = \"\"\"\nfrom the editor\nsecond line\"\"\""),
        "{}",
        desk.sidecar()
    );
    // The keys are ours again.
    screen.keys("q");
    assert_eq!(screen.ended(), 0);
}

#[test]
fn search_palette_help_and_mouse() {
    let desk = Desk::new();
    let mut screen = desk.open();
    screen.wait_for("ferry.txt").keys("/holt\r").wait_for("match 1 of 2").keys("n").wait_for("match 2 of 2");
    screen.keys("?").wait_for("Move the selection").keys("q");
    screen.wait_until("the help gone", |screen| !screen.text().contains("Move the selection"));
    screen.keys(":numbers").wait_for("paragraph-numbers").keys("\r").wait_for(" 3 ");
    // A click on the third row of the text selects the sentence there; with numbers the text begins further right.
    screen.keys("\u{1b}[<0;15;3M\u{1b}[<0;15;3m").wait_for("¶ 2/4").keys("c").wait_for("C1");
    assert!(desk.sidecar().contains("exact = \"The ferry company and its crews"), "{}", desk.sidecar());
}

#[test]
fn a_renamed_document_is_offered_its_glosses() {
    let desk = Desk::new();
    let mut screen = desk.open();
    screen.wait_for("ferry.txt").keys("jj\"").wait_for("speaker: Dana Holt").keys("q");
    assert_eq!(screen.ended(), 0);
    let by_hand = format!("# by hand\n{}", desk.sidecar());
    fs::write(desk.path("ferry.txt.gloss.toml"), &by_hand).expect("written");
    fs::rename(desk.path("ferry.txt"), desk.path("pier.txt")).expect("renamed");
    let mut screen = desk.open_with(&["pier.txt"], (140, 30), &[]);
    screen.wait_for("ferry.txt is gone, and its text was the same; R takes over its glosses");
    assert!(!desk.path("pier.txt.gloss.toml").exists(), "opening writes nothing");
    screen.keys("R").wait_for("take over 1 gloss").keys("jk").wait_for("Q1");
    let taken = || fs::read_to_string(desk.path("pier.txt.gloss.toml")).expect("read");
    assert_eq!(taken(), by_hand.replace("file = \"ferry.txt\"", "file = \"pier.txt\""));
    assert!(!desk.path("ferry.txt.gloss.toml").exists());
    screen.keys("u").wait_for("nothing to undo").keys("q");
    assert_eq!(screen.ended(), 0);
    assert_eq!(taken().matches("[[annotation]]").count(), 1, "there is no other file that has it");
    // What was done under the old name can still be undone.
    let mut screen = desk.open_with(&["pier.txt"], (140, 30), &[]);
    screen.wait_for("Q1").keys("u").wait_for("undo tag quote").keys("q");
}

#[test]
fn a_moved_document_is_offered_its_glosses_after_it_was_tagged_again() {
    let desk = Desk::new();
    let mut screen = desk.open();
    screen.wait_for("ferry.txt").keys("jj\"").wait_for("speaker: Dana Holt").keys("q");
    assert_eq!(screen.ended(), 0);
    fs::create_dir(desk.path("archive")).expect("made");
    fs::rename(desk.path("ferry.txt"), desk.path("archive/pier.txt")).expect("moved");
    let mut screen = desk.open_with(&["archive/pier.txt"], (200, 30), &[]);
    screen
        .wait_for("ferry.txt is gone")
        .keys("jc")
        .wait_for("C1")
        .keys("R")
        .wait_for("take over 1 gloss")
        .keys("jk")
        .wait_for("C1 Q1")
        .keys("q");
    assert_eq!(screen.ended(), 0);
    let taken = fs::read_to_string(desk.path("archive/pier.txt.gloss.toml")).expect("read");
    assert_eq!(taken.matches("[[annotation]]").count(), 2, "{taken}");
    assert!(!desk.path("ferry.txt.gloss.toml").exists());
}

#[test]
fn what_cannot_be_taken_over_stays_and_is_offered_still() {
    let desk = Desk::new();
    let mut screen = desk.open();
    screen.wait_for("ferry.txt").keys("jj\"").wait_for("speaker: Dana Holt").keys("q");
    assert_eq!(screen.ended(), 0);
    fs::rename(desk.path("ferry.txt"), desk.path("pier.txt")).expect("renamed");
    let mut screen = desk.open_with(&["pier.txt"], (140, 30), &[]);
    screen.wait_for("R takes over");
    let whole = desk.sidecar();
    fs::write(desk.path("ferry.txt.gloss.toml"), "format = \"gloss/1\"\nx = \n").expect("written");
    screen.keys("R").wait_for("the glosses stay where they are: line 2, column ");
    fs::write(desk.path("ferry.txt.gloss.toml"), whole).expect("mended");
    screen.keys("R").wait_for("take over 1 gloss").keys("q");
    assert_eq!(screen.ended(), 0);
}

#[test]
fn the_text_that_is_read_is_named_once_every_gloss_is_settled() {
    use sha2::{Digest, Sha256};
    let named = |desk: &Desk, text: &str| {
        let digest: String = Sha256::digest(text).iter().map(|byte| format!("{byte:02x}")).collect();
        desk.sidecar().contains(&format!("sha256 = \"{digest}\""))
    };
    let desk = Desk::new();
    let mut screen = desk.open();
    screen.wait_for("ferry.txt").keys("jc").wait_for("C1").keys("G\"").wait_for("Q1");
    assert!(named(&desk, ARTICLE));
    let edited = ARTICLE
        .replace("have not reached a deal", "have not yet struck any deal")
        .replace(" on the pier", " upon the old pier");
    fs::write(desk.path("ferry.txt"), &edited).expect("written");
    screen.wait_for("was read again").keys("!").wait_for("2 of 2").keys("C").wait_for("1 to review");
    assert!(named(&desk, ARTICLE), "the other one was recorded in that");
    screen.keys("C").wait_for("every gloss is in its place");
    assert!(named(&desk, &edited), "{}", desk.sidecar());
    screen.keys("q");
    assert_eq!(screen.ended(), 0);
    let mut screen = desk.open();
    screen
        .wait_for("C1 Q1")
        .wait_until("nothing to say", |screen| !screen.text().contains("the text has changed"));
}

#[test]
fn what_is_being_written_when_the_end_comes_is_kept() {
    for end in [Some(Signal::TERM), Some(Signal::HUP), None] {
        let desk = Desk::new();
        let mut screen = desk.open();
        screen.wait_for("ferry.txt").keys("jc").wait_for("C1").keys("m").wait_for("Note on this claim");
        screen.keys("Ask the company").wait_for("Ask the company");
        match end {
            Some(signal) => screen.signal(signal),
            None => screen.hang_up(),
        }
        screen.ended();
        assert!(desk.sidecar().contains("note = \"Ask the company\""), "{end:?}: {}", desk.sidecar());
    }
    let desk = Desk::new();
    let mut screen = desk.open();
    screen
        .wait_for("ferry.txt")
        .keys("jj\"")
        .wait_for("speaker: Dana Holt")
        .keys("\r")
        .wait_for("who says it");
    screen.keys(" jr").wait_for("Dana Holt jr").signal(Signal::HUP);
    screen.ended();
    assert!(desk.sidecar().contains("speaker = \"Dana Holt jr\""), "{}", desk.sidecar());
}

/// A folder with the article, another document, and a picture that is no document.
fn folder() -> Desk {
    let desk = Desk::new();
    fs::create_dir(desk.path("notes")).expect("made");
    fs::write(desk.path("notes/pier.txt"), format!("At the pier\n\n{ARTICLE}")).expect("written");
    fs::write(desk.path("notes/picture"), b"\x89PNG\0\0").expect("written");
    desk
}

#[test]
fn a_document_is_opened_from_its_folder_and_returned_from() {
    let desk = folder();
    let mut screen = desk.open_with(&["."], (100, 30), &[]);
    screen.wait_for("Documents 2").wait_for("notes/pier.txt");
    assert!(!screen.text().contains("picture"), "{}", screen.text());
    screen.keys("pier\r").wait_for("At the pier").wait_for("¶ 1/5").keys("jjj\"").wait_for("Q1");
    screen.keys("q").wait_for("1 gloss").wait_for("Documents 1 of 2");
    screen.keys("\u{1b}").wait_for("Documents 2").keys("\u{1b}");
    assert_eq!(screen.ended(), 0);
}

/// From the next document one comes back to that one in the list; and it was read with the search of the one before.
#[test]
fn the_list_is_returned_to_at_the_document_that_was_read_last() {
    let desk = folder();
    let mut screen = desk.open_with(&[".", "--as", "ann"], (100, 30), &[]);
    screen.wait_for("▌ferry.txt").wait_for("   as ann").keys("\r").wait_for("1 of 2").keys("/crews\r");
    screen.wait_for("match 1 of 3").keys("\u{e}").wait_for("2 of 2").keys("n").wait_for("match 1 of 3");
    screen.wait_for("  as ann  ").keys("q").wait_for("Documents 2").wait_for("▌notes/pier.txt").keys("q");
    screen.keys("\u{3}").wait_until("the query cleared", |screen| !screen.text().contains("> q"));
    screen.keys("\u{3}");
    assert_eq!(screen.ended(), 0);
}

#[test]
fn the_glosses_of_a_speaker_are_found_across_a_folder_and_opened_in_place() {
    let desk = folder();
    let mut screen = desk.open();
    screen.wait_for("¶ 1/4").keys("jj\"").wait_for("speaker: Dana Holt").keys("q");
    assert_eq!(screen.ended(), 0);
    let mut screen = desk.open_with(&["notes/../notes/pier.txt"], (100, 30), &[]);
    screen.wait_for("¶ 1/5").keys("jjj\"").wait_for("Q1").keys("jc").wait_for("C1").keys("q");
    assert_eq!(screen.ended(), 0);
    // From the folder: a condition, the second gloss, its document at its place, and back to where one was.
    let mut screen = desk.open_with(&["."], (100, 30), &[]);
    screen.wait_for("Documents 2").keys("\t").wait_for("Glosses 3").keys("speaker=\"Dana Holt\"");
    screen
        .wait_for("Glosses 2 ")
        .keys("\u{1b}[B\r")
        .wait_for("pier.txt  saved")
        .wait_for("▌Q “We were close");
    screen.keys("q").wait_for("speaker=\"Dana Holt\"").wait_for("Glosses 2 ");
    // From a gloss: those of the same speaker, and back to the document; ctrl-c ends wherever one is.
    screen.keys("\u{1b}[A\r").wait_for("ferry.txt  saved").keys("F").wait_for("esc back to ferry.txt");
    screen.keys("\u{1b}").wait_for("ferry.txt  saved").keys("\u{3}");
    assert_eq!(screen.ended(), 0);
}

#[test]
fn a_document_that_cannot_be_opened_is_said_in_the_folder() {
    let desk = folder();
    let mut screen = desk.open_with(&["."], (100, 30), &[]);
    screen.wait_for("Documents 2");
    fs::remove_file(desk.path("ferry.txt")).expect("gone");
    screen.keys("\r").wait_for("there is no such file").keys("\u{3}");
    assert_eq!(screen.ended(), 0);
    let mut screen = desk.open_with(&["."], (100, 30), &[]);
    screen.wait_for("Documents 1").signal(Signal::TERM);
    assert_eq!(screen.ended(), 143);
}

#[test]
fn a_change_of_focus_leaves_the_theme_alone() {
    /// The background of selected text in the light theme, as the terminal is told.
    const LIGHT: &str = "48;2;190;214;250";
    let desk = Desk::new();
    let mut screen = desk.open_with(&["ferry.txt"], (100, 30), &[("COLORTERM", "truecolor")]);
    let is_light = |screen: &support::Screen| String::from_utf8_lossy(&screen.raw()).contains(LIGHT);
    screen.wait_for("¶ 1/4").keys("\u{1b}[O\u{1b}[IG").wait_for("¶ 4/4");
    assert!(!is_light(&screen));
    // The terminal's own answer does change it.
    screen.keys("\u{1b}]11;rgb:ffff/ffff/ffff\u{1b}\\").wait_until("the light theme", is_light).keys("q");
    assert_eq!(screen.ended(), 0);
}

#[test]
fn a_document_too_large_to_be_rendered_says_so_in_the_status_line() {
    let desk = Desk::new();
    fs::write(desk.path("mill.md"), "A *word* of many.\n\n".repeat(120_000)).expect("written");
    let mut screen = desk.open_with(&["mill.md"], (120, 24), &[]);
    screen.wait_for("A *word* of many.").wait_for("too large to be shown as markdown").keys("q");
    assert_eq!(screen.ended(), 0);
}

/// A folder with two Markdown documents, of which one leads to the other, to the web and to a picture, and settings by which what is
/// started writes down what it gets.
fn linked() -> Desk {
    let desk = Desk::new();
    let a = "# Locks\n\nRead [the log](logs/b.md#may).\n\nAsk [Nell](https://example.org/$(touch%20x)?a=1&b='2').\n\n![Gate](gate.png)\n\n[Gone](c.md)\n";
    fs::write(desk.path("a.md"), a).expect("written");
    fs::create_dir(desk.path("logs")).expect("made");
    fs::write(desk.path("logs/b.md"), "# April\n\nRain.\n\n# May\n\nSun. [Back](../a.md)\n")
        .expect("written");
    fs::write(desk.path("gate.png"), b"\x89PNG\r\n\x1a\n").expect("written");
    let (told, config) = (desk.path("told"), desk.path(".config/gloss"));
    fs::create_dir_all(&config).expect("made");
    let script = format!("printf '%s|' \"$@\" >> {}", told.display());
    let settings = format!(
        "browser = [\"sh\", \"-c\", {script:?}, \"browser\", \"-x\"]\nviewer = [\"/nowhere/viewer\"]\n"
    );
    fs::write(config.join("config.toml"), settings).expect("written");
    desk
}

#[test]
fn links_lead_to_documents_and_back_and_to_the_programs_of_the_settings() {
    let desk = linked();
    let mut screen = desk.open_with(&["a.md"], (100, 30), &[]);
    screen.wait_for("a.md  saved").keys("j\u{7}").wait_for("logs/b.md § may").keys("\r");
    screen.wait_for("b.md  saved").wait_for("§ May").keys("j\u{f}").wait_for("a.md  saved").wait_for("¶ 2/5");
    screen.keys("\u{1b}o").wait_for("b.md  saved").wait_for("¶ 4/4").keys("\u{f}").wait_for("a.md  saved");
    screen.keys("j\u{7}").wait_for("enter  open it with sh");
    assert!(!desk.path("told").exists(), "an address is shown first");
    screen.keys("\r").wait_for("sh is started");
    let told = || fs::read_to_string(desk.path("told")).unwrap_or_default();
    screen.wait_until("the browser started", |_| told().ends_with('|'));
    assert_eq!(told(), "-x|https://example.org/$(touch%20x)?a=1&b='2'|");
    screen.keys("j\u{7}").wait_for("gate.png").keys("\r").wait_for("/nowhere/viewer can't be started");
    screen.keys("G\u{7}").wait_for("enter  open it here").keys("\r").wait_for("c.md").wait_for("¶ 5/5");
    screen.keys("q");
    assert_eq!(screen.ended(), 0);
    assert!(!desk.path("x").exists());
}
