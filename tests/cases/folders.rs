//! Files as they lie in folders: copies, backups, names, encodings.

use std::{ffi::OsStr, fs, os::unix::ffi::OsStrExt};

use crate::{command::Desk, support};

const LETTER: &str = "The mill burned down.\n\nIda Brock saw it.\n";

/// A folder with a letter and two versions of its sidecar: one under its name, one under this one.
fn with_copy(copy: &str) -> Desk {
    let desk = Desk::empty();
    desk.write("d/letter.txt", LETTER);
    let add = |exact: &str| {
        assert_eq!(desk.run(&["add", "d/letter.txt", "--tag", "note", "--exact", exact]).code, 0);
    };
    add("The mill");
    let first = desk.read("d/letter.txt.gloss.toml");
    add("Ida Brock");
    desk.write(&format!("d/{copy}"), desk.read("d/letter.txt.gloss.toml"));
    desk.write("d/letter.txt.gloss.toml", first);
    desk
}

#[test]
fn conflict_copies_are_named_and_merged_on_request() {
    for copy in [
        "letter.txt.gloss (Ida's conflicted copy 2026-11-29).toml",
        "letter.txt.gloss (conflicted copy 2026-11-29 101112).toml",
        "letter.txt.gloss.sync-conflict-20261129-101112-ABCDEFG.toml",
        "letter.txt.gloss-LAPTOP.toml",
        "letter.txt.gloss 2.toml",
        "letter.txt.gloss (1).toml",
    ] {
        let desk = with_copy(copy);
        let checked = desk.run(&["check", "d"]);
        assert_eq!(checked.code, 1, "{copy}: {checked:?}");
        assert!(checked.out.contains(copy) && checked.out.contains("--merge-copies"), "{}", checked.out);
        assert_eq!(desk.run(&["check", "d/letter.txt"]).code, 1);
        assert_eq!(desk.run(&["list", "d", "--count"]).out, "1\n", "nothing is merged unasked");
        let merged = desk.run(&["check", "d", "--merge-copies"]);
        assert_eq!(merged.code, 0, "{merged:?}");
        assert_eq!(desk.run(&["list", "d", "--count"]).out, "2\n");
        assert!(!desk.path(&format!("d/{copy}")).exists());
        assert_eq!(desk.run(&["check", "d"]).code, 0);
    }
}

/// A save that is killed while another program's version has the temporary name leaves that, and a link that says
/// which version it was to replace.
#[test]
fn what_a_killed_save_has_swapped_out_is_a_conflict_copy() {
    let (copy, record) = (".letter.txt.gloss.toml.tmp", "d/.letter.txt.gloss.toml.swap");
    let desk = with_copy(copy);
    assert_eq!(desk.run(&["check", "d"]).code, 0, "without the link it is the program's own");
    std::os::unix::fs::symlink("1.2.3.4.5", desk.path(record)).expect("linked");
    let checked = desk.run(&["check", "d"]);
    assert!(checked.code == 1 && checked.out.contains(copy), "{checked:?}");
    assert_eq!(desk.run(&["check", "d", "--merge-copies"]).code, 0);
    assert_eq!(desk.run(&["list", "d", "--count"]).out, "2\n");
    assert!(!desk.path(&format!("d/{copy}")).exists());
    // A save before that look keeps it, under a name of its own.
    let desk = with_copy(copy);
    std::os::unix::fs::symlink("1.2.3.4.5", desk.path(record)).expect("linked");
    assert_eq!(desk.run(&["add", "d/letter.txt", "--tag", "note", "--exact", "burned"]).code, 0);
    assert!(!desk.path(record).is_symlink() && !desk.path(&format!("d/{copy}")).exists());
    let checked = desk.run(&["check", "d"]);
    assert!(checked.code == 1 && checked.out.contains("(conflict "), "{checked:?}");
    assert_eq!(desk.run(&["check", "d", "--merge-copies"]).code, 0);
    assert_eq!(desk.run(&["list", "d", "--count"]).out, "3\n");
}

