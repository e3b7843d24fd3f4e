//! What commands take and say.

use super::{
    command::{Desk, Done},
    support,
};

const TEXT: &str = "We were here. “I agree,” said Jo Holt. We were there.\n\n\
- Reth: no, we were not. It was -5 degrees.\n";

/// The ids of the glosses that match.
fn ids(desk: &Desk, args: &[&str]) -> Vec<String> {
    let done = desk.run(&[&["list"], args, &["--ids"]].concat());
    assert_eq!(done.code, 0, "{}", done.err);
    done.out.lines().map(str::to_owned).collect()
}

fn id(desk: &Desk, args: &[&str]) -> String {
    match &ids(desk, args)[..] {
        [id] => id.clone(),
        other => panic!("{other:?}"),
    }
}

/// Checks that a command was refused as wrong use, in the form of all errors, with these words.
fn refused(done: &Done, words: &[&str]) {
    assert_eq!((done.code, done.out.as_str()), (2, ""), "{}", done.err);
    assert!(done.err.starts_with("Error: ") && !done.err.contains("error: "), "{}", done.err);
    for word in words {
        assert!(done.err.contains(word), "{word}: {}", done.err);
    }
}

#[test]
fn a_misspelt_command_is_named_and_not_its_document() {
    let desk = Desk::with_document(TEXT);
    for args in [
        &["sugest", "a.txt"][..],
        &["sugest"],
        &["sugest", "--tag", "quote", "a.txt"],
        &["--as", "ann", "sugest", "a.txt", "a.txt"],
        &["help", "sugest"],
    ] {
        let done = desk.run(args);
        refused(&done, &["there is no command “sugest”", "did you mean `"]);
        assert!(done.err.contains("suggest`?") && !done.err.contains("a.txt"), "{}", done.err);
    }
    // A document of such a name is opened, here as far as the terminal that is missing.
    desk.write("lst", TEXT);
    refused(&desk.run(&["lst", "a.txt"]), &["standard output is not a terminal"]);
    refused(&desk.run(&["a.txt", "list"]), &["the command list is named after a document"]);
    refused(&desk.run(&["--name", "b.txt", "list", "a.txt"]), &["--name"]);
    assert_eq!(desk.run(&["--as", "ann", "list", "a.txt"]).code, 0, "options may come before the command");
}

#[test]
fn no_hint_repeats_what_was_typed_and_none_fails() {
    let desk = Desk::with_document(TEXT);
    for (args, words) in [
        (&["add"][..], &["needs --tag <KIND>, --exact <TEXT>, <FILE>"][..]),
        (&["add", "a.txt", "--tag"], &["--tag <KIND> needs a value"]),
        (&["add", "a.txt", "--tagg", "x"], &["no option --tagg", "did you mean --tag?"]),
        (&["list", "a.txt", "--count", "--json"], &["--count can't be used with --json"]),
        (
            &["export", "a.txt", "--to", "markdwn"],
            &["not “markdwn”, but one of: markdown, ", "did you mean markdown?"],
        ),
        (&["suggest", "a.txt", "--min-score", "5"], &["can't be “5”: a score is a number from 0 to 1"]),
        (&["suggest", "a.txt", "--min-score", "-1"], &["can't be “-1”"]),
        (
            &["add", "a.txt", "--tag", "note", "--exact", "were", "--start", "-1"],
            &["can't be “-1”: an offset is"],
        ),
        (&["formats", "x"], &["“x” is one word too many"]),
        (&["edit", "a.txt", "abcd"], &["needs one of --tag <KIND>, --set <NAME=VALUE>"]),
    ] {
        let done = desk.run(args);
        refused(&done, words);
        assert!(
            !done.err.contains("tip") && !done.err.contains(&format!("mean `gloss {}", args[0])),
            "{}",
            done.err
        );
        assert!(!args.iter().any(|arg| done.err.contains(&format!("mean {arg}?"))), "{}", done.err);
    }
}

