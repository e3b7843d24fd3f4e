use std::{fs, path::PathBuf};

use tempfile::TempDir;

use super::{Coders, Member, PassedOver, WalkFilter, below};
use crate::{platform::testing::fifo, sidecar::StateFolder, source::sha256_of_file};

/// A folder with these files, which are named with what is in them.
fn folder_with(files: &[(&str, &str)]) -> TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    for (file, content) in files {
        let path = folder.path().join(file);
        fs::create_dir_all(path.parent().expect("a folder")).expect("made");
        fs::write(path, content).expect("written");
    }
    folder
}

/// Documents below a folder with these files, each with the coders of its sidecars.
fn found(files: &[&str], coders: &Coders) -> Vec<String> {
    let folder = folder_with(&files.iter().map(|file| (*file, "")).collect::<Vec<_>>());
    let shown = |member: Member| {
        let path = member.path.strip_prefix(folder.path()).expect("below it").display().to_string();
        let coder = |(coder, _): &(Option<String>, PathBuf)| coder.clone().unwrap_or("-".to_owned());
        format!("{path} {}", member.sidecars.iter().map(coder).collect::<Vec<_>>().join(" "))
    };
    below(folder.path(), coders, &WalkFilter::default())
        .map(shown)
        .map(|line| line.trim_end().to_owned())
        .collect()
}

const FILES: &[&str] = &[
    "b.txt",
    "b.txt.gloss.toml",
    "b.txt.ada.gloss.toml",
    "b.txt.a b.gloss.toml",
    "b.txt.old",
    "b.txt.old.gloss.toml",
    "b",
    "a/c.md",
    "a/.d.md",
    ".e/f.md",
    "z.png",
    "y.json",
    "y.json.eve.gloss.toml",
    "gone.txt.gloss.toml",
];

#[test]
fn documents_stand_in_order_with_their_own_sidecars() {
    let all = ["a/c.md", "b", "b.txt ada -", "b.txt.old -", "y.json eve"];
    assert_eq!(found(FILES, &Coders::All), all);
    let nobodys = ["a/c.md", "b", "b.txt -", "b.txt.old -", "y.json"];
    assert_eq!(found(FILES, &Coders::One(None)), nobodys);
    let adas = ["a/c.md", "b", "b.txt ada", "b.txt.old", "y.json"];
    assert_eq!(found(FILES, &Coders::One(Some("ada".to_owned()))), adas);
}

#[test]
fn backups_and_copies_of_sidecars_are_no_documents() {
    let files = [
        "a.txt",
        "a.txt~",
        "a.txt.bak",
        "a.txt.BAK",
        "a.txt.orig",
        "a.txt.swp",
        "#a.txt#",
        "a.txt.tmp",
        "a.txt.gloss.toml~",
        "a.txt.gloss.toml.bak",
        "a.txt.gloss.toml.conflict1",
        "b.txt.bak",
        "b.txt.bak.gloss.toml",
    ];
    assert_eq!(found(&files, &Coders::All), ["a.txt", "b.txt.bak -"]);
}

#[test]
fn each_kind_of_document_is_there_and_other_files_are_counted() {
    let documents = [
        "a.docx", "b.doc", "c.PDF", "d.epub", "e.odt", "f.srt", "g.vtt", "h.eml", "i.mbox", "j.html", "k.md",
        "l.txt.gz", "m.mobi", "n", "o.djvu", "p.xlsx",
    ];
    let others =
        ["q.png", "r.tar.gz", "s.MP3", "t.zip", "u.o", ".v.png", "gloss.toml", "~$a.docx", "w.json.gz~"];
    let files: Vec<(&str, &str)> = documents.iter().chain(&others).map(|name| (*name, "")).collect();
    let folder = folder_with(&files);
    fs::create_dir(folder.path().join("in")).expect("made");
    fs::write(folder.path().join("in/x.jpg"), "").expect("written");
    let filter = WalkFilter::default();
    assert_eq!(filtered(&folder, "", &filter).0, documents);
    assert_eq!(filter.passed_over().others, 6);
    assert_eq!(filter.passed_over_below(&folder.path().join("in")).others, 1);
}

#[test]
fn links_are_followed_to_files_only() {
    use crate::platform::testing::symlink;
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("a.txt"), "").expect("written");
    symlink(&folder.path().join("a.txt"), &folder.path().join("b.txt"));
    symlink(folder.path(), &folder.path().join("circle"));
    assert_eq!(below(folder.path(), &Coders::All, &WalkFilter::default()).count(), 2);
}

/// The documents below `from`, a part of `folder`, and how many were passed over.
fn filtered(folder: &TempDir, from: &str, filter: &WalkFilter) -> (Vec<String>, usize) {
    let from = folder.path().join(from);
    let name = |member: Member| {
        member.path.strip_prefix(folder.path()).expect("below it").to_string_lossy().into_owned()
    };
    let names = below(&from, &Coders::One(None), filter).map(name).collect();
    (names, filter.passed_over().ignored)
}