#[test]
fn a_copy_of_another_document_or_format_is_none() {
    let desk = with_copy("letter.txt.gloss (1).toml");
    let of_another = desk.read("d/letter.txt.gloss (1).toml").replace("letter.txt", "other.txt");
    desk.write("d/letter.txt.gloss (1).toml", of_another);
    desk.write("d/letter.txt.gloss settings.toml", "colour = \"red\"\n");
    assert_eq!(desk.run(&["check", "d"]).code, 0);
    assert!(desk.path("d/letter.txt.gloss (1).toml").exists());
}

#[test]
fn copies_whose_sidecar_is_gone_give_it_back() {
    let desk = with_copy("letter.txt.gloss (1).toml");
    fs::remove_file(desk.path("d/letter.txt.gloss.toml")).expect("removed");
    assert_eq!(desk.run(&["check", "d"]).code, 1);
    assert_eq!(desk.run(&["check", "d", "--merge-copies"]).code, 0);
    assert_eq!(desk.run(&["list", "d", "--count"]).out, "2\n");
}

#[test]
fn a_damaged_copy_keeps_no_other_from_being_merged_and_stays() {
    let desk = with_copy("letter.txt.gloss (1).toml");
    let whole = desk.read("d/letter.txt.gloss (1).toml");
    let later = "letter.txt.gloss.sync-conflict-20261129-101112-ABCDEFG.toml";
    desk.write(&format!("d/{later}"), whole.replace("Ida Brock\"", "Ida\"").replace("end = 32", "end = 26"));
    let damaged = ["letter.txt.gloss (0).toml", "letter.txt.gloss-LAPTOP.toml"];
    desk.write(&format!("d/{}", damaged[0]), "format = \"gloss/1\"\n[[annotation]\n");
    desk.write(&format!("d/{}", damaged[1]), &whole[..whole.len() - 40]);
    let merged = desk.run(&["check", "d", "--merge-copies"]);
    assert_eq!(merged.code, 3, "{merged:?}");
    for copy in damaged {
        assert!(
            merged.err.contains(copy) && desk.path(&format!("d/{copy}")).exists(),
            "{copy}: {}",
            merged.err
        );
    }
    for copy in ["letter.txt.gloss (1).toml", later] {
        assert!(!desk.path(&format!("d/{copy}")).exists(), "{copy}: {}", merged.err);
    }
    let listed = desk.run(&["list", "d"]).out;
    assert!(listed.contains("The mill") && listed.contains("Ida Brock"), "{listed}");
}

#[test]
fn the_interface_offers_a_conflict_copy() {
    let desk = support::Desk::new();
    fs::write(desk.path("letter.txt"), LETTER).expect("written");
    let entry = |id: &str, end: usize, exact: &str, suffix: &str| {
        format!(
            "\n[[annotation]]\nid = \"{id}\"\ntag = \"note\"\nspans = [\n  {{ start = 0, end = {end}, exact = \"{exact}\", \
             prefix = \"\", suffix = \"{suffix}\" }},\n]\n"
        )
    };
    let head = "format = \"gloss/1\"\n\n[source]\nfile = \"letter.txt\"\n";
    let copy = desk.path("letter.txt.gloss-LAPTOP.toml");
    let (mill, the) =
        (entry("aaaaaaaaaa", 8, "The mill", " burned"), entry("bbbbbbbbbb", 3, "The", " mill burned"));
    fs::write(desk.path("letter.txt.gloss.toml"), format!("{head}{mill}")).expect("written");
    fs::write(&copy, format!("{head}{the}")).expect("written");
    let mut program = desk.open_with(&["letter.txt"], (100, 30), &[]);
    program.wait_for("in a conflict copy; R merges").keys("R");
    program.wait_until("the copy is gone", |_| !copy.exists());
    let merged = fs::read_to_string(desk.path("letter.txt.gloss.toml")).expect("read");
    assert!(merged.contains("aaaaaaaaaa") && merged.contains("bbbbbbbbbb"), "{merged}");
}

