//! Signals as messages for whoever has the terminal at the moment.

use std::{
    io,
    sync::{
        Arc, Mutex, PoisonError,
        mpsc::{self, Receiver, Sender},
    },
};

use super::{Message, guard};
use crate::{
    app::Event,
    platform::{self, Signal},
};

/// Listens to signals as long as the program runs.
pub struct Signals {
    to: Arc<Mutex<Sender<Message>>>,
}

impl Signals {
    /// Begins to listen.
    pub fn listen() -> io::Result<Self> {
        let to = Arc::new(Mutex::new(mpsc::channel().0));
        let current = to.clone();
        platform::listen(move |signal| {
            let message = match signal {
                Signal::Resize => Message::Resized,
                Signal::Stop => Message::Stop,
                Signal::Continue => Message::Continue,
                Signal::Terminate | Signal::HangUp => Message::Event(Event::Terminate),
            };
            let sent = current.lock().unwrap_or_else(PoisonError::into_inner).send(message);
            if sent.is_err() && matches!(signal, Signal::Terminate | Signal::HangUp) {
                // Nobody has the terminal who could give it back.
                guard::leave();
                let _ = platform::take_default_action(signal);
            }
        })?;
        Ok(Self { to })
    }

    /// A channel for who has the terminal from now on.
    pub fn channel(&self) -> (Sender<Message>, Receiver<Message>) {
        let (messages, incoming) = mpsc::channel();
        *self.to.lock().unwrap_or_else(PoisonError::into_inner) = messages.clone();
        (messages, incoming)
    }
}