#[test]
fn values_may_begin_with_a_hyphen() {
    let desk = Desk::with_document(TEXT);
    let add = ["add", "a.txt", "--tag", "note", "--exact"];
    assert_eq!(desk.run(&[&add[..], &["- Reth: no", "--note", "- see above"]].concat()).code, 0);
    assert_eq!(desk.run(&[&add[..], &["-5 degrees", "--force", "--set", "-topic=-x"]].concat()).code, 0);
    assert_eq!(desk.run(&["list", "a.txt", "--where", "note=- see above", "--count"]).out, "1\n");
    assert_eq!(
        desk.run(&["list", "a.txt", "--where", "-topic=-x", "--sort", "-topic"]).out.lines().count(),
        1
    );
    assert!(desk.run(&["stats", "a.txt", "--by", "-topic"]).out.contains("-topic\t-x\t1"));
    let first = id(&desk, &["a.txt", "--where", "-topic=-x"]);
    let edited =
        desk.run(&["edit", "a.txt", &first, "--unset", "-topic", "--exact", "- Reth", "--note", "--x"]);
    assert_eq!(edited.code, 0, "{}", edited.err);
    assert_eq!(id(&desk, &["a.txt", "--where", "exact=- Reth", "--where", "note=--x"]), first);
    assert_eq!(desk.run(&["agree", "a.txt", "--coders", "-a,-b"]).code, 2, "a coder who is not there");
}

#[test]
fn what_the_schema_does_not_have_is_refused_with_what_it_has() {
    let desk = Desk::with_document(TEXT);
    for (tag, more, words) in [
        ("clam", &[][..], "there is claim, "),
        ("claim", &["--set", "certanty=stated"], "“certanty” of claim; there is certainty, "),
        ("claim", &["--set", "certainty=statd"], "certainty is not “statd”; there is stated, "),
        ("claim", &["--set", "checkable=perhaps"], "checkable is yes or no"),
        ("sentiment", &["--set", "intensity=5"], "intensity is a number from 1 to 3, not 5"),
        ("note", &["--set", "topic=x"], "no attribute “topic” of note"),
    ] {
        let add = ["add", "a.txt", "--tag", tag, "--exact", "We were here."];
        let done = desk.run(&[&add[..], more].concat());
        refused(&done, &[words, "--force"]);
        assert!(!desk.path("a.txt.gloss.toml").exists());
        let done = desk.run(&[&add[..], more, &["--force"]].concat());
        assert_eq!(done.code, 0, "{}", done.err);
        assert_eq!(desk.run(&["delete", "a.txt", done.out.trim()]).code, 0);
        std::fs::remove_file(desk.path("a.txt.gloss.toml")).expect("removed");
    }
    let add = ["add", "a.txt", "--tag", "claim", "--exact", "We were here."];
    let first = desk.run(&[&add[..], &["--set", "source=", "--force", "--set", "intensity=7"]].concat()).out;
    let wrong = format!("suports={}", first.trim());
    refused(
        &desk.run(&[&add[..], &["--link", &wrong]].concat()),
        &["no link “suports”; there is supports, "],
    );
    let listed = desk.run(&["list", "a.txt", "--json"]).out;
    assert!(!listed.contains("source"), "an empty value is none: {listed}");
    refused(
        &desk.run(&["edit", "a.txt", first.trim(), "--unset", "sorce"]),
        &["“sorce” of claim; there is source, "],
    );
}

#[test]
fn every_place_of_some_words_is_tagged_once() {
    let desk = Desk::with_document(TEXT);
    let all = ["add", "a.txt", "--tag", "claim", "--exact", "e were", "--all"];
    let done = desk.run(&[&all[..], &["--set", "certainty=hedged"]].concat());
    assert_eq!((done.code, done.out.lines().count()), (0, 3), "{}", done.err);
    assert!(done.err.contains("3 added"), "{}", done.err);
    assert_eq!(ids(&desk, &["a.txt", "--where", "certainty=hedged"]), done.out.lines().collect::<Vec<_>>());
    desk.run(&["delete", "a.txt", done.out.lines().next().expect("an id")]);
    let again = desk.run(&all);
    assert_eq!((again.code, again.out.lines().count()), (0, 1), "{}", again.err);
    assert!(again.err.contains("1 added, 2 there already"), "{}", again.err);
    let again = desk.run(&all);
    assert_eq!((again.code, again.out.as_str()), (0, ""), "{}", again.err);
    refused(
        &desk.run(&["add", "a.txt", "--tag", "claim", "--exact", "nowhere", "--all"]),
        &["is not in the text"],
    );
    refused(&desk.run(&[&all[..], &["--exact", "here"]].concat()), &["--all takes one --exact"]);
    refused(&desk.run(&[&all[..], &["--start", "1"]].concat()), &["--all can't be used with --start"]);
    // Words that share text with themselves, and words that end inside a character.
    desk.write("b.txt", "aaaa e\u{301}e\n");
    assert_eq!(desk.run(&["add", "b.txt", "--tag", "note", "--exact", "aa", "--all"]).out.lines().count(), 2);
    assert_eq!(desk.run(&["add", "b.txt", "--tag", "note", "--exact", "e", "--all"]).out.lines().count(), 1);
}

