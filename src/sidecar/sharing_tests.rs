//! Two programs that have one file open.

use std::fs;

use super::{
    tests::{by_hand, info, of, open},
    *,
};
use crate::gloss::{Change, Gloss, Transaction};

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
