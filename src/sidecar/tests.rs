use std::{fs, path::Path};

use proptest::prelude::*;

use super::*;
use crate::gloss::{Change, Dismissal, Gloss, Id, Link, Selector, Transaction};

pub(super) fn selector(start: usize, exact: &str) -> Selector {
    let end = start + exact.chars().count();
    Selector { start, end, exact: exact.to_owned(), prefix: "before ".into(), suffix: "\n\nafter".into() }
}

pub(super) fn quote(id: u64, start: usize) -> Gloss {
    let mut gloss = Gloss::new(
        Id::from_bits(id),
        "quote",
        vec![selector(start, "“We need …”"), selector(start + 50, "“But”")],
    );
    gloss.attributes.set("speaker", "Ned Price".into());
    gloss.attributes.set("cue", "stressed".into());
    gloss.created = Some("2026-11-23T15:42:00Z".to_owned());
    gloss
}

/// So many random cases, or as many as `PROPTEST_CASES` says.
pub(super) fn cases(usual: u32) -> ProptestConfig {
    let wanted = std::env::var_os("PROPTEST_CASES").is_some();
    if wanted { ProptestConfig::default() } else { ProptestConfig::with_cases(usual) }
}

pub(super) fn info() -> SourceInfo {
    SourceInfo {
        file: "talks.txt".into(),
        sha256: Some("5f0c".into()),
        length: Some(2347),
        ..SourceInfo::default()
    }
}

pub(super) fn of(changes: &[Change]) -> Transaction {
    Transaction::new("", changes.to_vec())
}

pub(super) fn open(path: &Path) -> Sidecar {
    Sidecar::open(path.to_owned()).expect("opened")
}

/// The lines of `after` that are not in `before`, and those of `before` that are gone.
fn line_diff(before: &str, after: &str) -> (Vec<String>, Vec<String>) {
    let lines = |text: &str, other: &str| {
        let mut others: Vec<&str> = other.lines().collect();
        let mut own = Vec::new();
        for line in text.lines() {
            match others.iter().position(|o| *o == line) {
                Some(i) => drop(others.remove(i)),
                None => own.push(line.to_owned()),
            }
        }
        own
    };
    (lines(after, before), lines(before, after))
}

#[test]
fn a_new_file_is_laid_out_as_the_format_says() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("talks.txt.gloss.toml");
    let mut sidecar = open(&path);
    assert!(!path.exists());
    let mut gloss = quote(1, 986);
    gloss.links.push(Link { role: "contradicts".into(), to: Id::from_bits(2) });
    gloss.note = Some("Said on\n\"Wednesday\".".into());
    sidecar.save(&of(&[Change::add(gloss.clone())]), &info()).expect("saved");
    insta::assert_snapshot!(fs::read_to_string(&path).expect("read"), @r#"
    format = "gloss/1"

    [source]
    file = "talks.txt"
    sha256 = "5f0c"
    length = 2347

    [[annotation]]
    id = "0000000001"
    tag = "quote"
    attributes = { speaker = "Ned Price", cue = "stressed" }
    spans = [
      { start = 986, end = 997, exact = "“We need …”", prefix = "before ", suffix = "\n\nafter" },
      { start = 1036, end = 1041, exact = "“But”", prefix = "before ", suffix = "\n\nafter" },
    ]
    links = [{ as = "contradicts", to = "0000000002" }]
    note = """
    Said on
    \"Wednesday\"."""
    created = 2026-11-23T15:42:00Z
    "#);
    assert_eq!(open(&path).glosses().collect::<Vec<_>>(), [&gloss]);
}

pub(super) const BY_HAND: &str = r#"# My file
format = "gloss/1"
mine = 1

[source]
file = "talks.txt"   # the name
sha256 = "5f0c"
length = 2347

# about the first
[[annotation]]
tag = "quote"        # sic
id = "0000000001"
color = "red"
attributes = {cue="stressed",  speaker = 'Ned'}
spans = [{start = 10, end = 13, exact = "abc"}]

# stands alone

[[annotation]]
id = "bad"
tag = "quote"
spans = [{ start = 9, end = 3, exact = "x" }]

