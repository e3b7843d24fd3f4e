//! What somebody stumbled on who had read nothing but the README.

use crate::{
    command::Desk,
    support,
    usage::{LETTER, desk},
};

#[test]
fn the_schema_names_the_free_keys_and_what_commands_have() {
    let desk = Desk::empty();
    let done = desk.run(&["schema"]);
    assert!(done.out.ends_with("\nfree keys: e r B D E I J M Q X Y Z ; $ ^ _ \\\n"), "{}", done.out);
    assert_eq!(done.err, "");
    desk.write("gloss.toml", "[kind.demand]\nkey = \"d\"\n[kind.rumour]\nkey = \"r\"\n");
    let done = desk.run(&["schema"]);
    assert!(done.out.contains("\nfree keys: e B D "), "{}", done.out);
    assert_eq!(done.err, "d is delete, so td tags demand\n");
}

#[test]
fn a_dry_run_says_what_would_be_done() {
    let desk = desk();
    desk.run(&["export", "a.txt", "--to", "jsonl", "-o", "glosses.jsonl"]);
    desk.write("b.txt", LETTER);
    let import =
        |target: &str| ["import", target, "--from", "jsonl", "glosses.jsonl", "--dry-run"].map(str::to_owned);
    let run = |args: &[String]| desk.run(&args.iter().map(String::as_str).collect::<Vec<_>>());
    assert_eq!(run(&import("b.txt")).out, "b.txt: 1 would be added\n");
    assert_eq!(run(&import("b.txt")[..5]).out, "b.txt: 1 added\n");
    assert_eq!(run(&import("b.txt")).out, "b.txt: 1 there already\n");
    desk.write("new.jsonl", "{\"text\": \"The mill burned.\", \"label\": [[0, 8, \"note\"]]}\n");
    let done = desk.run(&["import", "new/", "--from", "doccano", "new.jsonl", "--dry-run"]);
    assert_eq!(done.out, "new/new.txt (would be made): 1 would be added\n", "{done:?}");
}

/// A condition on what nothing is called is wrong use, and nothing is printed before that is known.
#[test]
fn a_name_that_nothing_has_prints_no_row() {
    let desk = desk();
    for condition in ["kind!=nosuch", "nosuch!=x", "nosuch=", "attribute.nosuch!=x"] {
        for args in [&["list"][..], &["list", "--json"], &["list", "--ids"], &["list", "--count"], &["stats"]]
        {
            let done = desk.run(&[args, &["a.txt", "--where", condition]].concat());
            assert_eq!((done.code, done.out.as_str()), (2, ""), "{args:?} {condition}: {done:?}");
        }
    }
    // A name that a gloss has means something, though no schema knows it.
    let add = ["add", "a.txt", "--tag", "hunch", "--exact", "Ida", "--set", "mood=glad", "--force"];
    assert_eq!(desk.run(&add).code, 0);
    for condition in ["kind!=hunch", "mood!=glad"] {
        let done = desk.run(&["list", "a.txt", "--where", condition]);
        assert!(done.code == 0 && done.out.contains("The mill"), "{condition}: {done:?}");
    }
}

#[test]
fn who_takes_a_format_of_glosses_for_one_of_documents_is_told_what_reads_it() {
    let desk = desk();
    desk.write("b.jsonl", "{}\n");
    let done = desk.run(&["text", "b.jsonl", "--as-format", "jsonl"]);
    assert!(
        done.code == 2 && done.err.contains("Hint: `gloss import DOCUMENT --from jsonl FILE`"),
        "{done:?}"
    );
    let done = desk.run(&["text", "b.jsonl", "--as-format", "nosuch"]);
    assert!(done.code == 2 && !done.err.contains("gloss import"), "{done:?}");
}