#[test]
fn glosses_are_edited_and_deleted_by_their_ids() {
    let desk = Desk::with_document(TEXT);
    let add = |tag: &str, exact: &str| {
        desk.run(&["add", "a.txt", "--tag", tag, "--exact", exact]).out.trim().to_owned()
    };
    let (claim, quote) = (add("claim", "We were here."), add("quote", "“I agree,”"));
    let link = format!("supports={quote}");
    let edit = ["edit", "a.txt", &claim[..6], "--set", "certainty=hedged", "--note", "a\nb", "--link", &link];
    let would = desk.run(&[&edit[..], &["--dry-run"]].concat());
    assert_eq!((would.code, would.out.as_str()), (0, "a.txt\t1 gloss would be edited\n"));
    assert_eq!(desk.run(&["list", "a.txt", "--where", "certainty=hedged", "--count"]).out, "0\n");
    assert_eq!(desk.run(&edit).out, "a.txt\t1 gloss edited\n");
    assert_eq!(desk.run(&edit).out, "a.txt\t0 glosses edited\n", "nothing is new");
    let listed = desk.run(&["list", "a.txt", "--json", "--tag", "claim"]).out;
    assert!(
        listed.contains("\"a\\nb\"") && listed.contains(&quote) && listed.contains("modified"),
        "{listed}"
    );
    let done = desk.run(&["edit", "a.txt", &claim, "--unlink", &link, "--tag", "sentiment", "--note", ""]);
    assert_eq!(done.code, 0, "{}", done.err);
    let listed = desk.run(&["list", "a.txt", "--json", "--tag", "sentiment"]).out;
    assert!(!listed.contains("links") && !listed.contains("note\"") && listed.contains("hedged"), "{listed}");
    refused(&desk.run(&["edit", "a.txt", &claim, "--unlink", &link]), &["has no link"]);
    refused(
        &desk.run(&["edit", "a.txt", &claim, &quote, "--exact", "We"]),
        &["puts one gloss on other words"],
    );
    refused(&desk.run(&["edit", "a.txt", &claim, "--link", &format!("supports={claim}")]), &["to itself"]);
    let before = desk.read("a.txt.gloss.toml");
    for wrong in ["nosuchid", &claim[..2], ""] {
        refused(&desk.run(&["edit", "a.txt", &claim, wrong, "--note", "x"]), &["there is no gloss"]);
        refused(&desk.run(&["delete", "a.txt", &claim, wrong]), &["there is no gloss"]);
    }
    assert_eq!(desk.read("a.txt.gloss.toml"), before, "all is done or nothing");
    refused(&desk.run(&["delete", "a.txt", &quote, "--as", "ann"]), &["there is no gloss"]);
    assert_eq!(desk.run(&["delete", "a.txt", &quote, &quote]).out, "a.txt\t1 gloss deleted\n");
    assert_eq!(ids(&desk, &["a.txt"]), [claim]);
}

#[test]
fn ids_that_are_listed_can_be_edited_and_deleted() {
    let desk = Desk::empty();
    for name in ["d/a.txt", "d/e/b.txt"] {
        desk.write(name, TEXT);
        desk.run(&["add", name, "--tag", "claim", "--exact", "e were", "--all", "--as", "ann"]);
    }
    let listed = desk.run(&["list", "d", "--as", "ann", "--ids"]).out;
    assert_eq!(listed.lines().count(), 6);
    let done = desk.run_with(&["edit", "d", "-", "--as", "ann", "--set", "certainty=denied"], &listed);
    assert_eq!(done.out, "d/a.txt\t3 glosses edited\nd/e/b.txt\t3 glosses edited\n", "{}", done.err);
    assert_eq!(desk.run(&["list", "d", "--as", "ann", "--where", "certainty=denied", "--count"]).out, "6\n");
    let first = listed.lines().next().expect("an id");
    refused(&desk.run(&["delete", "d", first]), &["there is no gloss", "ann has it: --as ann"]);
    assert_eq!(desk.run_with(&["delete", "d", "-", "--as", "ann"], &listed).code, 0);
    assert_eq!(desk.run(&["list", "d", "--as", "ann", "--count"]).out, "0\n");
    // One id in two documents is nobody's.
    let sidecar = "format = \"gloss/1\"\n\n[[annotation]]\nid = \"twice\"\ntag = \"note\"\n\
                   spans = [{ start = 0, end = 2, exact = \"We\" }]\n";
    desk.write("d/a.txt.gloss.toml", sidecar);
    desk.write("d/e/b.txt.gloss.toml", sidecar);
    refused(
        &desk.run(&["delete", "d", "twice"]),
        &["several documents have a gloss twice: d/a.txt, d/e/b.txt"],
    );
    assert_eq!(desk.run(&["delete", "d/a.txt", "twice"]).code, 0);
}

