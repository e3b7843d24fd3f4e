//! Two programs that have one file open.

use std::fs;

use super::{
    tests::{by_hand, info, of, open, quote},
    *,
};
use crate::gloss::{Change, Gloss, Transaction};

#[test]
fn two_programs_lose_nothing() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("x.gloss.toml");
    std::thread::scope(|scope| {
        for program in 0..2_u64 {
            let path = path.clone();
            scope.spawn(move || {
                let mut sidecar = open(&path);
                for n in 0..100 {
                    let gloss = quote(program * 1000 + n, n as usize);
                    sidecar.save(&of(&[Change::add(gloss)]), &info()).expect("saved");
                }
            });
        }
    });
    assert_eq!(open(&path).glosses().count(), 200);
    assert_eq!(fs::read_dir(folder.path()).expect("read").count(), 1, "nothing else is left in the folder");
}

#[test]
fn others_changes_are_reported_and_merged() {
    let (_folder, path) = by_hand();
    let mut ours = open(&path);
    let mut theirs = open(&path);
    let before = theirs.glosses().next().expect("a gloss").clone();
    let mut changed = before.clone();
    changed.attributes.set("speaker", "N. Price".into());
    theirs
        .save(&of(&[Change::replace(before.clone(), changed.clone()), Change::add(quote(9, 90))]), &info())
        .expect("saved");
    let noted = Gloss { note: Some("ours".into()), ..before.clone() };
    let others = ours.save(&of(&[Change::replace(before, noted.clone())]), &info()).expect("saved");
    let both = Gloss { note: Some("ours".into()), ..changed };
    assert_eq!(others, of(&[Change::replace(noted, both.clone()), Change::add(quote(9, 90))]));
    assert_eq!(theirs.reload().expect("read").changes.len(), 1);
    assert_eq!(theirs.glosses().next(), Some(&both));
    assert_eq!(theirs.reload().expect("read"), Transaction::default());
}

#[test]
fn two_programs_that_change_one_field_lose_neither_value() {
    let (_folder, path) = by_hand();
    let (mut ours, mut theirs) = (open(&path), open(&path));
    let before = ours.glosses().next().expect("a gloss").clone();
    let spoken = |speaker: &str| {
        let mut gloss = before.clone();
        gloss.attributes.set("speaker", speaker.into());
        of(&[Change::replace(before.clone(), gloss)])
    };
    theirs.save(&spoken("Ann"), &info()).expect("saved");
    let others = ours.save(&spoken("Bea"), &info()).expect("saved");
    let speakers = |sidecar: &Sidecar| {
        let speakers = sidecar
            .glosses()
            .filter(|gloss| !gloss.review.is_empty())
            .filter_map(|gloss| gloss.attributes.text("speaker").map(str::to_owned));
        let mut speakers: Vec<String> = speakers.collect();
        speakers.sort();
        speakers
    };
    assert_eq!(speakers(&ours), ["Ann", "Bea"]);
    assert_eq!(others.changes.len(), 2, "the mark, and the other version");
    theirs.reload().expect("read");
    assert_eq!(speakers(&theirs), ["Ann", "Bea"]);
}

#[test]
fn what_could_not_be_saved_goes_on_from_what_others_saved() {
    let (folder, path) = by_hand();
    let (mut ours, mut theirs) = (open(&path), open(&path));
    let before = ours.glosses().next().expect("a gloss").clone();
    let noted = Gloss { note: Some("ours".into()), ..before.clone() };
    // A folder in its place keeps the file from being read and replaced.
    let aside = folder.path().join("aside");
    fs::rename(&path, &aside).expect("moved");
    fs::create_dir(&path).expect("made");
    ours.save(&of(&[Change::replace(before.clone(), noted)]), &info()).expect_err("not saved");
    fs::remove_dir(&path).expect("gone");
    fs::rename(&aside, &path).expect("moved");
    let mut changed = before.clone();
    changed.attributes.set("speaker", "Ann".into());
    theirs.save(&of(&[Change::replace(before, changed.clone())]), &info()).expect("saved");
    ours.reload().expect("read");
    ours.save(&Transaction::default(), &info()).expect("saved");
    assert_eq!(open(&path).glosses().next(), Some(&Gloss { note: Some("ours".into()), ..changed }));
}
