//! Panics that end one piece of work rather than the program: they are caught, and the panic hook can tell.

use std::{
    cell::Cell,
    panic::{AssertUnwindSafe, catch_unwind},
    thread,
};

thread_local! {
    /// Whether this thread is inside [`catch`].
    static CAUGHT: Cell<bool> = const { Cell::new(false) };
}

/// Does one piece of work and returns its result, or its panic. The caller tells the person what has failed, and uses
/// nothing that the work may have left half done.
pub fn catch<T>(work: impl FnOnce() -> T) -> thread::Result<T> {
    let before = CAUGHT.replace(true);
    let outcome = catch_unwind(AssertUnwindSafe(work));
    CAUGHT.set(before);
    outcome
}

/// Whether a panic of this thread will be caught by [`catch`], so that the program goes on after it.
pub fn is_caught() -> bool {
    CAUGHT.get()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_is_caught_only_within_the_outermost_call() {
        assert!(!is_caught());
        let within = catch(|| {
            assert!(catch(|| panic!("a mistake")).is_err());
            is_caught()
        });
        assert!(within.expect("no panic"));
        assert!(!is_caught());
    }
}