#[test]
fn backups_are_no_documents_unless_they_are_named() {
    let desk = Desk::with_document(LETTER);
    assert_eq!(desk.run(&["add", "a.txt", "--tag", "note", "--exact", "The mill"]).code, 0);
    for name in [
        "a.txt~",
        "a.txt.bak",
        "a.txt.orig",
        ".a.txt.swp",
        "a.txt.swo",
        "#a.txt#",
        ".#a.txt",
        "a.txt.tmp",
        "a.txt.gloss.toml~",
        "a.txt.gloss.toml.bak",
        "a.txt.gloss.toml.orig",
        "a.txt.gloss (1).toml",
    ] {
        desk.write(name, "A burned mill.\n");
    }
    assert_eq!(desk.run(&["export", ".", "--to", "json"]).out.matches("\"id\"").count(), 1);
    assert_eq!(desk.run(&["text", "a.txt.bak"]).out, "A burned mill.\n");
}

#[test]
fn a_name_that_is_no_unicode_is_worked_on() {
    let desk = Desk::empty();
    let name = OsStr::from_bytes(b"br\xfcck.txt");
    fs::write(desk.path("").join(name), LETTER).expect("written");
    let add = |args: &[&str]| {
        let mut command = desk.command(&["add"]);
        command.arg(name).args(args).output().expect("run")
    };
    assert!(add(&["--tag", "note", "--exact", "The mill"]).status.success());
    assert_eq!(desk.run(&["list", ".", "--count"]).out, "1\n");
    let checked = desk.run(&["check", "."]);
    assert_eq!((checked.code, checked.out.as_str()), (0, "./br\u{fffd}ck.txt: 1 unchanged\n"));
    let exported = desk.run(&["export", ".", "--to", "csv"]);
    assert_eq!((exported.code, exported.out.lines().count()), (0, 2), "{exported:?}");
}

#[test]
fn names_of_any_length_are_read_and_those_with_room_are_saved() {
    let desk = Desk::empty();
    for (length, can_save) in [(200, true), (230, true), (235, true), (244, true), (245, false), (255, false)]
    {
        let name = format!("{}.txt", "n".repeat(length - 4));
        desk.write(&name, LETTER);
        assert_eq!(desk.run(&["text", &name]).out, LETTER);
        let added = desk.run(&["add", &name, "--tag", "note", "--exact", "The mill"]);
        assert_eq!(added.code, if can_save { 0 } else { 3 }, "{length}: {added:?}");
        assert!(can_save || added.err.contains("the most that a file name can have"), "{}", added.err);
        let listed = desk.run(&["list", &name, "--count"]);
        assert_eq!((listed.code, listed.out.as_str()), (0, if can_save { "1\n" } else { "0\n" }), "{length}");
        // A sidecar that is large enough for a journal.
        let sidecar = format!("{name}.gloss.toml");
        if can_save {
            desk.write(&sidecar, format!("{}\n{}", desk.read(&sidecar), "# filler\n".repeat(130_000)));
            assert_eq!(
                desk.run(&["add", &name, "--tag", "note", "--exact", "Ida Brock"]).code,
                0,
                "{length}"
            );
            assert_eq!(desk.run(&["list", &name, "--count"]).out, "2\n");
        }
    }
}

#[test]
fn what_can_not_be_read_in_a_folder_is_named_and_nothing_waits() {
    let desk = Desk::with_document(LETTER);
    assert_eq!(desk.run(&["add", "a.txt", "--tag", "note", "--exact", "The mill"]).code, 0);
    let pipe = rustix::fs::CWD;
    rustix::fs::mknodat(pipe, desk.path("pipe.txt"), rustix::fs::FileType::Fifo, rustix::fs::Mode::RWXU, 0)
        .expect("made");
    let listed = desk.run(&["list", ".", "--count"]);
    assert_eq!((listed.code, listed.out.as_str()), (0, "1\n"));
    assert!(listed.err.contains("pipe.txt: passed over, it is a named pipe"), "{}", listed.err);
    for args in
        [&["stats", "."][..], &["check", "."], &["suggest", "a.txt"], &["export", ".", "--to", "json"]]
    {
        assert!(desk.run(args).code <= 1, "{args:?}");
    }
}