[[annotation]]
id = "0000000003"
tag = "claim"
spans = [
  # the words
  { start = 70, end = 73, exact = "def", prefix = "", suffix = "" },  # here
]
[annotation.attributes]
source = "x"
when = 2020-01-01

[[dismissed]]
tag = "claim"
exact = "…"
"#;

pub(super) fn by_hand() -> (tempfile::TempDir, std::path::PathBuf) {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("talks.txt.gloss.toml");
    fs::write(&path, BY_HAND).expect("written");
    (folder, path)
}

#[test]
fn what_a_person_wrote_survives_every_change() {
    let (_folder, path) = by_hand();
    let mut sidecar = open(&path);
    assert_eq!(
        sidecar.problems(),
        [Problem { line: 20, message: "a span's end, 3, is not after its start, 9".into() }]
    );
    let ids: Vec<_> = sidecar.glosses().map(|gloss| gloss.id.to_string()).collect();
    assert_eq!(ids, ["0000000001", "0000000003"]);
    // A gloss between the two.
    sidecar.save(&of(&[Change::add(quote(2, 40))]), &info()).expect("saved");
    let added = fs::read_to_string(&path).expect("read");
    let (new, gone) = line_diff(BY_HAND, &added);
    assert_eq!((new.len(), gone.len()), (10, 0), "{added}");
    assert!(added.find("0000000002") < added.find("0000000003"));
    // One attribute of a gloss that was written in a way of its own.
    let before = sidecar.glosses().next().expect("a gloss").clone();
    let mut after = before.clone();
    after.attributes.set("speaker", "Ned Price".into());
    sidecar.save(&of(&[Change::replace(before, after)]), &info()).expect("saved");
    let changed = fs::read_to_string(&path).expect("read");
    let (new, gone) = line_diff(&added, &changed);
    assert_eq!((new.len(), gone.len()), (1, 1), "{changed}");
    // A note on the last one, whose attributes are a table of their own.
    let before = sidecar.glosses().last().expect("a gloss").clone();
    let mut after = before.clone();
    after.note = Some("seen".into());
    after.attributes.set("certainty", "hedged".into());
    sidecar.save(&of(&[Change::replace(before, after.clone())]), &info()).expect("saved");
    let noted = fs::read_to_string(&path).expect("read");
    assert_eq!(line_diff(&changed, &noted).1, Vec::<String>::new(), "{noted}");
    assert_eq!(open(&path).glosses().last(), Some(&after));
    assert!(noted.contains("when = 2020-01-01"));
    // And gone again.
    let gone: Vec<Change> = sidecar.glosses().cloned().map(Change::remove).collect();
    sidecar.save(&of(&gone), &info()).expect("saved");
    let emptied = fs::read_to_string(&path).expect("read");
    for kept in ["# My file", "mine = 1", "# the name", "# stands alone", "id = \"bad\"", "[[dismissed]]"] {
        assert!(emptied.contains(kept), "{kept} in {emptied}");
    }
    assert!(!emptied.contains("# about the first"));
}

#[test]
fn line_endings_and_the_byte_order_mark_are_kept() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("x.gloss.toml");
    let text = "\u{feff}format = \"gloss/1\"\r\n\r\n[source]\r\nfile = \"x\"\r\n";
    fs::write(&path, text).expect("written");
    let mut sidecar = open(&path);
    sidecar.save(&of(&[Change::add(quote(1, 5))]), &info()).expect("saved");
    let before = sidecar.glosses().next().expect("a gloss").clone();
    let after = Gloss { note: Some("a\nb".into()), ..before.clone() };
    sidecar.save(&of(&[Change::replace(before, after.clone())]), &info()).expect("saved");
    let saved = fs::read_to_string(&path).expect("read");
    assert!(saved.starts_with('\u{feff}'));
    assert_eq!(saved.matches('\n').count(), saved.matches("\r\n").count(), "{saved:?}");
    assert_eq!(open(&path).glosses().next(), Some(&after));
}

