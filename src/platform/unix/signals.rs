//! The signals that a program in a terminal receives.

use std::{fs, io, thread};

use signal_hook::{
    consts::{SIGCONT, SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGTSTP, SIGWINCH},
    iterator,
    low_level::emulate_default_handler,
};

/// A signal from the system.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Signal {
    /// The request to end.
    Terminate,
    /// The terminal is gone.
    HangUp,
    /// The request to end that ctrl-c makes, where the terminal is not in the program's modes.
    Interrupt,
    /// The same of ctrl-\.
    Quit,
    /// The request to stop for a while.
    Stop,
    /// The program goes on after a stop.
    Continue,
    /// The terminal has another size.
    Resize,
}

impl Signal {
    /// The signals that ask a program to end.
    pub const ENDS: [Self; 4] = [Self::Terminate, Self::HangUp, Self::Interrupt, Self::Quit];

    /// All signals.
    pub const ALL: [Self; 7] = [
        Self::Terminate,
        Self::HangUp,
        Self::Interrupt,
        Self::Quit,
        Self::Stop,
        Self::Continue,
        Self::Resize,
    ];

    /// The name, as people know it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Terminate => "SIGTERM",
            Self::HangUp => "SIGHUP",
            Self::Interrupt => "SIGINT",
            Self::Quit => "SIGQUIT",
            Self::Stop => "SIGTSTP",
            Self::Continue => "SIGCONT",
            Self::Resize => "SIGWINCH",
        }
    }

    /// The number that the system gives it.
    pub fn number(self) -> i32 {
        match self {
            Self::Terminate => SIGTERM,
            Self::HangUp => SIGHUP,
            Self::Interrupt => SIGINT,
            Self::Quit => SIGQUIT,
            Self::Stop => SIGTSTP,
            Self::Continue => SIGCONT,
            Self::Resize => SIGWINCH,
        }
    }
}

/// Calls `handle` with each of these signals from now on, on a thread of its own, as long as the program runs. A signal that the
/// program was started to ignore, as by `nohup`, stays ignored.
pub fn listen(to: &[Signal], mut handle: impl FnMut(Signal) + Send + 'static) -> io::Result<()> {
    let ignored = ignored();
    let numbers = to.iter().map(|signal| signal.number()).filter(|number| ignored >> (number - 1) & 1 == 0);
    let mut signals = iterator::Signals::new(numbers)?;
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

/// The signals that this process ignores: signal 1 is the lowest bit, as Linux tells it. Where the system doesn't tell, the end of
/// the terminal is taken for ignored, since a program that ends though it should not loses work.
fn ignored() -> u64 {
    let told = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let bits = told.lines().find_map(|line| line.strip_prefix("SigIgn:"));
    bits.and_then(|bits| u64::from_str_radix(bits.trim(), 16).ok()).unwrap_or(1 << (SIGHUP - 1))
}

/// Takes the default action of the system for this signal: the program ends or stops.
pub fn take_default_action(signal: Signal) -> io::Result<()> {
    emulate_default_handler(signal.number())
}
