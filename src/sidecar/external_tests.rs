//! Other programs at the same moment: older texts, returns, files that are removed or only begun.

use std::{fs, path::Path, thread, time::Duration};

use proptest::prelude::*;

use super::{
    file_versions::FileVersions,
    tests::{cases, info, of, open, quote},
    *,
};
use crate::{
    gloss::{Change, Gloss, Id, Transaction},
    platform::{FolderLock, testing::set_age},
};

fn noted(gloss: &Gloss, note: &str) -> Change {
    Change::replace(gloss.clone(), Gloss { note: Some(note.into()), ..gloss.clone() })
}

fn note(sidecar: &Sidecar, id: u64) -> Option<String> {
    sidecar.glosses().find(|gloss| gloss.id == Id::from_bits(id)).expect("a gloss").note.clone()
}

fn ids(sidecar: &Sidecar) -> Vec<Id> {
    sidecar.glosses().map(|gloss| gloss.id.clone()).collect()
}

/// A sidecar into which a gloss was saved at each of these starts, with the text after each save.
fn saved(path: &Path, starts: std::ops::Range<u64>) -> (Sidecar, Vec<String>) {
    let mut sidecar = open(path);
    let mut texts = Vec::new();
    for start in starts {
        sidecar.save(&of(&[Change::add(quote(start, start as usize))]), &info()).expect("saved");
        texts.push(fs::read_to_string(path).expect("read"));
    }
    (sidecar, texts)
}

/// Writes a file as another program does that has done so a while ago.
fn write(path: &Path, text: &str) {
    fs::write(path, text).expect("written");
    set_age(path, Duration::from_mins(1));
}

#[test]
fn an_older_text_takes_away_nothing_that_was_made_since_and_brings_what_was_edited_in_it() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("x.gloss.toml");
    let (mut sidecar, texts) = saved(&path, 1..6);
    let edited = texts[1].replacen("cue = \"stressed\" }", "cue = \"said\" } # sic", 1);
    write(&path, &edited);
    let others = sidecar.reload().expect("read");
    assert_eq!(others.changes.len(), 1, "{others:?}");
    assert_eq!(sidecar.take_file_event(), Some(FileEvent::Outdated));
    assert!(sidecar.has_unwritten());
    sidecar.save(&Transaction::default(), &info()).expect("saved");
    assert!(!sidecar.has_unwritten());
    let text = fs::read_to_string(&path).expect("read");
    assert!(text.contains("cue = \"said\" } # sic"), "{text}");
    assert_eq!(ids(&open(&path)).len(), 5, "{text}");
    // The editor goes on with its buffer.
    write(&path, &edited.replace("# sic", "# sic, twice"));
    sidecar.save(&of(&[Change::add(quote(9, 9))]), &info()).expect("saved");
    let text = fs::read_to_string(&path).expect("read");
    assert!(text.contains("# sic, twice"), "{text}");
    assert_eq!(ids(&open(&path)).len(), 6, "{text}");
}

#[test]
fn what_a_person_wrote_into_a_gloss_comes_back_with_it() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("x.gloss.toml");
    let (mut sidecar, texts) = saved(&path, 1..4);
    write(&path, &texts[2].replace("id = \"0000000003\"", "# mine\nid = \"0000000003\" # own"));
    sidecar.reload().expect("read");
    assert_eq!(sidecar.take_file_event(), None);
    write(&path, &(texts[0].clone() + "\n# the end\n"));
    sidecar.save(&Transaction::default(), &info()).expect("saved");
    let text = fs::read_to_string(&path).expect("read");
    for kept in ["# mine\n", "# own", "# the end", "0000000002"] {
        assert!(text.contains(kept), "{kept} in {text}");
    }
}

