//! A thread that reads the terminal and sends what it reads, and that can be told to leave the terminal alone.

use std::{
    fs::File,
    io::{self, PipeReader, PipeWriter, Read, Write},
    os::fd::{AsFd, OwnedFd},
    sync::mpsc::{self, Receiver, Sender},
    time::Duration,
};

use rustix::event::{PollFd, PollFlags, poll};

use super::{Message, background, keys};

/// How long a batch of keys is waited on for its next one. (crossterm doesn't look at all when it is not to wait.)
const BATCH: Duration = Duration::from_micros(200);

/// The thread that reads the terminal.
pub struct Input {
    wake: PipeWriter,
    resting: Receiver<()>,
    resume: Sender<()>,
}

impl Input {
    /// Begins to read.
    pub fn start(messages: Sender<Message>) -> io::Result<Self> {
        let (woken, wake) = io::pipe()?;
        let (rests, resting) = mpsc::channel();
        let (resume, resumed) = mpsc::channel();
        let terminal = terminal()?;
        std::thread::Builder::new()
            .name("input".to_owned())
            .spawn(move || read(&terminal, woken, &messages, &rests, &resumed))?;
        Ok(Self { wake, resting, resume })
    }

    /// Ends the thread.
    pub fn stop(&mut self) {
        // Whoever waits to be told to go on ends when nobody is left to tell.
        if self.wake.write_all(b"s").is_ok() {
            let _ = self.resting.recv();
        }
        (self.resume, _) = mpsc::channel();
    }

    /// Leaves the terminal to another program while `work` runs.
    pub fn pause<T>(&mut self, work: impl FnOnce() -> T) -> T {
        // If the thread has ended there is nothing to pause.
        let paused = self.wake.write_all(b"p").is_ok() && self.resting.recv().is_ok();
        let outcome = work();
        if paused {
            let _ = self.resume.send(());
        }
        outcome
    }
}

/// The terminal that keys come from: standard input, unless that is the document.
fn terminal() -> io::Result<OwnedFd> {
    use std::io::IsTerminal;
    let stdin = io::stdin();
    if stdin.is_terminal() {
        stdin.as_fd().try_clone_to_owned()
    } else {
        File::open("/dev/tty").map(OwnedFd::from)
    }
}

fn read(
    terminal: &OwnedFd,
    mut woken: PipeReader,
    messages: &Sender<Message>,
    rests: &Sender<()>,
    resumed: &Receiver<()>,
) {
    let mut background = background::Filter::default();
    loop {
        let mut fds = [PollFd::new(terminal, PollFlags::IN), PollFd::new(&woken, PollFlags::IN)];
        match poll(&mut fds, None) {
            Ok(_) | Err(rustix::io::Errno::INTR) => {}
            Err(_) => break,
        }
        let (keys, control) = (fds[0].revents(), fds[1].revents());
        if control.contains(PollFlags::IN) {
            let mut byte = [0];
            if woken.read(&mut byte).unwrap_or(0) == 0 || rests.send(()).is_err() || resumed.recv().is_err() {
                return;
            }
            continue;
        }
        if keys.contains(PollFlags::IN) {
            while let Ok(true) = crossterm::event::poll(BATCH) {
                let Ok(event) = crossterm::event::read() else { break };
                for event in background.pass(event) {
                    if keys::message(event).is_some_and(|message| messages.send(message).is_err()) {
                        return;
                    }
                }
            }
        }
        if keys.intersects(PollFlags::HUP | PollFlags::ERR | PollFlags::NVAL) {
            break;
        }
    }
    // The terminal is gone; if the program is, too, nobody needs to know.
    let _ = messages.send(Message::Event(crate::app::Event::Terminate));
}
