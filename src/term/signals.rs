//! Passing signals on as messages to the current view, and remembering the one that ends the program.

use std::{
    io,
    sync::{
        Arc, Mutex, OnceLock, PoisonError,
        mpsc::{self, Receiver, Sender},
    },
};

use super::{Message, guard};
use crate::{
    app::Event,
    platform::{self, Signal, is_in_foreground, take_default_action},
};

/// The thread that handles signals as long as the program runs.
pub struct Signals {
    to: Arc<Mutex<Sender<Message>>>,
    /// The signal that ends the program, once it has come.
    end: Arc<OnceLock<Signal>>,
}

impl Signals {
    /// Starts handling signals.
    pub fn listen() -> io::Result<Self> {
        let to = Arc::new(Mutex::new(mpsc::channel().0));
        let end = Arc::new(OnceLock::new());
        let (current, last) = (to.clone(), end.clone());
        platform::listen(Signal::all(), move |signal| {
            let message = match signal {
                // The person's editor has the terminal: these keys of it are meant for the editor …
                Signal::INTERRUPT | Signal::QUIT if !guard::is_entered() => return,
                // … and this one for the whole job, which the shell waits for. Who asks for the terminal from the background waits
                // for it, and must not be asked to draw on it first.
                signal if Signal::STOPS.contains(&signal) && !(guard::is_entered() && is_in_foreground()) => {
                    let _ = take_default_action(signal);
                    return;
                }
                // What can't be written is told where it is written.
                Signal::FILE_SIZE => return,
                Signal::RESIZE => Message::Resized,
                Signal::CONTINUE => Message::Continue,
                signal if Signal::STOPS.contains(&signal) => Message::Stop,
                signal => {
                    // Of several signals the first one is why the program ends.
                    let _ = last.set(signal);
                    Message::Event(Event::Terminate)
                }
            };
            let is_end = matches!(message, Message::Event(_));
            let sent = current.lock().unwrap_or_else(PoisonError::into_inner).send(message);
            if sent.is_err() && is_end {
                // No view is running that could restore the terminal.
                guard::leave();
                let _ = take_default_action(signal);
            }
        })?;
        Ok(Self { to, end })
    }

    /// The signal that ends the program, if one has come.
    pub fn end(&self) -> Option<Signal> {
        self.end.get().copied()
    }

    /// A new channel, whose view gets the signals from now on.
    pub fn channel(&self) -> (Sender<Message>, Receiver<Message>) {
        let (messages, incoming) = mpsc::channel();
        *self.to.lock().unwrap_or_else(PoisonError::into_inner) = messages.clone();
        (messages, incoming)
    }
}