#[test]
fn a_text_that_was_there_before_is_a_return_to_it() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("x.gloss.toml");
    let (mut sidecar, texts) = saved(&path, 1..5);
    for (version, gone) in [(1, 2), (3, 0), (0, 3)] {
        write(&path, &texts[version]);
        sidecar.reload().expect("read");
        assert_eq!(sidecar.take_file_event(), Some(FileEvent::Returned));
        assert_eq!((ids(&sidecar).len(), sidecar.has_unwritten()), (4 - gone, false));
    }
    // The text as it was when it was opened counts, too.
    let mut late = open(&path);
    late.save(&of(&[Change::add(quote(8, 8))]), &info()).expect("saved");
    write(&path, &texts[0]);
    let back = late.save(&Transaction::default(), &info()).expect("saved");
    assert_eq!((back.changes.len(), late.take_file_event()), (1, Some(FileEvent::Returned)));
    assert_eq!(fs::read_to_string(&path).expect("read"), texts[0]);
}

#[test]
fn what_is_deleted_or_edited_in_the_latest_text_counts() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("x.gloss.toml");
    let (mut sidecar, _) = saved(&path, 1..6);
    let first = sidecar.glosses().next().expect("a gloss").clone();
    sidecar.save(&of(&[noted(&first, "ours")]), &info()).expect("saved");
    let mut editor = open(&path);
    let gone: Vec<Change> = editor.glosses().skip(1).take(3).cloned().map(Change::remove).collect();
    editor.save(&of(&gone), &info()).expect("saved");
    let text = fs::read_to_string(&path).expect("read").replace("note = \"ours\"", "note = \"theirs\"");
    write(&path, &text);
    sidecar.reload().expect("read");
    assert_eq!((sidecar.take_file_event(), sidecar.has_unwritten()), (None, false));
    assert_eq!((ids(&sidecar).len(), note(&sidecar, 1)), (2, Some("theirs".into())));
    assert!(sidecar.glosses().all(|gloss| gloss.review.is_empty()));
}

#[test]
fn what_was_undone_in_between_is_no_evidence() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("x.gloss.toml");
    let (mut sidecar, texts) = saved(&path, 1..3);
    let change = noted(&quote(1, 1), "for a moment");
    for change in [Change::add(quote(3, 3)), change.clone(), change.inverse()] {
        sidecar.save(&of(&[change]), &info()).expect("saved");
    }
    write(&path, &(texts[1].clone() + "# an editor's\n"));
    sidecar.reload().expect("read");
    assert_eq!((sidecar.take_file_event(), ids(&sidecar).len()), (Some(FileEvent::Outdated), 2));
    sidecar.save(&Transaction::default(), &info()).expect("saved");
    assert_eq!((ids(&sidecar).len(), note(&sidecar, 1)), (3, None));
}

#[test]
fn a_file_that_is_blank_or_cut_short_for_a_moment_is_waited_for() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("x.gloss.toml");
    let (mut sidecar, texts) = saved(&path, 1..4);
    let new = texts[2].replacen("cue = \"stressed\"", "cue = \"said\"", 1);
    let last = new.rfind("[[annotation]]").expect("an annotation");
    for (number, begun) in ["", "\n", &new[..100], &new[..last]].into_iter().enumerate() {
        fs::write(&path, begun).expect("begun");
        thread::scope(|scope| {
            scope.spawn(|| {
                thread::sleep(Duration::from_millis(100));
                let number = format!("\n# {number}\n");
                fs::write(&path, new.clone() + &number).expect("finished");
            });
            let added = Change::add(quote(10 + number as u64, 50));
            sidecar.save(&of(&[added]), &info()).expect("saved");
        });
        let text = fs::read_to_string(&path).expect("read");
        assert!(text.contains("cue = \"said\"") && text.contains(&format!("# {number}\n")), "{text}");
        assert_eq!(ids(&open(&path)).len(), 4 + number, "{begun:?}: {text}");
    }
    // Somebody who opens it sees no half of it.
    fs::write(&path, "").expect("begun");
    thread::scope(|scope| {
        scope.spawn(|| {
            thread::sleep(Duration::from_millis(100));
            fs::write(&path, &new).expect("finished");
        });
        assert_eq!(ids(&open(&path)).len(), 3);
    });
}

