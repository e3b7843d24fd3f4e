//! A sidecar that is too large to be written anew at each change.

use std::{fs, path::PathBuf};

use super::journal::Journal;
use super::tests::{info, of, open, quote};
use super::*;
use crate::{
    gloss::{Change, Gloss, Id, Transaction},
    platform::{Audience, FolderLock},
};

/// A folder with a sidecar of some megabytes.
fn large() -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("talks.txt.gloss.toml");
    let all: Vec<Change> = (0..4000_u64).map(|n| Change::add(quote(n, n as usize * 100))).collect();
    open(&path).save(&of(&all), &info()).expect("saved");
    assert!(fs::metadata(&path).expect("there").len() > 1024 * 1024);
    (folder, path)
}

fn noted(sidecar: &Sidecar, id: u64, note: &str) -> Change {
    let id = Id::from_bits(id);
    let before = sidecar.glosses().find(|gloss| gloss.id == id).expect("a gloss").clone();
    let after = Gloss { note: Some(note.into()), ..before.clone() };
    Change::replace(before, after)
}

#[test]
fn a_change_goes_to_the_journal_and_into_the_file_when_settled() {
    let (folder, path) = large();
    let written = fs::read(&path).expect("read");
    let mut sidecar = open(&path);
    sidecar.save(&of(&[Change::add(quote(9000, 5))]), &info()).expect("saved");
    let change = noted(&sidecar, 7, "seen");
    sidecar.save(&of(&[change]), &info()).expect("saved");
    assert_eq!(fs::read(&path).expect("read"), written, "the file itself is left alone");
    let expected: Vec<Gloss> = sidecar.glosses().cloned().collect();
    assert_eq!(expected.len(), 4001);
    // Killed here, nothing is lost.
    assert!(open(&path).glosses().eq(&expected));
    sidecar.settle().expect("settled");
    assert!(open(&path).glosses().eq(&expected));
    assert_eq!(fs::read_dir(folder.path()).expect("read").count(), 1, "no journal is left");
}

#[test]
fn a_journal_that_is_in_the_file_already_changes_nothing() {
    let (_folder, path) = large();
    let mut sidecar = open(&path);
    for round in 0..3 {
        let change = noted(&sidecar, 3, &format!("round {round}"));
        sidecar.save(&of(&[change]), &info()).expect("saved");
    }
    let gone = sidecar.glosses().nth(9).expect("a gloss").clone();
    sidecar.save(&of(&[Change::remove(gone)]), &info()).expect("saved");
    let journal = fs::read_dir(path.parent().expect("a folder")).expect("read").filter_map(Result::ok);
    let journal = journal.map(|entry| entry.path()).find(|p| *p != path).expect("a journal");
    let records = fs::read(&journal).expect("read");
    sidecar.settle().expect("settled");
    let settled: Vec<Gloss> = sidecar.glosses().cloned().collect();
    // As if power had been cut between the two.
    fs::write(&journal, records).expect("written");
    let mut left = Journal::for_sidecar(&path);
    left.read_new().expect("read");
    let lock = FolderLock::acquire(path.parent().expect("a folder")).expect("locked");
    left.settle(&fs::read_to_string(&path).expect("read"), Audience::Owner, &lock).expect("noted");
    drop(lock);
    let mut again = open(&path);
    assert!(again.glosses().eq(&settled));
    again.save(&of(&[Change::add(quote(9005, 3))]), &info()).expect("saved");
    assert!(open(&path).glosses().eq(again.glosses()));
    assert_eq!(again.glosses().count(), settled.len() + 1);
}

#[test]
fn two_programs_see_each_others_journalled_changes() {
    let (_folder, path) = large();
    let (mut one, mut other) = (open(&path), open(&path));
    one.save(&of(&[noted(&other, 1, "one")]), &info()).expect("saved");
    let others = other.save(&of(&[Change::add(quote(9001, 7))]), &info()).expect("saved");
    assert_eq!(others.changes.len(), 1);
    assert_eq!(one.reload().expect("read").changes, [Change::add(quote(9001, 7))]);
    other.settle().expect("settled");
    assert_eq!(one.reload().expect("read"), Transaction::default());
    // What the other one does after that is not taken back by what was in the journal.
    let change = noted(&other, 1, "other");
    other.save(&of(&[change]), &info()).expect("saved");
    other.settle().expect("settled");
    one.save(&of(&[Change::add(quote(9002, 9))]), &info()).expect("saved");
    one.settle().expect("settled");
    let all = open(&path);
    assert_eq!(all.glosses().count(), 4002);
    assert!(all.glosses().any(|gloss| gloss.note.as_deref() == Some("other")));
    assert!(!all.glosses().any(|gloss| gloss.note.as_deref() == Some("one")));
}

