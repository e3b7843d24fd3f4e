//! Leaving the terminal to another program for a while.

use std::io;

use super::{Canvas, Screen, guard, input::Input};
use crate::platform::{Signal, take_default_action};

/// Runs `work` with the terminal's modes restored, then sets the program's modes again.
pub fn with_terminal_restored<B: Screen, T>(
    canvas: &mut Canvas<B>,
    input: Option<&mut Input>,
    work: impl FnOnce() -> T,
) -> io::Result<T> {
    let work = || {
        guard::leave();
        let outcome = work();
        guard::enter().map(|()| outcome)
    };
    let outcome = match input {
        Some(input) => input.pause(work),
        None => work(),
    }?;
    canvas.forget();
    Ok(outcome)
}

/// Suspends the program until the shell continues it. Returns the size of the terminal then, in columns and rows.
pub fn suspend<B: Screen>(canvas: &mut Canvas<B>, input: Option<&mut Input>) -> io::Result<(u16, u16)> {
    with_terminal_restored(canvas, input, || take_default_action(Signal::STOP))??;
    crossterm::terminal::size()
}
