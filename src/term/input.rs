//! A thread that reads the terminal and sends what it reads, and that can be paused for another program.

use std::{
    io::{self, PipeReader, PipeWriter, Read, Write},
    sync::mpsc::{self, Receiver, Sender},
};

use super::{
    Message,
    decoder::Decoder,
    send,
    worker::{self, guarded},
};
use crate::{app::Event, platform::KeyInput};

/// The name of the thread's task in messages to the person.
const TASK: &str = "reading the keyboard";

/// How many panics the thread survives. One key may cause one; if every key does, the program ends in good order.
/// Chosen by hand.
const MAX_PANICS: usize = 3;

/// How many bytes are read at once. Chosen by hand: more than a terminal holds.
const BUFFER_BYTES: usize = 1 << 16;

/// The thread that reads the terminal.
pub struct Input {
    wake: PipeWriter,
    resting: Receiver<()>,
    resume: Sender<()>,
}

impl Input {
    /// Starts the thread.
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
        // A paused thread ends, too, because its channel is closed.
        if self.wake.write_all(b"s").is_ok() {
            let _ = self.resting.recv();
        }
        (self.resume, _) = mpsc::channel();
    }

    /// Pauses the thread while `work` runs, so that another program can read the terminal.
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
    let mut decoder = Decoder::default();
    let mut buffer = vec![0; BUFFER_BYTES];
    let mut panics = 0;
    while let Ok(ready) = terminal.wait(&woken, decoder.patience()) {
        if ready.is_some_and(|ready| ready.pipe) {
            let mut byte = [0];
            if woken.read(&mut byte).unwrap_or(0) == 0 || rests.send(()).is_err() || resumed.recv().is_err() {
                return;
            }
            // What had begun before another program had the terminal is over.
            decoder = Decoder::default();
            continue;
        }
        let decoded = guarded(TASK, || match ready {
            // The rest of what has begun doesn't come.
            None => Ok(decoder.give_up().into_iter().collect()),
            Some(ready) if ready.keys => {
                terminal.read(&mut buffer).map(|read| decoder.decode(&buffer[..read]))
            }
            Some(_) => Ok(Vec::new()),
        });
        match decoded {
            Ok(Ok(events)) => events.into_iter().for_each(|event| send(messages, event)),
            Ok(Err(_)) => break,
            Err(stopped) => {
                send(messages, Event::Notice(stopped));
                panics += 1;
            }
        }
        if ready.is_some_and(|ready| ready.is_gone) || panics >= MAX_PANICS {
            break;
        }
    }
    // The terminal is gone or cannot be read. What had begun to arrive is taken in first.
    decoder.give_up().into_iter().for_each(|event| send(messages, event));
    send(messages, Event::Terminate);
}