#[test]
fn a_file_that_another_program_has_only_begun_to_write_takes_nothing_away() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("x.gloss.toml");
    let mut sidecar = open(&path);
    sidecar.save(&of(&[Change::add(quote(1, 5))]), &info()).expect("saved");
    let text = fs::read_to_string(&path).expect("read");
    for begun in ["", "\n"] {
        fs::write(&path, begun).expect("written");
        assert!(sidecar.reload().expect("read again").is_empty());
        assert_eq!(sidecar.glosses().count(), 1);
    }
    fs::write(&path, text.replace("tag = ", "mine = 1\ntag = ")).expect("written");
    sidecar.reload().expect("read again");
    fs::write(&path, "").expect("written");
    sidecar.save(&of(&[Change::add(quote(2, 50))]), &info()).expect("saved");
    assert!(fs::read_to_string(&path).expect("read").contains("mine = 1"));
    assert_eq!(open(&path).glosses().count(), 2);
}

#[test]
fn one_blank_line_stands_between_entries_in_whatever_order_they_come() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("x.gloss.toml");
    let mut sidecar = open(&path);
    for start in [50, 10, 90, 30, 70, 20] {
        sidecar.save(&of(&[Change::add(quote(start as u64, start))]), &info()).expect("saved");
    }
    let saved = fs::read_to_string(&path).expect("read");
    assert!(!saved.contains("\n\n\n"), "{saved}");
    assert_eq!(saved.matches("\n\n[[annotation]]").count(), 6, "{saved}");
}

#[test]
fn a_blank_file_becomes_a_sidecar() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("x.gloss.toml");
    for blank in ["", "\n\n", "\r\n", " \t\n"] {
        fs::write(&path, blank).expect("written");
        open(&path).save(&of(&[Change::add(quote(1, 5))]), &info()).expect("saved");
        assert!(fs::read_to_string(&path).expect("read").starts_with("format = "), "{blank:?}");
        assert_eq!(open(&path).glosses().count(), 1, "{blank:?}");
    }
}

#[test]
fn comments_alone_are_a_sidecar_without_glosses_and_stay() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("x.gloss.toml");
    for comments in ["# kept\n", "\n# kept\n  # by hand", "\u{feff}# kept\r\n\r\n"] {
        fs::write(&path, comments).expect("written");
        let mut sidecar = open(&path);
        assert_eq!((sidecar.glosses().count(), sidecar.is_whole()), (0, true), "{comments:?}");
        sidecar.save(&of(&[Change::add(quote(1, 5))]), &info()).expect("saved");
        let saved = fs::read_to_string(&path).expect("read");
        assert!(saved.starts_with(comments) && saved.contains("\nformat = "), "{saved:?}");
        assert_eq!(
            saved.contains('\r'),
            saved.matches('\n').count() == saved.matches("\r\n").count(),
            "{saved:?}"
        );
        assert_eq!(open(&path).glosses().count(), 1, "{comments:?}");
    }
}

#[test]
fn what_is_not_ours_or_not_toml_is_left_alone() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("x.gloss.toml");
    for (text, says) in [
        ("format = \"gloss/1\"\n[[annotation]]\nid = \n", "line 3, column 6"),
        ("a = 1\n", "does not say format"),
        ("format = \"gloss/1\"\n[[annotation]\n", "line 2"),
    ] {
        fs::write(&path, text).expect("written");
        let error = Sidecar::open(path.clone()).expect_err("refused").to_string();
        assert!(error.contains(says), "{error}");
    }
    fs::write(&path, "format = \"gloss/2\"\n").expect("written");
    let mut newer = open(&path);
    assert!(matches!(newer.access(), Access::ReadOnly(_)));
    assert!(newer.save(&of(&[Change::add(quote(1, 1))]), &info()).is_err());
    // It becomes unreadable while it is open.
    fs::write(&path, "format = \"gloss/1\"\n").expect("written");
    let mut sidecar = open(&path);
    fs::write(&path, "format = \"gloss/1\"\nnonsense").expect("written");
    assert!(sidecar.save(&of(&[Change::add(quote(1, 1))]), &info()).is_err());
    assert_eq!(fs::read_to_string(&path).expect("read"), "format = \"gloss/1\"\nnonsense");
    // Where there is little room, what matters comes first.
    let brief = Sidecar::open(path.clone()).expect_err("refused").brief();
    assert!(brief.starts_with("line 2, column 9: "), "{brief}");
    assert!(brief.ends_with(": x.gloss.toml is not valid TOML"), "{brief}");
    // Mended, it gets what could not be saved.
    fs::write(&path, "format = \"gloss/1\"\n# mended\n").expect("written");
    sidecar.save(&of(&[Change::add(quote(2, 2))]), &info()).expect("saved");
    assert_eq!(open(&path).glosses().count(), 2);
}

