//! Sidecars whose documents were renamed or moved.

use std::{fs, path::Path};

use super::tests::{BY_HAND, by_hand, info, of, open, quote};
use super::{state::name_for, *};
use crate::{
    gloss::Change,
    platform::testing::{mode, set_mode, symlink},
};

fn names(folder: &Path, coder: Option<&str>) -> Vec<String> {
    let strays = Stray::all_in(folder, coder);
    strays
        .iter()
        .map(|stray| stray.document.file_name().expect("a name").to_string_lossy().into_owned())
        .collect()
}

#[test]
fn a_stray_is_told_from_other_coders_sidecars_and_from_those_in_use() {
    let folder = tempfile::tempdir().expect("a folder");
    let write = |name: &str, file: &str| {
        let text = format!("format = \"gloss/1\"\n\n[source]\nfile = \"{file}\"\n");
        fs::write(folder.path().join(name), text).expect("written");
    };
    fs::write(folder.path().join("here.txt"), "").expect("written");
    write("here.txt.gloss.toml", "here.txt");
    write("here.txt.alice.gloss.toml", "here.txt");
    write("gone.txt.gloss.toml", "gone.txt");
    write("gone.txt.alice.gloss.toml", "gone.txt");
    write("mended.txt.gloss.toml", "");
    write(".gloss.toml", "");
    assert_eq!(names(folder.path(), None), ["gone.txt", "mended.txt"]);
    assert_eq!(names(folder.path(), Some("alice")), ["gone.txt"]);
    assert_eq!(names(folder.path(), Some("bob")), Vec::<String>::new());
    let stray = Stray::at(&folder.path().join("gone.txt.gloss.toml"), None).expect("a stray");
    assert_eq!(stray.source.file, "gone.txt");
}

#[test]
fn what_is_taken_over_keeps_every_byte_and_who_may_read_it() {
    let (folder, path) = by_hand();
    set_mode(&path, 0o600);
    fs::create_dir(folder.path().join("elsewhere")).expect("made");
    let own = folder.path().join("elsewhere/speech.txt.gloss.toml");
    let mut sidecar = open(&own);
    let new = sidecar.take_over(&path).expect("taken over");
    assert_eq!(new.changes.len(), 2);
    assert_eq!(sidecar.glosses().count(), 2);
    assert_eq!(fs::read_to_string(&own).expect("read"), BY_HAND);
    assert_eq!(mode(&own), 0o600);
    assert!(!path.exists());
}

#[test]
fn what_was_done_meanwhile_stays_and_a_journal_comes_along() {
    let (folder, path) = by_hand();
    let large = format!("{BY_HAND}{}", "# a long comment\n".repeat(80_000));
    fs::write(&path, &large).expect("written");
    open(&path).save(&of(&[Change::add(quote(7, 400))]), &info()).expect("saved");
    assert!(Sidecar::journal_path(&path).exists());
    let own = folder.path().join("speech.txt.gloss.toml");
    let mut sidecar = open(&own);
    sidecar.save(&of(&[Change::add(quote(8, 500))]), &info()).expect("saved");
    let new = sidecar.take_over(&path).expect("taken over");
    assert_eq!(new.changes.len(), 3, "not the one that was there already");
    assert_eq!(open(&own).glosses().count(), 4);
    assert!(fs::read_to_string(&own).expect("read").contains("# a long comment"));
    assert!(!path.exists() && !Sidecar::journal_path(&path).exists());
}

#[test]
fn what_cannot_be_taken_over_stays_where_it_is() {
    let (folder, path) = by_hand();
    let own = folder.path().join("speech.txt.gloss.toml");
    for wrong in ["format = \"gloss/2\"\n", "format = \"gloss/1\"\nx = \n"] {
        fs::write(&path, wrong).expect("written");
        let mut sidecar = open(&own);
        sidecar.take_over(&path).expect_err("not taken over");
        assert_eq!(fs::read_to_string(&path).expect("read"), wrong);
        assert!(!own.exists() && sidecar.glosses().count() == 0);
    }
}

#[test]
fn history_and_unsaved_work_go_along() {
    let (folder, path) = by_hand();
    let own = folder.path().join("speech.txt.gloss.toml");
    let state = StateFolder::new(folder.path().join("state"));
    let made = of(&[Change::add(quote(7, 400))]);
    state.history(&path).push(&made).expect("noted");
    state.recovery(&path).keep(&made).expect("kept");
    state.follow(&path, &own);
    assert_eq!((state.history(&path).load().len(), state.history(&own).load().len()), ((0, 0), (1, 0)));
    let kept = fs::read_dir(folder.path().join("state/recovery")).expect("read").filter_map(Result::ok);
    let kept: Vec<String> = kept.map(|file| file.file_name().to_string_lossy().into_owned()).collect();
    assert!(kept.len() == 1 && kept[0].starts_with(&name_for(&own)), "{kept:?}");
}

#[test]
fn one_file_has_one_path_whichever_way_it_is_reached() {
    let folder = tempfile::tempdir().expect("a folder");
    fs::create_dir(folder.path().join("real")).expect("made");
    symlink(&folder.path().join("real"), &folder.path().join("link"));
    let way = folder.path().join("link/talks.txt.gloss.toml");
    let before = open(&way).path().to_owned();
    open(&way).save(&of(&[Change::add(quote(7, 400))]), &info()).expect("saved");
    assert_eq!(open(&way).path(), before);
}