#[test]
fn both_forms_of_a_character_are_found() {
    let desk = Desk::with_document("Le the\u{301} est froid. Le th\u{e9} est pr\u{ea}t. Le the est loin.\n");
    let add = |args: &[&str]| desk.run(&[&["add", "a.txt", "--tag", "note", "--exact"], args].concat());
    let both = add(&["Le th\u{e9}"]);
    assert_eq!(both.code, 2);
    assert!(both.err.contains("several places"), "{}", both.err);
    assert_eq!(add(&["th\u{e9} est froid"]).code, 0);
    assert_eq!(add(&["the\u{301} est pre\u{302}t"]).code, 0);
    assert_eq!(add(&["Le the"]).code, 0, "“the” is one place");
    assert_eq!(add(&["th\u{e9}", "--start", "20"]).code, 2);
    for condition in ["exact*=th\u{e9}", "exact*=THE\u{301}", "exact~th\u{e9}", "exact~the\u{301}"] {
        let listed = desk.run(&["list", "a.txt", "--where", condition, "--count"]);
        assert_eq!(listed.out, "2\n", "{condition}: {listed:?}");
    }
    assert_eq!(desk.run(&["list", "a.txt", "--where", "exact=the\u{301} est froid", "--count"]).out, "1\n");
    assert_eq!(desk.run(&["check", "a.txt"]).code, 0);
}

#[test]
fn lines_end_at_the_breaks_of_unicode() {
    let desk = Desk::with_document("One line\u{2028}and another.\u{2029}A paragraph.\u{85}Its end.\n");
    assert_eq!(desk.run(&["add", "a.txt", "--tag", "note", "--exact", "A paragraph."]).code, 0);
    assert!(desk.run(&["list", "a.txt"]).out.starts_with("¶ 2\t"));
    let desk = support::Desk::new();
    fs::write(desk.path("a.txt"), "One line\u{2028}and another.\n").expect("written");
    let mut program = desk.open_with(&["a.txt"], (100, 30), &[]);
    program.wait_for("and another.");
    assert!(
        !program.text().contains("One line and") && !program.text().contains('\u{2424}'),
        "{}",
        program.text()
    );
}

#[test]
fn encodings_are_read_as_what_they_are() {
    let desk = Desk::empty();
    let wide = |text: &str| -> Vec<u8> { text.chars().flat_map(|c| u32::from(c).to_le_bytes()).collect() };
    let utf16 = |text: &str| -> Vec<u8> { text.encode_utf16().flat_map(u16::to_be_bytes).collect() };
    for (bytes, shown) in [
        (wide("\u{feff}The mill.\n"), "The mill.\n"),
        (wide("The mill.\n"), "The mill.\n"),
        (utf16("Die Mühle brannte.\r\n"), "Die Mühle brannte.\r\n"),
        (b"The mill \xe2\x80".to_vec(), "The mill \u{fffd}"),
        (b"The\0mill.\n".to_vec(), "The\0mill.\n"),
    ] {
        desk.write("b.txt", bytes);
        let text = desk.run(&["text", "b.txt"]);
        assert_eq!((text.code, text.out.as_str()), (0, shown), "{}", text.err);
    }
    // A NUL in the words of a gloss survives its sidecar.
    assert_eq!(desk.run(&["add", "b.txt", "--tag", "note", "--exact", "mill"]).code, 0);
    let checked = desk.run(&["check", "b.txt"]);
    assert_eq!((checked.code, checked.out.as_str()), (0, "b.txt: 1 unchanged\n"));
    desk.write("c.bin", b"\x7fELF\x02\x01\x01\0\0\0\0\0\0\0\0\0\x03\0>\0");
    assert!(desk.run(&["text", "c.bin"]).err.contains("binary data"));
}

