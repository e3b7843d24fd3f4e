//! A limit for work that may wait for ever.

use std::{sync::mpsc, thread, time::Duration};

/// The result of `work`, which another thread does; `None` if it takes longer than `limit`. A thread that is given up goes on
/// waiting until the program ends: what waits for another program can't be called off.
pub fn within<T: Send + 'static>(limit: Duration, work: impl FnOnce() -> T + Send + 'static) -> Option<T> {
    let (done, waiting) = mpsc::channel();
    // A result that comes too late has nobody to take it.
    thread::Builder::new().spawn(move || drop(done.send(work()))).ok()?;
    waiting.recv_timeout(limit).ok()
}
