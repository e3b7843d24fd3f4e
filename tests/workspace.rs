//! The work on documents through the workspace alone, without a front end.

use std::{
    fs,
    path::Path,
    sync::atomic::{AtomicUsize, Ordering},
};

use glossator::{
    command::Settings,
    corpus::{Coders, WalkFilter},
    exchange::{self, Imported},
    gloss::{Change, Gloss, Id, State},
    source::{DocumentReader, Rendered},
    text::{Span, structure::Markup},
    workspace::{
        Adoption, AnnotatedDocument, Clock, Host, ImportJob, ImportOwner, ImportPlace, Random, StraySidecar,
        members,
    },
};

const TEXT: &str = "The ferry left at nine. Nobody on the quay believed that it would come back.\n\n\
“We have crossed in worse weather,” the mate said. She had counted the passengers twice.\n";

fn host(folder: &Path) -> Host {
    let clock = Clock::new(|| "2026-11-23T12:00:00Z".to_owned());
    Host::new(clock, Random::new(|| 7), Some(folder.join("state")), Settings::default())
}

fn open(path: &Path, host: &Host) -> AnnotatedDocument {
    AnnotatedDocument::open(path, None, None, host).expect("a document")
}

/// Puts a gloss of these words into the sidecar of the document at `path`.
fn tag(path: &Path, host: &Host, id: u64, words: &str) {
    let mut opened = open(path, host);
    let at = fs::read_to_string(path).expect("a text").find(words).expect("its words");
    let selectors = opened.selectors(&[Span::new(at, at + words.len())]);
    let gloss = Gloss::new(Id::from_bits(id), "claim", selectors);
    opened.commit("tag", vec![Change::add(gloss)]).expect("saved");
}

fn states(opened: &AnnotatedDocument) -> Vec<State> {
    opened.glosses().iter().map(|placed| placed.place.state).collect()
}

#[test]
fn positions_that_moved_are_recorded_once() {
    let folder = tempfile::tempdir().expect("a folder");
    let (path, host) = (folder.path().join("talks.txt"), host(folder.path()));
    fs::write(&path, TEXT).expect("written");
    tag(&path, &host, 1, "We have crossed in worse weather,");
    let before = fs::read_to_string(folder.path().join("talks.txt.gloss.toml")).expect("a sidecar");
    fs::write(&path, format!("A headline\n\n{TEXT}")).expect("written");
    let mut opened = open(&path, &host);
    assert_eq!(states(&opened), [State::Moved]);
    assert_eq!(opened.record_moved().expect("recorded"), 1);
    assert_eq!(states(&opened), [State::Unchanged]);
    assert_eq!(opened.record_moved().expect("nothing to do"), 0);
    let after = fs::read_to_string(folder.path().join("talks.txt.gloss.toml")).expect("a sidecar");
    assert_ne!(after, before);
    assert_eq!(states(&open(&path, &host)), [State::Unchanged]);
}

#[test]
fn new_words_beside_a_gloss_are_recorded_with_the_new_text() {
    let folder = tempfile::tempdir().expect("a folder");
    let (path, host) = (folder.path().join("talks.txt"), host(folder.path()));
    fs::write(&path, TEXT).expect("written");
    tag(&path, &host, 1, "The ferry left at nine.");
    fs::write(&path, TEXT.replace("Nobody on the quay believed", "Hardly anybody believed"))
        .expect("written");
    let mut opened = open(&path, &host);
    assert_eq!(states(&opened), [State::Unchanged]);
    assert_eq!(opened.record_moved().expect("recorded"), 1);
    let sidecar = fs::read_to_string(folder.path().join("talks.txt.gloss.toml")).expect("a sidecar");
    assert!(sidecar.contains("suffix = \" Hardly anybody believed"), "{sidecar}");
    assert_eq!(open(&path, &host).record_moved().expect("nothing to do"), 0);
}

#[test]
fn the_text_that_a_changed_gloss_was_recorded_in_stays_named() {
    let folder = tempfile::tempdir().expect("a folder");
    let (path, host) = (folder.path().join("talks.txt"), host(folder.path()));
    fs::write(&path, TEXT).expect("written");
    tag(&path, &host, 1, "Nobody on the quay believed that it would come back.");
    let sidecar = || fs::read_to_string(folder.path().join("talks.txt.gloss.toml")).expect("a sidecar");
    let digest = || sidecar().lines().find(|line| line.starts_with("sha256")).map(str::to_owned);
    let recorded = digest();
    fs::write(&path, TEXT.replace("believed that it", "thought it")).expect("written");
    assert_eq!(states(&open(&path, &host)), [State::Changed]);
    tag(&path, &host, 2, "She had counted the passengers twice.");
    assert_eq!(digest(), recorded, "the changed gloss waits for a person");
    assert_eq!(states(&open(&path, &host)), [State::Changed, State::Unchanged]);
}

