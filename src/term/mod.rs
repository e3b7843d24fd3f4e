//! The terminal front end: the main loop, the threads around it, and the carrying out of effects.

mod background;
mod browse;
mod canvas;
mod changes;
mod decoder;
mod dialect;
mod editor;
mod effects;
mod escape_sequence;
mod guard;
mod input;
mod keys;
mod latest_worker;
mod launch;
mod mouse;
mod picture;
mod reload;
mod saving;
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
    app::{App, Event, Mouse, Reading},
    platform::Signal,
    ui,
};
pub use browse::FolderSession;
use canvas::Canvas;
pub use dialect::Dialect;
use effects::Flow;
pub use effects::NextView;
use picture::PictureFolder;
pub use session::{GlossLoader, Session, StraySearch, WholeReading};
use signals::Signals;
use worker::guarded;

/// A message in the loop's channel.
#[derive(Debug)]
pub enum Message {
    /// An event for the program.
    Event(Event),
    /// The sidecar may have changed.
    Sidecar,
    /// It is time to try a failed save again.
    Retry,
    /// The document may have changed.
    Source,
    /// The whole document was read, of which the beginning is shown.
    WholeRead,
    /// The document was read again: the number of the reload, and the event with its result.
    Reloaded(u64, Event),
    /// A result for the folder view.
    Folder(browse::FolderNews),
    /// The size of the screen has changed.
    Resized,
    /// A signal asks the program to suspend itself.
    Stop,
    /// The program continues after it was suspended.
    Continue,
}

/// A screen on which frames are drawn.
pub trait Screen: Backend<Error = io::Error> {
    /// Starts a frame: what is written until [`end`](Self::end) appears in one piece.
    fn begin(&mut self) -> io::Result<()> {
        Ok(())
    }

    /// Ends a frame.
    fn end(&mut self) -> io::Result<()> {
        Ok(())
    }

    /// Rings the terminal's bell.
    fn ring(&mut self) -> io::Result<()> {
        Ok(())
    }

    /// Copies text to the clipboard.
    fn copy(&mut self, _text: &str) -> io::Result<()> {
        Ok(())
    }

    /// Asks for the colour of the background; the answer comes among the keys.
    fn ask_background(&mut self) -> io::Result<()> {
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

    fn ask_background(&mut self) -> io::Result<()> {
        execute!(self, crossterm::style::Print(background::QUESTION))
    }
}

/// The terminal, with the program's modes set while this lives.
pub struct Terminal {
    signals: Signals,
    dialect: Dialect,
    /// Keys typed while one view was being replaced by another.
    typed: Vec<Message>,
    /// Whether a document was left with work that is not saved in its sidecar.
    pub has_unsaved_work: bool,
    /// How the last document was read, for the next one.
    reading: Option<Reading>,
    /// The pictures that were taken out of documents for a viewer, which may still have them open.
    pictures: PictureFolder,
    _guard: guard::Guard,
}

impl Terminal {
    /// Sets the modes of a terminal of this dialect, and listens to signals.
    pub fn open(dialect: Dialect) -> io::Result<Self> {
        // Signals are handled before the modes are set, so that the modes are always restored.
        let signals = Signals::listen()?;
        let (typed, reading, pictures) = (Vec::new(), None, PictureFolder::default());
        let has_unsaved_work = false;
        let guard = guard::Guard::new(dialect)?;
        Ok(Self { signals, dialect, typed, has_unsaved_work, reading, pictures, _guard: guard })
    }

    /// The signal that ended the program, if one did.
    pub fn ended_by(&self) -> Option<Signal> {
        self.signals.end()
    }

    /// A channel for a new view, which starts with the keys typed already.
    fn begin(&mut self) -> (Sender<Message>, Receiver<Message>) {
        let (messages, incoming) = self.signals.channel();
        for typed in self.typed.drain(..) {
            // Sending cannot fail: the receiver is in this function.
            let _ = messages.send(typed);
        }
        (messages, incoming)
    }

    /// Keeps the keys typed after a view was left; results of its workers are dropped.
    fn end(&mut self, incoming: &Receiver<Message>) {
        let is_typed = |message: &Message| {
            matches!(
                message,
                Message::Event(Event::Key(_) | Event::Paste(_) | Event::Background(_)) | Message::Stop
            )
        };
        self.typed.extend(incoming.try_iter().filter(is_typed));
    }

