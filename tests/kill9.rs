//! Killed the moment a tag is on the screen, the program has the gloss in the file; every time.
//!
//! `GLOSS_ROUNDS=200 cargo test --test kill9 -- --nocapture` kills it two hundred times in each way.

mod support;

use std::{thread, time::Duration};

use support::Desk;

fn rounds() -> usize {
    std::env::var("GLOSS_ROUNDS").ok().and_then(|rounds| rounds.parse().ok()).unwrap_or(20)
}

#[test]
fn what_is_on_the_screen_is_on_the_disk() {
    let rounds = rounds();
    let desk = Desk::new();
    for round in 1..=rounds {
        let mut screen = desk.open();
        screen.wait_for("ferry.txt").keys(if round % 2 == 0 { "jtc" } else { "kt\"" });
        screen.wait_for(&format!("Glosses {round}"));
        screen.kill();
        let saved = desk.sidecar();
        assert_eq!(saved.matches("[[annotation]]").count(), round, "after round {round}:\n{saved}");
        assert!(saved.parse::<toml_edit::DocumentMut>().is_ok(), "round {round} left a file that is no TOML");
    }
    println!("{rounds} of {rounds}");
}

/// What a person might press; each tag adds a gloss.
const KEYS: [&str; 9] = ["j", "k", "tc", "t\"", "t+", "}", "o", "f\u{1b}", "tn"];

#[test]
fn killed_at_any_moment_of_any_session_nothing_that_was_seen_is_lost() {
    let desk = Desk::new();
    // A linear congruential generator: the same sessions each time.
    let mut seed = 20_261_124_u64;
    let mut random = |below: usize| {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (seed >> 33) as usize % below
    };
    for round in 1..=rounds() {
        let mut screen = desk.open();
        screen.wait_for("ferry.txt");
        for _ in 0..random(12) {
            screen.keys(KEYS[random(KEYS.len())]);
        }
        thread::sleep(Duration::from_micros(random(30_000) as u64));
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