#[test]
fn a_renamed_document_finds_its_own_sidecar_only() {
    let folder = tempfile::tempdir().expect("a folder");
    let (path, host) = (folder.path().join("talks.txt"), host(folder.path()));
    fs::write(&path, TEXT).expect("written");
    tag(&path, &host, 1, "Nobody on the quay");
    let renamed = folder.path().join("ferry.txt");
    fs::rename(&path, &renamed).expect("renamed");
    let other = folder.path().join("other.txt");
    fs::write(&other, "Something else altogether, about a goat and its owner.\n").expect("written");
    let strays = StraySidecar::below(&[folder.path()], &[&renamed, &other], None, &host);
    assert_eq!(strays.iter().map(|stray| stray.owner.as_deref()).collect::<Vec<_>>(), [Some(&*renamed)]);
    // A copy might be the document as well.
    let copy = folder.path().join("copy.txt");
    fs::write(&copy, TEXT).expect("written");
    let strays = StraySidecar::below(&[folder.path()], &[&renamed, &copy], None, &host);
    assert_eq!(strays.iter().map(|stray| stray.owner.as_deref()).collect::<Vec<_>>(), [None]);
    let adoption = |path: &Path| Adoption::of_path(path, None, &host).expect("a document");
    assert!(adoption(&other).expect("no sidecar").adopt().expect("nothing of its own").is_none());
    let taken = adoption(&renamed).expect("no sidecar").adopt().expect("adopted").expect("its own");
    assert_eq!(taken.reason(), "its text was the same");
    assert_eq!(states(&open(&renamed, &host)), [State::Unchanged]);
    assert!(adoption(&renamed).is_none());
}

#[test]
fn a_named_file_without_a_sidecar_is_checked_to_be_a_document() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = |name: &str| folder.path().join(name);
    fs::write(path("notes.md"), "# Notes").expect("written");
    fs::write(path("picture.txt"), b"\x89PNG\0\0").expect("written");
    let named = [path("notes.md"), path("picture.txt"), path("missing.txt")];
    let mut errors = Vec::new();
    let found =
        members(&named, &Coders::One(None), &WalkFilter::default(), |error| errors.push(error.to_string()))
            .expect("no folder");
    assert_eq!(found.iter().map(|member| member.path.clone()).collect::<Vec<_>>(), [path("notes.md")]);
    let [picture, missing] = &errors[..] else { panic!("{errors:?}") };
    assert!(picture.contains("picture.txt: it is a picture"), "{picture}");
    assert!(missing.contains("missing.txt: there is no such file"), "{missing}");
}

#[test]
fn a_stray_sidecar_is_known_by_the_bytes_of_a_markdown_document() {
    let folder = tempfile::tempdir().expect("a folder");
    let (path, host) = (folder.path().join("talks.md"), host(folder.path()));
    fs::write(&path, TEXT).expect("written");
    tag(&path, &host, 1, "Nobody on the quay");
    let renamed = folder.path().join("ferry.md");
    fs::rename(&path, &renamed).expect("renamed");
    let strays = StraySidecar::below(&[folder.path()], &[&renamed], None, &host);
    assert_eq!(strays.iter().map(|stray| stray.owner.as_deref()).collect::<Vec<_>>(), [Some(&*renamed)]);
}

#[test]
fn a_document_too_large_to_be_rendered_has_a_notice() {
    let folder = tempfile::tempdir().expect("a folder");
    let (path, host) = (folder.path().join("talks.md"), host(folder.path()));
    fs::write(&path, "A *word* of many.\n\n".repeat(120_000)).expect("written");
    assert_eq!(
        open(&path, &host).notices(),
        ["too large to be shown as markdown, so that this is its source; --as-format markdown insists"]
    );
    let insisting = host.insisting_on("markdown").expect("a reader");
    assert_eq!(open(&path, &insisting).notices(), Vec::<String>::new());
}

#[test]
fn an_import_for_several_coders_reads_their_document_once() {
    static READ: AtomicUsize = AtomicUsize::new(0);
    let reader = DocumentReader::new("counted", 1, |bytes| {
        READ.fetch_add(1, Ordering::Relaxed);
        Ok(Rendered::new(String::from_utf8_lossy(bytes), Markup::default()))
    });
    let folder = tempfile::tempdir().expect("a folder");
    let mut host = host(folder.path());
    host.readers = host.readers.with(reader.with_extensions(&["counted"]));
    let path = folder.path().join("talks.counted");
    fs::write(&path, TEXT).expect("written");
    let selectors = open(&path, &host).selectors(&[Span::new(0, 9)]);
    let glosses = ["ada", "ben", "cleo"].iter().zip(1..).map(|(coder, id)| Gloss {
        creator: Some((*coder).to_owned()),
        ..Gloss::new(Id::from_bits(id), "claim", selectors.clone())
    });
    let mut imported = Imported::default();
    imported.glosses = glosses.collect();
    let format = exchange::format("json").expect("a format");
    let owner = ImportOwner::Creator(None);
    let job = ImportJob { format, dry_run: false, strict: true, owner, host: &host };
    let place = ImportPlace { path, is_new: false };
    READ.store(0, Ordering::Relaxed);
    let mut added = Vec::new();
    job.take_in(&place, Path::new("none"), imported, &mut |report| {
        added.push((report.coder.clone(), report.merge.added));
    })
    .expect("taken in");
    let each = |coder: &str| (Some(coder.to_owned()), 1);
    assert_eq!(added, ["ada", "ben", "cleo"].map(each));
    assert_eq!(READ.load(Ordering::Relaxed), 1);
    assert!(folder.path().join("talks.counted.ben.gloss.toml").exists());
}
