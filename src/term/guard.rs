//! The terminal's modes: set on entry, restored on every way out, also after a panic.

use std::{
    io::{self, Write},
    panic,
    sync::{
        OnceLock,
        atomic::{AtomicBool, Ordering},
    },
    thread,
};

use crossterm::{
    cursor, event, execute, queue,
    style::Print,
    terminal::{self, Clear, ClearType, EnterAlternateScreen, LeaveAlternateScreen},
};

use super::Dialect;
use crate::{logging, platform::KeyInput, unwind};

/// Escape sequences that turn on mouse reports: buttons and drags, but not every movement, with coordinates of any
/// size.
const MOUSE_ON: &str = "\x1b[?1000h\x1b[?1002h\x1b[?1006h";
const MOUSE_OFF: &str = "\x1b[?1006l\x1b[?1002l\x1b[?1000l";

/// Whether the program's modes are set, for the panic hook of any thread.
static ENTERED: AtomicBool = AtomicBool::new(false);

/// The dialect of the terminal, for whoever sets and restores the modes.
static DIALECT: OnceLock<Dialect> = OnceLock::new();

/// A guard that keeps the program's terminal modes set while it lives.
pub struct Guard(());

impl Guard {
    /// Sets the modes of a terminal of this dialect.
    pub fn new(dialect: Dialect) -> io::Result<Self> {
        // There is one terminal, so a second guard has the same.
        let _ = DIALECT.set(dialect);
        let owner = thread::current().id();
        let before = panic::take_hook();
        panic::set_hook(Box::new(move |panic| {
            if thread::current().id() == owner && !unwind::is_caught() {
                leave();
                before(panic);
            } else {
                // The screen belongs to the document, so a panic after which the program goes on is only logged here;
                // the status line reports it.
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

/// Whether the program's modes are set, so that keys are the program's and not another one's.
pub fn is_entered() -> bool {
    ENTERED.load(Ordering::SeqCst)
}

/// Sets the terminal modes, also where they were set before: while a program is stopped, its shell sets others.
pub fn enter() -> io::Result<()> {
    if ENTERED.swap(true, Ordering::SeqCst) {
        // crossterm does nothing where it has set the modes and not restored them.
        terminal::disable_raw_mode()?;
    }
    terminal::enable_raw_mode()?;
    KeyInput::open()?.read_without_waiting()?;
    let mut out = io::stdout();
    if is_like_xterm() {
        queue!(out, EnterAlternateScreen, event::EnableBracketedPaste, Print(MOUSE_ON))?;
    }
    execute!(out, cursor::Hide)
}

/// Restores the terminal modes; a failure here could be reported nowhere.
pub fn leave() {
    if ENTERED.swap(false, Ordering::SeqCst) {
        let mut out = io::stdout();
        let _ = if is_like_xterm() {
            queue!(out, Print(MOUSE_OFF), event::DisableBracketedPaste, cursor::Show, LeaveAlternateScreen)
        } else {
            queue!(out, Clear(ClearType::All), cursor::MoveTo(0, 0), cursor::Show)
        };
        let _ = out.flush();
        let _ = terminal::disable_raw_mode();
    }
}

fn is_like_xterm() -> bool {
    DIALECT.get() == Some(&Dialect::Xterm)
}
