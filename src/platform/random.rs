//! Randomness for names. The number of a process is no name: in a container it is the same each time.

use std::hash::{BuildHasher, RandomState};

/// Random bits of the system.
pub fn random_bits() -> u64 {
    // A system that refuses has still given the standard library its keys for hash maps.
    getrandom::u64().unwrap_or_else(|_| RandomState::new().hash_one("bits"))
}