#[test]
fn the_program_takes_back_what_a_script_deleted() {
    let desk = support::Desk::new();
    let run = |args: &[&str]| {
        let mut words = vec![support::GLOSS];
        words.extend(args);
        let mut screen = desk.open_command(&words, (100, 30), &[]);
        assert_eq!(screen.ended(), 0, "{}", screen.text());
    };
    run(&["add", "ferry.txt", "--tag", "claim", "--exact", "The crews want nine days."]);
    let sidecar = desk.sidecar().replace("tag = \"claim\"", "# by hand\ntag = \"claim\"\ncolour = \"red\"");
    std::fs::write(desk.path("ferry.txt.gloss.toml"), &sidecar).expect("written");
    let id =
        sidecar.split("id = \"").nth(1).and_then(|rest| rest.split('"').next()).expect("an id").to_owned();
    run(&["delete", "ferry.txt", &id]);
    assert!(!desk.sidecar().contains(&id));
    let mut screen = desk.open();
    screen
        .wait_for("¶ 1/4")
        .keys("u")
        .wait_for("undo delete")
        .wait_for("▌C The crews want nine days.")
        .keys("q");
    assert_eq!(screen.ended(), 0);
    assert!(desk.sidecar().contains("# by hand\ntag = \"claim\"\ncolour = \"red\""), "{}", desk.sidecar());
}

#[test]
fn a_gloss_is_put_on_other_words_and_confirmed() {
    let desk = Desk::with_document(TEXT);
    let claim = desk.run(&["add", "a.txt", "--tag", "claim", "--exact", "We were here."]).out;
    let note = desk.run(&["add", "a.txt", "--tag", "note", "--exact", "It was -5 degrees."]).out;
    desk.write(
        "a.txt",
        TEXT.replace("We were here.", "We were never near.").replace(" It was -5 degrees.", ""),
    );
    assert_eq!(desk.run(&["check", "a.txt"]).code, 1);
    let confirm = ["edit", "a.txt", note.trim(), "--confirm"];
    refused(&desk.run(&confirm), &["not all words of", "have a place"]);
    assert_eq!(desk.run(&["edit", "a.txt", claim.trim(), "--exact", "never", "--exact", "near"]).code, 0);
    assert_eq!(desk.run(&["edit", "a.txt", note.trim(), "--exact", "were", "--start", "3"]).code, 0);
    refused(
        &desk.run(&["edit", "a.txt", note.trim(), "--exact", "were"]),
        &["stands in several places", "--start 3  ¶ 1"],
    );
    let done = desk.run(&["check", "a.txt"]);
    assert_eq!((done.code, done.out.as_str()), (0, "a.txt: 2 unchanged\n"));
    let sidecar =
        desk.read("a.txt.gloss.toml").replace("tag = \"note\"", "tag = \"note\"\nreview = \"look here\"");
    desk.write("a.txt.gloss.toml", sidecar);
    assert_eq!(desk.run(&["check", "a.txt"]).code, 1);
    assert_eq!(desk.run(&confirm).code, 0);
    assert_eq!(desk.run(&["check", "a.txt"]).code, 0);
}

/// A folder with three documents that two coders have glossed: alike, differently, and one of them alone.
fn coded() -> Desk {
    let desk = Desk::empty();
    for (name, ann, ben) in [
        ("d/alike.txt", "We were here.", Some("We were here.")),
        ("d/apart.txt", "We were here.", Some("We were there.")),
        ("d/e/alone.txt", "We were here.", None),
        ("d/none.txt", "", None),
    ] {
        desk.write(name, TEXT);
        for (coder, words) in [("ann", Some(ann)), ("ben", ben)] {
            if let Some(words) = words.filter(|words| !words.is_empty()) {
                desk.run(&["add", name, "--tag", "claim", "--exact", words, "--as", coder]);
            }
        }
    }
    desk
}