#[test]
fn a_notice_of_glosses_that_are_nobodys_is_for_coders() {
    let desk = support::Desk::new();
    let add = |args: &[&str]| {
        let mut command = std::process::Command::new(support::GLOSS);
        command.args(["add", "ferry.txt", "--tag", "note", "--exact", "nine days"]).args(args);
        command.current_dir(desk.folder.path()).env("XDG_STATE_HOME", desk.path(".state"));
        assert!(command.status().expect("run").success());
    };
    add(&[]);
    let notice = "the glosses in ferry.txt.gloss.toml are no coder's, and are not shown";
    let mut screen = desk.open_with(&["ferry.txt", "--as", "ann"], (100, 30), &[]);
    screen.wait_for(notice).keys("q");
    assert_eq!(screen.ended(), 0);
    // Who is no coder sees them, and once they are deleted nothing is hidden.
    let mut screen = desk.open();
    screen.wait_for("saved  N1").keys("]d").wait_for("brings it back").keys("q");
    assert_eq!(screen.ended(), 0);
    let mut screen = desk.open();
    screen.wait_for("saved");
    assert!(!screen.text().contains("no coder's"), "{}", screen.text());
}

#[test]
fn a_coder_without_glosses_is_told_of_those_that_are_nobodys() {
    let desk = desk();
    let list = |args: &[&str]| desk.run(&[&["list", "a.txt"], args].concat()).err;
    assert_eq!(list(&[]), "");
    assert_eq!(list(&["--as", "ann"]), "there are glosses that are no coder's: --all-coders takes them\n");
    assert_eq!(desk.run(&["add", "a.txt", "--as", "ben", "--tag", "note", "--exact", "Ida"]).code, 0);
    let said = list(&["--as", "ann"]);
    assert!(said.starts_with("there are glosses of ben, and some that are no coder's: --as NAME"), "{said}");
    assert_eq!(list(&["--as", "ben"]), "");
}

/// What a document says of itself in its front matter, and a person in its sidecar, goes out with it.
#[test]
fn authors_and_dates_are_exported() {
    let desk = Desk::empty();
    let head =
        "---\ntitle: The weir\nauthor: [Ida Brock, Tom Kell]\ndate: 2026-03-01\nsite: Mill Post\n---\n\n";
    desk.write("a.md", format!("{head}# Lost\n\nThe mill burned down.\n"));
    let add = ["add", "a.md", "--tag", "claim", "--exact", "The mill burned down.", "--set", "verdict=true"];
    assert_eq!(desk.run(&add).code, 0);
    let export = |to: &str| desk.run(&["export", "a.md", "--to", to]).out;
    let byline = "Ida Brock, Tom Kell, 2026-03-01, Mill Post";
    assert!(export("markdown").starts_with(&format!("# The weir\n\n{byline}\n\na.md, 1 gloss\n")));
    assert!(
        export("html").contains(&format!("The weir</h1>\n<p class=\"byline\" dir=\"auto\">{byline}</p>"))
    );
    assert!(export("latex").contains(&format!("\\textit{{{byline}}}")));
    assert!(
        export("pandoc").contains("\nauthor: [\"Ida Brock\", \"Tom Kell\"]\ndate: \"2026-03-01\"\n---\n")
    );
    let notes = export("notes");
    let csl = "  author:\n  - literal: \"Ida Brock\"\n  - literal: \"Tom Kell\"\n  issued: \"2026-03-01\"\n  \
               container-title: \"Mill Post\"\n---\n";
    assert!(notes.contains(csl), "{notes}");
    let bibtex = "  author = {{Ida Brock} and {Tom Kell}},\n  title = {The weir},\n  date = {2026-03-01},\n  \
                  howpublished = {Mill Post},\n  note = {a.md}\n";
    assert!(notes.contains(bibtex), "{notes}");
    let review: serde_json::Value = serde_json::from_str(&export("claimreview")).expect("JSON");
    let work = &review["@graph"][0]["itemReviewed"]["appearance"][0];
    assert_eq!(work["author"][1]["name"], "Tom Kell", "{review}");
    assert_eq!(
        (&work["datePublished"], &work["publisher"]["name"]),
        (&"2026-03-01".into(), &"Mill Post".into())
    );
    // What a person wrote into the sidecar counts for more.
    let sidecar = desk.read("a.md.gloss.toml").replace("\"Ida Brock\", ", "").replace("The weir", "The dam");
    desk.write("a.md.gloss.toml", sidecar);
    assert!(export("markdown").starts_with("# The dam\n\nTom Kell, 2026-03-01, Mill Post\n\n"));
    assert!(
        export("toml").contains("title = \"The dam\"\nauthor = [\"Tom Kell\"]\npublished = 2026-03-01\n")
    );
}
