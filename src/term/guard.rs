//! The terminal's modes: entered on the way in, left on every way out, also on a panic.

use std::{
    io::{self, Write},
    panic,
    sync::atomic::{AtomicBool, Ordering},
    thread,
};

use crossterm::{
    cursor, event, execute, queue,
    style::Print,
    terminal::{self, EnterAlternateScreen, LeaveAlternateScreen},
};

use crate::logging;

/// Buttons and drags, in coordinates of any size; not every movement.
const MOUSE_ON: &str = "\x1b[?1000h\x1b[?1002h\x1b[?1006h";
const MOUSE_OFF: &str = "\x1b[?1006l\x1b[?1002l\x1b[?1000l";

/// Whether the terminal is in our modes: a panic asks, wherever it comes from.
static ENTERED: AtomicBool = AtomicBool::new(false);

/// While this lives, the terminal is in our modes.
pub struct Guard(());

impl Guard {
    /// Takes the terminal over.
    pub fn new() -> io::Result<Self> {
        let owner = thread::current().id();
        let before = panic::take_hook();
        panic::set_hook(Box::new(move |panic| {
            if thread::current().id() == owner {
                leave();
                before(panic);
            } else {
                // The screen is the document's: what is to be said of a worker stands in the status line.
                logging::report(panic);
            }
        }));
        let guard = Self(());
        enter()?;
        Ok(guard)
    }
}

impl Drop for Guard {
    fn drop(&mut self) {
        leave();
    }
}

/// Enters our modes.
pub fn enter() -> io::Result<()> {
    terminal::enable_raw_mode()?;
    ENTERED.store(true, Ordering::SeqCst);
    execute!(io::stdout(), EnterAlternateScreen, event::EnableBracketedPaste, Print(MOUSE_ON), cursor::Hide)
}

/// Leaves them; nothing that fails here could be said anywhere.
pub fn leave() {
    if ENTERED.swap(false, Ordering::SeqCst) {
        let mut out = io::stdout();
        let _ =
            queue!(out, Print(MOUSE_OFF), event::DisableBracketedPaste, cursor::Show, LeaveAlternateScreen);
        let _ = out.flush();
        let _ = terminal::disable_raw_mode();
    }
}
