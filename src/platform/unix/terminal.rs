//! The terminal that keys come from.

use std::{
    fs::File,
    io::{self, IsTerminal, PipeReader},
    os::fd::{AsFd, OwnedFd},
};

use rustix::event::{PollFd, PollFlags, poll};

/// The terminal that keys come from: standard input, unless that is the document.
pub struct KeyInput(OwnedFd);

/// What there is to read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Readiness {
    /// Keys.
    pub keys: bool,
    /// Something from the pipe.
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

    /// Waits until there are keys, or something in the pipe. A signal may end the wait with nothing to read.
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

/// The columns and rows of the terminal that standard output is; none where it is no terminal.
pub fn terminal_size() -> Option<(u16, u16)> {
    let size = rustix::termios::tcgetwinsize(io::stdout()).ok()?;
    Some((size.ws_col, size.ws_row))
}