#[test]
fn folders_are_measured_and_compared() {
    let desk = coded();
    let done = desk.run(&["agree", "d", "--no-gamma", "--json"]);
    assert_eq!(done.code, 0, "{}", done.err);
    let report: serde_json::Value = serde_json::from_str(&done.out).expect("JSON");
    assert_eq!(report["files"], serde_json::json!(["d/alike.txt", "d/apart.txt", "d/e/alone.txt"]));
    desk.write("new/a.txt", TEXT);
    refused(&desk.run(&["agree", "new"]), &["nobody has glosses of the documents in new"]);
    refused(&desk.run(&["compare", "new"]), &["nobody has glosses of the documents in new"]);
    refused(&desk.run(&["compare", "d/e"]), &["no document has glosses of two coders"]);
    refused(&desk.run(&["compare", "d", "--coders", "ann,zoe"]), &["no document has glosses of ann and zoe"]);
    let done = desk.run(&["compare", "d/alike.txt", "d/e"]);
    assert_eq!((done.code, done.out.as_str()), (0, "the coders agree on the document\n"), "{}", done.err);
    refused(&desk.run(&["compare", "d"]), &["standard output is not a terminal"]);
}

#[test]
fn the_documents_of_a_folder_that_differ_are_compared_one_after_the_other() {
    let desk = support::Desk::new();
    let names = ["ferry.txt", "pier.txt", "quay.txt"];
    for (name, words) in names.iter().zip(["nine days", "left on the pier", "a deal"]) {
        std::fs::write(desk.path(name), support::ARTICLE).expect("written");
        for (coder, exact) in
            [("ann", "Holt added."), ("ben", if *name == "pier.txt" { "Holt added." } else { words })]
        {
            let words =
                [support::GLOSS, "add", name, "--as", coder, "--tag", "claim", "--exact", exact, "--all"];
            assert_eq!(desk.open_command(&words, (100, 30), &[]).ended(), 0);
        }
    }
    let mut screen = desk.open_with(&["compare", "."], (100, 30), &[]);
    screen
        .wait_for("goes to the first of 2 open differences")
        .keys(">")
        .wait_for("ferry.txt")
        .wait_for("1 of 2");
    screen.keys("1").wait_for("version 1 is taken").keys(">1").wait_for("1✓ ann").keys(">");
    screen.wait_for("all are settled; :n goes to the next document").keys("\u{e}").wait_for("Differences 3");
    screen.wait_for("goes to the first of").keys("H").wait_for("quay.txt").wait_for("2 of 2").keys("q");
    assert_eq!(screen.ended(), 0);
    // Another day the first document in which something is open is shown first.
    let mut screen = desk.open_with(&["compare", "."], (100, 30), &[]);
    screen.wait_for("goes to the first of").keys("H").wait_for("quay.txt").wait_for("2 of 2").keys("q");
    assert_eq!(screen.ended(), 0);
    assert!(desk.path("ferry.txt.adjudicated.gloss.toml").exists());
    assert!(!desk.path("pier.txt.adjudicated.gloss.toml").exists());
}

#[test]
fn suggestions_are_made_for_folders_in_their_order() {
    let desk = Desk::empty();
    for name in ["d/b.txt", "d/a.txt", "d/e/c.txt"] {
        desk.write(name, TEXT);
    }
    let files = |done: &Done| -> Vec<String> {
        done.out.lines().filter_map(|line| Some(line.split(':').next()?.to_owned())).collect()
    };
    let done = desk.run(&["suggest", "d", "--tag", "quote"]);
    assert_eq!((done.code, files(&done)), (0, vec!["d/a.txt".into(), "d/b.txt".into(), "d/e/c.txt".into()]));
    let done = desk.run(&["suggest", "d", "d/b.txt", "--tag", "quote", "--write"]);
    let added = ["d/a.txt", "d/b.txt", "d/e/c.txt"].map(|name| format!("{name}\t1 gloss added\n")).concat();
    assert_eq!((done.code, done.out), (0, added), "{}", done.err);
    assert_eq!(desk.run(&["suggest", "d", "--tag", "quote"]).out, "");
    let done = desk.run(&["suggest", "missing.txt", "d/a.txt", "--tag", "claim", "--dry-run"]);
    assert_eq!(done.code, 3);
    assert!(
        done.out.starts_with("d/a.txt\t") && done.err.contains("missing.txt"),
        "{}{}",
        done.out,
        done.err
    );
}

