//! A program killed the moment a tag is on the screen has the gloss in the file, every time.
//!
//! `GLOSS_ROUNDS=200 cargo test --test kill9 -- --nocapture` kills the interface two hundred times in each way, and
//! `GLOSS_ROUNDS=10000 cargo test --test kill9 save -- --nocapture` kills programs that only save; that takes some
//! minutes.

#[path = "support/saver.rs"]
mod saver;
mod support;

use std::{
    collections::HashSet,
    fs,
    io::{BufRead, BufReader, Read},
    path::{Path, PathBuf},
    process::{Child, ChildStdout, Stdio},
    thread,
    time::Duration,
};

use glossator::sidecar::Sidecar;
use support::Desk;

/// How many rounds use one desk, since a sidecar grows with each.
const ROUNDS_A_DESK: usize = 100;

fn rounds() -> usize {
    std::env::var("GLOSS_ROUNDS").ok().and_then(|rounds| rounds.parse().ok()).unwrap_or(20)
}

/// A linear congruential generator, so that kills repeat as far as the machine allows.
struct Random(u64);

impl Random {
    fn below(&mut self, below: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % below
    }

    fn wait(&mut self, most: Duration) {
        thread::sleep(Duration::from_micros(self.below(most.as_micros() as usize) as u64));
    }
}

#[test]
fn what_is_on_the_screen_is_on_the_disk() {
    let rounds = rounds();
    let mut desk = Desk::new();
    for round in 0..rounds {
        let before = round % ROUNDS_A_DESK;
        if before == 0 {
            desk = Desk::new();
        }
        let mut screen = desk.open();
        screen.wait_for("ferry.txt").keys(if round % 2 == 0 { "jtc" } else { "kt\"" });
        screen.wait_for(&format!("Glosses {}", before + 1));
        screen.kill();
        let saved = desk.sidecar();
        assert_eq!(saved.matches("[[annotation]]").count(), before + 1, "after round {round}:\n{saved}");
        assert!(saved.parse::<toml_edit::DocumentMut>().is_ok(), "round {round} left a file that is no TOML");
    }
    println!("{rounds} of {rounds}");
}

/// Keys that a person might press; each tag adds a gloss.
const KEYS: [&str; 9] = ["j", "k", "tc", "t\"", "t+", "}", "o", "f\u{1b}", "tn"];

#[test]
fn killed_at_any_moment_of_any_session_nothing_that_was_seen_is_lost() {
    let mut desk = Desk::new();
    let mut random = Random(20_261_124);
    for round in 0..rounds() {
        if round % ROUNDS_A_DESK == 0 {
            desk = Desk::new();
        }
        let mut screen = desk.open();
        screen.wait_for("ferry.txt");
        for _ in 0..random.below(12) {
            screen.keys(KEYS[random.below(KEYS.len())]);
        }
        random.wait(Duration::from_millis(30));
        screen.kill();
        let text = screen.text();
        let shown: usize = text
            .split("Glosses ")
            .nth(1)
            .and_then(|rest| rest.split_whitespace().next()?.parse().ok())
            .unwrap_or_else(|| panic!("no count in round {round}:\n{text}"));
        let saved = desk.sidecar();
        assert!(saved.parse::<toml_edit::DocumentMut>().is_ok(), "round {round} left a file that is no TOML");
        let count = saved.matches("[[annotation]]").count();
        assert!(count >= shown, "{shown} shown and {count} saved in round {round}");
    }
    println!("{} of {}", rounds(), rounds());
}

/// A folder with a sidecar, and all glosses ever reported as saved in it.
struct Drawer {
    folder: tempfile::TempDir,
    told: HashSet<String>,
    /// The first id for the next program.
    next: u64,
}

impl Drawer {
    fn new(large: bool) -> Self {
        let drawer = Self { folder: tempfile::tempdir().expect("a folder"), told: HashSet::new(), next: 1 };
        fs::write(drawer.sidecar(), saver::sidecar(large)).expect("written");
        drawer
    }

    fn sidecar(&self) -> PathBuf {
        self.folder.path().join("a.txt.gloss.toml")
    }

