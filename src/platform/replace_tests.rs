use super::*;
use crate::platform::testing::{mode, set_mode, symlink};

fn names(folder: &Path) -> Vec<String> {
    let files = fs::read_dir(folder).expect("a folder").filter_map(Result::ok);
    files.map(|file| file.file_name().to_string_lossy().into_owned()).collect()
}

#[test]
fn a_replacement_takes_its_place_whole_or_is_gone() {
    let folder = tempfile::tempdir().expect("a folder");
    let target = folder.path().join("report");
    fs::write(&target, "old").expect("written");
    set_mode(&target, 0o640);
    let mut given_up =
        Replacement::new(&target, Audience::Like(&target, Readership::EVERYBODY)).expect("created");
    given_up.write_all(b"half").expect("written");
    drop(given_up);
    assert_eq!((fs::read_to_string(&target).expect("read"), names(folder.path()).len()), ("old".into(), 1));
    for durability in [Durability::Crash, Durability::PowerCut] {
        let content = format!("{durability:?}");
        replace(&target, Audience::Like(&target, Readership::EVERYBODY), durability, content.as_bytes())
            .expect("replaced");
        assert_eq!(fs::read_to_string(&target).expect("read"), content);
        assert_eq!((mode(&target), names(folder.path())), (0o640, vec!["report".to_owned()]));
    }
    replace(&target, Audience::Owner, Durability::Crash, b"mine").expect("replaced");
    assert_eq!(mode(&target), 0o600);
}

#[test]
fn two_that_write_at_once_do_not_share_a_temporary_file() {
    let folder = tempfile::tempdir().expect("a folder");
    let target = folder.path().join("report");
    let write = |content: &str| {
        let mut replacement = Replacement::new(&target, Audience::Owner).expect("created");
        replacement.write_all(content.as_bytes()).expect("written");
        replacement
    };
    let (one, other) = (write("one"), write("other"));
    one.publish(Durability::Crash).expect("published");
    assert_eq!(fs::read_to_string(&target).expect("read"), "one");
    other.publish(Durability::Crash).expect("published");
    assert_eq!(fs::read_to_string(&target).expect("read"), "other");
}

#[test]
fn a_link_in_the_place_of_a_temporary_file_is_not_followed() {
    let folder = tempfile::tempdir().expect("a folder");
    let (target, theirs) = (folder.path().join("a"), folder.path().join("theirs"));
    fs::write(&theirs, "theirs").expect("written");
    symlink(&theirs, &folder.path().join(".a.tmp"));
    let lock = FolderLock::acquire(folder.path()).expect("locked");
    let audience = Audience::Like(&target, Readership::EVERYBODY);
    replace_locked(&lock, &target, audience, None, |out| out.write_all(b"ours")).expect("replaced");
    assert_eq!(fs::read_to_string(&theirs).expect("read"), "theirs");
    assert_eq!(fs::read_to_string(&target).expect("read"), "ours");
}

/// Replaces a file while another program does something to it right before the two are swapped, after it was looked at.
fn replaced_while(interfere: impl FnOnce(&Path)) -> (bool, Option<String>, usize) {
    let folder = tempfile::tempdir().expect("a folder");
    let target = folder.path().join("a");
    fs::write(&target, "old").expect("written");
    let seen = FileStamp::of_path(&target).expect("looked");
    let audience = Audience::Like(&target, Readership::EVERYBODY);
    let mut replacement = Replacement::new(&target, audience).expect("created");
    replacement.write_all(b"new").expect("written");
    interfere(&target);
    let replaced = replacement.publish_over(seen).expect("tried");
    let is_done = matches!(replaced, Replaced::Done(_));
    (is_done, fs::read_to_string(&target).ok(), names(folder.path()).len())
}

#[test]
fn what_another_program_has_written_meanwhile_is_not_replaced() {
    assert_eq!(replaced_while(|_| ()), (true, Some("new".into()), 1));
    let theirs = (false, Some("theirs".to_owned()), 1);
    assert_eq!(replaced_while(|target| fs::write(target, "theirs").expect("written")), theirs);
    let renamed = |target: &Path| {
        replace(target, Audience::Owner, Durability::Crash, b"theirs").expect("replaced");
    };
    assert_eq!(replaced_while(renamed), theirs);
    let removed = |target: &Path| fs::remove_file(target).expect("removed");
    assert_eq!(replaced_while(removed), (false, None, 0));
}