#[test]
fn a_program_that_waits_for_nobody_says_that_the_file_is_only_begun() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("x.gloss.toml");
    let (mut sidecar, texts) = saved(&path, 1..3);
    sidecar.wait_at_most(Duration::ZERO);
    for begun in ["", &texts[1][..100]] {
        fs::write(&path, begun).expect("begun");
        assert!(sidecar.reload().is_err_and(|error| error.is_busy()), "{begun:?}");
    }
    write(&path, &texts[1]);
    assert!(sidecar.reload().expect("read").is_empty());
}

#[test]
fn a_file_that_is_removed_or_emptied_is_written_again() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("x.gloss.toml");
    let (mut sidecar, texts) = saved(&path, 1..3);
    for remove in [|path: &Path| fs::remove_file(path).expect("removed"), |path: &Path| write(path, "")] {
        remove(&path);
        assert!(sidecar.reload().expect("looked").is_empty());
        assert_eq!((sidecar.take_file_event(), sidecar.has_unwritten()), (Some(FileEvent::Removed), true));
        assert!(sidecar.reload().expect("looked").is_empty());
        assert_eq!(sidecar.take_file_event(), None, "told once");
        sidecar.save(&Transaction::default(), &info()).expect("saved");
        assert_eq!(fs::read_to_string(&path).expect("read"), texts[1]);
        assert!(!sidecar.has_unwritten());
    }
}

#[test]
fn a_lock_that_is_never_let_go_of_is_waited_for_so_long_and_no_longer() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("x.gloss.toml");
    let (mut sidecar, _) = saved(&path, 1..3);
    open(&path).save(&of(&[Change::add(quote(5, 5))]), &info()).expect("saved");
    let lock = FolderLock::acquire(folder.path()).expect("locked");
    sidecar.wait_at_most(Duration::ZERO);
    let error = sidecar.save(&of(&[Change::add(quote(6, 6))]), &info()).expect_err("locked");
    assert!(error.is_busy() && error.to_string().contains("has locked the folder"), "{error}");
    // What others have done is read all the same.
    assert_eq!(sidecar.reload().expect("read").changes, [Change::add(quote(5, 5))]);
    drop(lock);
    sidecar.save(&of(&[Change::add(quote(7, 7))]), &info()).expect("saved");
    assert_eq!(ids(&open(&path)).len(), 5);
}

/// Some glosses, each as it is written.
fn written(glosses: &[Gloss]) -> SidecarText {
    let mut document = SidecarText::default();
    document.add(glosses);
    document
}

proptest! {
    #![proptest_config(cases(128))]

    /// Whatever was done since an editor read the file is kept, and what was done in the editor comes in.
    #[test]
    fn an_edit_of_any_older_version_and_all_that_was_done_since_are_both_there(
        acts in prop::collection::vec((0..8_u64, 0..3_usize), 1..30),
        read in any::<prop::sample::Index>(),
    ) {
        let mut versions = FileVersions::default();
        let mut now = written(&[quote(99, 99)]);
        versions.add(&now.text(), &Transaction::default());
        let mut texts = vec![now.clone()];
        for (number, (id, what)) in acts.into_iter().enumerate() {
            let before = now.get(&Id::from_bits(id)).cloned();
            let change = match (before, what) {
                (None, _) => Change::add(quote(id, id as usize * 10)),
                (Some(gloss), 0) => Change::remove(gloss),
                (Some(gloss), _) => noted(&gloss, &format!("note {number}")),
            };
            now.apply(&change);
            versions.add(&now.text(), &of(&[change]));
            texts.push(now.clone());
        }
        let mut theirs = read.get(&texts).clone();
        theirs.apply(&noted(&quote(99, 99), "the editor's"));
        let since = versions.changes_since_base(&now, &theirs);
        merge::apply(&mut theirs, &since);
        now.apply(&noted(&quote(99, 99), "the editor's"));
        let sorted = |document: &SidecarText| {
            let mut glosses: Vec<Gloss> = document.glosses().cloned().collect();
            glosses.sort_by(|one, other| one.id.cmp(&other.id));
            glosses
        };
        prop_assert_eq!(sorted(&theirs), sorted(&now));
    }
}
