//! Signals as messages for whoever has the terminal at the moment.

use std::{
    io,
    sync::{
        Arc, Mutex, PoisonError,
        mpsc::{self, Receiver, Sender},
    },
    thread,
};

use signal_hook::{
    consts::{SIGCONT, SIGHUP, SIGTERM, SIGTSTP, SIGWINCH},
    iterator,
    low_level::emulate_default_handler,
};

use super::{Message, guard};
use crate::app::Event;

/// Listens to signals as long as the program runs.
pub struct Signals {
    to: Arc<Mutex<Sender<Message>>>,
}

impl Signals {
    /// Begins to listen.
    pub fn listen() -> io::Result<Self> {
        let to = Arc::new(Mutex::new(mpsc::channel().0));
        let mut signals = iterator::Signals::new([SIGTERM, SIGHUP, SIGWINCH, SIGTSTP, SIGCONT])?;
        let current = to.clone();
        thread::Builder::new().name("signals".to_owned()).spawn(move || {
            for signal in signals.forever() {
                let message = match signal {
                    SIGWINCH => Message::Resized,
                    SIGTSTP => Message::Stop,
                    SIGCONT => Message::Continue,
                    _ => Message::Event(Event::Terminate),
                };
                let sent = current.lock().unwrap_or_else(PoisonError::into_inner).send(message);
                if sent.is_err() && matches!(signal, SIGTERM | SIGHUP) {
                    // Nobody has the terminal who could give it back.
                    guard::leave();
                    let _ = emulate_default_handler(signal);
                }
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
