//! Text that is not to be trusted: in names, in sidecars, in documents.

use crate::command::{Desk as Folder, Done};

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