#[test]
fn the_folder_view_finds_names_in_either_form_and_opens_names_that_are_no_unicode() {
    let desk = support::Desk::new();
    fs::write(desk.path("gro\u{308}ssen.txt"), "The larger mill.\n").expect("written");
    fs::write(desk.folder.path().join(OsStr::from_bytes(b"br\xfcck.txt")), "The broken bridge.\n")
        .expect("written");
    let mut program = desk.open_with(&["."], (100, 30), &[]);
    program.wait_for("ferry.txt").wait_for("ssen.txt").keys("gr\u{f6}");
    program.wait_until("one name is left", |screen| !screen.text().contains("ferry.txt"));
    program.keys("\r").wait_for("The larger mill.").keys("q");
    program.wait_for("ssen.txt").keys("\u{15}ck.t");
    program.wait_until("another name is left", |screen| !screen.text().contains("ssen.txt"));
    program.keys("\r").wait_for("The broken bridge.");
}

#[test]
fn a_coder_whose_sidecar_would_be_another_documents_is_refused() {
    let desk = Desk::empty();
    desk.write("notes", LETTER);
    desk.write("notes.md", "# Another\n");
    let added = desk.run(&["add", "notes", "--as", "md", "--tag", "note", "--exact", "The mill"]);
    assert!(added.code == 3 && added.err.contains("the sidecar of the document notes.md"), "{added:?}");
    assert!(!desk.path("notes.md.gloss.toml").exists());
    assert_eq!(desk.run(&["add", "notes", "--as", "ann", "--tag", "note", "--exact", "The mill"]).code, 0);
}

#[test]
fn a_document_that_is_named_twice_is_read_once() {
    let desk = Desk::with_document(LETTER);
    assert_eq!(desk.run(&["add", "a.txt", "--tag", "note", "--exact", "The mill"]).code, 0);
    for files in [["a.txt", "./a.txt"], [".", "a.txt"]] {
        assert_eq!(desk.run(&[&["list", "--count"], &files[..]].concat()).out, "1\n", "{files:?}");
    }
}

#[test]
fn a_schema_or_settings_that_lead_nowhere_are_told() {
    let desk = Desk::with_document(LETTER);
    let link = |to: &str, at: &str| std::os::unix::fs::symlink(desk.path(to), desk.path(at)).expect("linked");
    fs::create_dir_all(desk.path(".config/gloss")).expect("made");
    let add = || desk.run(&["add", "a.txt", "--tag", "note", "--exact", "The mill"]);
    link("nowhere", ".config/gloss/config.toml");
    let done = add();
    assert!(done.code == 2 || done.code == 3, "{done:?}");
    fs::remove_file(desk.path(".config/gloss/config.toml")).expect("removed");
    link("nowhere", "gloss.toml");
    let done = add();
    assert!(done.code == 3 && done.err.contains("gloss.toml"), "{done:?}");
}

#[test]
fn a_name_is_found_in_either_form_on_the_command_line_and_in_the_settings() {
    let desk = Desk::empty();
    let (composed, parted) = ("gr\u{f6}\u{df}e.txt", "gro\u{308}\u{df}e.txt");
    desk.write(parted, LETTER);
    assert_eq!(desk.run(&["add", composed, "--tag", "note", "--exact", "The mill"]).code, 0);
    assert!(desk.path(&format!("{parted}.gloss.toml")).exists() && !desk.path(composed).exists());
    for args in [&["list", composed, "--count"][..], &["list", parted, "--count"]] {
        assert_eq!(desk.run(args).out, "1\n", "{args:?}");
    }
    for args in [["text", composed], ["check", composed], ["suggest", composed], ["schema", composed]] {
        assert_eq!(desk.run(&args).code, 0, "{args:?}");
    }
    let (composed, parted) = ("j\u{f6}rg", "jo\u{308}rg");
    desk.write("a.txt", LETTER);
    assert_eq!(desk.run(&["add", "a.txt", "--as", parted, "--tag", "note", "--exact", "The mill"]).code, 0);
    assert_eq!(desk.run(&["list", "a.txt", "--as", composed, "--count"]).out, "1\n");
    desk.write(".config/gloss/config.toml", format!("coder = \"{parted}\"\n"));
    assert_eq!(desk.run(&["list", "a.txt", "--count"]).out, "1\n");
}
