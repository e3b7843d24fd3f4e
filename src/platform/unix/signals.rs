//! Signals that a program in a terminal is sent.

use std::{io, thread};

use signal_hook::{
    consts::{SIGCONT, SIGHUP, SIGTERM, SIGTSTP, SIGWINCH},
    iterator,
    low_level::emulate_default_handler,
};

/// What the system tells the program.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Signal {
    /// To end.
    Terminate,
    /// That the terminal is gone.
    HangUp,
    /// To stop for a while.
    Stop,
    /// That it goes on after a stop.
    Continue,
    /// That the terminal has another size.
    Resize,
}

impl Signal {
    const ALL: [Self; 5] = [Self::Terminate, Self::HangUp, Self::Stop, Self::Continue, Self::Resize];

    fn number(self) -> i32 {
        match self {
            Self::Terminate => SIGTERM,
            Self::HangUp => SIGHUP,
            Self::Stop => SIGTSTP,
            Self::Continue => SIGCONT,
            Self::Resize => SIGWINCH,
        }
    }
}

/// Calls `handle` with each signal from now on, on a thread of its own, as long as the program runs.
pub fn listen(mut handle: impl FnMut(Signal) + Send + 'static) -> io::Result<()> {
    let mut signals = iterator::Signals::new(Signal::ALL.map(Signal::number))?;
    let listen = move || {
        for number in signals.forever() {
            if let Some(signal) = Signal::ALL.into_iter().find(|signal| signal.number() == number) {
                handle(signal);
            }
        }
    };
    thread::Builder::new().name("signals".to_owned()).spawn(listen)?;
    Ok(())
}

/// Does what the system does at this signal where no program listens: it ends or stops the program.
pub fn take_default_action(signal: Signal) -> io::Result<()> {
    emulate_default_handler(signal.number())
}
