//! The terminal from which keys are read.

use std::{
    fs::File,
    io::{self, IsTerminal, PipeReader},
    os::fd::{AsFd, OwnedFd},
};

use rustix::{
    event::{PollFd, PollFlags, poll},
    termios::{OptionalActions, SpecialCodeIndex, tcgetattr, tcsetattr},
};

/// The terminal from which keys are read: standard input, unless that is the document.
pub struct KeyInput(OwnedFd);

/// The things that can be read now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
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

    /// Waits until keys or the pipe can be read. A signal may end the wait with nothing to read.
    pub fn wait(&self, pipe: &PipeReader) -> io::Result<Readiness> {
        let mut fds = [PollFd::new(&self.0, PollFlags::IN), PollFd::new(pipe, PollFlags::IN)];
        match poll(&mut fds, None) {
            Ok(_) | Err(rustix::io::Errno::INTR) => {}
            Err(error) => return Err(error.into()),
        }
        let (keys, pipe) = (fds[0].revents(), fds[1].revents());
        Ok(Readiness {
            keys: keys.contains(PollFlags::IN),
            pipe: pipe.intersects(PollFlags::IN | PollFlags::HUP),
            is_gone: keys.intersects(PollFlags::HUP | PollFlags::ERR | PollFlags::NVAL),
        })
    }
}

/// The columns and rows of the terminal on standard output. `None` if that is no terminal.
pub fn terminal_size() -> Option<(u16, u16)> {
    let size = rustix::termios::tcgetwinsize(io::stdout()).ok()?;
    Some((size.ws_col, size.ws_row))
}