#[test]
fn what_gitignore_leaves_out_is_passed_over_unless_it_has_a_sidecar() {
    let folder = folder_with(&[
        (".gitignore", "drafts/\n*.log.txt\n!kept.log.txt\n"),
        ("a.txt", ""),
        ("b.log.txt", ""),
        ("c.log.txt", ""),
        ("c.log.txt.eve.gloss.toml", ""),
        ("kept.log.txt", ""),
        ("drafts/d.txt", ""),
        ("drafts/deep/e.txt", ""),
        ("drafts/deep/e.txt.gloss.toml", ""),
        ("drafts/deep/picture.png", ""),
        ("more/.ignore", "!b.log.txt\nf.txt\n"),
        ("more/b.log.txt", ""),
        ("more/f.txt", ""),
    ]);
    let filter = WalkFilter::default();
    let all = ["a.txt", "c.log.txt", "drafts/deep/e.txt", "kept.log.txt", "more/b.log.txt"];
    let (names, passed_over) = filtered(&folder, "", &filter);
    assert_eq!((names, passed_over), (all.map(str::to_owned).to_vec(), 3));
    assert_eq!(filtered(&folder, "", &filter).1, 3, "a second walk counts none twice");
    let (names, passed_over) = filtered(&folder, "", &WalkFilter::default().with_ignored_files());
    assert_eq!((names.len(), passed_over), (8, 0));
}

#[test]
fn rules_of_the_folders_around_count_up_to_the_repository() {
    let files = [
        (".ignore", "b.txt\n"),
        ("repo/.gitignore", "/notes/a.txt\nc.txt\n"),
        ("repo/.git/info/exclude", "d.txt\n"),
        ("repo/notes/a.txt", ""),
        ("repo/notes/b.txt", ""),
        ("repo/notes/c.txt", ""),
        ("repo/notes/d.txt", ""),
    ];
    let folder = folder_with(&files);
    for from in ["repo", "repo/notes"] {
        let (names, passed_over) = filtered(&folder, from, &WalkFilter::default());
        assert_eq!((names, passed_over), (vec!["repo/notes/b.txt".to_owned()], 3), "{from}");
    }
    // A further working tree has a file in place of the folder, and shares the rules of the first.
    fs::create_dir_all(folder.path().join("git/worktrees/repo")).expect("made");
    fs::rename(folder.path().join("repo/.git/info"), folder.path().join("git/info")).expect("moved");
    fs::remove_dir_all(folder.path().join("repo/.git")).expect("removed");
    fs::write(folder.path().join("repo/.git"), "gitdir: ../git/worktrees/repo\n").expect("written");
    fs::write(folder.path().join("git/worktrees/repo/commondir"), "../..\n").expect("written");
    let (names, passed_over) = filtered(&folder, "repo/notes", &WalkFilter::default());
    assert_eq!((names, passed_over), (vec!["repo/notes/b.txt".to_owned()], 3));
    // Without a repository nothing around the folder counts.
    fs::remove_file(folder.path().join("repo/.git")).expect("a repository");
    let (names, passed_over) = filtered(&folder, "repo/notes", &WalkFilter::default());
    assert_eq!((names.len(), passed_over), (4, 0));
}

#[test]
fn a_pipe_is_passed_over_and_named_and_one_with_rules_is_not_waited_for() {
    let folder =
        folder_with(&[("a.txt", ""), ("inner/b.txt", ""), ("inner/.ignore", "c.txt\n"), ("inner/c.txt", "")]);
    for name in ["pipe", ".hidden", "inner/pipe.txt", ".gitignore", "inner/.gitignore"] {
        fifo(&folder.path().join(name));
    }
    fs::create_dir(folder.path().join(".git")).expect("made");
    let filter = WalkFilter::default();
    let (names, ignored) = filtered(&folder, "", &filter);
    assert_eq!((names, ignored), (vec!["a.txt".to_owned(), "inner/b.txt".to_owned()], 1));
    let met: Vec<PathBuf> = filter.obstacles().into_iter().map(|(path, _)| path).collect();
    assert_eq!(met, ["inner/pipe.txt", "pipe"].map(|name| folder.path().join(name)));
}

#[test]
fn what_an_export_wrote_is_no_document_until_it_is_edited_or_glossed() {
    let files = [("a.txt", ""), ("out/a.csv", "one"), ("out/b.csv", "two"), ("out/c.csv", "three")];
    let folder = folder_with(&files);
    let state = StateFolder::new(folder.path().join(".state"));
    let out = fs::canonicalize(folder.path().join("out")).expect("there");
    for name in ["a.csv", "b.csv", "c.csv"] {
        let path = out.join(name);
        state.note_export(&path, &sha256_of_file(&path).expect("read")).expect("noted");
    }
    fs::write(out.join("b.csv"), "edited").expect("written");
    fs::write(out.join("c.csv.gloss.toml"), "").expect("written");
    let filter = WalkFilter::new(Some(state));
    let (names, _) = filtered(&folder, "", &filter);
    assert_eq!(names, ["a.txt", "out/b.csv", "out/c.csv"]);
    assert_eq!(filter.passed_over(), PassedOver { exports: 1, ..PassedOver::default() });
    let (names, _) = filtered(&folder, "", &WalkFilter::default());
    assert_eq!(names.len(), 4, "without a record they may be anybody's");
}