#[test]
fn documents_are_read_one_after_the_other() {
    let desk = support::Desk::new();
    for (name, text) in
        [("pier.txt", "At the pier.\n"), ("quay.txt", "On the quay.\n"), ("picture", "\u{89}PNG\0\0\0\0")]
    {
        std::fs::write(desk.path(name), text).expect("written");
    }
    let mut screen =
        desk.open_with(&["ferry.txt", "gone.txt", "pier.txt", "quay.txt", "picture"], (100, 30), &[]);
    screen.wait_for("Ferry company").wait_for("1 of 5").keys("c").wait_for("C1");
    // A document that can't be read is told and passed over; the one before stays where there is no other.
    screen.keys(":n\r").wait_for("At the pier.").wait_for("gone.txt").keys("H").wait_for("3 of 5");
    screen.keys("\u{e}").wait_for("On the quay.").wait_for("4 of 5").keys("\u{e}").wait_for("picture");
    screen.keys("H").wait_for("On the quay.").wait_for("4 of 5");
    screen.keys(":N\r").wait_for("At the pier.").wait_for("3 of 5").keys("\u{10}").wait_for("Ferry company");
    screen.keys("H").wait_for("1 of 5").keys("\u{10}").wait_for("this is the first of 5 documents").keys("q");
    assert_eq!(screen.ended(), 3, "what could not be read is told again");
    assert!(screen.text().contains("gone.txt") && screen.text().contains("picture"), "{}", screen.text());
    assert!(desk.sidecar().contains("tag = \"claim\""));
    let mut screen = desk.open();
    screen.wait_for("¶ 1/4").keys(":n\r").wait_for("this is the only document").keys("q");
    assert_eq!(screen.ended(), 0);
    let mut screen = desk.open_with(&["gone.txt", "missing.txt"], (100, 30), &[]);
    screen.wait_for("gone.txt").wait_for("missing.txt");
    assert_eq!(screen.ended(), 3);
}

#[test]
fn the_documents_of_a_folder_are_read_one_after_the_other() {
    let desk = support::Desk::new();
    std::fs::create_dir(desk.path("notes")).expect("made");
    std::fs::write(desk.path("notes/pier.txt"), "At the pier.\n").expect("written");
    std::fs::write(desk.path("quay.txt"), "On the quay.\n").expect("written");
    // A folder among documents stands for its documents.
    let mut screen = desk.open_with(&["quay.txt", "notes"], (100, 30), &[]);
    screen.wait_for("On the quay.").wait_for("1 of 2").keys("\u{e}").wait_for("At the pier.").keys("\u{e}");
    screen.wait_for("this is the last of 2 documents").keys("F").wait_for("esc back to pier.txt");
    screen.keys("\u{1b}").wait_for("2 of 2").keys("\u{10}").wait_for("On the quay.").keys("q");
    assert_eq!(screen.ended(), 0);
    // From the list of a folder one goes on to the next in it, and back to the list.
    let mut screen = desk.open_with(&["."], (100, 30), &[]);
    screen.wait_for("Documents 3").keys("\r").wait_for("Ferry company").wait_for("1 of 3").keys("\u{e}");
    screen
        .wait_for("At the pier.")
        .keys("c")
        .wait_for("C1")
        .keys("q")
        .wait_for("Documents 3")
        .wait_for("1 gloss");
    screen.keys("\u{3}");
    assert_eq!(screen.ended(), 0);
}

#[test]
fn glosses_are_counted_by_kind_and_document() {
    let desk = Desk::empty();
    for name in ["d/a.txt", "d/b.txt"] {
        desk.write(name, TEXT);
        desk.run(&["add", name, "--tag", "claim", "--exact", "e were", "--all", "--as", "ann"]);
    }
    let stats = |by: &str| desk.run(&["stats", "d", "--as", "ann", "--by", by]);
    assert_eq!(stats("kind").out, "all\t\t6\t12\t2\nkind\tclaim\t6\t12\t2\n");
    let by_document = "all\t\t6\t12\t2\ndocument\td/a.txt\t3\t6\t1\ndocument\td/b.txt\t3\t6\t1\n";
    assert_eq!(stats("document").out, by_document);
    for name in ["tag", "file", "coder", "creator", "state", "month", "day", "certainty"] {
        let done = stats(name);
        assert!(done.code == 0 && done.out.lines().count() > 1, "{name}: {}", done.err);
    }
    refused(&stats("knd"), &["nothing is called “knd”", "there is kind, "]);
    refused(&stats("documnt"), &["there is document, "]);
    assert_eq!(desk.run(&["list", "d", "--as", "ann", "--where", "kind=claim", "--count"]).out, "6\n");
    refused(
        &desk.run(&["list", "d", "--as", "ann", "--tag", "clam"]),
        &["there is no kind “clam”; there is claim, "],
    );
    // A schema's own attribute of that name is meant before the other word for it.
    desk.write("e/a.txt", TEXT);
    desk.write("e/gloss.toml", "[kind.claim.attributes.kind]\ntype = \"text\"\n");
    desk.run(&["add", "e/a.txt", "--tag", "claim", "--exact", "We were here.", "--set", "kind=plain"]);
    assert_eq!(desk.run(&["stats", "e", "--by", "kind"]).out.lines().nth(1), Some("kind\tplain\t1\t3\t1"));
}

