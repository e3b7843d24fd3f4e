//! Tools that a test needs and that not every machine has.
#![allow(dead_code, reason = "each test file uses a part of it")]

/// Names of what must be there, with commas between; a test that lacks one of them fails. Without it, such a test says
/// that it was skipped, and passes: `cargo test` needs nothing but cargo.
const VARIABLE: &str = "GLOSS_REQUIRE";

/// Whether a test can have what it needs: `is_there` is what it has found out about the thing called `name`.
///
/// # Panics
///
/// Where it isn't there and `GLOSS_REQUIRE` names it.
pub fn require(name: &str, is_there: bool) -> bool {
    if !is_there {
        let required = std::env::var(VARIABLE).unwrap_or_default();
        assert!(
            !required.split(',').any(|listed| listed == name),
            "{name} can't be used here, and {VARIABLE} says that it must be there"
        );
        println!("skipped: {name} is not installed, or can't be used here");
    }
    is_there
}

/// Whether the program `name` can be started.
pub fn program(name: &str, argument: &str) -> bool {
    let started = std::process::Command::new(name).arg(argument).output();
    require(name, started.is_ok_and(|run| run.status.success()))
}
