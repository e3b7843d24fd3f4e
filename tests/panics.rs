//! Programming mistakes: a panic is shown, reported without words of a document, and loses no work.

mod support;

use std::{
    env, fs,
    os::unix::fs::PermissionsExt,
    path::{Path, PathBuf},
    process::Command,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
};

use glossator::{
    app::App,
    command::Settings,
    gloss::Schema,
    logging::{self, Reports},
    suggest::{Analysis, Engine, Error, Models, Suggester, Suggestion, SuggestionFilter, Task},
    term::{Dialect, Session, Terminal},
    ui::Depth,
    workspace::{AnnotatedDocument, Clock, Host, Random, Storage},
};
use support::{Desk, Screen};

/// Words that no report may contain.
const WORDS: &str = "nobody will be left";

/// A suggester with a mistake in it.
struct Mistaken([Arc<str>; 1]);

impl Suggester for Mistaken {
    fn name(&self) -> &'static str {
        "mistaken"
    }

    fn kinds(&self) -> &[Arc<str>] {
        &self.0
    }

    fn suggest(&self, _: &Analysis, _: &Task) -> Result<Vec<Suggestion>, Error> {
        panic!("no place for {WORDS:?}")
    }
}

/// Not a test, but a program with a mistake where `GLOSS_MISTAKE` says, which the tests run in a terminal.
#[test]
#[ignore = "run by the tests"]
fn the_program() {
    let Ok(mistake) = env::var("GLOSS_MISTAKE") else { return };
    logging::install_panic_hook(Reports {
        folder: Some(PathBuf::from("reports")),
        now: || "2026-11-23T12:00:00Z".to_owned(),
        surroundings: "gloss: 0\n".to_owned(),
    });
    if mistake == "suggester" {
        let engine = Engine::empty(Schema::builtin(), SuggestionFilter::default(), Models::embedded());
        let findings = engine.with(Mistaken(["claim".into()])).find(&Analysis::new(WORDS));
        assert_eq!(findings.failures.len(), 1);
        return;
    }
    let is_in_worker = mistake == "worker";
    let times = AtomicUsize::new(0);
    let clock = Clock::new(move || {
        let is_second = times.fetch_add(1, Ordering::Relaxed) == 1;
        assert!(is_in_worker || !is_second, "the second time: {WORDS:?}");
        "2026-11-23T12:00:00Z".to_owned()
    });
    let host = Host::new(clock, Random::new(|| 7), None, Settings::default());
    let opened = AnnotatedDocument::open(Path::new("ferry.txt"), None, None, &host).expect("a document");
    let document = opened.document.clone();
    let mut session = Session::new(Depth::None);
    (session.storage, _) = Storage::of(opened);
    if is_in_worker {
        session.load = Some(Box::new(|| panic!("no place for {WORDS:?}")));
    }
    let app = App::new(document, Schema::builtin(), Settings::default(), host.clock, host.random);
    Terminal::open(Dialect::Xterm).expect("a terminal").read(app, session).expect("read");
}

fn open(desk: &Desk, mistake: &str) -> Screen {
    let program = env::current_exe().expect("a program");
    let words = [program.to_str().expect("a name"), "--exact", "the_program", "--ignored", "--nocapture"];
    desk.open_command(&words, (160, 30), &[("GLOSS_MISTAKE", mistake)])
}

/// The report, which must be the only one and readable only by its owner.
fn report(desk: &Desk) -> String {
    let reports: Vec<PathBuf> =
        fs::read_dir(desk.path("reports")).expect("reports").map(|file| file.expect("read").path()).collect();
    let [path] = &*reports else { panic!("{reports:?}") };
    assert_eq!(fs::metadata(path).expect("there").permissions().mode() & 0o777, 0o600);
    let report = fs::read_to_string(path).expect("read");
    assert!(!report.contains(WORDS), "{report}");
    for part in
        ["gloss: 0", "time: 2026-11-23", "terminal size: 160 × 30", "place: tests/panics.rs", "the_program"]
    {
        assert!(report.contains(part), "no {part:?} in {report}");
    }
    report
}

#[test]
fn a_worker_that_panics_is_told_and_the_program_goes_on() {
    let desk = Desk::new();
    let mut screen = open(&desk, "worker");
    screen
        .wait_for("reading the glosses stopped because of a mistake in gloss; a report is in reports/panic-");
    assert!(report(&desk).contains("thread: reader"));
    screen.keys("jc").wait_for("C1");
    assert!(desk.sidecar().contains("tag = \"claim\""));
    screen.keys("/midnight\r").wait_for("match 1 of 1").keys("q");
    assert_eq!(screen.ended(), 0);
}

#[test]
fn a_suggester_that_panics_is_reported_without_a_word_of_an_end() {
    let desk = Desk::new();
    let output = Command::new(env::current_exe().expect("a program"))
        .args(["--exact", "the_program", "--ignored", "--nocapture"])
        .env("GLOSS_MISTAKE", "suggester")
        .current_dir(desk.path("."))
        .output()
        .expect("run");
    assert!(output.status.success());
    assert!(!String::from_utf8_lossy(&output.stderr).contains("gloss stopped"), "{output:?}");
    assert_eq!(fs::read_dir(desk.path("reports")).expect("reports").count(), 1);
}

#[test]
fn a_panic_of_the_program_restores_the_terminal_and_keeps_what_was_done() {
    let desk = Desk::new();
    let mut screen = open(&desk, "loop");
    // The note is kept at the second attempt: its first one is the mistake.
    screen.wait_for("Glosses 0").keys("jc").wait_for("C1").keys("m").wait_for("esc keep");
    screen.keys("worth keeping").wait_for("worth keeping").keys("\x13");
    screen.wait_for("Error: gloss stopped because of a mistake in it; a report is in reports/panic-");
    assert_ne!(screen.ended(), 0);
    assert!(!screen.text().contains("Glosses"), "the screen is left:\n{}", screen.text());
    report(&desk);
    assert!(desk.sidecar().contains("note = \"worth keeping\""), "{}", desk.sidecar());
}