#[test]
fn what_a_link_points_to_is_never_cut() {
    let words = "It is not so that every one of these many words could be left out of a report on them.";
    let desk = Desk::with_document(&format!("We were here.\n\n{words}\n"));
    let to = desk.run(&["add", "a.txt", "--tag", "claim", "--exact", words]).out;
    let link = format!("contradicts={}", to.trim());
    desk.run(&["add", "a.txt", "--tag", "claim", "--exact", "We were here.", "--link", &link]);
    for format in ["markdown", "html", "latex", "pandoc", "notes"] {
        let out = desk.run(&["export", "a.txt", "--to", format]).out;
        assert!(!out.contains('…') || format == "latex", "{format}: {out}");
        let times = out.split_whitespace().collect::<Vec<_>>().join(" ").matches(words).count();
        assert!(times >= 2, "{format}: {times} times in {out}");
    }
    desk.write("a.txt", "We were here.\n");
    assert!(desk.run(&["export", "a.txt", "--to", "text"]).out.contains(words), "an orphan is told whole");
}

/// In one report of all coders' glosses each document is named with its coder.
#[test]
fn a_report_of_all_coders_says_whose_is_whose() {
    let desk = Desk::with_document("We were here.\n");
    for coder in ["ann", "ben"] {
        desk.run(&["add", "a.txt", "--tag", "claim", "--exact", "We were here.", "--as", coder]);
    }
    for format in ["markdown", "text", "latex"] {
        let report = desk.run(&["export", "a.txt", "--to", format, "--all-coders"]).out;
        assert!(report.contains("a.txt.ann") && report.contains("a.txt.ben"), "{format}: {report}");
    }
}

#[test]
fn a_folder_is_one_report_or_many() {
    let desk = Desk::empty();
    for name in ["d/a.txt", "d/e/b.txt"] {
        desk.write(name, TEXT);
        desk.run(&["add", name, "--tag", "claim", "--exact", "We were here."]);
    }
    let report = desk.run(&["export", "d", "--to", "markdown"]).out;
    assert_eq!(report.matches("- We were here. (¶ 1)").count(), 2, "{report}");
    assert_eq!(desk.run(&["export", "d", "--to", "markdown", "-o", "all.md"]).code, 0);
    assert_eq!(desk.read("all.md"), report);
    assert_eq!(desk.run(&["export", "d", "--to", "markdown", "-o", "each/"]).code, 0);
    assert_eq!(std::fs::read_dir(desk.path("each")).expect("a folder").count(), 2);
    refused(
        &desk.run(&["export", "d", "--to", "pandoc", "-o", "all.md.txt"]),
        &["several documents", "markdown, html and latex make one report"],
    );
    assert!(!desk.path("all.md.txt").exists());
}

#[test]
fn verdicts_are_not_only_true_and_false() {
    let desk = Desk::with_document(TEXT);
    let numbers = [
        ("true", Some(5)),
        ("mostly true", Some(4)),
        ("half true", Some(3)),
        ("misleading", Some(2)),
        ("false", Some(1)),
        ("missing context", None),
        ("outdated", None),
        ("unproven", None),
    ];
    for (verdict, _) in numbers {
        let set = format!("verdict={verdict}");
        let done = desk.run(&["add", "a.txt", "--tag", "claim", "--exact", "We were here.", "--set", &set]);
        assert_eq!(done.code, 0, "{}", done.err);
    }
    let out = desk.run(&["export", "a.txt", "--to", "claimreview"]).out;
    let file: serde_json::Value = serde_json::from_str(&out).expect("JSON");
    let reviews = file["@graph"].as_array().expect("reviews");
    assert_eq!(reviews.len(), numbers.len());
    for review in reviews {
        let rating = &review["reviewRating"];
        let number =
            numbers.iter().find(|(verdict, _)| rating["alternateName"] == *verdict).expect("a verdict").1;
        assert_eq!(rating["ratingValue"].as_i64(), number, "{rating}");
    }
}

