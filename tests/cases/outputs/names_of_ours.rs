//! Names of ours in somebody's folder: what stands there may be anything.

use std::{fs, os::unix::fs::symlink, path::Path};

use super::{LETTER, ended, pipe, with_letter};
use crate::{command::Desk, support};

/// A sidecar that is so large that changes go into a journal.
fn large_sidecar() -> String {
    format!("format = \"gloss/1\"\n{}", "# a line that only makes it long\n".repeat(40_000))
}

const JOURNAL: &str = ".a.txt.gloss.toml.journal";

/// Puts something at a path.
type Put = fn(&Path, &Path);

const LINK: Put = |to, at| symlink(to, at).expect("linked");
const COPY: Put = |from, at| fs::write(at, fs::read(from).expect("read")).expect("written");
const HARD_LINK: Put = |to, at| fs::hard_link(to, at).expect("linked");

#[test]
fn a_journal_that_is_not_ours_is_refused_and_left_alone() {
    for words in ["one line of words", "a token\nand more\n", "0123456789abcdef {\"other\":1}\n"] {
        for put in [LINK, HARD_LINK, COPY] {
            let desk = Desk::with_document(words);
            desk.write("a.txt.gloss.toml", large_sidecar());
            desk.write("token", words);
            for theirs in ["a.txt", "token"] {
                put(&desk.path(theirs), &desk.path(JOURNAL));
                let done =
                    desk.run(&["add", "a.txt", "--tag", "note", "--start", "0", "--exact", &words[..1]]);
                assert_eq!(done.code, 3, "{words}");
                assert!(done.err.contains(JOURNAL), "{}", done.err);
                assert_eq!((desk.read("a.txt"), desk.read("token")), (words.to_owned(), words.to_owned()));
                assert_eq!(desk.read(JOURNAL), words);
                fs::remove_file(desk.path(JOURNAL)).expect("removed");
            }
        }
    }
    let desk = with_letter();
    pipe(&desk.path(JOURNAL));
    assert_eq!(ended(&desk, &["list", "a.txt"]).0, 3);
}

#[test]
fn a_temporary_file_is_not_written_through_a_link() {
    let desk = with_letter();
    desk.write("theirs", "theirs");
    symlink("theirs", desk.path(".a.txt.gloss.toml.tmp")).expect("linked");
    let done = desk.run(&["add", "a.txt", "--tag", "note", "--exact", "burned"]);
    assert_eq!(done.code, 0, "{}", done.err);
    assert_eq!(desk.read("theirs"), "theirs");
    assert!(desk.path(".a.txt.gloss.toml.tmp").is_symlink());
}

#[test]
fn what_is_no_sidecar_in_its_place_is_refused_and_left_alone() {
    let to_document: Put = |folder, at| symlink(folder.join("a.txt"), at).expect("linked");
    let to_same_document: Put = |folder, at| fs::hard_link(folder.join("a.txt"), at).expect("linked");
    let to_another: Put = |folder, at| symlink(folder.join("b.toml"), at).expect("linked");
    let to_empty: Put = |folder, at| symlink(folder.join("empty"), at).expect("linked");
    let to_comments: Put = |folder, at| symlink(folder.join("comments"), at).expect("linked");
    let folder_there: Put = |_, at| fs::create_dir(at).expect("made");
    let pipe_there: Put = |_, at| pipe(at);
    for text in [LETTER, "title = \"a document that is TOML\"\n", ""] {
        for (put, says) in [
            (to_document, "the document itself"),
            (to_same_document, "the document itself"),
            (to_another, "is no sidecar"),
            (to_empty, "is no sidecar"),
            (to_comments, "is no sidecar"),
            (folder_there, "a folder where a file should be"),
            (pipe_there, "a pipe"),
        ] {
            let desk = Desk::with_document(text);
            desk.write("b.toml", "colour = \"red\"\n");
            desk.write("empty", "");
            desk.write("comments", "# theirs\n");
            put(&desk.path(""), &desk.path("a.txt.gloss.toml"));
            for args in [
                &["list", "a.txt"][..],
                &["check", "a.txt"],
                &["suggest", "a.txt", "--write"],
                &["export", "a.txt", "--to", "csv"],
            ] {
                let (code, done) = ended(&desk, args);
                let said = String::from_utf8_lossy(&done.stderr).into_owned();
                assert!(code == 3 && said.contains(says), "{args:?}, {says}: {said}");
            }
            assert_eq!(desk.read("a.txt"), text);
            assert_eq!(desk.read("b.toml"), "colour = \"red\"\n");
            assert_eq!((desk.read("empty"), desk.read("comments")), (String::new(), "# theirs\n".to_owned()));
        }
    }
}

#[test]
fn a_sidecar_may_lie_elsewhere_and_folders_on_the_way_may_be_links() {
    let desk = Desk::empty();
    desk.write("texts/a.txt", LETTER);
    desk.write("glosses/a.toml", "format = \"gloss/1\"\n");
    symlink("../glosses/a.toml", desk.path("texts/a.txt.gloss.toml")).expect("linked");
    symlink("texts", desk.path("way")).expect("linked");
    for document in ["texts/a.txt", "way/a.txt"] {
        let done = desk.run(&["add", document, "--tag", "note", "--exact", "burned"]);
        assert_eq!(done.code, 0, "{}", done.err);
    }
    assert!(desk.path("texts/a.txt.gloss.toml").is_symlink());
    assert_eq!(desk.read("glosses/a.toml").matches("[[annotation]]").count(), 2);
}

#[test]
fn the_attributes_of_a_repository_are_not_written_through_a_link() {
    if !support::require::program("git", "--version") {
        return;
    }
    let desk = Desk::empty();
    desk.write("profile", "theirs\n");
    let git = std::process::Command::new("git").arg("init").arg("-q").current_dir(desk.path("")).status();
    assert!(git.expect("run").success());
    symlink("profile", desk.path(".gitattributes")).expect("linked");
    let done = desk.run(&["git-setup"]);
    assert_eq!((done.code, desk.read("profile").as_str()), (3, "theirs\n"), "{}", done.err);
    fs::remove_file(desk.path(".gitattributes")).expect("removed");
    pipe(&desk.path(".gitattributes"));
    assert_eq!(ended(&desk, &["git-setup"]).0, 3);
}
