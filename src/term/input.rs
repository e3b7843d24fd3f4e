//! A thread that reads the terminal and sends what it reads, and that can be told to leave the terminal alone.

use std::{
    io::{self, PipeReader, PipeWriter, Read, Write},
    sync::mpsc::{self, Receiver, Sender},
    time::Duration,
};

use super::{
    Message, background, keys, send,
    worker::{self, guarded},
};
use crate::{app::Event, platform::KeyInput};

/// What the thread does, as the person is told it.
const TASK: &str = "reading the keyboard";

/// How many panics the thread goes on after. One key may be at fault; if every key is, the program ends in good order.
const MAX_PANICS: usize = 3;

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
    pub fn start(messages: &Sender<Message>) -> io::Result<Self> {
        let (woken, wake) = io::pipe()?;
        let (rests, resting) = mpsc::channel();
        let (resume, resumed) = mpsc::channel();
        let terminal = KeyInput::open()?;
        worker::spawn("input", TASK, messages, move |messages| {
            read(&terminal, woken, messages, &rests, &resumed);
        })?;
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

fn read(
    terminal: &KeyInput,
    mut woken: PipeReader,
    messages: &Sender<Message>,
    rests: &Sender<()>,
    resumed: &Receiver<()>,
) {
    let mut background = background::Filter::default();
    let mut panics = 0;
    while let Ok(ready) = terminal.wait(&woken) {
        if ready.pipe {
            let mut byte = [0];
            if woken.read(&mut byte).unwrap_or(0) == 0 || rests.send(()).is_err() || resumed.recv().is_err() {
                return;
            }
            continue;
        }
        if ready.keys {
            match guarded(TASK, || pass_on(&mut background, messages)) {
                Ok(true) => {}
                Ok(false) => return,
                Err(stopped) => {
                    send(messages, Event::Notice(stopped));
                    panics += 1;
                }
            }
        }
        if ready.is_gone || panics >= MAX_PANICS {
            break;
        }
    }
    // The terminal is gone, or can't be read; if the program is gone, too, nobody needs to know.
    send(messages, Event::Terminate);
}

/// Sends the keys that have come. Returns whether there is still somebody to send them to.
fn pass_on(background: &mut background::Filter, messages: &Sender<Message>) -> bool {
    while let Ok(true) = crossterm::event::poll(BATCH) {
        let Ok(event) = crossterm::event::read() else { break };
        for event in background.pass(event) {
            if keys::message(event).is_some_and(|message| messages.send(message).is_err()) {
                return false;
            }
        }
    }
    true
}
