//! Leaving the terminal to somebody else for a while.

use std::io;

use signal_hook::{consts::SIGTSTP, low_level::emulate_default_handler};

use super::{Canvas, Screen, guard, input::Input};

/// Runs `work` with the terminal as it was before the program came.
pub fn away<B: Screen, T>(
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

/// Stops the program until the shell lets it go on. Returns the size that the screen has then.
pub fn stop<B: Screen>(canvas: &mut Canvas<B>, input: Option<&mut Input>) -> io::Result<(u16, u16)> {
    away(canvas, input, || emulate_default_handler(SIGTSTP))??;
    crossterm::terminal::size()
}
