//! Random bits for names of files. The number of a process does not do: in a container it is the same each time.

use std::hash::{BuildHasher, RandomState};

/// 64 random bits from the system.
pub fn random_bits() -> u64 {
    // If the system refuses, the standard library's random keys for hash maps are used.
    getrandom::u64().unwrap_or_else(|_| RandomState::new().hash_one("bits"))
}
