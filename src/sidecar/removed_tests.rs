//! What a person wrote into an annotation comes back with it.

use std::fs;

use super::{
    Sidecar, StateFolder,
    tests::{BY_HAND, by_hand, info, of, open, quote},
    write,
};
use crate::gloss::{Change, Gloss, Reason, Review, Transaction};

#[test]
fn what_is_deleted_comes_back_with_its_comments_and_keys() {
    let (_folder, path) = by_hand();
    let mut sidecar = open(&path);
    let text = || fs::read_to_string(&path).expect("read");
    for gloss in sidecar.glosses().cloned().collect::<Vec<_>>() {
        let delete = of(&[Change::remove(gloss)]);
        // Undone, redone and undone again.
        for _ in 0..2 {
            sidecar.save(&delete, &info()).expect("saved");
            assert!(text().matches("[[annotation]]").count() < 3, "{}", text());
            sidecar.save(&delete.inverse(), &info()).expect("saved");
            let words = |text: &str| {
                let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
                lines.retain(|line| !line.is_empty());
                lines.sort();
                lines
            };
            assert_eq!(words(&text()), words(BY_HAND), "{}", text());
        }
    }
    // The last one of them stood between two entries that are there still.
    let last = BY_HAND.find("[[annotation]]\nid = \"0000000003\"").map(|at| &BY_HAND[at..]);
    assert!(last.is_some_and(|last| text().ends_with(last)), "{}", text());
}

#[test]
fn what_others_save_meanwhile_does_not_keep_it_from_coming_back() {
    let (_folder, path) = by_hand();
    let (mut ours, mut theirs) = (open(&path), open(&path));
    let gloss = ours.glosses().next().expect("a gloss").clone();
    ours.save(&of(&[Change::remove(gloss.clone())]), &info()).expect("saved");
    theirs.save(&of(&[Change::add(quote(5, 90))]), &info()).expect("saved");
    let mut moved = gloss;
    moved.attributes.set("speaker", "Ann".into());
    ours.save(&of(&[Change::add(moved.clone())]), &info()).expect("saved");
    let text = fs::read_to_string(&path).expect("read");
    for kept in
        ["# about the first\n[[annotation]]\ntag = \"quote\"        # sic", "color = \"red\"", "\"Ann\""]
    {
        assert!(text.contains(kept), "{kept}: {text}");
    }
    assert_eq!(open(&path).glosses().find(|gloss| gloss.id == moved.id), Some(&moved));
}

#[test]
fn a_version_that_stands_for_two_brings_its_own_keys_along_and_no_others() {
    for (theirs, ours) in [("theirs", "ours"), ("", "ours"), ("theirs", "")] {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("talks.txt.gloss.toml");
        let (mut kept, mut beside) = (quote(1, 10), quote(2, 10));
        beside.attributes.set("speaker", "Jo Ek".into());
        let fields = || vec!["speaker".to_owned(), "mine".to_owned()];
        kept.review.add(Reason::conflict(fields(), beside.id.clone()));
        beside.review.add(Reason::copy_of(fields(), kept.id.clone()));
        let entry = |gloss: &Gloss, own: &str| match own {
            "" => write::annotation(gloss),
            own => format!("# {own}\n{}mine = \"{own}\"\n", write::annotation(gloss)),
        };
        let entries = format!("{}\n{}", entry(&kept, theirs), entry(&beside, ours));
        fs::write(&path, format!("format = \"gloss/1\"\n\n{entries}")).expect("written");
        let text = || fs::read_to_string(&path).expect("read");
        let mut sidecar = open(&path);
        let stands = Gloss { id: kept.id.clone(), review: Review::default(), ..beside.clone() };
        let settled = of(&[Change::remove(beside), Change::replace(kept, stands.clone())]);
        for _ in 0..2 {
            sidecar.save(&settled, &info()).expect("saved");
            assert!(text().ends_with(&format!("\n\n{}", entry(&stands, ours))), "{}", text());
            assert!(!text().contains("theirs"), "{}", text());
            sidecar.save(&settled.inverse(), &info()).expect("saved");
            assert!(text().ends_with(&entries), "{}", text());
        }
    }
}

#[test]
fn what_was_deleted_in_an_earlier_session_comes_back_whole_as_well() {
    let (folder, path) = by_hand();
    let log = StateFolder::new(folder.path().join("state")).history(&path);
    let mut sidecar = open(&path);
    let gloss = sidecar.glosses().next().expect("a gloss").clone();
    let delete = of(&[Change::remove(gloss)]);
    let by = |sidecar: &mut Sidecar, transaction: &Transaction| {
        sidecar.save(transaction, &info()).expect("saved");
        log.keep_removed(sidecar.removed_by(transaction)).expect("noted");
    };
    by(&mut sidecar, &delete);
    log.push(&delete).expect("noted");
    let mut later = open(&path);
    later.remember(log.removed());
    by(&mut later, &log.load().undo().expect("something"));
    let text = fs::read_to_string(&path).expect("read");
    assert!(text.contains("# about the first\n[[annotation]]\ntag = \"quote\"        # sic"), "{text}");
    assert!(text.contains("color = \"red\""), "{text}");
    // What somebody has taken out of it since does not come back with the next undo.
    let plain = of(&[Change::add(quote(1, 10))]);
    by(&mut later, &delete);
    fs::remove_file(&path).expect("removed");
    let mut anew = open(&path);
    by(&mut anew, &plain);
    by(&mut anew, &plain.inverse());
    let mut last = open(&path);
    last.remember(log.removed());
    by(&mut last, &plain);
    assert!(!fs::read_to_string(&path).expect("read").contains("color"));
}