#[test]
fn what_another_program_has_written_is_kept_where_it_can_not_be_put_back() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = |name: &str| folder.path().join(name);
    fs::write(path("a.gloss.toml"), "old").expect("written");
    fs::write(path(".a.tmp"), "ours").expect("written");
    let seen = FileStamp::of_path(&path("a.gloss.toml")).expect("looked");
    let swaps = std::cell::Cell::new(0);
    // The other program writes right before the first swap, and the second one fails.
    let failing = |one: &Path, other: &Path| {
        swaps.set(swaps.get() + 1);
        if swaps.get() > 1 {
            return Err(io::Error::from(io::ErrorKind::PermissionDenied));
        }
        fs::write(other, "what they have written")?;
        swap(one, other)
    };
    let placed = put_over(&path(".a.tmp"), &path("a.gloss.toml"), seen, failing).expect("tried");
    let PutOver::Over(error) = placed else { panic!("{placed:?}") };
    let names = names(folder.path());
    let copy = names.iter().find(|name| name.contains("(conflict ")).expect("a copy");
    assert!(error.to_string().contains(copy.as_str()), "{error}");
    assert!(copy.starts_with("a.gloss (conflict ") && copy.ends_with(").toml"), "{copy}");
    assert_eq!(fs::read_to_string(path(copy)).expect("read"), "what they have written");
    assert_eq!(names.len(), 2);
}

#[test]
fn what_a_killed_save_has_swapped_out_is_found_and_kept() {
    for (is_swapped, is_theirs) in [(false, false), (true, false), (true, true)] {
        let folder = tempfile::tempdir().expect("a folder");
        let path = |name: &str| folder.path().join(name);
        let (target, temporary) = (path("a.gloss.toml"), path(".a.gloss.toml.tmp"));
        fs::write(&target, "old").expect("written");
        fs::write(&temporary, "ours").expect("written");
        let stamp = || FileStamp::of_path(&target).expect("looked");
        // What is killed forgets nothing.
        std::mem::forget(SwapRecord::new(&target, stamp().expect("a file")));
        if is_theirs {
            fs::write(&target, "theirs, which is longer").expect("written");
        }
        if is_swapped {
            swap(&temporary, &target).expect("swapped");
        }
        assert_eq!(version_left_by_swap(&target), is_theirs.then_some(temporary));
        let lock = FolderLock::acquire(folder.path()).expect("locked");
        let audience = Audience::Like(&target, Readership::EVERYBODY);
        replace_locked(&lock, &target, audience, stamp(), |out| out.write_all(b"next")).expect("replaced");
        assert_eq!(fs::read_to_string(&target).expect("read"), "next");
        let names = names(folder.path());
        let copy = names.iter().find(|name| name.contains("(conflict "));
        let kept = copy.map(|copy| fs::read_to_string(path(copy)).expect("read"));
        assert_eq!(kept.as_deref(), is_theirs.then_some("theirs, which is longer"), "{names:?}");
        assert_eq!(names.len(), 1 + usize::from(is_theirs), "{names:?}");
    }
}

#[test]
fn a_link_in_the_place_of_a_record_stays() {
    let folder = tempfile::tempdir().expect("a folder");
    let target = folder.path().join("a");
    fs::write(&target, "old").expect("written");
    let theirs = folder.path().join(".a.swap");
    symlink(&folder.path().join("theirs"), &theirs);
    drop(SwapRecord::new(&target, FileStamp::of_path(&target).expect("looked").expect("a file")));
    assert!(theirs.is_symlink());
    fs::remove_file(&theirs).expect("removed");
    symlink(Path::new("1.2.3.4.5"), &theirs);
    drop(SwapRecord::new(&target, FileStamp::of_path(&target).expect("looked").expect("a file")));
    assert!(!theirs.is_symlink(), "that of a killed program doesn't");
}

#[test]
fn a_name_that_was_free_is_not_taken_from_another_program() {
    let folder = tempfile::tempdir().expect("a folder");
    let target = folder.path().join("a");
    let lock = FolderLock::acquire(folder.path()).expect("locked");
    let audience = Audience::Like(&target, Readership::EVERYBODY);
    let replaced = |expected| {
        replace_locked(&lock, &target, audience, expected, |out| out.write_all(b"ours")).expect("tried")
    };
    let stamp = |path: &Path| FileStamp::of_path(path).expect("looked").expect("a file");
    assert_eq!(replaced(None), Replaced::Done(stamp(&target)));
    assert_eq!(replaced(None), Replaced::Changed);
    assert_eq!(names(folder.path()), ["a"]);
}
