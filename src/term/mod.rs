//! The terminal: the one loop, the threads around it, and everything that an effect asks for.

mod background;
mod canvas;
mod editor;
mod effects;
mod guard;
mod input;
mod keys;
mod pick;
mod search;
mod session;
mod suggest;
mod watch;

use std::{
    io,
    sync::mpsc::{self, Receiver, Sender},
};

use crossterm::{
    execute, queue,
    terminal::{BeginSynchronizedUpdate, EndSynchronizedUpdate},
};
use ratatui::backend::{Backend, CrosstermBackend};

use crate::{
    app::{App, Event, Mouse},
    ui,
};
use canvas::Canvas;
use effects::Outcome;
pub use pick::pick;
pub use session::{Load, Search, Session, keep};

/// What comes in through the one channel.
#[derive(Debug)]
pub enum Message {
    /// Something for the program.
    Event(Event),
    /// The sidecar may have changed.
    Sidecar,
    /// What could not be saved is to be tried again.
    Retry,
    /// The document may have changed.
    Source,
    /// The document was read again: the event that says so, and for which of the changes.
    Reloaded(u64, Event),
    /// The screen has another size.
    Resized,
    /// Somebody wants us stopped for a while.
    Stop,
    /// We go on after a stop.
    Continue,
}

/// A screen that frames are drawn on.
pub trait Screen: Backend<Error = io::Error> {
    /// What is written from now on belongs to one frame.
    fn begin(&mut self) -> io::Result<()> {
        Ok(())
    }

    /// The frame is whole.
    fn end(&mut self) -> io::Result<()> {
        Ok(())
    }

    /// Rings the terminal's bell.
    fn ring(&mut self) -> io::Result<()> {
        Ok(())
    }

    /// Gives text to the clipboard.
    fn copy(&mut self, _text: &str) -> io::Result<()> {
        Ok(())
    }
}

impl<W: io::Write> Screen for CrosstermBackend<W> {
    fn begin(&mut self) -> io::Result<()> {
        queue!(self, BeginSynchronizedUpdate)
    }

    fn end(&mut self) -> io::Result<()> {
        execute!(self, EndSynchronizedUpdate)
    }

    fn ring(&mut self) -> io::Result<()> {
        execute!(self, crossterm::style::Print('\x07'))
    }

    fn copy(&mut self, text: &str) -> io::Result<()> {
        execute!(self, crossterm::clipboard::CopyToClipboard::to_clipboard_from(text))
    }
}

/// Runs the program in the terminal until the person leaves it.
pub fn run(mut app: App, mut session: Session) -> io::Result<()> {
    let (messages, incoming) = mpsc::channel();
    // Before the terminal is taken over: a signal must find somebody who gives it back.
    session::listen(messages.clone())?;
    let _guard = guard::Guard::new()?;
    // What is written for a frame goes out in one piece.
    let out = io::BufWriter::with_capacity(1 << 16, io::stdout());
    let mut canvas = Canvas::new(CrosstermBackend::new(out));
    let (width, height) = crossterm::terminal::size()?;
    let effects = app.update(Event::Resize(width, height));
    let hits = canvas.draw(&app, session.depth)?;
    if session.ask_background {
        execute!(canvas.screen(), crossterm::style::Print(background::QUESTION))?;
    }
    session.start(&app, &messages)?;
    for effect in effects {
        session.carry_out(&mut app, &mut canvas, effect)?;
    }
    let outcome = follow(&mut app, &mut session, &mut canvas, &incoming, hits);
    session.leave(&app);
    session.settle();
    outcome
}

/// The loop: takes in all that has come, then draws one frame.
fn follow<B: Screen>(
    app: &mut App,
    session: &mut Session,
    canvas: &mut Canvas<B>,
    incoming: &Receiver<Message>,
    mut hits: ui::HitMap,
) -> io::Result<()> {
    while let Ok(first) = incoming.recv() {
        for message in std::iter::once(first).chain(incoming.try_iter()) {
            let message = through_hits(message, &hits);
            if session.take(app, canvas, message)? == Outcome::Quit {
                return Ok(());
            }
        }
        hits = canvas.draw(app, session.depth)?;
    }
    Ok(())
}

/// A click on a gloss or a suggestion in the pane is a click on that, wherever it was drawn.
fn through_hits(message: Message, hits: &ui::HitMap) -> Message {
    match message {
        Message::Event(Event::Mouse(Mouse::Down(x, y))) => {
            let listed = hits.listed(x, y).map(Mouse::Listed);
            let hit = listed.or_else(|| hits.offered(x, y).map(Mouse::Offered));
            Message::Event(Event::Mouse(hit.unwrap_or(Mouse::Down(x, y))))
        }
        other => other,
    }
}

/// Sends what a worker has found out; if the program has ended, nobody needs it.
fn send(messages: &Sender<Message>, event: Event) {
    let _ = messages.send(Message::Event(event));
}
