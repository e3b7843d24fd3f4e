//! What is kept in the state folder: histories, reading places, and work that could not be saved.

use std::{fs, path::Path};

use super::tests::{BY_HAND, by_hand, info, of, open, quote};
use super::*;
use crate::gloss::{Change, Transaction};

#[test]
fn what_can_be_read_of_a_broken_file_is_and_the_rest_is_left_alone() {
    let (folder, path) = by_hand();
    let broken = BY_HAND.replace("id = \"bad\"", "id = bad");
    fs::write(&path, &broken).expect("written");
    let mut sidecar = Sidecar::open_anyway(path.clone()).expect("opened");
    assert!(
        sidecar.broken().is_some_and(|error| error.to_string().contains("line 21")),
        "{:?}",
        sidecar.broken()
    );
    assert_eq!(sidecar.glosses().count(), 2);
    sidecar.save(&of(&[Change::add(quote(2, 40))]), &info()).expect_err("not saved");
    assert_eq!(fs::read_to_string(&path).expect("read"), broken);
    // It is kept aside, and offered once the file is mended.
    let state = StateFolder::new(folder.path().join("state"));
    let mut recovery = state.recovery(&path);
    recovery.keep(sidecar.pending()).expect("kept");
    assert!(recovery.load().is_empty(), "one's own is not offered to oneself");
    assert!(state.recovery(&path).load().is_empty(), "nor to another while one runs");
    drop(recovery);
    fs::write(&path, BY_HAND).expect("mended");
    let mut later = open(&path);
    let mut recovery = state.recovery(&path);
    let offered = later.outcome_of(&recovery.load());
    assert_eq!(offered, of(&[Change::add(quote(2, 40))]));
    later.save(&offered, &info()).expect("saved");
    recovery.taken_in(&Transaction::default()).expect("forgotten");
    assert!(state.recovery(&path).load().is_empty() && later.outcome_of(&offered).is_empty());
    // The one that was open all the while saves it, too.
    sidecar.save(&Transaction::default(), &info()).expect("saved");
    assert_eq!(open(&path).glosses().count(), 3);
}

#[test]
fn two_programs_that_keep_work_aside_keep_both() {
    let (folder, path) = by_hand();
    let state = StateFolder::new(folder.path().join("state"));
    let (mut one, mut other) = (state.recovery(&path), state.recovery(&path));
    let (first, second) = (of(&[Change::add(quote(2, 40))]), of(&[Change::add(quote(3, 50))]));
    one.keep(&first).expect("kept");
    other.keep(&second).expect("kept");
    // What is kept anew is as locked as what was kept before.
    one.keep(&first).expect("kept");
    assert!(state.recovery(&path).load().is_empty());
    drop(other);
    assert_eq!(state.recovery(&path).load().changes, second.changes);
    drop(one);
    assert_eq!(state.recovery(&path).load().changes.len(), 2);
    // What is taken in is not offered again, but for what did not fit.
    let mut late = state.recovery(&path);
    late.load();
    late.taken_in(&first).expect("forgotten");
    assert_eq!(state.recovery(&path).load().changes, first.changes);
}

#[test]
fn what_is_kept_is_its_owners_alone() {
    use crate::platform::testing::mode;
    let (folder, path) = by_hand();
    let state = StateFolder::new(folder.path().join("state"));
    let work = of(&[Change::add(quote(2, 40))]);
    state.recovery(&path).keep(&work).expect("kept");
    state.history(&path).push(&work).expect("noted");
    state.cache_text(&"ab".repeat(32), None, "words").expect("kept");
    state.set_place(&path, &ReadingPlace { offset: 1, exact: "words".into() }).expect("noted");
    state.note_sidecar(&"ab".repeat(32), &path).expect("noted");
    for kept in ["recovery", "history", "texts", "places", "sidecars"] {
        let folder = folder.path().join("state").join(kept);
        let file = fs::read_dir(&folder).expect("a folder").next().expect("a file").expect("read").path();
        assert_eq!((mode(&folder), mode(&file)), (0o700, 0o600), "{kept}");
    }
}

#[test]
fn the_history_survives_and_a_torn_line_takes_no_later_one_along() {
    let folder = tempfile::tempdir().expect("a folder");
    let state = StateFolder::new(folder.path().join("state"));
    let log = state.history(Path::new("abc.alice.gloss.toml"));
    assert!(log.load().is_empty());
    for n in 0..3 {
        log.push(&Transaction::new("tag", vec![Change::add(quote(n, 1))])).expect("noted");
    }
    log.undo().expect("noted");
    assert_eq!(log.load().len(), (2, 1));
    let mut history = log.load();
    assert_eq!(history.redo(), Some(Transaction::new("tag", vec![Change::add(quote(2, 1))])));
    let kept = fs::read_dir(folder.path().join("state/history")).expect("read").next();
    let path = kept.expect("a file").expect("read").path();
    let text = fs::read_to_string(&path).expect("read");
    fs::write(&path, &text[..text.len() - 40]).expect("torn");
    assert_eq!(log.load().len(), (2, 0));
    // What is done after the crash is a step of its own, and counts also when the torn line is not the last one any more.
    let next = Transaction::new("tag", vec![Change::add(quote(3, 1))]);
    log.push(&next).expect("noted");
    assert_eq!(log.load().len(), (3, 0));
    assert_eq!(log.load().undo(), Some(next.inverse()));
}

#[test]
fn reading_places_are_kept() {
    let folder = tempfile::tempdir().expect("a folder");
    let state = StateFolder::new(folder.path().to_owned());
    let place = ReadingPlace { offset: 7, exact: "words".into() };
    assert_eq!(state.place(Path::new("a.txt")), None);
    state.set_place(Path::new("a.txt"), &place).expect("noted");
    assert_eq!(state.place(Path::new("a.txt")), Some(place));
}