    /// Starts a program that saves this many glosses.
    fn start(&mut self, count: u64) -> Saver {
        let first = self.next;
        self.next += count;
        let mut command = saver::command(saver::myself(), &self.sidecar(), first, count);
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().expect("started");
        let output = BufReader::new(child.stdout.take().expect("its output"));
        Saver { child, output, told: String::new() }
    }

    /// Records all ids that a program reports until it ends.
    fn listen(&mut self, mut saver: Saver) {
        saver.output.read_to_string(&mut saver.told).expect("read");
        saver.child.wait().expect("ended");
        self.told.extend(saver::saved(&saver.told).into_iter().map(str::to_owned));
    }

    /// Checks that the file is complete and has all reported glosses.
    fn check(&self, when: &str) {
        let path = self.sidecar();
        let text = fs::read_to_string(&path).expect("read");
        assert!(text.parse::<toml_edit::DocumentMut>().is_ok(), "{when} there is no TOML");
        let sidecar = Sidecar::open(path).expect("opened");
        let there: HashSet<&str> = sidecar.glosses().map(|gloss| gloss.id.as_str()).collect();
        let lost: Vec<&String> = self.told.iter().filter(|id| !there.contains(id.as_str())).collect();
        assert!(lost.is_empty(), "{when} {lost:?} are lost of {}", self.told.len());
        let left = names(self.folder.path()).filter(|name| name.contains(".tmp")).count();
        assert!(left <= 1, "{when} {left} temporary files are left");
    }
}

/// A running program that only saves.
struct Saver {
    child: Child,
    output: BufReader<ChildStdout>,
    told: String,
}

impl Saver {
    /// Waits until the program has reported this many glosses.
    fn wait_for(&mut self, glosses: usize) {
        while saver::saved(&self.told).len() < glosses {
            assert!(self.output.read_line(&mut self.told).expect("read") > 0, "it ended by itself");
        }
    }
}

fn names(folder: &Path) -> impl Iterator<Item = String> {
    let files = fs::read_dir(folder).expect("a folder").filter_map(Result::ok);
    files.map(|file| file.file_name().to_string_lossy().into_owned())
}

#[test]
fn programs_that_do_nothing_but_save_are_killed_and_what_they_told_is_there() {
    /// The longest life of a program, and the most glosses it saves, before it is killed.
    const LIFE: (Duration, usize) = (Duration::from_millis(3), 10);
    let (rounds, mut random, mut told) = (rounds(), Random(20_261_125), 0);
    let mut drawer = Drawer::new(false);
    for round in 0..rounds {
        if round % 10 == 0 {
            told += drawer.told.len();
            drawer = Drawer::new(round % 50 == 40);
        }
        // One program and two programs at a time, in turn.
        let mut savers: Vec<Saver> = (0..=round % 2).map(|_| drawer.start(10_000)).collect();
        for saver in &mut savers {
            saver.wait_for(random.below(LIFE.1));
            random.wait(LIFE.0);
            saver.child.kill().expect("killed");
        }
        for saver in savers {
            drawer.listen(saver);
        }
        drawer.check(&format!("in round {round}"));
    }
    told += drawer.told.len();
    println!("{rounds} of {rounds}: {told} glosses were told as saved, none of them is lost");
}

#[test]
fn programs_that_save_into_one_sidecar_at_once_lose_nothing() {
    const EACH: u64 = 30;
    for (programs, large) in [(2, false), (4, false), (2, true), (4, true)] {
        let mut drawer = Drawer::new(large);
        let savers: Vec<Saver> = (0..programs).map(|_| drawer.start(EACH)).collect();
        for saver in savers {
            drawer.listen(saver);
        }
        assert_eq!(drawer.told.len() as u64, programs * EACH, "all of them have saved all");
        drawer.check(&format!("after {programs} programs"));
        assert_eq!(names(drawer.folder.path()).count(), 1, "and left nothing beside it");
    }
}

#[test]
#[ignore = "the program that is killed"]
fn the_saver() {
    saver::run();
}
