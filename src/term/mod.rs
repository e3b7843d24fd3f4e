//! The terminal: the one loop, the threads around it, and everything that an effect asks for.

mod background;
mod browse;
mod canvas;
mod editor;
mod effects;
mod guard;
mod input;
mod keys;
mod search;
mod session;
mod signals;
mod suggest;
mod suspend;
mod watch;
mod worker;

use std::{
    io,
    panic::{AssertUnwindSafe, catch_unwind, resume_unwind},
    sync::mpsc::{Receiver, Sender},
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
pub use browse::Browsed;
use canvas::Canvas;
pub use effects::Left;
use effects::Outcome;
pub use session::{Load, Search, Session};
use signals::Signals;
use worker::guarded;

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
    /// Something for the folder view.
    Browsed(browse::News),
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

/// The terminal, taken over for as long as this lives.
pub struct Terminal {
    signals: Signals,
    /// What was typed while one view was left for another.
    typed: Vec<Message>,
    _guard: guard::Guard,
}

impl Terminal {
    /// Takes the terminal over.
    pub fn open() -> io::Result<Self> {
        // A signal must find somebody who gives the terminal back.
        let signals = Signals::listen()?;
        Ok(Self { signals, typed: Vec::new(), _guard: guard::Guard::new()? })
    }

    /// The channel of a view that begins, with what was typed already.
    fn begin(&mut self) -> (Sender<Message>, Receiver<Message>) {
        let (messages, incoming) = self.signals.channel();
        for typed in self.typed.drain(..) {
            // The other end is in our hands.
            let _ = messages.send(typed);
        }
        (messages, incoming)
    }

    /// Keeps what was typed after a view was left, whose input has ended. What its workers have sent is of no use any more.
    fn end(&mut self, incoming: &Receiver<Message>) {
        let is_typed = |message: &Message| {
            matches!(message, Message::Event(Event::Key(_) | Event::Paste(_)) | Message::Stop)
        };
        self.typed.extend(incoming.try_iter().filter(is_typed));
    }

    /// Shows a document until the person leaves it.
    pub fn read(&mut self, mut app: App, mut session: Session) -> io::Result<Left> {
        let (messages, incoming) = self.begin();
        let mut canvas = Canvas::new(screen());
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
        let left =
            catch_unwind(AssertUnwindSafe(|| follow(&mut app, &mut session, &mut canvas, &incoming, hits)));
        if !matches!(left, Ok(Ok(_))) {
            // The terminal is gone and may not have said so yet, or the loop has panicked. What is being written is kept, and
            // what was not saved for the panic is saved.
            for message in [Message::Event(Event::Terminate), Message::Retry] {
                let _ = guarded("keeping the work", || session.take(&mut app, &mut canvas, message));
            }
        }
        let position = || session.storage.leave(&app.document, app.position());
        let _ = guarded("noting the reading position", position);
        session.storage.settle();
        session.end();
        self.end(&incoming);
        left.unwrap_or_else(|panic| resume_unwind(panic))
    }
}

/// The screen of the terminal. What is written for a frame goes out in one piece.
fn screen() -> CrosstermBackend<io::BufWriter<io::Stdout>> {
    CrosstermBackend::new(io::BufWriter::with_capacity(1 << 16, io::stdout()))
}

/// The loop: takes in all that has come, then draws one frame.
fn follow<B: Screen>(
    app: &mut App,
    session: &mut Session,
    canvas: &mut Canvas<B>,
    incoming: &Receiver<Message>,
    mut hits: ui::HitMap,
) -> io::Result<Left> {
    while let Ok(first) = incoming.recv() {
        for message in std::iter::once(first).chain(incoming.try_iter()) {
            let message = through_hits(message, &hits);
            if let Outcome::Left(left) = session.take(app, canvas, message)? {
                return Ok(left);
            }
        }
        hits = canvas.draw(app, session.depth)?;
    }
    Ok(Left::Quit)
}

/// A click on a gloss or a suggestion in the pane is a click on that, wherever it was drawn.
fn through_hits(message: Message, hits: &ui::HitMap) -> Message {
    match message {
        Message::Event(Event::Mouse(Mouse::Down(x, y))) => {
            let listed = hits.listed(x, y).map(Mouse::Listed);
            let hit = listed.or_else(|| hits.suggestion_at(x, y).map(Mouse::Suggestion));
            Message::Event(Event::Mouse(hit.unwrap_or(Mouse::Down(x, y))))
        }
        other => other,
    }
}

/// Sends what a worker has found out; if the program has ended, nobody needs it.
fn send(messages: &Sender<Message>, event: Event) {
    let _ = messages.send(Message::Event(event));
}

#[cfg(test)]
mod worker_tests;