#[test]
fn lines_that_fail_are_numbered_counted_and_told_by_the_exit_code() {
    let desk = Desk::empty();
    let good = "{\"id\": 7, \"text\": \"It was late.\"}";
    let done = desk.run_with(&["suggest", "--jsonl"], format!("\u{feff}{good}\r\n\n{good}"));
    assert_eq!((done.code, done.out.lines().count(), done.err.as_str()), (0, 2, ""));
    let mut bytes = format!("{good}\n \r\n{{\"id\": 8}}\n{good}\n").into_bytes();
    bytes.extend(b"{\"text\": \"\xff\"}\n\xef\xbb\xbf[1]\n");
    desk.write("lines.jsonl", &bytes);
    for (done, name) in [
        (desk.run_with(&["suggest", "--jsonl"], &bytes), "standard input"),
        (desk.run(&["suggest", "--jsonl", "lines.jsonl"]), "lines.jsonl"),
    ] {
        assert_eq!(done.code, 1);
        let told = format!("{name}: 3 of 5 lines could not be answered: the first is line 3\n");
        assert_eq!(done.err, told);
        let answers: Vec<serde_json::Value> =
            done.out.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
        let failed: Vec<_> = answers.iter().map(|answer| answer["line"].as_u64()).collect();
        assert_eq!(failed, [None, Some(3), None, Some(5), Some(6)]);
        assert!(
            answers[1]["id"] == 8 && answers[1]["error"].as_str().is_some_and(|why| why.contains("text"))
        );
    }
}

#[test]
fn no_message_prints_megabytes() {
    let desk = Desk::with_document(TEXT);
    let long = "y".repeat(100_000);
    let (tag, exact) = (["add", "a.txt", "--tag"], ["--exact", "We were here."]);
    let lines = "a line\n".repeat(10_000);
    let cases: &[Vec<&str>] = &[
        [&tag[..], &[&long], &exact].concat(),
        [&tag[..], &["note", "--exact", &long]].concat(),
        [&tag[..], &["note", "--exact", &lines]].concat(),
        [&tag[..], &["quote", "--set", &long], &exact].concat(),
        [&tag[..], &["note", "--start", &long], &exact].concat(),
        [&tag[..], &["note", "--link", &long], &exact].concat(),
        vec!["edit", "a.txt", &long, "--note", "x"],
        vec!["list", "a.txt", "--where", &long],
        vec!["list", "a.txt", "--sort", &long],
        vec!["list", "a.txt", "--tag", &long],
        vec!["list", &long],
        [&tag[..], &["note", "--as", &long], &exact].concat(),
        vec!["stats", "a.txt", "--by", &long],
        vec!["export", "a.txt", "--to", &long],
        vec!["suggest", "a.txt", "--min-score", &long],
        vec!["agree", "a.txt", "--coders", &long],
        vec!["diff", &long, &long],
        vec!["help", &long],
        vec![&long, "a.txt"],
    ];
    for args in cases {
        let done = desk.run(args);
        assert!(done.code >= 2, "{:?} ended with {}: {}", args[0], done.code, done.err);
        assert!(
            done.err.starts_with("Error: ") && done.err.len() < 4000,
            "{} bytes: {:.300}",
            done.err.len(),
            done.err
        );
        assert!(done.out.len() < 4000, "{:.300}", done.out);
    }
    let flag = format!("--{long}");
    assert!(desk.run(&["list", "a.txt", &flag]).err.len() < 2000);
    // What files quote, too: a schema, a foreign file.
    desk.write("s/a.txt", TEXT);
    desk.write("s/gloss.toml", format!("[kind.q]\ncolor = \"{long}\"\n"));
    desk.write("bad.xmi", format!("<a><{long}></b>"));
    desk.write("a.ann", format!("T1\t{long} 0 2\tWe\n"));
    for args in [
        &["schema", "s"][..],
        &["import", "a.txt", "--from", "cas-xmi", "bad.xmi"],
        &["import", "a.txt", "--from", "brat", "a.ann", "--dry-run"],
    ] {
        let done = desk.run(args);
        assert!(done.err.len() < 2000 && !done.err.is_empty(), "{} bytes: {:.300}", done.err.len(), done.err);
    }
}
