//! Carrying out the effects that the program returns.

use std::io;

use super::{
    Canvas, Message, Screen, Session, editor, guard, input::Input, launch, session::Workers, suspend,
};
use crate::{
    app::{App, Effect, Event, Visit},
    platform, source,
    text::movement::Direction,
};

/// Whether the loop goes on after an effect.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Flow {
    /// The loop goes on.
    Continue,
    /// The person leaves the document.
    Leave(NextView),
}

/// Where the person goes from a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NextView {
    /// Back to the view from which the document was opened.
    Close,
    /// To the folder view, listing the glosses that match this query.
    Folder(String),
    /// To the next document, or the previous one, of those that are read one after the other.
    Other(Direction),
    /// To a document that a link leads to, or back to one.
    Visit(Visit),
    /// Out of the program.
    Quit,
}

impl Session {
    /// Handles a message, and carries out the effects that follow.
    pub(super) fn take<B: Screen>(
        &mut self,
        app: &mut App,
        canvas: &mut Canvas<B>,
        message: Message,
    ) -> io::Result<Flow> {
        let event = match message {
            Message::Event(event) => event,
            Message::Sidecar => return self.reload_sidecar(app, canvas),
            Message::Retry => return self.retry(app, canvas),
            Message::Source => {
                self.reload_source(app);
                return Ok(Flow::Continue);
            }
            // Of several reloads, only the one started last counts.
            Message::Reloaded(serial, event) => match &self.workers {
                Some(workers) if workers.reloads == serial => event,
                _ => return Ok(Flow::Continue),
            },
            Message::Resized => {
                // Even if the size is the last one again, the terminal may have lost what was on it in between.
                canvas.forget();
                let (width, height) = crossterm::terminal::size()?;
                Event::Resize(width, height)
            }
            // The folder view causes the one, and the loop takes the other.
            Message::Folder(_) | Message::WholeRead => return Ok(Flow::Continue),
            Message::Stop => return self.suspend(app, canvas),
            Message::Continue => {
                guard::enter()?;
                canvas.forget();
                let (width, height) = crossterm::terminal::size()?;
                Event::Resize(width, height)
            }
        };
        self.tell(app, canvas, event)
    }

    /// Tells the program an event, and carries out the effects that follow.
    pub(super) fn tell<B: Screen>(
        &mut self,
        app: &mut App,
        canvas: &mut Canvas<B>,
        event: Event,
    ) -> io::Result<Flow> {
        for effect in app.update(event) {
            if let Flow::Leave(left) = self.carry_out(app, canvas, effect)? {
                return Ok(Flow::Leave(left));
            }
        }
        Ok(Flow::Continue)
    }

    /// Carries out one effect, then those that follow from its answer.
    pub(super) fn carry_out<B: Screen>(
        &mut self,
        app: &mut App,
        canvas: &mut Canvas<B>,
        effect: Effect,
    ) -> io::Result<Flow> {
        match effect {
            Effect::Save(transaction) => {
                if self.storage.sidecar_path().is_some() {
                    let outcome = self.save(app, &transaction);
                    return self.tell_saved(app, canvas, outcome);
                }
            }
            Effect::Record(step) => {
                if let Err(error) = self.storage.record(&step) {
                    let notice = format!(
                        "undo will not survive a restart: its history can't be written ({})",
                        platform::reason(&error)
                    );
                    return self.tell(app, canvas, Event::Notice(notice));
                }
            }
            Effect::Recovered(rest) => self.storage.recovered(&rest),
            Effect::TakeOver(stray) => {
                tracing::debug!(?stray, "takes over a sidecar that was left behind");
                let outcome = self.storage.take_over(&stray);
                return self.tell(app, canvas, Event::TakenOver(outcome.map_err(|error| error.brief())));
            }
            Effect::Copy(text) => {
                if !canvas.copy(&text)? {
                    let notice = "nothing was copied: this kind of terminal has no clipboard to copy to";
                    return self.tell(app, canvas, Event::Notice(notice.to_owned()));
                }
            }
            Effect::Suggest(span) => {
                self.with_workers(|workers| workers.suggestions.ask((app.text().clone(), span)));
            }
            Effect::StopSuggesting => self.with_workers(|workers| workers.suggestions.stop()),
            Effect::Search(query) => {
                self.with_workers(|workers| workers.searcher.ask((app.text().clone(), query)));
            }
            Effect::StopSearch => self.with_workers(|workers| workers.searcher.stop()),
            Effect::EditNote(text) => {
                tracing::debug!(editor = ?self.editor, "gives the terminal to the editor");
                let editor = self.editor.clone();
                let outcome =
                    suspend::with_terminal_restored(canvas, self.input(), || editor::edit(&editor, &text))?;
                return self.tell(app, canvas, Event::Edited(outcome));
            }
            Effect::Suspend => return self.suspend(app, canvas),
            Effect::Redraw => canvas.forget(),
            Effect::Bell => canvas.ring()?,
            Effect::Close => return Ok(Flow::Leave(NextView::Close)),
            Effect::Folder(asked) => return Ok(Flow::Leave(NextView::Folder(asked))),
            Effect::OtherDocument(direction) => return Ok(Flow::Leave(NextView::Other(direction))),
            Effect::Visit(visit) => {
                let Err(error) = app.document.check_linked(&visit.path) else {
                    return Ok(Flow::Leave(NextView::Visit(visit)));
                };
                let is_missing = error.kind() == source::ErrorKind::NotFound;
                let online = visit.online.filter(|_| is_missing);
                let event = online.map_or_else(|| Event::Notice(error.to_string()), Event::Online);
                return self.tell(app, canvas, event);
            }
            Effect::Browse(address) => {
                let browser = &app.settings.browser;
                self.with_workers(|workers| {
                    launch::start(browser, "browser", address.as_ref(), &workers.messages);
                });
            }
            Effect::ViewPicture(address) => match self.pictures.path_of(&app.document, &address) {
                Ok(path) => {
                    let viewer = &app.settings.viewer;
                    self.with_workers(|workers| {
                        launch::start(viewer, "viewer", path.as_ref(), &workers.messages);
                    });
                }
                Err(reason) => return self.tell(app, canvas, Event::Notice(reason)),
            },
            Effect::Quit => return Ok(Flow::Leave(NextView::Quit)),
        }
        Ok(Flow::Continue)
    }

    /// Has the worker threads do something, once they run.
    fn with_workers(&mut self, ask: impl FnOnce(&mut Workers)) {
        if let Some(workers) = &mut self.workers {
            ask(workers);
        }
    }

    /// The thread that reads the terminal, once it runs.
    fn input(&mut self) -> Option<&mut Input> {
        self.workers.as_mut().map(|workers| &mut workers.input)
    }

    fn suspend<B: Screen>(&mut self, app: &mut App, canvas: &mut Canvas<B>) -> io::Result<Flow> {
        self.storage.leave(&app.document, app.position());
        let (width, height) = suspend::suspend(canvas, self.input())?;
        self.tell(app, canvas, Event::Resize(width, height))
    }
}