#[test]
fn dismissals_are_kept_restored_and_merged() {
    let (_folder, path) = by_hand();
    let dismissal =
        |exact: &str| Dismissal { tag: "claim".into(), exact: exact.into(), ..Dismissal::default() };
    let dismiss = |exact: &str| Transaction { dismissed: vec![dismissal(exact)], ..Transaction::default() };
    let (mut ours, mut theirs) = (open(&path), open(&path));
    assert_eq!(ours.dismissals().collect::<Vec<_>>(), [&dismissal("…")]);
    theirs.save(&dismiss("theirs"), &info()).expect("saved");
    let others = ours.save(&dismiss("ours"), &info()).expect("saved");
    assert_eq!(others, dismiss("theirs"));
    let all: Vec<_> = ours.dismissals().cloned().collect();
    assert_eq!(all, [dismissal("…"), dismissal("theirs"), dismissal("ours")]);
    let saved = fs::read_to_string(&path).expect("read");
    assert!(
        saved.starts_with(BY_HAND) && saved.ends_with("exact = \"ours\"\nprefix = \"\"\nsuffix = \"\"\n"),
        "{saved}"
    );
    ours.save(&dismiss("ours").inverse(), &info()).expect("saved");
    ours.save(&dismiss("theirs").inverse(), &info()).expect("saved");
    assert_eq!(fs::read_to_string(&path).expect("read"), BY_HAND);
    assert_eq!(theirs.reload().expect("read"), dismiss("theirs").inverse());
}

#[test]
fn links_and_permissions_are_kept() {
    use crate::platform::testing::{mode, set_mode, symlink};
    let (folder, path) = by_hand();
    set_mode(&path, 0o640);
    let link = folder.path().join("link.gloss.toml");
    symlink(&path, &link);
    open(&link).save(&of(&[Change::add(quote(5, 5))]), &info()).expect("saved");
    assert!(fs::symlink_metadata(&link).expect("there").file_type().is_symlink());
    assert_eq!(mode(&path), 0o640);
    assert_eq!(open(&path).glosses().count(), 3);
}

#[test]
fn another_name_of_the_file_keeps_what_it_said() {
    let (folder, path) = by_hand();
    let snapshot = folder.path().join("snapshot");
    fs::hard_link(&path, &snapshot).expect("linked");
    let mut sidecar = open(&path);
    assert!(sidecar.has_other_names());
    sidecar.save(&of(&[Change::add(quote(5, 5))]), &info()).expect("saved");
    assert!(!sidecar.has_other_names());
    assert_eq!(fs::read_to_string(&snapshot).expect("read"), BY_HAND);
}

/// A file may nest values as deeply as it likes; both readers refuse that instead of exhausting the stack.
#[test]
fn deeply_nested_values_make_a_sidecar_unreadable_and_exhaust_no_stack() {
    const LEVELS: usize = 100_000;
    let lists = |closed: bool| "[".repeat(LEVELS) + &"]".repeat(if closed { LEVELS } else { 0 });
    let tables = |closed: bool| "{a=".repeat(LEVELS) + "1" + &"}".repeat(if closed { LEVELS } else { 0 });
    for value in [lists(true), lists(false), tables(true), tables(false)] {
        let entry = format!(
            "[[annotation]]\nid = \"a\"\ntag = \"quote\"\nspans = [{{ start = 1, end = 2, exact = \"w\" }}]\nreview = {value}\n"
        );
        assert_eq!(fast_read::gloss(&entry), None);
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("deep.txt.gloss.toml");
        fs::write(&path, format!("format = \"gloss/1\"\n\n{entry}")).expect("written");
        assert!(Sidecar::open(path.clone()).is_err());
        let sidecar = Sidecar::open_anyway(path).expect("opened");
        assert_eq!((sidecar.glosses().count(), sidecar.broken().is_some()), (0, true));
    }
}
