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
    platform::{self, Signal, take_default_action},
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
        platform::listen(&Signal::ALL, move |signal| {
            let message = match signal {
                // The person's editor has the terminal: these keys of it are meant for the editor …
                Signal::Interrupt | Signal::Quit if !guard::is_entered() => return,
                // … and this one for the whole job, which the shell waits for.
                Signal::Stop if !guard::is_entered() => {
                    let _ = take_default_action(signal);
                    return;
                }
                Signal::Resize => Message::Resized,
                Signal::Stop => Message::Stop,
                Signal::Continue => Message::Continue,
                Signal::Terminate | Signal::HangUp | Signal::Interrupt | Signal::Quit => {
                    // Of several signals the first one is why the program ends.
                    let _ = last.set(signal);
                    Message::Event(Event::Terminate)
                }
            };
            let sent = current.lock().unwrap_or_else(PoisonError::into_inner).send(message);
            if sent.is_err() && Signal::ENDS.contains(&signal) {
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