#[test]
fn an_editor_and_the_journal_are_merged() {
    let (_folder, path) = large();
    let mut sidecar = open(&path);
    sidecar.save(&of(&[noted(&sidecar, 2, "ours")]), &info()).expect("saved");
    let edited =
        fs::read_to_string(&path).expect("read").replacen("tag = \"quote\"", "tag = \"claim\" # mine", 1);
    fs::write(&path, edited).expect("written");
    let others = sidecar.save(&of(&[Change::add(quote(9003, 9))]), &info()).expect("saved");
    assert_eq!(others.changes.len(), 1);
    sidecar.settle().expect("settled");
    let text = fs::read_to_string(&path).expect("read");
    assert!(text.contains("# mine") && text.contains("note = \"ours\""));
    assert_eq!(open(&path).glosses().count(), 4001);
}

#[test]
fn what_is_saved_behind_a_journal_that_was_left_is_kept_and_made_once() {
    let (_folder, path) = large();
    let (mut one, mut other) = (open(&path), open(&path));
    one.save(&of(&[noted(&one, 3, "one")]), &info()).expect("saved");
    let change = noted(&one, 3, "one two");
    one.save(&of(&[change]), &info()).expect("saved");
    let journal = fs::read(Journal::for_sidecar(&path).path()).expect("read");
    one.settle().expect("settled");
    // As if power had been cut before the journal was removed, with two programs going on.
    fs::write(Journal::for_sidecar(&path).path(), journal).expect("written");
    let mut left = Journal::for_sidecar(&path);
    left.read_new().expect("read");
    let lock = FolderLock::acquire(path.parent().expect("a folder")).expect("locked");
    left.settle(&fs::read_to_string(&path).expect("read"), Audience::Owner, &lock).expect("noted");
    drop(lock);
    let mut third = open(&path);
    other.save(&of(&[Change::add(quote(9010, 11))]), &info()).expect("saved");
    third.save(&of(&[Change::add(quote(9011, 12))]), &info()).expect("saved");
    let all = open(&path);
    assert_eq!(all.glosses().count(), 4002);
    let notes: Vec<_> = all.glosses().filter_map(|gloss| gloss.note.as_deref()).collect();
    assert_eq!(notes, ["one two"]);
    other.settle().expect("settled");
    assert_eq!(open(&path).glosses().count(), 4002);
}

#[test]
fn many_glosses_added_at_once_stand_as_if_added_one_by_one() {
    let path = std::path::Path::new("t.gloss.toml");
    // A person's order, comments that stand alone, and something behind the annotations.
    for behind in
        ["", "\n# the end\n", "\n[mine]\nkey = 1\n", "\n[[dismissed]]\ntag = \"quote\"\nexact = \"a\"\n"]
    {
        let mut text = "format = \"gloss/1\"\n".to_owned();
        for (id, start) in [(1, 50), (2, 10), (3, 90), (4, 70)] {
            let one = file(&SourceInfo::default(), [quote(id, start)].into_iter());
            text += &format!("\n# on {id}\n{}", &one[one.find("[[").expect("an annotation")..]);
        }
        let start = SidecarText::parse(path, &(text + behind)).expect("a sidecar");
        let new: Vec<Gloss> = (0..40).map(|n| quote(100 + n, (n as usize * 37) % 110)).collect();
        let (mut together, mut apart) = (start.clone(), start);
        together.add(&new);
        for gloss in &new {
            apart.add([gloss]);
        }
        assert_eq!(together.text(), apart.text());
        let again = SidecarText::parse(path, &together.text()).expect("a sidecar");
        assert!(again.glosses().eq(together.glosses()));
    }
}
