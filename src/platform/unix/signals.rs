//! The signals that a program in a terminal receives.

use std::{borrow::Cow, fs, io, thread};

use rustix::process::Signal as Known;
use signal_hook::{
    iterator,
    low_level::{self, emulate_default_handler},
};

/// A signal from the system, by its number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Signal(i32);

impl Signal {
    /// The terminal is gone.
    pub const HANG_UP: Self = Self(Known::HUP.as_raw());
    /// The request to end that ctrl-c makes, where the terminal is not in the program's modes.
    pub const INTERRUPT: Self = Self(Known::INT.as_raw());
    /// The same of ctrl-\.
    pub const QUIT: Self = Self(Known::QUIT.as_raw());
    /// The request to stop for a while.
    pub const STOP: Self = Self(Known::TSTP.as_raw());
    /// The program goes on after a stop.
    pub const CONTINUE: Self = Self(Known::CONT.as_raw());
    /// The terminal has another size.
    pub const RESIZE: Self = Self(Known::WINCH.as_raw());
    /// A file would become larger than is allowed. Who writes it is told so, too.
    pub const FILE_SIZE: Self = Self(Known::XFSZ.as_raw());

    /// The signals that stop a program: on request, and because it has no right to the terminal at this moment.
    pub const STOPS: [Self; 3] = [Self::STOP, Self(Known::TTIN.as_raw()), Self(Known::TTOU.as_raw())];

    /// The signals that end a program which doesn't handle them. SIGKILL can't be handled; and after those that tell of a mistake in
    /// the program (SIGSEGV, SIGBUS, SIGILL, SIGFPE) it can't go on.
    pub fn ends() -> impl Iterator<Item = Self> {
        let named = [
            Known::TERM,
            Known::HUP,
            Known::INT,
            Known::QUIT,
            Known::ABORT,
            Known::ALARM,
            Known::PIPE,
            Known::PROF,
            Known::SYS,
            Known::TRAP,
            Known::USR1,
            Known::USR2,
            Known::VTALARM,
            Known::XCPU,
            Known::XFSZ,
        ];
        named.into_iter().map(|signal| Self(signal.as_raw())).chain(of_linux())
    }

    /// All signals that the interface handles.
    pub fn all() -> impl Iterator<Item = Self> {
        Self::ends().chain(Self::STOPS).chain([Self::CONTINUE, Self::RESIZE])
    }

    /// The name, as people know it; the number of one without a name.
    pub fn name(self) -> Cow<'static, str> {
        low_level::signal_name(self.0).map_or_else(|| format!("signal {}", self.0).into(), Cow::Borrowed)
    }

    /// The number that the system gives it.
    pub fn number(self) -> i32 {
        self.0
    }
}

/// The signals that end a program on Linux alone, with those that have a number and no meaning.
#[cfg(any(target_os = "linux", target_os = "android"))]
fn of_linux() -> impl Iterator<Item = Signal> {
    /// The numbers of real-time signals that the C library leaves to programs.
    const REAL_TIME: std::ops::RangeInclusive<i32> = 35..=64;
    let named = [Known::IO, Known::POWER, Known::STKFLT];
    named.into_iter().map(Known::as_raw).chain(REAL_TIME).map(Signal)
}

#[cfg(not(any(target_os = "linux", target_os = "android")))]
fn of_linux() -> impl Iterator<Item = Signal> {
    std::iter::empty()
}

/// Calls `handle` with each of these signals from now on, on a thread of its own, as long as the program runs. A signal that the
/// program was started to ignore, as by `nohup`, stays ignored, and so does one that this system does not let a program handle.
pub fn listen(
    to: impl IntoIterator<Item = Signal>,
    mut handle: impl FnMut(Signal) + Send + 'static,
) -> io::Result<()> {
    let ignored = ignored();
    let mut signals = iterator::Signals::new(std::iter::empty::<i32>())?;
    for Signal(number) in to {
        if ignored >> (number - 1) & 1 == 0 {
            let _ = signals.add_signal(number);
        }
    }
    let listen = move || signals.forever().for_each(|number| handle(Signal(number)));
    thread::Builder::new().name("signals".to_owned()).spawn(listen)?;
    Ok(())
}

/// The signals that this process ignores: signal 1 is the lowest bit, as Linux tells it. Where the system doesn't tell, the end of
/// the terminal is taken for ignored, since a program that ends though it should not loses work.
fn ignored() -> u64 {
    let told = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let bits = told.lines().find_map(|line| line.strip_prefix("SigIgn:"));
    bits.and_then(|bits| u64::from_str_radix(bits.trim(), 16).ok()).unwrap_or(1 << (Signal::HANG_UP.0 - 1))
}

/// Takes the default action of the system for this signal: the program ends or stops.
pub fn take_default_action(signal: Signal) -> io::Result<()> {
    let outcome = emulate_default_handler(signal.0);
    if Signal::ends().any(|end| end == signal) {
        // The library doesn't know what this one does.
        low_level::exit(128 + signal.0);
    }
    outcome
}