    /// Shows a document until the person leaves it.
    pub fn read(&mut self, mut app: App, session: Session) -> io::Result<NextView> {
        Ok(self.show(&mut app, session)?.unwrap_or(NextView::Quit))
    }

    /// Shows the beginning of a document until `whole` has read all of it, or the person leaves it. Returns where to, if so, and the
    /// program as it was left.
    pub fn read_beginning(
        &mut self,
        app: App,
        session: Session,
        whole: WholeReading,
    ) -> io::Result<(App, Option<NextView>)> {
        let mut app = app.at_beginning();
        let left = self.show(&mut app, Session { whole: Some(whole), ..session })?;
        Ok((app, left))
    }

    /// Shows a document until the person leaves it. `None` if it was its beginning, and the whole has been read.
    fn show(&mut self, app: &mut App, mut session: Session) -> io::Result<Option<NextView>> {
        let (messages, incoming) = self.begin();
        if let Some(reading) = self.reading.take() {
            app.go_on_reading(reading);
        }
        session.pictures = std::mem::take(&mut self.pictures);
        let mut canvas = Canvas::new(screen(), self.dialect);
        let (width, height) = crossterm::terminal::size()?;
        let effects = app.update(Event::Resize(width, height));
        let hits = canvas.draw(app, session.depth)?;
        if session.ask_background {
            canvas.ask_background()?;
        }
        session.start(app, &messages)?;
        for effect in effects {
            session.carry_out(app, &mut canvas, effect)?;
        }
        let left = catch_unwind(AssertUnwindSafe(|| follow(app, &mut session, &mut canvas, &incoming, hits)));
        let is_cut_off = !matches!(left, Ok(Ok(_)));
        if is_cut_off {
            // The terminal may be gone without having said so, or the loop has panicked: a note or form being written
            // is saved.
            let keep = || session.take(app, &mut canvas, Message::Event(Event::Terminate));
            let _ = guarded("keeping the work", keep);
        }
        if is_cut_off || app.has_unsaved_work() {
            // What a failed save has left.
            let _ = guarded("keeping the work", || session.take(app, &mut canvas, Message::Retry));
        }
        let position = || session.storage.leave(&app.document, app.position());
        let _ = guarded("noting the reading position", position);
        session.storage.settle();
        self.has_unsaved_work |= app.has_unsaved_work();
        self.reading = Some(app.take_reading());
        self.pictures = std::mem::take(&mut session.pictures);
        session.end();
        self.end(&incoming);
        left.unwrap_or_else(|panic| resume_unwind(panic))
    }
}

/// The terminal as a screen that writes each frame in one piece.
fn screen() -> CrosstermBackend<io::BufWriter<io::Stdout>> {
    CrosstermBackend::new(io::BufWriter::with_capacity(1 << 16, io::stdout()))
}

/// The main loop: handles all messages that have arrived, then draws one frame.
fn follow<B: Screen>(
    app: &mut App,
    session: &mut Session,
    canvas: &mut Canvas<B>,
    incoming: &Receiver<Message>,
    mut hits: ui::HitMap,
) -> io::Result<Option<NextView>> {
    let mut is_whole_read = false;
    while let Ok(first) = incoming.recv() {
        for message in std::iter::once(first).chain(incoming.try_iter()) {
            is_whole_read |= matches!(message, Message::WholeRead);
            let message = through_hits(message, &hits);
            if let Flow::Leave(left) = session.take(app, canvas, message)? {
                return Ok(Some(left));
            }
        }
        if is_whole_read && app.is_at_rest() {
            return Ok(None);
        }
        hits = canvas.draw(app, session.depth)?;
    }
    Ok(Some(NextView::Quit))
}

/// Turns a click on a gloss or suggestion in the pane into an event that names it.
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

/// Sends a worker's result; this fails only if the program has ended.
fn send(messages: &Sender<Message>, event: Event) {
    let _ = messages.send(Message::Event(event));
}

#[cfg(test)]
mod worker_tests;
