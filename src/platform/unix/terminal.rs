//! The terminal from which keys are read.

use std::{
    fs::File,
    io::{self, IsTerminal, PipeReader},
    os::fd::{AsFd, OwnedFd},
    time::Duration,
};

use rustix::{
    event::{PollFd, PollFlags, Timespec, poll},
    io::Errno,
    termios::{OptionalActions, SpecialCodeIndex, tcgetattr, tcsetattr},
};

/// The terminal from which keys are read: standard input, unless that is the document.
pub struct KeyInput(OwnedFd);

/// The things that can be read now.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Readiness {
    /// Whether keys can be read.
    pub keys: bool,
    /// Whether the pipe can be read.
    pub pipe: bool,
    /// Whether the terminal is gone.
    pub is_gone: bool,
}

impl KeyInput {
    /// Opens the terminal that the program was started from.
    pub fn open() -> io::Result<Self> {
        let stdin = io::stdin();
        let terminal = if stdin.is_terminal() {
            stdin.as_fd().try_clone_to_owned()?
        } else {
            OwnedFd::from(File::open("/dev/tty")?)
        };
        Ok(Self(terminal))
    }

    /// Makes reading return what has arrived, which may be nothing, until the terminal's modes are restored. Otherwise whoever
    /// reads a key of several bytes waits for its last one, which may never come.
    pub fn read_without_waiting(&self) -> io::Result<()> {
        let mut modes = tcgetattr(&self.0)?;
        modes.special_codes[SpecialCodeIndex::VMIN] = 0;
        modes.special_codes[SpecialCodeIndex::VTIME] = 0;
        Ok(tcsetattr(&self.0, OptionalActions::Now, &modes)?)
    }

    /// Reads the bytes that have arrived, as many as there is room for; none if none have.
    pub fn read(&self, buffer: &mut [u8]) -> io::Result<usize> {
        match rustix::io::read(&self.0, buffer) {
            Err(Errno::INTR | Errno::AGAIN) => Ok(0),
            outcome => Ok(outcome?),
        }
    }

    /// Waits until keys or the pipe can be read, but no longer than `patience`, and returns what can be. `None` if that time has
    /// passed. A signal may end the wait with nothing to read.
    pub fn wait(&self, pipe: &PipeReader, patience: Option<Duration>) -> io::Result<Option<Readiness>> {
        let mut fds = [PollFd::new(&self.0, PollFlags::IN), PollFd::new(pipe, PollFlags::IN)];
        let patience = patience.and_then(|patience| Timespec::try_from(patience).ok());
        match poll(&mut fds, patience.as_ref()) {
            Ok(0) => return Ok(None),
            Ok(_) => {}
            Err(Errno::INTR) => return Ok(Some(Readiness::default())),
            Err(error) => return Err(error.into()),
        }
        let (keys, pipe) = (fds[0].revents(), fds[1].revents());
        Ok(Some(Readiness {
            keys: keys.contains(PollFlags::IN),
            pipe: pipe.intersects(PollFlags::IN | PollFlags::HUP),
            is_gone: keys.intersects(PollFlags::HUP | PollFlags::ERR | PollFlags::NVAL),
        }))
    }
}

/// Whether the program has the terminal, so that what it writes is for the person who sees it now: the shell has not sent it to the
/// background. A program without a terminal has nothing to wait for.
pub fn is_in_foreground() -> bool {
    let Ok(KeyInput(terminal)) = KeyInput::open() else { return true };
    rustix::termios::tcgetpgrp(terminal).map_or(true, |group| group == rustix::process::getpgrp())
}

/// The columns and rows of the terminal on standard output. `None` if that is no terminal.
pub fn terminal_size() -> Option<(u16, u16)> {
    let size = rustix::termios::tcgetwinsize(io::stdout()).ok()?;
    Some((size.ws_col, size.ws_row))
}
