//! Killed the moment a tag is on the screen, the program has the gloss in the file; every time.
//!
//! `GLOSS_ROUNDS=200 cargo test --test kill9` kills it two hundred times.

mod support;

use support::Desk;

#[test]
fn what_is_on_the_screen_is_on_the_disk() {
    let rounds = std::env::var("GLOSS_ROUNDS").ok().and_then(|rounds| rounds.parse().ok()).unwrap_or(20);
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
